"""Gains and offsets of the style of an image: they give synthetic imagery the colours that its classes have there."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from .network.architecture import STRIDES, Architecture
from .network.class_statistics import class_statistics
from .network.inputs import LabelCrop, label_inputs, stack_labels, training_labels
from .network.network import GeneratorNetwork
from .network.noise import RandomNoise
from .network.styled_images import styled_images
from .style_radiometry import crops_that_show, pooled_statistics, radiometry_between

COMPARED_SIDE, COMPARED_WINDOWS = 128, 6
"""Pixels along the side of the windows of an image that are generated, and how many of them at most."""


@torch.inference_mode()
def with_own_radiometry(
    network: GeneratorNetwork, code: Tensor, image: NDArray[np.float32], classes: NDArray[np.uint8]
) -> Tensor:
    """Return the style code (numbers,) of an image with its own gains and offsets.

    Some windows of the image's land cover are generated with the code, and compared with the image. A class that they
    do not show keeps its gain and offsets.

    Args:
        network: of the model.
        code: of the image, with gains and offsets.
        image: (bands, h, w) in [-1, 1].
        classes: class indices (h, w), 255 where unknown.
    """
    architecture = network.architecture
    side = min(COMPARED_SIDE, *(length // STRIDES[0] * STRIDES[0] for length in classes.shape))
    if not side:
        return code
    corners = _shown_corners(classes, side, architecture.classes)
    crop = _windows(classes, side, corners, architecture)
    real = np.stack([image[:, row : row + side, col : col + side] for row, col in corners])
    labels = crop.core_classes(architecture)
    generated, shown = (
        pooled_statistics(class_statistics(images, labels, architecture.classes), 1)
        for images in (_generated(network, crop, code[: architecture.code_size]), torch.from_numpy(real))
    )
    found = radiometry_between(generated, shown, architecture.bands)[0]
    known = (generated.weights > 0)[0] & (shown.weights > 0)[0]
    kept = code[architecture.code_size :].reshape(found.shape)
    return torch.cat([code[: architecture.code_size], torch.where(known[:, None], found, kept).flatten()])


def _shown_corners(classes: NDArray[np.uint8], side: int, count: int) -> list[tuple[int, int]]:
    """Return rows and columns of the first pixels of windows that together show as many classes as they can."""
    height, width = classes.shape
    corners = [(row, col) for row in range(0, height - side + 1, side) for col in range(0, width - side + 1, side)]
    shares = [
        np.bincount(classes[row : row + side, col : col + side].ravel(), minlength=256)[:count] / side**2
        for row, col in corners
    ]
    chosen = crops_that_show(torch.from_numpy(np.array(shares, np.float32)), COMPARED_WINDOWS)
    return [corners[number] for number in chosen]


def _windows(
    classes: NDArray[np.uint8], side: int, corners: list[tuple[int, int]], architecture: Architecture
) -> LabelCrop:
    """Return the land cover of windows; beyond the image it is mirrored, as where imagery is generated."""
    around = np.pad(classes, architecture.label_margin, mode="symmetric")
    reach = side + 2 * architecture.label_margin
    return stack_labels(
        [
            training_labels(
                architecture,
                around[row : row + reach, col : col + reach],
                np.random.default_rng(number),
                exact=True,
            )
            for number, (row, col) in enumerate(corners)
        ]
    )


def _generated(network: GeneratorNetwork, crop: LabelCrop, code: Tensor) -> Tensor:
    """Return images of N windows with a code of the network (code size,), on the processor."""
    # An engine may have moved the network to a graphics card.
    device = network.conv_out.weight.device
    noise = RandomNoise(torch.Generator(device=device).manual_seed(0))
    inputs = label_inputs(network.architecture, crop.to(device)).with_noise(noise)
    return styled_images(network, inputs, code.to(device).expand(len(crop.classes), -1)).cpu()
