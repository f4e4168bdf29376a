"""Trainings that start from the weights of a generator that was trained before."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor, nn
from torch.nn.functional import pad

from ...contract.errors import InputError
from ...scenes.value_range import ValueRange
from ..model import ImageryGenerator
from ..network.architecture import PRESETS, SHAPE_PARAMETERS, Architecture
from ..network.network import GeneratorNetwork
from ..seamless import SeamlessGenerator
from .networks import GeneratorTrainingState


def of_preset(generator: ImageryGenerator, preset: str) -> SeamlessGenerator:
    """Return a generator if a network of a preset can start from it, whatever its classes, bands and units.

    Raises:
        InputError: it is of another family or size.
    """
    if not isinstance(generator, SeamlessGenerator):
        raise InputError(
            f"{generator.name} is a generator of another family, from whose weights no training starts: choose another "
            "INITIAL_MODEL, or leave it empty."
        )
    sizes = [size for size in PRESETS if _has_size(generator.architecture, size)]
    if preset in sizes:
        return generator
    if sizes:
        raise InputError(
            f"{generator.name} is not a generator of the size '{preset}': set PRESET to {sizes[0]}, or leave "
            "INITIAL_MODEL empty."
        )
    raise InputError(
        f"{generator.name} is a generator of none of the sizes {', '.join(PRESETS)}: choose another INITIAL_MODEL, or "
        "leave it empty."
    )


def _has_size(own: Architecture, preset: str) -> bool:
    wanted = Architecture(classes=own.classes, bands=own.bands, **PRESETS[preset])
    # The noise amplitudes do not change the shape of any weights. Shape inputs may differ, see `start_from`.
    free = {name: getattr(wanted, name) for name in ("noise_amplitudes", *SHAPE_PARAMETERS)}
    return replace(own, **free) == wanted


def values_sentence(initial: ImageryGenerator, values: ValueRange) -> str:
    """Return what becomes of the units of a generator that a training starts from; empty if they stay the same."""
    known = initial.values
    if known == values:
        return ""
    return (
        f"{initial.name} was trained on {known.dtype} numbers from {known.low:.6g} to {known.high:.6g}. In this "
        f"training, {values.dtype} numbers from {values.low:.6g} to {values.high:.6g} take their place; VALUE_RANGE "
        "sets others."
    )


@torch.no_grad()
def start_from(state: GeneratorTrainingState, earlier: SeamlessGenerator) -> float:
    """Copy a generator's weights into the networks of a training, wherever name and shape agree.

    Instance inputs that the networks have and the generator has not get weights of 0.

    Returns:
        The share of the networks' weights that were copied.
    """
    network = earlier.network
    if state.generator.architecture.instance_classes and not earlier.architecture.instance_classes:
        network = _with_instance_inputs(network)
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


def _with_instance_inputs(network: GeneratorNetwork) -> GeneratorNetwork:
    """Return a network of the same output, with an instance input and a table row for it on each scale, all zeros."""
    extended = GeneratorNetwork(replace(network.architecture, instance_classes=(0,)))
    own = network.state_dict()
    with torch.no_grad():
        for name, weights in extended.state_dict().items():
            earlier = own[name]
            if name.startswith("style.tables."):
                parts = earlier.split(network.style.rows)
                earlier = torch.cat(
                    [_filled_up(part, rows) for part, rows in zip(parts, extended.style.rows, strict=True)]
                )
            elif earlier.shape != weights.shape:
                earlier = pad(earlier, (0, 0, 0, 0, 0, weights.shape[1] - earlier.shape[1]))
            weights.copy_(earlier)
    return extended


def _filled_up(rows: Tensor, count: int) -> Tensor:
    """Return rows followed by as many zeros as `count` asks for."""
    return torch.cat([rows, rows.new_zeros(count - len(rows), *rows.shape[1:])])
