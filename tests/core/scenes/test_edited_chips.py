"""Chips that were changed since their set was built are named, and used where that is wanted and they still fit."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.scenes.edited_chips import check_edits
from satsyn_core.scenes.training_set import TrainingSet
from tests.support.one_chip import CRS, IMAGE, MASK, ORIGIN, SIZE, one_chip_set, write_chip_file
from tests.support.rasters import RecordingReporter


def _mask(value: int = 0, size: int = SIZE) -> np.ndarray:
    return np.full((1, size, size), value, np.uint8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return one_chip_set(tmp_path)


def _check(folder: Path, reporter: RecordingReporter, *, wanted: bool = True) -> tuple[str, ...]:
    training_set = TrainingSet.open(folder)
    return check_edits(training_set, training_set.chips, wanted=wanted, remedy="Say so.", reporter=reporter)


def test_what_was_changed_is_named_and_used_where_that_is_wanted(folder: Path, reporter: RecordingReporter) -> None:
    assert _check(folder, reporter, wanted=False) == () and not reporter.warnings
    write_chip_file(folder / MASK, _mask(1))
    with pytest.raises(InputError, match=rf"1 file of the training set {folder} changed since.*: {MASK}\. Say so"):
        _check(folder, reporter, wanted=False)
    (folder / "classes.json").write_text((folder / "classes.json").read_text().replace('"land"', '"bare ground"'))
    assert _check(folder, reporter) == ("classes.json", MASK)
    assert "2 files of the training set" in reporter.warnings[0]


@pytest.mark.parametrize(
    ("path", "values", "profile", "said"),
    [
        (MASK, _mask(7), {}, r"values without a class \(7\): the classes of .* are 0 \(water\) to 1 \(land\)"),
        (MASK, _mask().astype(np.float32) + 0.5, {}, r"values without a class \(0\.5\)"),
        (MASK, _mask(1, SIZE + 1), {}, r"has 17 x 17 pixels, and its chip has 16 x 16: .* keep the size"),
        (MASK, np.repeat(_mask(), 3, axis=0), {}, "has 3 bands: a mask has one"),
        (MASK, _mask(1), {"transform": ORIGIN}, "does not lie where its chip lies .* put the right one there"),
        (IMAGE, _mask(90), {}, "has 1 band of uint8, and the chips of its set have 3 of uint8"),
        (IMAGE, np.full((3, SIZE, SIZE), 9, np.uint16), {}, "3 bands of uint16"),
    ],
)
def test_an_edit_that_the_set_does_not_allow_is_refused(
    folder: Path, path: str, values: np.ndarray, profile: dict[str, Any], said: str, reporter: RecordingReporter
) -> None:
    write_chip_file(folder / path, values, **profile)
    with pytest.raises(InputError, match=f"{path} {said}|{said}"):
        _check(folder, reporter)


@pytest.mark.parametrize(
    ("profile", "system"),
    [
        ({"crs": None, "transform": None}, CRS),
        ({"crs": "EPSG:32640"}, CRS),
        ({"crs": "EPSG:32640"}, None),
        ({"nodata": 0}, CRS),
    ],
)
def test_the_command_that_the_refusal_names_mends_the_edit(
    folder: Path, profile: dict[str, Any], system: str | None, reporter: RecordingReporter
) -> None:
    if system is None:
        manifest = json.loads((folder / "manifest.json").read_text())
        manifest["scenes"][0]["crs"] = None
        (folder / "manifest.json").write_text(json.dumps(manifest))
        write_chip_file(folder / IMAGE, np.full((3, SIZE, SIZE), 90, np.uint8), crs=None)
    write_chip_file(folder / MASK, _mask(1), **profile)
    with pytest.raises(InputError) as refused:
        _check(folder, reporter)
    program, *words = shlex.split("gdal_edit.py" + str(refused.value).rpartition("gdal_edit.py")[2])
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    subprocess.run([found, *words], check=True, capture_output=True)
    assert _check(folder, reporter) == ((MASK,) if system else (IMAGE, MASK))


def test_side_files_and_sets_without_digests_are_checked_too(folder: Path, reporter: RecordingReporter) -> None:
    side = folder / f"{MASK}.aux.xml"
    side.write_text('<PAMDataset><PAMRasterBand band="1"><NoDataValue>1</NoDataValue></PAMRasterBand></PAMDataset>')
    with pytest.raises(InputError, match="calls the value 1 nodata") as refused:
        _check(folder, reporter, wanted=False)
    Path(str(refused.value).rpartition("delete ")[2].removesuffix(".")).unlink()
    assert _check(folder, reporter, wanted=False) == () and not side.exists()
    write_chip_file(folder / MASK, _mask(7))
    manifest = json.loads((folder / "manifest.json").read_text())
    for kind in ("image", "mask"):
        del manifest["chips"][0][f"{kind}_sha256"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(InputError, match="values without a class"):
        _check(folder, reporter, wanted=False)
