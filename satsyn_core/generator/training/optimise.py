"""What the training steps of all families share: seeds, optimiser steps, and processes that learn together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import torch
from lightning_fabric import Fabric
from torch.optim import Optimizer

from ..network.perceptual_features import PretrainedFeatures
from .crops import CropBatch

STEPS_OF_A_SEED = 1_000_003
"""Distance between the random numbers of two seeds, in steps."""

RANK_BITS = 40
"""Where the number of a process stands in a seed: above those of all steps."""


def seed_step(fabric: Fabric, seed: int, step: int) -> None:
    """Seed PyTorch for a step, each process with numbers of its own."""
    torch.manual_seed(seed * STEPS_OF_A_SEED + step + (fabric.global_rank << RANK_BITS))


def optimiser_step(fabric: Fabric, optimiser: Optimizer, parts: dict[str, torch.Tensor]) -> dict[str, float]:
    """Take one optimiser step down the sum of some losses, along the mean gradient of all processes.

    Gradients are averaged here and not by PyTorch's DistributedDataParallel, which hooks into one forward pass of a
    module as a whole. A step of a GAN passes through the discriminator several times before it goes back once, calls
    parts of it alone, and in each phase moves a part of the weights, with the others frozen.

    Args:
        fabric: precision and processes.
        optimiser: of the weights to move.
        parts: losses by name, of this process's crops.

    Returns:
        The losses of this process by name.
    """
    optimiser.zero_grad(set_to_none=True)
    fabric.backward(torch.stack(list(parts.values())).sum())
    if fabric.world_size > 1:
        _average_gradients(fabric, optimiser)
    optimiser.step()
    return {name: float(value.detach()) for name, value in parts.items()}


def _average_gradients(fabric: Fabric, optimiser: Optimizer) -> None:
    """Replace the gradients of each process by their mean, all of them in one message."""
    gradients = [
        parameter.grad
        for group in optimiser.param_groups
        for parameter in group["params"]
        if parameter.grad is not None
    ]
    mean = fabric.all_reduce(torch.cat([gradient.flatten() for gradient in gradients]), reduce_op="mean")
    if not isinstance(mean, torch.Tensor):
        raise TypeError("the mean of gradients is a tensor")
    for gradient, own in zip(gradients, mean.split([gradient.numel() for gradient in gradients]), strict=True):
        gradient.copy_(own.view_as(gradient))


class Step(Protocol):
    """One step of a training."""

    fabric: Fabric

    @property
    def optimisers(self) -> Sequence[Optimizer]:
        """In a fixed order."""

    def __call__(self, crops: CropBatch, step: int) -> dict[str, float]:
        """Take step number `step` (from 0) on these crops and return its losses by name."""


class SteppedMethod:
    """The part of a `TrainingMethod` that follows from its step and its description."""

    def __init__(self, step: Step, described: Mapping[str, Any]) -> None:
        """Keep them; `described` holds `iterations`."""
        self._step = step
        self._described = described

    @property
    def fabric(self) -> Fabric:
        """See `TrainingMethod`."""
        return self._step.fabric

    @property
    def pretrained_features(self) -> PretrainedFeatures | None:
        """See `TrainingMethod`; most methods have none."""
        return None

    @property
    def optimisers(self) -> Sequence[Optimizer]:
        """See `TrainingMethod`."""
        return self._step.optimisers

    @property
    def iterations(self) -> int:
        """See `TrainingMethod`."""
        return int(self._described["iterations"])

    @property
    def full_pace_from(self) -> int:
        """See `TrainingMethod`; with most methods, all steps take the same time."""
        return 0

    def described(self) -> dict[str, Any]:
        """See `TrainingMethod`."""
        return dict(self._described)

    def step(self, crops: CropBatch, number: int) -> dict[str, float]:
        """See `TrainingMethod`."""
        return self._step(crops, number)
