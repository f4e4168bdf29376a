"""A cache of graphs that is damaged, planted, read-only or not there changes no pixel and stops no job."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.generator.engines import openvino_graphs
from satsyn_core.generator.engines.graph_cache import GraphCache
from satsyn_core.generator.engines.openvino_engine import OpenVinoEngine
from satsyn_core.generator.styles import SceneStyle
from tests.support.tiny_model import tiny_generator


def _rendered() -> NDArray[np.integer]:
    generator = tiny_generator()
    engine = OpenVinoEngine(generator, SceneStyle(generator.draw_style(0), 0), "full")
    classes = np.random.default_rng(0).integers(0, 5, (64 + 2 * generator.margin,) * 2, dtype=np.uint8)
    return engine.render(classes, 0, 0)


@pytest.mark.parametrize("damage", ["flipped", "cut", "removed", "no digests"])
def test_a_damaged_entry_is_made_anew(damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openvino_graphs, "user_cache_path", lambda _: tmp_path)
    expected = _rendered()
    (weights,) = tmp_path.glob("graphs/*/fine.bin")
    content = bytearray(weights.read_bytes())
    if damage == "flipped":
        content[len(content) // 2] ^= 0x40
        weights.write_bytes(content)
    elif damage == "cut":
        weights.write_bytes(content[:-8])
    elif damage == "removed":
        weights.unlink()
    else:
        weights.with_name("digests.json").write_text("[" * 100_000)
    assert np.array_equal(_rendered(), expected)
    assert GraphCache(tmp_path / "graphs").read(weights.parent.name) is not None


def test_a_place_that_takes_no_entries_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "graphs").write_text("a file is in the way")
    monkeypatch.setattr(openvino_graphs, "user_cache_path", lambda _: tmp_path)
    rendered = _rendered()
    monkeypatch.setattr(openvino_graphs, "user_cache_path", lambda _: tmp_path / "elsewhere")
    assert np.array_equal(rendered, _rendered())
