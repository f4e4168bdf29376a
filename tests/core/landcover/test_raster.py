"""Numbers of land-cover rasters that are nearly, or not at all, those of classes."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.enums import ColorInterp

from satsyn_core.contract.class_scheme import UNKNOWN, ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.landcover.class_matching import match_classes
from satsyn_core.landcover.raster import LandCoverRaster, open_landcover
from satsyn_core.landcover.reader import LandCoverReader
from satsyn_core.landcover.scheme_evidence import evidence_of
from satsyn_core.landcover.stated_classes import StatedClasses
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.warp import on_grid
from satsyn_core.raster.window import Window
from tests.support.rasters import RasterFactory, RecordingReporter


def _read(path: Path, scheme: ClassScheme, reporter: RecordingReporter, classes: str | None = None) -> np.ndarray:
    with open_landcover(path) as landcover:
        stated = StatedClasses(classes, scheme="model")
        match = match_classes(landcover, scheme, stated, landcover.grid.window, reporter)
        return LandCoverReader(landcover, match).read(landcover.grid.window)


def test_numbers_near_whole_ones_are_those_and_the_log_says_so(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    path = make_raster(np.array([[1.0004, 2.9996, 2]], np.float32))
    np.testing.assert_array_equal(_read(path, scheme, reporter), [[0, 2, 1]])
    assert "differ from whole ones by up to 0.0004" in reporter.text


def test_exact_numbers_are_not_mentioned(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    _read(make_raster(np.array([[1, 2]], np.float64)), scheme, reporter)
    assert "whole" not in reporter.text


def test_a_fraction_is_shown_with_all_its_digits(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    with pytest.raises(InputError, match=r"holds 3\.00390625, and classes are whole numbers"):
        _read(make_raster(np.array([[1, 3.00390625]], np.float32)), scheme, reporter)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("number", [np.inf, -np.inf, -3.4028234663852886e38, 1e20, np.finfo("float32").max])
def test_declaring_a_huge_number_as_nodata_as_advised_works(
    number: float, dtype: str, make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    path = make_raster(np.array([[4, number]], dtype), nodata=-9999)
    with pytest.raises(InputError, match=r"in 50 % of the pixels read.*declares -9999\.0, which is another") as refused:
        _read(path, scheme, reporter)
    advised = str(refused.value).partition("-a_nodata ")[2].partition(",")[0]
    with rasterio.open(path, "r+") as file:
        file.nodata = float(advised)
    np.testing.assert_array_equal(_read(path, scheme, reporter), [[3, UNKNOWN]])


def test_several_huge_numbers_are_to_be_replaced(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    with pytest.raises(InputError, match="replace them by one"):
        _read(make_raster(np.array([[1, np.inf, -np.inf]], np.float32)), scheme, reporter)


@pytest.mark.parametrize(
    ("dtype", "nodata"), [("uint64", 2**64 - 1), ("int64", -(2**63)), ("int64", 2**53 + 1), ("uint64", 0)]
)
def test_nodata_of_64_bits_is_nodata(
    dtype: str, nodata: int, make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    plain = make_raster(np.array([[1, nodata, 5]], dtype), name="plain.tif")
    path = plain.with_name("declared.vrt")
    gdal_name = {"uint64": "UInt64", "int64": "Int64"}[dtype]
    path.write_text(
        '<VRTDataset rasterXSize="3" rasterYSize="1">'
        f'<VRTRasterBand dataType="{gdal_name}" '
        f'band="1"><NoDataValue>{nodata}</NoDataValue><SimpleSource>'
        '<SourceFilename relativeToVRT="1">plain.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>'
    )
    np.testing.assert_array_equal(_read(path, scheme, reporter), [[0, UNKNOWN, 4]])


@pytest.mark.parametrize("value", [2**64 - 1, 2**63, 300])
def test_values_of_64_bits_can_be_named(
    value: int, make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    path = make_raster(np.array([[1, value]], np.uint64))
    found = _read(path, scheme, reporter, f"1=water {value}=road -5=land")
    np.testing.assert_array_equal(found, [[0, 2]])


def test_scale_and_offset_are_not_applied_and_the_log_warns_of_them(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    path = make_raster(np.array([[1, 5]], np.uint8))
    with rasterio.open(path, "r+") as file:
        file.scales, file.offsets = (2.0,), (-1.0,)
    np.testing.assert_array_equal(_read(path, scheme, reporter), [[0, 4]])
    assert "a scale of 2 and an offset of -1" in reporter.warnings[0]


def test_a_missing_tile_of_a_mosaic_counts_for_nothing(make_raster: RasterFactory, tmp_path: Path) -> None:
    for name in ("there", "gone"):
        make_raster(np.full((512, 512), 5, np.uint8), name=f"{name}.tif")
    sources = "".join(
        f"<SimpleSource><SourceFilename relativeToVRT='1'>{name}.tif</SourceFilename><SourceBand>1</SourceBand>"
        f"<SrcRect xOff='0' yOff='0' xSize='512' ySize='512'/>"
        f"<DstRect xOff='{left}' yOff='0' xSize='512' ySize='512'/></SimpleSource>"
        for name, left in (("there", 0), ("gone", 512))
    )
    band = f"<VRTRasterBand dataType='Byte' band='1'>{sources}</VRTRasterBand>"
    path = tmp_path / "mosaic.vrt"
    path.write_text(f"<VRTDataset rasterXSize='1024' rasterYSize='512'>{band}</VRTDataset>")
    (tmp_path / "gone.tif").unlink()
    with open_landcover(path) as landcover:
        assert landcover.is_sampled_whole
        assert landcover.sampled_counts == {5: 512 * 512}
        assert not landcover.is_sampled_whole, "classes of the missing tile are not known to be absent"
        assert evidence_of(landcover).values == {5}


def _surrounding(values: np.ndarray, fills: set[int]) -> set[int]:
    """Return which of some values have two corners, or half of the outermost pixels, corners twice."""
    corners = [int(values[row, col]) for row, col in product({0, len(values) - 1}, {0, values.shape[1] - 1})]
    edge = np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]])
    return {one for one in fills if corners.count(one) >= 2 or 0 < len(edge) <= 2 * np.count_nonzero(edge == one)}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("compress", ["none", "deflate"])
def test_fill_values_around_a_map_are_found_whichever_part_of_its_edge_they_have(
    seed: int, compress: str, tmp_path: Path
) -> None:
    numbers = np.random.default_rng(seed)
    height, width = int(numbers.integers(500, 1200)), int(numbers.integers(3, 700))
    values = numbers.choice(np.array([11, 21, 31, 127, 255], np.uint8), (height, width))
    sides = [np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]]
    for side in numbers.choice(4, numbers.integers(0, 4), replace=False):
        long = values[sides[side]]
        long[: int(len(long) * numbers.uniform(0.3, 1))] = 255
    if seed % 2:
        values[[0, 0, -1, -1], [0, -1, 0, -1]] = 11
    path = tmp_path / "map.tif"
    with rasterio.open(
        path, "w", driver="GTiff", height=height, width=width, count=1, dtype="uint8", compress=compress
    ) as file:
        file.write(values, 1)
    with open_landcover(path) as landcover:
        assert evidence_of(landcover).outside == _surrounding(values, {127, 255})


def test_the_edge_of_a_map_with_fills_along_three_sides_is_read_to_its_end(tmp_path: Path) -> None:
    values = np.full((1300, 900), 11, np.uint8)
    values[:, 0] = values[700:, -1] = values[-1, 1:] = 255
    values[[0, 0, -1, -1], [0, -1, 0, -1]] = 11
    for number in (0, 1):
        values[:700, -1] = 255 if number else 11
        path = tmp_path / f"{number}.tif"
        with rasterio.open(path, "w", driver="GTiff", height=1300, width=900, count=1, dtype="uint8") as file:
            file.write(values, 1)
        with open_landcover(path) as landcover:
            assert evidence_of(landcover).outside == _surrounding(values, {255}) == {255}


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int16", "int32", "int64", "float32"])
def test_outside_of_land_cover_without_nodata_nothing_is_known(dtype: str, make_raster: RasterFactory) -> None:
    with open_landcover(make_raster(np.full((4, 6), 2, dtype))) as landcover:
        grid = landcover.grid.cut(landcover.grid.window)
        further = Grid(grid.crs, grid.transform @ grid.transform.translation(3, 1), 8, 5)
        with on_grid(landcover.dataset, further, "the imagery") as placed:
            values, known = LandCoverRaster(placed).read(further.window)
    expected = np.zeros((5, 8), bool)
    expected[:3, :3] = True
    np.testing.assert_array_equal(known, expected)
    assert (values[known] == 2).all()


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "float64"])
def test_transparent_pixels_of_land_cover_are_not_known(dtype: str, make_raster: RasterFactory) -> None:
    shown = np.array([[1, 0, 1], [0, 0, 1]])
    path = make_raster(np.stack([np.full((2, 3), 2), shown]).astype(dtype))
    with rasterio.open(path, "r+") as file:
        file.colorinterp = [ColorInterp.gray, ColorInterp.alpha]
    with open_landcover(path) as landcover:
        np.testing.assert_array_equal(landcover.read(landcover.grid.window)[1], shown == 1)


@pytest.mark.parametrize("nodata", [0, 9, 255])
def test_transparent_pixels_and_nodata_of_land_cover_are_not_known(nodata: int, make_raster: RasterFactory) -> None:
    shown = np.array([[1, 0, 1], [0, 0, 1]])
    values = np.full((2, 3), 2)
    values[0, :2] = nodata
    path = make_raster(np.stack([values, shown * 255]).astype(np.uint8), nodata=nodata)
    with rasterio.open(path, "r+") as file:
        file.colorinterp = [ColorInterp.gray, ColorInterp.alpha]
    expected = np.array([[0, 0, 1], [0, 0, 1]], bool)
    with open_landcover(path) as landcover:
        np.testing.assert_array_equal(landcover.read(landcover.grid.window)[1], expected)
        further = landcover.grid.cut(Window(-1, -1, 5, 4))
        with on_grid(landcover.dataset, further, "the imagery") as placed:
            known = LandCoverRaster(placed).read(further.window)[1]
    np.testing.assert_array_equal(known, np.pad(expected, 1))
