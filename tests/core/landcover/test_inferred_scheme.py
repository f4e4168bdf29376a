"""Class schemes inferred from land cover."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.scheme_library import scheme_named
from satsyn_core.landcover.class_matching import match_classes
from satsyn_core.landcover.inferred_scheme import choose_classes, infer_scheme
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.stated_classes import StatedClasses
from tests.support.rasters import RasterFactory, RecordingReporter

VALUES = np.array([[1, 2, 2], [5, 5, 0]], np.uint8)


def inferred(path, classes=None, *, with_buildings=False):
    return infer_scheme({str(path): ()}, classes, with_buildings=with_buildings, reporter=RecordingReporter())


def test_classes_have_the_names_and_colours_of_the_raster(make_raster: RasterFactory) -> None:
    path = make_raster(
        VALUES, nodata=0, categories=["", "water", "Buildings", "", "", "road"], colormap={1: (10, 20, 30)}
    )
    scheme = inferred(path)
    assert scheme.names == ["water", "Buildings", "road"]
    assert scheme.values == [1, 2, 5]
    assert scheme.classes[0].colour == (10, 20, 30)
    assert scheme.building_index == 1


def test_values_without_names_are_numbered(make_raster: RasterFactory) -> None:
    assert inferred(make_raster(VALUES, nodata=0)).names == ["class 1", "class 2", "class 5"]


def test_the_text_names_the_classes_and_values_of_one_name_are_one_class(make_raster: RasterFactory) -> None:
    scheme = inferred(make_raster(VALUES), "1=water 2=land 5=Land 0=nodata 7=?")
    assert (scheme.names, scheme.values) == (["water", "land"], [1, 2])


def test_buildings_get_a_class_where_there_is_none(make_raster: RasterFactory) -> None:
    scheme = inferred(make_raster(VALUES, nodata=0), with_buildings=True)
    assert scheme.names[-1] == "building"
    assert scheme.building_index == 3


@pytest.mark.parametrize(
    ("scheme", "values", "without"), [("cdl", [0, 1, 5], {0}), ("corine", [111, 311, 990, 999], {990, 999})]
)
def test_values_that_a_scheme_calls_no_class_are_nodata(
    make_raster: RasterFactory, scheme: str, values: list[int], without: set[int]
) -> None:
    path, reporter = make_raster(np.array([values], np.uint16), ours=False), RecordingReporter()
    found = choose_classes({str(path): ()}, StatedClasses(scheme=scheme), with_buildings=False, reporter=reporter)
    with open_landcover(path) as landcover:
        match = match_classes(landcover, found.scheme, found.stated, landcover.grid.window, reporter)
    assert {value for value in values if match.name_of(value) == "nodata"} == without


def test_the_background_of_a_recognised_scheme_is_nodata(make_raster: RasterFactory) -> None:
    colours = {value: one.colour for value, one in scheme_named("cdl").by_value.items() if one.colour}
    path = make_raster(np.array([[0, 1, 5, 24, 111, 121, 141]], np.uint8), colormap=colours, ours=False)
    assert inferred(path).unlabelled == 0


def test_nodata_alone_has_no_class(make_raster: RasterFactory) -> None:
    with pytest.raises(InputError, match="holds only nodata"):
        inferred(make_raster(np.zeros((2, 2), np.uint8), nodata=0))


def test_a_value_and_its_negative_are_two_classes(make_raster: RasterFactory) -> None:
    scheme = inferred(make_raster(np.array([[-3, 3, 3]], np.int16)))
    assert (scheme.names, scheme.values) == (["class minus 3", "class 3"], [-3, 3])


def test_a_table_that_cannot_be_understood_is_warned_of(make_raster: RasterFactory) -> None:
    path = make_raster(VALUES, nodata=0)
    make_raster.sidecar(path, "<GDALRasterAttributeTable><Row>")
    reporter = RecordingReporter()
    assert infer_scheme({str(path): ()}, None, with_buildings=False, reporter=reporter).values == [1, 2, 5]
    assert "can't be understood" in reporter.warnings[0]


def test_values_that_lie_on_no_imagery_are_no_classes(make_raster: RasterFactory) -> None:
    values = np.repeat(np.arange(1, 7, dtype=np.uint8), 10)[None].repeat(20, axis=0)
    path, left = str(make_raster(values, name="cover.tif")), _image_at(make_raster, 0, 15)
    assert inferred_on(path, [left]) == [1, 2]
    assert inferred_on(path, [left, _image_at(make_raster, 41, 5), _image_at(make_raster, 43, 5)]) == [1, 2, 5]
    assert inferred_on(path, [path]) == inferred_on(path, []) == [1, 2, 3, 4, 5, 6]
    assert inferred_on(path, [_image_at(make_raster, 1000, 5)]) == [1, 2, 3, 4, 5, 6]


def _image_at(make_raster: RasterFactory, col: int, width: int) -> str:
    path = make_raster(np.full((3, 20, width), 9, np.uint8), name=f"image{col}.tif")
    with rasterio.open(path, "r+") as file:
        file.transform = file.transform @ Affine.translation(col, 0)
    return str(path)


def inferred_on(path: str, imagery: list[str]) -> list[int]:
    reporter = RecordingReporter()
    return infer_scheme({path: imagery}, None, with_buildings=False, reporter=reporter).values


def test_a_scheme_is_recognised_by_all_values_wherever_the_imagery_lies(make_raster: RasterFactory) -> None:
    values = np.repeat(np.array([10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100], np.uint8), 4)[None].repeat(4, axis=0)
    path, part = make_raster(values, name="cover.tif", ours=False), make_raster(values[None, :, :8], name="image.tif")
    assert inferred_on(str(path), [str(part)]) == scheme_named("worldcover").as_class_scheme().values


def test_a_few_pixels_of_a_map_of_continents_are_read(tmp_path: Path, make_raster: RasterFactory) -> None:
    image = make_raster(np.full((3, 20, 20), 9, np.uint8))
    with rasterio.open(image) as dataset:
        crs, left, top = dataset.crs, *(dataset.transform @ (-1_000_000, -1_000_000))
    path = tmp_path / "huge.vrt"
    with rasterio.open(make_raster(np.full((20, 20), 3, np.uint8), name="here.tif")) as here:
        path.write_text(
            f"""<VRTDataset rasterXSize="3000000" rasterYSize="3000000"><SRS>{crs.to_wkt()}</SRS>
            <GeoTransform>{left}, {here.transform.a}, 0, {top}, 0, {here.transform.e}</GeoTransform>
            <VRTRasterBand dataType="Byte" band="1"><NoDataValue>0</NoDataValue><SimpleSource>
            <SourceFilename>{here.name}</SourceFilename><SourceBand>1</SourceBand>
            <SrcRect xOff="0" yOff="0" xSize="20" ySize="20"/>
            <DstRect xOff="1000000" yOff="1000000" xSize="20" ySize="20"/></SimpleSource></VRTRasterBand></VRTDataset>
            """,
            encoding="utf-8",
        )
    assert inferred_on(str(path), [str(image)]) == [3]
    with pytest.raises(InputError, match="the part that you need, with QGIS' Clip raster by extent"):
        inferred_on(str(path), [])
