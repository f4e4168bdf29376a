"""Fréchet and kernel distance between two sets of features, computed by torchmetrics."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ...learning.optional_packages import torchmetrics

KERNEL_SUBSETS = 50
"""Random subsets over which the kernel distance is averaged."""

KERNEL_SUBSET_SIZE = 100
"""Samples of a subset, where there are as many."""


class _GivenFeatures(nn.Module):
    """Takes the place of the network in a metric that gets features instead of images."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.num_features = size

    def forward(self, features: Tensor) -> Tensor:
        return features


def frechet_distance(real: NDArray[np.float64], synthetic: NDArray[np.float64]) -> float:
    """Return the Fréchet distance of Gaussians fitted to features (N, D) and (M, D) (Heusel et al. 2017).

    Raises:
        ValueError: some features are no numbers, at which the libraries below crash.
    """
    if not (np.isfinite(real).all() and np.isfinite(synthetic).all()):
        raise ValueError("features that are no numbers")
    metric = torchmetrics("image.fid").FrechetInceptionDistance(feature=_GivenFeatures(real.shape[1]))
    metric.set_dtype(torch.float64)
    metric.update(torch.from_numpy(real), real=True)
    metric.update(torch.from_numpy(synthetic), real=False)
    return max(float(metric.compute()), 0.0)


def kernel_distance(real: NDArray[np.float64], synthetic: NDArray[np.float64], seed: int = 0) -> float:
    """Return the kernel distance of features (N, D) and (M, D): the unbiased squared maximum mean discrepancy with a
    cubic kernel (Bińkowski et al. 2018), which does not shrink with the number of samples as the Fréchet distance does.
    """
    size = min(KERNEL_SUBSET_SIZE, len(real), len(synthetic))
    metric = torchmetrics("image.kid").KernelInceptionDistance(
        feature=_GivenFeatures(real.shape[1]), subsets=KERNEL_SUBSETS, subset_size=size
    )
    metric.update(torch.from_numpy(real), real=True)
    metric.update(torch.from_numpy(synthetic), real=False)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return float(metric.compute()[0])
