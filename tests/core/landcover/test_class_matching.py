from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio

from satsyn_core.contract.class_scheme import UNKNOWN, ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.landcover.class_matching import ClassMatch, match_classes
from satsyn_core.landcover.classes_text import parse_classes
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.reader import LandCoverReader
from satsyn_core.raster.window import Window
from tests.support.proposed_classes import followed
from tests.support.rasters import RasterFactory, RecordingReporter


def _read(path: Path, scheme: ClassScheme, classes: str | None, reporter: RecordingReporter) -> np.ndarray:
    with open_landcover(path) as landcover:
        window = landcover.grid.window
        match = match_classes(landcover, scheme, classes, window, reporter)
        return LandCoverReader(landcover, match).read(window)


def _match(path: Path, scheme: ClassScheme, classes: str | None, reporter: RecordingReporter) -> ClassMatch:
    with open_landcover(path) as landcover:
        return match_classes(landcover, scheme, classes, landcover.grid.window, reporter)


def test_own_values_are_taken_when_there_is_nothing_else(
    make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, reporter: RecordingReporter
) -> None:
    np.testing.assert_array_equal(_read(make_raster(town), scheme, None, reporter), town - 1)
    assert "the model's own values" in reporter.text
    assert "1 = water" in reporter.text


def test_category_names_come_before_own_values(
    make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, reporter: RecordingReporter
) -> None:
    names = ["", "Building", "ROAD", "vegetation", "water", "land"]
    found = _read(make_raster(town, categories=names), scheme, None, reporter)
    np.testing.assert_array_equal(found, np.array([UNKNOWN, 4, 2, 3, 0, 1], np.uint8)[town])
    assert "the raster's class names" in reporter.text


def test_attribute_table_names_classes(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    path = make_raster(np.array([[11, 21], [11, 11]], np.int16))
    make_raster.sidecar(
        path,
        "<GDALRasterAttributeTable>"
        '<FieldDefn index="0"><Name>Value</Name><Type>0</Type><Usage>5</Usage></FieldDefn>'
        '<FieldDefn index="1"><Name>Class</Name><Type>2</Type><Usage>2</Usage></FieldDefn>'
        '<Row index="0"><F>11</F><F>Water</F></Row><Row index="1"><F>21</F><F>Building</F></Row>'
        "</GDALRasterAttributeTable>",
    )
    np.testing.assert_array_equal(_read(path, scheme, None, reporter), [[0, 4], [0, 0]])


def test_a_compression_that_changes_class_numbers_is_named(
    make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, reporter: RecordingReporter
) -> None:
    path = make_raster(town)
    with rasterio.open(path) as file:
        profile, tags = file.profile, file.tags()
    values, classes = town[3:131, 3:131], "1=water 2=land 3=road 4=vegetation 5=building"
    profile |= {"height": 128, "width": 128, "compress": "JPEG", "tiled": True, "blockxsize": 128, "blockysize": 128}
    with rasterio.open(path, "w", **profile) as file:
        file.write(values, 1)
        file.update_tags(**tags)
    with rasterio.open(path) as file:
        assert (file.read(1) != values).any()
    with pytest.raises(InputError, match=r"is compressed with loss \(JPEG\).*: use the land cover as it was before"):
        _read(path, scheme, classes, reporter)
    assert "compressed with loss" in reporter.warnings[0]


def test_classes_of_the_user_come_first(
    make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, reporter: RecordingReporter
) -> None:
    path = make_raster(town, categories=["", "water", "land", "road", "vegetation", "building"])
    found = _read(path, scheme, "1=building, 2=land 3=nodata; 4=Vegetation,5=road", reporter)
    np.testing.assert_array_equal(found, np.array([UNKNOWN, 4, 1, UNKNOWN, 3, 2], np.uint8)[town])
    assert "3 = nodata" in reporter.text


def test_unmatched_values_are_named_with_their_share_and_a_way_out(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    values = np.ones((10, 10), np.int16)
    values[0, :3] = 15
    values[0, 3] = 90
    values[0, 4] = -9999
    with pytest.raises(InputError) as refused:
        _match(make_raster(values), scheme, None, reporter)
    sentence = str(refused.value)
    assert "15 in 3.0 %" in sentence
    assert "90 in 1.0 %" in sentence
    assert '"-9999=nodata? 1=? 15=? 90=?"' in sentence
    assert "in the place of each question mark: water, land, road, vegetation, building, or nodata" in sentence


def test_the_way_out_that_a_refusal_offers_works(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    path = make_raster(np.array([[1, 15, -3]], np.int16))
    with pytest.raises(InputError) as refused:
        _match(path, scheme, None, reporter)
    offered = followed(str(refused.value), "land")
    np.testing.assert_array_equal(_read(path, scheme, offered, reporter), [[1, 1, UNKNOWN]])


@pytest.mark.parametrize("count", [1, 5, 20])
def test_the_way_out_never_makes_the_whole_map_nodata(
    count: int, make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    path = make_raster(np.arange(40, 40 + count, dtype=np.uint8)[None])
    with pytest.raises(InputError) as refused:
        _match(path, scheme, None, reporter)
    offered = followed(str(refused.value), "road")
    assert "nodata" not in offered
    assert (_read(path, scheme, offered, reporter) != UNKNOWN).all()


def test_a_table_that_cannot_be_understood_is_no_licence_for_own_values(
    make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, reporter: RecordingReporter
) -> None:
    path = make_raster(town)
    make_raster.sidecar(path, "<GDALRasterAttributeTable><Row>")
    with pytest.raises(InputError, match="can't be understood"):
        _match(path, scheme, None, reporter)
    advised = "1=water 2=land 3=road 4=vegetation 5=building 0=nodata"
    np.testing.assert_array_equal(_read(path, scheme, advised, reporter), town - 1)


def test_values_outside_the_window_do_not_matter(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    values = np.ones((10, 10), np.uint8)
    values[9, 9] = 77
    with open_landcover(make_raster(values)) as landcover:
        match = match_classes(landcover, scheme, None, Window(0, 0, 5, 5), reporter)
    assert match.pixels == 25


@pytest.mark.parametrize(
    ("dtype", "values"),
    [
        ("uint8", [0, 7, 255]),
        ("int16", [-9999, 7, 300]),
        ("uint16", [0, 7, 65535]),
        ("int32", [-(2**31), 7, 100_000]),
        ("uint32", [0, 7, 2**32 - 1]),
        ("float32", [-9999, 7, 4096]),
        ("float64", [-9999, 7, 2**40]),
    ],
)
def test_any_number_type_and_any_value_can_be_a_class(
    dtype: str, values: list[int], make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    path = make_raster(np.array([values], dtype))
    text = f"{values[0]}=road {values[1]}=land {values[2]}=building"
    np.testing.assert_array_equal(_read(path, scheme, text, reporter), [[2, 1, 4]])


def test_nodata_and_not_a_number_are_unknown_even_if_given_a_class(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    path = make_raster(np.array([[1, -9999, np.nan]], np.float32), nodata=-9999)
    np.testing.assert_array_equal(_read(path, scheme, "1=water -9999=land", reporter), [[0, UNKNOWN, UNKNOWN]])


def test_unlabelled_value_of_the_model_is_unknown(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    np.testing.assert_array_equal(
        _read(make_raster(np.array([[0, 1]], np.uint8)), scheme, None, reporter), [[UNKNOWN, 0]]
    )


@pytest.mark.parametrize("nodata", [3, None])
def test_raster_without_a_known_pixel_is_refused(
    nodata: int | None, make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    path = make_raster(np.full((5, 5), 3, np.uint8), nodata=nodata)
    with pytest.raises(InputError, match="no pixel has a class"):
        _match(path, scheme, None if nodata else "3=nodata", reporter)


def test_fractions_are_no_classes(make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter) -> None:
    with pytest.raises(InputError, match=r"holds 0\.25, and classes are whole numbers"):
        _match(make_raster(np.array([[1, 0.25]], np.float32)), scheme, None, reporter)


def test_images_are_no_land_cover(make_raster: RasterFactory) -> None:
    with pytest.raises(InputError, match="has 3 bands"), open_landcover(make_raster(np.ones((3, 9, 9), np.uint8))):
        pass


def test_class_names_may_have_spaces_and_signs(scheme: ClassScheme) -> None:
    assert parse_classes("-1=No Data, +2 = VEGETATION\n3=water", scheme) == {-1: UNKNOWN, 2: 3, 3: 0}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "1=forest",
            'its classes are water, land, road, vegetation, building, and nodata. The nearest one is "vegetation"',
        ),
        ("water=1", 'the wrong way round.*as in "1=water"'),
        ("1", "not of the form"),
        ("1=water trees", "water trees"),
        ("1=water 1=land", "value 1 two classes"),
        ("1.5=water", "names 1.5, and values are numbers here"),
        ("1=water 2=?", 'leaves open the class of 2.*as in "2=water"'),
    ],
)
def test_classes_that_cannot_be_understood_are_refused(text: str, problem: str, scheme: ClassScheme) -> None:
    with pytest.raises(InputError, match=problem):
        parse_classes(text, scheme)
