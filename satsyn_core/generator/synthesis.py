"""Imagery for a raster of any size: canonical blocks stream from the land cover through the engine to the file.

Blocks are prepared, computed and written at the same time, a few in flight, so memory does not grow with the raster.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..allocation import give_freed_memory_back
from ..grid import Window, canonical_blocks
from ..landcover.reader import LandCoverReader
from ..landcover.scheme import UNKNOWN
from ..pipeline import ahead

if TYPE_CHECKING:
    from .rendering import Engine

_IN_FLIGHT = 2
"""Blocks read ahead, and blocks waiting to be written: enough for the engine never to wait."""

_TRIMMED_EVERY = 4
"""Blocks after which freed memory is given back."""

_CONSTANT_BYTES = 570_000_000
_BYTES_A_PIXEL = 270
"""Memory of the libraries and of one tile of the fine scales, and for each pixel of a block with its halo: measured
with the bundled model's architecture and OpenVINO."""

_SAMPLE_PIXELS = 256
_SAMPLES_A_JOB = 8
"""The speed is sampled on a block of this side, if the job is so many times as large: otherwise it is done as soon."""

_LONG_SAMPLE_SECONDS = 0.5


@dataclass(frozen=True)
class ImageryNodata:
    """How imagery says that a pixel is unknown.

    Attributes:
        value: what unknown pixels have in every band, and known pixels in none.
        declared: whether the file declares it.
    """

    value: int
    declared: bool

    @classmethod
    def for_landcover(cls, nodata: float | None, has_unknown: bool, dtype: str) -> ImageryNodata:
        """Return the land cover's nodata value if the imagery's data type holds it, else 0.

        Without a nodata value in the land cover none is declared, unless there are unknown pixels for another reason
        (values taken as nodata, a mask). Either way no known pixel is 0: a part done alone has the whole's pixels.

        Args:
            nodata: the land cover's nodata value.
            has_unknown: whether some known value of the land cover, or a mask, leaves pixels without class.
            dtype: data type of the imagery.
        """
        limits = np.iinfo(dtype)
        fits = nodata is not None and float(nodata).is_integer() and limits.min <= nodata <= limits.max
        value = int(nodata) if fits and nodata is not None else 0
        return cls(value, declared=nodata is not None or has_unknown)

    def applied(self, imagery: NDArray[np.integer], known: NDArray[np.bool_]) -> NDArray[np.integer]:
        """Return imagery (bands, height, width) that has the nodata value exactly where not `known`."""
        beside = self.value - 1 if self.value == np.iinfo(imagery.dtype).max else self.value + 1
        result = np.where(imagery == self.value, imagery.dtype.type(beside), imagery)
        result[:, ~known] = self.value
        return result


@dataclass(frozen=True)
class BlockPlan:
    """How a window is cut into blocks for a generator.

    Attributes:
        window: what is to be rendered, in pixels of the land cover.
        block_size: pixels along the side of a block.
        margin: class pixels that the generator wants around a block.
        align: the engine renders what starts and ends on multiples of this many pixels.
    """

    window: Window
    block_size: int
    margin: int
    align: int

    @classmethod
    def of(cls, window: Window, block_size: int, margin: int, align: int) -> BlockPlan:
        """Return the plan with the next block size that the engine need not pad: a multiple of `align`."""
        return cls(window, -(-block_size // align) * align, margin, align)

    @property
    def blocks(self) -> list[Window]:
        """The blocks, row by row."""
        return list(canonical_blocks(self.window, self.block_size))

    def place(self, block: Window) -> Window:
        """Return where a block lies in the plan's window."""
        return Window(block.col - self.window.col, block.row - self.window.row, block.width, block.height)

    def describe(self, bands: int, dtype: str, seconds_a_pixel: float | None = None) -> str:
        """Return a sentence on the size of the work: pixels, blocks, time if it is known, memory and disk."""
        bytes_per_pixel = bands * np.dtype(dtype).itemsize
        pixels = self.window.width * self.window.height
        side = min(self.block_size, max(self.window.width, self.window.height)) + 2 * self.margin
        memory = _CONSTANT_BYTES + side**2 * (_BYTES_A_PIXEL + 2 * _IN_FLIGHT * bytes_per_pixel)
        disk = pixels * bytes_per_pixel
        time = "" if seconds_a_pixel is None else f"about {_duration(pixels * seconds_a_pixel)} and "
        return (
            f"{self.window.width} x {self.window.height} pixels ({pixels / 1e6:.1f} million) in {len(self.blocks)} "
            f"blocks; {time}up to about {disk / 1e6:.0f} MB on disk for each image, twice that until it is complete, "
            f"and {memory / 1e6:.0f} MB of memory."
        )


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(seconds, 1):.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"


def sampled_seconds_a_pixel(engine: Engine, plan: BlockPlan) -> float | None:
    """Return how long the engine takes for a pixel, found on a small block; None if the plan is hardly larger.

    Args:
        engine: renders the block, once more if the first time was short: that one is longer than the others.
        plan: what is to be rendered.
    """
    side = -(-_SAMPLE_PIXELS // engine.align) * engine.align
    if plan.window.width * plan.window.height <= _SAMPLES_A_JOB * side**2:
        return None
    classes = np.full((side + 2 * plan.margin, side + 2 * plan.margin), UNKNOWN, np.uint8)
    seconds = 0.0
    for _ in range(2):
        start = perf_counter()
        engine.render(classes, 0, 0)
        seconds = perf_counter() - start
        if seconds > _LONG_SAMPLE_SECONDS:
            break
    return seconds / side**2


def synthesise(
    plan: BlockPlan,
    landcover: LandCoverReader,
    engine: Engine,
    nodata: ImageryNodata,
    write: Callable[[NDArray[np.integer], Window], None],
    on_block: Callable[[int, int], None],
    blocks: Sequence[Window] | None = None,
) -> int:
    """Render the plan's window block by block.

    Args:
        plan: what to render.
        landcover: gives class indices; used in one thread of its own.
        engine: prepares blocks in that thread, ahead of computing them in the calling thread.
        nodata: goes to pixels without class.
        write: takes imagery (bands, height, width) and its place in the plan's window; used in one thread of its own.
        on_block: called with the number of blocks done and of all blocks; it may raise to stop the work.
        blocks: those of the plan to render, in the plan's order; None renders all.

    Returns:
        The number of pixels with imagery.
    """
    blocks = plan.blocks if blocks is None else blocks
    steps = _Steps(plan, landcover, engine, nodata, write)
    pixels = 0
    with ThreadPoolExecutor(1, "satsyn-read") as reading, ThreadPoolExecutor(1, "satsyn-write") as writing:
        unwritten: deque[Future[None]] = deque()
        read = ahead(reading, steps.prepare, blocks, _IN_FLIGHT)
        for done, (block, prepared) in enumerate(zip(blocks, read, strict=True)):
            on_block(done, len(blocks))
            if done and done % _TRIMMED_EVERY == 0:
                give_freed_memory_back()
            if prepared is None:
                continue
            pixels += int(np.count_nonzero(prepared.known))
            imagery = engine.compute(prepared.inputs)
            unwritten.append(writing.submit(steps.write, imagery, prepared.known, block))
            while len(unwritten) > _IN_FLIGHT:
                unwritten.popleft().result()
        for future in unwritten:
            future.result()
    on_block(len(blocks), len(blocks))
    return pixels


@dataclass(frozen=True)
class _Prepared:
    """A block before the network: where it is known (height, width), and what the engine made of its labels."""

    known: NDArray[np.bool_]
    inputs: Any


@dataclass(frozen=True)
class _Steps:
    """What is done with a block before and after the network, each in a thread of its own."""

    plan: BlockPlan
    landcover: LandCoverReader
    engine: Engine
    nodata: ImageryNodata
    goal: Callable[[NDArray[np.integer], Window], None]

    def prepare(self, block: Window) -> _Prepared | None:
        """Return what the engine needs to compute a block, grown to its alignment; None if nothing is known there."""
        aligned = block.aligned(self.plan.align)
        around = aligned.expanded(self.plan.margin)
        classes = self.landcover.read(around)
        known = classes[block.slices_in(around)] != UNKNOWN
        if not known.any():
            return None
        return _Prepared(known, self.engine.prepare(classes, aligned.row, aligned.col))

    def write(self, imagery: NDArray[np.integer], known: NDArray[np.bool_], block: Window) -> None:
        """Write a block's part of the imagery that was computed for it."""
        rows, cols = block.slices_in(block.aligned(self.plan.align))
        self.goal(self.nodata.applied(imagery[:, rows, cols], known), self.plan.place(block))
