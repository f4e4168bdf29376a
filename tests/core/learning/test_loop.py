"""The loop of every training, driving a training whose only weight counts its steps."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from satsyn_core.contract.errors import InputError, JobCancelledError
from satsyn_core.contract.figure_scales import MEAN_IOU
from satsyn_core.contract.progress import Reporter
from satsyn_core.learning.checkpoint import KIND, PROCESSES, save_checkpoint
from satsyn_core.learning.devices import make_fabric
from satsyn_core.learning.loop import CHECKPOINT, Schedule, ValidationScore, run_training
from satsyn_core.learning.model_file import load_model
from tests.support.rasters import RecordingReporter


class Counter:
    """Adds the number of each step to its weight; `scores` has the validation score of each number of steps."""

    def __init__(self, iterations: int = 6, scores: Mapping[int, float] | None = None, seed: int = 0) -> None:
        self.fabric = make_fabric("cpu", "full")
        self.state = nn.Linear(1, 1, bias=False)
        nn.init.zeros_(self.state.weight)
        self.saved: Sequence[nn.Module] = (self.state,)
        self.optimisers = (torch.optim.SGD(self.state.parameters(), lr=1.0),)
        self.iterations = iterations
        self.full_pace_from = 0
        self.score = ValidationScore("height", higher_is_better=True)
        self.previews = 0
        self.validated: list[int] = []
        self._scores = scores or {}
        self._seed = seed
        self._done = 0

    @property
    def weight(self) -> float:
        return float(self.state.weight.detach())

    def described(self) -> Mapping[str, Any]:
        return {"seed": self._seed}

    def draw(self, step: int) -> float:
        return float(step)

    def step(self, batch: float, number: int) -> dict[str, float]:
        assert batch == number
        self._done = number + 1
        self.optimisers[0].zero_grad()
        (-batch * self.state.weight.sum()).backward()
        self.optimisers[0].step()
        return {"loss": batch}

    def validate(self, reporter: Reporter) -> float:
        self.validated.append(self._done)
        return self._scores.get(self._done, 0.0)

    def preview(self) -> None:
        self.previews += 1


def test_losses_and_previews_come_at_their_steps_and_after_the_last(tmp_path: Path) -> None:
    training = Counter()
    result = run_training(training, tmp_path, Schedule(log=4, preview=5, validation=0), RecordingReporter())
    assert [entry["step"] for entry in result.history.entries] == [4, 6]
    assert (training.previews, training.weight) == (2, 15)
    assert (result.steps, result.best_step, result.score) == (6, 6, None)


def test_the_duration_is_said_once_steps_take_their_full_time(tmp_path: Path) -> None:
    class Slowing(Counter):
        def step(self, batch: float, number: int) -> dict[str, float]:
            time.sleep(0.02 * (number >= self.full_pace_from))
            return super().step(batch, number)

    training, reporter = Slowing(iterations=10**5), RecordingReporter(cancel_after=20)
    training.full_pace_from = 8
    with pytest.raises(JobCancelledError):
        run_training(training, tmp_path, Schedule(log=0, checkpoint=0, validation=0), reporter)
    first, second = [line for line in reporter.text.splitlines() if line.startswith("A step takes about")]
    assert "several times as long from step 9 on" in first
    assert "minutes" not in first
    seconds = float(re.search("about ([0-9.]+) seconds", second)[1])
    minutes = float(re.search("the rest of the training takes about ([0-9]+) minutes", second)[1])
    assert seconds >= 0.02
    assert minutes >= 30


def test_the_best_weights_are_restored_and_early_ones_are_not_validated(tmp_path: Path) -> None:
    training = Counter(scores={2: 9.0, 4: 3.0, 6: 1.0})
    result = run_training(training, tmp_path, Schedule(validation=2, validation_start=3), RecordingReporter())
    assert training.validated == [4, 6]
    assert (result.steps, result.best_step, result.score, training.weight) == (6, 4, 3.0, 6)


def test_a_training_without_better_scores_stops_and_stays_stopped(tmp_path: Path) -> None:
    schedule, reporter = Schedule(validation=1, patience=2), RecordingReporter()
    training = Counter(scores={1: 1.0})
    result = run_training(training, tmp_path, schedule, reporter)
    assert (result.steps, result.best_step, training.weight) == (3, 1, 0)
    assert "No better validation score in 2 validations: the training stops after step 3" in reporter.text
    again = Counter()
    assert run_training(again, tmp_path, schedule, reporter).steps == 3
    assert not again.validated


def test_a_cancelled_training_resumes_to_the_same_weights_and_history(tmp_path: Path) -> None:
    schedule = Schedule(log=1, checkpoint=2, validation=0)
    with pytest.raises(JobCancelledError):
        run_training(Counter(), tmp_path, schedule, RecordingReporter(cancel_after=3))
    reporter, training = RecordingReporter(), Counter()
    result = run_training(training, tmp_path, schedule, reporter)
    assert "goes on after step 2" in reporter.text
    assert training.weight == 15
    assert [entry["step"] for entry in result.history.entries] == [1, 2, 3, 4, 5, 6]


def test_a_training_stopped_on_purpose_goes_on_later(tmp_path: Path) -> None:
    assert run_training(Counter(), tmp_path, Schedule(validation=0, stop_after=4), RecordingReporter()).steps == 4
    training = Counter()
    assert run_training(training, tmp_path, Schedule(validation=0), RecordingReporter()).steps == 6
    assert training.weight == 15


def test_a_checkpoint_of_another_training_is_refused(tmp_path: Path) -> None:
    run_training(Counter(), tmp_path, Schedule(validation=0), RecordingReporter())
    with pytest.raises(InputError, match="belongs to another training: it differs in seed"):
        run_training(Counter(seed=1), tmp_path, Schedule(validation=0), RecordingReporter())


def test_a_checkpoint_of_another_number_of_processes_is_refused(tmp_path: Path) -> None:
    run_training(Counter(), tmp_path, Schedule(validation=0, stop_after=4), RecordingReporter())
    path = tmp_path / CHECKPOINT
    settings = load_model(path, KIND).metadata["settings"]
    assert settings[PROCESSES] == 1
    training = Counter()
    save_checkpoint(path, training.state, training.optimisers, 4, {**settings, PROCESSES: 2})
    with pytest.raises(InputError, match="number of processes was 2, and now it is 1"):
        run_training(Counter(), tmp_path, Schedule(validation=0), RecordingReporter())


def test_a_training_says_how_long_it_is_and_how_good_it_is_so_far(tmp_path: Path) -> None:
    training, reporter = Counter(scores={2: 0.2, 4: 0.6, 6: 0.4}), RecordingReporter()
    training.score = ValidationScore("validation_mean_iou", higher_is_better=True, scale=MEAN_IOU)
    run_training(training, tmp_path, Schedule(validation=2, patience=3), reporter)
    assert "6 steps to train, with a score every 2 steps, or fewer: without a better score in 3 tries" in reporter.text
    assert "After step 2: mean IoU 0.200 (poor)." in reporter.text
    assert "After step 4: mean IoU 0.600 (good), the best so far; 0.200 before." in reporter.text
    assert "After step 6: mean IoU 0.400 (fair); the best is still 0.600 after step 4." in reporter.text
