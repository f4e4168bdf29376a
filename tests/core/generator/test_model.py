"""Model files of generators: names of their weights, and what stands beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from satsyn_core.generator.families import load_generator
from satsyn_core.generator.network.network import GeneratorNetwork
from satsyn_core.generator.network.weights import load_frozen
from satsyn_core.generator.seamless import SeamlessGenerator
from tests.support.tiny_model import tiny_generator


def test_model_files_keep_the_names_of_their_weights(tmp_path: Path) -> None:
    path = tmp_path / "tiny.safetensors"
    generator = tiny_generator()
    generator.save(path)
    stored = load_file(path)
    assert {"generator.entrance.weight", "generator.exit.bias", "style_bank"} <= set(stored)
    assert not any("conv_in" in name or "conv_out" in name for name in stored)
    loaded = load_generator(path)
    assert isinstance(loaded, SeamlessGenerator)
    assert torch.equal(loaded.network.conv_in.weight, generator.network.conv_in.weight.half().float())
    assert loaded.description.scheme == generator.scheme
    assert len(loaded.digest) == 64


def test_weights_under_unknown_names_are_refused() -> None:
    generator = tiny_generator()
    with pytest.raises(RuntimeError, match="conv_in"):
        load_frozen(GeneratorNetwork(generator.architecture), generator.tensors(), "generator.")


def test_provenance_is_added_to_and_replaced() -> None:
    generator = tiny_generator().with_provenance(licence="CC-BY-4.0", measured={"distance": 1.0})
    assert generator.provenance["licence"] == "CC-BY-4.0"
    assert generator.provenance["measured"] == {"distance": 1.0}
    assert generator.provenance["data"] == "none: random weights"
    assert generator.name == "tiny"
