"""Rendering blocks of a raster of any size: read, prepare, compute, finish, with a few blocks in flight.

Blocks are read and prepared ahead of the engine and finished behind it, so that it never waits; and since few are in
flight, memory does not grow with the raster.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN
from ..contract.progress import Reporter
from ..generator.engines import Engine, EngineBlock
from ..landcover.reader import LandCoverReader
from ..learning.prefetch import prefetch
from ..process.memory import give_freed_memory_back
from ..raster.window import Window
from .block_plan import BLOCKS_IN_FLIGHT, BlockPlan, ImageryNodata, RenderedBlock

_TRIM_INTERVAL = 4
"""Blocks after which freed memory is given back."""


@dataclass(frozen=True)
class BlockPipeline:
    """Renders blocks of one image.

    Attributes:
        plan: of the image.
        landcover: gives class indices; used in a thread of its own.
        engine: prepares blocks in that thread, and computes them in the thread that asks for blocks.
        nodata: goes to pixels without class.
    """

    plan: BlockPlan
    landcover: LandCoverReader
    engine: Engine[Any]
    nodata: ImageryNodata

    def render(self, blocks: Sequence[Window], reporter: Reporter, variant: int = 0) -> Iterator[RenderedBlock]:
        """Yield blocks in their order; a block is computed when the one before it is asked for, or a little later.

        Args:
            blocks: those of the plan to render, in pixels of the land cover.
            reporter: gets progress; may cancel.
            variant: number of the image from 0.

        Raises:
            JobCancelledError: the reporter said so.
        """
        with ThreadPoolExecutor(1, "satsyn-read") as reading, ThreadPoolExecutor(1, "satsyn-finish") as finishing:
            unfinished: deque[Future[RenderedBlock]] = deque()
            read = prefetch(reading, self._prepare, blocks, BLOCKS_IN_FLIGHT)
            for done, (block, prepared) in enumerate(zip(blocks, read, strict=True)):
                reporter.check_cancelled()
                reporter.progress(done / len(blocks), f"Block {done + 1} of {len(blocks)}")
                if done and done % _TRIM_INTERVAL == 0:
                    give_freed_memory_back()
                imagery = None if prepared is None else self.engine.compute(prepared.inputs)
                unfinished.append(finishing.submit(self._finish, variant, block, prepared, imagery))
                while unfinished and (unfinished[0].done() or len(unfinished) > BLOCKS_IN_FLIGHT):
                    yield unfinished.popleft().result()
            while unfinished:
                yield unfinished.popleft().result()
        reporter.check_cancelled()
        reporter.progress(1, f"Block {len(blocks)} of {len(blocks)}")

    def _prepare(self, block: Window) -> _PreparedBlock | None:
        """Return what the engine needs to compute a block, grown to its alignment; None if nothing is known there."""
        engine_block = self._engine_block(block)
        classes = self.landcover.read_mirrored(engine_block.around)
        known = engine_block.cut_classes(classes) != UNKNOWN
        if not known.any():
            return None
        core = engine_block.core
        return _PreparedBlock(known, self.engine.prepare(classes, core.row, core.col))

    def _finish(
        self, variant: int, block: Window, prepared: _PreparedBlock | None, imagery: NDArray[np.integer] | None
    ) -> RenderedBlock:
        """Return a block's part of the imagery that was computed for it, with nodata where nothing is known."""
        place = self.plan.place(block)
        if prepared is None or imagery is None:
            return RenderedBlock(variant, place, None)
        own = self._engine_block(block).cut_imagery(imagery)
        return RenderedBlock(variant, place, self.nodata.apply(own, prepared.known))

    def _engine_block(self, block: Window) -> EngineBlock:
        return EngineBlock(block, self.plan.align, self.plan.margin)


@dataclass(frozen=True)
class _PreparedBlock:
    """A block before the network: where it is known (height, width), and what the engine made of its labels."""

    known: NDArray[np.bool_]
    inputs: Any
