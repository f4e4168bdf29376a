"""What a user set on a raster layer in QGIS holds in the job: its coordinate system and its no-data values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from assertions import Run, assert_run, pixels
from osgeo import gdal
from rasters import NODATA, NORTH_UP, GridKind, town, write_landcover

NO_CRS = GridKind("no CRS", None, NORTH_UP.transform)


@pytest.fixture
def generate(qgis, model: Path, tmp_path: Path):
    """Run the generation on a layer."""

    def run(layer: object) -> Run:
        given = {"MODEL": str(model), "BLOCK_SIZE": 64, "DEVICE": "cpu"}
        return assert_run("satsyn:generateimagery", LANDCOVER=layer, OUTPUT=str(tmp_path / "imagery.tif"), **given)

    return run


def _layer(path: Path):
    from qgis.core import QgsProject, QgsRasterLayer

    layer = QgsRasterLayer(str(path), "my land cover", "gdal")
    QgsProject.instance().addMapLayer(layer)
    return layer


def _hide(layer, *ranges: tuple[float, float, str]) -> None:
    """Give the layer additional no-data values: smallest, largest and the name of the kind of bounds."""
    from qgis.core import QgsRasterRange

    bounds = QgsRasterRange.BoundsType
    kinds = [QgsRasterRange(low, high, getattr(bounds, kind)) for low, high, kind in ranges]
    layer.dataProvider().setUserNoDataValue(1, kinds)


def _with_band(path: Path, change) -> Path:
    """Change the first band of a raster."""
    dataset = gdal.Open(str(path), gdal.GA_Update)
    change(dataset.GetRasterBand(1))
    dataset.FlushCache()
    return path


def _missing(output: Path) -> np.ndarray:
    """Return which pixels of an image have no data."""
    dataset = gdal.Open(str(output))  # bands are valid only as long as their dataset
    return dataset.GetRasterBand(1).GetMaskBand().ReadAsArray() == 0


class TestCoordinateSystem:
    def test_that_of_the_layer_is_in_the_output_of_a_file_without_one(self, generate, tmp_path: Path) -> None:
        from qgis.core import QgsCoordinateReferenceSystem

        layer = _layer(write_landcover(tmp_path / "landcover.tif", NO_CRS))
        layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32640"))
        run = generate(layer)
        made = gdal.Open(str(run.output))
        assert made.GetSpatialRef().GetAuthorityCode(None) == "32640"
        assert made.GetGeoTransform() == NORTH_UP.transform
        assert any("coordinate system of 'my land cover'" in line for line in run.feedback.said)

    def test_that_of_the_layer_counts_against_that_of_the_file(self, generate, tmp_path: Path) -> None:
        from qgis.core import QgsCoordinateReferenceSystem

        layer = _layer(write_landcover(tmp_path / "landcover.tif", NORTH_UP))
        layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32639"))
        made = gdal.Open(str(generate(layer).output))
        assert made.GetSpatialRef().GetAuthorityCode(None) == "32639"

    def test_the_file_itself_is_used_where_the_layer_says_nothing_else(self, generate, tmp_path: Path) -> None:
        run = generate(_layer(write_landcover(tmp_path / "landcover.tif", NORTH_UP)))
        assert not any("its layer has in QGIS" in line for line in run.feedback.said)


class TestNodata:
    @pytest.mark.parametrize(
        ("ranges", "hidden"),
        [
            ([(1, 1, "IncludeMinAndMax")], [1]),
            ([(2, 4, "IncludeMinAndMax")], [2, 3, 4]),
            ([(2, 4, "Exclusive")], [3]),
            ([(2, 4, "IncludeMin"), (0.5, 1.5, "IncludeMinAndMax")], [1, 2, 3]),
            ([(1, 2, "IncludeMinAndMax"), (2, 3, "IncludeMinAndMax"), (5, 900, "IncludeMinAndMax")], [1, 2, 3, 5]),
        ],
        ids=["a value", "a range", "open at both ends", "two ranges", "ranges that meet and leave the type"],
    )
    def test_additional_values_are_left_out(self, generate, tmp_path: Path, ranges: list, hidden: list) -> None:
        layer = _layer(write_landcover(tmp_path / "landcover.tif", NORTH_UP))
        _hide(layer, *ranges)
        run = generate(layer)
        np.testing.assert_array_equal(_missing(run.output), np.isin(town(), [NODATA, *hidden]))

    def test_additional_values_of_a_file_without_nodata(self, generate, tmp_path: Path) -> None:
        path = _with_band(
            write_landcover(tmp_path / "landcover.tif", NORTH_UP, np.where(town() == NODATA, 2, town()).astype("u1")),
            lambda band: band.DeleteNoDataValue(),
        )
        layer = _layer(path)
        _hide(layer, (4, 4, "IncludeMinAndMax"), (5, 5, "IncludeMinAndMax"))
        np.testing.assert_array_equal(_missing(generate(layer).output), np.isin(town(), [4, 5]))

    def test_values_are_those_that_qgis_shows_of_a_band_with_an_offset(self, generate, tmp_path: Path) -> None:
        path = write_landcover(tmp_path / "landcover.tif", NORTH_UP)
        layer = _layer(_with_band(path, lambda band: band.SetOffset(100)))
        _hide(layer, (101, 101, "IncludeMinAndMax"))
        np.testing.assert_array_equal(_missing(generate(layer).output), np.isin(town(), [NODATA, 1]))

    def test_the_files_own_value_is_data_where_the_user_switched_it_off(self, generate, tmp_path: Path) -> None:
        path = _with_band(write_landcover(tmp_path / "landcover.tif", NORTH_UP), lambda band: band.SetNoDataValue(1))
        layer = _layer(path)
        layer.dataProvider().setUseSourceNoDataValue(1, False)
        run = generate(layer)
        assert run.outputs["PIXELS"] == np.count_nonzero(town() != NODATA)

    def test_several_values_of_a_band_with_decimals_are_refused(self, generate, tmp_path: Path) -> None:
        from qgis.core import QgsProcessingException

        path = tmp_path / "landcover.tif"
        gdal.Translate(str(path), str(write_landcover(tmp_path / "whole.tif", NORTH_UP)), outputType=gdal.GDT_Float32)
        layer = _layer(path)
        _hide(layer, (1, 1, "IncludeMinAndMax"), (2, 2.5, "IncludeMinAndMax"))
        with pytest.raises(QgsProcessingException, match="additional no-data values in QGIS"):
            generate(layer)
        assert not (tmp_path / "imagery.tif").exists()


def test_the_file_behind_a_layer_with_settings_is_never_the_output(generate, tmp_path: Path) -> None:
    from qgis.core import QgsProcessingException

    path = write_landcover(tmp_path / "imagery.tif", NORTH_UP)
    layer = _layer(path)
    _hide(layer, (1, 1, "IncludeMinAndMax"))
    with pytest.raises(QgsProcessingException):
        generate(layer)
    np.testing.assert_array_equal(pixels(path), town())


@pytest.mark.parametrize(
    ("kind", "bounds", "named"),
    [
        ("Exact", (1, 2, 3), {1: "Wood", 2: "Lake", 3: "Town"}),
        ("Discrete", (1.5, 2.5, float("inf")), {1: "Wood", 2: "Lake"}),
        ("Discrete", (1, 2, 3), {1: "Wood", 2: "Lake", 3: "Town"}),
        ("Interpolated", (1, 2, 2.5), {1: "Wood", 2: "Lake"}),
    ],
)
def test_the_labels_of_colour_ramps_name_classes(qgis, tmp_path: Path, kind: str, bounds: tuple, named: dict) -> None:
    from qgis.core import QgsColorRampShader, QgsRasterLayer, QgsRasterShader, QgsSingleBandPseudoColorRenderer
    from qgis.PyQt.QtGui import QColor

    from satsyn.processing_provider.raster_layers import class_labels

    layer = QgsRasterLayer(str(write_landcover(tmp_path / "cover.tif", NORTH_UP)), "cover", "gdal")

    def labelled(labels: tuple) -> dict:
        ramp = QgsColorRampShader(0, 5, None, getattr(QgsColorRampShader.Type, kind))
        item, colour = QgsColorRampShader.ColorRampItem, QColor("red")
        ramp.setColorRampItemList([item(bound, colour, label) for bound, label in zip(bounds, labels)])
        shader = QgsRasterShader()
        shader.setRasterShaderFunction(ramp)
        layer.setRenderer(QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader))
        return class_labels(layer)

    assert labelled(("Wood", "Lake", "Town")) == named
    assert labelled(("<= 1.5", "1.5 - 2.5", "> 2.5")) == {}
