"""From data to a trained model: scene arrays, network, training, and the work folder to resume from."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from lightning_fabric import Fabric

from .. import __version__
from ..contract.class_scheme import ClassScheme
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..learning.history import LOSS_LOG
from ..learning.loop import BEST_WEIGHTS, CHECKPOINT
from .architecture import SegmentationArchitecture, build_network, build_pretrained_network
from .data import SegmentationData, identity, training_areas
from .losses import parse_class_weights
from .model import SegmentationModel
from .scene_arrays import SceneArraySet, array_paths, lay_out
from .settings import SegmentationTrainingSettings
from .training import SegmentationTraining, TrainedNetwork, TrainingScenes, train

_PURPOSES = ("training", "validation")

_PROCESS = "process_"


@dataclass(frozen=True)
class FitOptions:
    """How a model is made of data.

    Attributes:
        decoder, encoder: of the network, see `SegmentationArchitecture`.
        pretrained: start from ImageNet weights of the encoder where they can be had.
        class_weights: text, see `parse_class_weights`.
        epochs: how often the training pixels are gone through; None takes the settings' iterations as they are.
        settings: of the training.
    """

    decoder: str = "Unet"
    encoder: str = "resnet18"
    pretrained: bool = False
    class_weights: str | None = None
    epochs: int | None = None
    settings: SegmentationTrainingSettings = field(default_factory=SegmentationTrainingSettings)

    def settings_for(self, training: SceneArraySet) -> SegmentationTrainingSettings:
        """Return the settings with the iterations that the epochs come to on this data."""
        if self.epochs is None:
            return self.settings
        pixels_per_step = self.settings.batch * self.settings.crop**2
        return replace(self.settings, iterations=self.epochs * math.ceil(sum(training.class_pixels) / pixels_per_step))


def work_folder(output: Path) -> Path:
    """Return the folder beside a model file in which its training works."""
    return output.with_name(f"{output.stem}.training")


@dataclass(frozen=True)
class FitRequest:
    """A model to be trained.

    Attributes:
        options: how.
        scheme: classes to tell apart.
        data: scenes; those for testing are not touched.
        name: of the model.
        folder: work folder, made if it is not there.
        resume: whether to go on from a checkpoint in the folder; otherwise it is removed.
    """

    options: FitOptions
    scheme: ClassScheme
    data: SegmentationData
    name: str
    folder: Path
    resume: bool = True


def fit_model(request: FitRequest, fabric: Fabric, reporter: Reporter) -> tuple[SegmentationModel, TrainedNetwork]:
    """Train a model, from the work folder's checkpoint on if there is one.

    Args:
        request: what to train, on what and how.
        fabric: launched.
        reporter: gets progress, losses and scores; may cancel, and the last checkpoint stays.

    Raises:
        InputError: the data cannot be learnt from, or the checkpoint is one of another training.
        JobCancelledError: the user stopped the training.
    """
    if not request.data.validation:
        raise InputError("There is no validation data: build the training set with a validation share.")
    _prepare_folder(request, fabric)
    scenes = _write_scenes(request, fabric, reporter)
    settings = request.options.settings_for(scenes.training)
    architecture = SegmentationArchitecture(
        len(request.scheme.classes), len(scenes.training.band_names), request.options.decoder, request.options.encoder
    )
    training = _training(request, architecture, scenes, settings, fabric, reporter)
    reporter.log(
        f"{architecture.decoder} with {architecture.encoder}, loss {'+'.join(settings.losses)}, {settings.iterations} "
        f"steps of {settings.batch} crops of {settings.crop} pixels on {fabric.device}; what a stopped training goes "
        f"on from is in {request.folder}."
    )
    trained = train(training, request.folder, reporter.part(0.08, 1))
    reporter.log(f"Best weights after step {trained.step}: mean IoU {trained.score:.4f} on the validation data.")
    model = SegmentationModel(
        request.name,
        architecture,
        trained.network,
        request.scheme,
        scenes.training.band_names,
        scenes.training.normalisation,
        scenes.training.pixel_size,
        _provenance(request.data, settings, trained),
    )
    return model, trained


def _prepare_folder(request: FitRequest, fabric: Fabric) -> None:
    request.folder.mkdir(exist_ok=True)
    if not request.resume and fabric.is_global_zero:
        (request.folder / CHECKPOINT).unlink(missing_ok=True)
    fabric.barrier()


def _write_scenes(request: FitRequest, fabric: Fabric, reporter: Reporter) -> TrainingScenes:
    arrays = _arrays_folder(request.folder, fabric.global_rank)
    arrays.mkdir(exist_ok=True)
    return TrainingScenes(
        lay_out(request.data.training, request.scheme, arrays, _PURPOSES[0], reporter.part(0, 0.06)),
        lay_out(request.data.validation, request.scheme, arrays, _PURPOSES[1], reporter.part(0.06, 0.08)),
    )


def _training(
    request: FitRequest,
    architecture: SegmentationArchitecture,
    scenes: TrainingScenes,
    settings: SegmentationTrainingSettings,
    fabric: Fabric,
    reporter: Reporter,
) -> SegmentationTraining:
    torch.manual_seed(settings.seed)
    # A checkpoint brings its own weights: there is nothing to download.
    if request.options.pretrained and not (request.folder / CHECKPOINT).exists():
        network = build_pretrained_network(architecture, reporter)
    else:
        network = build_network(architecture)
    weights = parse_class_weights(request.options.class_weights, request.scheme, scenes.training.class_pixels)
    described = {
        "architecture": architecture.to_json(),
        "class_weights": weights.tolist(),
        **identity(dict(zip(_PURPOSES, (request.data.training, request.data.validation), strict=True))),
    }
    return SegmentationTraining(network, scenes, settings, weights, described, fabric)


def _provenance(
    data: SegmentationData, settings: SegmentationTrainingSettings, trained: TrainedNetwork
) -> dict[str, Any]:
    """Return what the model's card says of its training."""
    return {
        "data": data.description,
        "settings": settings.to_json(),
        "seed": settings.seed,
        "losses": "+".join(settings.losses),
        "steps": trained.steps,
        "best_step": trained.step,
        "validation_mean_iou": trained.score,
        "training_area": training_areas(data.training),
        "satsyn_version": __version__,
    }


def remove_work(folder: Path) -> None:
    """Remove what a finished training left, and the folder unless something else lies in it."""
    for place in (*folder.glob(f"{_PROCESS}*"), folder):
        for path in (path for purpose in _PURPOSES for path in array_paths(place, purpose)):
            path.unlink(missing_ok=True)
        for name in (CHECKPOINT, BEST_WEIGHTS, LOSS_LOG):
            (place / name).unlink(missing_ok=True)
        with suppress(OSError):
            place.rmdir()


def _arrays_folder(folder: Path, rank: int) -> Path:
    """Return where a process lays its scenes out: several of them would get into each other's way in one folder."""
    return folder / f"{_PROCESS}{rank}" if rank else folder
