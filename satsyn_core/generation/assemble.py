"""Putting an image together from its stored blocks, while further blocks are rendered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import ExitStack
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from ..contract.progress import Reporter
from ..raster.geotiff import TILE_PIXELS, GeoTiffWriter
from ..raster.window import Window, canonical_blocks
from .block_store import BlockStore

_POLL_SECONDS = 0.1


class Assembly:
    """Writes an image in the order of the file's tiles, in a thread of its own.

    Whole tiles in one fixed order give the same bytes whatever the order in which blocks were finished, and however
    often the run was stopped; and GDAL compresses each at once, where parts of tiles would wait in its cache.

    Args:
        store: holds the blocks.
        places: of all blocks in the image, row by row.
        shape: (bands, height, width) of the image.
        fill: the value, of the image's data type, of pixels in blocks that the store has no imagery of.
        open_writer: makes the writer of the image, when there is something to write.
    """

    def __init__(
        self,
        store: BlockStore,
        places: Sequence[Window],
        shape: tuple[int, int, int],
        fill: np.integer,
        open_writer: Callable[[], GeoTiffWriter],
    ) -> None:
        self._store = store
        self._places = _Places(places)
        self._bands, self._height, width = shape
        self._fill = fill
        self._open_writer = open_writer
        self._tiles = deque(canonical_blocks(Window(0, 0, width, self._height), TILE_PIXELS))
        self._pending: deque[Future[None]] = deque()
        self._stack = ExitStack()
        self._writer: GeoTiffWriter | None = None

    def __enter__(self) -> Assembly:
        self._executor = ThreadPoolExecutor(1, "satsyn-assemble")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._executor.shutdown(cancel_futures=True)
        self._stack.__exit__(kind, error, traceback)

    def advance(self, row: int) -> None:
        """Let the tiles be written that lie above `row`: no block there is missing any more.

        Raises:
            SatSynError: writing an earlier tile failed, as on a full disk.
        """
        while self._tiles and self._tiles[0].row + self._tiles[0].height <= row:
            self._pending.append(self._executor.submit(self._write, self._tiles.popleft()))
        while self._pending and self._pending[0].done():
            self._pending.popleft().result()

    def finish(self, reporter: Reporter) -> None:
        """Write what is left; the image is complete when the `with` block ends.

        Raises:
            SatSynError: writing failed.
            Cancelled: the reporter said so.
        """
        self.advance(self._height)
        while self._pending:
            reporter.check_cancelled()
            reporter.progress(1, "Putting the image together")
            wait_for([self._pending[0]], _POLL_SECONDS)
            self.advance(0)

    def _write(self, tile: Window) -> None:
        if self._writer is None:
            self._writer = self._stack.enter_context(self._open_writer())
        self._writer.write(self._pixels(tile), tile)

    def _pixels(self, tile: Window) -> NDArray[np.integer]:
        pixels = np.full((self._bands, tile.height, tile.width), self._fill)
        for place in self._places.touching(tile):
            imagery, part = self._store.read(place), tile.intersection(place)
            if imagery is not None and part is not None:
                rows, cols = part.slices_in(tile)
                own_rows, own_cols = part.slices_in(place)
                pixels[:, rows, cols] = imagery[:, own_rows, own_cols]
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
