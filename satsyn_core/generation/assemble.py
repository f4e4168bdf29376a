"""Putting an image together from its blocks, while further blocks are rendered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..contract.progress import Reporter
from ..raster.complete_geotiff import CompleteGeoTiff
from ..raster.geotiff import GeoTiffWriter
from ..raster.geotiff_layout import TILE_PIXELS, RasterProfile
from ..raster.patched_geotiff import PatchedGeoTiff
from ..raster.window import Window, canonical_blocks
from .block_plan import BLOCKS_IN_FLIGHT, BlockPlan, RenderedBlock

_POLL_SECONDS = 0.1


class BlockKeeper(Protocol):
    """Keeps the blocks of an image until they are in its file: `BlockStore` on disk, `BlockBuffer` in memory.

    Blocks may be added by one thread while another one reads.
    """

    def add(self, block: RenderedBlock) -> None:
        """Keep a block."""

    def read(self, place: Window) -> NDArray[np.integer] | None:
        """Return a block's imagery (bands, height, width); None if nothing is known there or it is not kept."""

    def require(self, place: Window) -> None:
        """Check that a block that was added, and of which `read` returns nothing, has none."""

    def missing(self, places: Iterable[Window]) -> list[Window]:
        """Return those of the blocks, by their pixels in the image, that are not yet kept, in their order."""

    def forget_above(self, row: int) -> None:
        """Take notice that the file has all rows above `row`: blocks that end there need not be kept any longer."""


class BlockBuffer:
    """Keeps the blocks of an image in memory, for a run that is so short that nobody will resume it."""

    def __init__(self) -> None:
        self._blocks: dict[Window, NDArray[np.integer]] = {}

    def add(self, block: RenderedBlock) -> None:
        """Keep a block, see `BlockKeeper`."""
        if block.imagery is not None:
            self._blocks[block.window] = block.imagery

    def read(self, place: Window) -> NDArray[np.integer] | None:
        """Return a block's imagery, see `BlockKeeper`."""
        return self._blocks.get(place)

    def require(self, place: Window) -> None:
        """Do nothing: memory loses no block."""

    def missing(self, places: Iterable[Window]) -> list[Window]:
        """Return those that are not kept, see `BlockKeeper`."""
        return [place for place in places if place not in self._blocks]

    def forget_above(self, row: int) -> None:
        """Forget blocks that end above `row`, see `BlockKeeper`."""
        for place in list(self._blocks):
            if place.row + place.height <= row:
                del self._blocks[place]


class BackgroundKeeper:
    """Adds blocks to a keeper in a thread of its own, so that the next one is computed meanwhile.

    When the `with` block ends, whatever ended it, every block that was added is kept.
    """

    def __init__(self, keeper: BlockKeeper) -> None:
        self._keeper = keeper
        self._executor = ThreadPoolExecutor(1, "satsyn-keep")
        self._pending: deque[tuple[Window, Future[None]]] = deque()

    def __enter__(self) -> BackgroundKeeper:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._executor.shutdown()

    def add(self, block: RenderedBlock) -> list[Window]:
        """Have a block kept; return the places of blocks that are kept by now and were not returned before.

        Raises:
            SatSynError: an earlier block cannot be kept, as on a full disk.
        """
        self._pending.append((block.window, self._executor.submit(self._keeper.add, block)))
        return self._kept(BLOCKS_IN_FLIGHT)

    def finish(self) -> list[Window]:
        """Wait until all blocks are kept; return the places of those that were not returned before.

        Raises:
            SatSynError: a block cannot be kept.
        """
        return self._kept(0)

    def _kept(self, most_pending: int) -> list[Window]:
        places = []
        while self._pending and (len(self._pending) > most_pending or self._pending[0][1].done()):
            place, future = self._pending.popleft()
            future.result()
            places.append(place)
        return places


@dataclass(frozen=True)
class ImagePatch:
    """An image whose file is that of another one but for some blocks.

    Attributes:
        base: file of the other image, for which `can_be_patched` is true.
        blocks: in which the images differ, in pixels of the land cover.
    """

    base: Path
    blocks: Sequence[Window]


def missing_blocks(plan: BlockPlan, keeper: BlockKeeper) -> list[Window]:
    """Return the blocks of a plan that are not yet kept, in the plan's order, in pixels of the land cover."""
    by_place = {plan.place(block): block for block in plan.blocks}
    return [by_place[place] for place in keeper.missing(by_place)]


@contextmanager
def assemble_image(
    path: Path,
    profile: RasterProfile,
    plan: BlockPlan,
    keeper: BlockKeeper,
    reporter: Reporter,
    patch: ImagePatch | None = None,
) -> Iterator[ImageAssembly]:
    """Yield what takes the missing blocks of an image; the file appears at `path` when the `with` block ends.

    Args:
        path: GeoTIFF to write.
        profile: of the whole image.
        plan: of the image.
        keeper: keeps its blocks until they are written.
        reporter: gets progress once all blocks are there; may cancel.
        patch: what the image differs in from another one; None to write all of its blocks.

    Raises:
        SatSynError: writing failed, as on a full disk.
        JobCancelledError: the reporter said so.
    """
    blocks = plan.blocks if patch is None else patch.blocks
    file: CompleteGeoTiff = (
        GeoTiffWriter(path, profile, reporter) if patch is None else PatchedGeoTiff(path, profile, patch.base, reporter)
    )
    with (
        file as writer,
        _TileWriter(writer, plan, blocks, keeper) as tiles,
        BackgroundKeeper(keeper) as keeping,
    ):
        awaited = set(blocks)
        missing = [block for block in missing_blocks(plan, keeper) if block in awaited]
        image = ImageAssembly(plan, missing, keeping, tiles)
        yield image
        image.finish(reporter)


class ImageAssembly:
    """Takes the blocks of an image in any order, and has its tiles written from the top as they become complete.

    Attributes:
        missing: blocks that have to be rendered, in the plan's order, in pixels of the land cover.
    """

    def __init__(
        self, plan: BlockPlan, missing: Sequence[Window], keeping: BackgroundKeeper, tiles: _TileWriter
    ) -> None:
        self.missing = missing
        self._keeping = keeping
        self._tiles = tiles
        self._height = plan.window.height
        self._awaited = deque(map(plan.place, missing))
        self._kept: set[Window] = set()
        self._advance()

    def write(self, block: RenderedBlock) -> None:
        """Take a block.

        Raises:
            SatSynError: an earlier block or tile cannot be written, as on a full disk.
        """
        self._kept.update(self._keeping.add(block))
        self._advance()

    def finish(self, reporter: Reporter) -> None:
        """Wait until the last tile is written.

        Raises:
            SatSynError: writing failed.
            JobCancelledError: the reporter said so.
        """
        self._keeping.finish()
        self._tiles.write_above(self._height)
        self._tiles.finish(reporter)

    def _advance(self) -> None:
        while self._awaited and self._awaited[0] in self._kept:
            self._kept.remove(self._awaited.popleft())
        self._tiles.write_above(self._awaited[0].row if self._awaited else self._height)


class _TileWriter:
    """Writes the tiles of a file that have pixels of some blocks in their order, each whole, in a thread of its own.

    Whole tiles in one fixed order give the same bytes whatever the order in which blocks were finished, and however
    often the run was stopped; and GDAL compresses each at once, where parts of tiles would wait in its cache.
    """

    def __init__(self, writer: CompleteGeoTiff, plan: BlockPlan, blocks: Sequence[Window], keeper: BlockKeeper) -> None:
        self._writer = writer
        self._keeper = keeper
        self._places = _Places(list(map(plan.place, plan.blocks)))
        self._width = plan.window.width
        whole = Window(0, 0, self._width, plan.window.height)
        self._written = set(map(plan.place, blocks))
        tiles = canonical_blocks(whole, TILE_PIXELS)
        self._tiles = deque(tile for tile in tiles if not self._written.isdisjoint(self._places.touching(tile)))
        # Those of two rows of blocks: more would pile blocks up in memory, where writing is slower than rendering.
        self._most_pending = 2 * (self._width // TILE_PIXELS + 1) * (plan.block_size // TILE_PIXELS + 1)
        self._executor = ThreadPoolExecutor(1, "satsyn-write")
        self._pending: deque[Future[None]] = deque()

    def __enter__(self) -> _TileWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._executor.shutdown(cancel_futures=True)

    def write_above(self, row: int) -> None:
        """Have the tiles written that end above `row`: all blocks there are kept."""
        while self._tiles and self._tiles[0].row + self._tiles[0].height <= row:
            self._pending.append(self._executor.submit(self._write, self._tiles.popleft()))
        while self._pending and (len(self._pending) > self._most_pending or self._pending[0].done()):
            self._pending.popleft().result()

    def finish(self, reporter: Reporter) -> None:
        """Wait until every tile that was to be written is written."""
        while self._pending:
            reporter.check_cancelled()
            reporter.progress(1, "Putting the image together")
            wait_for([self._pending[0]], _POLL_SECONDS)
            while self._pending and self._pending[0].done():
                self._pending.popleft().result()

    def _write(self, tile: Window) -> None:
        self._writer.write(self._pixels(tile), tile)
        if tile.col + tile.width == self._width:
            self._keeper.forget_above(tile.row + tile.height)

    def _pixels(self, tile: Window) -> NDArray[np.generic]:
        pixels = self._writer.background(tile)
        for place in self._places.touching(tile):
            imagery, part = self._keeper.read(place), tile.intersection(place)
            if imagery is not None and part is not None:
                rows, cols = part.slices_in(tile)
                own_rows, own_cols = part.slices_in(place)
                pixels[:, rows, cols] = imagery[:, own_rows, own_cols]
            elif place in self._written:
                self._keeper.require(place)
        return pixels


class _Places:
    """Blocks of a regular grid, found by what they touch."""

    def __init__(self, places: Sequence[Window]) -> None:
        self._at = {(place.row, place.col): place for place in places}
        self._rows = sorted({row for row, _ in self._at})
        self._cols = sorted({col for _, col in self._at})

    def touching(self, window: Window) -> Iterator[Window]:
        for row in _starts(self._rows, window.row, window.height):
            for col in _starts(self._cols, window.col, window.width):
                yield self._at[row, col]


def _starts(starts: Sequence[int], first: int, length: int) -> Sequence[int]:
    """Return the starts of the intervals that touch `first` to `first + length`; each ends where the next starts."""
    return starts[bisect_right(starts, first) - 1 : bisect_left(starts, first + length)]
