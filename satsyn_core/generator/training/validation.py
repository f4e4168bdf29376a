"""The validation score of a training: how far what the generator paints is from real imagery, class by class.

A GAN's losses say who is winning, not how good the imagery is. The score is the distance of the patches of painted
crops from those of the real ones, within each class and side of its edges (see `texture`), in real standard
deviations: 0 for crops that show the same colours, grain, edges and shadows everywhere in the same shares. Where the
training has a network that learnt from photographs, it is the mean of that and of the same distance of its features,
which know roofs from speckle. The crops, the filters and the noise are always the same, so that scores of different
steps compare.
"""

from __future__ import annotations

import numpy as np
import torch

from ..network.label_features import edge_features_of_images
from ..network.perceptual_features import extract_feature_pair
from .crops import CropBatch, GeneratorCrops
from .method import TrainingMethod
from .random_streams import CropStream
from .texture_loss import feature_texture, patch_texture, strata

BATCHES, CROPS = 4, 6
"""How many crops are painted, and how many at a time."""

FILTERS = 64
"""Random filters that the patches are seen through: four times as many as in training, for a steady score."""

REACH = 8
"""Pixels around a class edge in which its side is told: further than the strata look."""


class Validation:
    """Scores a training on crops that stay the same."""

    def __init__(self, sampler: GeneratorCrops) -> None:
        """Draw the crops.

        Args:
            sampler: of scenes kept for validation or, where there are none, of the training scenes.
        """
        self._crops = [sampler.draw(CropStream.VALIDATION.step(number), CROPS) for number in range(BATCHES)]

    @torch.no_grad()
    def score(self, method: TrainingMethod) -> float:
        """Return the mean distance of painted from real patches, each crop in its own encoded style; 0 is best."""
        return float(np.mean([self._distance(method, crops, seed) for seed, crops in enumerate(self._crops)]))

    @staticmethod
    def _distance(method: TrainingMethod, crops: CropBatch, seed: int) -> float:
        painted = method.painted(crops, method.encoded(crops), seed).float().cpu()
        kinds = strata(torch.from_numpy(crops.labels), edge_features_of_images(crops.labels, REACH))
        real = torch.from_numpy(crops.image)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            distances = [patch_texture(painted, real, kinds, FILTERS)]
            if method.photographs is not None:
                seen = extract_feature_pair(
                    method.photographs, real.to(method.fabric.device), painted.to(method.fabric.device)
                )
                of_views = kinds.repeat(seen.views, 1, 1).to(method.fabric.device)
                distances.append(feature_texture(seen.synthetic, seen.real, of_views, FILTERS))
        return float(np.mean([float(distance) for distance in distances]))
