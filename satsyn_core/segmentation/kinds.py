"""Real and synthetic crops of a batch, normalised apart by the network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

_FEWEST = 2
"""Crops of a kind whose statistics stand on their own."""


def logits_by_kind(network: nn.Module, images: Tensor, synthetic: NDArray[np.bool_]) -> Tensor:
    """Return the logits (N, K, h, w) of a batch whose two kinds are normalised apart.

    The weights are the same for both kinds. Only real crops move the running statistics, with which the network
    predicts later: it is used on real imagery. After the split of batch normalisation by Xie et al. (AdvProp, CVPR
    2020), without a second set of weights. A batch with fewer than two crops of a kind is normalised as a whole.

    Args:
        network: in training.
        images: of the batch (N, bands, h, w).
        synthetic: whether each is synthetic (N,).
    """
    kinds = [torch.from_numpy(np.flatnonzero(which)).to(images.device) for which in (synthetic, ~synthetic)]
    if any(len(numbers) < _FEWEST for numbers in kinds):
        return network(images)  # type: ignore[no-any-return]
    made, real = kinds
    with _kept_statistics(network):
        of_made = network(images[made])
    both = torch.cat([of_made, network(images[real])])
    return both[torch.argsort(torch.cat([made, real]))]


@contextmanager
def _kept_statistics(network: nn.Module) -> Iterator[None]:
    """Leave the running statistics of all layers as they are."""
    layers = [layer for layer in network.modules() if isinstance(layer, _BatchNorm)]
    momenta = [layer.momentum for layer in layers]
    try:
        for layer in layers:
            layer.momentum = 0.0
        yield
    finally:
        for layer, momentum in zip(layers, momenta, strict=True):
            layer.momentum = momentum
