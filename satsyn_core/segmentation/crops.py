"""Training crops: drawn at random, the same for the same seed and step whatever was drawn before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN
from ..raster.window import Window, canonical_blocks
from .augmentation import Augmentation
from .normalisation import Normalisation
from .scene_arrays import TrainingScene


@dataclass(frozen=True)
class Crops:
    """A batch of N crops.

    Attributes:
        image: normalised float32 (N, bands, size, size).
        labels: uint8 (N, size, size), 255 where the pixel counts in no loss.
    """

    image: NDArray[np.float32]
    labels: NDArray[np.uint8]


@dataclass(frozen=True)
class CropSampler:
    """Draws batches of crops.

    Attributes:
        scenes: crops fall on them in proportion to their area.
        normalisation: of the imagery.
        size: side of a crop in pixels.
        batch: crops a step and process.
        balanced: share of crops that are placed around a pixel of a class drawn evenly, so that rare classes are seen.
        augmentation: variations of the crops.
        seed: of the draws.
    """

    scenes: Sequence[TrainingScene]
    normalisation: Normalisation
    size: int
    batch: int
    balanced: float
    augmentation: Augmentation
    seed: int

    def draw(self, step: int, rank: int = 0) -> Crops:
        """Return the crops of a step for the process number `rank`."""
        rng = np.random.default_rng([self.seed, step, rank])
        crops = [self._crop(rng, rng.random() < self.balanced) for _ in range(self.batch)]
        return Crops(np.stack([image for image, _ in crops]), np.stack([labels for _, labels in crops]))

    @cached_property
    def _areas(self) -> NDArray[np.float64]:
        return np.array([scene.labels.size for scene in self.scenes], np.float64)

    @cached_property
    def _shows(self) -> NDArray[np.bool_]:
        """Whether each scene (rows) shows each class (columns)."""
        return np.array([[len(found) > 0 for found in scene.candidates] for scene in self.scenes])

    def _crop(self, rng: np.random.Generator, balanced: bool) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        size = self.augmentation.window_size(self.size, rng)
        scene, row, col = self._around_a_class(rng, size) if balanced else self._anywhere(rng, size)
        image, labels = read_crop(scene, Window(col, row, size, size), self.normalisation)
        return self.augmentation.varied(image, labels, self.size, rng)

    def _anywhere(self, rng: np.random.Generator, size: int) -> tuple[TrainingScene, int, int]:
        scene = self.scenes[int(rng.choice(len(self.scenes), p=self._areas / self._areas.sum()))]
        row, col = (int(rng.integers(0, max(length - size, 0) + 1)) for length in scene.size)
        return scene, row, col

    def _around_a_class(self, rng: np.random.Generator, size: int) -> tuple[TrainingScene, int, int]:
        index = int(rng.choice(np.flatnonzero(self._shows.any(axis=0))))
        areas = self._areas * self._shows[:, index]
        scene = self.scenes[int(rng.choice(len(areas), p=areas / areas.sum()))]
        row, col = rng.choice(scene.candidates[index]) - rng.integers(0, size, 2)
        height, width = scene.size
        return scene, int(np.clip(row, 0, max(height - size, 0))), int(np.clip(col, 0, max(width - size, 0)))


def read_crop(
    scene: TrainingScene, window: Window, normalisation: Normalisation
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Return the normalised image (bands, h, w) and labels (h, w) of a window, which may reach beyond the scene."""
    height, width = scene.size
    inside = window.intersection(Window(0, 0, width, height))
    image = np.zeros((len(scene.image), window.height, window.width), scene.image.dtype)
    valid = np.zeros((window.height, window.width), bool)
    labels = np.full((window.height, window.width), UNKNOWN, np.uint8)
    if inside is not None:
        rows, cols = inside.slices_in(Window(0, 0, width, height))
        to_rows, to_cols = inside.slices_in(window)
        image[:, to_rows, to_cols] = scene.image[:, rows, cols]
        valid[to_rows, to_cols] = scene.valid[rows, cols]
        labels[to_rows, to_cols] = scene.labels[rows, cols]
    return normalisation.to_network(image, valid), labels


def validation_crops(
    scenes: Sequence[TrainingScene], normalisation: Normalisation, size: int, batch: int
) -> Iterator[Crops]:
    """Yield every labelled pixel of the scenes once, in crops of `size` pixels side by side, `batch` at a time."""
    images: list[NDArray[np.float32]] = []
    labels: list[NDArray[np.uint8]] = []
    for scene in scenes:
        height, width = scene.size
        for block in canonical_blocks(Window(0, 0, width, height), size):
            image, truth = read_crop(scene, Window(block.col, block.row, size, size), normalisation)
            if (truth != UNKNOWN).any():
                images.append(image)
                labels.append(truth)
            if len(images) == batch:
                yield Crops(np.stack(images), np.stack(labels))
                images, labels = [], []
    if images:
        yield Crops(np.stack(images), np.stack(labels))
