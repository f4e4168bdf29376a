"""OpenVINO's own operations in place of what its tracer would put together from many: fewer passes over the memory."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor
from torch.jit._trace import TracerWarning

from ..network.architecture import PIXEL_SHUFFLE_FACTOR
from ..network.network import SMALLEST_POWER, PixelNormalisation
from .openvino_guard import opset13

if TYPE_CHECKING:
    from openvino import Model, Output


def convert(module: torch.nn.Module, inputs: tuple[Tensor, ...]) -> Model:
    """Return the graph of a module, traced with example inputs, for inputs of any size."""
    from openvino.frontend.pytorch import ConversionExtension, ModuleExtension
    from openvino.tools.ovc import convert_model

    operations = {
        "satsyn::normalised": _normalised,
        "aten::pixel_shuffle": _shuffled,
        "aten::pixel_unshuffle": _unshuffled,
    }
    extensions = [
        ModuleExtension(PixelNormalisation, "satsyn::normalised"),
        *(ConversionExtension(name, operation) for name, operation in operations.items()),
    ]
    with warnings.catch_warnings():
        # The tracer warns of decisions that are the same for every block, and PyTorch of the tracer's age.
        warnings.simplefilter("ignore", TracerWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        graph: Model = convert_model(module, example_input=inputs, extension=extensions)
    return graph


def _normalised(node: Any) -> list[Output]:
    """See `network.PixelNormalisation`: the sum of squares is their mean, times the number of channels."""
    features = node.get_input(0)
    channels = features.get_partial_shape()[1].get_length()
    unit = opset13.normalize_l2(features, opset13.constant([1]), eps=channels * SMALLEST_POWER, eps_mode="add")
    root: list[Output] = opset13.multiply(unit, opset13.constant(np.float32(channels**0.5))).outputs()
    return root


def _shuffled(node: Any) -> list[Output]:
    pixels: list[Output] = opset13.depth_to_space(node.get_input(0), "depth_first", PIXEL_SHUFFLE_FACTOR).outputs()
    return pixels


def _unshuffled(node: Any) -> list[Output]:
    cells: list[Output] = opset13.space_to_depth(node.get_input(0), "depth_first", PIXEL_SHUFFLE_FACTOR).outputs()
    return cells
