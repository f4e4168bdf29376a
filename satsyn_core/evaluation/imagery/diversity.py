"""Diversity: how much images of the same land cover differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from .features import FeatureExtractor
from .patches import Patches


@dataclass(frozen=True)
class Diversity:
    """Mean distances of pairs of images of the same land cover.

    Attributes:
        pixels: mean absolute difference of the values, 0 to 1 of the value range.
        features: mean Euclidean distance of the features.
        of_class: as `pixels`, over the pixels of each class (K,); NaN for absent classes.
        of_landcover: as `pixels`, for each land cover.
        images: how many images of each land cover were compared.
    """

    pixels: float
    features: float
    of_class: NDArray[np.float64]
    of_landcover: tuple[float, ...]
    images: tuple[int, ...]


def diversity(
    groups: Sequence[Sequence[Patches]], extractor: FeatureExtractor, classes: int, low: float, high: float
) -> Diversity:
    """Return the diversity of images.

    Args:
        groups: for each land cover at least two images, as patches of the same places in the same order.
        extractor: gives features.
        classes: number of classes K.
        low, high: range of the digital numbers.
    """
    sums, pixels = np.zeros(classes), np.zeros(classes)
    of_landcover, between = [], []
    for variants in groups:
        features = [extractor.features(patches) for patches in variants]
        means = []
        for one, other in combinations(range(len(variants)), 2):
            first, second = variants[one], variants[other]
            apart = np.abs(first.images.astype(np.float32) - second.images.astype(np.float32)).mean(axis=1)
            means.append(float(apart.mean()) / (high - low))
            for index in range(classes):
                here = first.classes == index
                sums[index] += apart[here].sum() / (high - low)
                pixels[index] += here.sum()
            between.append(np.linalg.norm(features[one] - features[other], axis=1).mean())
        of_landcover.append(float(np.mean(means)))
    of_class = np.divide(sums, pixels, out=np.full(classes, np.nan), where=pixels > 0)
    return Diversity(
        pixels=float(np.mean(of_landcover)),
        features=float(np.mean(between)),
        of_class=of_class,
        of_landcover=tuple(of_landcover),
        images=tuple(len(variants) for variants in groups),
    )
