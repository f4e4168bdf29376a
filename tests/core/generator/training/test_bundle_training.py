"""Files that a training's bundle brings back: few and small, and enough to go on from in another place."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from training.bundle.packs import DamagedPackError
from training.bundle.timed_training import FILE_LIMIT, TimedPlan, deliver, full_pace, take_up

RECIPE = "tokyo-vhr"


def brought_back(tmp_path: Path) -> tuple[Path, list[Path]]:
    """Return the work folder of a run, whose checkpoint is larger than a file may be, and the files brought back."""
    work = tmp_path / "output" / "work"
    folder = work / f"{RECIPE}.training"
    folder.mkdir(parents=True)
    (folder / "checkpoint.safetensors").write_bytes(np.random.default_rng(0).bytes(FILE_LIMIT + 100_000))
    (folder / "losses.jsonl").write_text('{"step": 20, "seconds_per_step": 1.5}\n', encoding="utf-8")
    (work / f"{RECIPE}.safetensors").write_bytes(b"model")
    (work / "plan.json").write_text("{}", encoding="utf-8")
    (work / "training.log").write_text("a line", encoding="utf-8")
    return work, deliver(RECIPE, work, tmp_path / "output")


def test_a_training_goes_on_in_another_folder_with_the_files_brought_back(tmp_path: Path) -> None:
    work, files = brought_back(tmp_path)
    assert [path.name for path in files] == [f"{RECIPE}.safetensors", "record.zip", "checkpoint_000", "checkpoint_001"]
    assert all(path.stat().st_size <= FILE_LIMIT for path in files)
    other = tmp_path / "other"
    other.mkdir()
    for path in files:
        shutil.copy(path, other)
    take_up(other, other / "work")
    taken, written = (
        {path.name: path.read_bytes() for path in one.rglob("*") if path.is_file()} for one in (other / "work", work)
    )
    assert taken == {name: content for name, content in written.items() if name != files[0].name}

    files[-1].unlink()
    with pytest.raises(DamagedPackError, match="checkpoint_001 is missing"):
        take_up(tmp_path / "output", tmp_path / "again")
    files[1].unlink()
    shutil.rmtree(other)
    with pytest.raises(DamagedPackError, match="copy all files"):
        take_up(tmp_path / "output", tmp_path / "again")


def test_a_run_is_planned_by_the_steps_in_which_all_losses_count() -> None:
    entries = [{"step": 20, "seconds_per_step": 1.0}, {"step": 40, "seconds_per_step": 2.0}]
    assert full_pace(entries) == pytest.approx(3.0)
    plan = TimedPlan("tokyo-vhr", iterations=100, seconds_per_step=full_pace(entries))
    assert plan.steps_within(150) + plan.steps_within(151) >= plan.iterations
    assert plan.steps_within(-5) == 1
