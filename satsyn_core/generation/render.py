"""Imagery for a raster of any size: canonical blocks stream from the land cover through the engine to the file.

Blocks are prepared, computed and written at the same time, a few in flight, so memory does not grow with the raster.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN
from ..landcover.reader import LandCoverReader
from ..learning.prefetch import prefetch
from ..process.memory import give_freed_memory_back
from ..raster.window import Window
from .block_plan import _IN_FLIGHT, BlockPlan, ImageryNodata

if TYPE_CHECKING:
    from ..generator.engines.base import Engine


_TRIMMED_EVERY = 4
"""Blocks after which freed memory is given back."""


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
        read = prefetch(reading, steps.prepare, blocks, _IN_FLIGHT)
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
