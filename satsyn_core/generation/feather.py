"""The area of an edit: a mask whose edge is feathered, so that generated imagery fades into the kept one."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..landcover.buildings import BuildingMask
from ..raster.window import Window


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
        inside = self.mask.read(grown)
        if not inside.any():
            return None
        own = inside[window.slices_in(grown)]
        if not self.feather or own.all():
            return own.astype(np.float32)
        # Loaded for a feather alone: it takes a tenth of a second.
        from scipy.ndimage import distance_transform_edt

        near = _near(inside, halo)
        apart = distance_transform_edt(~inside[near], sampling=(height, width))
        share = np.clip(apart / (self.feather + min(self.pixel)), 0, 1)
        weights = np.zeros(inside.shape, np.float32)
        weights[near] = np.where(apart > self.feather, 0, (1 + np.cos(np.pi * share)) / 2)
        weights[inside] = 1
        return weights[window.slices_in(grown)]


def _near(inside: NDArray[np.bool_], halo: tuple[int, int]) -> tuple[slice, slice]:
    """Return the rows and columns that are at most a halo (rows, columns) away from pixels of a mask."""
    rows, cols = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    return (
        slice(max(0, int(rows[0]) - halo[0]), int(rows[-1]) + 1 + halo[0]),
        slice(max(0, int(cols[0]) - halo[1]), int(cols[-1]) + 1 + halo[1]),
    )
