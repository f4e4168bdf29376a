"""What sentences about models, checkpoints and packages propose is followed to the letter."""

from __future__ import annotations

import importlib.metadata
import json
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from satsyn_core.contract.errors import JobCancelledError
from satsyn_core.contract.model_metadata import FORMAT_VERSION, METADATA_KEY
from satsyn_core.learning.best_weights import BestWeights
from satsyn_core.learning.checkpoint import load_checkpoint, save_checkpoint
from satsyn_core.learning.loop import CHECKPOINT, Schedule, run_training
from satsyn_core.learning.model_file import load_model
from satsyn_core.learning.optional_packages import timm
from satsyn_core.learning.tensor_file import write_tensors
from tests.core.learning.test_loop import Counter
from tests.support.proposals import Said, follow, refusal
from tests.support.rasters import RecordingReporter

KIND = "generator"


def test_models_with_weights_of_another_kind_are_replaced(tmp_path: Path) -> None:
    right, odd, failed = (tmp_path / f"{name}.safetensors" for name in ("right", "odd", "failed"))
    for path, weights in (
        (right, torch.ones(3)),
        (odd, torch.ones(3).to(torch.float8_e5m2)),
        (failed, torch.full((3,), float("nan"))),
    ):
        # As others may write them: SatSyn itself writes no such weights.
        write_tensors(
            path, {"a": weights}, {METADATA_KEY: json.dumps({"format_version": FORMAT_VERSION, "kind": KIND})}
        )
    follow("which SatSyn never writes: choose another model", lambda: load_model(odd, KIND),
           lambda: load_model(right, KIND))  # fmt: skip
    follow("its training has failed. Choose another model, or train it again", lambda: load_model(failed, KIND),
           lambda: load_model(right, KIND))  # fmt: skip
    whole = right.read_bytes()
    right.write_bytes(whole[:-4])
    follow("the file is damaged. Copy or train it again", lambda: load_model(right, KIND),
           act=lambda: right.write_bytes(whole))  # fmt: skip
    save_file({"a": torch.ones(3)}, odd)
    follow("Choose a model that SatSyn trained or shipped", lambda: load_model(odd, KIND),
           lambda: load_model(right, KIND))  # fmt: skip


def test_a_checkpoint_of_another_training_gives_way(tmp_path: Path) -> None:
    network = nn.Linear(2, 1)
    optimiser = torch.optim.SGD(network.parameters(), lr=1.0)
    path = tmp_path / "own.training" / "checkpoint"
    path.parent.mkdir()
    save_checkpoint(path, network, [optimiser], 3, {"seed": 3})

    def load(seed: int, place: Path = path) -> None:
        if place.exists():  # a training begins anew where there is none
            load_checkpoint(place, network, [optimiser], {"seed": seed})

    words = "Give the same again, choose another output, or delete the folder .*own.training to start anew"
    follow(words, lambda: load(4), lambda: load(3))
    follow(words, lambda: load(4), lambda: load(4, tmp_path / "other.training" / "checkpoint"))
    follow(words, lambda: load(4), act=path.unlink)
    path.write_bytes(b"cut")
    follow("The training can't go on from .*: move the folder .* away, and train again", lambda: load(4),
           act=path.unlink)  # fmt: skip


def test_damaged_best_weights_are_moved_away(tmp_path: Path) -> None:
    best, networks = BestWeights(tmp_path / "own.training" / "best.safetensors"), [nn.Linear(2, 1)]
    best.path.parent.mkdir()
    best.path.write_bytes(b"cut")

    def offer() -> None:
        best.path.parent.mkdir(exist_ok=True)
        assert best.offer(networks, 0.5, 2)

    with refusal("are damaged .*: move the folder .* away, and train again") as said:
        offer()
    Path(said.part("move the folder (.*) away")).rename(tmp_path / "moved")
    offer()
    said.followed()


@pytest.mark.parametrize("validation", [0, 1])
def test_a_training_that_diverges_is_taken_in_smaller_steps(validation: int, tmp_path: Path) -> None:
    """Its last step leaves a weight that is no number, after losses that all are."""

    class Falling(Counter):
        def __init__(self, rate: float) -> None:
            super().__init__(iterations=4)
            nn.init.ones_(self.state.weight)
            self._rate = rate

        def step(self, batch: float, number: int) -> dict[str, float]:
            loss = abs(self.weight)
            self.state.weight.data *= 1 - self._rate
            return {"loss": loss}

    def train(rate: float, place: str) -> Falling:
        folder = tmp_path / place
        folder.mkdir(exist_ok=True)
        training = Falling(rate)
        run_training(training, folder, Schedule(log=0, checkpoint=4, validation=validation), RecordingReporter())
        return training

    words = "Choose another OUTPUT and train with smaller steps: a segmentation with a lower LEARNING_RATE"
    with refusal(words) as said:
        train(1e10, "wild")
    assert "diverged: the weight" in said.text
    assert not (tmp_path / "wild" / CHECKPOINT).exists()
    assert 0 < train(0.5, "calm").weight <= 0.5
    said.followed()
    with refusal(words + ".*, a generator with lower LOSS_WEIGHTS") as said:
        train(1e13, "wilder")
    assert "diverged: the loss loss of step 4" in said.text


@pytest.mark.parametrize("full_pace_from", [0, 100])
def test_a_stopped_training_goes_on_with_the_same_output(full_pace_from: int, tmp_path: Path) -> None:
    """A million steps take more than a second on any machine, so that the time is said."""

    def train(reporter: RecordingReporter) -> None:
        training = Counter(iterations=10**6)
        training.full_pace_from = full_pace_from
        with pytest.raises(JobCancelledError):
            run_training(training, tmp_path, Schedule(log=0, checkpoint=2, validation=0), reporter)

    reporter, again = RecordingReporter(cancel_after=15), RecordingReporter(cancel_after=3)
    train(reporter)
    (line,) = (text for text in reporter.text.splitlines() if text.startswith("A step takes about"))
    assert ("several times as long from step 101 on" in line) == bool(full_pace_from)
    said = Said("You can stop it: run again with the same output, and it goes on from its last checkpoint", line)
    train(again)
    assert "goes on after step" in again.text
    said.followed()


def test_a_missing_package_is_installed_under_the_name_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as missing:
        missing.setitem(sys.modules, "timm", None)
        timm.__globals__["_guarded"].cache_clear()
        with refusal("run 'pip install timm torchvision' in the SatSyn environment") as said:
            timm()
    for distribution in said.part("pip install ([^']*)'").split():
        assert importlib.metadata.version(distribution), "as it is here, where it is installed"
    timm()
    said.followed()
