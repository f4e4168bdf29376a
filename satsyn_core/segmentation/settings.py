"""How a segmentation network is trained."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from typing import Any

from .augmentation import Augmentation

_REAL_RULES = {"real_crops": None, "real_last": 0.0, "real_statistics": False}
"""Rules that mixtures may have, and what stands for none."""


@dataclass(frozen=True)
class SegmentationTrainingSettings:
    """Settings of a training; a checkpoint goes on under the same ones only.

    Attributes:
        iterations: optimiser steps at most.
        crop: side of a crop in pixels, a multiple of 32.
        batch: crops a step and process.
        rate: peak learning rate of AdamW; it warms up from 0 and falls to 0 along a cosine.
        warm_up: share of the steps in which the rate rises.
        weight_decay: of AdamW.
        largest_gradient: norm to which gradients are cut.
        losses: names of the losses that are summed.
        balanced: share of crops placed around a class drawn evenly.
        validations: how often the validation scenes are scored in the whole training.
        patience: validations without a better mean IoU after which the training stops; 0 never stops.
        augmentation: variations of the crops.
        average: share of the averaged weights that a step keeps, see `average_weights`; the averaged weights are scored
            and saved. 0 keeps the weights as they are.
        seed: of weights and crops.
        real_crops: share of the crops (0 to 1) that show real scenes, where there are synthetic ones, too; None draws
            from all scenes in proportion to their area.
        real_last: share of the steps (0 to 1), at the end, in which all crops show real scenes.
        real_statistics: whether the network normalises real and synthetic crops apart, and keeps the statistics of the
            real ones alone; needs `real_crops`.
    """

    iterations: int = 2000
    crop: int = 256
    batch: int = 8
    rate: float = 1e-3
    warm_up: float = 0.05
    weight_decay: float = 1e-2
    largest_gradient: float = 1.0
    losses: tuple[str, ...] = ("cross-entropy", "dice")
    balanced: float = 0.5
    validations: int = 25
    patience: int = 10
    augmentation: Augmentation = field(default_factory=Augmentation)
    average: float = 0.99
    seed: int = 0
    real_crops: float | None = None
    real_last: float = 0.0
    real_statistics: bool = False

    def rate_at(self, step: int) -> float:
        """Return the learning rate of a step, from 0: linear warm-up, then a cosine to 0."""
        rising = max(1, round(self.iterations * self.warm_up))
        if step < rising:
            return self.rate * (step + 1) / rising
        done = (step - rising) / max(self.iterations - rising, 1)
        return self.rate * 0.5 * (1 + math.cos(math.pi * done))

    @property
    def validate_every(self) -> int:
        """Steps between two validations."""
        return max(1, -(-self.iterations // self.validations))

    def real_crops_at(self, step: int) -> float | None:
        """Return the share of the crops of a step, from 0, that show real scenes; None for no rule."""
        if step >= self.iterations - round(self.iterations * self.real_last):
            return 1.0
        return self.real_crops

    def to_json(self) -> dict[str, Any]:
        """Return the settings as JSON-compatible values, without rules of real crops where there are none."""
        values = {**asdict(self), "augmentation": self.augmentation.to_json()}
        # Checkpoints of versions without such rules go on.
        return {name: value for name, value in values.items() if _REAL_RULES.get(name, value is None) != value}
