"""Precision, recall, density and coverage of features whose overlap is known."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from satsyn_core.evaluation.imagery import precision_recall as module
from satsyn_core.evaluation.imagery.precision_recall import precision_recall

LINE = np.arange(10.0)[:, None]


def test_equal_features_overlap_wholly() -> None:
    shares = precision_recall(LINE, LINE)
    assert (shares.precision, shares.recall, shares.coverage) == (1, 1, 1)


def test_features_far_apart_do_not_overlap() -> None:
    assert precision_recall(LINE, LINE + 1000).to_json() == {
        "precision": 0,
        "recall": 0,
        "density": 0,
        "coverage": 0,
    }


def test_half_of_the_synthetic_features_may_lie_near_real_ones() -> None:
    synthetic = np.concatenate([LINE[:5], LINE[:5] + 1000])
    shares = precision_recall(LINE, synthetic)
    assert shares.precision == 0.5
    # Each near sample lies within the radius of the fifth neighbour, 5 at the middle of the line and more at its end.
    apart = np.abs(LINE - LINE.T)
    radii = np.sort(apart, axis=1)[:, 5]
    assert shares.density == pytest.approx((apart[:, :5] <= radii[:, None]).sum() / 10 / 5)
    assert shares.coverage == pytest.approx((apart[:, :5] <= radii[:, None]).any(axis=1).mean())


def test_a_collapsed_generator_has_precision_without_coverage() -> None:
    rng = np.random.default_rng(0)
    real = rng.normal(size=(200, 4))
    collapsed = 0.01 * rng.normal(size=(200, 4))
    found = precision_recall(real, collapsed)
    assert found.precision > 0.9
    assert found.recall < 0.1
    assert found.coverage < 0.5
    same = precision_recall(real, rng.normal(size=(200, 4)))
    assert min(same.precision, same.recall, same.coverage) > 0.7


@pytest.mark.parametrize("at_once", [1, 700, 5000])
def test_blocks_of_rows_give_what_one_table_gives(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    real, synthetic = rng.normal(size=(120, 3)), rng.normal(size=(90, 3)) + 0.4
    whole = precision_recall(real, synthetic)
    monkeypatch.setattr(module, "DISTANCES_AT_ONCE", at_once)
    assert precision_recall(real, synthetic) == whole


def test_memory_does_not_grow_with_the_square_of_the_patches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DISTANCES_AT_ONCE", 100_000)
    samples = np.random.default_rng(1).normal(size=(3000, 2))
    tracemalloc.start()
    precision_recall(samples, samples + 0.1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # A table of all distances takes 72 MB.
    assert peak < 5e6
