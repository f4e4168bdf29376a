"""A generator whose graphs are in the cache renders without PyTorch, and the same pixels."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from satsyn_core.generator.engine_choice import EngineOptions, load_to_render, make_engine
from satsyn_core.generator.engines import openvino_graphs
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.ready import ReadyGenerator
from satsyn_core.generator.styles import SceneStyle
from tests.support.paths import REPOSITORY
from tests.support.proposals import follow
from tests.support.tiny_model import tiny_generator

CPU = EngineOptions("openvino", device="cpu")

_RENDERED = """
import sys
import numpy as np
from satsyn_core.generation import renderers, request
from satsyn_core.generator.engine_choice import EngineOptions, load_to_render, make_engine
from satsyn_core.generator.styles import SceneStyle
options = EngineOptions("openvino", device="cpu")
generator = load_to_render(sys.argv[1], options)
side = 64 + 2 * generator.margin
engine = make_engine(generator, SceneStyle(generator.draw_style(3), 3), options)
np.save(sys.argv[2], engine.render(np.arange(side * side).reshape(side, side).astype(np.uint8) // 60, 0, 0))
sys.exit(sorted({"torch", "scipy", "sympy"} & set(sys.modules)) or 0)
"""


def test_a_model_whose_graphs_are_kept_renders_without_pytorch_and_the_same_pixels(
    tmp_path: Path,
) -> None:
    model = tmp_path / "model.safetensors"
    tiny_generator().save(model)  # whose styles are mixtures, as those of earlier models
    whole = load_generator(model)
    engine = make_engine(whole, SceneStyle(whole.draw_style(3), 3), CPU)
    side = 64 + 2 * whole.margin
    expected = engine.render(np.arange(side * side).reshape(side, side).astype(np.uint8) // 60, 0, 0)
    done = subprocess.run(
        [sys.executable, "-c", _RENDERED, str(model), str(tmp_path / "rendered.npy")],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert np.array_equal(np.load(tmp_path / "rendered.npy"), expected)


def test_a_ready_generator_loads_its_networks_when_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openvino_graphs, "user_cache_path", lambda _: tmp_path)
    model = tmp_path / "model.safetensors"
    tiny = tiny_generator()
    drawable = torch.ones(len(tiny.bank), tiny.architecture.classes, dtype=torch.bool)
    unchanged = torch.tensor([1.0, 0.1, 0.2, 0.3]).expand(*drawable.shape, -1)
    replace(tiny, drawable=drawable, bank_radiometry=unchanged).save(model)
    first = load_to_render(model, CPU)
    assert not isinstance(first, ReadyGenerator)
    make_engine(first, SceneStyle(first.draw_style(0), 0), CPU)
    ready = load_to_render(model, CPU)
    assert isinstance(ready, ReadyGenerator)
    assert ready.margin == first.margin
    assert ready.described_architecture() == first.described_architecture()
    assert np.array_equal(ready.draw_style(5, 1).code, first.draw_style(5, 1).code)
    image, classes = np.full((3, 32, 32), 90, np.uint8), np.zeros((32, 32), np.uint8)
    assert np.array_equal(ready.encode_style(image, classes).code, first.encode_style(image, classes).code)
    assert not isinstance(load_to_render(model, EngineOptions("torch", device="cpu")), ReadyGenerator)
    again = load_to_render(model, CPU)
    first.with_provenance(steps=2).save(model)
    assert isinstance(again, ReadyGenerator)
    follow("was replaced during this run: start it again", lambda: again.encode_style(image, classes),
           lambda: load_to_render(model, CPU).encode_style(image, classes))  # fmt: skip
