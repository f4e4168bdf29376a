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
    channels, lows, highs = _channels(band_names, low, high)
    counts = np.zeros((classes + 1, len(channels), BINS), np.int64)
    # All patches at once would take 28 bytes a value.
    for image, labels in zip(patches.images, patches.classes, strict=True):
        scaled = (_values(image, band_names) - lows[:, None, None]) / (highs - lows)[:, None, None]
        bins = np.clip((scaled * BINS).astype(np.int64), 0, BINS - 1)
        shown = {int(place): labels == place for place in np.unique(labels[labels < classes])}
        shown[classes] = np.ones(labels.shape, bool)
        for place, here in shown.items():
            for channel, of_channel in enumerate(bins):
                counts[place, channel] += np.bincount(of_channel[here], minlength=BINS)
    return Histograms(counts, channels, lows, highs)


def histogram_distances(first: Histograms, second: Histograms) -> NDArray[np.float64]:
    """Return the earth mover's distances (K + 1, channels) of two sets' histograms, as shares of each channel's range.

    Row K is that of all pixels together; it and others are NaN where either set has no pixel.
    """
    apart = np.abs(np.cumsum(first.shares, axis=2) - np.cumsum(second.shares, axis=2))
    found: NDArray[np.float64] = apart.sum(axis=2) / BINS
    return found


def _channels(
    band_names: Sequence[str], low: float, high: float
) -> tuple[tuple[str, ...], NDArray[np.float64], NDArray[np.float64]]:
    """Return the names of the channels, and their ranges."""
    names, lows, highs = list(band_names), [low] * len(band_names), [high] * len(band_names)
    if infrared_and_red(band_names) is not None:
        names, lows, highs = [*names, NDVI], [*lows, -1.0], [*highs, 1.0]
    return tuple(names), np.array(lows), np.array(highs)


def _values(image: NDArray[np.generic], band_names: Sequence[str]) -> NDArray[np.float32]:
    """Return the channels (channels, h, w) of one image (bands, h, w)."""
    values = image.astype(np.float32)
    index_bands = infrared_and_red(band_names)
    if index_bands is None:
        return values
    infrared, red = (values[band] for band in index_bands)
    index = (infrared - red) / np.maximum(infrared + red, 1e-6)
    return np.concatenate([values, index[None]])


def infrared_and_red(band_names: Sequence[str]) -> tuple[int, int] | None:
    """Return the places of the near-infrared and of the red band, from which NDVI follows; None without either."""
    infrared, red = _band(band_names, _NEAR_INFRARED), _band(band_names, _RED)
    return None if infrared is None or red is None else (infrared, red)


def _band(names: Sequence[str], known: Sequence[str]) -> int | None:
    return next((place for place, name in enumerate(names) if name.strip().lower() in known), None)
