"""The style code of an image, and codes completed where an image does not show a class."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ..contract.class_scheme import UNKNOWN
from .network.architecture import STRIDES, Architecture
from .network.class_statistics import class_statistics
from .network.encoder import POOLED_STRIDE, StyleEncoder
from .network.inputs import label_inputs, stack_labels, training_labels
from .network.label_features import one_hot
from .network.network import GeneratorNetwork
from .network.noise import RandomNoise
from .network.radiometry import class_positions, code_radiometry
from .network.styled_images import styled_images
from .style_radiometry import crops_that_show, pooled_statistics, radiometry_between

ENCODED_WINDOW = 512
"""Pixels along the side of the windows in which a reference image is encoded: bounds the memory."""

COMPARED_SIDE, COMPARED_WINDOWS = 128, 6
"""Pixels along the side of the windows of a reference image that are generated, and how many of them at most."""


@torch.no_grad()
def encode_image(
    encoder: StyleEncoder,
    bank: Tensor,
    image: NDArray[np.float32],
    classes: NDArray[np.uint8],
    drawable: Tensor | None = None,
) -> Tensor:
    """Return the style code (numbers,) of an image, pooled over all of it; the gains and offsets of classes that it
    shows are left to `with_own_radiometry`.

    Args:
        encoder: of the model.
        bank: encoded codes (entries, numbers), from which classes that the image doesn't show take theirs.
        image: (bands, h, w) in [-1, 1], at least 8 x 8 pixels.
        classes: class indices (h, w), 255 where unknown.
        drawable: as for `complete_codes`.
    """
    architecture = encoder.architecture
    height, width = (length // POOLED_STRIDE * POOLED_STRIDE for length in classes.shape)
    sums, cells = torch.zeros(1), torch.zeros(1)
    for top in range(0, height, ENCODED_WINDOW):
        for left in range(0, width, ENCODED_WINDOW):
            window = (slice(top, min(top + ENCODED_WINDOW, height)), slice(left, min(left + ENCODED_WINDOW, width)))
            labels = torch.from_numpy(np.ascontiguousarray(classes[window]))[None]
            found, count = encoder.pooled(
                torch.from_numpy(np.ascontiguousarray(image[:, window[0], window[1]]))[None],
                one_hot(labels, architecture.classes),
            )
            sums, cells = sums + found, cells + count
    means, _ = encoder.codes(sums, cells)
    return with_bank(means, cells[:, :-1] >= 1, architecture, bank, drawable)[0]


def with_bank(
    means: Tensor, present: Tensor, architecture: Architecture, bank: Tensor, drawable: Tensor | None = None
) -> Tensor:
    """Return whole codes (N, numbers) of what an encoder found: gains and offsets of all classes, and absent classes as
    a whole, come from the most similar entries of a bank. Arguments as for `complete_codes`; `means` are (N, code
    size).
    """
    codes = means.new_zeros(len(means), bank.shape[1])
    codes[:, : architecture.code_size] = means
    filled = complete_codes(codes, torch.zeros_like(present), architecture, bank, drawable)
    for index in range(architecture.classes):
        part = architecture.class_code_of(index)
        filled[:, part] = torch.where(present[:, index, None], means[:, part], filled[:, part])
    return filled


@torch.inference_mode()
def with_own_radiometry(
    network: GeneratorNetwork, code: Tensor, image: NDArray[np.float32], classes: NDArray[np.uint8]
) -> Tensor:
    """Return a style code (numbers,) with gains and offsets that give synthetic imagery the colours of an image.

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
    around = np.pad(classes, architecture.label_margin, constant_values=UNKNOWN)
    reach = side + 2 * architecture.label_margin
    crop = stack_labels(
        [
            training_labels(architecture, around[row : row + reach, col : col + reach], rng, exact=True)
            for rng, (row, col) in zip(map(np.random.default_rng, range(len(corners))), corners, strict=True)
        ]
    )
    # An engine may have moved the network to a graphics card.
    device = network.conv_out.weight.device
    noise = RandomNoise(torch.Generator(device=device).manual_seed(0))
    inputs = label_inputs(architecture, crop.to(device)).with_noise(noise)
    labels = crop.core_classes(architecture)
    own = code[None, : architecture.code_size].expand(len(corners), -1).to(device)
    real = np.stack([image[:, row : row + side, col : col + side] for row, col in corners])
    generated, shown = (
        pooled_statistics(class_statistics(images, labels, architecture.classes), 1)
        for images in (styled_images(network, inputs, own).cpu(), torch.from_numpy(real))
    )
    found = radiometry_between(generated, shown, architecture.bands)[0]
    known = (generated.weights > 0)[0] & (shown.weights > 0)[0]
    kept = code_radiometry(architecture, code)
    radiometry = found if kept is None else torch.where(known[:, None], found, kept)
    return torch.cat([code[: architecture.code_size], radiometry.flatten()])


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


def complete_codes(
    codes: Tensor,
    present: Tensor,
    architecture: Architecture,
    bank: Tensor | None = None,
    drawable: Tensor | None = None,
) -> Tensor:
    """Return codes (N, code size) in which an absent class has the code of the most similar entry that shows it: the
    one with the nearest scene code.

    Args:
        codes: (N, numbers), the network's own, with gains and offsets behind them or without.
        present: (N, K), False where an image had no pixels of the class.
        architecture: gives the parts of a code.
        bank: complete codes (entries, numbers) to take from; None takes from the codes themselves, and a class that
            none of them shows stays as it is.
        drawable: (entries, K) bool, which classes of an entry of the bank may be taken; None for all.
    """
    size = architecture.global_code
    entries, shown = codes, present
    if bank is not None:
        entries = bank
        shown = present.new_ones(len(bank), present.shape[1]) if drawable is None else drawable
    apart = torch.cdist(codes[:, :size], entries[:, :size])
    filled = codes.clone()
    for index in range(architecture.classes):
        of_class = shown[:, index].nonzero().flatten()
        if len(of_class):
            part = class_positions(architecture, index, codes.shape[1])
            nearest = of_class[apart[:, of_class].argmin(1)]
            filled[:, part] = torch.where(present[:, index, None], codes[:, part], entries[nearest][:, part])
    return filled
