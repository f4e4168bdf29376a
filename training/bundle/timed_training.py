"""Training of a recipe for some minutes, which a second run continues, here or on another machine."""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from satsyn_core.generator.training.loop import SAMPLES
from satsyn_core.learning.history import SECONDS_PER_STEP
from training.bundle.packs import MEBIBYTE, manifest_path, unpack, write_packs
from training.recipes import train_sentinel2_rgbn, train_tokyo_vhr, train_urban_vhr
from training.recipes.finished_model import SHEET_SUFFIX
from training.recipes.generator_recipe import recipe_parser

RECIPES: dict[str, Callable[[argparse.Namespace], int]] = {
    "urban-vhr": train_urban_vhr.train,
    "sentinel2-rgbn": train_sentinel2_rgbn.train,
    "tokyo-vhr": train_tokyo_vhr.train,
}

TRIAL_STEPS, TRIAL_WARM_UP = 24, 2
"""Steps of the trial that times a step, and those in which only the discriminator is trained."""

TRAINING_SHARE = 0.85
"""Share of the minutes that is spent on steps; the rest is for reading the data, the style bank and the files."""

FILE_LIMIT = 16 * MEBIBYTE
MOST_PACKS = 6
"""Packs of the checkpoint at most: with model and record, which holds their manifest, they are 8 files."""

PLAN, LOG, RECORD, CHECKPOINT = "plan.json", "training.log", "record.zip", "checkpoint"


@dataclass(frozen=True)
class TimedPlan:
    """What all runs of a training agree on.

    Attributes:
        recipe: a key of `RECIPES`.
        iterations: steps of all runs together, which set the schedule of the learning rates.
        seconds_per_step: as timed before the first run.
    """

    recipe: str
    iterations: int
    seconds_per_step: float


def train(recipe: str, data: Path, output: Path, minutes: float, runs: int, options: Sequence[str]) -> list[Path]:
    """Train for some minutes, from where an earlier run stopped if `output` holds its files.

    Args:
        recipe: a key of `RECIPES`.
        data: folder of the recipe's imagery.
        output: gets the files of `deliver`.
        minutes: of this run.
        runs: how many such runs the training is planned for; only the first run uses it.
        options: further options of the recipe, as on its command line.

    Returns:
        The files to bring back.

    Raises:
        DamagedPackError: a file of the earlier run is missing or damaged.
    """
    started = time.monotonic()
    work = output / "work"
    model = work / f"{recipe}.safetensors"
    if not work.exists() and any(output.glob(f"{CHECKPOINT}_*")):
        take_up(output, work)
    work.mkdir(parents=True, exist_ok=True)
    with (work / LOG).open("a", encoding="utf-8") as log, contextlib.redirect_stdout(log):
        plan = _plan(recipe, data, work, minutes * runs, options)
        # The trial of the first run takes some of its time.
        seconds = minutes * 60 * TRAINING_SHARE - (time.monotonic() - started)
        steps = max(1, round(seconds / plan.seconds_per_step))
        stop = min(plan.iterations, _steps_done(work, recipe) + steps)
        _run(recipe, data, model, plan.iterations, ["--stop-after", str(stop), *options])
    return deliver(recipe, work, output)


def take_up(output: Path, work: Path) -> None:
    """Put the work folder together again from the files that `deliver` wrote.

    Raises:
        DamagedPackError: one of them is missing or damaged.
    """
    record, manifest = output / RECORD, manifest_path(output, CHECKPOINT)
    if record.exists():
        with zipfile.ZipFile(record) as archive:
            if manifest.name in archive.namelist():
                manifest.write_bytes(archive.read(manifest.name))
    try:
        unpack(output, CHECKPOINT, work)
    finally:
        manifest.unlink(missing_ok=True)


def _plan(recipe: str, data: Path, work: Path, minutes: float, options: Sequence[str]) -> TimedPlan:
    """Return the plan of the first run; there, time a step and write it."""
    stored = work / PLAN
    if stored.exists():
        return TimedPlan(**json.loads(stored.read_text(encoding="utf-8")))
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / f"{recipe}.safetensors"
        _run(recipe, data, trial, TRIAL_STEPS, ["--weights-alone", "--warm-up", str(TRIAL_WARM_UP), *options])
        seconds = _last_entry(Path(folder), recipe)[SECONDS_PER_STEP]
    plan = TimedPlan(recipe, max(1, round(minutes * 60 * TRAINING_SHARE / seconds)), seconds)
    stored.write_text(json.dumps(asdict(plan)) + "\n", encoding="utf-8")
    return plan


def _run(recipe: str, data: Path, model: Path, iterations: int, options: Sequence[str]) -> None:
    words = [str(data), "--output", str(model), "--iterations", str(iterations), *options]
    code = RECIPES[recipe](recipe_parser(None, iterations).parse_args(words))
    if code:
        raise SystemExit(code)


def _last_entry(work: Path, recipe: str) -> dict[str, float]:
    losses = work / f"{recipe}.training" / "losses.jsonl"
    lines = losses.read_text(encoding="utf-8").splitlines() if losses.exists() else []
    entries = [json.loads(line) for line in lines]
    timed = [entry for entry in entries if SECONDS_PER_STEP in entry]
    return timed[-1] if timed else {"step": 0}


def _steps_done(work: Path, recipe: str) -> int:
    return int(_last_entry(work, recipe)["step"])


def deliver(recipe: str, work: Path, output: Path) -> list[Path]:
    """Write what is to be brought back: the model, `record.zip` with sample sheets, losses, plan, log and the manifest
    of the packs, and the packs of the checkpoint with which a second run goes on. These are 8 files of 16 MiB at most;
    a larger checkpoint stays in the work folder, and the log says so.
    """
    model, folder = work / f"{recipe}.safetensors", work / f"{recipe}.training"
    members = [(folder, folder.name), (work / PLAN, PLAN), (work / LOG, LOG)]
    *packs, manifest = write_packs(members, output, CHECKPOINT, FILE_LIMIT, compress=True)
    if len(packs) > MOST_PACKS:
        for path in (*packs, manifest):
            path.unlink()
        packs = []
        with (work / LOG).open("a", encoding="utf-8") as log:
            log.write(f"The checkpoint is too large to bring back: go on from {work}.\n")
    brought = Path(shutil.copy(model, output / model.name))
    record = output / RECORD
    samples = (folder / SAMPLES, model.with_suffix(SHEET_SUFFIX), folder / "losses.jsonl")
    with zipfile.ZipFile(record, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in (*samples, work / PLAN, work / LOG, manifest):
            if path.exists():
                archive.write(path, path.name)
    manifest.unlink(missing_ok=True)
    return [brought, record, *packs]
