"""The states of a training's work folder: killed in each of them, the next run ends in the same weights."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import nn

from satsyn_core.contract.atomic_files import complete_or_absent
from satsyn_core.contract.progress import Reporter
from satsyn_core.contract.shared_parameters import training_folder
from satsyn_core.learning.devices import make_fabric
from satsyn_core.learning.history import LOSS_LOG
from satsyn_core.learning.loop import BEST_WEIGHTS, CHECKPOINT, Schedule, ValidationScore, run_training
from satsyn_core.process.output_lock import locked_outputs
from satsyn_core.scenes.arrays import array_folder
from satsyn_core.scenes.disk_arrays import disk_array
from tests.support.kills import contents, killed_at_transitions

MODEL = "model.safetensors"


class Momentum:
    """A weight with a momentum, so that the moments of the optimiser count; the third score of five is the best."""

    def __init__(self) -> None:
        self.fabric = make_fabric("cpu", "full")
        self.state = nn.Linear(1, 1, bias=False)
        nn.init.zeros_(self.state.weight)
        self.saved = (self.state,)
        self.optimisers = (torch.optim.SGD(self.state.parameters(), lr=1.0, momentum=0.5),)
        self.iterations = 5
        self.full_pace_from = 0
        self.score = ValidationScore("height", higher_is_better=True)
        self._done = 0

    def described(self) -> Mapping[str, Any]:
        return {"seed": 0}

    def draw(self, step: int) -> float:
        return float(step)

    def step(self, batch: float, number: int) -> dict[str, float]:
        self._done = number + 1
        # By hand: a forked process computes no gradients where its parent has done so.
        self.state.weight.grad = torch.full((1, 1), -batch)
        self.optimisers[0].step()
        return {"loss": batch}

    def validate(self, _reporter: Reporter) -> float:
        return -abs(self._done - 3.0)

    def preview(self) -> None:
        pass


def _train(folder: Path) -> None:
    output = folder / MODEL
    work = training_folder(output)
    with locked_outputs([output]), array_folder(work, 0) as arrays:
        disk_array(arrays / "training.image.npy", (4,), "uint8")[:] = 1
        training = Momentum()
        result = run_training(training, work, Schedule(log=1, checkpoint=2, preview=0, validation=1), Reporter())
        with complete_or_absent(output) as temporary:
            temporary.write_text(f"{training.state.weight.item()} after {result.best_step} of {result.steps}")


def _state(folder: Path) -> str:
    """Return the state in docs/development/work-folders.md that a killed run has left."""
    work = training_folder(folder / MODEL)
    if (folder / MODEL).exists():
        return "Published"
    if (work / CHECKPOINT).exists():
        return "Training, resumable"
    return "Training" if (work / BEST_WEIGHTS).exists() else "Preparing"


def _results(folder: Path) -> dict[str, bytes]:
    """Return what there is apart from the history, which has durations."""
    return {name: content for name, content in contents(folder).items() if not name.endswith(LOSS_LOG)}


def test_a_training_killed_at_any_transition_ends_in_the_same_weights(tmp_path: Path) -> None:
    states = set()
    for folder in killed_at_transitions(_train, tmp_path):
        expected = _results(tmp_path / "whole" / "out")
        assert b"after 3 of 5" in expected[MODEL]
        states.add(_state(folder))
        _train(folder)
        assert _results(folder) == expected
    assert states == {"Preparing", "Training", "Training, resumable", "Published"}
