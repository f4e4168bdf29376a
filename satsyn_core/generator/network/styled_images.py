"""Images of a generator network in whole styles: the network's output, with gain and offset of each class."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .block_inputs import without_border
from .inputs import NetworkInputs
from .radiometry import REACH, code_radiometry, mean_of_neighbours


def styled_images(network: nn.Module, inputs: NetworkInputs, codes: Tensor) -> Tensor:
    """Return images (N, bands, h, w) in [-1, 1].

    Args:
        network: a `GeneratorNetwork`.
        inputs: of N images.
        codes: style codes of the images (N, numbers), with gains and offsets or without.
    """
    architecture = inputs.labels.architecture
    images: Tensor = network(inputs.labels.pyramid(), inputs.noise, codes[:, : architecture.code_size])
    radiometry = code_radiometry(architecture, codes)
    if radiometry is None:
        return images
    margin = (inputs.labels.classes.shape[1] - images.shape[2]) // 2
    return adjusted_images(images, radiometry, without_border(inputs.labels.classes, margin - REACH))


def adjusted_images(images: Tensor, radiometry: Tensor, classes: Tensor) -> Tensor:
    """Return images with the gains and offsets of their styles; see `radiometry.adjusted_block`.

    Args:
        images: (N, bands, h, w) in [-1, 1].
        radiometry: (N, K, 1 + bands).
        classes: uint8 class indices (N, h + 2 `REACH`, w + 2 `REACH`), 255 where unknown.
    """
    unknown = torch.zeros_like(radiometry[:, :1])
    unknown[..., 0] = 1
    tables = torch.cat([radiometry, unknown], 1)
    indices = classes.long().clamp(max=radiometry.shape[1])
    planes = torch.stack([table[own] for table, own in zip(tables, indices, strict=True)]).movedim(-1, 1)
    near = mean_of_neighbours(planes)
    return (images * near[:, :1] + near[:, 1:]).clamp(-1, 1)
