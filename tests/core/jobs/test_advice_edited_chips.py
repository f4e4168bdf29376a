"""What sentences about edited chips of training sets propose is followed to the letter, and the job is done."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from satsyn_core.batch import read_list
from satsyn_core.contract.errors import JobCancelledError
from satsyn_core.jobs import run_job
from tests.core.jobs.test_advice_training import OF_SET, SEGMENT, SET, USUAL
from tests.support.advice import TRAINS, Until, resolved, write, write_site
from tests.support.gdal_commands import run_proposed
from tests.support.proposals import follow, refusal
from tests.support.rasters import RecordingReporter
from tests.support.training_sets import CancelledAtChip

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")

FEW_CHIPS = {"imagery": ["@few_photo.tif"], "landcover": ["@few_cover.tif"], "split": "60 40 0"}
Train = Callable[..., RecordingReporter]


def _build(site: Path, target: Path, reporter: RecordingReporter | None = None, **values: Any) -> None:
    given = {**USUAL[SET], **FEW_CHIPS, "output": str(target), **values}
    run_job(SET, resolved(given, site, target.parent), reporter or RecordingReporter())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_site(tmp_path_factory.mktemp("site"))
    for name in ("photo.tif", "cover.tif"):
        with rasterio.open(folder / f"large_{name}") as file:
            write(folder / f"few_{name}", file.read()[:, :96, :96], tags=file.tags())
    _build(folder, folder / "finished_set")
    return folder


@pytest.fixture
def edited(site: Path, tmp_path: Path) -> Path:
    """A finished set of the test's own."""
    return Path(shutil.copytree(site / "finished_set", tmp_path / "edited"))


@pytest.fixture
def train(edited: Path, site: Path, tmp_path: Path) -> Train:
    """Runs the job on the set up to its first step, after which nothing is refused."""

    def run(**values: Any) -> RecordingReporter:
        reporter = Until(TRAINS)
        given = {**USUAL[SEGMENT], **OF_SET, "training_set": str(edited), "edited_chips": True, **values}
        with pytest.raises(JobCancelledError):
            run_job(SEGMENT, resolved(given, site, tmp_path), reporter)
        return reporter

    return run


def _chip(folder: Path, kind: str, number: int = 0) -> Path:
    return sorted((folder / kind / "train").iterdir())[number]


def _values(path: Path) -> np.ndarray:
    with rasterio.open(path) as file:
        values: np.ndarray = file.read()
    return values


def _save(path: Path, values: np.ndarray, **changes: Any) -> None:
    """Write other values over a chip, as an editor of images does."""
    with rasterio.open(path) as file:
        place = {"crs": file.crs, "transform": file.transform}
    size = {"count": len(values), "height": values.shape[1], "width": values.shape[2], "dtype": values.dtype}
    with rasterio.open(path, "w", **{"driver": "GTiff", **size, **place, **changes}) as file:
        file.write(values)


def test_changes_are_wanted_put_back_or_built_anew(edited: Path, train: Train, site: Path, tmp_path: Path) -> None:
    words = "If you want the changes, set EDITED_CHIPS, .* put back what was there, or build the set again"
    mask, as_it_was = _chip(edited, "masks"), tmp_path / "as it was.tif"
    shutil.copy(mask, as_it_was)
    _save(mask, np.roll(_values(mask), 1))
    with refusal(words) as said:
        train(edited_chips=False)
    assert "The changes count" in train(edited_chips=True).text
    with refusal(words):
        train(edited_chips=False)
    shutil.copy(as_it_was, mask)
    train(edited_chips=False)
    _save(mask, np.roll(_values(mask), 1))
    with refusal(words):
        train(edited_chips=False)
    # What somebody changed is not replaced unasked.
    with refusal("1 file of it was changed since: .* Move it away to have the set replaced") as kept:
        _build(site, edited, existing="overwrite")
    shutil.move(mask, tmp_path / "changed.tif")
    _build(site, edited, existing="overwrite")
    train(edited_chips=False)
    said.followed()
    kept.followed()


def test_chips_that_lost_their_place_get_it_with_the_command(edited: Path, train: Train, tmp_path: Path) -> None:
    """An editor of images loses the place, and a program may name another coordinate system."""
    _save(_chip(edited, "masks"), np.roll(_values(_chip(edited, "masks")), 1), crs=None, transform=None)
    image = _chip(edited, "images", 1)
    _save(image, _values(image) + 1, crs="EPSG:32639")
    for system in ("no coordinate system", "EPSG:32639"):
        with refusal(rf"does not lie where its chip lies \({system}.* Give it its place: gdal_edit.py") as said:
            train()
        run_proposed(said.text, tmp_path)
    assert "2 files of the training set" in train().warnings[0]
    said.followed()


def test_a_chip_of_another_place_is_replaced_by_the_right_one(edited: Path, train: Train, tmp_path: Path) -> None:
    mask, right = _chip(edited, "masks"), tmp_path / "right.tif"
    shutil.copy(mask, right)
    _save(right, np.roll(_values(mask), 1))
    shutil.copy(_chip(edited, "masks", 1), mask)
    follow("It seems to be that of another chip: put the right one there", train, act=lambda: shutil.copy(right, mask))


def test_what_a_set_does_not_allow_is_mended_until_it_trains(edited: Path, train: Train) -> None:
    masks, images = ([_chip(edited, kind, number) for number in range(4)] for kind in ("masks", "images"))
    painted = np.roll(_values(masks[0]), 1)
    pixels = [_values(image) + 1 for image in images]
    _save(masks[0], np.where(painted == painted.min(), np.uint8(77), painted))
    _save(masks[1], np.kron(_values(masks[1]), np.ones((1, 2, 2), np.uint8)))
    _save(images[2], pixels[2][:1])
    _save(images[3], pixels[3].astype(np.uint16))
    with refusal("values without a class .77.: the classes of .* and 255 .* Put these in their place") as unknown:
        train()
    _save(masks[0], np.where(painted == painted.min(), np.uint8(255), painted))
    with refusal("has 64 x 64 pixels, .* 32 x 32: change the values of pixels alone, and keep the size") as larger:
        train()
    _save(masks[1], _values(masks[1])[:, ::2, ::2])
    for number, found in ((2, "1 band of uint8"), (3, "3 bands of uint16")):
        with refusal(f"{found}, and the chips .* 3 of uint8: save it in the same bands and data type") as other:
            train()
        _save(images[number], pixels[number])
    assert "The changes count" in train().text
    for said in (unknown, larger, other):
        said.followed()


def test_a_side_file_that_says_nodata_is_deleted_and_a_mask_gets_its_own(
    edited: Path, train: Train, tmp_path: Path
) -> None:
    mask = _chip(edited, "masks")
    side = mask.with_name(f"{mask.name}.aux.xml")
    side.write_text('<PAMDataset><PAMRasterBand band="1"><NoDataValue>1</NoDataValue></PAMRasterBand></PAMDataset>')
    with refusal("calls the value 1 nodata, .* The file beside it says so: delete") as said:
        train(edited_chips=False)
    Path(said.part(r"delete (.*)\.$")).unlink()
    train(edited_chips=False)
    said.followed()
    _save(mask, _values(mask), nodata=0)
    with refusal("calls the value 0 nodata, .* Say so: gdal_edit.py -a_nodata 255") as said:
        train()
    run_proposed(said.text, tmp_path)
    train()
    said.followed()


def test_what_was_changed_in_an_unfinished_set_is_moved_away(site: Path, tmp_path: Path) -> None:
    target, kept = tmp_path / "set", tmp_path / "kept"
    with pytest.raises(JobCancelledError):
        _build(site, target, CancelledAtChip(5))
    unfinished = tmp_path / "set.partial"
    masks = sorted(unfinished.glob("masks/*/*.tif"))[:2]
    for mask in masks:
        _save(mask, np.roll(_values(mask), 1))
    with refusal(
        "Somebody changed 2 files of the unfinished .* Move what was changed away to have the set built"
    ) as said:
        _build(site, target, existing="overwrite")
    kept.mkdir()
    for name in said.part(r"unfinished training set [^:]*: (.*)\. Move").split(", "):
        shutil.move(unfinished / name, kept)
    _build(site, target, existing="overwrite")
    assert len(list(kept.iterdir())) == len(masks) and (target / "manifest.json").is_file()
    said.followed()


def test_a_switch_in_a_list_of_jobs_is_written_without_quotation_marks(
    edited: Path, site: Path, tmp_path: Path
) -> None:
    mask, jobs = _chip(edited, "masks"), tmp_path / "jobs.txt"
    _save(mask, np.roll(_values(mask), 1))
    given = {**USUAL[SEGMENT], **OF_SET, "training_set": str(edited), "edited_chips": "True"}
    line = json.dumps({"job": SEGMENT, "parameters": resolved(given, site, tmp_path)})

    def do(text: str) -> None:
        jobs.write_text(text, encoding="utf-8")
        (listed,) = read_list(str(jobs))
        with pytest.raises(JobCancelledError):
            run_job(listed.name, listed.parameters, Until(TRAINS))

    with refusal("EDITED_CHIPS is a text, 'True': write true without quotation marks") as said:
        do(line)
    do(line.replace('"True"', said.part("write ([a-z]+) without")))
    said.followed()
