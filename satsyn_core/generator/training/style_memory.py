"""Codes and statistics of the last real crops of a training, from which it draws random codes."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ..network.architecture import Architecture
from ..network.class_statistics import ClassStatistics, statistic_count
from .style_statistics import DrawnCodes

REMEMBERED = 96
"""Crops that are kept: those of about 30 steps of 3 crops, in which the encoder hardly changes."""

ONE_CROP_SHARE = 0.25
"""Share of the random codes that come from one crop as a whole."""

MIXED_SHARE = 0.25
"""Share of the random codes that lie between two others."""

LEAST_VALUE_SCALE, LEAST_LOGARITHM_SCALE = 0.02, 0.1
"""Smallest standard deviations of the statistics, of means in [-1, 1] and of logarithms."""

LEAST_CODE_SCALE = 0.1
"""Smallest standard deviation of the numbers of codes."""


class StyleMemory(nn.Module):
    """Codes and statistics of the last real crops; part of a checkpoint, so that a resumed training draws the same.

    With several processes, each remembers its own crops, and a checkpoint holds those of the first one: a resumed
    training then draws other codes until its processes have remembered new crops.
    """

    codes: Tensor
    values: Tensor
    weights: Tensor
    seen: Tensor

    def __init__(self, architecture: Architecture, size: int = REMEMBERED) -> None:
        """Make an empty memory of `size` crops."""
        super().__init__()
        self.architecture = architecture
        classes = architecture.classes
        self.register_buffer("codes", torch.zeros(size, architecture.code_size))
        self.register_buffer("values", torch.zeros(size, classes, statistic_count(architecture.bands)))
        self.register_buffer("weights", torch.zeros(size, classes))
        self.register_buffer("seen", torch.zeros((), dtype=torch.long))

    @torch.no_grad()
    def remember(self, codes: Tensor, statistics: ClassStatistics) -> None:
        """Keep codes (N, code size) with the statistics of their crops in place of the oldest ones."""
        places = (self.seen + torch.arange(len(codes), device=self.seen.device)) % len(self.codes)
        self.codes[places] = codes.float()
        self.values[places] = statistics.values
        self.weights[places] = statistics.weights
        self.seen += len(codes)

    @torch.no_grad()
    def draw(self, count: int) -> DrawnCodes:
        """Return random codes of remembered crops.

        As in the styles of users, the code of the scene and of each class come from a random crop each;
        `ONE_CROP_SHARE` of the codes come from one crop, so that the encoder can be asked for the code of the scene.
        `MIXED_SHARE` lie between two such codes and want statistics between theirs.
        """
        device = self.codes.device
        apart = torch.rand(count, device=device) >= ONE_CROP_SHARE
        first, second = self._codes(apart), self._codes(apart)
        share = torch.rand(count, 1, device=device) * (torch.rand(count, 1, device=device) < MIXED_SHARE)
        values = torch.lerp(first.wanted.values, second.wanted.values, share[..., None])
        both = torch.minimum(first.wanted.weights, second.wanted.weights)
        weights = torch.where(share > 0, both, first.wanted.weights)
        codes = torch.lerp(first.codes, second.codes, share)
        return DrawnCodes(codes, ClassStatistics(values, weights), ~apart)

    def _codes(self, apart: Tensor) -> DrawnCodes:
        """Return a code for each of `apart` (n,), with each class from a crop of its own where that is True."""
        size, classes = self.architecture.global_code, self.architecture.classes
        kept = min(int(self.seen), len(self.codes))
        weights = self.weights[:kept]
        bases = torch.randint(kept, (len(apart),), device=weights.device)
        # A random crop among those that show the class.
        order = torch.rand(len(apart), kept, classes, device=weights.device) + (weights > 0)
        anywhere = order.argmax(1)
        own = (weights[bases] > 0) & ~apart[:, None]
        sources = torch.where(own, bases[:, None], anywhere)
        indices = torch.arange(classes, device=weights.device)
        of_classes = self.codes[:kept, size:].unflatten(1, (classes, -1))[sources, indices]
        codes = torch.cat([self.codes[bases, :size], of_classes.flatten(1)], 1)
        wanted = ClassStatistics(self.values[sources, indices], self.weights[sources, indices])
        return DrawnCodes(codes, wanted, ~apart)

    @torch.no_grad()
    def scales(self) -> Tensor:
        """Return the standard deviation (S,) of each statistic over crops, within classes."""
        bands = self.architecture.bands
        weights = self.weights[..., None]
        means = (self.values * weights).sum(0) / weights.sum(0).clamp_min(1e-6)
        variances = ((self.values - means).square() * weights).sum((0, 1)) / weights.sum((0, 1)).clamp_min(1e-6)
        floor = torch.full_like(variances, LEAST_LOGARITHM_SCALE)
        floor[: bands + 1] = LEAST_VALUE_SCALE
        return variances.sqrt().maximum(floor)

    @torch.no_grad()
    def code_scale(self) -> Tensor:
        """Return the standard deviation of the numbers of the codes over crops."""
        kept = min(int(self.seen), len(self.codes))
        return self.codes[:kept].std(0, correction=0).square().mean().sqrt().clamp_min(LEAST_CODE_SCALE)
