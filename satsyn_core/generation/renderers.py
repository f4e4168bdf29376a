"""Who renders the blocks of an image: this process, or the workers of a cluster."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ..contract.progress import Reporter
from ..generator.engine import Engine, make_engine
from ..generator.model import ImageryGenerator
from ..generator.styles import Style
from ..landcover.reader import LandCoverReader
from ..raster.window import Window
from .block_plan import BlockPlan, ImageryNodata, sampled_seconds_a_pixel
from .render import synthesise

if TYPE_CHECKING:
    from .cluster import Cluster
    from .cluster_worker import RenderOrder

Keep = Callable[[NDArray[np.integer], Window], None]


@dataclass(frozen=True)
class EngineChoice:
    """Engine, precision and device as the user asked for them, see `make_engine`."""

    engine: str
    precision: str
    device: str


@dataclass(frozen=True)
class SceneStyle:
    """What makes an image of the same land cover differ from another: its style, and the seed of its noise."""

    style: Style
    noise_seed: int


class BlockRenderer(Protocol):
    """Renders blocks of images.

    Attributes:
        engine: name of the engine.
        align: block edges must be multiples of this many pixels from the raster's origin.
    """

    engine: str
    align: int

    def paint(
        self,
        plan: BlockPlan,
        image: int,
        blocks: Sequence[Window],
        keep: Keep,
        done_above: Callable[[int], None],
        reporter: Reporter,
    ) -> None:
        """Render blocks of an image.

        Args:
            plan: of the image.
            image: its number from 0.
            blocks: those to render, in the plan's order.
            keep: takes imagery (bands, height, width) and its place in the plan's window; one thread at a time calls
                it. Not called for blocks in which nothing is known.
            done_above: called, by the same thread, with a row of the plan's window above which all is kept.
            reporter: is told the progress, and asked whether the job is cancelled.
        """

    def seconds_a_pixel(self, plan: BlockPlan) -> float | None:
        """Return how long a pixel of the plan will take, about; None if that is not known."""


class LocalRenderer:
    """Renders in this process."""

    def __init__(
        self,
        generator: ImageryGenerator,
        landcover: LandCoverReader,
        nodata: ImageryNodata,
        choice: EngineChoice,
        look_of: Callable[[int], SceneStyle],
        reporter: Reporter | None = None,
    ) -> None:
        """Make the engine of the first image; `look_of` returns the look of an image by its number, and `reporter` is
        told what slows the engine down.
        """
        self._reporter = reporter
        self._generator = generator
        self._landcover = landcover
        self._nodata = nodata
        self._choice = choice
        self._look_of = look_of
        self._engine_of = lru_cache(maxsize=1)(self._made_engine)
        first = self._engine_of(0)
        self.engine, self.align = first.name, first.align

    def paint(
        self,
        plan: BlockPlan,
        image: int,
        blocks: Sequence[Window],
        keep: Keep,
        done_above: Callable[[int], None],
        reporter: Reporter,
    ) -> None:
        """Render blocks of an image, see `BlockRenderer`."""

        def write(imagery: NDArray[np.integer], place: Window) -> None:
            done_above(place.row)
            keep(imagery, place)

        def on_block(done: int, all_blocks: int) -> None:
            reporter.check_cancelled()
            reporter.progress(done / max(all_blocks, 1), f"Block {min(done + 1, all_blocks)} of {all_blocks}")

        synthesise(plan, self._landcover, self._engine_of(image), self._nodata, write, on_block, blocks)

    def seconds_a_pixel(self, plan: BlockPlan) -> float | None:
        """Return how long a pixel takes, see `BlockRenderer`."""
        return sampled_seconds_a_pixel(self._engine_of(0), plan)

    def _made_engine(self, image: int) -> Engine:
        look, choice = self._look_of(image), self._choice
        return make_engine(
            self._generator,
            look.style,
            look.noise_seed,
            engine=choice.engine,
            precision=choice.precision,
            device=choice.device,
            reporter=self._reporter,
        )


class ClusterRenderer:
    """Has the workers of a cluster render."""

    def __init__(self, cluster: Cluster, order_of: Callable[[int], RenderOrder], reporter: Reporter) -> None:
        """Ask a worker for its engine; `order_of` returns what workers have to know of an image by its number."""
        self._cluster = cluster
        self._order_of = order_of
        self.engine, self.align = cluster.engine_for(order_of(0), reporter)

    def paint(
        self,
        plan: BlockPlan,
        image: int,
        blocks: Sequence[Window],
        keep: Keep,
        done_above: Callable[[int], None],
        reporter: Reporter,
    ) -> None:
        """Render blocks of an image, see `BlockRenderer`."""
        done: set[Window] = set()
        first_missing = deque(blocks)
        results = self._cluster.render(self._order_of(image), self.engine, blocks, reporter)
        for number, (block, imagery) in enumerate(results, start=1):
            if imagery is not None:
                keep(imagery, plan.place(block))
            done.add(block)
            while first_missing and first_missing[0] in done:
                done.remove(first_missing.popleft())
            if first_missing:
                done_above(plan.place(first_missing[0]).row)
            reporter.progress(number / len(blocks), f"Block {number} of {len(blocks)}")

    def seconds_a_pixel(self, plan: BlockPlan) -> float | None:  # noqa: ARG002 - workers come and go
        """Return None, see `BlockRenderer`."""
        return None
