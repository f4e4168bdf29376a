"""Sentences whose following takes long, or changes what a test may not: `tests.campaign.proposals --slow` runs these.

Some need an administrator, who can become a user without rights, or a graphics card, and are skipped elsewhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import dask
import numpy as np
import pytest
import torch
from distributed import LocalCluster
from huggingface_hub import constants

from satsyn_core.contract.atomic_files import check_writable
from satsyn_core.evaluation.imagery.features import FeatureImagery, choose_features, inception_features
from satsyn_core.generation.cluster import connected_cluster
from satsyn_core.generator.engine_choice import EngineOptions, make_engine
from satsyn_core.generator.styles import SceneStyle
from satsyn_core.jobs import run_job
from satsyn_core.landcover.vector.layers import layer_names
from satsyn_core.process.failures import Failure
from tests.support.paths import REPOSITORY
from tests.support.proposals import Said, follow, refusal
from tests.support.rasters import RecordingReporter
from tests.support.tiny_model import tiny_generator
from tests.support.training_sets import write_scenes
from tests.support.vector_layers import write_town

NOBODY = 65_534
needs_administrator = pytest.mark.skipif(os.geteuid() != 0, reason="needs an administrator, who becomes another user")
needs_card = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a graphics card")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def _follow_as_nobody(words: str, wrong: Callable[[], object], right: Callable[[], object]) -> None:
    """As `follow`, in a process of a user without rights, whose refusal comes through a pipe."""
    source, target = os.pipe()
    child = os.fork()
    if not child:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        try:
            with refusal(words) as said:
                wrong()
            right()
            os.write(target, said.text.encode())
        except BaseException as error:
            os.write(target, f"{type(error).__name__}: {error}".encode())
            os._exit(1)
        os._exit(0)
    os.close(target)
    with os.fdopen(source) as pipe:
        text = pipe.read()
    assert os.waitpid(child, 0)[1] == 0, text
    Said(words, text).followed()


@needs_administrator
def test_a_write_protected_output_is_chosen_elsewhere(open_folder: Path) -> None:
    open_folder.chmod(0o777)
    (open_folder / "made.json").touch(0o400)
    _follow_as_nobody("exists and is write-protected: choose another output",
                      lambda: check_writable(open_folder / "made.json"),
                      lambda: check_writable(open_folder / "other.json"))  # fmt: skip


@needs_administrator
def test_edits_are_read_in_a_folder_that_can_be_written(open_folder: Path) -> None:
    for name in ("before", "closed", "open"):
        (open_folder / name).mkdir()
        write_town(open_folder / name / "town.gpkg")
        (open_folder / name / "town.gpkg-wal").write_bytes(b"edits")
    _read(open_folder / "before" / "town.gpkg")  # loads libraries that the user without rights may not read
    (open_folder / "closed").chmod(0o755)
    (open_folder / "open").chmod(0o777)
    for path in (open_folder / "open").iterdir():
        path.chmod(0o666)
    _follow_as_nobody("or copy both files to another folder and choose that copy",
                      lambda: _read(open_folder / "closed" / "town.gpkg"),
                      lambda: _read(open_folder / "open" / "town.gpkg"))  # fmt: skip


def _read(path: Path) -> None:
    assert layer_names(str(path))


def test_workers_get_less_to_do_or_more_memory() -> None:
    """A worker that may have 400 MB ends with an array of 4 GB, and gives back one of 80 bytes."""

    def results(count: int) -> list[object]:
        with (
            dask.config.set({"distributed.scheduler.allowed-failures": 0}),
            LocalCluster(n_workers=1, threads_per_worker=1, memory_limit="400MB", dashboard_address=None) as cluster,
            connected_cluster(cluster.scheduler_address) as workers,
        ):
            return list(workers.results({f"task {count}": partial(np.ones, count)}, RecordingReporter()))

    follow("choose a smaller BLOCK_SIZE, or give them more memory", lambda: results(1 << 29), lambda: results(10))


def test_a_study_goes_on_with_the_trainings_that_are_left(tmp_path: Path) -> None:
    tiny_generator().save(tmp_path / "tiny.safetensors")
    (tmp_path / "study.yaml").write_text(
        "format: 1\nnetwork: {architecture: FPN, encoder: tu-test_resnet, crop: 32, batch: 2, steps: 2, "
        "validations: 1}\nchips: {size: 60, buffer: 4, train: 8, validation: 2, test: 8}\n"
        "treatments: [{mix: add, percent: [50, 100, 200]}]\n",
        encoding="utf-8",
    )
    given = {**write_scenes(tmp_path), "model": str(tmp_path / "tiny.safetensors"), "output": str(tmp_path / "study"),
             "study_file": str(tmp_path / "study.yaml"), "seeds": 3, "engine": "torch", "device": "cpu"}  # fmt: skip
    first = run_job("mix-study", {**given, "minutes": 0.1}, RecordingReporter())
    said = Said("left: run the study again to go on", str(first["RECOMMENDATION"]))
    again = run_job("mix-study", given, RecordingReporter())
    assert (first["TRAININGS_LEFT"], again["TRAININGS_LEFT"]) != (0, 0)
    assert again["TRAININGS_LEFT"] == 0
    assert "left: run" not in str(again["RECOMMENDATION"])
    said.followed()


def test_features_that_cannot_be_downloaded_are_left_to_satsyn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    follow("connect to the network once, or set FEATURES to auto", lambda: inception_features(0, 255),
           lambda: choose_features(FeatureImagery(3, "uint8", 0, 255), None, None))  # fmt: skip


def test_the_packages_of_an_environment_are_installed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as missing:
        missing.setitem(sys.modules, "affine", None)
        with pytest.raises(ImportError) as raised:
            __import__("affine")
    words = "Set it up again: .* by hand with pip install -r requirements.txt"
    said = Said(words, Failure.of(raised.value).message)
    said.require()
    command = said.part("with (pip install -r requirements.txt)").split()
    done = subprocess.run([sys.executable, "-m", *command], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    __import__("affine")
    said.followed()


@needs_card
def test_memory_of_the_card_is_freed() -> None:
    generator = tiny_generator()
    side = 512 + 2 * generator.margin
    classes = np.ones((side, side), np.uint8)

    def render(device: str) -> None:
        engine = make_engine(generator, SceneStyle(generator.draw_style(0), 0), EngineOptions("torch", device=device))
        engine.render(classes, 0, 0)

    render("cuda")
    free, _ = torch.cuda.mem_get_info()
    others = [torch.empty(free - (1 << 22), dtype=torch.uint8, device="cuda")]
    words = "free memory does not suffice .*: close other programs that use it, or set DEVICE to cpu"
    follow(words, lambda: render("cuda"), lambda: render("cpu"))
    follow(words, lambda: render("cuda"), act=others.clear)
