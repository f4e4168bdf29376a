"""Real and synthetic images as a network sees them that stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Seen:
    """Features of images, fine to coarse, each (views x images, C, h / s, w / s) with s = 1, 2, 4, ...

    Attributes:
        real, synthetic: of the real and the synthetic images.
        views: how many times the network looks at an image.
    """

    real: list[Tensor]
    synthetic: list[Tensor]
    views: int

    def first(self, count: int) -> Seen:
        """Return what is seen of the first `count` images of both kinds."""
        real, synthetic = (
            [of_scale.unflatten(0, (self.views, -1))[:, :count].flatten(0, 1) for of_scale in features]
            for features in (self.real, self.synthetic)
        )
        return Seen(real, synthetic, self.views)

    def detached(self) -> Seen:
        """Return the same, from which nothing is learnt of how to paint."""
        return Seen(self.real, [of_scale.detach() for of_scale in self.synthetic], self.views)


def look(network: Callable[[Tensor], list[Tensor]], real: Tensor, synthetic: Tensor) -> Seen:
    """Return what a network sees of real and synthetic images (N, bands, h, w) in [-1, 1]."""
    with torch.no_grad():
        of_real = network(real)
    return Seen(of_real, network(synthetic), len(of_real[0]) // len(real))
