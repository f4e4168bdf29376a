"""The area of an edit: a mask whose edge is feathered, so that generated imagery fades into the kept one."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..landcover.buildings import BuildingMask
from ..raster.window import Window

MOST_PIXELS = 2000
"""Distances up to such a feather around a block take half a gigabyte and a few seconds."""

_NARROW_PIXELS = 16
"""Up to such a feather, distances are found sooner than SciPy is loaded."""


@dataclass(frozen=True)
class FeatheredMask:
    """A mask with a feathered edge outside of it.

    Attributes:
        mask: where imagery is generated.
        feather: width of the edge in metres, from 0.
        pixel: width and height of a pixel in metres.
    """

    mask: BuildingMask
    feather: float
    pixel: tuple[float, float]

    def weights(self, window: Window) -> NDArray[np.float32] | None:
        """Return the share of generated imagery in each pixel, see `PatchArea`.

        It falls from 1 in the mask to 0 where the nearest pixel of the mask is more than the feather away, along half
        a wave of the cosine, which has no kink at either end.
        """
        width, height = self.pixel
        halo = (math.ceil(self.feather / height), math.ceil(self.feather / width))
        grown = Window(
            window.col - halo[1], window.row - halo[0], window.width + 2 * halo[1], window.height + 2 * halo[0]
        )
        part = grown.intersection(self.mask.extent)
        if part is None:
            return None
        # Beyond the mask's extent there is nothing to be near to: a wide feather of a small map needs no more memory.
        around = _around(window, part)
        inside = np.zeros((around.height, around.width), bool)
        inside[part.slices_in(around)] = self.mask.read(part)
        if not inside.any():
            return None
        own = inside[window.slices_in(around)]
        if not self.feather or own.all():
            return own.astype(np.float32)
        near = _near(inside, halo)
        if max(halo) <= _NARROW_PIXELS:
            apart = _distances(inside[near], self.pixel, halo)
        else:
            from scipy.ndimage import distance_transform_edt

            apart = distance_transform_edt(~inside[near], sampling=(height, width))
        share = np.clip(apart / (self.feather + min(self.pixel)), 0, 1)
        weights = np.zeros(inside.shape, np.float32)
        weights[near] = np.where(apart > self.feather, 0, (1 + np.cos(np.pi * share)) / 2)
        weights[inside] = 1
        return weights[window.slices_in(around)]

    @property
    def pixels(self) -> float:
        """Width of the edge in pixels."""
        return self.feather / min(self.pixel)


def _around(one: Window, other: Window) -> Window:
    """Return the smallest window that holds two."""
    col, row = min(one.col, other.col), min(one.row, other.row)
    right = max(one.col + one.width, other.col + other.width)
    bottom = max(one.row + one.height, other.row + other.height)
    return Window(col, row, right - col, bottom - row)


def _distances(inside: NDArray[np.bool_], pixel: tuple[float, float], halo: tuple[int, int]) -> NDArray[np.float64]:
    """Return the distance of each pixel (height, width) from the nearest one of a mask, infinite beyond a halo.

    First along the columns, then along the rows, which is exact: Felzenszwalb and Huttenlocher, "Distance Transforms of
    Sampled Functions" (2012).
    """
    width, height = pixel
    squares = np.where(inside, 0.0, np.inf)
    for step in range(min(halo[0], len(inside) - 1), 0, -1):
        for there, here in ((inside[:-step], squares[step:]), (inside[step:], squares[:-step])):
            here[there] = np.minimum(here[there], (step * height) ** 2)
    along = squares.copy()
    for step in range(1, min(halo[1], inside.shape[1] - 1) + 1):
        np.minimum(squares[:, step:], along[:, :-step] + (step * width) ** 2, out=squares[:, step:])
        np.minimum(squares[:, :-step], along[:, step:] + (step * width) ** 2, out=squares[:, :-step])
    distances: NDArray[np.float64] = np.sqrt(squares)
    return distances


def _near(inside: NDArray[np.bool_], halo: tuple[int, int]) -> tuple[slice, slice]:
    """Return the rows and columns that are at most a halo (rows, columns) away from pixels of a mask."""
    rows, cols = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    return (
        slice(max(0, int(rows[0]) - halo[0]), int(rows[-1]) + 1 + halo[0]),
        slice(max(0, int(cols[0]) - halo[1]), int(cols[-1]) + 1 + halo[1]),
    )
