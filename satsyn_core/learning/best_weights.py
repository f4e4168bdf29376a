"""The weights with the best validation score so far, kept in a file during a training."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from ..contract.errors import InputError, first_words
from ..contract.json_text import read_json
from ..contract.model_metadata import METADATA_KEY
from .divergence import diverged, without_numbers
from .tensor_file import read_tensors, read_texts, write_tensors


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
        """Return score and step of the best weights: the worst possible score and 0 before there are any.

        Raises:
            InputError: the file is damaged.
        """
        if not self.path.exists():
            return (-math.inf if self.higher_is_better else math.inf), 0
        try:
            stored = read_json(read_texts(self.path)[METADATA_KEY])
            return float(stored["score"]), int(stored["step"])
        except (KeyError, TypeError, ValueError) as error:
            raise self._damaged(error) from error

    def offer(self, networks: Sequence[nn.Module], score: float, step: int) -> bool:
        """Keep the weights of these networks if their score is the best so far; return whether it is.

        Raises:
            InputError: weights are no numbers, whatever their score: what is computed with them is one class alone.
        """
        best = self.read()[0]
        if not (score > best if self.higher_is_better else score < best):
            return False
        tensors = {
            f"{number}.{name}": tensor.detach().cpu().clone(memory_format=torch.contiguous_format)
            for number, network in enumerate(networks)
            for name, tensor in network.state_dict().items()
        }
        name = without_numbers(tensors)
        if name is not None:
            raise diverged(f"the weight {name.partition('.')[2]}")
        write_tensors(self.path, tensors, {METADATA_KEY: json.dumps({"score": score, "step": step})})
        return True

    def restore(self, networks: Sequence[nn.Module]) -> None:
        """Load the best weights into these networks.

        Raises:
            InputError: the file is damaged.
        """
        try:
            tensors = read_tensors(self.path)
            for number, network in enumerate(networks):
                own = {
                    name.removeprefix(f"{number}."): tensor
                    for name, tensor in tensors.items()
                    if name.startswith(f"{number}.")
                }
                network.load_state_dict(own)
        except (RuntimeError, ValueError) as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> InputError:
        return InputError(
            f"The best weights of the training so far, in {self.path}, are damaged ({first_words(error)}): move the "
            f"folder {self.path.parent} away, and train again."
        )
