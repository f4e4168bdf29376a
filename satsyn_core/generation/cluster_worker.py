"""What a worker of a dask cluster does: it renders blocks, with the model loaded once in its process."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..generator.engine import Engine, make_engine
from ..generator.families import load_generator
from ..generator.styles import Style
from ..landcover.buildings import open_buildings
from ..landcover.class_matching import ClassMatch
from ..landcover.raster import open_landcover
from ..landcover.reader import LandCoverReader
from ..raster.window import Window
from .block_plan import BlockPlan, ImageryNodata
from .render import synthesise


@dataclass(frozen=True)
class RenderOrder:
    """What a machine has to know to render blocks of an image; plain values, which travel.

    Attributes:
        landcover, buildings, model: paths that mean the same files on every machine.
        model_digest: of the model that is meant.
        meaning: class index by value of the land cover.
        nodata: of the imagery.
        window: of the land cover that is rendered.
        style_code: numbers of the style.
        noise_seed: of the image.
        engine, precision, device: as for `make_engine`.
    """

    landcover: str
    buildings: str | None
    model: str
    model_digest: str
    meaning: dict[int, int]
    nodata: ImageryNodata
    window: Window
    style_code: tuple[float, ...]
    noise_seed: int
    engine: str
    precision: str
    device: str


@dataclass(frozen=True)
class RenderedBlock:
    """Imagery (bands, height, width) of a block, None where nothing is known, and the engine that computed it."""

    imagery: NDArray[np.integer] | None
    engine: str


def engine_for(order: RenderOrder) -> tuple[str, int]:
    """Return the name and the alignment of the engine that this worker has for an order."""
    with _one_at_a_time:
        engine = _renderer_of(order).engine
        return engine.name, engine.align


def render_block(order: RenderOrder, block: Window) -> RenderedBlock:
    """Render a block, given in pixels of the land cover.

    Raises:
        InputError: a file is missing on this machine, or is another one than the client's.
    """
    with _one_at_a_time:
        return _renderer_of(order).render(block)


class _Renderer:
    """Land cover and engine of an order; `files` closes what it opens."""

    def __init__(self, order: RenderOrder, files: ExitStack) -> None:
        self.order = order
        generator = load_generator(order.model)
        if generator.digest != order.model_digest:
            raise InputError(f"The model {order.model} is another file on this machine than where the run was started.")
        landcover = files.enter_context(open_landcover(order.landcover))
        match = ClassMatch(generator.scheme, order.meaning, "the client")
        buildings = None
        if order.buildings is not None:
            buildings = files.enter_context(open_buildings(order.buildings, landcover.grid, Reporter()))
        self._reader = LandCoverReader(landcover, match, buildings)
        style = Style(torch.tensor(order.style_code, dtype=torch.float32), "the client's")
        self.engine: Engine = make_engine(
            generator,
            style,
            order.noise_seed,
            engine=order.engine,
            precision=order.precision,
            device=order.device,
        )
        self._plan = BlockPlan(order.window, self.engine.align, generator.margin, self.engine.align)

    def render(self, block: Window) -> RenderedBlock:
        found: list[NDArray[np.integer]] = []
        synthesise(
            self._plan,
            self._reader,
            self.engine,
            self.order.nodata,
            lambda imagery, _: found.append(imagery),
            lambda *_: None,
            [block],
        )
        return RenderedBlock(found[0] if found else None, self.engine.name)


# Engines compute one block at a time, and a worker process may have several threads.
_one_at_a_time = threading.Lock()
_opened: list[tuple[_Renderer, ExitStack]] = []


def _renderer_of(order: RenderOrder) -> _Renderer:
    """Return the renderer of an order, whose files stay open until another order comes."""
    if not _opened or _opened[0][0].order != order:
        while _opened:
            _opened.pop()[1].close()
        with ExitStack() as files:
            renderer = _Renderer(order, files)
            _opened.append((renderer, files.pop_all()))
    return _opened[0][0]
