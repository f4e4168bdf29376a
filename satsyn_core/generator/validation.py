"""The validation score of a training: how far what the generator paints is from real imagery, class by class.

A GAN's losses say who is winning, not how good the imagery is. The score is the distance of the patches of painted
crops from those of the real ones, within each class and side of its edges (see `texture`), in real standard
deviations: 0 for crops that show the same colours, grain, edges and shadows everywhere in the same shares. Where the
training has a network that learnt from photographs, it is the mean of that and of the same distance of its features,
which know roofs from speckle. The crops, the filters and the noise are always the same, so that scores of different
steps compare.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import nn

from .edge_distance import edge_distance
from .method import TrainingMethod
from .scenes import Crops, CropSampler
from .seen import look
from .texture import feature_texture, patch_texture, strata

VALIDATION_STEP = 5 << 28
"""Step number of the first validation crops: never those of a training step, sample sheet or style bank."""

BATCHES, CROPS = 4, 6
"""How many crops are painted, and how many at a time."""

FILTERS = 64
"""Random filters that the patches are seen through: four times as many as in training, for a steady score."""

REACH = 8
"""Pixels around a class edge in which its side is told: further than the strata look."""


class Validation:
    """Scores a training on crops that stay the same."""

    def __init__(self, sampler: CropSampler) -> None:
        """Draw the crops.

        Args:
            sampler: of scenes kept for validation or, where there are none, of the training scenes.
        """
        self._crops = [sampler.draw(VALIDATION_STEP + number, CROPS) for number in range(BATCHES)]

    @torch.no_grad()
    def score(self, method: TrainingMethod) -> float:
        """Return the mean distance of painted from real patches, each crop in its own encoded style; 0 is best."""
        return float(np.mean([self._distance(method, crops, seed) for seed, crops in enumerate(self._crops)]))

    @staticmethod
    def _distance(method: TrainingMethod, crops: Crops, seed: int) -> float:
        painted = method.painted(crops, method.encoded(crops), seed).float().cpu()
        around = np.stack([np.pad(labels, REACH + 2, mode="edge") for labels in crops.labels])
        to_edge = np.stack([edge_distance(labels, REACH) for labels in around])
        kinds = strata(torch.from_numpy(crops.labels), torch.from_numpy(to_edge))
        real = torch.from_numpy(crops.image)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            distances = [patch_texture(painted, real, kinds, FILTERS)]
            if method.photographs is not None:
                seen = look(method.photographs, real.to(method.fabric.device), painted.to(method.fabric.device))
                of_views = kinds.repeat(seen.views, 1, 1).to(method.fabric.device)
                distances.append(feature_texture(seen.synthetic, seen.real, of_views, FILTERS))
        return float(np.mean([float(distance) for distance in distances]))


@dataclass(frozen=True)
class Best:
    """The best weights of a training so far, in a file of its work folder.

    Attributes:
        path: of the file; it need not be there yet.
    """

    path: Path

    def read(self) -> tuple[float, int]:
        """Return score and step of the best weights: infinity and 0 before there are any."""
        if not self.path.exists():
            return float("inf"), 0
        with safe_open(self.path, "pt") as file:
            said = json.loads(file.metadata()["satsyn"])
        return float(said["score"]), int(said["step"])

    def offer(self, networks: Sequence[nn.Module], score: float, step: int) -> bool:
        """Keep the weights of these networks if their score is the lowest so far; return whether it is."""
        if score >= self.read()[0]:
            return False
        tensors = {
            f"{number}.{name}": tensor.detach().cpu().clone(memory_format=torch.contiguous_format)
            for number, network in enumerate(networks)
            for name, tensor in network.state_dict().items()
        }
        made = self.path.with_name(f".{self.path.name}")
        save_file(tensors, made, {"satsyn": json.dumps({"score": score, "step": step})})
        made.replace(self.path)
        return True

    def restore(self, networks: Sequence[nn.Module]) -> None:
        """Put the best weights into these networks."""
        with safe_open(self.path, "pt") as file:
            names = list(file.keys())
            for number, network in enumerate(networks):
                own = {
                    name.removeprefix(f"{number}."): file.get_tensor(name)
                    for name in names
                    if name.startswith(f"{number}.")
                }
                network.load_state_dict(own)
