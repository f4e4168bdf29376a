"""Training of a generator: what the loop of every training is given to drive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lightning_fabric import Fabric
from torch import nn
from torch.optim import Optimizer

from ...contract.class_scheme import ClassScheme
from ...contract.figure_scales import PATCH_DISTANCE
from ...contract.progress import Reporter
from ...learning.checkpoint import CONTENT, VALUE_RANGE
from ...learning.loop import Schedule, TrainingResult, ValidationScore, run_training
from ...scenes.arrays import contents_of
from .crops import CropBatch, GeneratorCrops
from .data import GeneratorScenes
from .method import TrainingMethod, TrainingPlan
from .sample_sheet import Colour, write_sample_sheet
from .validation import Validation

SAMPLES = "samples.png"
VALIDATION_SCORE = "validation_distance"

DEFAULT_SCHEDULE = Schedule()


@dataclass(frozen=True)
class GeneratorTraining:
    """A generator in training, see `Trainable`.

    Attributes:
        method: what is trained and how.
        crops: to train on, cut for the method's architecture.
        folder: existing work folder for checkpoint, history, best weights and sample sheet, which all processes see.
        colours: of the classes on the sample sheet.
        validation: scores the weights; None validates nothing, and the last weights are kept.
        contents: digests of the scenes, see `contents_of`.
    """

    method: TrainingMethod
    crops: GeneratorCrops
    folder: Path
    colours: Sequence[Colour]
    validation: Validation | None = None
    contents: Mapping[str, str] = field(default_factory=dict)

    @property
    def fabric(self) -> Fabric:
        """Launched; gives device, precision and processes."""
        return self.method.fabric

    @property
    def state(self) -> nn.Module:
        """All networks as one module."""
        return self.method.state

    @property
    def saved(self) -> Sequence[nn.Module]:
        """The networks of the generator."""
        return self.method.saved

    @property
    def optimisers(self) -> Sequence[Optimizer]:
        """In a fixed order."""
        return self.method.optimisers

    @property
    def iterations(self) -> int:
        """Steps of the whole training."""
        return self.method.iterations

    @property
    def full_pace_from(self) -> int:
        """Step from which all losses are computed."""
        return self.method.full_pace_from

    @property
    def score(self) -> ValidationScore:
        """Distance of generated from real patches."""
        return ValidationScore(VALIDATION_SCORE, higher_is_better=False, scale=PATCH_DISTANCE)

    def described(self) -> Mapping[str, Any]:
        """Return settings and architecture, what tells the scenes from others, and the scaling of their values."""
        values = self.crops.value_range.to_json()
        return {**self.method.described(), CONTENT: dict(self.contents), VALUE_RANGE: values}

    def draw(self, step: int) -> CropBatch:
        """Return this process's crops for a step."""
        return self.crops.draw(step, self.method.crops_per_step, self.fabric.global_rank)

    def step(self, batch: CropBatch, number: int) -> dict[str, float]:
        """Take step `number` and return its losses by name."""
        return self.method.step(batch, number)

    def validate(self, reporter: Reporter) -> float:
        """Return the distance of generated from real patches.

        Raises:
            ValueError: there is no validation.
        """
        if self.validation is None:
            raise ValueError("this training has no validation")
        reporter.check_cancelled()
        return self.validation.score(self.method)

    def preview(self) -> None:
        """Write the sample sheet."""
        write_sample_sheet(self.folder / SAMPLES, self.method, self.crops, self.colours)


def start_training(
    plan: TrainingPlan,
    scenes: GeneratorScenes,
    scheme: ClassScheme,
    folder: Path,
    fabric: Fabric,
    reporter: Reporter,
) -> GeneratorTraining:
    """Return a training with new networks on the fabric's device.

    Args:
        plan: what to train and how.
        scenes: to train and validate on.
        scheme: classes of the scenes.
        folder: existing work folder.
        fabric: launched.
        reporter: gets what a user should know of the networks.
    """
    method = plan.method(len(scheme.classes), len(scenes.training.first.band_names), fabric, reporter)
    crops, validation_crops = (
        GeneratorCrops(one.scenes, method.architecture, scenes.value_range, plan.crop, plan.seed, share)
        for one, share in ((scenes.training, plan.plan_share), (scenes.validation, 0.0))
    )
    colours = [one.colour for one in scheme.classes]
    parts = {"training": scenes.training}
    if scenes.validation is not scenes.training:
        parts["validation"] = scenes.validation
    return GeneratorTraining(method, crops, folder, colours, Validation(validation_crops), contents_of(parts))


def train(
    training: GeneratorTraining, reporter: Reporter, stop_after: int | None = None, patience: int = 0
) -> TrainingResult:
    """Train a generator, from the work folder's checkpoint on if there is one, by `DEFAULT_SCHEDULE`.

    Args:
        training: what is trained, on what and where. Its weights are validated from the step on that its method names.
        reporter: gets progress, losses and scores; may cancel, and the last checkpoint stays.
        stop_after, patience: see `Schedule`.

    Raises:
        InputError: the folder's checkpoint belongs to another training.
        JobCancelledError: the user stopped the training.
    """
    schedule = replace(
        DEFAULT_SCHEDULE,
        validation=0 if training.validation is None else DEFAULT_SCHEDULE.validation,
        validation_start=training.method.validation_start,
        patience=patience,
        stop_after=stop_after,
    )
    result = run_training(training, training.folder, schedule, reporter)
    if result.score is not None:
        reporter.log(
            f"The best weights are those after step {result.best_step:,}: {training.score.described(result.score)}. "
            f"{PATCH_DISTANCE.meaning}"
        )
    return result
