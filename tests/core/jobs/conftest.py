"""What tests of several jobs start from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.generator.training import seamless
from satsyn_core.jobs import run_job
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.training_sets import CHIP, BuildSet, BuiltSet, write_scenes


@pytest.fixture(autouse=True)
def few_style_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every training ends with a style bank: one of 256 codes takes longer than all the steps of a test."""
    monkeypatch.setattr(seamless, "CODES", 16)
    monkeypatch.setattr(seamless, "PREVIEW_CODES", 4)


@pytest.fixture
def ground(make_raster: RasterFactory, town: NDArray[np.uint8]) -> dict[str, object]:
    """Imagery of three bands in which every class has a colour, and its land cover of five classes: parameters of a
    training.
    """
    colours = np.random.default_rng(1).integers(20, 235, (6, 3), dtype=np.uint8)
    return {
        "imagery": [str(make_raster(colours[town].transpose(2, 0, 1), name="image.tif"))],
        "landcover": [str(make_raster(town, name="cover.tif", categories=("", *"abcde")))],
    }


@pytest.fixture
def training_scenes(tmp_path: Path) -> dict[str, list[str]]:
    """Two scenes far from each other; a corner of the first one has no imagery."""
    return write_scenes(tmp_path)


@pytest.fixture
def build_set(training_scenes: dict[str, list[str]], tiny_model: Path, tmp_path: Path) -> BuildSet:
    """Builds a small set of the scenes; parameters can be replaced."""

    def run(name: str = "set", reporter: RecordingReporter | None = None, **values: object) -> BuiltSet:
        reporter = reporter or RecordingReporter()
        # PyTorch starts sooner than OpenVINO, which has a test of its own.
        small = {"chip_size": CHIP, "buffer": 4, "split_block": 2, "engine": "torch", "workers": 2}
        given = {**training_scenes, **small, "model": str(tiny_model), "output": str(tmp_path / name), **values}
        return BuiltSet(run_job("build-training-set", given, reporter), reporter)

    return run
