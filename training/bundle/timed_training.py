"""Training of a recipe for some minutes, which a second run continues, here or on another machine."""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import shutil
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
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

TRIAL_STEPS, TRIAL_WARM_UP = 40, 2
"""Steps of the trial that times a step, and those in which only the discriminator is trained. All losses count before
half of the steps are taken."""

TRAINING_SHARE = 0.85
"""Share of the minutes that is spent on steps; the rest is for reading the data, the style bank and the files."""

WORTH_A_START = 0.2
"""Share of the minutes that has to be left for the run to go on, because the steps before all losses count are faster
than planned: reading the data again takes its time."""

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
        seconds_per_step: as timed before the first run, with all losses.
    """

    recipe: str
    iterations: int
    seconds_per_step: float

    def steps_within(self, seconds: float) -> int:
        """Return how many steps surely fit."""
        return max(1, math.ceil(seconds / self.seconds_per_step))


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
    seconds = minutes * 60 * TRAINING_SHARE
    work = output / "work"
    model = work / f"{recipe}.safetensors"
    if not work.exists() and any(output.glob(f"{CHECKPOINT}_*")):
        take_up(output, work)
    work.mkdir(parents=True, exist_ok=True)
    with (work / LOG).open("a", encoding="utf-8") as log, contextlib.redirect_stdout(log):
        plan = _plan(recipe, data, work, runs * seconds, options)
        # The trial of the first run takes some of its time.
        left = seconds - (time.monotonic() - started)
        done = _steps_done(work, recipe)
        while True:
            done = min(plan.iterations, done + plan.steps_within(left))
            _run(recipe, data, model, plan.iterations, [*options, "--stop-after", str(done)])
            left = seconds - (time.monotonic() - started)
            if done == plan.iterations or left < WORTH_A_START * seconds:
                break
    print(f"{done:,} of {plan.iterations:,} steps are done{'' if done == plan.iterations else ': run again to go on'}.")
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


def _plan(recipe: str, data: Path, work: Path, seconds: float, options: Sequence[str]) -> TimedPlan:
    """Return the plan of the first run; there, time a step and write it.

    Args:
        recipe: a key of `RECIPES`.
        data: folder of the recipe's imagery.
        work: work folder.
        seconds: of all runs, for trial and steps.
        options: of the recipe.
    """
    started = time.monotonic()
    stored = work / PLAN
    if stored.exists():
        return TimedPlan(**json.loads(stored.read_text(encoding="utf-8")))
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / f"{recipe}.safetensors"
        _run(recipe, data, trial, TRIAL_STEPS, [*options, "--weights-alone", "--warm-up", str(TRIAL_WARM_UP)])
        pace = full_pace(_timed_entries(Path(folder), recipe))
    left = seconds - (time.monotonic() - started)
    plan = TimedPlan(recipe, max(1, int(left / pace)), pace)
    stored.write_text(json.dumps(asdict(plan)) + "\n", encoding="utf-8")
    return plan


def _run(recipe: str, data: Path, model: Path, iterations: int, options: Sequence[str]) -> None:
    words = [str(data), "--output", str(model), "--iterations", str(iterations), *options]
    code = RECIPES[recipe](recipe_parser(None, iterations).parse_args(words))
    if code:
        raise SystemExit(code)


def full_pace(entries: Sequence[Mapping[str, float]]) -> float:
    """Return the seconds of a step in the second half of a trial, given the mean of the steps so far at its middle and
    at its end.
    """
    middle, end = ((entry["step"], entry["step"] * entry[SECONDS_PER_STEP]) for entry in entries[-2:])
    return (end[1] - middle[1]) / (end[0] - middle[0])


def _timed_entries(work: Path, recipe: str) -> list[dict[str, float]]:
    losses = work / f"{recipe}.training" / "losses.jsonl"
    lines = losses.read_text(encoding="utf-8").splitlines() if losses.exists() else []
    return [entry for entry in map(json.loads, lines) if SECONDS_PER_STEP in entry]


def _steps_done(work: Path, recipe: str) -> int:
    entries = _timed_entries(work, recipe)
    return int(entries[-1]["step"]) if entries else 0


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
