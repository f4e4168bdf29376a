"""How a generator of the default family is trained: weights of the losses, sizes, rates and phases."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...contract.loss_weights import LossWeights

GROWTH_PHASES = 3
"""How long the adversarial losses grow, in multiples of the warm-up."""


@dataclass(frozen=True)
class GeneratorTrainingSettings:
    """How a generator is trained.

    Attributes:
        iterations: optimiser steps of the generator.
        crop: edge of a training crop in pixels, a multiple of 16.
        batch: images a step, a multiple of 4: half are generated with the encoded codes of their own crops, half with
            random mixtures of two encoded codes, two for each land cover, so that three quarters as many real crops
            are drawn.
        warm_up: steps in which the discriminator alone is trained, on the classes of real imagery. Without them the
            networks chase each other through colours and never reach texture.
        reconstruction_phase: the generator is then trained for so many times `warm_up` steps without adversarial
            losses, which teach it speckle before it generates roofs and roads. After that, adversarial and diversity
            loss grow to their full weight over `GROWTH_PHASES` times `warm_up` steps. 0 for a generator that is trained
            already.
        fine_noise_delay: so many times `warm_up` steps pass before there is noise of the finest scale: a faint one
            matters for the last details. 0 where texture is made of it, and for a generator that is trained already.
        initial: digest of the model file whose weights training starts from; empty for random ones.
        generator_rate, discriminator_rate: Adam learning rates, constant for `decay_from` of the steps, then falling
            linearly to 0.
        average: share of the averaged weights that a step keeps at most, see `average_weights`.
        photographs: whether imagery is compared and scored in pretrained features, see `perceptual_features` and
            `projected_discriminator`; else in features of the discriminator alone.
        plan_share: probability that land cover for random styles is simplified, see `drawn_plans`.
        weights: of the losses.
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
    plan_share: float = 0.0
    weights: LossWeights = field(default_factory=LossWeights)

    @property
    def adversarial_start(self) -> int:
        """Step from which the generator is trained against the discriminators."""
        return (1 + self.reconstruction_phase) * self.warm_up

    @property
    def full_weight_start(self) -> int:
        """Step from which all losses have their full weight."""
        return self.adversarial_start + GROWTH_PHASES * self.warm_up
