"""Change pairs: two images of one style that are equal wherever the change does not reach."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray

from satsyn_core.contract.declarations.generate_change import JOB
from satsyn_core.contract.errors import InputError
from satsyn_core.generation.resume import ResumePolicy
from satsyn_core.generator.families import load_generator
from satsyn_core.jobs import generate_change, run_job
from tests.support.rasters import RasterFactory, RecordingReporter

CHANGED = (slice(20, 30), slice(180, 195))
OUTPUTS = ("output_before", "output_after", "change")
Change = partial[dict[str, object]]


@pytest.fixture
def land(make_raster: RasterFactory, town: NDArray[np.uint8]) -> dict[str, Path]:
    """Land cover before and after, wide enough that a part of it is out of reach."""
    before = np.tile(town, (1, 2))[:, :400]
    after = before.copy()
    after[CHANGED] = 6 - before[CHANGED]
    after[CHANGED][after[CHANGED] == before[CHANGED]] = 1
    return {name: make_raster(values, name=f"{name}.tif") for name, values in (("before", before), ("after", after))}


@pytest.fixture
def change(tiny_model: Path, land: dict[str, Path], tmp_path: Path, reporter: RecordingReporter) -> Change:
    given = {name: str(path) for name, path in land.items()}
    given |= {name: str(tmp_path / f"{name}.tif") for name in OUTPUTS}
    given |= {"model": str(tiny_model), "engine": "torch"}
    return partial(_run, reporter, **given, block_size=64, seed=4)


def _run(reporter: RecordingReporter, **values: object) -> dict[str, object]:
    return run_job("generate-change", values, reporter)


def _written(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _pixels(path: object) -> NDArray[np.uint8]:
    with rasterio.open(str(path)) as file:
        pixels: NDArray[np.uint8] = file.read()
    return pixels


def test_equal_values_of_other_classes_are_named_when_one_state_alone_says_them(
    change: Change, make_raster: RasterFactory, town: NDArray[np.uint8], reporter: RecordingReporter
) -> None:
    swapped = ["", "building", "land", "road", "vegetation", "water"]
    before = make_raster(town, categories=swapped, name="said.tif")
    after = make_raster(town, name="bare.tif")
    change(before=str(before), after=str(after))
    assert "Equal values mean different classes before and after, as 1 (building, water)" in reporter.text


@pytest.mark.parametrize("engine", ["torch", "openvino"])
def test_both_images_are_those_of_their_own_land_cover(
    engine: str, change: Change, land: dict[str, Path], tiny_model: Path, tmp_path: Path, reporter: RecordingReporter
) -> None:
    outputs = change(engine=engine)
    for name, path in land.items():
        alone = tmp_path / "alone.tif"
        values = {"landcover": str(path), "output": str(alone), "model": str(tiny_model), "seed": 4, "engine": engine}
        run_job("generate-imagery", values, reporter)
        np.testing.assert_array_equal(_pixels(outputs[f"OUTPUT_{name.upper()}"]), _pixels(alone))


def test_images_differ_within_the_reach_of_the_change_alone(
    change: Change, land: dict[str, Path], tiny_model: Path
) -> None:
    outputs = change()
    before, after = _pixels(outputs["OUTPUT_BEFORE"]), _pixels(outputs["OUTPUT_AFTER"])
    mask = _pixels(outputs["CHANGE"])[0]
    np.testing.assert_array_equal(mask, _pixels(land["before"])[0] != _pixels(land["after"])[0])
    assert outputs["CHANGED"] == mask.sum() == 150
    reach = load_generator(tiny_model).margin + 16
    cols = np.arange(mask.shape[1])[None].repeat(mask.shape[0], 0)
    far = (cols < CHANGED[1].start - reach) | (cols >= CHANGED[1].stop + reach)
    assert far.any()
    differs = (before != after).any(axis=0)
    assert not differs[far].any()
    assert differs[CHANGED].mean() > 0.5
    assert differs.sum() <= int(str(outputs["REACHED"])) <= (~far).sum()


def test_a_part_of_the_pair_has_the_pixels_of_the_whole(change: Change, land: dict[str, Path]) -> None:
    whole = {name: _pixels(change()[name]) for name in ("OUTPUT_BEFORE", "OUTPUT_AFTER", "CHANGE")}
    with rasterio.open(land["before"]) as file:
        (left, top), (right, bottom) = file.transform @ (200, 40), file.transform @ (290, 110)
    part = change(extent=f"{left},{right},{bottom},{top} [EPSG:32640]", variants=2)
    for name, pixels in whole.items():
        np.testing.assert_array_equal(_pixels(part[name]), pixels[:, 40:110, 200:290])
    second = str(part["OUTPUT_AFTER"]).replace(".tif", "_2.tif")
    assert (_pixels(second) != _pixels(part["OUTPUT_AFTER"])).mean() > 0.5


def test_pixels_without_class_are_nodata_in_their_image_and_in_the_mask(
    change: Change, make_raster: RasterFactory, town: NDArray[np.uint8]
) -> None:
    before, after = town.copy(), town.copy()
    before[:20, :30] = 0
    after[100:120, 50:90] = 0
    given = {name: str(make_raster(values, name=f"{name}.tif", nodata=0)) for name, values in
             (("before", before), ("after", after))}  # fmt: skip
    outputs = change(**given)
    for name, values in (("BEFORE", before), ("AFTER", after)):
        for band in _pixels(outputs[f"OUTPUT_{name}"]):
            np.testing.assert_array_equal(band == 0, values == 0)
    np.testing.assert_array_equal(_pixels(outputs["CHANGE"])[0] == 255, (before == 0) | (after == 0))


def test_equal_land_covers_are_a_warning_and_other_grids_are_refused(
    change: Change,
    land: dict[str, Path],
    make_raster: RasterFactory,
    town: NDArray[np.uint8],
    reporter: RecordingReporter,
    tmp_path: Path,
) -> None:
    outputs = change(after=str(land["before"]))
    np.testing.assert_array_equal(_pixels(outputs["OUTPUT_BEFORE"]), _pixels(outputs["OUTPUT_AFTER"]))
    assert "are the same here" in reporter.warnings[-1]
    with pytest.raises(InputError, match=r"do not have the same pixels: there are 400 x 150 pixels before"):
        change(after=str(make_raster(town, name="other.tif")), change=str(tmp_path / "refused.tif"))
    assert not list(tmp_path.glob("*refused*"))


def test_chips_are_those_of_the_images_and_the_mask_in_the_folders_of_levir_cd(change: Change, tmp_path: Path) -> None:
    folder = tmp_path / "chips"
    outputs = change(chips=str(folder), chip_size=32, chip_split="60 20 20", unchanged_percent=2000, variants=2)
    manifest = json.loads((folder / "manifest.json").read_text())
    chips = manifest["chips"]
    assert outputs["CHIP_COUNT"] == len(chips) == sum(manifest["counts"].values())
    assert set(manifest["counts"]) == {"train", "val", "test"}
    splits: dict[tuple[int, ...], set[str]] = {}
    changed = 0
    for chip in chips:
        col, row, width, height = chip["window"]
        part = (slice(None), slice(row, row + height), slice(col, col + width))
        splits.setdefault(tuple(chip["window"]), set()).add(chip["split"])
        for kind, output in (("A", "OUTPUT_BEFORE"), ("B", "OUTPUT_AFTER")):
            path = str(outputs[output]).replace(".tif", "_2.tif" if chip["variant"] == 2 else ".tif")
            found = _pixels(folder / chip["split"] / kind / chip["file"])
            np.testing.assert_array_equal(found, _pixels(path)[part])
        label = _pixels(folder / chip["split"] / "label" / chip["file"])
        np.testing.assert_array_equal(label == 255, _pixels(outputs["CHANGE"])[part] == 1)
        assert set(np.unique(label)) <= {0, 255}
        changed += chip["changed_pixels"]
    assert changed == 2 * 150
    assert all(len(found) == 1 for found in splits.values()), "variants of a place are in one split"
    picture = (folder / chips[0]["split"] / "A" / chips[0]["file"]).read_bytes()
    assert b"/trainedAlgorithmicMedia<" in picture
    assert not list(tmp_path.glob("*.partial"))


def test_a_run_killed_before_its_chips_appear_can_be_repeated(change: Change, tmp_path: Path) -> None:
    code = (
        "import json, os, sys\n"
        "def end(event, given):\n"
        "    if event == 'os.rename' and str(given[1]).endswith('chips'):\n"
        "        os._exit(9)\n"
        "from satsyn_core.contract.progress import Reporter\n"
        "from satsyn_core.jobs import run_job\n"
        "sys.addaudithook(end)\n"
        "run_job('generate-change', json.loads(sys.argv[1]), Reporter())\n"
    )
    values = {"chips": str(tmp_path / "chips"), "chip_size": 32, "chip_split": "100"}
    outputs = change(**values)
    expected = {path: path.read_bytes() for path in _written(tmp_path)}
    shutil.rmtree(tmp_path / "chips")
    for name in OUTPUTS:
        Path(str(outputs[name.upper()])).unlink()
    given = {**change.keywords, **values}
    assert subprocess.run([sys.executable, "-c", code, json.dumps(given)], check=False).returncode == 9
    assert Path(str(outputs["CHANGE"])).exists() and not (tmp_path / "chips").exists()
    change(**values)
    assert {path: path.read_bytes() for path in _written(tmp_path)} == expected


def test_chips_that_cannot_be_made_are_refused_before_any_output(change: Change, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    for message, given in {
        r"full \(CHIPS\) is not empty": {"chips": str(full)},
        "choose a smaller CHIP_SIZE, or leave CHIPS empty": {"chips": str(tmp_path / "new"), "chip_size": 256},
        'CHIP_SPLIT "some" is not of the form': {"chips": str(tmp_path / "new"), "chip_split": "some"},
        "cannot be split by CHIP_SPLIT": {"chips": str(tmp_path / "new"), "chip_size": 64, "unchanged_percent": 0},
    }.items():
        with pytest.raises(InputError, match=message):
            change(**given)
    assert (full / "mine.txt").read_text() == "mine"
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "output_before.tif").exists()


def test_images_are_marked_and_the_mask_is_not(change: Change) -> None:
    outputs = change()
    marked = {}
    for name in ("OUTPUT_BEFORE", "OUTPUT_AFTER", "CHANGE"):
        with rasterio.open(str(outputs[name])) as file:
            marked[name] = "/trainedAlgorithmicMedia<" in file.tags(ns="xml:XMP").get("xml:XMP", "")
    assert marked == {"OUTPUT_BEFORE": True, "OUTPUT_AFTER": True, "CHANGE": False}


def test_a_class_scheme_says_what_both_land_covers_mean(change: Change, make_raster: RasterFactory) -> None:
    before = np.full((96, 96), 31, np.uint8)
    before[:40] = 11
    after = before.copy()
    after[60:70, 60:70] = 41
    land = {
        name: str(make_raster(values, name=f"nlcd_{name}.tif", ours=False))
        for name, values in (("before", before), ("after", after))
    }
    by_scheme = _pixels(change(**land, scheme="nlcd")["OUTPUT_AFTER"])
    by_classes = _pixels(change(**land, classes="11=water 31=land 41=vegetation")["OUTPUT_AFTER"])
    np.testing.assert_array_equal(by_scheme, by_classes)


@pytest.mark.parametrize("resumable", [False, True])
def test_images_do_not_appear_without_the_mask(resumable: bool, change: Change, tmp_path: Path) -> None:
    outputs = {tmp_path / f"{name}.tif" for name in OUTPUTS}
    for path in outputs:
        path.write_text("old")

    class InTheWay(RecordingReporter):
        """Puts a folder into the place of the mask while the images are rendered."""

        def progress(self, fraction: float, message: str = "") -> None:
            super().progress(fraction, message)
            if message.startswith("Block") and not (tmp_path / "change.tif").is_dir():
                (tmp_path / "change.tif").unlink()
                (tmp_path / "change.tif" / "mine").mkdir(parents=True)

    values = JOB.read_parameters({**change.keywords})
    with pytest.raises(InputError, match=r"Cannot replace .*change\.tif"):
        generate_change.run(values, InTheWay(), ResumePolicy(short_run_seconds=0 if resumable else 60))
    assert (tmp_path / "change.tif" / "mine").is_dir()
    assert {path: path.read_text() for path in outputs if path.is_file()} == dict.fromkeys(
        [tmp_path / "output_before.tif", tmp_path / "output_after.tif"], "old"
    )
    assert not list(tmp_path.glob(".*"))
    shutil.rmtree(tmp_path / "change.tif")
    for name in OUTPUTS[:2]:
        (tmp_path / f"{name}.tif").unlink()  # is no raster, and so would not be replaced
    reporter = RecordingReporter()
    run_job("generate-change", change.keywords, reporter)
    assert ("Going on with an earlier run" in reporter.text) is resumable
    assert all(_pixels(path).any() for path in outputs)
    assert not list(tmp_path.glob("*.generating"))
