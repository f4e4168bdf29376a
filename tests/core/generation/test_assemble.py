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
from satsyn_core.generation.assemble import BlockBuffer, BlockKeeper, assemble_image
from satsyn_core.generation.block_plan import BlockPlan, RenderedBlock
from satsyn_core.generation.block_store import BlockStore
from satsyn_core.raster.geotiff_layout import RasterProfile
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window
from tests.support.rasters import UTM, RecordingReporter

HEIGHT, WIDTH = 700, 1150


@pytest.fixture(scope="module")
def image() -> NDArray[np.uint8]:
    return np.random.default_rng(0).integers(1, 256, (3, HEIGHT, WIDTH), dtype=np.uint8)


PROFILE = RasterProfile(Grid(UTM, Affine(1, 0, 0, 0, -1, 0), WIDTH, HEIGHT), "uint8", 0, ["red", "green", "blue"])


def _plan(origin: tuple[int, int], block_size: int) -> BlockPlan:
    return BlockPlan(Window(*origin, WIDTH, HEIGHT), block_size, margin=0, align=1)


def _places(plan: BlockPlan) -> list[Window]:
    return [plan.place(block) for block in plan.blocks]


def _block(image: NDArray[np.uint8], place: Window) -> RenderedBlock:
    rows, cols = place.slices_in(Window(0, 0, WIDTH, HEIGHT))
    return RenderedBlock(0, place, image[:, rows, cols])


def _assemble(
    keeper: BlockKeeper,
    plan: BlockPlan,
    output: Path,
    blocks: Sequence[RenderedBlock] = (),
    reporter: Reporter | None = None,
) -> NDArray[np.uint8]:
    with assemble_image(output, PROFILE, plan, keeper, reporter or Reporter()) as assembly:
        for block in blocks:
            assembly.write(block)
    with rasterio.open(output) as written:
        return written.read()


@pytest.mark.parametrize("block_size", [64, 100, 512, 1000, 2048])
@pytest.mark.parametrize("origin", [(0, 0), (37, 1021)])
def test_blocks_of_any_size_and_order_give_the_same_bytes(
    block_size: int, origin: tuple[int, int], image: NDArray[np.uint8], tmp_path: Path
) -> None:
    plan, store = _plan(origin, block_size), BlockStore(tmp_path / "blocks")
    places = _places(plan)
    shuffled = [_block(image, places[number]) for number in np.random.default_rng(block_size).permutation(len(places))]
    for block in shuffled[::2]:
        store.add(block)
    assert len(store.missing(places)) == len(places) // 2
    np.testing.assert_array_equal(_assemble(store, plan, tmp_path / "stored.tif", shuffled[1::2]), image)
    _assemble(BlockBuffer(), plan, tmp_path / "buffered.tif", shuffled)
    whole = BlockPlan(plan.window, 2048, margin=0, align=1)
    _assemble(BlockBuffer(), whole, tmp_path / "whole.tif", [_block(image, place) for place in _places(whole)])
    assert (tmp_path / "stored.tif").read_bytes() == (tmp_path / "whole.tif").read_bytes()
    assert (tmp_path / "buffered.tif").read_bytes() == (tmp_path / "whole.tif").read_bytes()


def test_a_buffer_holds_what_is_not_yet_written_alone(image: NDArray[np.uint8], tmp_path: Path) -> None:
    plan, buffer = _plan((0, 0), 512), BlockBuffer()
    places = _places(plan)
    with assemble_image(tmp_path / "out.tif", PROFILE, plan, buffer, Reporter()) as assembly:
        assert assembly.missing == plan.blocks
        for place in places[:4]:
            assembly.write(_block(image, place))
        assembly.finish(Reporter())
        assert buffer.missing(places) == places
    with rasterio.open(tmp_path / "out.tif") as written:
        pixels = written.read()
    np.testing.assert_array_equal(pixels[:, :512], image[:, :512])
    assert (pixels[:, 512:, 512:] == 0).all()


def test_an_image_whose_stored_blocks_are_gone_is_not_made(image: NDArray[np.uint8], tmp_path: Path) -> None:
    plan, store = _plan((0, 0), 512), BlockStore(tmp_path / "blocks")
    places = _places(plan)
    for place in places[:3]:
        store.add(_block(image, place))
    assert store.missing(places) == places[3:]
    with pytest.raises(SatSynError, match=r"block r0000512_c0000000 in .* was removed"):
        _assemble(store, plan, tmp_path / "out.tif")
    assert [path.name for path in tmp_path.iterdir()] == ["blocks"]


def test_blocks_without_class_are_done_and_become_nodata(tmp_path: Path) -> None:
    plan, store = _plan((0, 0), 512), BlockStore(tmp_path / "blocks")
    places = _places(plan)
    for place in places:
        store.add(RenderedBlock(0, place, None))
    assert store.missing(places) == []
    assert (_assemble(store, plan, tmp_path / "out.tif") == 0).all()


def test_cancelling_leaves_the_blocks_and_no_image(image: NDArray[np.uint8], tmp_path: Path) -> None:
    plan, store = _plan((0, 0), 1024), BlockStore(tmp_path / "blocks")
    places = _places(plan)
    for place in places:
        store.add(_block(image, place))
    with pytest.raises(JobCancelledError):
        _assemble(store, plan, tmp_path / "out.tif", reporter=RecordingReporter(cancel_after=0))
    assert [path.name for path in tmp_path.iterdir()] == ["blocks"]
    assert store.missing(places) == []


@pytest.mark.parametrize("length", [0, 2, 500, None], ids=["empty", "two bytes", "cut short", "zeros"])
def test_blocks_that_a_power_cut_has_spoilt_are_missing(
    length: int | None, image: NDArray[np.uint8], tmp_path: Path
) -> None:
    plan, store = _plan((0, 0), 512), BlockStore(tmp_path / "blocks")
    places = _places(plan)
    for place in places:
        store.add(_block(image, place))
    spoilt = sorted((tmp_path / "blocks").iterdir())[4]
    content = spoilt.read_bytes()
    spoilt.write_bytes(bytes(len(content)) if length is None else content[:length])
    store.remove_damaged(Reporter())
    assert store.missing(places) == [places[4]]


def test_a_folder_that_vanished_is_not_made_again(image: NDArray[np.uint8], tmp_path: Path) -> None:
    store = BlockStore(tmp_path / "blocks")
    store.add(_block(image, Window(0, 0, 64, 64)))
    for path in (tmp_path / "blocks").iterdir():
        path.unlink()
    (tmp_path / "blocks").rmdir()
    with pytest.raises(SatSynError, match="is gone"):
        store.add(_block(image, Window(64, 0, 64, 64)))
