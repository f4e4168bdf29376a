"""Training of a segmentation network: the loop, which can be stopped and resumed anywhere."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from lightning_fabric import Fabric
from torch import Tensor, nn

from ..contract.class_scheme import UNKNOWN
from ..contract.progress import Reporter
from ..learning.checkpoint import load_checkpoint, save_checkpoint
from ..learning.ema import average_weights
from ..learning.optional_packages import torchmetrics
from ..learning.prefetch import prefetch
from .architecture import channels_last
from .crops import Crops, CropSampler, validation_crops
from .losses import SegmentationLoss
from .scene_arrays import SceneArraySet
from .settings import SegmentationTrainingSettings

CHECKPOINT = "checkpoint.safetensors"
HISTORY = "history.jsonl"

LOG_EVERY = 20
"""Steps between two reports of the losses."""


class SegmentationTrainingState(nn.Module):
    """Everything that training changes, apart from the optimiser's moments."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network
        self.averaged = copy.deepcopy(network).requires_grad_(False)
        self.best = copy.deepcopy(network).requires_grad_(False)
        self.best_score: Tensor
        self.best_step: Tensor
        self.stale: Tensor
        self.register_buffer("best_score", torch.tensor(-1.0, dtype=torch.float64))
        self.register_buffer("best_step", torch.tensor(0))
        self.register_buffer("stale", torch.tensor(0))

    def keep_if_best(self, score: float, step: int) -> None:
        """Remember the averaged weights if their mean IoU is the best so far."""
        if score > float(self.best_score):
            self.best.load_state_dict(self.averaged.state_dict())
            self.best_score.fill_(score)
            self.best_step.fill_(step)
            self.stale.zero_()
        else:
            self.stale += 1


@dataclass(frozen=True)
class TrainedNetwork:
    """What a training leaves.

    Attributes:
        network: with the averaged weights that scored best.
        score: their mean IoU on the validation scenes.
        step: steps after which they were reached.
        steps: steps done.
        history: losses and validation scores by step.
    """

    network: nn.Module
    score: float
    step: int
    steps: int
    history: list[dict[str, float]]


def train(
    network: nn.Module,
    training: SceneArraySet,
    validation: SceneArraySet,
    settings: SegmentationTrainingSettings,
    class_weights: Tensor,
    identity: Mapping[str, Any],
    folder: Path,
    fabric: Fabric,
    reporter: Reporter,
) -> TrainedNetwork:
    """Train a network, from the folder's checkpoint on if there is one.

    Args:
        network: to train; images (N, bands, h, w) in, logits (N, K, h, w) out.
        training: scenes to learn from; its normalisation is the model's.
        validation: scenes that choose the best weights.
        settings: how to train.
        class_weights: one a class (K,).
        identity: JSON-compatible description of data and network; a checkpoint of another one is refused.
        folder: an existing work folder for checkpoint and history.
        fabric: launched; gives device, precision and processes.
        reporter: gets progress, losses and scores; may cancel, and the last checkpoint stays.

    Raises:
        InputError: the folder's checkpoint belongs to another training.
        Cancelled: the user stopped the training.
    """
    state = SegmentationTrainingState(network).to(fabric.device)
    channels_last(state)
    optimiser = torch.optim.AdamW(state.network.parameters(), lr=settings.rate, weight_decay=settings.weight_decay)
    described = json.loads(json.dumps({**settings.to_json(), **identity}))
    checkpoint, history = folder / CHECKPOINT, _History(folder / HISTORY, writes=fabric.is_global_zero)
    first = load_checkpoint(checkpoint, state, [optimiser], described) if checkpoint.exists() else 0
    history.forget_after(first)
    if first:
        reporter.log(f"The training goes on after step {first}.")
    wrapped, fabric_optimiser = fabric.setup(state.network, optimiser)
    loss = SegmentationLoss(settings.losses, class_weights).to(fabric.device)
    sampler = CropSampler(
        training.scenes,
        training.normalisation,
        settings.crop,
        settings.batch,
        settings.balanced,
        settings.augmentation,
        settings.seed,
    )
    clock = _Clock(first, settings.iterations)
    done = first
    with ThreadPoolExecutor(1, "satsyn-crops") as executor:
        steps = range(first, settings.iterations)
        batches = prefetch(executor, lambda step: sampler.draw(step, fabric.global_rank), steps)
        for step, crops in zip(steps, batches, strict=True):
            reporter.check_cancelled()
            if _has_stopped(state, settings):
                break
            parts = _step(wrapped, fabric_optimiser, loss, crops, settings, step, fabric)
            average_weights(state.averaged, state.network, step, settings.average)
            done = step + 1
            if done % LOG_EVERY == 0 or done == settings.iterations:
                history.add(done, parts, reporter)
                reporter.progress(done / settings.iterations, clock.message(done))
            if done % settings.validate_every == 0 or done == settings.iterations:
                score = mean_iou(state.averaged, validation, training, settings, fabric, reporter)
                history.add(done, {"validation_mean_iou": score}, reporter)
                state.keep_if_best(score, done)
                if fabric.is_global_zero:
                    save_checkpoint(checkpoint, state, [optimiser], done, described)
                fabric.barrier()
    best = state.best.cpu().eval()
    return TrainedNetwork(best, float(state.best_score), int(state.best_step), done, history.entries)


def _has_stopped(state: SegmentationTrainingState, settings: SegmentationTrainingSettings) -> bool:
    return bool(settings.patience) and int(state.stale) >= settings.patience


def _step(
    network: nn.Module,
    optimiser: Any,
    loss: SegmentationLoss,
    crops: Crops,
    settings: SegmentationTrainingSettings,
    step: int,
    fabric: Fabric,
) -> dict[str, float]:
    """Take one step; return the losses by name."""
    torch.manual_seed(settings.seed * 1_000_003 + step)
    for group in optimiser.param_groups:
        group["lr"] = settings.rate_at(step)
    network.train()
    images, labels = to_device(crops, fabric)
    parts = loss(network(images), labels)
    optimiser.zero_grad()
    fabric.backward(torch.stack(list(parts.values())).sum())
    fabric.clip_gradients(network, optimiser, max_norm=settings.largest_gradient, error_if_nonfinite=False)
    optimiser.step()
    return {name: float(value.detach()) for name, value in parts.items()}


def to_device(crops: Crops, fabric: Fabric) -> tuple[Tensor, Tensor]:
    """Return images and labels on the device, images channels last as the weights are."""
    images = torch.from_numpy(crops.image).to(fabric.device).contiguous(memory_format=torch.channels_last)
    return images, torch.from_numpy(crops.labels).to(fabric.device)


@torch.inference_mode()
def mean_iou(
    network: nn.Module,
    validation: SceneArraySet,
    training: SceneArraySet,
    settings: SegmentationTrainingSettings,
    fabric: Fabric,
    reporter: Reporter,
) -> float:
    """Return the mean IoU on the validation scenes over the classes that they show."""
    network.eval()
    classes = len(training.class_pixels)
    matrix = torchmetrics("classification").MulticlassConfusionMatrix(classes, ignore_index=UNKNOWN).to(fabric.device)
    for crops in validation_crops(validation.scenes, training.normalisation, settings.crop, settings.batch):
        reporter.check_cancelled()
        images, labels = to_device(crops, fabric)
        with fabric.autocast():
            logits = network(images)
        matrix.update(logits.argmax(1), labels.long())
    counts = matrix.confmat.double()
    truth, predicted, hits = counts.sum(1), counts.sum(0), counts.diagonal()
    present = truth > 0
    return float((hits / (truth + predicted - hits))[present].mean())


class _Clock:
    """Tells how long the training still takes."""

    def __init__(self, first: int, total: int) -> None:
        self._first, self._total, self._start = first, total, time.monotonic()

    def message(self, done: int) -> str:
        seconds = (time.monotonic() - self._start) / max(done - self._first, 1)
        return f"Step {done} of {self._total}, at most {(self._total - done) * seconds / 60:.0f} minutes left"


class _History:
    """Losses and scores by step, in memory and as JSON lines in a file, so that a resumed training has all of them."""

    def __init__(self, path: Path, *, writes: bool) -> None:
        self._path = path
        self._writes = writes
        self.entries: list[dict[str, float]] = []
        if path.exists():
            self.entries = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]

    def forget_after(self, step: int) -> None:
        """Drop what came after the checkpoint: it is about to be done again."""
        self.entries = [entry for entry in self.entries if entry["step"] <= step]
        if self._writes:
            self._path.write_text("".join(f"{json.dumps(entry)}\n" for entry in self.entries), encoding="utf-8")

    def add(self, step: int, values: Mapping[str, float], reporter: Reporter) -> None:
        for name, value in values.items():
            reporter.metric(name, step, value)
        self.entries.append({"step": step, **values})
        if self._writes:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(self.entries[-1]) + "\n")
