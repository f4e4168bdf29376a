"""One training step of the generator: it reads as the method does."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace

import torch
from lightning_fabric import Fabric
from torch import Tensor, nn

from ..averaging import average_weights
from . import losses
from .architecture import FINE_SCALES, STRIDES, Architecture
from .batch import Batch
from .discriminator import SegmentationDiscriminator
from .encoder import StyleEncoder
from .label_features import random_noise
from .levelling import level_pixels
from .network import GeneratorNetwork
from .scenes import Crops
from .stepping import descend, seed_step
from .texture import feature_texture, patch_texture
from .training_settings import TrainingSettings

PENALTY_INTERVAL = 8
"""Steps between two gradient penalties, which cost as much as a step."""

UNOPPOSED_RATE = 2.5
"""How many times faster the generator learns while there is no discriminator to keep pace with."""


class TrainingState(nn.Module):
    """Everything that a step changes: the networks, the averaged networks and the optimisers."""

    def __init__(self, architecture: Architecture, settings: TrainingSettings) -> None:
        super().__init__()
        torch.manual_seed(settings.seed)
        self.generator = GeneratorNetwork(architecture)
        self.encoder = StyleEncoder(architecture)
        self.discriminator = SegmentationDiscriminator(architecture.bands, architecture.classes)
        self.perceptual = copy.deepcopy(self.discriminator).requires_grad_(False)
        self.averaged_generator = copy.deepcopy(self.generator).requires_grad_(False)
        self.averaged_encoder = copy.deepcopy(self.encoder).requires_grad_(False)

    def fix_perceptual(self) -> None:
        """Keep the discriminator as it is now, trained on the real classes alone, as the network of the perceptual
        loss.
        """
        self.perceptual.load_state_dict(self.discriminator.state_dict())

    def painters(self) -> Iterator[nn.Parameter]:
        """Yield the weights that the generator's optimiser moves: generator and encoder."""
        yield from self.generator.parameters()
        yield from self.encoder.parameters()

    def settle(self, step: int, ceiling: float) -> None:
        """Level the generator after a step of its own, and move the averaged weights towards the current ones.

        Args:
            step: steps of the generator before this one.
            ceiling: see `average_weights`.
        """
        level_pixels(self.generator)
        average_weights(self.averaged_generator, self.generator, step, ceiling)
        average_weights(self.averaged_encoder, self.encoder, step, ceiling)


class TrainingStep:
    """One step of the discriminator and one of the generator on a batch."""

    def __init__(
        self, state: TrainingState, architecture: Architecture, settings: TrainingSettings, fabric: Fabric
    ) -> None:
        self.state = state
        self.architecture = architecture
        self.settings = settings
        self.fabric = fabric
        rates = (settings.generator_rate, settings.discriminator_rate)
        weights = (list(state.painters()), list(state.discriminator.parameters()))
        self.optimisers = [
            torch.optim.Adam(group, lr=rate, betas=(0.5, 0.99)) for group, rate in zip(weights, rates, strict=True)
        ]

    def __call__(self, crops: Crops, step: int) -> dict[str, float]:
        """Take step number `step` (from 0) on these crops and return its losses by name."""
        seed_step(self.fabric, self.settings.seed, step)
        self._set_rates(step)
        batch = Batch.of(crops, self.architecture, self.fabric.device)
        if step < self.settings.warm_up:
            return self._learn_classes(batch)
        if step == self.settings.warm_up:
            self.state.fix_perceptual()
        growth = self._growth(step)
        if step < self.settings.opposed_from:
            values = self._reconstruct(batch, step)
            self.state.settle(step - self.settings.warm_up, self.settings.average)
            return values
        with self.fabric.autocast():
            synthetic, codes, gaussian = self._paint(batch)
        of_discriminator = self._discriminator_step(batch, synthetic.detach())
        if self.settings.weights.gradient_penalty and step % PENALTY_INTERVAL == 0:
            of_discriminator |= self._penalty_step(batch)
        of_generator = self._generator_step(batch, synthetic, codes, gaussian, growth)
        self.state.settle(step - self.settings.warm_up, self.settings.average)
        return {**of_discriminator, **of_generator}

    def _growth(self, step: int) -> float:
        """Return the share of their full weight that adversarial and diversity losses have at a step."""
        opposed, settled = self.settings.opposed_from, self.settings.settled_from
        if step >= settled:
            return 1.0
        return max(0.0, (step - opposed) / (settled - opposed))

    def _noisy(self, step: int) -> Architecture:
        """Return the architecture with the noise of a step: without the fine noise until the coarse one is used."""
        coarse = len(STRIDES) - FINE_SCALES
        if step >= self.settings.coarse_noise_alone * self.settings.warm_up:
            return self.architecture
        amplitudes = self.architecture.noise_amplitudes[:coarse] + (0.0,) * FINE_SCALES
        return replace(self.architecture, noise_amplitudes=amplitudes)

    def _paint(self, batch: Batch) -> tuple[Tensor, Tensor, tuple[Tensor, Tensor]]:
        """Return images of the whole batch and their codes: first half encoded, second half from the prior, in pairs
        on one land cover.
        """
        encoded = slice(0, batch.encoded)
        means, log_variances = self.state.encoder(batch.image[encoded], batch.shares[encoded])
        codes = means + torch.randn_like(means) * (0.5 * log_variances).exp()
        codes = torch.cat([codes, torch.randn_like(means)])
        return self.state.generator(batch.pyramid, self._noise(batch), codes), codes, (means, log_variances)

    def _noise(self, batch: Batch) -> list[Tensor]:
        """Return noise for every scale; both images of a pair get the same, so that only their codes differ."""
        first, second = batch.pairs
        fields = random_noise(self.architecture, batch.pyramid, batch.instances)
        for noise in fields:
            noise[second] = noise[first]
        return fields

    def _learn_classes(self, batch: Batch) -> dict[str, float]:
        """Teach the discriminator the classes of real pixels."""
        weights = losses.class_weights(batch.labels, self.architecture.classes)
        with self.fabric.autocast():
            logits = self.state.discriminator(batch.image).classes
            return self._optimise(1, {"discriminator_real": losses.class_adversarial(logits, batch.labels, weights)})

    def _reconstruct(self, batch: Batch, step: int) -> dict[str, float]:
        """Paint every real crop from its own code, to learn colours, layout and texture without an adversary."""
        count = batch.image.shape[0]
        with self.fabric.autocast():
            means, log_variances = self.state.encoder(batch.image, batch.shares)
            codes = means + torch.randn_like(means) * (0.5 * log_variances).exp()
            pyramid = [features[:count] for features in batch.pyramid]
            instances = None if batch.instances is None else batch.instances[:count]
            synthetic = self.state.generator(pyramid, random_noise(self._noisy(step), pyramid, instances), codes)
            parts = self._resemblance(batch, synthetic, (means, log_variances))
        return self._optimise(0, parts)

    def _resemblance(self, batch: Batch, synthetic: Tensor, gaussian: tuple[Tensor, Tensor]) -> dict[str, Tensor]:
        """Return the losses of images (n, bands, s, s) painted for the first n crops from their encoded codes."""
        weights = self.settings.weights
        own = slice(0, len(synthetic))
        image, strata, known = batch.image[own], batch.strata[own], batch.labels[own] != losses.UNKNOWN
        with torch.no_grad():
            real_content = self.state.perceptual.encoded(image)
        content = self.state.perceptual.encoded(synthetic)
        return {
            "perceptual": weights.perceptual * losses.feature_matching(content, real_content),
            "patch_texture": weights.patch_texture * patch_texture(synthetic, image, strata),
            "feature_texture": weights.feature_texture * feature_texture(content, real_content, strata),
            "colour": weights.colour * losses.pooled_colour(synthetic, image, known),
            "divergence": weights.divergence * losses.divergence_from_prior(*gaussian),
        }

    def _discriminator_step(self, batch: Batch, synthetic: Tensor) -> dict[str, float]:
        classes = self.architecture.classes
        weights = losses.class_weights(batch.labels, classes)
        known = batch.painted_labels != losses.UNKNOWN
        synthetic_labels = torch.where(known, classes, losses.UNKNOWN)
        real = batch.image.shape[0]
        with self.fabric.autocast():
            judged = self.state.discriminator(torch.cat([batch.image, synthetic.to(batch.image.dtype)]))
            parts = {
                "discriminator_real": losses.class_adversarial(judged.classes[:real], batch.labels, weights),
                "discriminator_synthetic": losses.class_adversarial(judged.classes[real:], synthetic_labels, weights),
                "patch_real": losses.hinge_real(judged.patches[:real]),
                "patch_synthetic": losses.hinge_synthetic(judged.patches[real:]),
            }
            if self.settings.weights.label_mix:
                parts["label_mix"] = self.settings.weights.label_mix * losses.label_mix(
                    lambda image: self.state.discriminator(image).classes,
                    batch.image,
                    synthetic[:real].to(batch.image.dtype),
                    judged.classes[:real],
                    judged.classes[real : 2 * real],
                    batch.labels,
                )
        return self._optimise(1, parts)

    def _penalty_step(self, batch: Batch) -> dict[str, float]:
        """Flatten the discriminator around real images, for all the steps until the next time (StyleGAN2's lazy R1)."""
        image = batch.image.clone().requires_grad_(True)
        weight = self.settings.weights.gradient_penalty * PENALTY_INTERVAL / 2
        with self.fabric.autocast():
            judged = self.state.discriminator(image)
            classes = judged.classes.float()
            realness = classes[:, :-1].logsumexp(1, keepdim=True) - classes[:, -1:]
            penalty = losses.gradient_penalty(judged.patches, image) + losses.gradient_penalty(realness, image)
        return self._optimise(1, {"gradient_penalty": weight * penalty})

    def _generator_step(
        self, batch: Batch, synthetic: Tensor, codes: Tensor, gaussian: tuple[Tensor, Tensor], growth: float
    ) -> dict[str, float]:
        weights = self.settings.weights
        encoded = slice(0, batch.encoded)
        first, second = batch.pairs
        balance = losses.class_weights(batch.painted_labels, self.architecture.classes)
        self.state.discriminator.requires_grad_(False)
        with self.fabric.autocast():
            judged = self.state.discriminator(synthetic)
            with torch.no_grad():
                real = self.state.discriminator.encoded(batch.image[encoded])
            encoded_features = [features[encoded] for features in judged.features]
            parts = self._resemblance(batch, synthetic[encoded], gaussian) | {
                "class_adversarial": growth
                * weights.class_adversarial
                * losses.class_adversarial(judged.classes, batch.painted_labels, balance),
                "patch_adversarial": -growth * weights.patch_adversarial * judged.patches.float().mean(),
                "feature_matching": weights.feature_matching * losses.feature_matching(encoded_features, real),
                "diversity": growth
                * weights.diversity
                * losses.diversity(
                    synthetic[first], synthetic[second], codes[first], codes[second], weights.diversity_ceiling
                ),
            }
        values = self._optimise(0, parts)
        self.state.discriminator.requires_grad_(True)
        return values

    def _optimise(self, which: int, parts: dict[str, Tensor]) -> dict[str, float]:
        return descend(self.fabric, self.optimisers[which], parts)

    def _set_rates(self, step: int) -> None:
        left = (self.settings.iterations - step) / max(self.settings.iterations * (1 - self.settings.decay_from), 1)
        generator_rate, discriminator_rate = self.settings.generator_rate, self.settings.discriminator_rate
        if step < self.settings.opposed_from:
            generator_rate *= UNOPPOSED_RATE
        for optimiser, rate in zip(self.optimisers, (generator_rate, discriminator_rate), strict=True):
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1.0, max(left, 0.0))
