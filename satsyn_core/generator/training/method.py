"""What the training loop asks of a family of generators, and what a user may ask of a training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from lightning_fabric import Fabric
from torch import Tensor, nn
from torch.optim import Optimizer

from ...contract.errors import InputError
from ...contract.progress import Reporter
from ..model import GeneratorDescription, ImageryGenerator
from ..network.label_reach import LabelReach
from ..network.perceptual_features import PretrainedFeatures
from .crops import CropBatch, GeneratorCrops


@dataclass(frozen=True)
class TrainingOptions:
    """What a user decides about a training, whatever is trained; None leaves it to the preset.

    Attributes:
        iterations: training steps.
        crop: pixels along the side of a training crop.
        batch: images a step.
        warm_up: steps of each phase with which training begins, where the method has such.
        diversity: weight of the diversity loss.
        loss_weights: weights of other losses that differ from the usual ones, by name.
        fine_noise: standard deviation of the noise of the finest scale.
        shapes: shape inputs, a key of `SHAPES`, where the family has any; "auto" for those of the initial generator, or
            else edges.
        instance_classes: indices of the classes whose connected parts get a value each.
        instance_size: approximate length of such a part in pixels.
        initial: generator whose weights the training starts from; None starts from random ones.
        photographs: whether imagery is to be compared and scored in pretrained features, where the method can and they
            are installed.
        vgg: whether the method's loss in features of VGG-19 is wanted, where it has one.
        seed: of weights, crops, codes and noise.
    """

    iterations: int
    diversity: float
    seed: int
    warm_up: int
    crop: int | None = None
    batch: int | None = None
    fine_noise: float | None = None
    shapes: str = "auto"
    instance_classes: tuple[int, ...] = ()
    instance_size: int = 24
    initial: ImageryGenerator | None = None
    photographs: bool = True
    vgg: bool = True
    loss_weights: Mapping[str, float] = field(default_factory=dict)


class TrainingMethod(Protocol):
    """How the networks of one family learn; the loop drives any."""

    @property
    def architecture(self) -> LabelReach:
        """Of the generator."""

    @property
    def fabric(self) -> Fabric:
        """Launched; gives device, precision and processes."""

    @property
    def state(self) -> nn.Module:
        """All networks, as one module: what a checkpoint holds."""

    @property
    def pretrained_features(self) -> PretrainedFeatures | None:
        """Pretrained features in which imagery is also compared; None without."""

    @property
    def saved(self) -> Sequence[nn.Module]:
        """The networks whose weights will be saved."""

    @property
    def validation_start(self) -> int:
        """Step from which all losses have their full weight: before it, no weights are the best."""

    @property
    def optimisers(self) -> Sequence[Optimizer]:
        """In a fixed order."""

    @property
    def iterations(self) -> int:
        """Optimiser steps of the generator."""

    @property
    def crops_per_step(self) -> int:
        """Real crops that a step takes."""

    def described(self) -> dict[str, Any]:
        """Return settings and architecture as JSON-compatible values: resuming demands the same."""

    def step(self, crops: CropBatch, number: int) -> dict[str, float]:
        """Take step `number` (from 0) and return its losses by name."""

    def encode_styles(self, crops: CropBatch) -> Tensor:
        """Return the style codes (N, code size) of crops, by the weights that will be saved."""

    def draw_styles(self, sampler: GeneratorCrops, count: int) -> Tensor:
        """Return random style codes (count, code size) as users of the generator will draw them, always the same ones
        for the same weights.

        Args:
            sampler: of the training.
            count: how many.
        """

    def generate(self, crops: CropBatch, codes: Tensor, seed: int) -> Tensor:
        """Return what is painted of the crops' land cover, by the weights that will be saved.

        Args:
            crops: N crops.
            codes: style codes (N, code size).
            seed: of the noise, where the family has any.

        Returns:
            Images (N, bands, size, size) in [-1, 1].
        """

    def build_generator(self, sampler: GeneratorCrops, description: GeneratorDescription) -> ImageryGenerator:
        """Return the trained generator, on the processor.

        Args:
            sampler: of the training.
            description: of the generator.
        """


class TrainingPlan(Protocol):
    """What is to be trained and how, before there is any network."""

    @property
    def crop(self) -> int:
        """Pixels along the side of a training crop."""

    @property
    def seed(self) -> int:
        """Of crops."""

    def architecture(self, classes: int, bands: int) -> LabelReach:
        """Return the architecture for some imagery."""

    def method(self, classes: int, bands: int, fabric: Fabric, reporter: Reporter) -> TrainingMethod:
        """Return the method with new networks on the fabric's device."""


def build_generator(
    method: TrainingMethod, sampler: GeneratorCrops, description: GeneratorDescription
) -> ImageryGenerator:
    """Return the trained generator; the settings of its training are added to the provenance in its description."""
    settings = {key: value for key, value in method.described().items() if key != "architecture"}
    provenance = {**description.provenance, "settings": settings}
    return method.build_generator(sampler, replace(description, provenance=provenance))


def refuse_uneven(name: str, value: int, step: int) -> None:
    """Refuse a parameter that is no multiple of `step`.

    Raises:
        InputError: with the parameter's name.
    """
    if value % step:
        raise InputError(f"{name} must be a multiple of {step}, not {value}.")
