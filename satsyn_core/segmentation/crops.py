"""Crops for training and validating a segmentation network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN
from ..raster.window import Window, canonical_blocks
from ..scenes.arrays import SceneArrays
from ..scenes.crops import CropRules, CropSampler, SceneCrop, read_crop
from .normalisation import Normalisation
from .settings import SegmentationTrainingSettings

CROP_RULES = CropRules()
"""Crops may hold nodata, which counts in no loss."""


@dataclass(frozen=True)
class LabelledCrops:
    """A batch of N crops.

    Attributes:
        image: normalised float32 (N, bands, size, size).
        labels: uint8 (N, size, size), 255 where the pixel counts in no loss.
        synthetic: whether each crop shows a synthetic scene (N,); None without a rule for real ones.
    """

    image: NDArray[np.float32]
    labels: NDArray[np.uint8]
    synthetic: NDArray[np.bool_] | None = None


class SegmentationCrops:
    """The augmented crops of each step of a training."""

    def __init__(
        self,
        scenes: Sequence[SceneArrays],
        normalisation: Normalisation,
        settings: SegmentationTrainingSettings,
        synthetic: Sequence[bool] = (),
    ) -> None:
        """Prepare to draw.

        Args:
            scenes: to draw from.
            normalisation: of the imagery.
            settings: give the size and number of the crops, how they vary, and the share that is placed around a pixel
                of a class drawn evenly, so that rare classes are seen.
            synthetic: whether each scene is synthetic; empty if none is.
        """
        self._sampler = CropSampler(scenes, CROP_RULES, settings.seed)
        self._by_kind = _samplers_by_kind(scenes, synthetic, settings)
        self._normalisation = normalisation
        self._settings = settings

    def draw(self, step: int, rank: int = 0) -> LabelledCrops:
        """Return the crops of a step for the process number `rank`."""
        rng = self._sampler.draws(step, rank)
        real_share = self._settings.real_crops_at(step)
        images, labels, synthetic = zip(*(self._crop(rng, real_share) for _ in range(self._settings.batch)))
        kinds = None if None in synthetic else np.array(synthetic, bool)
        return LabelledCrops(np.stack(images), np.stack(labels), kinds)

    def _crop(
        self, rng: np.random.Generator, real_share: float | None
    ) -> tuple[NDArray[np.float32], NDArray[np.uint8], bool | None]:
        """Return image, labels, and whether they are synthetic; None without a rule for real crops."""
        settings, sampler, is_synthetic = self._settings, self._sampler, None
        if real_share is not None and self._by_kind is not None:
            is_synthetic = not rng.random() < real_share
            sampler = self._by_kind[is_synthetic]
        balanced = rng.random() < settings.balanced
        size = settings.augmentation.window_size(settings.crop, rng)
        image, labels = normalised(sampler.crop(rng, size, balanced=balanced), self._normalisation)
        return (*settings.augmentation.varied(image, labels, settings.crop, rng), is_synthetic)


def _samplers_by_kind(
    scenes: Sequence[SceneArrays], synthetic: Sequence[bool], settings: SegmentationTrainingSettings
) -> tuple[CropSampler, CropSampler] | None:
    """Return the samplers of real and of synthetic scenes; None without both kinds, or without a rule for them."""
    if len(set(synthetic)) < 2 or not (settings.real_crops is not None or settings.real_last):
        return None
    real, made = (
        [scene for scene, one in zip(scenes, synthetic, strict=True) if one is kind] for kind in (False, True)
    )
    return CropSampler(real, CROP_RULES, settings.seed), CropSampler(made, CROP_RULES, settings.seed)


def normalised(crop: SceneCrop, normalisation: Normalisation) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """Return the normalised image (bands, h, w) of a crop and its labels (h, w), 255 where the imagery has no data."""
    labels = np.where(crop.valid, crop.classes, np.uint8(UNKNOWN))
    return normalisation.to_network(crop.image, crop.valid), labels


def validation_crops(
    scenes: Sequence[SceneArrays], normalisation: Normalisation, size: int, batch: int
) -> Iterator[LabelledCrops]:
    """Yield every labelled pixel of the scenes once, in crops of `size` pixels side by side, `batch` at a time."""
    images: list[NDArray[np.float32]] = []
    labels: list[NDArray[np.uint8]] = []
    for scene in scenes:
        height, width = scene.size
        for block in canonical_blocks(Window(0, 0, width, height), size):
            crop = read_crop(scene, Window(block.col, block.row, size, size))
            image, truth = normalised(crop, normalisation)
            if (truth != UNKNOWN).any():
                images.append(image)
                labels.append(truth)
            if len(images) == batch:
                yield LabelledCrops(np.stack(images), np.stack(labels))
                images, labels = [], []
    if images:
        yield LabelledCrops(np.stack(images), np.stack(labels))
