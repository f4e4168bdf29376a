"""Warped land cover: the same classes in new layouts, so that synthetic chips show places that do not exist.

Every pixel takes the class of a place that lies a smooth random displacement away, as in the elastic distortions of
Simard, Steinkraus and Platt (2003). No class comes from further away than the distance between training and
test chips, so that nothing of the test ground is seen.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN
from ..contract.progress import Reporter
from ..raster.geotiff import GeoTiffWriter
from ..raster.geotiff_layout import RasterProfile
from ..raster.window import Window, canonical_blocks
from ..scenes.pairs import Scene

REACH_PIXELS = 40
"""Greatest displacement along each axis."""

_WAVE_PIXELS = 96
"""Distance between the points at which displacements are drawn; between them they change smoothly."""

_BLOCK_PIXELS = 1024


def reach_within(distance: float) -> int:
    """Return the displacement along each axis that stays within a distance in pixels, `REACH_PIXELS` at most."""
    return min(REACH_PIXELS, math.floor(distance / math.sqrt(2)))


def write_warped(scene: Scene, path: Path, seed: int, reach: int, reporter: Reporter) -> None:
    """Write the warped land cover of a scene as class indices, 255 where unknown.

    Args:
        scene: open.
        path: GeoTIFF to write, on the grid of the imagery.
        seed: of the displacements.
        reach: greatest displacement along each axis in pixels, see `reach_within`.
        reporter: may cancel.
    """
    grid = scene.grid
    field = displacements(grid.height, grid.width, seed, reach)
    with GeoTiffWriter(path, RasterProfile(grid, "uint8", float(UNKNOWN), ("class",)), reporter) as written:
        for block in canonical_blocks(grid.window, _BLOCK_PIXELS):
            reporter.check_cancelled()
            around = scene.land_cover.read(block.expanded(REACH_PIXELS))
            written.write(warped(around, field, block)[None], block)


def displacements(height: int, width: int, seed: int, reach: int = REACH_PIXELS) -> NDArray[np.float32]:
    """Return displacements (2, rows, columns) at points `_WAVE_PIXELS` apart, up to `reach`, over an area of pixels."""
    points = (2, height // _WAVE_PIXELS + 3, width // _WAVE_PIXELS + 3)
    drawn = np.random.default_rng([seed, 31]).uniform(-reach, reach, points)
    return drawn.astype(np.float32)


def warped(around: NDArray[np.uint8], field: NDArray[np.float32], block: Window) -> NDArray[np.uint8]:
    """Return the warped classes (h, w) of a block.

    Args:
        around: classes of the block with `REACH_PIXELS` around it.
        field: see `displacements`.
        block: in pixels of the scene.
    """
    rows, cols = (
        np.arange(start, start + length, dtype=np.float32)
        for start, length in ((block.row, block.height), (block.col, block.width))
    )
    down, right = (_interpolated(part, rows, cols) for part in field)
    from_rows = np.rint(np.arange(block.height)[:, None] + down).astype(np.intp) + REACH_PIXELS
    from_cols = np.rint(np.arange(block.width)[None] + right).astype(np.intp) + REACH_PIXELS
    result: NDArray[np.uint8] = around[from_rows, from_cols]
    return result


def _interpolated(
    points: NDArray[np.float32], rows: NDArray[np.float32], cols: NDArray[np.float32]
) -> NDArray[np.floating]:
    """Return values (rows, cols) between the points, which lie `_WAVE_PIXELS` apart: bilinear."""
    row, col = rows / _WAVE_PIXELS, cols / _WAVE_PIXELS
    top, left = row.astype(np.intp), col.astype(np.intp)
    v, h = (row - top)[:, None], (col - left)[None]
    upper = points[top][:, left] * (1 - h) + points[top][:, left + 1] * h
    lower = points[top + 1][:, left] * (1 - h) + points[top + 1][:, left + 1] * h
    return upper * (1 - v) + lower * v
