"""Trainings that start from the weights of a generator that was trained before."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import nn

from ..errors import InputError
from .architecture import PRESETS, Architecture
from .model import ImageryGenerator
from .seamless import SeamlessGenerator
from .training_step import TrainingState


def of_preset(generator: ImageryGenerator, preset: str) -> SeamlessGenerator:
    """Return a generator if a network of a preset can start from it, whatever its classes and bands.

    Raises:
        InputError: it is of another family or size.
    """
    if isinstance(generator, SeamlessGenerator):
        own = generator.architecture
        wanted = Architecture(classes=own.classes, bands=own.bands, **PRESETS[preset])
        # How loud the noise is, is no matter of the weights' shape: trained generators paint with less of it.
        if replace(own, noise_amplitudes=wanted.noise_amplitudes) == wanted:
            return generator
    raise InputError(
        f"{generator.name} is not a generator of the size '{preset}': choose the size that it was trained with as "
        "PRESET, or leave INITIAL_MODEL empty."
    )


@torch.no_grad()
def start_from(state: TrainingState, earlier: SeamlessGenerator) -> float:
    """Put a generator's weights into the networks of a training, wherever name and shape agree; return the share of the
    weights that got theirs so.
    """
    pairs: tuple[tuple[nn.Module, tuple[nn.Module, ...]], ...] = (
        (earlier.network, (state.generator, state.averaged_generator)),
        (earlier.encoder, (state.encoder, state.averaged_encoder)),
    )
    taken = total = 0
    for source, targets in pairs:
        known = source.state_dict()
        for target in targets:
            for name, weights in target.state_dict().items():
                total += weights.numel()
                if name in known and known[name].shape == weights.shape:
                    weights.copy_(known[name])
                    taken += weights.numel()
    return taken / total
