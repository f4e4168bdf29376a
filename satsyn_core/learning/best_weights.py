"""The weights of the best validation so far, kept in a file during a training."""

from __future__ import annotations

import json
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
