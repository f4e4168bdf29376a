"""Imagery that a generator can't learn from, and disks that are full: a sentence, and nothing half-written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.contract.errors import InputError
from satsyn_core.jobs import run_job
from tests.support.paths import REPOSITORY
from tests.support.rasters import RasterFactory, RecordingReporter

SHORT = {"iterations": 2, "crop": 32, "batch": 4, "warm_up": 1}


@pytest.mark.parametrize(
    ("hidden", "sentence"),
    [
        ("everything", "image.tif holds hardly anything but nodata: leave it out"),
        ("stripes", "image.tif has no patch of 32 x 32 pixels without nodata"),
        ("a class", "The imagery has no data where the land cover is c: "),
    ],
)
def test_imagery_with_too_much_nodata_is_refused_and_leaves_nothing(
    make_raster: RasterFactory, ground: dict[str, object], town: NDArray[np.uint8], hidden: str, sentence: str
) -> None:
    image = np.stack([town * 20] * 3)
    if hidden == "a class":
        # The class is where nothing else is, so that there is room for crops.
        town[:, :60], town[:, 60:][town[:, 60:] == 3] = 3, 2
        ground["landcover"] = [str(make_raster(town, name="cover.tif", categories=("", *"abcde")))]
    image[:, {"everything": np.s_[:], "stripes": np.s_[::30], "a class": town == 3}[hidden]] = 0
    ground["imagery"] = [str(make_raster(image, nodata=0, name="image.tif"))]
    folder = make_raster.folder / "models"
    folder.mkdir()
    values = {**SHORT, **ground, "output": str(folder / "own.safetensors")}
    with pytest.raises(InputError, match=sentence):
        run_job("train-generator", values, RecordingReporter())
    assert not list(folder.iterdir())


@pytest.mark.parametrize("room", [10_000, 200_000, 5_000_000], ids=["for nothing", "for scenes", "for no checkpoint"])
def test_a_full_disk_is_said_and_leaves_no_part_of_a_model(
    ground: dict[str, object], tmp_path: Path, room: int
) -> None:
    code = (
        "import resource, sys; from satsyn_core.command_line import main; "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room},) * 2); sys.exit(main(sys.argv[1:]))"
    )
    options = {**SHORT, "output": tmp_path / "own.safetensors"}
    words = [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", str(value))]
    rasters = ["--imagery", *ground["imagery"], "--landcover", *ground["landcover"]]  # type: ignore[misc]
    command = [sys.executable, "-c", code, "train-generator", *rasters, *words]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    said = done.stderr.strip().splitlines()[-1]
    assert str(tmp_path / "own.") in said
    assert said.endswith("can't be written, because the disk is full: free some space on it, and run this again.")
    assert "defect" not in done.stderr
    kept = {path.name for path in (tmp_path / "own.training").glob("*")}
    assert kept <= {"losses.jsonl", "samples.png"}
    assert not list(tmp_path.glob("*own.s*"))
