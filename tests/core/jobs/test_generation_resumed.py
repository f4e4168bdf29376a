"""Runs that were killed, cancelled or out of disk, and what becomes of them when they are run again."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio

from satsyn_core.contract.errors import InputError, JobCancelledError, SatSynError
from satsyn_core.generation.resume import ResumePolicy
from satsyn_core.jobs import run_job
from tests.support.paths import REPOSITORY
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.resumable_generation import generate_resumably

SIDE, BLOCK = 1280, 64
BLOCKS = (SIDE // BLOCK) ** 2

Command = Callable[[Path], list[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("resumed")


@pytest.fixture(scope="module")
def landcover(folder: Path) -> Path:
    """A land cover of many small blocks, some of them without any class."""
    coarse = np.random.default_rng(7).integers(1, 6, (SIDE // 10, SIDE // 10), dtype=np.uint8)
    values = np.kron(coarse, np.ones((10, 10), np.uint8))
    values[200:500, 300:700] = 0
    return RasterFactory(folder)(values, nodata=0)


@pytest.fixture(scope="module")
def command(landcover: Path, tiny_model: Path) -> Command:
    def arguments(output: Path) -> list[str]:
        paths = {"landcover": str(landcover), "model": str(tiny_model), "output": str(output)}
        values = {**paths, "block_size": BLOCK, "device": "cpu"}
        return [sys.executable, "-m", "tests.support.resumable_generation", json.dumps(values)]

    return arguments


@pytest.fixture(scope="module")
def uninterrupted(command: Command, folder: Path) -> bytes:
    """The bytes of an image that was made in one go, without blocks on the disk."""
    output = folder / "uninterrupted.tif"
    run_job("generate-imagery", json.loads(command(output)[-1]), RecordingReporter())
    assert not _work_folder(output).exists()
    return output.read_bytes()


def _finish(arguments: list[str]) -> str:
    done = subprocess.run(arguments, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def _work_folder(output: Path) -> Path:
    return output.with_name(f"{output.name}.generating")


def _blocks(output: Path) -> list[Path]:
    return list(_work_folder(output).glob("*/blocks_*/[!.]*"))


def _started(arguments: list[str], output: Path, blocks: int) -> subprocess.Popen[bytes]:
    """Start a run and wait until it has done some blocks."""
    process = subprocess.Popen(arguments, cwd=REPOSITORY, stderr=subprocess.DEVNULL)
    while len(_blocks(output)) < blocks:
        assert process.poll() is None, "the run ended before it was to be stopped"
        time.sleep(0.01)
    return process


def _done_already(log: str) -> int:
    found = re.search(r"Going on with an earlier run: (\d+) of (\d+) blocks are done already", log)
    assert found, log
    assert int(found[2]) == BLOCKS
    return int(found[1])


def test_a_killed_run_goes_on_to_the_bytes_of_an_uninterrupted_one(
    command: Command, uninterrupted: bytes, tmp_path: Path
) -> None:
    output = tmp_path / "imagery.tif"
    done_before = 0
    for blocks in (10, 30):
        process = _started(command(output), output, blocks)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert not output.exists()
        assert len(_blocks(output)) >= max(blocks, done_before)
        done_before = len(_blocks(output))
    assert _done_already(_finish(command(output))) == done_before
    assert output.read_bytes() == uninterrupted
    assert list(tmp_path.iterdir()) == [output]


def test_a_second_run_is_refused_while_the_first_one_writes(
    command: Command, uninterrupted: bytes, tmp_path: Path
) -> None:
    output = tmp_path / "imagery.tif"
    first = _started(command(output), output, 3)
    # Stopped for the time, so that it cannot end before the second one has started.
    os.kill(first.pid, signal.SIGSTOP)
    try:
        second = subprocess.run(command(output), cwd=REPOSITORY, capture_output=True, text=True, check=False)
    finally:
        os.kill(first.pid, signal.SIGCONT)
    assert second.returncode == 2
    assert f"Another run is writing {output}" in second.stderr
    assert first.wait() == 0
    assert output.read_bytes() == uninterrupted


@pytest.mark.parametrize("limit", [8_000, 200_000], ids=["no room for a block", "no room for the image"])
def test_a_full_disk_is_said_and_what_was_done_is_kept(
    limit: int, command: Command, uninterrupted: bytes, tmp_path: Path
) -> None:
    output = tmp_path / "imagery.tif"
    failed = subprocess.run(
        command(output),
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert failed.returncode == 1, failed.stderr
    (sentence,) = [line for line in failed.stderr.splitlines() if "free some space" in line]
    assert sentence.startswith(str(tmp_path / "imagery.tif"))
    assert sentence.endswith("goes on with the blocks that are done.") == (limit > BLOCK * BLOCK * 3)
    assert "Traceback" not in failed.stderr
    kept = len(_blocks(output))
    assert list(tmp_path.iterdir()) == ([_work_folder(output)] if kept else [])
    assert (kept > 0) == (limit > BLOCK * BLOCK * 3)
    if kept:
        assert f"What is done stays in {_work_folder(output)}" in failed.stderr
        assert _done_already(_finish(command(output))) == kept
        assert output.read_bytes() == uninterrupted


@pytest.fixture
def cancelled(make_raster: RasterFactory, town: np.ndarray, tiny_model: Path, tmp_path: Path) -> dict[str, object]:
    """The parameters of a run that was cancelled when some blocks of its second variant were done."""
    values = {
        "landcover": str(make_raster(town)),
        "output": str(tmp_path / "imagery.tif"),
        "model": str(tiny_model),
        "block_size": 64,
        "variants": 2,
        "device": "cpu",
    }
    reporter = RecordingReporter(cancel_after=21)
    with pytest.raises(JobCancelledError, match=r"What is done stays in .*: run the same again"):
        generate_resumably(values, reporter)
    assert not list(tmp_path.glob("imagery*.tif"))
    return values


def test_cancelled_variants_go_on_and_appear_together(
    cancelled: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    outputs = [tmp_path / "imagery.tif", tmp_path / "imagery_2.tif"]
    result = run_job("generate-imagery", cancelled, reporter)
    assert (result["OUTPUT"], result["PIXELS"]) == (str(outputs[0]), 2 * 150 * 210)
    assert re.search(r"1[2-9] of 24 blocks are done already", reporter.text)
    assert not _work_folder(outputs[0]).exists()
    resumed = [output.read_bytes() for output in outputs]
    run_job("generate-imagery", cancelled, RecordingReporter())
    assert [output.read_bytes() for output in outputs] == resumed


@pytest.mark.parametrize("is_cut", [False, True], ids=["removed", "cut"])
def test_a_block_that_somebody_spoils_meanwhile_stops_the_run_and_is_rendered_again(
    is_cut: bool, cancelled: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    output = tmp_path / "imagery.tif"
    (block, *_) = sorted(_work_folder(output).glob("*/blocks_2/*.npy"))

    class Spoiling(RecordingReporter):
        def progress(self, fraction: float, message: str = "") -> None:
            super().progress(fraction, message)
            if message.startswith("Block") and block.exists():
                block.write_bytes(block.read_bytes()[:200]) if is_cut else block.unlink()

    with pytest.raises(SatSynError, match=f"block {block.stem} in .* was removed or changed while the image was made"):
        generate_resumably(cancelled, Spoiling())
    run_job("generate-imagery", cancelled, reporter)
    assert not _work_folder(output).exists()
    with rasterio.open(tmp_path / "imagery_2.tif") as second:
        assert (second.read_masks(1) > 0).mean() > 0.9


def test_only_an_image_that_is_as_it_was_written_is_published(
    cancelled: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    output = tmp_path / "imagery.tif"
    (image,) = _work_folder(output).glob("*/image_1.tif")
    written = image.read_bytes()
    image.write_bytes(written[:-9] + b"\0" * 9)
    link = image.with_name("blocks_2") / "r0000000_c0000000.npy"
    kept = link.rename(tmp_path / "kept")
    link.symlink_to(kept)
    with pytest.raises(InputError, match=r"c0000000.npy is a symbolic link"):
        run_job("generate-imagery", cancelled, RecordingReporter())
    kept.rename(link)
    run_job("generate-imagery", cancelled, reporter)
    assert output.read_bytes() == written
    assert sorted(path.name for path in tmp_path.glob("imagery*")) == ["imagery.tif", "imagery_2.tif"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"seed": 1}, "seed"),
        ({"classes": "1=land 2=water 3=road 4=vegetation 5=building"}, "classes"),
        ({"extent": "331205,331240,2779970,2780000"}, "window"),
        ({"block_size": 128}, "block size"),
        ({"engine": "torch"}, "engine"),
        ({"variants": 1}, "variants"),
        ({"landcover": None}, "land cover"),
    ],
)
def test_with_other_input_a_run_starts_anew(
    change: dict[str, object], said: str, cancelled: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    if "landcover" in change:
        with rasterio.open(str(cancelled["landcover"]), "r+") as changed:
            changed.write(np.full((1, 10, 10), 5, np.uint8), window=((0, 10), (0, 10)))
        change = {}
    run_job("generate-imagery", {**cancelled, **change}, reporter)
    assert re.search(rf"holds an unfinished run with other input \([^)]*{said}", reporter.text)
    assert "Going on" not in reporter.text
    expected = tmp_path / "expected.tif"
    run_job("generate-imagery", {**cancelled, **change, "output": str(expected)}, RecordingReporter())
    assert (tmp_path / "imagery.tif").read_bytes() == expected.read_bytes()
    assert not _work_folder(tmp_path / "imagery.tif").exists()


def test_bytes_do_not_depend_on_the_block_size(make_raster: RasterFactory, tiny_model: Path, tmp_path: Path) -> None:
    """Also where blocks and the file's tiles cross each other."""
    values = np.kron(np.random.default_rng(3).integers(1, 6, (70, 60), dtype=np.uint8), np.ones((10, 10), np.uint8))
    paths = {"landcover": str(make_raster(values)), "model": str(tiny_model), "device": "cpu"}
    images = []
    for size in (112, 512):
        output = tmp_path / f"{size}.tif"
        extent = "331205,331375,2779805,2779995"
        values = {**paths, "output": str(output), "block_size": size, "extent": extent}
        run_job("generate-imagery", values, RecordingReporter())
        images.append(output.read_bytes())
    assert images[0] == images[1]


@pytest.mark.parametrize("checks", [0, 3, 15])
def test_a_short_run_that_is_cancelled_leaves_nothing(
    checks: int, make_raster: RasterFactory, town: np.ndarray, tiny_model: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    paths = {"landcover": str(make_raster(town)), "model": str(tiny_model), "output": str(folder / "imagery.tif")}
    reporter = RecordingReporter(cancel_after=checks)
    with pytest.raises(JobCancelledError, match=r"^The job was cancelled; no output was written"):
        run_job("generate-imagery", {**paths, "variants": 2, "block_size": 64, "device": "cpu"}, reporter)
    assert not list(folder.iterdir())
    assert "stays" not in reporter.text


def test_a_short_run_keeps_no_block_and_a_long_one_does(
    make_raster: RasterFactory, town: np.ndarray, tiny_model: Path, tmp_path: Path
) -> None:
    class WatchingReporter(RecordingReporter):
        def __init__(self) -> None:
            super().__init__()
            self.found: set[str] = set()

        def progress(self, fraction: float, message: str = "") -> None:
            self.found |= {path.name for path in tmp_path.glob("*.generating/*/blocks_1")}

    values = {"landcover": str(make_raster(town)), "model": str(tiny_model), "block_size": 64, "device": "cpu"}
    short, long = WatchingReporter(), WatchingReporter()
    run_job("generate-imagery", {**values, "output": str(tmp_path / "short.tif")}, short)
    generate_resumably({**values, "output": str(tmp_path / "long.tif")}, long)
    assert not short.found
    assert long.found == {"blocks_1"}
    assert (tmp_path / "short.tif").read_bytes() == (tmp_path / "long.tif").read_bytes()


@pytest.mark.parametrize(
    ("seconds", "megabytes", "kept"), [(0, 1, False), (59, 1, False), (60, 1, True), (1, 127, False), (1, 129, True)]
)
def test_long_runs_and_wide_rasters_keep_their_blocks(seconds: float, megabytes: float, kept: bool) -> None:
    assert ResumePolicy().keeps_blocks(seconds, int(megabytes * 1e6)) is kept


def test_a_folder_of_the_users_with_that_name_stays(
    make_raster: RasterFactory, town: np.ndarray, tiny_model: Path, tmp_path: Path
) -> None:
    own = tmp_path / "imagery.tif.generating" / "notes"
    own.mkdir(parents=True)
    (own / "mine.txt").write_text("mine")
    values = {"landcover": str(make_raster(town)), "output": str(tmp_path / "imagery.tif"), "model": str(tiny_model)}
    run_job("generate-imagery", values, RecordingReporter())
    assert (own / "mine.txt").read_text() == "mine"
    assert [path.name for path in own.parent.iterdir()] == ["notes"]


def test_a_file_in_the_place_of_the_work_folder_is_named(
    make_raster: RasterFactory, town: np.ndarray, tiny_model: Path, tmp_path: Path
) -> None:
    (tmp_path / "imagery.tif.generating").write_text("mine")
    values = {"landcover": str(make_raster(town)), "output": str(tmp_path / "imagery.tif"), "model": str(tiny_model)}
    with pytest.raises(InputError, match=r"imagery\.tif\.generating is in the way"):
        run_job("generate-imagery", values, RecordingReporter())
