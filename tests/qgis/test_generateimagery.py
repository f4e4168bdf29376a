"""Imagery from land cover, run in this process as a script or the toolbox would."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path

import numpy as np
import pytest
from assertions import (
    RecordingFeedback,
    Run,
    assert_nodata_where_nodata,
    assert_run,
    assert_same_grid,
    pixels,
)
from osgeo import gdal, osr
from processes import wait_for_unfinished_output, wait_for_worker, wait_until_gone
from rasters import GRIDS, HEIGHT, NODATA, NORTH_UP, WIDTH, GridKind, town, write_landcover


@pytest.fixture
def landcover(tmp_path: Path) -> Path:
    return write_landcover(tmp_path / "landcover.tif", NORTH_UP)


@pytest.fixture
def generate(qgis, model: Path, tmp_path: Path):
    """Run the algorithm on a land cover with small blocks."""

    def run(landcover: object, output: str = "imagery.tif", **parameters: object) -> Run:
        given = {"MODEL": str(model), "BLOCK_SIZE": 64, "DEVICE": "cpu", **parameters}
        return assert_run("satsyn:generateimagery", LANDCOVER=landcover, OUTPUT=str(tmp_path / output), **given)

    return run


@pytest.fixture
def refuse(generate, tmp_path: Path):
    """Run the algorithm on what it must refuse; return its sentence. There is no output then."""
    from qgis.core import QgsProcessingException

    def run(landcover: object, output: str = "imagery.tif", **parameters: object) -> str:
        with pytest.raises(QgsProcessingException) as failure:
            generate(landcover, output, **parameters)
        assert not (tmp_path / output).exists()
        assert not list(tmp_path.glob(".*.tif"))
        return str(failure.value)

    return run


class TestGrid:
    @pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: grid.name)
    def test_imagery_lies_on_the_pixels_of_the_land_cover(self, generate, tmp_path: Path, grid: GridKind) -> None:
        landcover = write_landcover(tmp_path / "landcover.tif", grid)
        run = generate(str(landcover))
        assert_same_grid(run.output, landcover)
        assert_nodata_where_nodata(run.output, landcover)
        assert run.outputs["PIXELS"] == np.count_nonzero(town() != NODATA)

    def test_land_cover_without_crs_gives_imagery_without_crs_and_a_warning(self, generate, tmp_path: Path) -> None:
        landcover = write_landcover(tmp_path / "landcover.tif", GridKind("no CRS", None, NORTH_UP.transform))
        run = generate(str(landcover))
        assert_same_grid(run.output, landcover)
        assert any("no coordinate system" in warning for warning in run.feedback.warnings)

    def test_an_extent_gives_the_pixels_of_the_whole_run(self, generate, landcover: Path) -> None:
        whole = pixels(generate(str(landcover), "whole.tif").output)
        x, y = NORTH_UP.transform[0], NORTH_UP.transform[3]
        extent = f"{x + 20},{x + 90},{y - 80},{y - 30} [EPSG:32640]"
        part = generate(str(landcover), "part.tif", EXTENT=extent).output
        np.testing.assert_array_equal(pixels(part), whole[:, 30:80, 20:90])
        assert gdal.Open(str(part)).GetGeoTransform()[::3] == pytest.approx((x + 20, y - 30))

    def test_an_extent_in_another_crs_is_transformed(self, generate, landcover: Path) -> None:
        from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsRectangle

        x, y = NORTH_UP.transform[0], NORTH_UP.transform[3]
        wanted = QgsRectangle(x + 20, y - 80, x + 90, y - 30)
        to_degrees = QgsCoordinateTransform(
            QgsCoordinateReferenceSystem("EPSG:32640"), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()
        )
        extent = to_degrees.transformBoundingBox(wanted)
        text = f"{extent.xMinimum()},{extent.xMaximum()},{extent.yMinimum()},{extent.yMaximum()} [EPSG:4326]"
        part = gdal.Open(str(generate(str(landcover), EXTENT=text).output))
        # The box in degrees around the extent is a little larger than the extent.
        assert 70 <= part.RasterXSize <= 76
        assert 50 <= part.RasterYSize <= 56


class TestSeed:
    def test_the_same_seed_gives_the_same_pixels_and_another_seed_others(self, generate, landcover: Path) -> None:
        first = pixels(generate(str(landcover), "a.tif", SEED=7).output)
        again = pixels(generate(str(landcover), "b.tif", SEED=7, BLOCK_SIZE=128).output)
        other = pixels(generate(str(landcover), "c.tif", SEED=8).output)
        np.testing.assert_array_equal(first, again)
        assert np.mean(first != other) > 0.5

    def test_variants_are_files_of_their_own_and_differ(self, generate, landcover: Path, tmp_path: Path) -> None:
        run = generate(str(landcover), "look.tif", VARIANTS=3)
        looks = [pixels(tmp_path / name) for name in ("look.tif", "look_2.tif", "look_3.tif")]
        assert np.mean(looks[0] != looks[1]) > 0.5
        assert np.mean(looks[1] != looks[2]) > 0.5
        assert any("look_3.tif" in line for line in run.feedback.said)


class TestClasses:
    def test_classes_given_by_the_user_count(self, generate, tmp_path: Path) -> None:
        own = generate(str(write_landcover(tmp_path / "own.tif", NORTH_UP)), "own_imagery.tif")
        values = np.where(town() == NODATA, NODATA, town() * 10).astype(np.uint8)
        other = write_landcover(tmp_path / "other.tif", NORTH_UP, values)
        classes = "10=water 20=land 30=road 40=vegetation 50=building"
        mapped = generate(str(other), "other_imagery.tif", CLASSES=classes)
        np.testing.assert_array_equal(pixels(own.output), pixels(mapped.output))

    def test_the_legend_of_a_layer_names_the_classes_and_what_classes_names(self, generate, tmp_path: Path) -> None:
        layer = _layer_with_legend(tmp_path, ["Water", "Land", "Gleisbett", "Vegetation", "Building"])
        run = generate(layer, CLASSES="Gleisbett=road")
        assert any("matched by CLASSES and the layer's legend: 1 = water" in line for line in run.feedback.said)

    def test_the_legend_counts_against_the_values(self, generate, landcover: Path, tmp_path: Path) -> None:
        by_value = generate(str(landcover), "by_value.tif")
        layer = _layer_with_legend(tmp_path, ["building", "land", "road", "vegetation", "water"])
        by_name = generate(layer, "by_name.tif")
        assert np.any(pixels(by_value.output) != pixels(by_name.output))

    def test_a_legend_that_contradicts_the_names_in_the_file_is_said(self, generate, tmp_path: Path) -> None:
        layer = _layer_with_legend(tmp_path, ["Wasser", "land", "road", "vegetation", "building"])
        names = "".join(f"<Category>{name}</Category>" for name in ("", "Water", "Acker", "road", "vegetation"))
        Path(f"{tmp_path / 'legend.tif'}.aux.xml").write_text(
            f'<PAMDataset><PAMRasterBand band="1"><CategoryNames>{names}</CategoryNames></PAMRasterBand></PAMDataset>'
        )
        run = generate(layer)
        said = [line for line in run.feedback.warnings if "name values differently" in line]
        assert len(said) == 1
        assert '2 is "land" in the legend and "Acker" in the raster. The names in the legend count.' in said[0]

    def test_the_style_file_of_a_raster_given_as_path_is_read(self, generate, tmp_path: Path) -> None:
        layer = _layer_with_legend(tmp_path, ["water", "land", "road", "vegetation", "building"])
        layer.saveNamedStyle(str(tmp_path / "legend.qml"))
        run = generate(str(tmp_path / "legend.tif"))
        assert any("matched by the layer's legend" in line for line in run.feedback.said)

    def test_a_layer_of_a_script_keeps_its_legend_where_a_style_file_lies_beside_it(
        self, generate, tmp_path: Path
    ) -> None:
        layer = _layer_with_legend(tmp_path, ["building", "land", "road", "vegetation", "water"])
        of_script = generate(layer, "of_script.tif")
        other = _layer_with_legend(tmp_path, ["water", "land", "road", "vegetation", "building"])
        other.saveNamedStyle(str(tmp_path / "legend.qml"))
        again = generate(layer, "again.tif")
        np.testing.assert_array_equal(pixels(again.output), pixels(of_script.output))
        assert layer.renderer().classes()[0].label == "building"

    def test_a_legend_that_speaks_other_words_stops_the_run(self, refuse, tmp_path: Path) -> None:
        sentence = refuse(_layer_with_legend(tmp_path, ["Vesi", "Maa", "Tie", "Kasvit", "Talo"]))
        assert "1 (Vesi)" in sentence

    def test_values_that_the_model_does_not_know_are_named_with_their_share(self, refuse, tmp_path: Path) -> None:
        values = town()
        values[-11:] = 15
        sentence = refuse(str(write_landcover(tmp_path / "landcover.tif", NORTH_UP, values)))
        assert re.search(r"\b15 in \d+\.\d %", sentence)
        assert "CLASSES" in sentence


class TestBuildings:
    def test_polygons_in_another_crs_become_buildings(self, generate, landcover: Path, tmp_path: Path) -> None:
        plain = pixels(generate(str(landcover), "plain.tif").output)
        footprints = _polygon_in_degrees(tmp_path / "footprints.geojson", columns=(60, 80), rows=(30, 50))
        built = pixels(generate(str(landcover), "built.tif", BUILDINGS=str(footprints)).output)
        assert np.mean(np.any(plain != built, axis=0)[32:48, 62:78]) > 0.5

    def test_a_raster_of_buildings_is_the_same_as_its_polygons(self, generate, landcover: Path, tmp_path: Path) -> None:
        mask = np.zeros((HEIGHT, WIDTH), np.uint8)
        mask[30:50, 60:80] = 1
        raster = write_landcover(tmp_path / "mask.tif", NORTH_UP, mask)
        footprints = _polygon_in_degrees(tmp_path / "footprints.geojson", columns=(60, 80), rows=(30, 50))
        by_raster = generate(str(landcover), "by_raster.tif", BUILDINGS=str(raster))
        by_polygon = generate(str(landcover), "by_polygon.tif", BUILDINGS=str(footprints))
        np.testing.assert_array_equal(pixels(by_raster.output), pixels(by_polygon.output))

    def test_polygons_elsewhere_are_left_out_with_a_warning(self, generate, landcover: Path, tmp_path: Path) -> None:
        footprints = _polygon_in_degrees(tmp_path / "far.geojson", columns=(9000, 9010), rows=(30, 50))
        run = generate(str(landcover), BUILDINGS=str(footprints))
        assert any("No polygon of 'far' lies on the raster" in warning for warning in run.feedback.warnings)

    def test_lines_are_no_buildings(self, refuse, landcover: Path) -> None:
        from qgis.core import QgsProject, QgsVectorLayer

        lines = QgsVectorLayer("LineString?crs=EPSG:32640", "roads", "memory")
        QgsProject.instance().addMapLayer(lines)
        assert "does not hold polygons" in refuse(str(landcover), BUILDINGS=lines)
        QgsProject.instance().removeMapLayer(lines.id())


class TestStyle:
    def test_imagery_is_shown_in_natural_colours_wherever_it_goes(self, generate, landcover: Path) -> None:
        from qgis.core import QgsContrastEnhancement, QgsRasterLayer

        run = generate(str(landcover))
        assert run.output.with_suffix(".qml").is_file()
        layer = QgsRasterLayer(str(run.output), "imagery")
        layer.loadDefaultStyle()
        renderer = layer.renderer()
        assert (renderer.redBand(), renderer.greenBand(), renderer.blueBand()) == (1, 2, 3)
        algorithms = QgsContrastEnhancement.ContrastEnhancementAlgorithm
        enhancement = renderer.redContrastEnhancement()
        assert enhancement is None or enhancement.contrastEnhancementAlgorithm() == algorithms.NoEnhancement
        assert layer.dataProvider().block(1, layer.extent(), WIDTH, HEIGHT).isNoData(0, 0)

    @pytest.mark.parametrize("destination", ["{folder}/town.tif", "{folder}//town.tif", "town.tif"])
    def test_every_variant_is_loaded_and_styled(
        self, qgis, model: Path, landcover: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, destination: str
    ) -> None:
        from qgis.core import QgsProcessingContext, QgsProject

        algorithm = qgis.processingRegistry().algorithmById("satsyn:generateimagery")
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        monkeypatch.chdir(tmp_path)
        output = destination.format(folder=tmp_path)
        context.addLayerToLoadOnCompletion(output, QgsProcessingContext.LayerDetails("Town", QgsProject.instance()))
        parameters = {"LANDCOVER": str(landcover), "MODEL": str(model), "OUTPUT": output, "VARIANTS": 2}
        _, done = algorithm.create().run(parameters, context, RecordingFeedback())
        assert done
        loaded = context.layersToLoadOnCompletion()
        assert {path: details.name for path, details in loaded.items()} == {
            output: "Town",
            str(tmp_path / "town_2.tif"): "Town 2",
        }
        assert all(details.postProcessor() is not None for details in loaded.values())


class TestCancel:
    def test_the_worker_is_gone_within_a_second_and_leaves_what_can_be_gone_on_with(
        self, qgis, model: Path, tmp_path: Path
    ) -> None:
        import processing
        from qgis.core import QgsProcessingException

        folder = tmp_path / "out"
        folder.mkdir()
        parameters = {
            "LANDCOVER": str(write_landcover(tmp_path / "large.tif", NORTH_UP, town(8000, 8000))),
            "MODEL": str(model),
            "BLOCK_SIZE": 256,
            # So many take long on any machine, and a run that takes long keeps its blocks.
            "VARIANTS": 100,
            "OUTPUT": str(folder / "imagery.tif"),
        }
        feedback = RecordingFeedback()
        ended: list[bool] = []

        def cancel_while_writing() -> None:
            wait_for_unfinished_output(folder)
            worker = wait_for_worker(os.getpid())
            feedback.cancel()
            wait_until_gone(worker)
            ended.append(True)

        canceller = threading.Thread(target=cancel_while_writing)
        canceller.start()
        with pytest.raises(QgsProcessingException, match=r"[Cc]ancelled"):
            processing.run("satsyn:generateimagery", parameters, feedback=feedback)
        canceller.join()
        assert ended
        assert [entry.name for entry in folder.iterdir()] == ["imagery.tif.generating"]


class TestRefusals:
    def test_a_missing_file(self, refuse) -> None:
        assert "There is no such file" in refuse("/nowhere/landcover.tif")

    def test_a_file_that_is_no_raster(self, refuse, tmp_path: Path) -> None:
        (tmp_path / "notes.tif").write_text("not a raster")
        assert "can't be opened as raster" in refuse(str(tmp_path / "notes.tif"))

    def test_an_image_as_land_cover(self, refuse, generate, landcover: Path) -> None:
        image = generate(str(landcover), "image.tif").output
        assert "3 bands" in refuse(str(image))

    def test_land_cover_that_is_all_nodata(self, refuse, tmp_path: Path) -> None:
        empty = write_landcover(tmp_path / "empty.tif", NORTH_UP, np.zeros((HEIGHT, WIDTH), np.uint8))
        assert "only nodata" in refuse(str(empty))

    def test_a_missing_model(self, refuse, landcover: Path) -> None:
        assert "no model file at '/nowhere/model.safetensors'" in refuse(
            str(landcover), MODEL="/nowhere/model.safetensors"
        )

    def test_a_file_that_is_no_model(self, refuse, landcover: Path) -> None:
        assert "is not a model file" in refuse(str(landcover), MODEL=str(landcover))

    def test_an_output_folder_that_does_not_exist(self, refuse, landcover: Path) -> None:
        assert "does not exist" in refuse(str(landcover), "no/such/folder/imagery.tif")

    def test_a_layer_that_is_no_file(self, refuse) -> None:
        from qgis.core import QgsRasterLayer

        layer = QgsRasterLayer("url=http://localhost:9/{z}/{x}/{y}.png&type=xyz&zmax=3&zmin=0", "tiles", "wms")
        sentence = refuse(layer)
        assert "is not a raster file" in sentence
        assert "export it to a GeoTIFF" in sentence

    def test_an_extent_elsewhere(self, refuse, landcover: Path) -> None:
        assert "extent" in refuse(str(landcover), EXTENT="0,10,0,10 [EPSG:32640]").lower()


def test_a_layer_with_open_options_is_read(generate, landcover: Path) -> None:
    from qgis.core import QgsRasterLayer

    layer = QgsRasterLayer(f"{landcover}|option:NUM_THREADS=1", "landcover")
    assert layer.isValid()
    assert_same_grid(generate(layer).output, landcover)


def test_a_gpkg_raster_layer_is_read(generate, landcover: Path, tmp_path: Path) -> None:
    from qgis.core import QgsRasterLayer

    options = ["RASTER_TABLE=cover", "TILE_FORMAT=PNG"]
    gdal.Translate(str(tmp_path / "town.gpkg"), str(landcover), format="GPKG", creationOptions=options)
    layer = QgsRasterLayer(f"GPKG:{tmp_path / 'town.gpkg'}:cover", "cover")
    assert layer.isValid()
    run = generate(layer, CLASSES="1=water 2=land 3=road 4=vegetation 5=building")
    assert run.outputs["PIXELS"] > 0


def test_a_temporary_output_is_a_file(qgis, model: Path, landcover: Path) -> None:
    run = assert_run("satsyn:generateimagery", LANDCOVER=str(landcover), MODEL=str(model), OUTPUT="TEMPORARY_OUTPUT")
    assert run.output.suffix == ".tif"


def _layer_with_legend(folder: Path, names: list[str]):
    from qgis.core import QgsPalettedRasterRenderer, QgsRasterLayer
    from qgis.PyQt.QtGui import QColor

    path = write_landcover(folder / "legend.tif", NORTH_UP)
    layer = QgsRasterLayer(str(path), "legend")
    shown = [
        QgsPalettedRasterRenderer.Class(value, QColor(40 * value, 90, 120), name)
        for value, name in enumerate(names, start=1)
    ]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, shown))
    return layer


def _polygon_in_degrees(path: Path, columns: tuple[int, int], rows: tuple[int, int]) -> Path:
    """Write a rectangle of pixels of the land cover as GeoJSON in longitude and latitude."""
    import json

    grid, degrees = osr.SpatialReference(), osr.SpatialReference()
    grid.ImportFromEPSG(32640)
    degrees.ImportFromEPSG(4326)
    for crs in (grid, degrees):
        crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    transform = osr.CoordinateTransformation(grid, degrees)
    x, y = NORTH_UP.transform[0], NORTH_UP.transform[3]
    corners = [(columns[0], rows[0]), (columns[1], rows[0]), (columns[1], rows[1]), (columns[0], rows[1])]
    ring = [list(transform.TransformPoint(x + column, y - row)[:2]) for column, row in [*corners, corners[0]]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    collection = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {}, "geometry": geometry}],
    }
    path.write_text(json.dumps(collection))
    return path
