"""One training step of the default family: the discriminators, then generator and encoder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from lightning_fabric import Fabric
from torch import Tensor

from ...contract.class_scheme import UNKNOWN
from ..network.architecture import FINE_NOISE_SCALES, STRIDES, Architecture
from ..network.class_statistics import class_statistics
from ..network.discriminator import DiscriminatorOutput
from ..network.inputs import NetworkInputs
from ..network.label_features import one_hot
from ..network.noise import RandomNoise
from ..network.perceptual_features import FeaturePair, PretrainedFeatures, extract_feature_pair
from . import losses
from .batch import Batch, make_batch
from .crops import CropBatch
from .networks import GeneratorTrainingState
from .optimise import optimiser_step, seed_step
from .settings import GeneratorTrainingSettings
from .style_statistics import DrawnCodes, code_distance, statistics_distance
from .texture_loss import feature_texture, patch_texture

PENALTY_INTERVAL = 8
"""Steps between two gradient penalties, which cost as much as a step."""

NON_ADVERSARIAL_RATE_FACTOR = 2.5
"""Factor of the generator's learning rate before it is trained against the discriminators."""


@dataclass(frozen=True)
class GeneratedBatch:
    """The images generated for a batch, and what they were generated from.

    Attributes:
        images: (N, bands, s, s) in [-1, 1]: the first half with encoded codes, the second half with random ones.
        codes: (N, code size).
        gaussian: means and log variances of the encoded codes.
        drawn: the random codes with the statistics that they want; None where no loss compares these.
    """

    images: Tensor
    codes: Tensor
    gaussian: tuple[Tensor, Tensor]
    drawn: DrawnCodes | None


class TrainingStep:
    """One step of the discriminator and one of the generator on a batch."""

    def __init__(
        self,
        state: GeneratorTrainingState,
        architecture: Architecture,
        settings: GeneratorTrainingSettings,
        fabric: Fabric,
        pretrained: PretrainedFeatures | None = None,
    ) -> None:
        """Prepare the optimisers.

        Args:
            state: on the fabric's device.
            architecture: of the generator.
            settings: how to train.
            fabric: device and precision.
            pretrained: pretrained features on the same device, in which imagery is compared and scored; None where the
                settings say so.
        """
        self.pretrained = pretrained
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
            generated = self._generate(batch)
            pair = None
            if self.pretrained is not None:
                pair = extract_feature_pair(self.pretrained, batch.image, generated.images)
        of_discriminator = self._discriminator_step(batch, generated.images.detach(), pair)
        if self.settings.weights.gradient_penalty and step % PENALTY_INTERVAL == 0:
            of_discriminator |= self._penalty_step(batch)
        of_generator = self._generator_step(batch, generated, pair, growth)
        self.state.update_ema(step - self.settings.warm_up, self.settings.average)
        return {**of_discriminator, **of_generator}

    def _growth(self, step: int) -> float:
        """Return the share of their full weight that adversarial and diversity losses have at a step."""
        start, end = self.settings.adversarial_start, self.settings.full_weight_start
        if step >= end:
            return 1.0
        return max(0.0, (step - start) / (end - start))

    def _noise_amplitudes(self, step: int) -> tuple[float, ...]:
        """Return the noise amplitudes of the four scales at a step: no fine noise until the coarse one is used."""
        amplitudes = self.architecture.noise_amplitudes
        if step >= self.settings.fine_noise_delay * self.settings.warm_up:
            return amplitudes
        return amplitudes[: len(STRIDES) - FINE_NOISE_SCALES] + (0.0,) * FINE_NOISE_SCALES

    def _generate(self, batch: Batch) -> GeneratedBatch:
        """Return images of the whole batch: first half with encoded codes, second half with codes drawn as users draw
        them, in pairs on one land cover.
        """
        encoded = slice(0, batch.encoded)
        means, log_variances = (part.float() for part in self.state.encoder(batch.image, batch.class_masks))
        found = means + torch.randn_like(means) * (0.5 * log_variances).exp()
        drawn = self._drawn_with_statistics(batch, found.detach())
        random = _mixed_codes(found.detach(), batch.encoded) if drawn is None else drawn.codes
        codes = torch.cat([found[encoded], random])
        inputs = self._inputs(batch)
        images = self.state.generator(inputs.labels.pyramid(), inputs.noise, codes)
        return GeneratedBatch(images, codes, (means[encoded], log_variances[encoded]), drawn)

    def _drawn_with_statistics(self, batch: Batch, found: Tensor) -> DrawnCodes | None:
        """Remember the real crops with their codes (R, code size), and return random codes of remembered crops."""
        if self.state.styles is None:
            return None
        self.state.styles.remember(found, class_statistics(batch.image, batch.labels, self.architecture.classes))
        return self.state.styles.draw(batch.encoded)

    def _style_losses(self, batch: Batch, generated: GeneratedBatch) -> dict[str, Tensor]:
        """Return the losses that make codes mean the look of the crops that they come from."""
        styles, drawn, weights = self.state.styles, generated.drawn, self.settings.weights
        if styles is None or drawn is None:
            return {}
        classes, encoded = self.architecture.classes, batch.encoded
        parts = {}
        if weights.style_statistics:
            own = class_statistics(batch.image[:encoded], batch.labels[:encoded], classes)
            found = class_statistics(generated.images, batch.synthetic_labels, classes)
            distance = statistics_distance(found, own.followed_by(drawn.wanted), styles.scales())
            parts["style_statistics"] = weights.style_statistics * distance
        if weights.style_regression:
            images, labels = generated.images[encoded:], batch.synthetic_labels[encoded:]
            distance = code_distance(self.state.encoder, images, labels, drawn, styles.code_scale())
            parts["style_regression"] = weights.style_regression * distance
        return parts

    def _inputs(self, batch: Batch) -> NetworkInputs:
        """Return the generator's inputs; both images of a pair get the same noise, so that only their codes differ."""
        first, second = batch.pairs
        inputs = batch.inputs.with_noise(RandomNoise())
        for noise in inputs.noise:
            noise[second] = noise[first]
        return inputs

    def _learn_classes(self, batch: Batch) -> dict[str, float]:
        """Train the discriminator on the classes of real pixels."""
        weights = losses.class_weights(batch.labels, self.architecture.classes)
        with self.fabric.autocast():
            logits = self.state.discriminator(batch.image).classes
            return self._optimise(1, {"discriminator_real": losses.class_adversarial(logits, batch.labels, weights)})

    def _reconstruct(self, batch: Batch, step: int) -> dict[str, float]:
        """Train the generator to generate every real crop from its own code, without the adversarial losses."""
        count = batch.image.shape[0]
        with self.fabric.autocast():
            means, log_variances = self.state.encoder(batch.image, batch.class_masks)
            codes = means + torch.randn_like(means) * (0.5 * log_variances).exp()
            noise = RandomNoise(amplitudes=self._noise_amplitudes(step))
            inputs = batch.inputs.select(slice(0, count)).with_noise(noise)
            synthetic = self.state.generator(inputs.labels.pyramid(), inputs.noise, codes)
            parts = self._resemblance(batch, synthetic, (means, log_variances))
        return self._optimise(0, parts)

    def _resemblance(
        self, batch: Batch, synthetic: Tensor, gaussian: tuple[Tensor, Tensor], pair: FeaturePair | None = None
    ) -> dict[str, Tensor]:
        """Return the losses of images (n, bands, s, s) generated for the first n crops from their encoded codes.

        Args:
            batch: of at least n crops.
            synthetic: the images.
            gaussian: of their codes.
            pair: pretrained features of these images and the real ones, where they are known already.
        """
        weights = self.settings.weights
        own = slice(0, len(synthetic))
        image, strata, known = batch.image[own], batch.strata[own], batch.labels[own] != UNKNOWN
        if pair is None:
            pair = extract_feature_pair(self.pretrained or self.state.perceptual.encoded, image, synthetic)
        kinds = strata.repeat(pair.views, 1, 1)
        return {
            "perceptual": weights.perceptual * self._perceptual(pair),
            "patch_texture": weights.patch_texture * patch_texture(synthetic, image, strata),
            "feature_texture": weights.feature_texture * feature_texture(pair.synthetic, pair.real, kinds),
            "colour": weights.colour * losses.pooled_colour(synthetic, image, known),
            "divergence": weights.divergence * losses.divergence_from_prior(*gaussian),
        }

    def _perceptual(self, pair: FeaturePair) -> Tensor:
        if self.pretrained is None:
            return losses.feature_matching(pair.synthetic, pair.real)
        return losses.direction_matching(pair.synthetic, pair.real)

    def _discriminator_step(self, batch: Batch, synthetic: Tensor, pair: FeaturePair | None) -> dict[str, float]:
        weights = losses.class_weights(batch.labels, self.architecture.classes)
        real = batch.image.shape[0]
        with self.fabric.autocast():
            output = self.state.discriminator(torch.cat([batch.image, synthetic.to(batch.image.dtype)]))
            of_real, of_synthetic = self._patches(batch, output, None if pair is None else pair.detached())
            parts = {
                "discriminator_real": losses.class_adversarial(output.classes[:real], batch.labels, weights),
                "discriminator_synthetic": losses.synthetic_adversarial(
                    output.classes[real:], batch.synthetic_labels, weights
                ),
                "patch_real": _mean(losses.hinge_real, of_real),
                "patch_synthetic": _mean(losses.hinge_synthetic, of_synthetic),
            }
        return self._optimise(1, parts)

    def _patches(
        self, batch: Batch, output: DiscriminatorOutput, pair: FeaturePair | None
    ) -> tuple[list[Tensor], list[Tensor]]:
        """Return scores of the patches of real and of synthetic images, one tensor a scale."""
        if pair is None or self.state.projected is None:
            real = batch.image.shape[0]
            return [output.patches[:real]], [output.patches[real:]]
        classes = self.architecture.classes
        return (
            self.state.projected(pair.real, one_hot(batch.labels, classes)),
            self.state.projected(pair.synthetic, one_hot(batch.synthetic_labels, classes)),
        )

    def _penalty_step(self, batch: Batch) -> dict[str, float]:
        """Flatten the discriminator around real images, for all the steps until the next time (StyleGAN2's lazy R1)."""
        image = batch.image.clone().requires_grad_(True)
        weight = self.settings.weights.gradient_penalty * PENALTY_INTERVAL / 2
        with self.fabric.autocast():
            output = self.state.discriminator(image)
            classes = output.classes.float()
            realness = classes[:, :-1].logsumexp(1, keepdim=True) - classes[:, -1:]
            penalty = losses.gradient_penalty(realness, image)
            if self.pretrained is None:
                penalty = penalty + losses.gradient_penalty(output.patches, image)
        return self._optimise(1, {"gradient_penalty": weight * penalty})

    def _generator_step(
        self,
        batch: Batch,
        generated: GeneratedBatch,
        pair: FeaturePair | None,
        growth: float,
    ) -> dict[str, float]:
        weights = self.settings.weights
        synthetic, codes = generated.images, generated.codes
        encoded = slice(0, batch.encoded)
        first, second = batch.pairs
        balance = losses.class_weights(batch.synthetic_labels, self.architecture.classes)
        self.state.set_discriminators_trainable(False)
        with self.fabric.autocast():
            output = self.state.discriminator(synthetic)
            own = None if pair is None else pair.first(batch.encoded)
            parts = self._resemblance(batch, synthetic[encoded], generated.gaussian, own) | {
                "class_adversarial": growth
                * weights.class_adversarial
                * losses.class_adversarial(output.classes, batch.synthetic_labels, balance),
                "patch_adversarial": growth * weights.patch_adversarial * self._patch_adversarial(batch, output, pair),
                "diversity": growth
                * weights.diversity
                * losses.diversity(
                    synthetic[first], synthetic[second], codes[first], codes[second], weights.diversity_ceiling
                ),
            }
            parts |= self._style_losses(batch, generated)
            if weights.feature_matching:
                with torch.no_grad():
                    real = self.state.discriminator.encoded(batch.image[encoded])
                matched = losses.feature_matching([features[encoded] for features in output.features], real)
                parts["feature_matching"] = weights.feature_matching * matched
        values = self._optimise(0, parts)
        self.state.set_discriminators_trainable(True)
        return values

    def _patch_adversarial(self, batch: Batch, output: DiscriminatorOutput, pair: FeaturePair | None) -> Tensor:
        """Return minus the mean patch score of the synthetic images, of which `output` is the discriminator's."""
        if pair is None or self.state.projected is None:
            return -output.patches.float().mean()
        class_masks = one_hot(batch.synthetic_labels, self.architecture.classes)
        return _mean(lambda scores: -scores.float().mean(), self.state.projected(pair.synthetic, class_masks))

    def _optimise(self, which: int, parts: dict[str, Tensor]) -> dict[str, float]:
        return optimiser_step(self.fabric, self.optimisers[which], parts)

    def _set_rates(self, step: int) -> None:
        left = (self.settings.iterations - step) / max(self.settings.iterations * (1 - self.settings.decay_from), 1)
        generator_rate, discriminator_rate = self.settings.generator_rate, self.settings.discriminator_rate
        if step < self.settings.adversarial_start:
            generator_rate *= NON_ADVERSARIAL_RATE_FACTOR
        for optimiser, rate in zip(self.optimisers, (generator_rate, discriminator_rate), strict=True):
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1.0, max(left, 0.0))


def _mixed_codes(found: Tensor, count: int) -> Tensor:
    """Return random codes (count, code size) as users draw them: mixtures of two of those found in crops (n, code
    size).
    """
    first = torch.randint(len(found), (count,), device=found.device)
    second = (first + torch.randint(1, len(found), (count,), device=found.device)) % len(found)
    return torch.lerp(found[first], found[second], torch.rand(count, 1, device=found.device))


def _mean(loss: Callable[[Tensor], Tensor], scores: list[Tensor]) -> Tensor:
    """Return the mean of a loss over the scales."""
    return torch.stack([loss(of_scale) for of_scale in scores]).mean()
