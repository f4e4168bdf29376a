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
from .drawn_plans import as_drawn_plan

MASKED_SHARE = 0.1
"""Share of crops in which land cover is hidden, so that the generator knows nodata and the edge of a raster."""


@dataclass(frozen=True)
class Plans:
    """Land cover that takes the place of that of the last n crops of a batch where random styles are generated.

    Attributes:
        labels: uint8 (n, size, size), 255 where the pixel counts in no loss.
        label_crop: land cover around them.
    """

    labels: NDArray[np.uint8]
    label_crop: LabelCrop


@dataclass(frozen=True)
class CropBatch:
    """A batch of N crops; of one crop, image and labels come without the leading dimension.

    Attributes:
        image: float32 (N, bands, size, size) in [-1, 1].
        labels: uint8 (N, size, size), 255 where the pixel counts in no loss.
        label_crop: land cover around the crops, from which the generator's inputs are made.
        plans: land cover as somebody would draw it, for random styles; None without.
    """

    image: NDArray[np.float32]
    labels: NDArray[np.uint8]
    label_crop: LabelCrop
    plans: Plans | None = None


class GeneratorCrops:
    """Draws batches of crops, the same for the same seed and step, whatever was drawn before. No crop holds nodata."""

    def __init__(
        self,
        scenes: Sequence[SceneArrays],
        architecture: LabelReach,
        value_range: ValueRange,
        size: int,
        seed: int,
        plan_share: float = 0.0,
    ) -> None:
        """Prepare to draw.

        Args:
            scenes: to draw from.
            architecture: says what the generator knows of land cover, and how far around a crop.
            value_range: of the imagery.
            size: edge of a crop in pixels, a multiple of 16; every scene has such a patch without nodata.
            seed: of the draws.
            plan_share: probability that a crop of a batch's last third gets a plan for its land cover, see `Plans`.
        """
        self.architecture = architecture
        self.value_range = value_range
        self.size = size
        self.seed = seed
        self.plan_share = plan_share
        rules = CropRules(architecture.label_margin, without_nodata=True, by_frequency=True)
        self._sampler = CropSampler(scenes, rules, seed)

    def draw(self, step: int, count: int, rank: int = 0) -> CropBatch:
        """Return `count` crops for a step of the process number `rank`: every other one is placed around a pixel of a
        class drawn evenly, the rest anywhere.
        """
        rng = self._sampler.draws(step, rank)
        first_random = count - random_style_crops(count)
        crops = [self._crop(rng, number % 2 == 0, number >= first_random) for number in range(count)]
        plans = [crop.plans for crop in crops if crop.plans is not None]
        return CropBatch(
            np.stack([crop.image for crop in crops]),
            np.stack([crop.labels for crop in crops]),
            stack_labels([crop.label_crop for crop in crops]),
            Plans(np.stack([plan.labels for plan in plans]), stack_labels([plan.label_crop for plan in plans]))
            if plans
            else None,
        )

    def _crop(self, rng: np.random.Generator, balanced: bool, in_random_styles: bool) -> CropBatch:
        """Return one crop, with a plan if the batch has plans for crops of random styles."""
        crop = self._sampler.crop(rng, self.size, balanced=balanced)
        hidden = rng.random() < MASKED_SHARE
        if hidden:
            _hide_side(crop.classes, rng)
        known = self._labels(crop.classes, crop.valid, rng, exact=hidden)
        image = self.value_range.to_network(crop.image)
        if not (in_random_styles and self.plan_share):
            return CropBatch(image, known.labels, known.label_crop)
        if rng.random() >= self.plan_share:
            return CropBatch(image, known.labels, known.label_crop, known)
        plan = as_drawn_plan(crop.classes, rng)
        return CropBatch(image, known.labels, known.label_crop, self._labels(plan, crop.valid, rng, exact=True))

    def _labels(
        self, classes: NDArray[np.uint8], valid: NDArray[np.bool_], rng: np.random.Generator, *, exact: bool
    ) -> Plans:
        """Return the land cover of one crop, given with the label margin around it."""
        margin = self.architecture.label_margin
        own = classes[margin : margin + self.size, margin : margin + self.size]
        labels = np.where(valid, own, np.uint8(UNKNOWN))
        return Plans(labels, training_labels(self.architecture, classes, rng, exact=exact))


def random_style_crops(count: int) -> int:
    """Return how many of the `count` real crops of a batch, its last ones, random styles are generated for."""
    return count - 2 * count // 3


def _hide_side(classes: NDArray[np.uint8], rng: np.random.Generator) -> None:
    """Hide the land cover beyond a random horizontal or vertical line, as beyond a raster's edge."""
    view = classes if rng.random() < 0.5 else classes.T
    line = int(rng.integers(len(view) // 4, 3 * len(view) // 4))
    if rng.random() < 0.5:
        view[:line] = UNKNOWN
    else:
        view[line:] = UNKNOWN
