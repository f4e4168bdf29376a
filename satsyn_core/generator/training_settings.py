"""How a generator of the default family is trained: weights of the losses, sizes, rates and phases."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LossWeights:
    """Weight of each loss of the generator and encoder; 0 leaves it out. Sources stand at the functions in `losses`."""

    class_adversarial: float = 1.0
    patch_adversarial: float = 1.0
    feature_matching: float = 2.0
    perceptual: float = 2.0
    patch_texture: float = 8.0
    feature_texture: float = 4.0
    colour: float = 4.0
    divergence: float = 0.05
    diversity: float = 6.0
    label_mix: float = 0.0
    gradient_penalty: float = 0.05
    diversity_ceiling: float = 0.08


@dataclass(frozen=True)
class TrainingSettings:
    """How a generator is trained.

    Attributes:
        iterations: optimiser steps of the generator.
        crop: edge of a training crop in pixels, a multiple of 16.
        batch: crops a step, a multiple of 4: half are reconstructed from encoded codes, half drawn with codes from the
            prior, two codes for each land cover, so that three quarters as many real crops are drawn.
        warm_up: steps in which the discriminator learns the real classes before anything is painted; then
            `UNOPPOSED_PHASES` times as many with reconstruction and texture alone, and three times as many over which
            the adversarial losses and the diversity loss grow to their full weight. Without it generator and
            discriminator chase each other through colours and never reach texture.
        generator_rate, discriminator_rate: Adam learning rates, constant for `decay_from` of the steps, then falling
            linearly to 0.
        seed: of weights, crops, codes and noise.
    """

    iterations: int = 20_000
    crop: int = 160
    batch: int = 8
    warm_up: int = 300
    generator_rate: float = 4e-4
    discriminator_rate: float = 4e-4
    decay_from: float = 0.5
    average: float = 0.999
    seed: int = 0
    weights: LossWeights = LossWeights()
