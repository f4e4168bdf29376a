"""From data to a trained model: scene arrays, network, training, and the work folder to resume from."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import torch
from lightning_fabric import Fabric

from .. import __version__
from ..contract.class_scheme import ClassScheme
from ..contract.errors import InputError
from ..contract.figure_scales import MEAN_IOU
from ..contract.progress import Reporter
from ..contract.wording import counted
from ..learning.checkpoint import CONTENT
from ..learning.history import LOSS_LOG
from ..learning.loop import BEST_WEIGHTS, CHECKPOINT, checkpoint_kept
from ..scenes.arrays import (
    PROCESS_FOLDER,
    array_folder,
    contents_of,
    no_candidates,
    ordered_candidates,
    remove_arrays,
    write_scene_arrays,
)
from .architecture import SegmentationArchitecture, build_network, build_pretrained_network
from .data import SegmentationData, identity
from .losses import parse_class_weights
from .model import SegmentationModel
from .settings import SegmentationTrainingSettings
from .training import SegmentationTraining, TrainedNetwork, TrainingScenes, train

_PURPOSES = ("training", "validation")


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

    def settings_for(self, pixels: int) -> SegmentationTrainingSettings:
        """Return the settings with the iterations that the epochs come to with so many labelled pixels."""
        if self.epochs is None:
            return self.settings
        pixels_per_step = self.settings.batch * self.settings.crop**2
        return replace(self.settings, iterations=self.epochs * math.ceil(pixels / pixels_per_step))


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
        raise InputError(
            "There is no validation data: give VALIDATION_IMAGERY with VALIDATION_LANDCOVER, or build the training set "
            "with a share for validation in SPLIT and with HELD_OUT real."
        )
    _prepare_folder(request, fabric)
    with checkpoint_kept(request.folder), array_folder(request.folder, fabric.global_rank) as arrays:
        scenes = _write_scenes(request, arrays, reporter)
        settings = request.options.settings_for(sum(scenes.class_pixels))
        architecture = SegmentationArchitecture(
            len(request.scheme.classes),
            len(scenes.training.first.band_names),
            request.options.decoder,
            request.options.encoder,
        )
        training = _training(request, architecture, scenes, settings, fabric, reporter)
        reporter.log(
            f"{architecture.decoder} with {architecture.encoder}, loss {'+'.join(settings.losses)}, "
            f"{counted(settings.iterations, 'step')} of {counted(settings.batch, 'crop')} of {settings.crop} "
            f"pixels on {fabric.device}; what "
            f"a stopped training goes on from is in {request.folder}."
        )
        trained = train(training, request.folder, reporter.part(0.08, 1))
    reporter.log(
        f"The best weights are those after step {trained.step:,}: mean IoU {trained.score:.3f} on the validation data "
        f"({MEAN_IOU.word(trained.score)})."
    )
    model = SegmentationModel(
        request.name,
        architecture,
        trained.network,
        request.scheme,
        scenes.training.first.band_names,
        scenes.normalisation,
        scenes.training.first.pixel_metres,
        _provenance(request.data, scenes, settings, trained),
    )
    return model, trained


def _prepare_folder(request: FitRequest, fabric: Fabric) -> None:
    request.folder.mkdir(exist_ok=True)
    if not request.resume and fabric.is_global_zero:
        (request.folder / CHECKPOINT).unlink(missing_ok=True)
    fabric.barrier()


def _write_scenes(request: FitRequest, folder: Path, reporter: Reporter) -> TrainingScenes:
    data, parts = request.data, (reporter.part(0, 0.06), reporter.part(0.06, 0.08))
    training, validation = (
        write_scene_arrays(sources, folder, name, choose, part)
        for sources, name, choose, part in zip(
            (data.training, data.validation), _PURPOSES, (ordered_candidates, no_candidates), parts, strict=True
        )
    )
    return TrainingScenes.of(training, validation, len(request.scheme.classes))


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
    weights = parse_class_weights(request.options.class_weights, request.scheme, scenes.class_pixels)
    described = {
        "architecture": architecture.to_json(),
        "class_weights": weights.tolist(),
        **identity(dict(zip(_PURPOSES, (request.data.training, request.data.validation), strict=True))),
        CONTENT: contents_of(dict(zip(_PURPOSES, (scenes.training, scenes.validation), strict=True))),
    }
    return SegmentationTraining(network, scenes, settings, weights, described, fabric)


def _provenance(
    data: SegmentationData, scenes: TrainingScenes, settings: SegmentationTrainingSettings, trained: TrainedNetwork
) -> dict[str, Any]:
    """Return what the model's card says of its training."""
    areas = {source.imagery: source.area for source in scenes.training.sources}
    return {
        "data": data.description,
        "settings": settings.to_json(),
        "seed": settings.seed,
        "losses": "+".join(settings.losses),
        "steps": trained.steps,
        "best_step": trained.step,
        "validation_mean_iou": trained.score,
        "training_area": list(areas.values()),
        "satsyn_version": __version__,
    }


@contextmanager
def training_kept(folder: Path, reporter: Reporter) -> Iterator[None]:
    """Say where the finished training is if an error ends a `with` block: a job's outputs all appear, or none does."""
    try:
        yield
    except Exception:
        reporter.log(
            f"The training is finished and kept in {folder}. Run again with the same OUTPUT and with RESUME, and the "
            "model is evaluated without another training, also on other test data.",
            "warning",
        )
        raise


def remove_work(folder: Path) -> None:
    """Remove what a finished training left, and the folder unless something else lies in it."""
    for name in (CHECKPOINT, BEST_WEIGHTS, LOSS_LOG):
        (folder / name).unlink(missing_ok=True)
    for place in (*folder.glob(f"{PROCESS_FOLDER}*"), folder):
        remove_arrays(place)
