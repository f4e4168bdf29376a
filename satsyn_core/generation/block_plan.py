"""How a raster is cut into blocks, what that costs in time and memory, and the nodata value of the imagery."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN
from ..contract.errors import InputError
from ..contract.wording import counted, duration
from ..generator.engines.base import Engine
from ..raster.window import Window, canonical_blocks, count_blocks

BLOCKS_IN_FLIGHT = 2
"""Blocks read ahead, and blocks waiting to be finished or kept: enough for the engine never to wait."""

_CONSTANT_BYTES = 570_000_000
"""Memory of the libraries and of one tile of the fine scales, measured with the bundled model and OpenVINO."""

_BYTES_A_PIXEL = 270
"""Memory for each pixel of a block with its halo, measured likewise."""

_MOST_BLOCKS = 2_000_000
"""Of 1024 pixels, they are two million square kilometres in pixels of a metre."""

_MOSTLY = 0.8
"""Share of pixels with a class from which on the time hardly depends on where the others lie."""

_SAMPLE_PIXELS = 256
"""Side of the block on which the speed of an engine is sampled."""

_FEWEST_SAMPLES = 8
"""The speed is sampled if the work is so many times as large as the sample: otherwise it is done about as soon."""

_LONG_SAMPLE_SECONDS = 0.5
"""A sample that took longer is not repeated: the first one takes longer than others, but little matters that much."""


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

    def apply(self, imagery: NDArray[np.integer], known: NDArray[np.bool_]) -> NDArray[np.integer]:
        """Return imagery (bands, height, width) that has the nodata value exactly where not `known`."""
        beside = self.value - 1 if self.value == np.iinfo(imagery.dtype).max else self.value + 1
        result: NDArray[np.integer] = imagery.copy()
        np.copyto(result, beside, where=imagery == self.value)
        np.copyto(result, self.value, where=~known)
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
        """Return the plan with the next block size that the engine need not pad: a multiple of `align`.

        Raises:
            InputError: there are too many blocks to keep a list of.
        """
        plan = cls(window, -(-block_size // align) * align, margin, align)
        if plan.block_count > _MOST_BLOCKS:
            raise InputError(
                f"The imagery has {window.width} x {window.height} pixels, which are {plan.block_count} blocks of "
                f"{plan.block_size} pixels and more than one run can do: give a part of it in EXTENT, or a larger "
                "BLOCK_SIZE."
            )
        return plan

    @property
    def block_count(self) -> int:
        """Number of blocks."""
        return count_blocks(self.window, self.block_size)

    @property
    def pixels(self) -> int:
        """Number of pixels of the window."""
        return self.window.width * self.window.height

    @property
    def blocks(self) -> list[Window]:
        """The blocks, row by row."""
        return list(canonical_blocks(self.window, self.block_size))

    def place(self, block: Window) -> Window:
        """Return where a block lies in the plan's window."""
        return Window(block.col - self.window.col, block.row - self.window.row, block.width, block.height)

    def buffer_bytes(self, bytes_per_pixel: int) -> int:
        """Return the memory that two rows of blocks take: what waits to be written while the next row is rendered."""
        return self.window.width * min(2 * self.block_size, self.window.height) * bytes_per_pixel

    def describe(
        self,
        bytes_per_pixel: int,
        seconds_a_pixel: float | None = None,
        *,
        keeps_blocks: bool = True,
        generated: int | None = None,
    ) -> str:
        """Return a sentence on the size of the work: pixels, blocks, time if it is known, memory and disk.

        Args:
            bytes_per_pixel: of the imagery, all bands together.
            seconds_a_pixel: how long the engine takes for a pixel.
            keeps_blocks: whether the blocks lie on disk until the image is complete, or else in memory.
            generated: number of pixels that have a class; None for all. Blocks without any take no time.
        """
        side = min(self.block_size, max(self.window.width, self.window.height)) + 2 * self.margin
        memory = _CONSTANT_BYTES + side**2 * (_BYTES_A_PIXEL + 2 * BLOCKS_IN_FLIGHT * bytes_per_pixel)
        if not keeps_blocks:
            memory += self.buffer_bytes(bytes_per_pixel)
        disk = max(1, round(self.pixels * bytes_per_pixel / 1e6))
        millions = self.pixels / 1e6
        pixels = f"{millions:.1f}" if millions >= 0.1 else f"{millions:.1g}"
        time = "" if seconds_a_pixel is None else f"about {self._time(seconds_a_pixel, generated)} and "
        until_complete = ", twice that until it is complete," if keeps_blocks else ""
        return (
            f"{self.window.width} x {self.window.height} pixels ({pixels} million) in "
            f"{counted(self.block_count, 'block')}; {time}up to about {disk} MB on disk for each "
            f"image{until_complete} "
            f"and {memory / 1e6:.0f} MB of memory."
        )

    def _time(self, seconds_a_pixel: float, generated: int | None) -> str:
        """Return how long the plan takes; between two times where it depends on how pixels without class lie."""
        most = duration(self.pixels * seconds_a_pixel)
        least = duration((self.pixels if generated is None else generated) * seconds_a_pixel)
        return most if generated is None or generated > _MOSTLY * self.pixels else f"{least} to {most}"


@dataclass(frozen=True)
class RenderedBlock:
    """A block of an image.

    Attributes:
        variant: number of the image from 0.
        window: the block's pixels in the image.
        imagery: (bands, height, width); None where nothing is known.
    """

    variant: int
    window: Window
    imagery: NDArray[np.integer] | None


def sample_seconds_a_pixel(engine: Engine[Any], plan: BlockPlan, images: int = 1) -> float | None:
    """Return how long the engine takes for a pixel of the plan's blocks; None if the work is hardly larger than a try.

    A small block is rendered. Its margin, which is computed too, is a larger part of it than of the plan's blocks.

    Args:
        engine: renders the block, once more if the first time was short: that one is longer than the others.
        plan: of each image.
        images: how many are to be rendered.
    """
    side = -(-_SAMPLE_PIXELS // engine.align) * engine.align
    if images * plan.pixels <= _FEWEST_SAMPLES * side**2:
        return None
    classes = np.full((side + 2 * plan.margin, side + 2 * plan.margin), UNKNOWN, np.uint8)
    seconds = 0.0
    for _ in range(2):
        start = perf_counter()
        engine.render(classes, 0, 0)
        seconds = perf_counter() - start
        if seconds > _LONG_SAMPLE_SECONDS:
            break
    computed = seconds / (side + 2 * plan.margin) ** 2
    block = min(plan.block_size, max(plan.window.width, plan.window.height))
    return computed * ((block + 2 * plan.margin) / block) ** 2
