"""Style codes: random ones for users, and styles between two.

Random styles come from a bank of codes that were encoded from training imagery, because codes from the prior could be
unlike any code of the training. The code of the scene and that of each class are drawn apart, each from an entry of its
own, so that the looks of the classes combine freely. Generators of before have no record of which classes of an entry
may be drawn; their random styles are mixtures of two whole entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Union

import numpy as np
from numpy.typing import NDArray

Code = NDArray[np.float32]
"""A flat style code (numbers,): the network's own, then gains and offsets of the classes if the model has them, see
`network.radiometry`."""

CodePart = Union[slice, NDArray[np.intp]]
"""Positions in a style code."""

ENCODED_SIDE = 2048
"""Pixels along the side of the part of a scene whose style is encoded: its middle has the style of all of it."""


@dataclass(frozen=True)
class Style:
    """A style code of a scene: `code` is flat, float32 (numbers,); `name` says where it came from."""

    code: Code
    name: str


@dataclass(frozen=True)
class SceneStyle:
    """What makes an image of a land cover differ from another one: its style, and the seed of its noise."""

    style: Style
    noise_seed: int


def draw_mixture(bank: NDArray[np.float32], seed: int, variant: int = 0) -> Style:
    """Return the style of a seed and variant: a point between two codes of the bank.

    Args:
        bank: encoded codes (entries, code size).
        seed: the user's seed.
        variant: number of the variant from 0; each has a style of its own.
    """
    rng = _draws(seed, variant)
    first, second = rng.choice(len(bank), 2, replace=len(bank) < 2)
    return Style(interpolated(bank[first], bank[second], float(rng.uniform())), _name(seed, variant))


def draw_apart(
    bank: NDArray[np.float32], drawable: NDArray[np.bool_], parts: Sequence[CodePart], seed: int, variant: int = 0
) -> Style:
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
    code = bank[int(rng.integers(len(bank)))].copy()
    for part, entries in zip(parts, drawable.T, strict=True):
        code[part] = bank[int(rng.choice(np.flatnonzero(entries))), part]
    return Style(code, _name(seed, variant))


def _draws(seed: int, variant: int) -> np.random.Generator:
    return np.random.default_rng([seed & 0xFFFFFFFFFFFFFFFF, variant])


def _name(seed: int, variant: int) -> str:
    return f"random, seed {seed}, variant {variant + 1}"


def blended(drawn: Style, shown: Style, strength: float, parts: Sequence[CodePart] | None = None) -> Style:
    """Return a style between one that was drawn and that of an image.

    Args:
        drawn, shown: the two.
        strength: 0 is the drawn style, 1 that of the image.
        parts: parts of the code that move towards the image's, see `ImageryGenerator.class_code`; None moves all of it.
    """
    shares = np.full_like(drawn.code, strength if parts is None else 0.0)
    for part in parts or ():
        shares[part] = strength
    return Style(interpolated(drawn.code, shown.code, shares), f"{shown.name} and {drawn.name}")


def interpolated(first: Code, second: Code, share: float | Code) -> Code:
    """Return the code at `share` (0 to 1) of the way from one code to another.

    It is rounded as `torch.lerp` does with fused multiplication and addition, by which earlier images were made: from
    the nearer code, and once for product and sum.
    """
    weight = np.asarray(share, np.float32)
    from_first = np.abs(weight) < 0.5
    step = np.where(from_first, weight, weight - np.float32(1))
    start = np.where(from_first, first, second)
    exact = step.astype(np.float64) * (second - first).astype(np.float64) + start
    code: Code = exact.astype(np.float32)
    return code
