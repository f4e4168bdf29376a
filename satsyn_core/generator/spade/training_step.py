"""One training step of the source work's method."""

from __future__ import annotations

import torch
from lightning_fabric import Fabric
from torch import Tensor, nn

from ..network.label_features import one_hot
from ..training.crops import CropBatch
from ..training.losses import divergence_from_prior
from ..training.optimise import optimiser_step, seed_step
from . import losses
from .architecture import SpadeArchitecture
from .discriminator import MultiScaleDiscriminator
from .encoder import SpadeEncoder
from .network import SpadeNetwork
from .settings import SpadeSettings
from .vgg import VggFeatures

BETAS = (0.0, 0.9)


class SpadeState(nn.Module):
    """The networks that a step changes. There are no averaged weights: the source work has none."""

    def __init__(self, architecture: SpadeArchitecture, settings: SpadeSettings) -> None:
        super().__init__()
        torch.manual_seed(settings.seed)
        self.generator = SpadeNetwork(architecture, spectral=True)
        self.encoder = SpadeEncoder(architecture, spectral=True)
        self.discriminator = MultiScaleDiscriminator(architecture)


class SpadeStep:
    """One step of generator and encoder, then one of the discriminator, each on images generated for it."""

    def __init__(
        self, state: SpadeState, settings: SpadeSettings, fabric: Fabric, perceptual: VggFeatures | None
    ) -> None:
        """Prepare the optimisers.

        Args:
            state: on the fabric's device.
            settings: how to train.
            fabric: device and precision.
            perceptual: network of the perceptual loss, on the same device; None leaves the loss out.
        """
        self.state = state
        self.settings = settings
        self.fabric = fabric
        self.perceptual = perceptual
        generator_parameters = [*state.generator.parameters(), *state.encoder.parameters()]
        self.optimisers = [
            torch.optim.Adam(generator_parameters, settings.generator_rate, BETAS),
            torch.optim.Adam(state.discriminator.parameters(), settings.discriminator_rate, BETAS),
        ]

    def __call__(self, crops: CropBatch, step: int) -> dict[str, float]:
        """Take step number `step` (from 0) on these crops and return its losses by name."""
        seed_step(self.fabric, self.settings.seed, step)
        image = torch.from_numpy(crops.image).to(self.fabric.device)
        classes = torch.from_numpy(crops.labels).to(self.fabric.device)
        labels = one_hot(classes, self.state.generator.architecture.classes, unknown_channel=True)
        return {**self._generator_step(image, labels), **self._discriminator_step(image, labels)}

    def _sampled_codes(self, image: Tensor, count: int) -> tuple[list[Tensor], tuple[Tensor, Tensor]]:
        """Return `count` codes of each image, drawn from the encoder's Gaussian, and that Gaussian."""
        mean, log_variance = (part.float() for part in self.state.encoder(image))
        spread = (0.5 * log_variance).exp()
        return [mean + spread * torch.randn_like(mean) for _ in range(count)], (mean, log_variance)

    def _generator_step(self, image: Tensor, labels: Tensor) -> dict[str, float]:
        weights = self.settings.weights
        self.state.discriminator.requires_grad_(False)
        with self.fabric.autocast():
            codes, gaussian = self._sampled_codes(image, 2 if weights.diversity else 1)
            images = [self.state.generator(labels, code) for code in codes]
            scores = self.state.discriminator(labels, images[0])
            with torch.no_grad():
                of_real = self.state.discriminator(labels, image)
            parts = {
                "patch_adversarial": weights.patch_adversarial * losses.adversarial(scores),
                "feature_matching": weights.feature_matching * losses.feature_matching(scores, of_real),
                "divergence": weights.divergence * divergence_from_prior(*gaussian),
            }
            if self.perceptual is not None:
                parts["perceptual"] = weights.perceptual * self.perceptual.distance(images[0], image)
            if weights.diversity:
                parts["diversity"] = weights.diversity * losses.diversity(*images, *codes)
        values = self._optimise(0, parts)
        self.state.discriminator.requires_grad_(True)
        return values

    def _discriminator_step(self, image: Tensor, labels: Tensor) -> dict[str, float]:
        with self.fabric.autocast():
            with torch.no_grad():
                (code,), _ = self._sampled_codes(image, 1)
                images = self.state.generator(labels, code)
            # Both at once: instance normalisation keeps them apart.
            scores = self.state.discriminator(torch.cat([labels, labels]), torch.cat([images.to(image.dtype), image]))
            synthetic = [[output[: len(image)] for output in scale] for scale in scores]
            real = [[output[len(image) :] for output in scale] for scale in scores]
            parts = {
                "discriminator_synthetic": losses.hinge(synthetic, real=False),
                "discriminator_real": losses.hinge(real, real=True),
            }
        return self._optimise(1, parts)

    def _optimise(self, which: int, parts: dict[str, Tensor]) -> dict[str, float]:
        return optimiser_step(self.fabric, self.optimisers[which], parts)
