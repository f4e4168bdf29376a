"""How the source work trains; the defaults are the published settings."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...contract.loss_weights import SpadeLossWeights


@dataclass(frozen=True)
class SpadeSettings:
    """How a generator of the family is trained.

    Attributes:
        iterations: optimiser steps of the generator.
        crop: edge of a training crop in pixels, the architecture's chip.
        batch: crops a step.
        generator_rate: learning rate of generator and encoder, constant.
        discriminator_rate: learning rate of the discriminator.
        seed: of weights, crops and codes.
    """

    iterations: int = 20_000
    crop: int = 256
    batch: int = 16
    generator_rate: float = 1e-4
    discriminator_rate: float = 4e-4
    seed: int = 0
    weights: SpadeLossWeights = field(default_factory=SpadeLossWeights)
