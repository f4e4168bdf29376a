"""Histograms of imagery: the values of every band, and of the vegetation index NDVI, by class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .patches import Patches

BINS = 64

NDVI = "NDVI"
_RED = ("red", "r")
_NEAR_INFRARED = ("nir", "near infrared", "near-infrared", "nir1", "b8")


@dataclass(frozen=True)
class Histograms:
    """Histograms of a set of patches.

    Attributes:
        counts: pixels (K + 1, channels, bins): each class, then all pixels together; channels are the bands, and NDVI
            where there are red and near infrared.
        channels: their names.
        lows, highs: range of each channel (channels,).
    """

    counts: NDArray[np.int64]
    channels: tuple[str, ...]
    lows: NDArray[np.float64]
    highs: NDArray[np.float64]

    @property
    def shares(self) -> NDArray[np.float64]:
        """The counts as shares of their sum (K + 1, channels, bins); NaN where there is no pixel."""
        totals = self.counts.sum(axis=2, keepdims=True)
        shares = np.full(self.counts.shape, np.nan)
        np.divide(self.counts, totals, out=shares, where=totals > 0)
        return shares


def histograms(patches: Patches, band_names: Sequence[str], classes: int, low: float, high: float) -> Histograms:
    """Return the histograms of patches.

    Args:
        patches: imagery with its classes.
        band_names: one a band; a red and a near-infrared band give NDVI as well.
        classes: number of classes K.
        low, high: range of the digital numbers; values outside it count in the first or last bin.
    """
    values, channels, lows, highs = _channels(patches.images, band_names, low, high)
    counts = np.zeros((classes + 1, len(channels), BINS), np.int64)
    scaled = (values - lows[:, None, None]) / (highs - lows)[:, None, None]
    bins = np.clip((scaled * BINS).astype(np.int64), 0, BINS - 1)
    for place in range(classes + 1):
        here = patches.classes == place if place < classes else np.ones(patches.classes.shape, bool)
        for channel in range(len(channels)):
            counts[place, channel] = np.bincount(bins[:, channel][here], minlength=BINS)
    return Histograms(counts, channels, lows, highs)


def histogram_distances(first: Histograms, second: Histograms) -> NDArray[np.float64]:
    """Return the earth mover's distances (K + 1, channels) of two sets' histograms, as shares of each channel's range.

    Row K is that of all pixels together; it and others are NaN where either set has no pixel.
    """
    apart = np.abs(np.cumsum(first.shares, axis=2) - np.cumsum(second.shares, axis=2))
    found: NDArray[np.float64] = apart.sum(axis=2) / BINS
    return found


def _channels(
    images: NDArray[np.generic], band_names: Sequence[str], low: float, high: float
) -> tuple[NDArray[np.float32], tuple[str, ...], NDArray[np.float64], NDArray[np.float64]]:
    values, names = images.astype(np.float32), list(band_names)
    lows, highs = [low] * len(names), [high] * len(names)
    index_bands = infrared_and_red(names)
    if index_bands is not None:
        infrared, red = index_bands
        sums = np.maximum(values[:, infrared] + values[:, red], 1e-6)
        index = (values[:, infrared] - values[:, red]) / sums
        values = np.concatenate([values, index[:, None]], axis=1)
        names, lows, highs = [*names, NDVI], [*lows, -1.0], [*highs, 1.0]
    return values, tuple(names), np.array(lows), np.array(highs)


def infrared_and_red(band_names: Sequence[str]) -> tuple[int, int] | None:
    """Return the places of the near-infrared and of the red band, from which NDVI follows; None without either."""
    infrared, red = _band(band_names, _NEAR_INFRARED), _band(band_names, _RED)
    return None if infrared is None or red is None else (infrared, red)


def _band(names: Sequence[str], known: Sequence[str]) -> int | None:
    return next((place for place, name in enumerate(names) if name.strip().lower() in known), None)
