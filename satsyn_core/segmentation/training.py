"""Training of a segmentation network: its step and its validation, which the loop of every training drives."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from lightning_fabric import Fabric
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.optim import Optimizer

from ..contract.class_scheme import UNKNOWN
from ..contract.errors import InputError
from ..contract.figure_scales import MEAN_IOU
from ..contract.progress import Reporter
from ..learning.ema import average_weights
from ..learning.history import SECONDS_PER_STEP
from ..learning.iou import class_iou
from ..learning.loop import Schedule, ValidationScore, run_training
from ..learning.memory_format import channels_last
from ..learning.optional_packages import torchmetrics
from ..scenes.arrays import SceneArraySet
from .crops import LabelledCrops, SegmentationCrops, validation_crops
from .kinds import logits_by_kind
from .losses import SegmentationLoss
from .normalisation import Normalisation, fit_normalisation
from .settings import SegmentationTrainingSettings

VALIDATION_SCORE = "validation_mean_iou"

LOG_EVERY = 20
"""Steps between two reports of the losses."""


class SegmentationTrainingState(nn.Module):
    """The network in training, and its averaged weights, which are validated and saved."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network
        self.averaged = copy.deepcopy(network).requires_grad_(False)


@dataclass(frozen=True)
class TrainingScenes:
    """What a network is trained and validated on.

    Attributes:
        training: scenes to learn from.
        validation: scenes that choose the best weights.
        normalisation: of the training scenes, which is the model's.
        class_pixels: labelled training pixels of each class (K).
    """

    training: SceneArraySet
    validation: SceneArraySet
    normalisation: Normalisation
    class_pixels: tuple[int, ...]

    @classmethod
    def of(cls, training: SceneArraySet, validation: SceneArraySet, classes: int) -> TrainingScenes:
        """Return the scenes with what follows from them.

        Raises:
            InputError: no pixel of one of them has both imagery and a class.
        """
        pixels = _class_pixels(training, classes, "training")
        _class_pixels(validation, classes, "validation")
        return cls(training, validation, fit_normalisation(training), pixels)


def _class_pixels(scenes: SceneArraySet, classes: int, name: str) -> tuple[int, ...]:
    pixels = np.sum([scene.class_pixels(classes) for scene in scenes.scenes], axis=0)
    if not pixels.any():
        raise InputError(f"No pixel of the {name} scenes has both imagery and a class: check that they overlap.")
    return tuple(pixels.tolist())


class SegmentationTraining:
    """A segmentation network in training, see `Trainable`."""

    def __init__(
        self,
        network: nn.Module,
        scenes: TrainingScenes,
        settings: SegmentationTrainingSettings,
        class_weights: Tensor,
        identity: Mapping[str, Any],
        fabric: Fabric,
    ) -> None:
        """Prepare to train.

        Args:
            network: to train; images (N, bands, h, w) in, logits (N, K, h, w) out.
            scenes: to learn from, and to choose the best weights on.
            settings: how to train.
            class_weights: one a class (K,).
            identity: JSON-compatible description of data and network; a checkpoint of another one is refused.
            fabric: launched; gives device, precision and processes.
        """
        self.fabric = fabric
        self.state = channels_last(SegmentationTrainingState(network).to(fabric.device), every_tensor=True)
        optimiser = torch.optim.AdamW(
            self.state.network.parameters(), lr=settings.rate, weight_decay=settings.weight_decay
        )
        self.optimisers: Sequence[Optimizer] = (optimiser,)
        self._network, self._optimiser = fabric.setup(self.state.network, optimiser)
        self._scenes = scenes
        self._settings = settings
        self._identity = identity
        self._loss = SegmentationLoss(settings.losses, class_weights).to(fabric.device)
        synthetic = [source.synthetic for source in scenes.training.sources]
        self._crops = SegmentationCrops(scenes.training.scenes, scenes.normalisation, settings, synthetic)

    @property
    def saved(self) -> Sequence[nn.Module]:
        """The network with the averaged weights."""
        return (self.state.averaged,)

    @property
    def iterations(self) -> int:
        """Steps of the whole training."""
        return self._settings.iterations

    @property
    def full_pace_from(self) -> int:
        """All steps take the same time."""
        return 0

    @property
    def score(self) -> ValidationScore:
        """Mean IoU over the classes that the validation scenes show."""
        return ValidationScore(VALIDATION_SCORE, higher_is_better=True, scale=MEAN_IOU)

    @property
    def schedule(self) -> Schedule:
        """When to report, validate and stop: every validation saves a checkpoint."""
        every = self._settings.validate_every
        return Schedule(LOG_EVERY, every, preview=0, validation=every, patience=self._settings.patience)

    def described(self) -> Mapping[str, Any]:
        """Return settings, data and network."""
        return {**self._settings.to_json(), **self._identity}

    def draw(self, step: int) -> LabelledCrops:
        """Return this process's crops for a step."""
        return self._crops.draw(step, self.fabric.global_rank)

    def step(self, batch: LabelledCrops, number: int) -> dict[str, float]:
        """Take step `number` and return its losses by name."""
        settings = self._settings
        torch.manual_seed(settings.seed * 1_000_003 + number)
        for group in self._optimiser.param_groups:
            group["lr"] = settings.rate_at(number)
        self._network.train()
        images, labels = to_device(batch, self.fabric)
        parts = self._loss(self._logits(images, batch.synthetic), labels)
        self._optimiser.zero_grad()
        self.fabric.backward(torch.stack(list(parts.values())).sum())
        self.fabric.clip_gradients(
            self._network, self._optimiser, max_norm=settings.largest_gradient, error_if_nonfinite=False
        )
        self._optimiser.step()
        average_weights(self.state.averaged, self.state.network, number, settings.average)
        return {name: float(value.detach()) for name, value in parts.items()}

    def _logits(self, images: Tensor, synthetic: NDArray[np.bool_] | None) -> Tensor:
        if not self._settings.real_statistics or synthetic is None:
            return self._network(images)  # type: ignore[no-any-return]
        return logits_by_kind(self._network, images, synthetic)

    @torch.inference_mode()
    def validate(self, reporter: Reporter) -> float:
        """Return the mean IoU of the averaged weights."""
        network, settings = self.state.averaged.eval(), self._settings
        counted = torchmetrics("classification").MulticlassConfusionMatrix(
            len(self._scenes.class_pixels), ignore_index=UNKNOWN
        )
        matrix = counted.to(self.fabric.device)
        normalisation = self._scenes.normalisation
        for crops in validation_crops(self._scenes.validation.scenes, normalisation, settings.crop, settings.batch):
            reporter.check_cancelled()
            images, labels = to_device(crops, self.fabric)
            with self.fabric.autocast():
                logits = network(images)
            matrix.update(logits.argmax(1), labels.long())
        iou = class_iou(matrix.confmat.cpu().numpy())
        # PyTorch and NumPy sum in different orders: the last digit of recorded scores depends on it.
        return float(torch.from_numpy(iou[~np.isnan(iou)]).mean())

    def preview(self) -> None:
        """Write nothing: scores say how a segmentation goes."""


@dataclass(frozen=True)
class TrainedNetwork:
    """The outcome of a training.

    Attributes:
        network: with the averaged weights that scored best, on the CPU.
        score: their mean IoU on the validation scenes.
        step: step after which they were reached.
        steps: steps taken.
        history: losses and validation scores by step.
    """

    network: nn.Module
    score: float
    step: int
    steps: int
    history: list[dict[str, float]]


def train(training: SegmentationTraining, folder: Path, reporter: Reporter) -> TrainedNetwork:
    """Train a network, from the folder's checkpoint on if there is one.

    Args:
        training: what is trained, on what and how.
        folder: existing work folder, see `run_training`.
        reporter: gets progress, losses and scores; may cancel, and the last checkpoint stays.

    Raises:
        InputError: the folder's checkpoint belongs to another training.
        JobCancelledError: the user stopped the training.
    """
    result = run_training(training, folder, training.schedule, reporter)
    # How long steps take belongs in no comparison of two trainings.
    history = [
        {name: value for name, value in entry.items() if name != SECONDS_PER_STEP} for entry in result.history.entries
    ]
    network = training.state.averaged.cpu().eval()
    return TrainedNetwork(network, float(result.score or 0.0), result.best_step, result.steps, history)


def to_device(crops: LabelledCrops, fabric: Fabric) -> tuple[Tensor, Tensor]:
    """Return images and labels on the device, images channels last as the weights are."""
    images = torch.from_numpy(crops.image).to(fabric.device).contiguous(memory_format=torch.channels_last)
    return images, torch.from_numpy(crops.labels).to(fabric.device)
