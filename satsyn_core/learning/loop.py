"""The loop of every training: it resumes, takes steps, logs, validates, keeps the best weights and stops early."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from lightning_fabric import Fabric
from torch import nn
from torch.optim import Optimizer

from ..contract.disk_room import kept_on_full_disk
from ..contract.errors import stays_when_cancelled
from ..contract.figure_scales import FigureScale
from ..contract.progress import Reporter
from ..contract.wording import counted, duration
from .best_weights import BestWeights
from .checkpoint import PROCESSES, load_checkpoint, save_checkpoint
from .divergence import diverged
from .history import SECONDS_PER_STEP, TrainingHistory
from .prefetch import prefetch

CHECKPOINT = "checkpoint.safetensors"
BEST_WEIGHTS = "best.safetensors"

TIMED_STEPS = 5
"""Steps after which the duration of the training is said: the first one takes longer than others."""

Batch = TypeVar("Batch")


@dataclass(frozen=True)
class ValidationScore:
    """What a training's validation measures.

    Attributes:
        name: the score's name in the history.
        higher_is_better: whether a larger score is.
        scale: what the score means in words; None says the number alone.
    """

    name: str
    higher_is_better: bool
    scale: FigureScale | None = None

    def described(self, value: float) -> str:
        """Return a score in words, as "mean IoU 0.412 (fair)"."""
        if self.scale is None:
            return f"{self.name.replace('_', ' ')} {value:.3f}"
        label = self.scale.label
        return f"{label[0].lower()}{label[1:]} {value:.3f} ({self.scale.word(value)})"

    def is_better(self, value: float, other: float) -> bool:
        """Whether a score is better than another one."""
        return value > other if self.higher_is_better else value < other


class Trainable(Protocol[Batch]):
    """What the loop asks of a training: a generator's or a segmentation network's."""

    @property
    def fabric(self) -> Fabric:
        """Launched; gives device, precision and processes."""

    @property
    def state(self) -> nn.Module:
        """All networks as one module, which a checkpoint holds."""

    @property
    def saved(self) -> Sequence[nn.Module]:
        """The networks whose weights the training is for: the best ones are kept."""

    @property
    def optimisers(self) -> Sequence[Optimizer]:
        """In a fixed order."""

    @property
    def iterations(self) -> int:
        """Steps of the whole training."""

    @property
    def full_pace_from(self) -> int:
        """Step (from 0) from which steps take their full time; 0 where all take the same."""

    @property
    def score(self) -> ValidationScore:
        """What `validate` returns."""

    def described(self) -> Mapping[str, Any]:
        """Return what tells this training from others, JSON-compatible: a checkpoint of another one is refused."""

    def draw(self, step: int) -> Batch:
        """Return this process's batch for step number `step` (from 0). Called ahead of the step, in another thread."""

    def step(self, batch: Batch, number: int) -> dict[str, float]:
        """Take step `number` (from 0) and return its losses by name."""

    def validate(self, reporter: Reporter) -> float:
        """Return the validation score of the weights in `saved`."""

    def preview(self) -> None:
        """Write what a user can watch the training by, where there is such a thing."""


@dataclass(frozen=True)
class Schedule:
    """How often a training reports, saves and validates, and when it ends.

    Attributes:
        log, checkpoint, preview, validation: steps between two of each, which also come after the last step; 0 for
            never.
        validation_start: steps before which weights are not validated.
        patience: validations without a better score after which the training stops; 0 never stops.
        stop_after: steps after which to stop before the training's iterations, to be resumed later; None goes on to
            their end.
    """

    log: int = 20
    checkpoint: int = 200
    preview: int = 200
    validation: int = 200
    validation_start: int = 0
    patience: int = 0
    stop_after: int | None = None

    def last(self, iterations: int) -> int:
        """Return the step to end after, of a training of so many iterations."""
        return min(self.stop_after or iterations, iterations)


@dataclass(frozen=True)
class TrainingResult:
    """The outcome of a training.

    Attributes:
        steps: steps taken.
        best_step: step after which the weights were kept that the training's networks now have.
        score: their validation score; None where nothing was validated.
        history: losses and scores.
    """

    steps: int
    best_step: int
    score: float | None
    history: TrainingHistory


def run_training(training: Trainable[Any], folder: Path, schedule: Schedule, reporter: Reporter) -> TrainingResult:
    """Train, from the folder's checkpoint on if there is one; the saved networks then have the best weights.

    Several processes (see `devices.make_fabric`) each take batches of their own; the first one validates and writes.
    A checkpoint holds its state: weights and optimisers are the same in all of them. What a process gathers from its
    own crops alone, as the generator's `StyleMemory`, is that of the first one for all after resuming.

    Args:
        training: what is trained and how.
        folder: existing work folder for checkpoint, history and best weights, which all processes see.
        schedule: how often to report, save and validate, and when to stop.
        reporter: gets progress, losses and scores; may cancel, and the last checkpoint stays.

    Raises:
        InputError: the folder's checkpoint belongs to another training, or the training has diverged.
        JobCancelledError: the user stopped the training.
    """
    loop = _Loop(training, folder, schedule, reporter)
    done = loop.run(loop.resume())
    training.fabric.barrier()
    if not (schedule.validation and loop.best.path.exists()):
        return TrainingResult(done, done, None, loop.history)
    loop.best.restore(training.saved)
    score, step = loop.best.read()
    return TrainingResult(done, step, score, loop.history)


@contextmanager
def checkpoint_kept(folder: Path) -> Iterator[None]:
    """Have the errors of a full disk and of a cancelled job in a `with` block say that the training goes on from its
    checkpoint, if it has one.

    Args:
        folder: work folder of the training.
    """

    def then() -> str:
        return "The training then goes on from its last checkpoint." if (folder / CHECKPOINT).exists() else ""

    def stays() -> str:
        has_checkpoint = (folder / CHECKPOINT).exists()
        return f"Its last checkpoint stays in {folder}: run the same again to go on from it." if has_checkpoint else ""

    with kept_on_full_disk(folder, then), stays_when_cancelled(stays):
        yield


class _Loop:
    """One run of a training, with the files of its work folder."""

    def __init__(self, training: Trainable[Any], folder: Path, schedule: Schedule, reporter: Reporter) -> None:
        self._training = training
        self._schedule = schedule
        self._reporter = reporter
        self._writes = training.fabric.is_global_zero
        self._last = schedule.last(training.iterations)
        self._checkpoint = folder / CHECKPOINT
        # Through JSON once, because that is how a checkpoint gives them back.
        described = {**training.described(), PROCESSES: training.fabric.world_size}
        self._described = json.loads(json.dumps(described))
        self.best = BestWeights(folder / BEST_WEIGHTS, training.score.higher_is_better)
        self.history = TrainingHistory(folder, writes=self._writes)

    def resume(self) -> int:
        """Load the checkpoint if there is one, and return the number of steps it was saved after."""
        training, first = self._training, 0
        if self._checkpoint.exists():
            first = load_checkpoint(self._checkpoint, training.state, training.optimisers, self._described)
        if first:
            self._reporter.log(f"The training goes on after step {first}.")
        elif self._writes:
            self.best.path.unlink(missing_ok=True)
        self.history.forget_after(first)
        training.fabric.barrier()
        return first

    def run(self, first: int) -> int:
        """Take the steps from number `first` on, and return the number of steps taken in all."""
        if self.best.path.exists() and self._is_stale(first):
            return first
        steps, started, done = range(first, self._last), time.monotonic(), first
        timed_from, timer = first, started
        self._announce(first)
        with ThreadPoolExecutor(1, "satsyn-crops") as executor:
            for step, batch in zip(steps, prefetch(executor, self._training.draw, steps), strict=True):
                self._reporter.check_cancelled()
                losses = self._training.step(batch, step)
                done = step + 1
                failed = next((name for name, value in losses.items() if not math.isfinite(value)), None)
                if failed is not None:
                    raise diverged(f"the loss {failed} of step {done:,}")
                self._reporter.progress(done / self._last, f"Step {done:,} of {self._last:,}")
                if done == timed_from + TIMED_STEPS:
                    self._say_how_long(done, (time.monotonic() - timer) / TIMED_STEPS)
                if done == self._training.full_pace_from:
                    timed_from, timer = done, time.monotonic()
                if self._follow(done, losses, (time.monotonic() - started) / (done - first)):
                    break
        return done

    def _announce(self, first: int) -> None:
        """Say what is about to happen."""
        if not self._writes or first >= self._last:
            return
        every, patience = self._schedule.validation, self._schedule.patience
        words = f"{counted(self._last - first, 'step')} to train"
        if every:
            words += f", with a score every {counted(every, 'step')}"
        if every and patience:
            words += f", or fewer: without a better score in {counted(patience, 'try', 'tries')} the training stops"
        self._reporter.log(f"{words}.")

    def _say_how_long(self, done: int, seconds: float) -> None:
        rest, full_pace_from = self._last - done, self._training.full_pace_from
        if not self._writes or rest * seconds <= 1:
            return
        if done <= full_pace_from < self._last:
            self._reporter.log(
                f"A step takes about {seconds:.2g} seconds here, and several times as long from step "
                f"{full_pace_from + 1:,} on, when all losses count. How long the training takes is said then. "
                "You can stop it: run again with the same output, and it goes on from its last checkpoint."
            )
            return
        self._reporter.log(
            f"A step takes about {seconds:.2g} seconds here, so the rest of the training takes about "
            f"{duration(rest * seconds)}. "
            "You can stop it: run again with the same output, and it goes on from its last checkpoint."
        )

    def _follow(self, done: int, losses: Mapping[str, float], seconds: float) -> bool:
        """Report, validate and save after a step, whatever is due; return whether to stop early."""
        if self._writes and self._is_due(done, self._schedule.log):
            self._report(done, losses, seconds)
        if self._writes and self._is_due(done, self._schedule.preview):
            self._training.preview()
        validated = done >= self._schedule.validation_start and self._is_due(done, self._schedule.validation)
        if validated and self._writes:
            self._validate(done)
        stops = validated and self._is_stale(done)
        if self._writes and (stops or self._is_due(done, self._schedule.checkpoint)):
            save_checkpoint(self._checkpoint, self._training.state, self._training.optimisers, done, self._described)
        if stops:
            self._reporter.log(
                f"No better validation score in {counted(self._schedule.patience, 'validation')}: the training "
                f"stops after step "
                f"{done}."
            )
        return stops

    def _is_due(self, done: int, every: int) -> bool:
        return every > 0 and (done % every == 0 or done == self._last)

    def _report(self, done: int, losses: Mapping[str, float], seconds: float) -> None:
        for name, value in losses.items():
            self._reporter.metric(name, done, value)
        self.history.add(done, {SECONDS_PER_STEP: seconds, **losses})

    def _validate(self, done: int) -> None:
        score, kind = self._training.validate(self._reporter), self._training.score
        self._reporter.metric(kind.name, done, score)
        self._reporter.log(f"After step {done:,}: {kind.described(score)}{self._compared(score)}.")
        self.history.add(done, {self._training.score.name: score})
        self.best.offer(self._training.saved, score, done)

    def _compared(self, score: float) -> str:
        """Return how a score compares with the best one so far."""
        if not self.best.path.exists():
            return ""
        best, step = self.best.read()
        if self._training.score.is_better(score, best):
            return f", the best so far; {best:.3f} before"
        return f"; the best is still {best:.3f} after step {step:,}"

    def _is_stale(self, done: int) -> bool:
        """Whether the best weights are older than the patience allows; all processes get the same answer."""
        if not (self._schedule.patience and self._schedule.validation):
            return False
        self._training.fabric.barrier()
        return done - self.best.read()[1] >= self._schedule.patience * self._schedule.validation
