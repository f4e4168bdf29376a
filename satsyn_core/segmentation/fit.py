"""From data to a trained model: layout, network, training, and the work folder that a stopped training goes on from."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch
from lightning_fabric import Fabric

from .. import __version__
from ..contract.class_scheme import ClassScheme
from ..contract.errors import InputError
from ..contract.progress import Reporter
from .architecture import SegmentationArchitecture, build_network, build_pretrained_network
from .data import SegmentationData, identity, training_areas
from .losses import parse_class_weights
from .model import SegmentationModel
from .scene_arrays import SceneArraySet, array_paths, lay_out
from .settings import SegmentationTrainingSettings
from .training import CHECKPOINT, HISTORY, TrainedNetwork, train

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


def fit_model(
    recipe: FitOptions,
    scheme: ClassScheme,
    data: SegmentationData,
    name: str,
    folder: Path,
    fabric: Fabric,
    reporter: Reporter,
    *,
    resume: bool = True,
) -> tuple[SegmentationModel, TrainedNetwork]:
    """Train a model, from the work folder's checkpoint on if there is one.

    Args:
        recipe: how.
        scheme: classes to tell apart.
        data: scenes; those for testing are not touched.
        name: of the model.
        folder: work folder, made if it is not there.
        fabric: launched.
        reporter: gets progress, losses and scores; may cancel, and the last checkpoint stays.
        resume: whether a checkpoint counts; otherwise it is removed.

    Raises:
        InputError: the data cannot be learnt from, or the checkpoint is one of another training.
        Cancelled: the user stopped the training.
    """
    if not data.validation:
        raise InputError("There is no validation data: build the training set with a validation share.")
    folder.mkdir(exist_ok=True)
    if not resume and fabric.is_global_zero:
        (folder / CHECKPOINT).unlink(missing_ok=True)
    fabric.barrier()
    arrays = _arrays_folder(folder, fabric.global_rank)
    arrays.mkdir(exist_ok=True)
    training = lay_out(data.training, scheme, arrays, _PURPOSES[0], reporter.part(0, 0.06))
    validation = lay_out(data.validation, scheme, arrays, _PURPOSES[1], reporter.part(0.06, 0.08))
    architecture = SegmentationArchitecture(
        len(scheme.classes), len(training.band_names), recipe.decoder, recipe.encoder
    )
    settings = recipe.settings_for(training)
    torch.manual_seed(settings.seed)
    # A checkpoint brings its own weights: there is nothing to download.
    build = build_pretrained_network if recipe.pretrained and not (folder / CHECKPOINT).exists() else _build
    network = build(architecture, reporter)
    weights = parse_class_weights(recipe.class_weights, scheme, training.class_pixels)
    described = {
        "architecture": architecture.to_json(),
        "class_weights": weights.tolist(),
        **identity(dict(zip(_PURPOSES, (data.training, data.validation), strict=True))),
    }
    reporter.log(
        f"{architecture.decoder} with {architecture.encoder}, loss {'+'.join(settings.losses)}, {settings.iterations} "
        f"steps of {settings.batch} crops of {settings.crop} pixels on {fabric.device}; what a stopped training goes "
        f"on from is in {folder}."
    )
    trained = train(network, training, validation, settings, weights, described, folder, fabric, reporter.part(0.08, 1))
    reporter.log(f"Best weights after step {trained.step}: mean IoU {trained.score:.4f} on the validation data.")
    provenance = {
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
    model = SegmentationModel(
        name,
        architecture,
        trained.network,
        scheme,
        training.band_names,
        training.normalisation,
        training.pixel_size,
        provenance,
    )
    return model, trained


def remove_work(folder: Path) -> None:
    """Remove what a finished training left, and the folder unless something else lies in it."""
    for place in (*folder.glob(f"{_PROCESS}*"), folder):
        for path in (path for purpose in _PURPOSES for path in array_paths(place, purpose)):
            path.unlink(missing_ok=True)
        for name in (CHECKPOINT, HISTORY):
            (place / name).unlink(missing_ok=True)
        with suppress(OSError):
            place.rmdir()


def _arrays_folder(folder: Path, rank: int) -> Path:
    """Return where a process lays its scenes out: several of them would get into each other's way in one folder."""
    return folder / f"{_PROCESS}{rank}" if rank else folder


def _build(architecture: SegmentationArchitecture, _: Reporter) -> torch.nn.Module:
    return build_network(architecture)
