"""Diversity of images whose differences are known."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from satsyn_core.evaluation.imagery.diversity import diversity
from satsyn_core.evaluation.imagery.features import FeatureExtractor
from tests.support.imagery import patches_of

MEANS = FeatureExtractor(
    "mean of each band", lambda images: torch.from_numpy(images).double(), lambda x: x.mean((2, 3))
)


def test_differences_are_shares_of_the_range_by_class_and_land_cover() -> None:
    classes = np.zeros((1, 4, 4), np.uint8)
    classes[:, :2] = 1
    first = np.zeros((1, 2, 4, 4), np.uint8)
    second = first.copy()
    second[:, :, :2] = 100
    third = np.full_like(first, 50)
    groups = [
        [patches_of(one, classes) for one in (first, second)],
        [patches_of(one, classes) for one in (first, third)],
    ]
    found = diversity(groups, MEANS, 3, 0, 200)
    assert found.of_landcover == (0.25, 0.25)
    assert found.pixels == 0.25
    # Class 0 differs by 0 and 50 of 200, class 1 by 100 and 50; there is no class 2.
    np.testing.assert_allclose(found.of_class, [0.125, 0.375, np.nan])
    # Both pairs differ by 50 in the mean of each of the two bands.
    assert found.features == pytest.approx(50 * 2**0.5)
    assert found.images == (2, 2)


def test_equal_images_have_none() -> None:
    patches = patches_of(np.full((2, 1, 4, 4), 7, np.uint8))
    found = diversity([[patches, patches, patches]], MEANS, 1, 0, 255)
    assert (found.pixels, found.features, found.images) == (0, 0, (3,))
