"""Land cover as the source work's networks are told it."""

from __future__ import annotations

import torch
from torch import Tensor


def one_hot(classes: Tensor, count: int) -> Tensor:
    """Return class membership (N, count + 1, h, w) as float32; the last channel is 'unknown'.

    Args:
        classes: class indices (N, h, w), uint8; whatever is no index counts as unknown.
        count: number of classes.
    """
    members = [classes == index for index in range(count)]
    return torch.stack([*members, classes >= count], 1).float()
