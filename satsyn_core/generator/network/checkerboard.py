"""Suppression of the checkerboard that pixel shuffling leaves in imagery.

The last convolution has filters of its own for each pixel of a cell. Where features are constant, differences between
the sums of these filters become differences between the pixels of every cell: a checkerboard of `PIXEL_SHUFFLE_FACTOR`
pixels over uniform surfaces.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor

from .architecture import PIXEL_SHUFFLE_FACTOR
from .network import GeneratorNetwork


@torch.no_grad()
def suppress_checkerboard(network: GeneratorNetwork) -> None:
    """Change the last filters of a network so that constant features give all pixels of a cell one colour.

    Each filter moves by as little as possible: its excess over the mean sum of the cell's filters is taken from all of
    its weights alike. Details within a cell come from how features change, and stay.
    """
    weight, bias = network.conv_out.weight, cast("Tensor", network.conv_out.bias)
    weight -= _excess(weight.sum((2, 3)))[:, :, None, None] / weight[0, 0].numel()
    bias -= _excess(bias)


def _excess(rows: Tensor) -> Tensor:
    """Return the differences of rows (bands x pixels of a cell, ...) from their mean over the pixels of each band."""
    cells = torch.unflatten(rows, 0, (-1, PIXEL_SHUFFLE_FACTOR**2))
    return (cells - cells.mean(1, keepdim=True)).flatten(0, 1)
