"""Images from stored blocks: the same pixels and bytes in whatever order the blocks came."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from numpy.typing import NDArray

from satsyn_core.contract.errors import JobCancelledError, SatSynError
from satsyn_core.contract.progress import Reporter
from satsyn_core.generation.assemble import Assembly
from satsyn_core.generation.block_plan import BlockPlan
from satsyn_core.generation.block_store import BlockStore
from satsyn_core.raster.geotiff import GeoTiffWriter
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window
from tests.support.rasters import UTM, RecordingReporter

HEIGHT, WIDTH = 700, 1150


@pytest.fixture(scope="module")
def image() -> NDArray[np.uint8]:
    return np.random.default_rng(0).integers(1, 256, (3, HEIGHT, WIDTH), dtype=np.uint8)


def _store(folder: Path) -> BlockStore:
    return BlockStore(folder / "blocks", lambda: None)


def _places(origin: tuple[int, int], block_size: int) -> list[Window]:
    plan = BlockPlan(Window(*origin, WIDTH, HEIGHT), block_size, margin=0, align=1)
    return [plan.place(block) for block in plan.blocks]


def _assembled(
    store: BlockStore,
    places: Sequence[Window],
    output: Path,
    reporter: Reporter | None = None,
    rows: Sequence[int] = (),
) -> NDArray[np.uint8]:
    def writer() -> GeoTiffWriter:
        grid = Grid(UTM, Affine(1, 0, 0, 0, -1, 0), WIDTH, HEIGHT)
        return GeoTiffWriter(output, grid, dtype="uint8", nodata=0, band_names=["red", "green", "blue"])

    with Assembly(store, places, (3, HEIGHT, WIDTH), np.uint8(0), writer) as assembly:
        for row in rows:
            assembly.advance(row)
        assembly.finish(reporter or Reporter())
    with rasterio.open(output) as written:
        return written.read()


@pytest.mark.parametrize("block_size", [64, 100, 512, 1000, 2048])
@pytest.mark.parametrize("origin", [(0, 0), (37, 1021)])
def test_blocks_of_any_size_and_order_give_the_same_bytes(
    block_size: int, origin: tuple[int, int], image: NDArray[np.uint8], tmp_path: Path
) -> None:
    places = _places(origin, block_size)
    store = _store(tmp_path)
    for number in np.random.default_rng(block_size).permutation(len(places)):
        rows, cols = places[number].slices_in(Window(0, 0, WIDTH, HEIGHT))
        store.add(image[:, rows, cols], places[number])
    assert store.missing(places) == []
    np.testing.assert_array_equal(_assembled(store, places, tmp_path / "out.tif"), image)
    whole = Window(0, 0, WIDTH, HEIGHT)
    single = BlockStore(tmp_path / "single", lambda: None)
    single.add(image, whole)
    _assembled(single, [whole], tmp_path / "single.tif")
    assert (tmp_path / "out.tif").read_bytes() == (tmp_path / "single.tif").read_bytes()


def test_blocks_that_are_missing_become_nodata(image: NDArray[np.uint8], tmp_path: Path) -> None:
    places = _places((0, 0), 512)
    store = _store(tmp_path)

    for place in places[:3]:
        rows, cols = place.slices_in(Window(0, 0, WIDTH, HEIGHT))
        store.add(image[:, rows, cols], place)
    assert store.missing(places) == places[3:]
    pixels = _assembled(store, places, tmp_path / "out.tif", rows=[512])
    np.testing.assert_array_equal(pixels[:, :512], image[:, :512])
    assert (pixels[:, 512:] == 0).all()


def test_blocks_without_class_are_done_and_become_nodata(tmp_path: Path) -> None:
    places = _places((0, 0), 512)
    store = _store(tmp_path)
    store.add_empty(places)
    assert store.missing(places) == []
    assert (_assembled(store, places, tmp_path / "out.tif") == 0).all()


def test_cancelling_leaves_the_blocks_and_no_image(image: NDArray[np.uint8], tmp_path: Path) -> None:
    places = _places((0, 0), 1024)
    store = _store(tmp_path)
    for place in places:
        rows, cols = place.slices_in(Window(0, 0, WIDTH, HEIGHT))
        store.add(image[:, rows, cols], place)
    with pytest.raises(JobCancelledError):
        _assembled(store, places, tmp_path / "out.tif", RecordingReporter(cancel_after=0))
    assert [path.name for path in tmp_path.iterdir()] == ["blocks"]
    assert store.missing(places) == []


@pytest.mark.parametrize("length", [0, 2, 500, None], ids=["empty", "two bytes", "cut short", "zeros"])
def test_blocks_that_a_power_cut_has_spoilt_are_missing(
    length: int | None, image: NDArray[np.uint8], tmp_path: Path
) -> None:
    places = _places((0, 0), 512)
    store = _store(tmp_path)
    for place in places:
        rows, cols = place.slices_in(Window(0, 0, WIDTH, HEIGHT))
        store.add(image[:, rows, cols], place)
    spoilt = sorted((tmp_path / "blocks").iterdir())[4]
    content = spoilt.read_bytes()
    spoilt.write_bytes(bytes(len(content)) if length is None else content[:length])
    store.remove_damaged(lambda: None)
    assert store.missing(places) == [places[4]]


def test_a_folder_that_vanished_is_not_made_again(image: NDArray[np.uint8], tmp_path: Path) -> None:
    store = _store(tmp_path)
    store.add(image[:, :64, :64], Window(0, 0, 64, 64))
    for path in (tmp_path / "blocks").iterdir():
        path.unlink()
    (tmp_path / "blocks").rmdir()
    with pytest.raises(SatSynError, match="is gone"):
        store.add(image[:, :64, :64], Window(64, 0, 64, 64))
