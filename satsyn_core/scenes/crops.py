"""Random crops of training scenes, the same for the same seed and step, whatever was drawn before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN
from ..raster.window import Window
from .arrays import SceneArrays
from .valid_patches import patch_corners, whole_cells

ATTEMPTS = 32
"""Random places that are tried for a crop without nodata, before one is taken of those that are known to have none."""


@dataclass(frozen=True)
class SceneCrop:
    """A crop as the scene has it.

    Attributes:
        image: (bands, h, w) in the imagery's data type, 0 beyond the scene.
        valid: (h, w), True where the imagery has data.
        classes: class indices (h + 2 m, w + 2 m) with a margin m, 255 where unknown and beyond the scene.
    """

    image: NDArray[np.generic]
    valid: NDArray[np.bool_]
    classes: NDArray[np.uint8]


def read_crop(scene: SceneArrays, window: Window, margin: int = 0) -> SceneCrop:
    """Return a crop of a scene.

    Args:
        scene: to cut from.
        window: in pixels of the scene's arrays; may reach beyond them.
        margin: pixels of land cover around the window.
    """
    image = np.zeros((len(scene.image), window.height, window.width), scene.image.dtype)
    valid = np.zeros((window.height, window.width), bool)
    around = window.expanded(margin)
    classes = np.full((around.height, around.width), UNKNOWN, np.uint8)
    height, width = scene.size
    whole = Window(0, 0, width, height)
    inside, inside_around = window.intersection(whole), around.intersection(whole)
    if inside is not None:
        rows, cols = inside.slices_in(window)
        from_rows, from_cols = inside.slices_in(whole)
        image[:, rows, cols] = scene.image[:, from_rows, from_cols]
        valid[rows, cols] = scene.valid[from_rows, from_cols]
    if inside_around is not None:
        classes[inside_around.slices_in(around)] = scene.classes[inside_around.slices_in(whole)]
    return SceneCrop(image, valid, classes)


@dataclass(frozen=True)
class CropRules:
    """Where crops may lie and what they hold.

    Attributes:
        margin: pixels of land cover around a crop.
        without_nodata: whether the imagery has data in all of a crop; each scene must have such a patch of the crops'
            size, a multiple of `valid_patches.CELL`.
        by_frequency: whether a crop around a class comes from scenes in proportion to their area times their candidates
            of the class, of which a scene has `arrays.CANDIDATES_PER_CLASS` at most; else in proportion to the area of
            those that have it.
    """

    margin: int = 0
    without_nodata: bool = False
    by_frequency: bool = False


class CropSampler:
    """Draws crops from scenes; those around no class fall on scenes in proportion to their area."""

    def __init__(self, scenes: Sequence[SceneArrays], rules: CropRules, seed: int) -> None:
        """Prepare to draw.

        Args:
            scenes: to draw from, all with candidates of the same classes.
            rules: where crops may lie and what they hold.
            seed: of the draws.
        """
        self.scenes = scenes
        self.rules = rules
        self.seed = seed
        areas = np.array([scene.classes.size for scene in scenes], np.float64)
        self._shares = areas / areas.sum()
        counts = np.array([scene.chosen or [len(found) for found in scene.candidates] for scene in scenes], np.float64)
        self._weights = counts if rules.by_frequency else (counts > 0).astype(np.float64)
        self._present = np.flatnonzero(counts.any(axis=0))
        self._whole = [whole_cells(scene.valid) for scene in scenes] if rules.without_nodata else []
        self._corners: dict[tuple[int, int], NDArray[np.int64]] = {}

    def draws(self, step: int, rank: int = 0) -> np.random.Generator:
        """Return the source of all random numbers of a process in a step."""
        return np.random.default_rng([self.seed, step, rank])

    def crop(self, rng: np.random.Generator, size: int, *, balanced: bool) -> SceneCrop:
        """Return a crop of `size` pixels a side, around a pixel of a class drawn evenly if `balanced`, or anywhere."""
        number, row, col = self._place(rng, size, balanced)
        return read_crop(self.scenes[number], Window(col, row, size, size), self.rules.margin)

    def _place(self, rng: np.random.Generator, size: int, balanced: bool) -> tuple[int, int, int]:
        """Return number of the scene, row and column."""
        if not self.rules.without_nodata:
            return self._anywhere(rng, size, balanced)
        for _ in range(ATTEMPTS):
            number, row, col = self._anywhere(rng, size, balanced)
            if self._whole[number].all() or self.scenes[number].valid[row : row + size, col : col + size].all():
                return number, row, col
        row, col = map(int, rng.choice(self._complete_patches(number, size)))
        return number, row, col

    def _anywhere(self, rng: np.random.Generator, size: int, balanced: bool) -> tuple[int, int, int]:
        if balanced:
            index = int(rng.choice(self._present))
            weights = self._weights[:, index] * self._shares
            number = int(rng.choice(len(self.scenes), p=weights / weights.sum()))
            row, col = rng.choice(self.scenes[number].candidates[index]) - rng.integers(0, size, 2)
        else:
            number = int(rng.choice(len(self.scenes), p=self._shares))
            row, col = (rng.integers(0, max(length - size, 0) + 1) for length in self.scenes[number].size)
        last_row, last_col = (max(length - size, 0) for length in self.scenes[number].size)
        return number, int(np.clip(row, 0, last_row)), int(np.clip(col, 0, last_col))

    def _complete_patches(self, number: int, size: int) -> NDArray[np.int64]:
        """Return row and column (n, 2) of patches of a scene that have data everywhere."""
        known = self._corners.get((number, size))
        if known is None:
            known = self._corners[number, size] = patch_corners(self._whole[number], self.scenes[number].size, size)
        return known
