from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.warp import transform as transform_points

from satsyn_core.contract.class_scheme import UNKNOWN, ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.contract.raster_tags import VERSION
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window
from satsyn_core.scenes.arrays import ordered_candidates, write_scene_arrays
from satsyn_core.scenes.pairs import (
    ScenePaths,
    match_and_open_scene,
    match_scene,
    open_imagery,
    open_scene,
    pair_scenes,
)
from satsyn_core.segmentation.normalisation import fit_normalisation
from tests.support.rasters import GRIDS, UTM, RasterFactory, RecordingReporter
from tests.support.scenes import scene_source

IMAGE_SHAPE = (40, 60)
IMAGE_GRID = Grid(UTM, Affine(2, 0, 331_000, 0, -2, 2_780_000), IMAGE_SHAPE[1], IMAGE_SHAPE[0])


def _write(path: Path, values: NDArray[np.generic], crs: CRS | None, transform: Affine, **profile: object) -> str:
    bands = values if values.ndim == 3 else values[None]
    size = {"width": bands.shape[2], "height": bands.shape[1], "count": len(bands)}
    with rasterio.open(
        path, "w", driver="GTiff", dtype=bands.dtype, crs=crs, transform=transform, **size, **profile
    ) as file:
        file.write(bands)
        file.update_tags(**{VERSION: "1.0.0"})
    return str(path)


@pytest.fixture
def imagery(tmp_path: Path) -> str:
    values = np.random.default_rng(3).integers(1, 255, (3, *IMAGE_SHAPE), dtype=np.uint8)
    values[:, :5, :7] = 0
    return _write(tmp_path / "scene.tif", values, UTM, IMAGE_GRID.transform, nodata=0)


def _read(files: ScenePaths, scheme: ClassScheme, reporter: RecordingReporter) -> NDArray[np.uint8]:
    match = match_scene(files, scheme, None, reporter)
    with open_scene(files, match) as scene:
        return scene.land_cover.read(scene.grid.window)


@pytest.mark.parametrize("grid", GRIDS)
def test_a_pair_on_one_grid_is_read_as_it_is(
    grid: str, make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    imagery = make_raster(np.stack([town] * 3), grid=grid, name="image.tif")
    (files,) = pair_scenes([str(imagery)], [str(make_raster(town, grid=grid))])
    np.testing.assert_array_equal(_read(files, scheme, reporter), town - 1)
    assert "warped" not in reporter.text


def test_land_cover_of_a_larger_area_is_cut_to_the_imagery(
    imagery: str, tmp_path: Path, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    values = np.random.default_rng(1).integers(1, 6, (100, 120), dtype=np.uint8)
    # 9 stands for no class of the model, but not where the imagery lies.
    values[:10] = 9
    cover = _write(tmp_path / "cover.tif", values, UTM, IMAGE_GRID.transform @ Affine.translation(-20, -30))
    (files,) = pair_scenes([imagery], [cover])
    np.testing.assert_array_equal(_read(files, scheme, reporter), values[30:70, 20:80] - 1)
    assert "is warped to the grid" in reporter.text


def test_land_cover_in_degrees_has_the_class_of_the_same_place(
    imagery: str, tmp_path: Path, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    wgs84 = CRS.from_epsg(4326)
    (west, east), (north, south) = transform_points(UTM, wgs84, [331_000, 331_120], [2_780_000, 2_779_920])[:2]
    middle = (west + east) / 2
    # Two columns of one class each, wider than the scene: the border runs through the scene's middle.
    cover = _write(
        tmp_path / "cover.tif",
        np.array([[1, 4]], np.uint8),
        wgs84,
        Affine(0.01, 0, middle - 0.01, 0, -0.01, (north + south) / 2 + 0.005),
    )
    (files,) = pair_scenes([imagery], [cover])
    classes = _read(files, scheme, reporter)
    assert set(classes[:, :28].ravel()) == {0}
    assert set(classes[:, 32:].ravel()) == {3}


@pytest.mark.parametrize("nodata", [None, 0])
def test_ground_that_the_land_cover_lacks_is_unknown(
    nodata: int | None, imagery: str, tmp_path: Path, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    values = np.full((20, 60), 2, np.uint8)
    cover = _write(tmp_path / "half.tif", values, UTM, IMAGE_GRID.transform, nodata=nodata)
    (files,) = pair_scenes([imagery], [cover])
    classes = _read(files, scheme, reporter)
    assert set(classes[:20].ravel()) == {1}
    assert set(classes[20:].ravel()) == {UNKNOWN}


def test_valid_says_where_the_imagery_has_data_also_beyond_its_edge(
    imagery: str, tmp_path: Path, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    cover = _write(tmp_path / "cover.tif", np.ones(IMAGE_SHAPE, np.uint8), UTM, IMAGE_GRID.transform)
    (files,) = pair_scenes([imagery], [cover])
    with open_scene(files, match_scene(files, scheme, None, reporter)) as scene:
        valid = scene.valid(Window(-2, -2, 12, 12))
    expected = np.zeros((12, 12), bool)
    expected[2:, 2:] = True
    expected[2:7, 2:9] = False
    np.testing.assert_array_equal(valid, expected)


@pytest.mark.parametrize(
    ("dtype", "nodata", "band", "needed"),
    [
        ("float32", -9999, None, True), ("uint16", 65535, None, True), ("uint16", 0, None, False),
        ("uint8", 255, None, False), ("uint16", 65535, 2, True), ("float32", np.nan, None, True),
    ],
)  # fmt: skip
def test_a_band_without_data_leaves_a_pixel_out_unless_cameras_measure_its_nodata_value(
    dtype: str, nodata: float, band: int | None, needed: bool, tmp_path: Path
) -> None:
    values = np.full((3, *IMAGE_SHAPE), 100, dtype)
    values[1, :5], values[:, :, :7], values[2, 10:12] = nodata, nodata, nodata
    path = _write(tmp_path / "imagery.tif", values, UTM, IMAGE_GRID.transform, nodata=nodata)
    with open_imagery(path, None if band is None else (band,)) as imagery:
        valid = imagery.valid(imagery.grid.window)
    expected = np.ones(IMAGE_SHAPE, bool)
    expected[:, :7] = False
    if needed:
        expected[:5] = False
    if needed and band is None:
        expected[10:12] = False
    np.testing.assert_array_equal(valid, expected)


def test_bands_with_different_edges_are_normalised_by_what_they_show(tmp_path: Path, scheme: ClassScheme) -> None:
    values = np.random.default_rng(3).uniform(50, 60, (2, *IMAGE_SHAPE)).astype(np.float32)
    values[0, :4] = -9999
    imagery = _write(tmp_path / "imagery.tif", values, UTM, IMAGE_GRID.transform, nodata=-9999)
    cover = _write(tmp_path / "cover.tif", np.ones(IMAGE_SHAPE, np.uint8), UTM, IMAGE_GRID.transform)
    source = scene_source(Path(imagery), Path(cover), scheme)
    scenes = write_scene_arrays([source], tmp_path, "training", ordered_candidates, RecordingReporter())
    found = fit_normalisation(scenes)
    assert found.low >= 50
    assert found.means == pytest.approx((55, 55), abs=0.5)


def test_an_alpha_band_is_no_imagery_but_says_where_there_is_some(
    tmp_path: Path, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    values = np.full((4, *IMAGE_SHAPE), 255, np.uint8)
    values[3, 10:] = 0
    imagery = _write(tmp_path / "rgba.tif", values, UTM, IMAGE_GRID.transform, photometric="rgb", alpha="yes")
    cover = _write(tmp_path / "cover.tif", np.ones(IMAGE_SHAPE, np.uint8), UTM, IMAGE_GRID.transform)
    (files,) = pair_scenes([imagery], [cover])
    with open_scene(files, match_scene(files, scheme, None, reporter)) as scene:
        assert scene.band_names == ("red", "green", "blue")
        assert scene.read_imagery(Window(0, 0, 5, 4)).shape == (3, 4, 5)
        assert scene.valid(scene.grid.window).sum() == 10 * IMAGE_SHAPE[1]


def test_buildings_overwrite_the_land_cover_of_the_imagery(
    imagery: str, tmp_path: Path, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    cover = _write(tmp_path / "cover.tif", np.ones(IMAGE_SHAPE, np.uint8), UTM, IMAGE_GRID.transform)
    houses = np.zeros((80, 120), np.uint8)
    houses[20:40, 30:60] = 1
    buildings = _write(tmp_path / "houses.tif", houses, UTM, IMAGE_GRID.transform @ Affine.scale(0.5))
    (files,) = pair_scenes([imagery], [cover], buildings)
    expected = np.zeros(IMAGE_SHAPE, np.uint8)
    expected[10:20, 15:30] = 4
    np.testing.assert_array_equal(_read(files, scheme, reporter), expected)


def test_a_scene_matched_as_it_opens_reads_the_same(
    imagery: str, tmp_path: Path, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    values = np.random.default_rng(1).integers(1, 6, (100, 120), dtype=np.uint8)
    cover = _write(tmp_path / "cover.tif", values, UTM, IMAGE_GRID.transform @ Affine.translation(-20, -10))
    (files,) = pair_scenes([imagery], [cover])
    expected = _read(files, scheme, reporter)
    with match_and_open_scene(files, scheme, None, reporter, bands=(2,)) as scene:
        np.testing.assert_array_equal(scene.land_cover.read(scene.grid.window), expected)
        assert scene.land_cover.match == match_scene(files, scheme, None, reporter)
        assert scene.bands == (2,)


def test_scenes_have_names_of_their_own_and_share_a_single_land_cover() -> None:
    scenes = pair_scenes(["a/tile 1.tif", "b/tile 1.tif", "c/other.tif"], ["cover.tif"])
    assert [scene.name for scene in scenes] == ["tile_1", "tile_1_2", "other"]
    assert {scene.land_cover for scene in scenes} == {"cover.tif"}


def test_lists_of_other_lengths_are_refused() -> None:
    with pytest.raises(InputError, match="IMAGERY has 3 rasters and LANDCOVER has 2"):
        pair_scenes(["a.tif", "b.tif", "c.tif"], ["a.tif", "b.tif"])
    with pytest.raises(InputError, match="no imagery"):
        pair_scenes([], ["a.tif"])


@pytest.mark.parametrize(
    ("crs", "shift", "problem"),
    [(UTM, 10_000, "do not overlap"), (CRS.from_epsg(32656), 0, "do not overlap"), (None, 10, "no coordinate system")],
)
def test_pairs_that_cannot_be_brought_together_are_refused(
    crs: CRS | None, shift: float, problem: str, imagery: str, tmp_path: Path, scheme: ClassScheme
) -> None:
    cover = _write(
        tmp_path / "cover.tif", np.ones((9, 9), np.uint8), crs, IMAGE_GRID.transform @ Affine.translation(shift, shift)
    )
    (files,) = pair_scenes([imagery], [cover])
    with pytest.raises(InputError, match=problem) as refused:
        match_scene(files, scheme, None, RecordingReporter())
    assert "60 x 40 pixels of 2 x 2" in str(refused.value)
    assert "9 x 9 pixels" in str(refused.value)
