"""The style code of an image, and codes completed where an image does not show a class."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from .network.architecture import Architecture
from .network.encoder import POOLED_STRIDE, StyleEncoder
from .network.label_features import one_hot
from .network.radiometry import class_positions

ENCODED_WINDOW = 512
"""Pixels along the side of the windows in which a reference image is encoded: bounds the memory."""


@torch.no_grad()
def encode_image(
    encoder: StyleEncoder,
    bank: Tensor,
    image: NDArray[np.float32],
    classes: NDArray[np.uint8],
    drawable: Tensor | None = None,
) -> Tensor:
    """Return the style code (numbers,) of an image, pooled over all of it; its gains and offsets are those of similar
    images, see `image_radiometry`.

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
