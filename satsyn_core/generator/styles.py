"""Style codes: random ones for users, and those of images.

Random styles come from a bank of codes that were encoded from training imagery, because codes from the prior could be
unlike any code of the training. The code of the scene and that of each class are drawn apart, each from an entry of its
own, so that the looks of the classes combine freely. Generators of before have no record of which classes of an entry
may be drawn; their random styles are mixtures of two whole entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from .network.architecture import Architecture
from .network.encoder import POOLED_STRIDE, StyleEncoder
from .network.label_features import one_hot

ENCODED_WINDOW = 512
"""Pixels along the side of the windows in which a reference image is encoded: bounds the memory."""

ENCODED_SIDE = 2048
"""Pixels along the side of the part of a scene whose style is encoded: its middle has the style of all of it."""


@dataclass(frozen=True)
class Style:
    """A style code of a scene: `code` is flat, float32 (code size,); `name` says where it came from."""

    code: Tensor
    name: str


@dataclass(frozen=True)
class SceneStyle:
    """What makes an image of a land cover differ from another one: its style, and the seed of its noise."""

    style: Style
    noise_seed: int


def draw_mixture(bank: Tensor, seed: int, variant: int = 0) -> Style:
    """Return the style of a seed and variant: a point between two codes of the bank.

    Args:
        bank: encoded codes (entries, code size).
        seed: the user's seed.
        variant: number of the variant from 0; each has a style of its own.
    """
    rng = _draws(seed, variant)
    first, second = rng.choice(len(bank), 2, replace=len(bank) < 2)
    return Style(interpolated(bank[first], bank[second], float(rng.uniform())), _name(seed, variant))


def draw_apart(bank: Tensor, drawable: Tensor, parts: Sequence[slice], seed: int, variant: int = 0) -> Style:
    """Return the style of a seed and variant: the scene code of one entry of the bank, and the code of each class of
    another one.

    Args:
        bank: encoded codes (entries, code size).
        drawable: (entries, K) bool, which classes of an entry may be drawn; each class of one entry at least.
        parts: the part of a code of each of the K classes; the rest is the scene code.
        seed: the user's seed.
        variant: number of the variant from 0; each has a style of its own.
    """
    rng = _draws(seed, variant)
    code = bank[int(rng.integers(len(bank)))].clone()
    for part, entries in zip(parts, drawable.numpy().T, strict=True):
        code[part] = bank[int(rng.choice(np.flatnonzero(entries))), part]
    return Style(code, _name(seed, variant))


def _draws(seed: int, variant: int) -> np.random.Generator:
    return np.random.default_rng([seed & 0xFFFFFFFFFFFFFFFF, variant])


def _name(seed: int, variant: int) -> str:
    return f"random, seed {seed}, variant {variant + 1}"


def blended(drawn: Style, shown: Style, strength: float, parts: Sequence[slice] | None = None) -> Style:
    """Return a style between one that was drawn and that of an image.

    Args:
        drawn, shown: the two.
        strength: 0 is the drawn style, 1 that of the image.
        parts: parts of the code that move towards the image's, see `ImageryGenerator.class_code`; None moves all of it.
    """
    shares = torch.full_like(drawn.code, strength if parts is None else 0.0)
    for part in parts or ():
        shares[part] = strength
    return Style(torch.lerp(drawn.code, shown.code, shares), f"{shown.name} and {drawn.name}")


def interpolated(first: Tensor, second: Tensor, share: float) -> Tensor:
    """Return the code at `share` (0 to 1) of the way from one code to another."""
    return torch.lerp(first, second, share)


@torch.no_grad()
def encode_image(
    encoder: StyleEncoder,
    bank: Tensor,
    image: NDArray[np.float32],
    classes: NDArray[np.uint8],
    drawable: Tensor | None = None,
) -> Tensor:
    """Return the style code (code size,) of an image, pooled over all of it.

    Args:
        encoder: of the model.
        bank: encoded codes, from which classes that the image doesn't show take theirs.
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
    return complete_codes(means, cells[:, :-1] >= 1, architecture, bank, drawable)[0]


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
        codes: (N, code size).
        present: (N, K), False where an image had no pixels of the class.
        architecture: gives the parts of a code.
        bank: complete codes (entries, code size) to take from; None takes from the codes themselves, and a class that
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
            part = architecture.class_code_of(index)
            nearest = of_class[apart[:, of_class].argmin(1)]
            filled[:, part] = torch.where(present[:, index, None], codes[:, part], entries[nearest, part])
    return filled
