"""The weights with the best validation score so far, kept in a file during a training."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import nn


@dataclass(frozen=True)
class BestWeights:
    """The best weights of a training so far, in a file of its work folder.

    Attributes:
        path: of the file; it need not exist yet.
        higher_is_better: whether the best score is the highest one; otherwise it is the lowest.
    """

    path: Path
    higher_is_better: bool = False

    def read(self) -> tuple[float, int]:
        """Return score and step of the best weights: the worst possible score and 0 before there are any."""
        if not self.path.exists():
            return (-math.inf if self.higher_is_better else math.inf), 0
        with safe_open(self.path, "pt") as file:
            stored = json.loads(file.metadata()["satsyn"])
        return float(stored["score"]), int(stored["step"])

    def offer(self, networks: Sequence[nn.Module], score: float, step: int) -> bool:
        """Keep the weights of these networks if their score is the best so far; return whether it is."""
        best = self.read()[0]
        if not (score > best if self.higher_is_better else score < best):
            return False
        tensors = {
            f"{number}.{name}": tensor.detach().cpu().clone(memory_format=torch.contiguous_format)
            for number, network in enumerate(networks)
            for name, tensor in network.state_dict().items()
        }
        temporary = self.path.with_name(f".{self.path.name}")
        save_file(tensors, temporary, {"satsyn": json.dumps({"score": score, "step": step})})
        temporary.replace(self.path)
        return True

    def restore(self, networks: Sequence[nn.Module]) -> None:
        """Load the best weights into these networks."""
        with safe_open(self.path, "pt") as file:
            names = list(file.keys())
            for number, network in enumerate(networks):
                own = {
                    name.removeprefix(f"{number}."): file.get_tensor(name)
                    for name in names
                    if name.startswith(f"{number}.")
                }
                network.load_state_dict(own)
