"""Images of which a part is generated and the rest is that of another image: only that part is computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rasterio.io import DatasetReader

from ..contract.progress import Reporter
from ..contract.wording import counted
from ..generator.engines import EngineDescription
from ..raster.geotiff_layout import RasterProfile
from ..raster.patched_geotiff import can_be_patched
from ..raster.reading import read_padded
from ..raster.window import Window
from .assemble import ImagePatch
from .block_plan import BlockPlan, ImageryNodata, RenderedBlock
from .pieces import joined, pieces_of
from .renderers import BlockRenderer, RenderedBlocks

_SHORT_PIXELS = 1_000_000
"""So few pixels are computed about as soon as the speed of an engine is sampled."""


class PatchArea(Protocol):
    """Where an image is generated."""

    def weights(self, window: Window) -> NDArray[np.float32] | None:
        """Return the share of generated imagery in each pixel (height, width): 1 all of it, 0 none.

        None says that it is 0 everywhere. `window` counts pixels of the land cover.
        """


@dataclass(frozen=True)
class KeptImage:
    """The image of which the rest is kept.

    Attributes:
        dataset: open raster with the bands of the generated imagery.
        origin: its first pixel, in pixels of the land cover, as a window of any size.
        is_upside_down: whether its rows are stored in the opposite order of those of the land cover.
    """

    dataset: DatasetReader
    origin: Window
    is_upside_down: bool = False

    def read(self, window: Window) -> NDArray[np.integer]:
        """Return the pixels (bands, height, width) of a window, which counts pixels of the land cover."""
        col, row = window.col - self.origin.col, window.row - self.origin.row
        if self.is_upside_down:
            row = self.dataset.height - row - window.height
        pixels = read_padded(self.dataset, Window(col, row, window.width, window.height), fill=0)
        stored = pixels.astype(np.dtype(self.dataset.dtypes[0]), copy=False)
        return stored[:, ::-1] if self.is_upside_down else stored

    def patch(self, blocks: Sequence[Window], profile: RasterProfile) -> ImagePatch | None:
        """Return how the file of an image that differs in some blocks can be made from this one, None if it cannot."""
        if not can_be_patched(self.dataset, profile):
            return None
        return ImagePatch(Path(self.dataset.name), blocks)

    def lacks(self, pixels: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Return where such pixels (bands, height, width) are nodata."""
        nodata = self.dataset.nodata
        if nodata is None:
            return np.zeros(pixels.shape[1:], bool)
        lacking: NDArray[np.bool_] = (pixels == nodata).all(axis=0)
        return lacking


@dataclass(frozen=True)
class PatchPlan:
    """What is computed for an image of which only a part is generated.

    Attributes:
        area: where it is generated.
        plan: of the whole image.
    """

    area: PatchArea
    plan: BlockPlan

    @cached_property
    def _found(self) -> dict[Window, tuple[int, list[Window]]]:
        """For each block with generated pixels, their number and the pieces to compute."""
        found = {}
        for block in self.plan.blocks:
            weights = self.area.weights(block)
            if weights is not None and weights.any():
                wanted = weights > 0
                pieces = pieces_of(wanted, block, self.plan.align, self.plan.margin)
                found[block] = (int(np.count_nonzero(wanted)), pieces)
        if len(found) > 1:
            plan, pieces = self.plan, [piece for _, own in found.values() for piece in own]
            one = joined(pieces, plan.block_size, plan.align, plan.margin)
            if one is not None:
                return {block: (pixels, [one]) for block, (pixels, _) in found.items()}
        return found

    @property
    def blocks(self) -> list[Window]:
        """The blocks with generated pixels, in the plan's order."""
        return list(self._found)

    def pieces(self, block: Window) -> list[Window]:
        """Return the pieces to compute for a block of the plan; a piece may serve several blocks."""
        return self._found.get(block, (0, []))[1]

    @property
    def pixels(self) -> int:
        """Number of pixels that are generated, wholly or in part."""
        return sum(pixels for pixels, _ in self._found.values())

    @cached_property
    def all_pieces(self) -> list[Window]:
        """The pieces of all blocks, each once."""
        return list(dict.fromkeys(piece for _, pieces in self._found.values() for piece in pieces))

    @property
    def computed(self) -> int:
        """Number of pixels of all pieces, without their margins."""
        return sum(piece.width * piece.height for piece in self.all_pieces)

    def describe(self) -> str:
        """Return a sentence on the size of the work."""
        count = len(self.all_pieces)
        return (
            f"{self.pixels:,} of {counted(self.plan.pixels, 'pixel')} ({self.pixels / self.plan.pixels:.2%}) "
            f"are generated anew, in "
            f"{counted(count, 'piece')} with {counted(self.computed, 'pixel')}."
        )


@dataclass(frozen=True)
class PatchRenderer:
    """Renders the pieces of a patch plan, and completes the blocks with the pixels of the kept image.

    Attributes:
        network: renders the pieces.
        patch: says which these are.
        kept: gives all other pixels.
        nodata: of the imagery.
        keeps_unknown: whether pixels without class are those of the kept image, or else nodata.
    """

    network: BlockRenderer
    patch: PatchPlan
    kept: KeptImage
    nodata: ImageryNodata
    keeps_unknown: bool = True

    def describe_engine(self) -> EngineDescription:
        """Return what a plan has to know of the engine, see `BlockRenderer`."""
        return self.network.describe_engine()

    def seconds_a_pixel(self, plan: BlockPlan) -> float | None:
        """Return how long a pixel of the whole takes on average, see `BlockRenderer`."""
        if self.patch.computed < _SHORT_PIXELS:
            return None
        seconds = self.network.seconds_a_pixel(plan)
        return None if seconds is None else seconds * self.patch.computed / plan.pixels

    def render(self, plan: BlockPlan, variant: int, blocks: Sequence[Window], reporter: Reporter) -> RenderedBlocks:
        """Yield blocks in their order, see `BlockRenderer`."""
        pieces = {block: self.patch.pieces(block) for block in blocks}
        awaited = Counter(piece for block in blocks for piece in pieces[block])
        finished: dict[Window, NDArray[np.integer] | None] = {}
        with closing(self.network.render(plan, variant, list(awaited), reporter)) as rendered:
            places = {plan.place(piece): piece for piece in awaited}
            for block in blocks:
                reporter.check_cancelled()
                while not all(piece in finished for piece in pieces[block]):
                    done = next(rendered)
                    finished[places[done.window]] = done.imagery
                found = [(piece, finished[piece]) for piece in pieces[block]]
                for piece in pieces[block]:
                    awaited[piece] -= 1
                    if not awaited[piece]:
                        del finished[piece]
                yield RenderedBlock(variant, plan.place(block), self._completed(block, found))

    def _completed(
        self, block: Window, pieces: Sequence[tuple[Window, NDArray[np.integer] | None]]
    ) -> NDArray[np.integer]:
        """Return a block (bands, height, width) of the kept image with its part of the generated pieces in it."""
        pixels = self.kept.read(block)
        weights = self.patch.area.weights(block) if pieces else None
        if weights is None:
            return pixels
        for piece, imagery in pieces:
            common = piece.intersection(block)
            if common is None:
                continue
            rows, cols = common.slices_in(block)
            part = pixels[:, rows, cols]
            if imagery is None:
                generated = np.full_like(part, self.nodata.value)
            else:
                own_rows, own_cols = common.slices_in(piece)
                generated = imagery[:, own_rows, own_cols]
            pixels[:, rows, cols] = self._mixed(part, generated, weights[rows, cols])
        return pixels

    def _mixed(
        self, kept: NDArray[np.integer], generated: NDArray[np.integer], weights: NDArray[np.float32]
    ) -> NDArray[np.integer]:
        """Return both mixed: the kept one alone where nothing is generated, or where it is nodata at the edge."""
        is_known = ~(self.keeps_unknown & (generated == self.nodata.value).all(axis=0))
        is_edge = (weights > 0) & (weights < 1) & is_known & ~self.kept.lacks(kept)
        result = np.where((weights == 1) & is_known, generated, kept)
        if is_edge.any():
            mixed = np.rint(kept + weights * (generated.astype(np.float64) - kept)).astype(kept.dtype)
            result = np.where(is_edge, self.nodata.apply(mixed, np.ones(is_edge.shape, bool)), result)
        return result
