"""How a generator of the default family is trained: weights of the losses, sizes, rates and phases."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...contract.loss_weights import LossWeights

GROWTH_PHASES = 3
"""In units of the warm-up: how long the adversarial losses grow."""


@dataclass(frozen=True)
class GeneratorTrainingSettings:
    """How a generator is trained.

    Attributes:
        iterations: optimiser steps of the generator.
        crop: edge of a training crop in pixels, a multiple of 16.
        batch: crops a step, a multiple of 4: half are reconstructed from encoded codes, half drawn with codes from the
            prior, two codes for each land cover, so that three quarters as many real crops are drawn.
        warm_up: steps in which the discriminator learns the real classes before anything is painted; then
            `reconstruction_phase` times as many with reconstruction and texture alone, and three times as many over
            which the
            adversarial losses and the diversity loss grow to their full weight. Without it generator and discriminator
            chase each other through colours and never reach texture.
        unopposed: how many times longer than the discriminator learns the classes, the generator learns without it:
            adversarial losses that come before it paints roofs and roads teach it speckle. 0 for a generator that
            paints already.
        coarse_noise_alone: how many times longer than the discriminator learns the classes, there is no noise of the
            finest scale: a faint one is left to the last touches. 0 where texture is made of it, and for a generator
            that paints already.
        initial: digest of the model file whose weights training starts from; empty for random ones.
        generator_rate, discriminator_rate: Adam learning rates, constant for `decay_from` of the steps, then falling
            linearly to 0.
        photographs: whether imagery is compared and judged in the features of a network that learnt from photographs,
            see `photographs` and `projected`, and not by what the discriminator learns alone.
        seed: of weights, crops, codes and noise.
    """

    iterations: int = 20_000
    crop: int = 160
    batch: int = 8
    warm_up: int = 300
    reconstruction_phase: int = 6
    fine_noise_delay: int = 5
    initial: str = ""
    generator_rate: float = 4e-4
    discriminator_rate: float = 4e-4
    decay_from: float = 0.5
    average: float = 0.998
    photographs: bool = False
    seed: int = 0
    weights: LossWeights = field(default_factory=LossWeights)

    @property
    def adversarial_start(self) -> int:
        """Step from which the generator paints against the discriminator."""
        return (1 + self.reconstruction_phase) * self.warm_up

    @property
    def full_weight_start(self) -> int:
        """Step from which all losses have their full weight."""
        return self.adversarial_start + GROWTH_PHASES * self.warm_up
