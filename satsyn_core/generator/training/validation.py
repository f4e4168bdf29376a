"""The validation score of a training: how far generated imagery is from real imagery.

A GAN's losses say who is winning, not how good the imagery is. The score is the distance of the patches of generated
crops from those of the real ones, within each class and side of its edges (see `texture_loss`), in real standard
deviations: 0 for crops that show the same colours, grain, edges and shadows everywhere in the same shares. Where the
training has pretrained features, it is the mean of that and of the same distance of those features, which tell roofs
from speckle. The crops, the filters and the noise are always the same, so that scores of different
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
from .texture_loss import REACH, feature_texture, patch_texture, pixel_strata

BATCHES, CROPS = 4, 6
"""How many crops are generated, and how many at a time."""

FILTERS = 64
"""Random filters that patches are compared in: four times as many as in training, for a steady score."""


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
        """Return the mean distance of generated from real patches, each crop in its own encoded style; 0 is best."""
        return float(np.mean([self._distance(method, crops, seed) for seed, crops in enumerate(self._crops)]))

    @staticmethod
    def _distance(method: TrainingMethod, crops: CropBatch, seed: int) -> float:
        generated = method.generate(crops, method.encode_styles(crops), seed).float().cpu()
        kinds = pixel_strata(torch.from_numpy(crops.labels), edge_features_of_images(crops.labels, REACH))
        real = torch.from_numpy(crops.image)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            distances = [patch_texture(generated, real, kinds, FILTERS)]
            if method.pretrained_features is not None:
                pair = extract_feature_pair(
                    method.pretrained_features, real.to(method.fabric.device), generated.to(method.fabric.device)
                )
                of_views = kinds.repeat(pair.views, 1, 1).to(method.fabric.device)
                distances.append(feature_texture(pair.synthetic, pair.real, of_views, FILTERS))
        return float(np.mean([float(distance) for distance in distances]))
