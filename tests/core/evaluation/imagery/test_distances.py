"""Distances of features against independent computations."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import sqrtm

from satsyn_core.evaluation.imagery.distances import frechet_distance, kernel_distance


def test_frechet_distance_is_that_of_scipy() -> None:
    rng = np.random.default_rng(0)
    first, second = rng.normal(size=(300, 12)), rng.normal(0.4, 1.5, size=(260, 12)) @ rng.normal(size=(12, 12))
    means = first.mean(axis=0) - second.mean(axis=0)
    one, other = np.cov(first.T), np.cov(second.T)
    expected = means @ means + np.trace(one + other - 2 * sqrtm(one @ other).real)
    assert frechet_distance(first, second) == pytest.approx(expected, rel=1e-6)


def test_frechet_distance_of_shifted_features_is_the_squared_shift() -> None:
    features = np.random.default_rng(0).normal(size=(200, 3))
    assert frechet_distance(features, features) == pytest.approx(0, abs=1e-6)
    assert frechet_distance(features, features + np.array([3.0, 0, 4.0])) == pytest.approx(25, rel=1e-6)


def test_kernel_distance_is_near_nothing_for_one_distribution_and_large_for_two() -> None:
    rng = np.random.default_rng(0)
    first, same, other = rng.normal(size=(400, 8)), rng.normal(size=(400, 8)), rng.normal(1.0, size=(400, 8))
    assert abs(kernel_distance(first, same)) < 0.1 * kernel_distance(first, other)


def test_kernel_distance_is_the_same_for_a_seed() -> None:
    first, second = np.random.default_rng(0).normal(size=(2, 150, 4))
    assert kernel_distance(first, second, 1) == kernel_distance(first, second, 1)


def test_features_that_are_no_numbers_reach_no_library_that_crashes_on_them() -> None:
    features = np.random.default_rng(0).normal(size=(20, 3))
    with pytest.raises(ValueError, match="no numbers"):
        frechet_distance(features, np.where(features > 1, np.nan, features))
