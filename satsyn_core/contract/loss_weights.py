"""Weights of the losses of a generator's training, and their text form: `perceptual=3, colour=2`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TypeVar

from .errors import InputError


@dataclass(frozen=True)
class SpadeLossWeights:
    """Weight of each loss of the source work's generator; 0 leaves it out. `perceptual` uses features of VGG-19."""

    patch_adversarial: float = 1.0
    feature_matching: float = 10.0
    perceptual: float = 10.0
    divergence: float = 0.05
    diversity: float = 6.0


@dataclass(frozen=True)
class LossWeights:
    """Weight of each loss of generator and encoder; 0 leaves it out.

    `generator.training.losses`, `generator.training.texture_loss` and, for the last two, `style_statistics` there give
    the sources.
    """

    class_adversarial: float = 1.0
    patch_adversarial: float = 1.0
    feature_matching: float = 0.0
    perceptual: float = 2.0
    patch_texture: float = 4.0
    feature_texture: float = 4.0
    colour: float = 4.0
    divergence: float = 0.01
    diversity: float = 6.0
    gradient_penalty: float = 0.0
    diversity_ceiling: float = 0.1
    style_statistics: float = 0.0
    style_regression: float = 0.0

    @property
    def needs_style_statistics(self) -> bool:
        """Whether random codes need the statistics of the crops that they come from."""
        return bool(self.style_statistics or self.style_regression)


WITHOUT_PRETRAINED = LossWeights(
    feature_matching=2.0, patch_texture=8.0, divergence=0.05, gradient_penalty=0.05, diversity_ceiling=0.08
)
"""The default weights where pretrained features are not available."""


Weights = TypeVar("Weights", LossWeights, SpadeLossWeights)

OWN_PARAMETER = "diversity"
"""The loss whose weight is a parameter of its own, DIVERSITY."""


def read_loss_weights(text: str | None) -> dict[str, float]:
    """Return the weights by the names of their losses.

    Args:
        text: pairs of name and number with `=` between, separated by commas; empty or None for none.

    Raises:
        InputError: a pair cannot be read, its number is negative or not finite, or a name comes twice.
    """
    found: dict[str, float] = {}
    for pair in (part.strip() for part in (text or "").split(",")):
        if not pair:
            continue
        name, _, value = (part.strip() for part in pair.partition("="))
        if name in found:
            raise InputError(f"LOSS_WEIGHTS gives {name} twice: leave one of them out.")
        found[name] = _weight(pair, value)
    return found


def describe_loss_weights(weights: LossWeights | SpadeLossWeights) -> str:
    """Return the weights as a user writes them, without that of the diversity loss."""
    return ", ".join(f"{name}={value:g}" for name, value in asdict(weights).items() if name != OWN_PARAMETER)


def _weight(pair: str, value: str) -> float:
    try:
        weight = float(value)
    except ValueError:
        weight = -1.0
    if not (weight >= 0 and math.isfinite(weight)):
        raise InputError(
            f'LOSS_WEIGHTS can\'t be read at "{pair}": write the name of a loss, = and a number from 0 up, separated '
            'by commas, as in "perceptual=3, colour=2".'
        )
    return weight


def with_loss_weights(usual: Weights, asked: Mapping[str, float]) -> Weights:
    """Return the default weights, replaced by those that a user asked for.

    Raises:
        InputError: there is no such loss, or its weight is a parameter by itself.
    """
    names = [name for name in asdict(usual) if name != OWN_PARAMETER]
    for name in asked:
        if name == OWN_PARAMETER:
            raise InputError("LOSS_WEIGHTS names diversity, whose weight is given by DIVERSITY: leave it out there.")
        if name not in names:
            raise InputError(f"LOSS_WEIGHTS: generators of this size have no {name}. They have: {', '.join(names)}.")
    return replace(usual, **asked)
