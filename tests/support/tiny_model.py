"""Write a tiny generator with random weights to the path on the command line. Runs in the SatSyn environment."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from satsyn_core.contract.class_scheme import ClassScheme  # noqa: E402
from satsyn_core.generator.model import GeneratorDescription  # noqa: E402
from satsyn_core.generator.network.architecture import Architecture  # noqa: E402
from satsyn_core.generator.network.encoder import StyleEncoder  # noqa: E402
from satsyn_core.generator.network.network import GeneratorNetwork  # noqa: E402
from satsyn_core.generator.seamless import SeamlessGenerator  # noqa: E402
from satsyn_core.scenes.value_range import ValueRange  # noqa: E402


def tiny_generator() -> SeamlessGenerator:
    """Return a generator in which classes, style and noise all reach the pixels."""
    torch.manual_seed(0)
    scheme = ClassScheme.from_json(json.loads((REPOSITORY / "resources/class_schemes/urban.json").read_text()))
    architecture = Architecture(
        classes=len(scheme.classes),
        channels=(8, 8, 8, 8),
        blocks=(1, 1, 1, 1),
        noise_channels=(1, 1, 1, 1),
        label_channels=(8, 8, 8, 8),
        global_code=4,
        class_code=2,
        style_channels=8,
        edge_distance=0,
    )
    network, encoder = GeneratorNetwork(architecture), StyleEncoder(architecture)
    # Layers that training starts from zero would hide style and noise.
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return SeamlessGenerator(
        description=GeneratorDescription(
            name="tiny",
            scheme=scheme,
            band_names=("red", "green", "blue"),
            values=ValueRange(0.0, 255.0, "uint8"),
            ground_sampling_distance=1.0,
            provenance={"data": "none: random weights", "licence": "CC0-1.0"},
        ),
        network=network.eval(),
        encoder=encoder.eval(),
        bank=torch.randn(8, architecture.code_size),
    )


if __name__ == "__main__":
    tiny_generator().save(sys.argv[1])
