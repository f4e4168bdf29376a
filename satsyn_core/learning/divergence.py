"""Trainings that have diverged: their weights or losses are no numbers any more, and nothing of them is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..contract.errors import InputError

if TYPE_CHECKING:
    from torch import Tensor


def diverged(where: str) -> InputError:
    """Return the error of a training of which `where` is no number any more."""
    return InputError(
        f"The training has diverged: {where} is no number. Choose another OUTPUT and train with smaller steps: a "
        "segmentation with a lower LEARNING_RATE, a generator with lower LOSS_WEIGHTS."
    )


def without_numbers(tensors: Mapping[str, Tensor]) -> str | None:
    """Return the name of the first tensor in which something is no number, None if all are numbers throughout."""
    return next((name for name, tensor in tensors.items() if not bool(tensor.isfinite().all())), None)
