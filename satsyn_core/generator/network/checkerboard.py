"""Keeps a mesh out of what a generator paints.

The finest scale paints the pixels of a cell by filters of their own. What differs between the sums of these filters is
a difference between the pixels of every cell, wherever features are steady: a mesh of `PIXEL_SHUFFLE_FACTOR` pixels
over flat ground.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor

from .architecture import PIXEL_SHUFFLE_FACTOR
from .network import GeneratorNetwork


@torch.no_grad()
def suppress_checkerboard(network: GeneratorNetwork) -> None:
    """Change the last filters of a network so that steady features give all pixels of a cell one colour.

    Each filter moves by as little as possible: its excess over the mean sum of the cell's filters is taken from all of
    its weights alike. Details within a cell come from how features change, and stay.
    """
    weight, bias = network.conv_out.weight, cast("Tensor", network.conv_out.bias)
    weight -= _excess(weight.sum((2, 3)))[:, :, None, None] / weight[0, 0].numel()
    bias -= _excess(bias)


def _excess(rows: Tensor) -> Tensor:
    """Return what each row of a band's pixels has beyond their mean; rows go by band, then by pixel of the cell."""
    cells = rows.unflatten(0, (-1, PIXEL_SHUFFLE_FACTOR**2))
    return (cells - cells.mean(1, keepdim=True)).flatten(0, 1)
