"""Training crops of a generator: random places of scenes, with the land cover that the network is conditioned on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN
from ...scenes.arrays import SceneArrays
from ...scenes.crops import CropRules, CropSampler
from ...scenes.value_range import ValueRange
from ..network.inputs import LabelCrop, stack_labels, training_labels
from ..network.label_reach import LabelReach

MASKED_SHARE = 0.1
"""Share of crops in which land cover is hidden, so that the generator knows nodata and the edge of a raster."""


@dataclass(frozen=True)
class CropBatch:
    """A batch of N crops; of one crop, image and labels come without the leading dimension.

    Attributes:
        image: float32 (N, bands, size, size) in [-1, 1].
        labels: uint8 (N, size, size), 255 where the pixel counts in no loss.
        label_crop: land cover around the crops, from which the generator's inputs are made.
    """

    image: NDArray[np.float32]
    labels: NDArray[np.uint8]
    label_crop: LabelCrop


class GeneratorCrops:
    """Draws batches of crops, the same for the same seed and step, whatever was drawn before. No crop holds nodata."""

    def __init__(
        self, scenes: Sequence[SceneArrays], architecture: LabelReach, value_range: ValueRange, size: int, seed: int
    ) -> None:
        """Prepare to draw.

        Args:
            scenes: to draw from.
            architecture: says what the generator knows of land cover, and how far around a crop.
            value_range: of the imagery.
            size: edge of a crop in pixels, a multiple of 16; every scene has such a patch without nodata.
            seed: of the draws.
        """
        self.architecture = architecture
        self.value_range = value_range
        self.size = size
        self.seed = seed
        rules = CropRules(architecture.label_margin, without_nodata=True, by_frequency=True)
        self._sampler = CropSampler(scenes, rules, seed)

    def draw(self, step: int, count: int, rank: int = 0) -> CropBatch:
        """Return `count` crops for a step of the process number `rank`: every other one is placed around a pixel of a
        class drawn evenly, the rest anywhere.
        """
        rng = self._sampler.draws(step, rank)
        crops = [self._crop(rng, balanced=number % 2 == 0) for number in range(count)]
        return CropBatch(
            np.stack([crop.image for crop in crops]),
            np.stack([crop.labels for crop in crops]),
            stack_labels([crop.label_crop for crop in crops]),
        )

    def _crop(self, rng: np.random.Generator, balanced: bool) -> CropBatch:
        crop = self._sampler.crop(rng, self.size, balanced=balanced)
        hidden = rng.random() < MASKED_SHARE
        if hidden:
            _hide_side(crop.classes, rng)
        margin = self.architecture.label_margin
        own = crop.classes[margin : margin + self.size, margin : margin + self.size]
        labels = np.where(crop.valid, own, np.uint8(UNKNOWN))
        image = self.value_range.to_network(crop.image)
        return CropBatch(image, labels, training_labels(self.architecture, crop.classes, rng, exact=hidden))


def _hide_side(classes: NDArray[np.uint8], rng: np.random.Generator) -> None:
    """Hide the land cover beyond a random horizontal or vertical line, as beyond a raster's edge."""
    view = classes if rng.random() < 0.5 else classes.T
    line = int(rng.integers(len(view) // 4, 3 * len(view) // 4))
    if rng.random() < 0.5:
        view[:line] = UNKNOWN
    else:
        view[line:] = UNKNOWN
