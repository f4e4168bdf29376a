"""The order in which weights lie in memory."""

from __future__ import annotations

from typing import TypeVar

import torch
from torch import nn

Network = TypeVar("Network", bound=nn.Module)


def channels_last(network: Network) -> Network:
    """Return the network itself, its convolutions' weights channels last.

    Processors compute such convolutions in about half the time, in bfloat16 in a fraction of it.
    """
    return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
