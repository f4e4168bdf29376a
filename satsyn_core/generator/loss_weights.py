"""Weights of the losses of a training, as a user writes them: `perceptual=3, label_mix=1`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import TypeVar

from ..errors import InputError
from .paper.settings import PaperLossWeights
from .training_settings import LossWeights

Weights = TypeVar("Weights", LossWeights, PaperLossWeights)

OWN_PARAMETER = "diversity"
"""The loss whose weight is a parameter by itself, DIVERSITY."""


def read_loss_weights(text: str | None) -> dict[str, float]:
    """Return the weights by the names of their losses.

    Args:
        text: pairs of name and number with `=` between, separated by commas; empty or None for none.

    Raises:
        InputError: a pair is not one, its number is negative or not finite, or a name comes twice.
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


def told_loss_weights(weights: LossWeights | PaperLossWeights) -> str:
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
            'by commas, as in "perceptual=3, label_mix=1".'
        )
    return weight


def with_loss_weights(usual: Weights, asked: Mapping[str, float]) -> Weights:
    """Return the usual weights, but those that a user asked for.

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
