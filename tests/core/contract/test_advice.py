"""What sentences about files, folders and schemes propose is followed to the letter, and the check then passes."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from satsyn_core.contract.atomic_files import check_writable, complete_or_absent
from satsyn_core.contract.bundled import bundled_or_own
from satsyn_core.contract.class_scheme import LandCoverClass
from satsyn_core.contract.declarations import job_named
from satsyn_core.contract.known_scheme import read_known_scheme
from satsyn_core.contract.loss_weights import LossWeights, read_loss_weights, with_loss_weights
from satsyn_core.contract.model_metadata import FORMAT_VERSION, METADATA_KEY, read_metadata
from satsyn_core.contract.output_paths import check_outputs
from satsyn_core.contract.plain_files import (
    MOST_TEXT_BYTES,
    read_text,
    refuse_no_data,
    require_plain_file,
    require_whole_shapefile,
)
from satsyn_core.contract.raster_legends import check_legends
from satsyn_core.contract.waiting_files import refuse_waiting
from satsyn_core.contract.work_folders import refuse_mount, require_plain_contents
from tests.support.proposals import follow, refusal

GENERATE, SEGMENT, SET, CHANGE = (
    "generate-imagery",
    "train-evaluate-segmentation",
    "build-training-set",
    "generate-change",
)
COVER = {"landcover": "cover.tif", "output": "cover.tif"}
OUTPUTS: list[tuple[str, str, dict[str, Any], str]] = [
    ("is also an input: choose another output", GENERATE, COVER, "output"),
    ("is a file of the input .*: choose another output", GENERATE, {**COVER, "landcover": "towns.vrt"}, "output"),
    ("has the name of a side file of the input .*: choose another output", SEGMENT,
     {"landcover": ["cover.tif"], "metrics": "cover.tif.aux.xml"}, "metrics"),
    ("would replace the input .*, by its name a side file of it: choose another output", SEGMENT,
     {"landcover": ["made.safetensors.ovr"], "output": "made.safetensors"}, "output"),
    ("lies inside the input .*: choose another output", SEGMENT,
     {"training_set": "set", "output": "set/own.safetensors"}, "output"),
    ("whose content OUTPUT replaces, holds the input .*: choose another output", SET,
     {"imagery": ["set/photo.tif"], "output": "set"}, "output"),
    ("lies in a folder whose content CHIPS replaces: choose another output", CHANGE,
     {"output_before": "chips/before.tif", "chips": "chips"}, "output_before"),
    ("has the name of a side file of OUTPUT: choose another output", SEGMENT,
     {"output": "own.safetensors", "metrics": "own.safetensors.aux.xml"}, "metrics"),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "set").mkdir()
    (tmp_path / "chips").mkdir()
    for name in ("cover.tif", "made.safetensors.ovr", "set/photo.tif"):
        (tmp_path / name).write_bytes(b"II*\0 and the rest")
    vrt = '<VRTDataset><SourceFilename relativeToVRT="1">cover.tif</SourceFilename></VRTDataset>'
    (tmp_path / "towns.vrt").write_text(vrt, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("words", "job", "given", "output"), OUTPUTS)
def test_another_output_is_chosen(words: str, job: str, given: dict[str, Any], output: str, folder: Path) -> None:
    # What is refused as a side file, whose suffix is no JSON file's, gets a name of its kind as well.
    suffix = Path(given[output]).suffix.replace(".xml", ".json")
    other = {**given, output: f"other{suffix}"}
    follow(words, lambda: check_outputs(job_named(job), given), lambda: check_outputs(job_named(job), other))


def test_an_output_that_cannot_be_written_is_written_elsewhere(tmp_path: Path) -> None:
    usual = tmp_path / "made.json"
    follow(
        "Cannot write to the output folder /proc .*: choose another output",
        lambda: check_writable("/proc/made.json"),
        lambda: check_writable(usual),
    )
    os.mkfifo(tmp_path / "pipe.json")
    follow("is a device, .*: choose another output", lambda: check_writable(tmp_path / "pipe.json"),
           lambda: check_writable(usual))  # fmt: skip
    with refusal("Choose a shorter one") as said:
        check_writable(tmp_path / ("n" * 240 + ".json"))
    check_writable(tmp_path / ("n" * (255 - int(said.part("up to ([0-9]+) letters")))))
    said.followed()


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may write every file")
def test_a_write_protected_output_is_chosen_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "made.json").touch(0o400)
    follow("exists and is write-protected: choose another output", lambda: check_writable(tmp_path / "made.json"),
           lambda: check_writable(tmp_path / "other.json"))  # fmt: skip


def test_an_output_gets_a_name() -> None:
    job, given = job_named(GENERATE), {"landcover": "cover.tif"}
    follow("has no name: name a new file or folder in it", lambda: check_outputs(job, {**given, "output": "/"}),
           lambda: check_outputs(job, {**given, "output": "/tmp/made.tif"}))  # fmt: skip


def test_what_uses_an_output_is_closed(tmp_path: Path) -> None:
    target = tmp_path / "made.json"

    def write(output: Path, *, in_use: bool) -> None:
        with complete_or_absent(output) as temporary:
            temporary.write_text("{}", encoding="utf-8")
            if in_use:
                target.mkdir()

    follow(
        "Cannot replace .*made.json .* or choose another output",
        lambda: write(target, in_use=True),
        lambda: write(tmp_path / "other.json", in_use=False),
    )
    with refusal("Cannot replace .*made.json .*: close whatever uses it") as said:
        target.rmdir()
        write(target, in_use=True)
    target.rmdir()
    write(target, in_use=False)
    said.followed()


def test_a_folder_in_the_mounted_disk_is_named() -> None:
    disk = next(place for place in (Path("/dev/shm"), Path("/proc")) if place.is_mount())
    follow("is where a disk is mounted, .*: name a folder in it", lambda: refuse_mount(disk),
           lambda: refuse_mount(disk / "set"))  # fmt: skip


def test_what_a_work_folder_may_not_hold_is_removed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    follow(
        "is a pipe, .* and a work folder holds none: remove it",
        lambda: require_plain_contents(tmp_path),
        act=(tmp_path / "pipe").unlink,
    )


def test_files_that_hold_no_data_are_replaced(tmp_path: Path) -> None:
    file, whole = tmp_path / "cover.tif", tmp_path / "whole.tif"
    whole.write_bytes(b"II*\0 and the rest")
    for content, words in (
        (b"", "is empty: fetch or export it again"),
        (b"<!DOCTYPE html><html>", "is a web page, .*: fetch the file itself again"),
        (b"version https://git-lfs.github.com/spec/v1", "is a pointer of Git LFS: fetch the file itself"),
    ):
        file.write_bytes(content)
        follow(words, lambda: refuse_no_data(file), act=lambda: shutil.copy(whole, file))


def test_another_file_is_chosen(tmp_path: Path) -> None:
    large, small, pipe = tmp_path / "large.json", tmp_path / "small.json", tmp_path / "pipe.tif"
    small.write_text("{}", encoding="utf-8")
    with large.open("wb") as file:
        file.truncate(MOST_TEXT_BYTES + 1)  # no byte of it is on the disk
    follow("MB large, .*: choose another file", lambda: read_text(large), lambda: read_text(small))
    os.mkfifo(pipe)
    follow(
        "is a pipe, .*, not a file: give a file", lambda: require_plain_file(pipe), lambda: require_plain_file(small)
    )
    os.mkfifo(tmp_path / "small.json.aux.xml")
    follow(
        "would be read with .*: remove it",
        lambda: refuse_waiting(str(small)),
        act=(tmp_path / "small.json.aux.xml").unlink,
    )


def test_the_other_files_of_a_shapefile_are_copied(tmp_path: Path) -> None:
    shape = tmp_path / "town.shp"
    shape.touch()

    def copy_all() -> None:
        for suffix in (".shx", ".dbf", ".prj"):
            shape.with_suffix(suffix).touch()

    follow(
        "lacks town.shx and town.dbf: copy all files of this name into one folder",
        lambda: require_whole_shapefile(shape),
        act=copy_all,
    )


def test_schemes_are_corrected(tmp_path: Path) -> None:
    file = tmp_path / "scheme.json"

    def read(**more: Any) -> object:
        file.write_text(json.dumps({"classes": [{"value": 1, "name": "water"}], **more}), encoding="utf-8")
        return read_known_scheme(file)

    follow('has "known_as": .CORINE.: write a list of names in its place', lambda: read(known_as="CORINE"),
           lambda: read(known_as=["CORINE"]))  # fmt: skip
    follow('has "always_some_of": .*: write a list of values in its place', lambda: read(always_some_of="1"),
           lambda: read(always_some_of=[1]))  # fmt: skip
    with refusal("has a name of 201 letters: give it one of at most 200") as said:
        LandCoverClass(1, "n" * 201, (0, 0, 0))
    LandCoverClass(1, "n" * int(said.part("at most ([0-9]+)")), (0, 0, 0))
    said.followed()


def test_models_that_this_version_does_not_read_are_replaced(tmp_path: Path, tiny_model: Path) -> None:
    description = json.dumps({"kind": "generator", "format_version": FORMAT_VERSION + 1})
    newer = tmp_path / "newer.safetensors"
    save_file({"weight": np.zeros(2)}, newer, metadata={METADATA_KEY: description})
    updated = tmp_path / "updated.safetensors"
    # What an updated SatSyn has: the number that the file has.
    save_file({"weight": np.zeros(2)}, updated, metadata={METADATA_KEY: description.replace("2", "1")})
    follow(
        "has model format 2, .* up to 1: update SatSyn", lambda: read_metadata(newer), lambda: read_metadata(updated)
    )
    with refusal("is a generator model, and a segmentation model is needed here: .* name of a bundled model") as said:
        read_metadata(tiny_model, "segmentation")
    for name in said.part("bundled model: (.*)[.]$").split(", "):
        read_metadata(bundled_or_own(name), "segmentation")
    said.followed()


def test_weights_of_losses_are_written_as_the_sentence_does() -> None:
    with refusal("LOSS_WEIGHTS can't be read at .*: write the name of a loss, = and a number .*, as in") as said:
        read_loss_weights("colour")
    assert len(read_loss_weights(said.part('as in "([^"]*)"'))) == 2
    said.followed()
    follow("LOSS_WEIGHTS gives colour twice: leave one of them out", lambda: read_loss_weights("colour=1, colour=2"),
           lambda: read_loss_weights("colour=1"))  # fmt: skip

    def weigh(text: str) -> LossWeights:
        return with_loss_weights(LossWeights(), read_loss_weights(text))

    follow("is given by DIVERSITY: leave it out there", lambda: weigh("diversity=1, colour=1"),
           lambda: weigh("colour=1"))  # fmt: skip


def test_legends_are_given_to_land_cover_of_the_run() -> None:
    job, given = job_named(GENERATE), {"landcover": "/maps/town.tif"}

    def check(legends: dict[str, Any], **more: Any) -> None:
        check_legends(job, {**given, **more, "legends": json.dumps(legends)})

    with refusal("LEGENDS has a legend of city.tif, .*: name one of .*, or leave that legend out") as said:
        check({"city.tif": {"1": "Forest"}})
    check({said.part("name one of ([^,]*),"): {"1": "Forest"}})
    check({})
    said.followed()
    follow(
        "which is no land cover of this run: leave it out",
        lambda: check({"city.tif": {"1": "Forest"}}, landcover=None),
        lambda: check({}, landcover=None),
    )
