"""Who renders the blocks of images: this process, or the workers of a cluster."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from ..contract.progress import Reporter
from ..generator.engine_choice import make_engine
from ..generator.engines import Engine, EngineDescription
from ..raster.window import Window
from .block_plan import BlockPlan, RenderedBlock, sample_seconds_a_pixel
from .render import BlockPipeline
from .request import GenerationRequest

if TYPE_CHECKING:
    from .cluster import Cluster

RenderedBlocks = Generator[RenderedBlock, None, None]


class BlockRenderer(Protocol):
    """Renders blocks of the images of a request."""

    def describe_engine(self) -> EngineDescription:
        """Return what a plan has to know of the engine; the first call may load it, later ones cost nothing.

        Raises:
            InputError: the engine cannot compute the request.
            EnvironmentSetupError: the engine is not there.
        """

    def seconds_a_pixel(self, plan: BlockPlan) -> float | None:
        """Return how long a pixel of the plan will take, about; None if that is not known, or hardly any time."""

    def render(self, plan: BlockPlan, variant: int, blocks: Sequence[Window], reporter: Reporter) -> RenderedBlocks:
        """Yield blocks of an image as they are finished, in any order, also those in which nothing is known.

        Close the generator when it is not used up: threads may still be reading.

        Args:
            plan: of the image.
            variant: number of the image from 0.
            blocks: those of the plan to render, in pixels of the land cover.
            reporter: gets progress; may cancel.

        Raises:
            JobCancelledError: the reporter said so.
        """


class LocalRenderer:
    """Renders in this process, with one engine at a time."""

    def __init__(self, request: GenerationRequest, reporter: Reporter) -> None:
        """Render a request; `reporter` gets a warning when the engine has to work more slowly than usual."""
        self._request = request
        self._reporter = reporter
        self._engine = lru_cache(maxsize=1)(self._make_engine)

    def describe_engine(self) -> EngineDescription:
        """Return name and alignment, see `BlockRenderer`."""
        return self._engine(0).description

    def seconds_a_pixel(self, plan: BlockPlan) -> float | None:
        """Return how long a pixel takes, see `BlockRenderer`."""
        return sample_seconds_a_pixel(self._engine(0), plan, self._request.parameters.appearance.variants)

    def render(self, plan: BlockPlan, variant: int, blocks: Sequence[Window], reporter: Reporter) -> RenderedBlocks:
        """Yield blocks in their order, see `BlockRenderer`."""
        if blocks:
            pipeline = BlockPipeline(plan, self._request.reader, self._engine(variant), self._request.nodata)
            yield from pipeline.render(blocks, reporter, variant)

    def _make_engine(self, variant: int) -> Engine[Any]:
        request = self._request
        return make_engine(request.generator, request.scene_style(variant), request.engine_options, self._reporter)


class ClusterRenderer:
    """Has the workers of a cluster render."""

    def __init__(self, cluster: Cluster, request: GenerationRequest, reporter: Reporter) -> None:
        """Render a request; `reporter` may cancel while no worker answers."""
        self._cluster = cluster
        self._request = request
        self._reporter = reporter

    def describe_engine(self) -> EngineDescription:
        """Return the engine that a worker has, see `BlockRenderer`."""
        return self._description

    def seconds_a_pixel(self, plan: BlockPlan) -> float | None:  # noqa: ARG002 - workers come and go
        """Return None, see `BlockRenderer`."""
        return None

    def render(self, plan: BlockPlan, variant: int, blocks: Sequence[Window], reporter: Reporter) -> RenderedBlocks:
        """Yield blocks in the order in which workers finish them, see `BlockRenderer`."""
        from .cluster_worker import RenderOrder

        if not blocks:
            return
        order, engine = RenderOrder.of(self._request, variant), self.describe_engine().name
        for number, (block, imagery) in enumerate(self._cluster.render(order, engine, blocks, reporter), start=1):
            yield RenderedBlock(variant, plan.place(block), imagery)
            reporter.progress(number / len(blocks), f"Block {number} of {len(blocks)}")

    @cached_property
    def _description(self) -> EngineDescription:
        from .cluster_worker import RenderOrder

        return self._cluster.describe_engine(RenderOrder.of(self._request, 0), self._reporter)


@contextmanager
def open_renderer(request: GenerationRequest, reporter: Reporter) -> Iterator[BlockRenderer]:
    """Yield who renders a request: the cluster of its scheduler, if it names one, or else this process.

    Raises:
        InputError: there is no scheduler at the address.
        EnvironmentSetupError: dask.distributed is not installed.
    """
    scheduler = request.parameters.computation.scheduler
    if scheduler is None:
        yield LocalRenderer(request, reporter)
        return
    from .cluster import connected_cluster

    with connected_cluster(scheduler) as cluster:
        yield ClusterRenderer(cluster, request, reporter)
