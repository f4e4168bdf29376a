"""One training step of the generator: it reads as the method does."""

from __future__ import annotations

from collections.abc import Callable

import torch
from lightning_fabric import Fabric
from torch import Tensor

from ...contract.class_scheme import UNKNOWN
from ..network.architecture import FINE_SCALES, STRIDES, Architecture
from ..network.discriminator import DiscriminatorOutput
from ..network.inputs import NetworkInputs
from ..network.label_features import one_hot
from ..network.noise import RandomNoise
from ..network.perceptual_features import FeaturePair, PretrainedFeatures, extract_feature_pair
from . import losses
from .batch import Batch, make_batch
from .crops import CropBatch
from .networks import GeneratorTrainingState
from .optimise import descend, seed_step
from .settings import GeneratorTrainingSettings
from .texture_loss import feature_texture, patch_texture

PENALTY_INTERVAL = 8
"""Steps between two gradient penalties, which cost as much as a step."""

UNOPPOSED_RATE = 2.5
"""How many times faster the generator learns while there is no discriminator to keep pace with."""


class TrainingStep:
    """One step of the discriminator and one of the generator on a batch."""

    def __init__(
        self,
        state: GeneratorTrainingState,
        architecture: Architecture,
        settings: GeneratorTrainingSettings,
        fabric: Fabric,
        photographs: PretrainedFeatures | None = None,
    ) -> None:
        """Prepare the optimisers.

        Args:
            state: on the fabric's device.
            architecture: of the generator.
            settings: how to train.
            fabric: device and precision.
            photographs: the network that imagery is compared and judged in, on the same device, if the settings say so.
        """
        self.photographs = photographs
        self.state = state
        self.architecture = architecture
        self.settings = settings
        self.fabric = fabric
        rates = (settings.generator_rate, settings.discriminator_rate)
        weights = (list(state.generator_parameters()), list(state.discriminator_parameters()))
        self.optimisers = [
            torch.optim.Adam(group, lr=rate, betas=(0.5, 0.99)) for group, rate in zip(weights, rates, strict=True)
        ]

    def __call__(self, crops: CropBatch, step: int) -> dict[str, float]:
        """Take step number `step` (from 0) on these crops and return its losses by name."""
        seed_step(self.fabric, self.settings.seed, step)
        self._set_rates(step)
        batch = make_batch(crops, self.architecture, self.fabric.device)
        if step < self.settings.warm_up:
            return self._learn_classes(batch)
        if step == self.settings.warm_up:
            self.state.freeze_perceptual_network()
        growth = self._growth(step)
        if step < self.settings.adversarial_start:
            values = self._reconstruct(batch, step)
            self.state.update_ema(step - self.settings.warm_up, self.settings.average)
            return values
        with self.fabric.autocast():
            synthetic, codes, gaussian = self._paint(batch)
            seen = None if self.photographs is None else extract_feature_pair(self.photographs, batch.image, synthetic)
        of_discriminator = self._discriminator_step(batch, synthetic.detach(), seen)
        if self.settings.weights.gradient_penalty and step % PENALTY_INTERVAL == 0:
            of_discriminator |= self._penalty_step(batch)
        of_generator = self._generator_step(batch, synthetic, codes, gaussian, seen, growth)
        self.state.update_ema(step - self.settings.warm_up, self.settings.average)
        return {**of_discriminator, **of_generator}

    def _growth(self, step: int) -> float:
        """Return the share of their full weight that adversarial and diversity losses have at a step."""
        opposed, settled = self.settings.adversarial_start, self.settings.full_weight_start
        if step >= settled:
            return 1.0
        return max(0.0, (step - opposed) / (settled - opposed))

    def _noise_amplitudes(self, step: int) -> tuple[float, ...]:
        """Return the noise amplitudes of the four scales at a step: no fine noise until the coarse one is used."""
        amplitudes = self.architecture.noise_amplitudes
        if step >= self.settings.fine_noise_delay * self.settings.warm_up:
            return amplitudes
        return amplitudes[: len(STRIDES) - FINE_SCALES] + (0.0,) * FINE_SCALES

    def _paint(self, batch: Batch) -> tuple[Tensor, Tensor, tuple[Tensor, Tensor]]:
        """Return images of the whole batch and their codes: first half encoded, second half drawn as users draw them,
        in pairs on one land cover; and the Gaussians of the encoded ones.
        """
        encoded = slice(0, batch.encoded)
        means, log_variances = (part.float() for part in self.state.encoder(batch.image, batch.shares))
        found = means + torch.randn_like(means) * (0.5 * log_variances).exp()
        codes = torch.cat([found[encoded], _drawn(found.detach(), batch.encoded)])
        inputs = self._inputs(batch)
        images = self.state.generator(inputs.labels.pyramid(), inputs.noise, codes)
        return images, codes, (means[encoded], log_variances[encoded])

    def _inputs(self, batch: Batch) -> NetworkInputs:
        """Return the generator's inputs; both images of a pair get the same noise, so that only their codes differ."""
        first, second = batch.pairs
        inputs = batch.inputs.with_noise(RandomNoise())
        for noise in inputs.noise:
            noise[second] = noise[first]
        return inputs

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
            noise = RandomNoise(amplitudes=self._noise_amplitudes(step))
            inputs = batch.inputs.select(slice(0, count)).with_noise(noise)
            synthetic = self.state.generator(inputs.labels.pyramid(), inputs.noise, codes)
            parts = self._resemblance(batch, synthetic, (means, log_variances))
        return self._optimise(0, parts)

    def _resemblance(
        self, batch: Batch, synthetic: Tensor, gaussian: tuple[Tensor, Tensor], seen: FeaturePair | None = None
    ) -> dict[str, Tensor]:
        """Return the losses of images (n, bands, s, s) painted for the first n crops from their encoded codes.

        Args:
            batch: of at least n crops.
            synthetic: the images.
            gaussian: of their codes.
            seen: these images and the real ones as `photographs` sees them, if it has looked already.
        """
        weights = self.settings.weights
        own = slice(0, len(synthetic))
        image, strata, known = batch.image[own], batch.strata[own], batch.labels[own] != UNKNOWN
        if seen is None:
            seen = extract_feature_pair(self.photographs or self.state.perceptual.encoded, image, synthetic)
        kinds = strata.repeat(seen.views, 1, 1)
        return {
            "perceptual": weights.perceptual * self._unlike(seen),
            "patch_texture": weights.patch_texture * patch_texture(synthetic, image, strata),
            "feature_texture": weights.feature_texture * feature_texture(seen.synthetic, seen.real, kinds),
            "colour": weights.colour * losses.pooled_colour(synthetic, image, known),
            "divergence": weights.divergence * losses.divergence_from_prior(*gaussian),
        }

    def _unlike(self, seen: FeaturePair) -> Tensor:
        if self.photographs is None:
            return losses.feature_matching(seen.synthetic, seen.real)
        return losses.direction_matching(seen.synthetic, seen.real)

    def _discriminator_step(self, batch: Batch, synthetic: Tensor, seen: FeaturePair | None) -> dict[str, float]:
        classes = self.architecture.classes
        weights = losses.class_weights(batch.labels, classes)
        known = batch.synthetic_labels != UNKNOWN
        synthetic_labels = torch.where(known, classes, UNKNOWN)
        real = batch.image.shape[0]
        with self.fabric.autocast():
            judged = self.state.discriminator(torch.cat([batch.image, synthetic.to(batch.image.dtype)]))
            of_real, of_synthetic = self._patches(batch, judged, None if seen is None else seen.detached())
            parts = {
                "discriminator_real": losses.class_adversarial(judged.classes[:real], batch.labels, weights),
                "discriminator_synthetic": losses.class_adversarial(judged.classes[real:], synthetic_labels, weights),
                "patch_real": _mean(losses.hinge_real, of_real),
                "patch_synthetic": _mean(losses.hinge_synthetic, of_synthetic),
            }
        return self._optimise(1, parts)

    def _patches(
        self, batch: Batch, judged: DiscriminatorOutput, seen: FeaturePair | None
    ) -> tuple[list[Tensor], list[Tensor]]:
        """Return scores of the patches of real and of synthetic images, one tensor a scale."""
        if seen is None or self.state.projected is None:
            real = batch.image.shape[0]
            return [judged.patches[:real]], [judged.patches[real:]]
        classes = self.architecture.classes
        return (
            self.state.projected(seen.real, one_hot(batch.labels, classes)),
            self.state.projected(seen.synthetic, one_hot(batch.synthetic_labels, classes)),
        )

    def _penalty_step(self, batch: Batch) -> dict[str, float]:
        """Flatten the discriminator around real images, for all the steps until the next time (StyleGAN2's lazy R1)."""
        image = batch.image.clone().requires_grad_(True)
        weight = self.settings.weights.gradient_penalty * PENALTY_INTERVAL / 2
        with self.fabric.autocast():
            judged = self.state.discriminator(image)
            classes = judged.classes.float()
            realness = classes[:, :-1].logsumexp(1, keepdim=True) - classes[:, -1:]
            penalty = losses.gradient_penalty(realness, image)
            if self.photographs is None:
                penalty = penalty + losses.gradient_penalty(judged.patches, image)
        return self._optimise(1, {"gradient_penalty": weight * penalty})

    def _generator_step(
        self,
        batch: Batch,
        synthetic: Tensor,
        codes: Tensor,
        gaussian: tuple[Tensor, Tensor],
        seen: FeaturePair | None,
        growth: float,
    ) -> dict[str, float]:
        weights = self.settings.weights
        encoded = slice(0, batch.encoded)
        first, second = batch.pairs
        balance = losses.class_weights(batch.synthetic_labels, self.architecture.classes)
        self.state.set_discriminators_trainable(False)
        with self.fabric.autocast():
            judged = self.state.discriminator(synthetic)
            own = None if seen is None else seen.first(batch.encoded)
            parts = self._resemblance(batch, synthetic[encoded], gaussian, own) | {
                "class_adversarial": growth
                * weights.class_adversarial
                * losses.class_adversarial(judged.classes, batch.synthetic_labels, balance),
                "patch_adversarial": growth * weights.patch_adversarial * self._fooled(batch, judged, seen),
                "diversity": growth
                * weights.diversity
                * losses.diversity(
                    synthetic[first], synthetic[second], codes[first], codes[second], weights.diversity_ceiling
                ),
            }
            if weights.feature_matching:
                with torch.no_grad():
                    real = self.state.discriminator.encoded(batch.image[encoded])
                matched = losses.feature_matching([features[encoded] for features in judged.features], real)
                parts["feature_matching"] = weights.feature_matching * matched
        values = self._optimise(0, parts)
        self.state.set_discriminators_trainable(True)
        return values

    def _fooled(self, batch: Batch, judged: DiscriminatorOutput, seen: FeaturePair | None) -> Tensor:
        """Return minus the mean score of the patches of synthetic images (N, bands, s, s), of which `judged` tells."""
        if seen is None or self.state.projected is None:
            return -judged.patches.float().mean()
        shares = one_hot(batch.synthetic_labels, self.architecture.classes)
        return _mean(lambda scores: -scores.float().mean(), self.state.projected(seen.synthetic, shares))

    def _optimise(self, which: int, parts: dict[str, Tensor]) -> dict[str, float]:
        return descend(self.fabric, self.optimisers[which], parts)

    def _set_rates(self, step: int) -> None:
        left = (self.settings.iterations - step) / max(self.settings.iterations * (1 - self.settings.decay_from), 1)
        generator_rate, discriminator_rate = self.settings.generator_rate, self.settings.discriminator_rate
        if step < self.settings.adversarial_start:
            generator_rate *= UNOPPOSED_RATE
        for optimiser, rate in zip(self.optimisers, (generator_rate, discriminator_rate), strict=True):
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1.0, max(left, 0.0))


def _drawn(found: Tensor, count: int) -> Tensor:
    """Return random codes (count, code size) as users draw them: mixtures of two of those found in crops (n, code
    size).
    """
    first = torch.randint(len(found), (count,), device=found.device)
    second = (first + torch.randint(1, len(found), (count,), device=found.device)) % len(found)
    return torch.lerp(found[first], found[second], torch.rand(count, 1, device=found.device))


def _mean(loss: Callable[[Tensor], Tensor], scores: list[Tensor]) -> Tensor:
    """Return the mean of a loss over the scales."""
    return torch.stack([loss(of_scale) for of_scale in scores]).mean()
