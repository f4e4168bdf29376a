"""What a worker of a dask cluster does: it renders blocks, with the model loaded once in its process."""

from __future__ import annotations

import os
import threading
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..contract.errors import InputError
from ..contract.foreign_libraries import use_own_data
from ..contract.progress import Reporter
from ..generator.engine_choice import EngineOptions, make_engine
from ..generator.engines import Engine
from ..generator.engines.base import EngineDescription
from ..generator.families import load_generator
from ..generator.styles import SceneStyle, Style
from ..landcover.buildings import open_buildings
from ..landcover.class_matching import ClassMatch
from ..landcover.raster import open_landcover
from ..landcover.reader import LandCoverReader
from ..raster.nesting import AS_IT_IS, Nesting
from ..raster.window import Window
from .block_plan import BlockPlan, ImageryNodata
from .raster_state import mask_contents, raster_contents
from .render import BlockPipeline
from .request import GenerationRequest


@dataclass(frozen=True)
class RenderOrder:
    """What a machine has to know to render blocks of an image; plain values, which travel.

    Attributes:
        landcover, buildings, model: paths that mean the same files on every machine.
        model_digest: of the model that is meant.
        meaning: class index by value of the land cover.
        nodata: of the imagery.
        window: of the imagery's pixels that is rendered.
        style_code: numbers of the style.
        noise_seed: of the image.
        options: engine, precision and device.
        nesting: of the imagery's pixels in the land cover's.
        landcover_contents, buildings_contents: of the files that are meant, see `raster_contents`.
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
    options: EngineOptions
    nesting: Nesting = AS_IT_IS
    landcover_contents: tuple[str, ...] = ()
    buildings_contents: tuple[str, ...] = ()

    @classmethod
    def of(cls, request: GenerationRequest, variant: int) -> RenderOrder:
        """Return the order for a variant (from 0) of a request."""
        parameters, style = request.parameters, request.scene_style(variant)
        buildings = parameters.source.buildings
        return cls(
            landcover=_absolute_path(request.landcover.dataset.name),
            buildings=_absolute_path(buildings) if buildings else None,
            model=str(request.model.absolute()),
            model_digest=request.generator.digest,
            meaning=dict(request.match.index_of_value),
            nodata=request.nodata,
            window=request.window,
            style_code=tuple(style.style.code.tolist()),
            noise_seed=style.noise_seed,
            options=request.engine_options,
            nesting=request.nesting,
            landcover_contents=raster_contents(request.landcover.dataset),
            buildings_contents=mask_contents(request.buildings, buildings) if request.buildings and buildings else (),
        )


def _absolute_path(path: str) -> str:
    """Return a path that does not depend on the working folder, with the layer that it names; names that GDAL alone
    understands stay.
    """
    file, bar, layer = path.partition("|")
    try:
        is_path = Path(file).exists()
    except (OSError, ValueError):  # the XML of a VRT, say, is no name that a disk can hold
        return path
    return f"{os.path.abspath(file)}{bar}{layer}" if is_path else path  # noqa: PTH100 - resolves no links


@dataclass(frozen=True)
class WorkerResult:
    """Imagery (bands, height, width) of a block, None where nothing is known, and the engine that computed it."""

    imagery: NDArray[np.integer] | None
    engine: str


def describe_engine(order: RenderOrder) -> EngineDescription:
    """Return name and alignment of the engine that this worker has for an order."""
    with _one_at_a_time:
        return _open_order(order).engine.description


def render_block(order: RenderOrder, block: Window) -> WorkerResult:
    """Render a block, given in pixels of the land cover.

    Raises:
        InputError: a file is missing on this machine, or is another one than the client's.
    """
    with _one_at_a_time:
        return _open_order(order).render(block)


class _OpenOrder:
    """Land cover and engine of an order; `files` closes what it opens."""

    def __init__(self, order: RenderOrder, files: ExitStack) -> None:
        self.order = order
        generator = load_generator(order.model)
        if generator.digest != order.model_digest:
            raise InputError(f"The model {order.model} is another file on this machine than where the run was started.")
        landcover = files.enter_context(open_landcover(order.landcover))
        _require_same(order.landcover, raster_contents(landcover.dataset), order.landcover_contents)
        match = ClassMatch(generator.scheme, order.meaning, "the client")
        buildings = None
        if order.buildings is not None:
            buildings = files.enter_context(
                open_buildings(order.buildings, order.nesting.fine(landcover.grid), Reporter())
            )
            contents = mask_contents(buildings, order.buildings)
            _require_same(order.buildings, contents, order.buildings_contents)
        style = Style(np.array(order.style_code, np.float32), "the client's")
        self.engine: Engine[Any] = make_engine(generator, SceneStyle(style, order.noise_seed), order.options)
        self._pipeline = BlockPipeline(
            BlockPlan(order.window, self.engine.align, generator.margin, self.engine.align),
            LandCoverReader(landcover, match, buildings, order.nesting),
            self.engine,
            order.nodata,
        )

    def render(self, block: Window) -> WorkerResult:
        (rendered,) = self._pipeline.render([block], Reporter())
        return WorkerResult(rendered.imagery, self.engine.name)


def _require_same(name: str, found: tuple[str, ...], meant: tuple[str, ...]) -> None:
    """Refuse a file that is another one than the client's.

    Raises:
        InputError: with the file.
    """
    if found != meant:
        raise InputError(
            f"{name} has other content on this machine than where the run was started, or was changed since then: give "
            "all machines the same file, and run this again."
        )


# Engines compute one block at a time, and a worker process may have several threads.
_one_at_a_time = threading.Lock()
_opened: list[tuple[_OpenOrder, ExitStack]] = []


def _open_order(order: RenderOrder) -> _OpenOrder:
    """Return an order with its files, which stay open until another order comes."""
    use_own_data()  # dask started this process, with the environment of whoever started dask
    if not _opened or _opened[0][0].order != order:
        while _opened:
            _opened.pop()[1].close()
        with ExitStack() as files:
            opened = _OpenOrder(order, files)
            _opened.append((opened, files.pop_all()))
    return _opened[0][0]
