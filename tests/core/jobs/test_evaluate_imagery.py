"""Evaluating imagery as a job: real, synthetic, and the generator itself."""

from __future__ import annotations

import html
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.jobs import run_job
from satsyn_core.raster.grid import Grid
from satsyn_core.scenes.sources import area_record
from tests.core.jobs.test_segmentation import imagery_of
from tests.support.networks import untrained_model
from tests.support.proposals import Said, refusal
from tests.support.rasters import RasterFactory, RecordingReporter

SMALL = {"patch": 32, "count": 10, "codes": 2, "device": "cpu", "precision": "full"}


@pytest.fixture
def wide_town() -> NDArray[np.uint8]:
    coarse = np.random.default_rng(7).integers(1, 6, (20, 26), dtype=np.uint8)
    return np.kron(coarse, np.ones((10, 10), np.uint8))


def elsewhere(path: Path) -> Path:
    """Move a raster to other ground, four widths to the east."""
    with rasterio.open(path, "r+") as raster:
        raster.transform = raster.transform @ Affine.translation(4 * raster.width, 0)
    return path


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
    training = elsewhere(make_raster(imagery_of(wide_town[::-1], 4), name="training.tif"))
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
        raster = elsewhere(make_raster(pixels, name="imagery.tif"))
        training.append(str(raster.rename(tmp_path / place / "imagery.tif")))
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
    said = Said("Give real imagery in REAL of ground that the generator was not trained on", str(outputs["VERDICT"]))
    # Another date of the training imagery is another file, and no unseen ground.
    dated = make_raster(imagery_of(wide_town, 7), name="dated.tif")
    values |= {"real": [str(real), str(dated)], "output": str(tmp_path / "again.json")}
    assert run_job("evaluate-imagery", {**values, **SMALL}, reporter)["VERDICT"] == said.text
    unseen = elsewhere(make_raster(imagery_of(wide_town, 8), name="unseen.tif"))
    covers = [str(land_cover), str(elsewhere(make_raster(wide_town, name="lc2.tif")))]
    values |= {"real": [str(real), str(unseen)], "landcover": [*covers, str(land_cover)]}
    assert "could not" not in str(run_job("evaluate-imagery", {**values, **SMALL}, reporter)["VERDICT"])
    said.followed()


def test_a_copy_is_not_cleared_by_a_control_that_is_training_imagery_under_another_name(
    make_raster: RasterFactory, wide_town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    """The training imagery is a mosaic, of which REAL holds one tile, and SYNTHETIC another."""
    town = np.hstack([wide_town, wide_town[::-1]])
    mosaic, width = imagery_of(town), wide_town.shape[1]
    land_cover, training = make_raster(town, name="lc.tif"), make_raster(mosaic, name="mosaic.tif")
    real, copied = make_raster(mosaic[:, :, :width], name="t.tif"), make_raster(mosaic[:, :, :width], name="copied.tif")
    values = {"landcover": [str(land_cover)], "synthetic": [str(copied)], "training": [str(training)], **SMALL}

    def evaluated(*real: Path, **given: object) -> dict[str, object]:
        files = {"real": [str(one) for one in real], "output": str(tmp_path / "metrics.json")}
        return run_job("evaluate-imagery", {**values, **files, **given}, reporter)

    assert "shows its ground" in str(evaluated(real)["VERDICT"])
    # Without coordinate system nothing tells the ground.
    placed = {"landcover": [str(make_raster(wide_town, grid="no georeference", name="lc0.tif"))]}
    placed["training"] = [str(make_raster(mosaic, grid="no georeference", name="mosaic0.tif"))]
    placed["synthetic"] = [str(make_raster(mosaic[:, :, :width], grid="no georeference", name="copied0.tif"))]
    found = evaluated(make_raster(mosaic[:, :, :width], grid="no georeference", name="tile0.tif"), **placed)
    said = Said("Give other imagery in REAL, of ground that the generator was not trained on", str(found["VERDICT"]))
    assert "is not known: the control shows training imagery" in said.text and "Patches of tile0" in said.text
    assert "COPIES" not in found
    audit = json.loads((tmp_path / "metrics.json").read_text())["copy_audit"]
    assert not audit["decided"] and audit["copies"] is None
    found = evaluated(make_raster(imagery_of(wide_town[:, ::-1], 9), grid="no georeference", name="own.tif"), **placed)
    assert found["COPIES"] == 10 and str(found["VERDICT"]).startswith("Copies found: 10 of 10")
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


def test_the_range_of_float_imagery_is_that_of_all_numbers_of_all_real_rasters(
    make_raster: RasterFactory, wide_town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    def reflectance(name: str, factor: float) -> str:
        pixels = (imagery_of(wide_town) * factor + 100).astype(np.float32) / np.float32(400)
        pixels[:, 90:110] = np.nan
        return str(make_raster(pixels, name=name))

    even, usual = reflectance("even.tif", 0), reflectance("usual.tif", 1)
    values = {"landcover": [str(make_raster(wide_town, name="lc.tif"))], "output": str(tmp_path / "m.json"), **SMALL}
    outputs = run_job("evaluate-imagery", {**values, "real": [even, usual], "synthetic": [usual]}, reporter)
    assert np.isfinite(float(str(outputs["FRECHET_DISTANCE"])))
    measured = json.loads((tmp_path / "m.json").read_text())["sets"]["synthetic"]
    assert all(0.02 < apart < 0.5 for apart in measured["spectral_distance"]["all classes"].values())


def test_real_imagery_of_one_value_is_refused(
    make_raster: RasterFactory, wide_town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    land_cover, real = make_raster(wide_town, name="lc.tif"), imagery_of(wide_town).astype(np.uint16) * 10
    images = {"real": real, "flat": np.full_like(real, 900)}
    paths = {name: str(make_raster(one, name=f"{name}.tif")) for name, one in images.items()}
    values = {"landcover": [str(land_cover)], "synthetic": [paths["real"]], "output": str(tmp_path / "m.json"), **SMALL}
    with refusal("flat.tif has one value throughout.*: give real imagery in REAL that shows differences") as said:
        run_job("evaluate-imagery", {**values, "real": [paths["flat"]]}, reporter)
    run_job("evaluate-imagery", {**values, "real": [paths["real"]]}, reporter)
    said.followed()


def test_a_segmentation_model_does_not_measure_unnoticed_on_ground_that_it_was_trained_on(
    make_raster: RasterFactory,
    wide_town: NDArray[np.uint8],
    scheme: ClassScheme,
    tmp_path: Path,
    reporter: RecordingReporter,
) -> None:
    model, report, output = tmp_path / "seg.safetensors", tmp_path / "report.html", tmp_path / "metrics.json"
    real = make_raster(imagery_of(wide_town), name="real.tif")
    synthetic = elsewhere(make_raster(imagery_of(wide_town, 1), name="synthetic.tif"))
    covers = [make_raster(wide_town, name="lc.tif"), elsewhere(make_raster(wide_town, name="lc2.tif"))]
    with rasterio.open(real) as raster:
        area = area_record(Grid.of(raster))
    replace(untrained_model(scheme), provenance={"training_area": [area]}).save(model)
    values = {"real": [str(real)], "synthetic": [str(synthetic)], "landcover": [str(path) for path in covers]}
    run_job(
        "evaluate-imagery",
        {**values, "segmentation": str(model), "output": str(output), "report": str(report), **SMALL},
        reporter,
    )
    (warning,) = [text for text in reporter.warnings if "was trained within outlines" in text]
    assert f"scored on ({real})" in warning and "unless that ground was cut out of the training imagery" in warning
    assert json.loads(output.read_text())["notes"] == [warning]
    assert warning in html.unescape(report.read_text())


def test_a_training_area_that_cannot_be_read_is_refused_before_anything_is_compared(
    make_raster: RasterFactory,
    wide_town: NDArray[np.uint8],
    scheme: ClassScheme,
    tmp_path: Path,
    reporter: RecordingReporter,
) -> None:
    model, real = tmp_path / "seg.safetensors", str(make_raster(imagery_of(wide_town), name="real.tif"))
    replace(untrained_model(scheme), provenance={"training_area": [{"crs": "nowhere", "footprint": 5}]}).save(model)
    values = {"real": [real], "synthetic": [real], "landcover": [str(make_raster(wide_town, name="lc.tif"))]}
    values |= {"segmentation": str(model), "output": str(tmp_path / "metrics.json"), **SMALL}
    with pytest.raises(InputError, match="The model's training area cannot be read"):
        run_job("evaluate-imagery", values, reporter)
    assert "Imagery is compared" not in reporter.text


def test_a_model_that_finds_nothing_in_real_imagery_gives_scores_without_a_ratio(
    make_raster: RasterFactory,
    wide_town: NDArray[np.uint8],
    scheme: ClassScheme,
    tmp_path: Path,
    reporter: RecordingReporter,
) -> None:
    """It predicts buildings everywhere, and there are none."""
    town = np.where(wide_town == 5, 1, wide_town).astype(np.uint8)
    model, files = untrained_model(scheme), {"segmentation": str(tmp_path / "seg.safetensors")}
    model.network.get_submodule("segmentation_head")[0].bias.data[4] = 1e4
    model.save(files["segmentation"])
    real = make_raster(imagery_of(town), name="real.tif")
    files |= {"output": str(tmp_path / "metrics.json"), "report": str(tmp_path / "report.html")}
    values = {"real": [str(real)], "synthetic": [str(real)], "landcover": [str(make_raster(town, name="lc.tif"))]}
    outputs = run_job("evaluate-imagery", {**values, **files, **SMALL}, reporter)
    assert outputs["FAITHFULNESS_REAL"] == outputs["FAITHFULNESS"] == 0
    measured = json.loads((tmp_path / "metrics.json").read_text())["sets"]["synthetic"]["label_faithfulness"]
    assert measured["mean_iou"] == 0 and "ratio_to_real" not in measured


def test_variants_that_are_too_small_for_a_patch_are_left_out_of_the_diversity(
    make_raster: RasterFactory, tmp_path: Path, reporter: RecordingReporter
) -> None:
    coarse = np.random.default_rng(7).integers(1, 6, (40, 40), dtype=np.uint8)
    town = np.kron(coarse, np.ones((10, 10), np.uint8))
    land_cover, real = make_raster(town, name="lc.tif"), make_raster(imagery_of(town), name="real.tif")
    large = [make_raster(imagery_of(town, seed), name=f"large{seed}.tif") for seed in (1, 2)]
    small = [make_raster(imagery_of(town[:40, :50], seed), name=f"small{seed}.tif") for seed in (1, 2)]
    values = {"real": [str(real)], "synthetic": [str(path) for path in (*large, *small)]}
    values |= {"landcover": [str(land_cover)], "output": str(tmp_path / "metrics.json"), **SMALL}
    outputs = run_job("evaluate-imagery", {**values, "patch": 64}, reporter)
    measured = json.loads((tmp_path / "metrics.json").read_text())["sets"]["synthetic"]["diversity"]
    assert outputs["DIVERSITY"] == measured["pixels"] and measured["images_of_each_land_cover"] == [2]
    said = Said(
        "between small1, small2: .* of 64 pixels at the same places. Leave them out, or make PATCH smaller",
        measured["note"],
    )
    assert said.text in reporter.text
    run_job("evaluate-imagery", values, reporter)
    again = json.loads((tmp_path / "metrics.json").read_text())["sets"]["synthetic"]["diversity"]
    assert again["images_of_each_land_cover"] == [2, 2] and "note" not in again
    said.followed()


def test_variants_that_are_too_small_for_the_smallest_patch_are_left_out_by_what_is_proposed(
    make_raster: RasterFactory, wide_town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    land_cover, real = make_raster(wide_town, name="lc.tif"), make_raster(imagery_of(wide_town), name="real.tif")
    large = [make_raster(imagery_of(wide_town, seed), name=f"large{seed}.tif") for seed in (1, 2)]
    small = [make_raster(imagery_of(wide_town[:20, :50], seed), name=f"small{seed}.tif") for seed in (1, 2)]
    values = {"real": [str(real)], "landcover": [str(land_cover)], "output": str(tmp_path / "metrics.json"), **SMALL}

    def note_of(*synthetic: Path) -> str | None:
        run_job("evaluate-imagery", {**values, "synthetic": [str(path) for path in synthetic]}, reporter)
        measured = json.loads((tmp_path / "metrics.json").read_text())["sets"]["synthetic"]["diversity"]
        return measured.get("note")

    said = Said(r"of 32 pixels at the same places. Leave them out\.", note_of(*large, *small) or "")
    said.require()
    assert note_of(*large) is None
    said.followed()
