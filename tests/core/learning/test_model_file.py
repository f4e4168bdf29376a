"""Model files: complete or absent, readable without torch, and refused with a sentence when they are not models."""

from __future__ import annotations

import json
import pickle
import struct
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.model_metadata import FORMAT_VERSION, read_metadata
from satsyn_core.generator.families import load_generator
from satsyn_core.learning.model_file import load_model, save_model
from tests.support.paths import REPOSITORY


def test_a_model_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    weights = {"a": torch.randn(3, 4), "b": torch.arange(5)}
    path = tmp_path / "model.safetensors"
    save_model(path, weights, {"kind": "generator", "name": "Größe"})
    model = load_model(path, "generator")
    assert all(torch.equal(model.tensors[name], weights[name]) for name in weights)
    assert model.metadata["name"] == "Größe"
    assert [file.name for file in tmp_path.iterdir()] == ["model.safetensors"]


def test_the_description_is_read_without_torch(tiny_model: Path) -> None:
    code = (
        "import sys; from satsyn_core.contract.model_metadata import read_metadata; "
        f"print(read_metadata({str(tiny_model)!r})['name'], 'torch' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["tiny", "False"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        pickle.dumps({"weights": [1, 2, 3]}),
        struct.pack("<Q", 1 << 60) + b"{}",
        struct.pack("<Q", 2) + b"[]",
        struct.pack("<Q", 4) + b"\xff\xfe{}",
    ],
    ids=["empty", "picture", "pickle", "endless header", "list header", "no text"],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(content)
    with pytest.raises(InputError, match="is not a model file" if content else "is empty: fetch or export it again"):
        read_metadata(path)


def test_a_misspelt_name_gets_those_that_there_are() -> None:
    with pytest.raises(InputError) as refused:
        read_metadata("/plans/Urban_vrh", "generator")
    assert "of a bundled model: sentinel2-rgbn, tokyo-vhr, urban-vhr. The nearest" in str(refused.value)
    assert str(refused.value).endswith("is urban-vhr.")
    with pytest.raises(InputError, match=r"urban-segmentation, urban-vhr\.$"):
        read_metadata("gone.safetensors")


def test_weights_of_other_programs_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "foreign.safetensors"
    save_file({"weight": torch.zeros(2)}, path)
    with pytest.raises(InputError, match="but not a SatSyn model"):
        read_metadata(path)


def test_a_newer_format_and_another_kind_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    description = {"kind": "segmentation", "format_version": FORMAT_VERSION + 1}
    save_file({"weight": torch.zeros(2)}, path, metadata={"satsyn": json.dumps(description)})
    with pytest.raises(InputError, match="update SatSyn"):
        read_metadata(path)
    save_model(path, {"weight": torch.zeros(2)}, {"kind": "segmentation"})
    with pytest.raises(InputError, match="is a segmentation model, and a generator model is needed"):
        read_metadata(path, "generator")


def test_a_cut_off_file_is_refused(tiny_model: Path, tmp_path: Path) -> None:
    path = tmp_path / "cut.safetensors"
    path.write_bytes(tiny_model.read_bytes()[:-100])
    with pytest.raises(InputError, match="is damaged"):
        load_generator(path)


@pytest.mark.parametrize("changed", [{"label_channels": [9, 9, 9, 9]}, {"channels": [0, 0, 0, 0]}])
def test_weights_that_do_not_fit_the_description_are_refused(
    changed: dict[str, list[int]], tiny_model: Path, tmp_path: Path
) -> None:
    model = load_model(tiny_model, "generator")
    path = tmp_path / "misfit.safetensors"
    description = {**model.metadata, "architecture": {**model.metadata["architecture"], **changed}}
    save_model(path, model.tensors, description)
    with pytest.raises(InputError, match="don't fit its description"):
        load_generator(path)


def test_a_failed_save_leaves_the_old_model(tiny_model: Path, tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(tiny_model.read_bytes())
    with pytest.raises(TypeError):
        save_model(path, {"weight": torch.zeros(2)}, {"kind": "generator", "bad": object()})
    assert path.read_bytes() == tiny_model.read_bytes()
    assert [file.name for file in tmp_path.iterdir()] == ["model.safetensors"]
