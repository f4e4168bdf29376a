"""The models that a user can choose by name."""

from __future__ import annotations

import shutil
from pathlib import Path

from satsyn_core.contract.bundled import BUNDLED_MODEL
from satsyn_core.contract.model_catalogue import catalogued_models


def test_bundled_models_say_what_they_are() -> None:
    models = {model.name: model for model in catalogued_models(kind="generator")}
    assert set(models) == {"urban-vhr", "tokyo-vhr", "sentinel2-rgbn"}
    assert models["urban-vhr"].label == "urban-vhr, 1 m: water, land, road, vegetation, building"
    assert models["tokyo-vhr"].label.startswith("tokyo-vhr, 0.5 m: bareland, ")
    assert [model.name for model in catalogued_models(kind="segmentation")] == ["urban-segmentation"]


def test_own_models_follow_and_other_files_are_left_out(tmp_path: Path) -> None:
    shutil.copy(BUNDLED_MODEL, tmp_path / "mine.safetensors")
    (tmp_path / "other.safetensors").write_bytes(b"no model")
    assert [model.name for model in catalogued_models(tmp_path)][4:] == ["mine"]
