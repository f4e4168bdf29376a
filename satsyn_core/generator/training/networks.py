"""Everything that a training step changes."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import torch
from torch import nn

from ...learning.ema import average_weights
from ..network.architecture import Architecture
from ..network.checkerboard import suppress_checkerboard
from ..network.discriminator import SegmentationDiscriminator
from ..network.encoder import StyleEncoder
from ..network.network import GeneratorNetwork
from ..network.projected_discriminator import ProjectedDiscriminator
from .settings import GeneratorTrainingSettings
from .style_memory import StyleMemory


class GeneratorTrainingState(nn.Module):
    """The networks in training, and their averages, which are what is saved."""

    def __init__(self, architecture: Architecture, settings: GeneratorTrainingSettings) -> None:
        super().__init__()
        torch.manual_seed(settings.seed)
        self.generator = GeneratorNetwork(architecture)
        self.encoder = StyleEncoder(architecture)
        self.discriminator = SegmentationDiscriminator(architecture.bands, architecture.classes)
        self.perceptual = copy.deepcopy(self.discriminator).requires_grad_(False)
        self.projected = (
            ProjectedDiscriminator(architecture.bands, architecture.classes) if settings.photographs else None
        )
        self.styles = StyleMemory(architecture) if settings.weights.needs_style_statistics else None
        self.averaged_generator = copy.deepcopy(self.generator).requires_grad_(False)
        self.averaged_encoder = copy.deepcopy(self.encoder).requires_grad_(False)

    def freeze_perceptual_network(self) -> None:
        """Keep the discriminator as it is now, trained on the real classes alone, as the network of the perceptual
        loss.
        """
        self.perceptual.load_state_dict(self.discriminator.state_dict())

    def generator_parameters(self) -> Iterator[nn.Parameter]:
        """Yield the weights that the generator's optimiser moves: generator and encoder."""
        yield from self.generator.parameters()
        yield from self.encoder.parameters()

    def discriminator_parameters(self) -> Iterator[nn.Parameter]:
        """Yield the weights that the discriminators' optimiser moves."""
        yield from self.discriminator.parameters()
        if self.projected is not None:
            yield from self.projected.heads.parameters()

    def set_discriminators_trainable(self, trainable: bool) -> None:
        """Say whether losses reach the weights of the discriminators."""
        for weights in self.discriminator_parameters():
            weights.requires_grad_(trainable)

    def update_ema(self, step: int, ceiling: float) -> None:
        """Suppress the generator's checkerboard after a step of its own, and update the averaged weights.

        Args:
            step: steps of the generator before this one.
            ceiling: see `average_weights`.
        """
        suppress_checkerboard(self.generator)
        average_weights(self.averaged_generator, self.generator, step, ceiling)
        average_weights(self.averaged_encoder, self.encoder, step, ceiling)
