"""How much of the variety of real imagery other imagery covers, class by class.

In one patch, a class has a brightness, colours and a grain. Coverage is the share of the range of real patches, between
the 5th and the 95th percentile, that lies between these percentiles of other patches. Other real patches cover less
than all of it, because samples are small: their coverage is the most that synthetic imagery can be expected to reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from .histograms import NDVI, infrared_and_red

BRIGHTNESS, GRAIN = "brightness", "grain"

PERCENTILES = (5, 95)
"""The ends of a range."""

MIN_PIXELS = 200
"""Inner pixels of a class in a patch from which it is described."""

MIN_PATCHES = 16
"""Patches of a class from which its coverage is measured."""

_ONE_VALUE = 1e-9
"""Width up to which a range counts as one value."""


@dataclass(frozen=True)
class ClassFigures:
    """What N patches show of each class.

    Attributes:
        names: of the F figures.
        values: (N, K, F), NaN where a patch has too few inner pixels of a class.
    """

    names: tuple[str, ...]
    values: NDArray[np.float64]

    def of_class(self, index: int) -> NDArray[np.float64]:
        """Return the figures of the patches that show a class (n, F)."""
        own = self.values[:, index]
        return own[~np.isnan(own[:, 0])]


@dataclass(frozen=True)
class CoveredClass:
    """Coverage of one class.

    Attributes:
        name: of the class.
        patches: real patches that show it.
        covered: share of the real range of each figure, 0 to 1 (F,).
        real, other: ends of the ranges (F, 2).
    """

    name: str
    patches: int
    covered: NDArray[np.float64]
    real: NDArray[np.float64]
    other: NDArray[np.float64]


@dataclass(frozen=True)
class RangeCoverage:
    """Coverage of the classes that enough patches show; at least one.

    Attributes:
        figures: names of the F figures.
        classes: in the order of the scheme.
    """

    figures: tuple[str, ...]
    classes: tuple[CoveredClass, ...]

    @property
    def mean(self) -> float:
        """Mean over classes and figures."""
        return float(np.mean([one.covered for one in self.classes]))

    @property
    def worst(self) -> float:
        """Smallest of all classes and figures."""
        return float(np.min([one.covered for one in self.classes]))

    def to_json(self) -> dict[str, Any]:
        """Return everything as JSON-compatible values."""
        return {
            "mean": self.mean,
            "worst": self.worst,
            "classes": {
                one.name: {
                    "patches": one.patches,
                    "covered": dict(zip(self.figures, one.covered.tolist(), strict=True)),
                    "real_range": dict(zip(self.figures, one.real.tolist(), strict=True)),
                    "range": dict(zip(self.figures, one.other.tolist(), strict=True)),
                }
                for one in self.classes
            },
        }


def figure_names(band_names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the figures: brightness, a colour for each pair of bands, grain.

    A colour is (a - b) / (a + b) of the means a and b of two bands. That of near infrared and red is called NDVI.
    """
    index = infrared_and_red(band_names)
    colours = [
        NDVI if index is not None and {first, second} == set(index) else f"{band_names[first]} to {band_names[second]}"
        for first, second in combinations(range(len(band_names)), 2)
    ]
    return (BRIGHTNESS, *colours, GRAIN)


def class_figures(
    images: NDArray[np.generic], classes: NDArray[np.uint8], count: int, band_names: Sequence[str], low: float
) -> ClassFigures:
    """Return what patches show of each class: means over its inner pixels, whose eight neighbours are of the class.

    Brightness is the mean of the bands, and grain the mean absolute Laplacian of that, in digital numbers.

    Args:
        images: (N, bands, h, w) digital numbers.
        classes: class indices (N, h, w), 255 where unknown.
        count: number of classes K.
        band_names: one a band.
        low: digital number that is 0 for colours.
    """
    names = figure_names(band_names)
    index = infrared_and_red(band_names)
    # NDVI is infrared less red, whichever band comes first.
    pairs = [
        index if index is not None and {first, second} == set(index) else (first, second)
        for first, second in combinations(range(len(band_names)), 2)
    ]
    values = np.full((len(images), count, len(names)), np.nan)
    for number, (image, labels) in enumerate(zip(images, classes, strict=True)):
        bands = image.astype(np.float64)
        brightness = bands.mean(0)
        grain = np.abs(ndimage.laplace(brightness, mode="nearest"))
        inner = _inner(labels)
        for own in range(count):
            members = inner & (labels == own)
            if members.sum() < MIN_PIXELS:
                continue
            means = np.maximum(bands[:, members].mean(1) - low, 0)
            colours = [(means[a] - means[b]) / max(means[a] + means[b], 1e-6) for a, b in pairs]
            values[number, own] = (brightness[members].mean(), *colours, grain[members].mean())
    return ClassFigures(names, values)


def _inner(labels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return where all eight neighbours lie in the patch and are of the same class."""
    inner: NDArray[np.bool_] = ndimage.maximum_filter(labels, 3) == ndimage.minimum_filter(labels, 3)
    inner[[0, -1]] = False
    inner[:, [0, -1]] = False
    return inner


def range_coverage(
    real: ClassFigures, others: Sequence[ClassFigures], class_names: Sequence[str], limit: int | None = None
) -> RangeCoverage | None:
    """Return how much of the range of real patches other patches cover, as the mean over several sets of these.

    Args:
        real: figures of real patches.
        others: of other patches, one a set.
        class_names: one a class.
        limit: patches of a class that count in each set, the first ones; None for all.

    Returns:
        None where no class has `MIN_PATCHES` in every set.
    """
    found = []
    for index, name in enumerate(class_names):
        own = real.of_class(index)[:limit]
        compared = [one.of_class(index)[:limit] for one in others]
        if min(len(own), *map(len, compared)) < MIN_PATCHES:
            continue
        ranges, together = _range(own), _range(np.concatenate(compared))
        covered = np.mean([_covered(ranges, _range(one)) for one in compared], axis=0)
        found.append(CoveredClass(name, len(own), covered, ranges, together))
    return RangeCoverage(real.names, tuple(found)) if found else None


def _range(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ends (F, 2) of the ranges of figures (n, F)."""
    ends: NDArray[np.float64] = np.percentile(values, PERCENTILES, axis=0).T
    return ends


def _covered(real: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share (F,) of the ranges `real` (F, 2) that the ranges `other` (F, 2) cover.

    Where all real patches are alike, the range is one value: it is covered wholly or not at all.
    """
    overlap = np.minimum(real[:, 1], other[:, 1]) - np.maximum(real[:, 0], other[:, 0])
    width = real[:, 1] - real[:, 0]
    shares = np.maximum(overlap, 0) / np.maximum(width, _ONE_VALUE)
    covered: NDArray[np.float64] = np.where(width > _ONE_VALUE, shares, overlap >= 0)
    return covered
