"""Training of a generator: the loop around the steps, which can be stopped and resumed anywhere."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..checkpoint import load_checkpoint, save_checkpoint
from ..landcover.scheme import ClassScheme
from ..progress import Reporter
from .method import TrainingMethod
from .model import ImageryGenerator
from .sample_sheet import write_sample_sheet
from .scenes import CropSampler
from .values import ValueRange

CHECKPOINT = "checkpoint.safetensors"
LOSS_LOG = "losses.jsonl"
SAMPLES = "samples.png"


@dataclass(frozen=True)
class Schedule:
    """How often a training reports and saves, in steps."""

    log: int = 20
    checkpoint: int = 200
    samples: int = 200


DEFAULT_SCHEDULE = Schedule()


def train(
    method: TrainingMethod,
    sampler: CropSampler,
    folder: Path,
    reporter: Reporter,
    schedule: Schedule | None = None,
    stop_after: int | None = None,
) -> int:
    """Train a generator, from the folder's checkpoint on if there is one.

    Args:
        method: what is trained and how.
        sampler: gives the crops, cut for the method's architecture.
        folder: an existing work folder for checkpoint, loss log and sample sheet.
        reporter: gets progress and losses; may cancel, and the last checkpoint stays.
        schedule: how often to report and save; None for `DEFAULT_SCHEDULE`.
        stop_after: steps after which to stop before the method's iterations; None goes on to their end.

    Returns:
        The steps that are done.

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
    started = time.monotonic()
    last = min(stop_after or method.iterations, method.iterations)
    for step in range(first, last):
        reporter.check_cancelled()
        parts = method.step(sampler.draw(step, method.crops), step)
        done = step + 1
        if done % schedule.log == 0 or done == last:
            _report(reporter, folder, done, last, parts, (time.monotonic() - started) / (done - first))
        if done % schedule.samples == 0 or done == last:
            write_sample_sheet(folder / SAMPLES, method, sampler)
        if done % schedule.checkpoint == 0 or done == last:
            save_checkpoint(checkpoint, method.state, method.optimisers, done, described)
    return last


def finished_generator(
    method: TrainingMethod,
    sampler: CropSampler,
    *,
    name: str,
    scheme: ClassScheme,
    band_names: tuple[str, ...],
    values: ValueRange,
    ground_sampling_distance: float,
    provenance: Mapping[str, Any],
) -> ImageryGenerator:
    """Return the trained generator.

    Args:
        method, sampler: as `train` had them.
        name, scheme, band_names, values, ground_sampling_distance: see `ImageryGenerator`.
        provenance: to which the training settings are added.
    """
    settings = {key: value for key, value in method.described().items() if key != "architecture"}
    facts = {
        "name": name,
        "scheme": scheme,
        "band_names": band_names,
        "values": values,
        "ground_sampling_distance": ground_sampling_distance,
        "provenance": {**provenance, "settings": settings},
    }
    return method.finished(sampler, facts)


def _report(
    reporter: Reporter, folder: Path, done: int, total: int, parts: dict[str, float], seconds_per_step: float
) -> None:
    for name, value in parts.items():
        reporter.metric(name, done, value)
    with (folder / LOSS_LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps({"step": done, "seconds_per_step": seconds_per_step, **parts}) + "\n")
    minutes = (total - done) * seconds_per_step / 60
    reporter.progress(done / total, f"step {done} of {total}, {minutes:.0f} minutes left")
