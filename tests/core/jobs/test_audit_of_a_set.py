"""The copy audit of a finished training set without real imagery, as the guide on sharing data describes it."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from satsyn_core.jobs import run_job
from tests.core.jobs.test_evaluate_imagery import elsewhere
from tests.core.jobs.test_segmentation import imagery_of
from tests.support.proposals import Said
from tests.support.rasters import RasterFactory, RecordingReporter

PATCHES = {"patch": 32, "count": 400, "codes": 1, "device": "cpu", "precision": "full"}


@pytest.fixture
def given(make_raster: RasterFactory, tiny_model: Path, tmp_path: Path, reporter: RecordingReporter) -> dict[str, Any]:
    """Return the parameters of an audit of a finished set: chips of the training imagery's ground, in a folder."""
    sizes = [(20, 26), (16, 13)]
    coarse = [np.random.default_rng(number).integers(1, 6, size, np.uint8) for number, size in enumerate(sizes)]
    towns = [np.kron(one, np.ones((10, 10), np.uint8)) for one in coarse]
    cover, unseen_cover = (make_raster(town, name=f"lc{number}.tif") for number, town in enumerate(towns))
    known, unseen = (make_raster(imagery_of(town, number), name=f"{number}.tif") for number, town in enumerate(towns))
    elsewhere(unseen_cover)
    elsewhere(unseen)
    run_job(
        "build-training-set",
        {
            "imagery": [str(known)],
            "landcover": [str(cover)],
            "model": str(tiny_model),
            "synthetic_percent": 100,
            "held_out": "omit",
            "style": "random",
            "chip_size": 64,
            "device": "cpu",
            "output": str(tmp_path / "set"),
        },
        reporter,
    )
    chips = sorted((tmp_path / "set/images/train").iterdir())
    return {
        "real": [str(unseen)],
        "synthetic": [str(chip) for chip in chips],
        "landcover": [str(unseen_cover), *([str(cover)] * len(chips))],
        "training": [str(known)],
        "output": str(tmp_path / "scores.json"),
        "report": str(tmp_path / "scores.html"),
        **PATCHES,
    }


def _audit(given: dict[str, Any], reporter: RecordingReporter) -> tuple[dict[str, object], dict[str, Any]]:
    outputs = run_job("evaluate-imagery", given, reporter)
    return outputs, json.loads(Path(given["output"]).read_text())


def test_the_chips_of_a_finished_set_are_searched_all(given: dict[str, Any], reporter: RecordingReporter) -> None:
    outputs, measured = _audit(given, reporter)
    audit = measured["copy_audit"]
    assert audit["synthetic_patches"] == 4 * len(given["synthetic"]) == audit["possible_patches"]
    assert audit["synthetic_patches"] > measured["patches"], "REAL is smaller"
    assert "notes" not in measured and not [text for text in reporter.warnings if "searched for copies" in text]
    assert outputs["COPY_SET"] == audit["set"] == "synthetic" and audit["other_sets"] == {}
    shares = measured["sets"]["synthetic"]["spectral_distance"]
    assert set(shares) == {*(f"class {number}" for number in range(1, 6)), "all classes"}
    assert all(value is not None for of_class in shares.values() for value in of_class.values())


def test_a_chip_that_copies_is_found(given: dict[str, Any], reporter: RecordingReporter) -> None:
    with rasterio.open(given["training"][0]) as training:
        copied = training.read()[:, 20:84, 30:94]
    with rasterio.open(given["synthetic"][-1], "r+") as chip:
        chip.write(copied)
    outputs, measured = _audit(given, reporter)
    assert outputs["COPIES"] == measured["copy_audit"]["copies"] == 4
    assert str(outputs["VERDICT"]).startswith("Copies found: 4 of ")


def test_all_sets_are_searched_and_the_worst_one_is_named(
    given: dict[str, Any], tiny_model: Path, make_raster: RasterFactory, reporter: RecordingReporter
) -> None:
    with rasterio.open(given["training"][0]) as training:
        copy = make_raster(training.read(), name="copy.tif")
    given |= {"synthetic": [str(copy)], "landcover": given["landcover"][:2], "model": str(tiny_model)}
    outputs, measured = _audit(given, reporter)
    audit = measured["copy_audit"]
    assert outputs["COPY_SET"] == audit["set"] == "synthetic" and outputs["VERDICT"] == audit["verdict"]
    assert set(audit["other_sets"]) == {"random styles", "encoded styles"}
    assert reporter.text.rindex(f"synthetic: {audit['verdict']}") > reporter.text.rindex("random styles: ")
    shown = html.unescape(Path(given["report"]).read_text())
    assert audit["verdict"] in shown and audit["other_sets"]["encoded styles"]["verdict"] in shown


def test_land_cover_that_was_not_searched_is_named(
    given: dict[str, Any], tiny_model: Path, reporter: RecordingReporter
) -> None:
    """MODEL gives imagery of the land cover of REAL, and the set that is to be published shows other ground."""
    generated = {**given, "synthetic": None, "model": str(tiny_model), "landcover": given["landcover"][:1]}
    _, measured = _audit(generated, reporter)
    warnings = [text for text in reporter.warnings if "ground of TRAINING" in text]
    said = Said("give the imagery that you want to publish in SYNTHETIC", warnings[0])
    assert measured["notes"] == warnings and len(warnings) == 1
    assert "notes" not in _audit(given, reporter)[1]
    said.followed()


def test_patches_that_count_left_out_are_named(given: dict[str, Any], reporter: RecordingReporter) -> None:
    _, measured = _audit({**given, "count": 10}, reporter)
    (note,) = measured["notes"]
    said = Said(f"Of synthetic, 10 patches of up to {4 * len(given['synthetic'])}.*: make COUNT larger", note)
    assert "notes" not in _audit(given, reporter)[1]
    said.followed()
