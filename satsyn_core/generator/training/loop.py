"""Training of a generator: the loop around the steps, which can be stopped and resumed anywhere."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from lightning_fabric import Fabric

from ...contract.progress import Reporter
from ...learning.best_weights import BestWeights
from ...learning.checkpoint import load_checkpoint, save_checkpoint
from ...learning.history import log_losses
from ...learning.prefetch import prefetch
from ..model import GeneratorDescription, ImageryGenerator
from .crops import CropSampler
from .method import TrainingMethod
from .sample_sheet import Colour, write_sample_sheet
from .validation import Validation

CHECKPOINT = "checkpoint.safetensors"
SAMPLES = "samples.png"
BEST = "best.safetensors"
VALIDATION_SCORE = "validation_distance"


@dataclass(frozen=True)
class TrainingResult:
    """What a training came to.

    Attributes:
        steps: that are done.
        best_step: after which the weights were taken that the method now has.
        score: their validation score; None where nothing was validated.
    """

    steps: int
    best_step: int
    score: float | None


@dataclass(frozen=True)
class Schedule:
    """How often a training reports and saves, in steps."""

    log: int = 20
    checkpoint: int = 200
    samples: int = 200
    validation: int = 200


DEFAULT_SCHEDULE = Schedule()


def train(
    method: TrainingMethod,
    sampler: CropSampler,
    folder: Path,
    reporter: Reporter,
    colours: Sequence[Colour],
    schedule: Schedule | None = None,
    stop_after: int | None = None,
    validation: Validation | None = None,
    patience: int = 0,
) -> TrainingResult:
    """Train a generator, from the folder's checkpoint on if there is one.

    Several processes (see `devices.make_fabric`) take a batch of their own each, and learn from the mean gradient; the
    first one writes.

    Args:
        method: what is trained and how.
        sampler: gives the crops, cut for the method's architecture.
        folder: an existing work folder for checkpoint, loss log and sample sheet, which all processes see.
        reporter: gets progress and losses; may cancel, and the last checkpoint stays.
        colours: of the classes on the sample sheet.
        schedule: how often to report and save; None for `DEFAULT_SCHEDULE`.
        stop_after: steps after which to stop before the method's iterations; None goes on to their end.
        validation: scores the weights now and then, and those with the best score are kept; None keeps the last ones.
        patience: validations without a better score after which the training stops; 0 never stops.

    Raises:
        InputError: the folder's checkpoint belongs to another training.
        Cancelled: the user stopped the training.
    """
    schedule = schedule or DEFAULT_SCHEDULE
    # Through JSON once, because that is how a checkpoint gives them back.
    described = json.loads(json.dumps(method.described()))
    checkpoint = folder / CHECKPOINT
    first = load_checkpoint(checkpoint, method.state, method.optimisers, described) if checkpoint.exists() else 0
    if first:
        reporter.log(f"The training goes on after step {first}.")
    fabric, best = method.fabric, BestWeights(folder / BEST)
    if not first and fabric.is_global_zero:
        best.path.unlink(missing_ok=True)
    fabric.barrier()
    started = time.monotonic()
    done = first
    last = min(stop_after or method.iterations, method.iterations)
    steps = range(first, last)
    # Crops take a share of a processor that would leave a graphics card idle.
    with ThreadPoolExecutor(1, "training crops") as executor:
        batches = prefetch(executor, lambda step: sampler.draw(step, method.crops, fabric.global_rank), steps)
        for step, crops in zip(steps, batches, strict=True):
            reporter.check_cancelled()
            parts = method.step(crops, step)
            done = step + 1
            if fabric.is_global_zero:
                if done % schedule.log == 0 or done == last:
                    _report(reporter, folder, done, last, parts, (time.monotonic() - started) / (done - first))
                if done % schedule.samples == 0 or done == last:
                    write_sample_sheet(folder / SAMPLES, method, sampler, colours)
            validated = validation and done >= method.settled and (done % schedule.validation == 0 or done == last)
            if validation and validated and fabric.is_global_zero:
                _validate(validation, method, best, done, folder, reporter)
            if (done % schedule.checkpoint == 0 or done == last) and fabric.is_global_zero:
                save_checkpoint(checkpoint, method.state, method.optimisers, done, described)
            if validated and patience and _is_stale(best, done, patience * schedule.validation, fabric):
                reporter.log(
                    f"No better validation score in {patience} validations: the training stops after step {done}."
                )
                break
    fabric.barrier()
    if validation is None or not best.path.exists():
        return TrainingResult(done, done, None)
    best.restore(method.saved)
    score, step = best.read()
    reporter.log(f"The best weights are those after step {step}: patches {score:.4f} deviations from real ones.")
    return TrainingResult(done, step, score)


def _is_stale(best: BestWeights, done: int, steps: int, fabric: Fabric) -> bool:
    """Whether the best weights are `steps` steps old; all processes hear the same."""
    fabric.barrier()
    return done - best.read()[1] >= steps


def _validate(
    validation: Validation, method: TrainingMethod, best: BestWeights, done: int, folder: Path, reporter: Reporter
) -> None:
    score = validation.score(method)
    reporter.metric(VALIDATION_SCORE, done, score)
    log_losses(folder, done, {VALIDATION_SCORE: score})
    best.offer(method.saved, score, done)


def build_generator(
    method: TrainingMethod, sampler: CropSampler, description: GeneratorDescription
) -> ImageryGenerator:
    """Return the trained generator.

    Args:
        method, sampler: as `train` had them.
        description: to whose provenance the training settings are added.
    """
    settings = {key: value for key, value in method.described().items() if key != "architecture"}
    provenance = {**description.provenance, "settings": settings}
    return method.finished(sampler, replace(description, provenance=provenance))


def _report(
    reporter: Reporter, folder: Path, done: int, total: int, parts: dict[str, float], seconds_per_step: float
) -> None:
    for name, value in parts.items():
        reporter.metric(name, done, value)
    log_losses(folder, done, {"seconds_per_step": seconds_per_step, **parts})
    minutes = (total - done) * seconds_per_step / 60
    reporter.progress(done / total, f"step {done} of {total}, {minutes:.0f} minutes left")
