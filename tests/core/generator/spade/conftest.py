"""A generator of the source work's kind, narrow and with small chips, so that tests are quick."""

from __future__ import annotations

import pytest
import torch

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.generator.model import GeneratorDescription
from satsyn_core.generator.spade.architecture import SpadeArchitecture
from satsyn_core.generator.spade.encoder import SpadeEncoder
from satsyn_core.generator.spade.model import SpadeGenerator
from satsyn_core.generator.spade.network import SpadeNetwork
from satsyn_core.scenes.value_range import ValueRange

NARROW = {"base": 4, "code": 8, "modulation_channels": 4, "encoder_base": 4, "discriminator_base": 4}


@pytest.fixture(scope="session")
def architecture() -> SpadeArchitecture:
    return SpadeArchitecture(classes=5, chip=32, **NARROW)


@pytest.fixture(scope="session")
def generator(architecture: SpadeArchitecture, scheme: ClassScheme) -> SpadeGenerator:
    """Random weights, strong enough that labels and style reach the pixels."""
    torch.manual_seed(0)
    network, encoder = SpadeNetwork(architecture), SpadeEncoder(architecture)
    for weights in (*network.parameters(), *encoder.parameters()):
        torch.nn.init.normal_(weights, std=0.1)
    return SpadeGenerator(
        description=GeneratorDescription(
            name="narrow",
            scheme=scheme,
            band_names=("red", "green", "blue"),
            values=ValueRange(0.0, 255.0, "uint8"),
            ground_sampling_distance=1.0,
            provenance={"data": "none: random weights"},
        ),
        network=network.eval().requires_grad_(False),
        encoder=encoder.eval().requires_grad_(False),
    )
