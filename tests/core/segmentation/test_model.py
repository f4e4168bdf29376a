"""Strangers' segmentation models: what their descriptions may say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.model_metadata import METADATA_KEY
from satsyn_core.learning.model_file import load_model
from satsyn_core.segmentation.model import SegmentationModel
from tests.support.tiny_segmenter import tiny_segmenter


@pytest.fixture(scope="module")
def intact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "network.safetensors"
    tiny_segmenter().save(path)
    return path


_NAN, _HUGE = float("nan"), 10**400


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        *(("normalisation", {"deviations": [50.0, value, 50.0]}) for value in (0.0, -1.0, _NAN, _HUGE, None, "x")),
        ("normalisation", {"means": [120.0] * 2}),
        ("normalisation", {"means": [_NAN] * 3}),
        ("normalisation", {"low": 255.0, "high": 0.0}),
        ("normalisation", {"dtype": "a type"}),
        *(("architecture", {"encoder": name}) for name in ("tu-hf-hub:someone/model", "tu-vit_giant_patch14_dinov2")),
        ("architecture", {"classes": 10**9}),
        ("architecture", {"bands": 1000}),
    ],
)
def test_a_description_that_would_predict_garbage_or_fill_the_memory_is_refused(
    part: str, changed: dict[str, Any], intact: Path, tmp_path: Path
) -> None:
    file = load_model(intact, "segmentation")
    described = {**file.metadata, part: {**file.metadata[part], **changed}}
    path = tmp_path / "hostile.safetensors"
    save_file(dict(file.tensors), path, {METADATA_KEY: json.dumps(described)})
    with pytest.raises(InputError) as refused:
        SegmentationModel.load(path)
    assert len(str(refused.value)) < 800


def test_weights_that_are_no_numbers_are_refused(intact: Path, tmp_path: Path) -> None:
    file = load_model(intact, "segmentation")
    tensors = dict(file.tensors)
    name = next(name for name, tensor in tensors.items() if tensor.dtype == torch.float32)
    tensors[name] = torch.full_like(tensors[name], _NAN)
    path = tmp_path / "hostile.safetensors"
    save_file(tensors, path, {METADATA_KEY: json.dumps(dict(file.metadata))})
    with pytest.raises(InputError, match="no numbers"):
        SegmentationModel.load(path)
