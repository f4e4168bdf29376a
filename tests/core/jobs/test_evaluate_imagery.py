"""Evaluating imagery as a job: real, synthetic, and the generator itself."""

from __future__ import annotations

import html
import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.jobs import run_job
from tests.core.jobs.test_segmentation import imagery_of
from tests.support.networks import untrained_model
from tests.support.proposals import Said, refusal
from tests.support.rasters import RasterFactory, RecordingReporter

SMALL = {"patch": 32, "count": 10, "codes": 2, "device": "cpu", "precision": "full"}


@pytest.fixture
def wide_town() -> NDArray[np.uint8]:
    coarse = np.random.default_rng(7).integers(1, 6, (20, 26), dtype=np.uint8)
    return np.kron(coarse, np.ones((10, 10), np.uint8))


def test_a_generator_and_rasters_are_measured_together(
    make_raster: RasterFactory,
    wide_town: NDArray[np.uint8],
    scheme: ClassScheme,
    tiny_model: Path,
    tmp_path: Path,
    reporter: RecordingReporter,
) -> None:
    segmentation = tmp_path / "segmentation.safetensors"
    untrained_model(scheme).save(segmentation)
    land_cover = make_raster(wide_town, name="landcover.tif")
    real = make_raster(imagery_of(wide_town), name="real.tif")
    training = make_raster(imagery_of(wide_town[::-1], 4), name="training.tif")
    synthetic = [make_raster(imagery_of(wide_town, seed), name=f"synthetic_{seed}.tif") for seed in (1, 2)]
    output, report = tmp_path / "metrics.json", tmp_path / "report.html"
    outputs = run_job(
        "evaluate-imagery",
        {
            "real": [str(real)],
            "landcover": [str(land_cover)],
            "synthetic": [str(path) for path in synthetic],
            "model": str(tiny_model),
            "segmentation": str(segmentation),
            "training": [str(training)],
            "output": str(output),
            "report": str(report),
            **SMALL,
        },
        reporter,
    )
    measured = json.loads(output.read_text())
    assert set(measured["sets"]) == {"synthetic", "random styles", "encoded styles"}
    assert "untrained" in measured["features"] and outputs["FEATURES"] == measured["features"]
    synthetic, random = (measured["sets"][name]["frechet_distance"] for name in ("synthetic", "random styles"))
    assert synthetic < random
    assert outputs["FRECHET_DISTANCE"] == synthetic
    # Both images differ by noise of -15 to 15 in every pixel: a third of 30, as a share of 255.
    assert outputs["DIVERSITY"] == pytest.approx(10 / 255, rel=0.1)
    assert measured["copy_audit"]["verdict"] == outputs["VERDICT"]
    assert measured["floor"]["frechet_distance"] > 0
    assert report.read_text().count("src=") == report.read_text().count('src="data:image/')


def test_imagery_of_other_bands_is_refused(
    make_raster: RasterFactory, wide_town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    land_cover, real = make_raster(wide_town, name="lc.tif"), make_raster(imagery_of(wide_town), name="real.tif")
    single = make_raster(imagery_of(wide_town)[0], name="single.tif")
    values = {"real": [str(real)], "landcover": [str(land_cover)], "output": str(tmp_path / "metrics.json"), **SMALL}
    for wrong in ({"synthetic": [str(single)]}, {"synthetic": [str(real)], "training": [str(single)]}):
        with pytest.raises(InputError, match=r"single.tif has 1 band of uint8, and .*real.tif has 3"):
            run_job("evaluate-imagery", {**values, **wrong}, reporter)


def test_training_rasters_of_one_name_are_several_scenes_and_one_given_twice_is_one(
    make_raster: RasterFactory, wide_town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    land_cover, real = make_raster(wide_town, name="lc.tif"), make_raster(imagery_of(wide_town), name="real.tif")
    synthetic = make_raster(imagery_of(wide_town, 3), name="synthetic.tif")
    training = []
    for place in ("north", "south"):
        (tmp_path / place).mkdir()
        pixels = imagery_of(wide_town[::-1], len(training) + 4)
        training.append(str(make_raster(pixels, name="imagery.tif").rename(tmp_path / place / "imagery.tif")))
    output = tmp_path / "metrics.json"
    values = {"real": [str(real)], "synthetic": [str(synthetic)], "landcover": [str(land_cover)]}
    run_job(
        "evaluate-imagery", {**values, "training": [*training, training[0]], "output": str(output), **SMALL}, reporter
    )
    audit = json.loads(output.read_text())["copy_audit"]
    assert audit["membership"]["training_scenes"] == 2
    assert {pair["training"].split(",")[0] for pair in audit["closest_pairs"]} <= {"imagery", "imagery_2"}


def test_copies_are_not_searched_for_without_unseen_imagery(
    make_raster: RasterFactory, wide_town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    land_cover, real = make_raster(wide_town, name="lc.tif"), make_raster(imagery_of(wide_town), name="real.tif")
    values = {"real": [str(real)], "landcover": [str(land_cover)], "synthetic": [str(real)], "training": [str(real)]}
    outputs = run_job("evaluate-imagery", {**values, "output": str(tmp_path / "metrics.json"), **SMALL}, reporter)
    assert "could not be looked for" in str(outputs["VERDICT"])
    named = json.loads((tmp_path / "metrics.json").read_text())["features"]
    assert named == outputs["FEATURES"]
    assert "urban-segmentation" in named and "comes with SatSyn" in named
    assert "COPIES" not in outputs
    said = Said("Give real imagery in REAL that the generator was not trained on", str(outputs["VERDICT"]))
    unseen = make_raster(imagery_of(wide_town, 7), name="unseen.tif")
    values |= {"real": [str(real), str(unseen)], "output": str(tmp_path / "again.json")}
    assert "could not" not in str(run_job("evaluate-imagery", {**values, **SMALL}, reporter)["VERDICT"])
    said.followed()


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"synthetic": None}, "Give SYNTHETIC"),
        ({"patch": 64, "count": 400}, "patches of 64 pixels can be compared"),
        ({"patch": 34}, "multiple of 4"),
        # Said before anything is opened: there is no such file.
        ({"patch": 34, "real": ["absent.tif"]}, "multiple of 4"),
        ({"synthetic": None, "real": ["absent.tif"]}, "Give SYNTHETIC"),
        ({"real": ["absent.tif"] * 3, "landcover": ["absent.tif"] * 2}, "REAL has 3 rasters, SYNTHETIC 1 raster, and"),
        ({"real": ["absent.tif"] * 3, "landcover": ["absent.tif"] * 2, "synthetic": None, "model": "m"}, "LANDCOVER 2"),
        ({"patch": 512}, "has no patch of 512"),
    ],
)
def test_bad_input_gets_a_sentence_and_leaves_no_output(
    values: dict[str, object],
    problem: str,
    make_raster: RasterFactory,
    wide_town: NDArray[np.uint8],
    tmp_path: Path,
    reporter: RecordingReporter,
) -> None:
    land_cover, real = make_raster(wide_town, name="lc.tif"), make_raster(imagery_of(wide_town), name="real.tif")
    given = {"real": [str(real)], "landcover": [str(land_cover)], "synthetic": [str(real)], **SMALL, **values}
    with pytest.raises(InputError, match=problem):
        run_job("evaluate-imagery", {**given, "output": str(tmp_path / "metrics.json")}, reporter)
    assert not (tmp_path / "metrics.json").exists()


def test_coverage_of_the_real_range_is_measured_in_a_style_for_each_patch(
    make_raster: RasterFactory, tiny_model: Path, tmp_path: Path, reporter: RecordingReporter
) -> None:
    rng = np.random.default_rng(3)
    squares = np.where(np.indices((9, 9)).sum(0) % 2, 2, 5)
    town = np.kron(squares, np.ones((32, 32))).astype(np.uint8)
    lights = np.kron(rng.integers(0, 60, (9, 9)), np.ones((32, 32)))
    image = np.clip(np.stack([town * 30 + lights] * 3) + rng.integers(-5, 6, (3, *town.shape)), 1, 255)
    real = make_raster(image.astype(np.uint8), name="real.tif")
    output, report = tmp_path / "metrics.json", tmp_path / "report.html"
    outputs = run_job(
        "evaluate-imagery",
        {
            "real": [str(real)],
            "landcover": [str(make_raster(town, name="landcover.tif"))],
            "model": str(tiny_model),
            "output": str(output),
            "report": str(report),
            **SMALL,
            "count": 40,
        },
        reporter,
    )
    measured = json.loads(output.read_text())
    floor, random = measured["floor"]["range_coverage"], measured["sets"]["random styles"]["range_coverage"]
    assert set(floor["classes"]) == {"land", "building"}
    assert floor["classes"]["land"]["covered"]["brightness"] > 0.7
    assert outputs["RANGE_COVERAGE"] == random["mean"] < floor["mean"] == outputs["RANGE_COVERAGE_REAL"]
    assert outputs["RANGE_COVERAGE_WORST"] == random["worst"]
    assert "Variety" in report.read_text()


def test_each_raster_has_its_land_cover_in_the_order_of_real_and_synthetic_imagery(
    make_raster: RasterFactory, wide_town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    """Land cover of another raster would not overlap: the synthetic imagery is of another place."""
    here, away = wide_town, wide_town[:, ::-1]
    real, cover = (make_raster(one, name=f"{name}.tif") for one, name in ((imagery_of(here), "real"), (here, "lc")))
    other, synthetic = (make_raster(one, name=f"{name}.tif") for one, name in ((away, "lc2"), (imagery_of(away), "s")))
    for path in (other, synthetic):
        with rasterio.open(path, "r+") as raster:
            raster.transform = raster.transform @ Affine.translation(4 * raster.width, 0)
    values = {"synthetic": [str(synthetic)], "output": str(tmp_path / "metrics.json"), **SMALL}
    given = {**values, "real": [str(real)], "landcover": [str(cover), str(other)]}
    run_job("evaluate-imagery", given, reporter)
    measured = json.loads((tmp_path / "metrics.json").read_text())
    assert measured["sets"]["synthetic"]["spectral_distance"]["all classes"]["red"] < 0.05
    two = {**values, "real": [str(real), str(synthetic)], "landcover": [str(cover), str(other)]}
    with refusal("give 3 land covers, first one for each raster of REAL, then one for each of SYNTHETIC") as said:
        run_job("evaluate-imagery", two, reporter)
    run_job("evaluate-imagery", {**two, "landcover": [str(cover), str(other), str(other)]}, reporter)
    said.followed()


def test_classes_without_variety_and_both_frechet_numbers_are_named(
    make_raster: RasterFactory, wide_town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    land_cover, real = make_raster(wide_town, name="lc.tif"), make_raster(imagery_of(wide_town), name="real.tif")
    report, output = tmp_path / "report.html", tmp_path / "metrics.json"
    files = {"landcover": [str(land_cover)], "output": str(output), "report": str(report)}
    values = {"real": [str(real)], "synthetic": [str(real)], **files}
    outputs = run_job("evaluate-imagery", {**values, **SMALL}, reporter)
    assert "RANGE_COVERAGE" not in outputs
    said = Said("make COUNT larger, up to 96", next(text for _, text in reporter.logs if "Variety was not" in text))
    assert said.text in html.unescape(report.read_text())
    measured = json.loads(output.read_text())["sets"]["synthetic"]
    assert measured["range_coverage"]["note"] == said.text
    assert all(number < 16 for number in measured["range_coverage"]["patches_of_classes_not_measured"].values())
    ratio, distance = measured["frechet_ratio_to_floor"], outputs["FRECHET_DISTANCE"]
    assert f"Fréchet distance {distance:.4g}; Fréchet ratio to the floor {ratio:.2f} (" in reporter.text
    assert report.read_text().count("<th>ratio to the floor</th>") == 1
    # A patch of 32 pixels shows a class of this town with 200 pixels now and then.
    run_job("evaluate-imagery", {**values, **SMALL, "count": 96}, reporter)
    more = json.loads(output.read_text())["sets"]["synthetic"]["range_coverage"]
    fewer = measured["range_coverage"]["patches_of_classes_not_measured"]
    assert sum(more["patches_of_classes_not_measured"].values()) > sum(fewer.values())
    assert more["note"].endswith("More patches help: give more imagery."), "32 is the smallest patch"
    said.followed()
