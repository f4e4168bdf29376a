"""Trainings that start from the weights of a generator that was trained before."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor, nn
from torch.nn.functional import pad

from ...contract.errors import InputError
from ..model import ImageryGenerator
from ..network.architecture import PRESETS, SHAPE_PARAMETERS, Architecture
from ..network.network import GeneratorNetwork
from ..seamless import SeamlessGenerator
from .networks import GeneratorTrainingState


def of_preset(generator: ImageryGenerator, preset: str) -> SeamlessGenerator:
    """Return a generator if a network of a preset can start from it, whatever its classes and bands.

    Raises:
        InputError: it is of another family or size.
    """
    if isinstance(generator, SeamlessGenerator):
        own = generator.architecture
        wanted = Architecture(classes=own.classes, bands=own.bands, **PRESETS[preset])
        # How loud the noise is, is no matter of the weights' shape: trained generators paint with less of it. What they
        # are told of shapes may differ, see `start_from`.
        told = {name: getattr(wanted, name) for name in ("noise_amplitudes", *SHAPE_PARAMETERS)}
        if replace(own, **told) == wanted:
            return generator
    raise InputError(
        f"{generator.name} is not a generator of the size '{preset}': choose the size that it was trained with as "
        "PRESET, or leave INITIAL_MODEL empty."
    )


@torch.no_grad()
def start_from(state: GeneratorTrainingState, earlier: SeamlessGenerator) -> float:
    """Put a generator's weights into the networks of a training, wherever name and shape agree; return the share of the
    weights that got theirs so. What the networks can be told of instances, and the generator could not, counts for
    nothing at first.
    """
    network = earlier.network
    if state.generator.architecture.instance_classes and not earlier.architecture.instance_classes:
        network = _told_of_instances(network)
    pairs: tuple[tuple[nn.Module, tuple[nn.Module, ...]], ...] = (
        (network, (state.generator, state.averaged_generator)),
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


def _told_of_instances(network: GeneratorNetwork) -> GeneratorNetwork:
    """Return a network that paints the same, with an input and a table row for the instances on each scale: zeros."""
    told = GeneratorNetwork(replace(network.architecture, instance_classes=(0,)))
    own = network.state_dict()
    with torch.no_grad():
        for name, weights in told.state_dict().items():
            earlier = own[name]
            if name.startswith("style.tables."):
                parts = earlier.split(network.style.rows)
                earlier = torch.cat([_filled_up(part, rows) for part, rows in zip(parts, told.style.rows, strict=True)])
            elif earlier.shape != weights.shape:
                earlier = pad(earlier, (0, 0, 0, 0, 0, weights.shape[1] - earlier.shape[1]))
            weights.copy_(earlier)
    return told


def _filled_up(rows: Tensor, count: int) -> Tensor:
    """Return rows followed by as many zeros as `count` asks for."""
    return torch.cat([rows, rows.new_zeros(count - len(rows), *rows.shape[1:])])
