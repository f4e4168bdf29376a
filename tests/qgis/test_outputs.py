"""Outputs that would destroy something of the user's, and style files that are not SatSyn's."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from assertions import RecordingFeedback
from osgeo import gdal
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from rasters import NORTH_UP, write_landcover

CLASSES = "1=water 2=land 3=road 4=vegetation 5=building"


@pytest.fixture
def landcover(tmp_path: Path) -> Path:
    return write_landcover(tmp_path / "landcover.tif", NORTH_UP)


@pytest.fixture
def houses(qgis, tmp_path: Path) -> Path:
    """A GeoPackage with a layer of polygons on the land cover."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:32640", "houses", "memory")
    feature = QgsFeature()
    x, y = NORTH_UP.transform[0], NORTH_UP.transform[3]
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(x + 10, y - 30, x + 30, y - 10)))
    layer.dataProvider().addFeature(feature)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "houses"
    context = QgsProject.instance().transformContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(tmp_path / "project.gpkg"), context, options)
    return tmp_path / "project.gpkg"


@pytest.fixture
def refuse(qgis, model: Path):
    """Runs the generation twice, with and without the check of its parameters, and returns both sentences."""
    import processing

    def run(**parameters: object) -> list[str]:
        given = {"MODEL": str(model), "CLASSES": CLASSES, **parameters}
        with pytest.raises(QgsProcessingException) as checked:
            processing.run("satsyn:generateimagery", given, feedback=RecordingFeedback())
        feedback, context = RecordingFeedback(), QgsProcessingContext()
        context.setProject(QgsProject.instance())
        algorithm = qgis.processingRegistry().createAlgorithmById("satsyn:generateimagery")
        _, done = algorithm.run(given, context, feedback)
        assert not done
        return [str(checked.value), "\n".join(feedback.warnings)]

    return run


class TestOutputs:
    def test_the_database_of_a_polygon_layer_stays(self, refuse, landcover: Path, houses: Path) -> None:
        content = houses.read_bytes()
        layer = QgsVectorLayer(f"{houses}|layername=houses", "houses", "ogr")
        QgsProject.instance().addMapLayer(layer)
        for buildings in (f"{houses}|layername=houses", layer, layer.id()):
            sentences = refuse(LANDCOVER=str(landcover), BUILDINGS=buildings, OUTPUT=str(houses))
            assert all("is a file of the input" in sentence for sentence in sentences)
        QgsProject.instance().removeMapLayer(layer.id())
        assert houses.read_bytes() == content

    def test_the_land_cover_and_its_database_stay(self, refuse, landcover: Path, tmp_path: Path) -> None:
        maps = tmp_path / "maps.gpkg"
        gdal.Translate(str(maps), str(landcover), format="GPKG", creationOptions=["RASTER_TABLE=cover"])
        for given, output in ((str(landcover), landcover), (QgsRasterLayer(f"GPKG:{maps}:cover", "cover"), maps)):
            content = output.read_bytes()
            sentences = refuse(LANDCOVER=given, OUTPUT=str(output))
            assert all("input" in sentence for sentence in sentences), sentences
            assert output.read_bytes() == content

    def test_a_database_that_is_no_input_stays_too(self, refuse, landcover: Path, houses: Path) -> None:
        disguised = shutil.copy(houses, houses.with_name("disguised.tif"))
        for output in (houses, Path(disguised)):
            refuse(LANDCOVER=str(landcover), OUTPUT=str(output))
            assert output.read_bytes().startswith(b"SQLite")

    @pytest.mark.parametrize("name", ["o.png", "o.img", "o.vrt", "o.jp2"])
    def test_rasters_are_geotiffs(self, name: str, refuse, landcover: Path, tmp_path: Path) -> None:
        assert all(".tif" in sentence for sentence in refuse(LANDCOVER=str(landcover), OUTPUT=str(tmp_path / name)))
        assert not (tmp_path / name).exists()


class TestStyleFiles:
    @pytest.fixture
    def raster(self, qgis, tmp_path: Path) -> Path:
        return write_landcover(tmp_path / "city.tif", NORTH_UP)

    @staticmethod
    def write(raster: Path, colour: int = 9) -> list[str]:
        from satsyn.processing_provider.styles import write_class_style_beside
        from satsyn.satsyn_core.contract.class_scheme import ClassScheme

        content = [
            {"name": "water", "value": 1, "colour": [colour, 9, 9]},
            {"name": "land", "value": 2, "colour": [1, 2, 3]},
        ]
        feedback = RecordingFeedback()
        write_class_style_beside(raster, ClassScheme.from_json({"name": "own", "classes": content}), feedback)
        assert not feedback.warnings
        return feedback.said

    def test_a_style_of_the_users_stays(self, raster: Path) -> None:
        style = raster.with_suffix(".qml")
        style.write_text("<qgis><own/></qgis>")
        assert any("not one that SatSyn wrote" in line for line in self.write(raster))
        assert style.read_text() == "<qgis><own/></qgis>"

    def test_a_style_of_our_own_is_replaced(self, raster: Path) -> None:
        style = raster.with_suffix(".qml")
        assert not self.write(raster)
        first = style.read_bytes()
        assert not self.write(raster, colour=200)
        assert style.read_bytes() != first

    def test_a_style_that_was_edited_since_stays(self, raster: Path) -> None:
        style = raster.with_suffix(".qml")
        self.write(raster)
        edited = style.read_text().replace("water", "sea")
        style.write_text(edited)
        assert self.write(raster)
        assert style.read_text() == edited

    def test_a_style_that_qgis_saved_since_stays(self, raster: Path) -> None:
        style = raster.with_suffix(".qml")
        self.write(raster)
        layer = QgsRasterLayer(str(raster), "city")
        layer.setOpacity(0.5)
        layer.saveNamedStyle(str(style))
        saved = style.read_bytes()
        assert self.write(raster)
        assert style.read_bytes() == saved

    def test_a_style_of_an_earlier_satsyn_is_known_by_its_content(self, raster: Path) -> None:
        style = raster.with_suffix(".qml")
        self.write(raster)
        marked = style.read_text()
        earlier = marked[: marked.index("\n<!-- SatSyn")].replace('version="3', 'version="2', 1)
        style.write_text(re.sub(r'<qgis( [^ ]+="[^"]*")( [^ ]+="[^"]*")', r"<qgis\2\1", earlier))
        assert not self.write(raster)
        assert "\n<!-- SatSyn" in style.read_text()

    @pytest.mark.parametrize("name", ["city.img", "city.tiff", "CITY.geojson"])
    def test_a_style_that_another_layer_would_use_is_not_written(self, name: str, raster: Path) -> None:
        other = raster.with_name(name)
        if other.suffix == ".geojson":
            other.write_text('{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1}, '
                             '"geometry": {"type": "Point", "coordinates": [1, 2]}}]}')  # fmt: skip
        else:
            gdal.Translate(str(other), str(raster), format="HFA" if other.suffix == ".img" else "GTiff")
        assert any(name in line for line in self.write(raster))
        assert not raster.with_suffix(".qml").exists()

    def test_a_geopackage_of_the_stem_is_a_layer_and_no_error(self, raster: Path) -> None:
        layer = QgsVectorLayer("Polygon?crs=EPSG:32640&field=class:string", "city", "memory")
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(0, 0, 10, 10)))
        layer.dataProvider().addFeature(feature)
        options = QgsVectorFileWriter.SaveVectorOptions()
        QgsVectorFileWriter.writeAsVectorFormatV3(
            layer, str(raster.with_suffix(".gpkg")), QgsProject.instance().transformContext(), options
        )
        errors: list[str] = []
        gdal.PushErrorHandler(lambda kind, _, message: errors.append(message) if kind >= gdal.CE_Failure else None)
        try:
            said = self.write(raster)
        finally:
            gdal.PopErrorHandler()
        assert any("city.gpkg" in line for line in said)
        assert not errors

    def test_other_outputs_of_the_stem_are_no_layers(self, raster: Path) -> None:
        raster.with_suffix(".json").write_text("{}")
        raster.with_name("city_2.img").write_bytes(raster.read_bytes())
        assert not self.write(raster)

    def test_the_style_is_still_one_that_qgis_reads(self, raster: Path) -> None:
        from qgis.core import QgsPalettedRasterRenderer

        self.write(raster)
        layer = QgsRasterLayer(str(raster), "city")
        _, read = layer.loadDefaultStyle()
        assert read
        assert isinstance(layer.renderer(), QgsPalettedRasterRenderer)
        assert [shown.label for shown in layer.renderer().classes()] == ["water", "land"]
