"""The order in which weights lie in memory."""

from __future__ import annotations

from typing import TypeVar

import torch
from torch import nn

Network = TypeVar("Network", bound=nn.Module)


def channels_last(network: Network, *, every_tensor: bool = False) -> Network:
    """Return the network itself, its convolutions' weights channels last.

    Processors compute such convolutions in about half the time, in bfloat16 in a fraction of it.

    Args:
        network: to lay out.
        every_tensor: whether buffers and kernels of one pixel get the strides, too. They decide how a step is rounded,
            so segmentation networks (with) and generators (without) keep what they have always been trained with.
    """
    if every_tensor:
        network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        return network
    for weights in network.parameters():
        if weights.dim() == 4:
            weights.data = weights.data.contiguous(memory_format=torch.channels_last)
    return network
