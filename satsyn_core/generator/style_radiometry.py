"""Gains and offsets that give the classes of synthetic imagery the colours and the contrast of real imagery."""

from __future__ import annotations

import torch
from torch import Tensor

from .network.class_statistics import ClassStatistics

MOST_GAIN = 1.4
"""The gain is at most this, and at least its reciprocal: stronger ones turn faint texture into noise."""

ENOUGH = 0.1
"""Share of a crop from which more of a class says no more."""


def pooled_statistics(found: ClassStatistics, groups: int) -> ClassStatistics:
    """Return the statistics (groups, K, S) of groups of as many images, in their order: means by their weights."""
    weights = found.weights.unflatten(0, (groups, -1))
    values = (found.values.unflatten(0, (groups, -1)) * weights[..., None]).sum(1)
    total = weights.sum(1)
    return ClassStatistics(values / total.clamp_min(1e-6)[..., None], total)


def radiometry_between(synthetic: ClassStatistics, real: ClassStatistics, bands: int) -> Tensor:
    """Return gains and offsets (N, K, 1 + bands) that give classes the mean colour of real ones, and their contrast and
    grain as far as one gain can; a class without pixels in either keeps a gain of 1 and offsets of 0.

    Args:
        synthetic, real: statistics (N, K, S) of images in [-1, 1].
        bands: of the images.
    """
    gain = (real.values - synthetic.values)[..., bands + 1 :].mean(-1, keepdim=True).exp()
    gain = gain.clamp(1 / MOST_GAIN, MOST_GAIN)
    adjusted = torch.cat([gain, class_means(real, bands) - gain * class_means(synthetic, bands)], -1)
    unchanged = torch.zeros_like(adjusted)
    unchanged[..., 0] = 1
    known = (synthetic.weights > 0) & (real.weights > 0)
    return torch.where(known[..., None], adjusted, unchanged)


def class_means(found: ClassStatistics, bands: int) -> Tensor:
    """Return the mean of each band (N, K, bands)."""
    return found.values[..., :1] + found.values[..., 1 : bands + 1]


def with_radiometry(codes: Tensor, radiometry: Tensor | None) -> Tensor:
    """Return codes (N, code size) with gains and offsets (N, K, 1 + bands) behind them, or as they are for None."""
    return codes if radiometry is None else torch.cat([codes, radiometry.flatten(1).to(codes)], 1)


def crops_that_show(shares: Tensor, count: int) -> Tensor:
    """Return the numbers of up to `count` crops that together show as many classes as they can.

    Args:
        shares: of the classes in each of N crops (N, K).
        count: wanted.
    """
    chosen: list[int] = []
    shown = torch.zeros(shares.shape[1])
    for _ in range(min(count, len(shares))):
        # A class that is hardly shown yet counts most, and a tenth of a crop is enough of it.
        score = (shares.clamp(max=ENOUGH) / (shown + ENOUGH / 10)).sum(1)
        score[chosen] = -1
        chosen.append(int(score.argmax()))
        shown += shares[chosen[-1]].clamp(max=ENOUGH)
    return torch.tensor(chosen)
