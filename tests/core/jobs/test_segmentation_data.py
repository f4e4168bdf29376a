"""What segmentation learns from and sees: folders of chips, and bands that files call something else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.enums import ColorInterp

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.contract.model_metadata import read_metadata
from satsyn_core.contract.raster_tags import NOT, SYNTHETIC, WHOLLY
from satsyn_core.jobs import run_job
from satsyn_core.raster.window import Window
from satsyn_core.scenes.pairs import pair_scenes
from satsyn_core.scenes.sources import match_sources
from satsyn_core.segmentation.data import has_both_kinds, held_out
from tests.core.jobs.test_segmentation import SHORT, imagery_of
from tests.support.paths import REPOSITORY
from tests.support.proposals import refusal
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.tiny_segmenter import tiny_segmenter

CLASSES = "1=water 2=land 3=road 4=vegetation 5=building"
CPU = {"device": "cpu", "precision": "full"}
TRAINING = {**CPU, **SHORT, "steps": 2, "classes": CLASSES}


@pytest.fixture
def large_town() -> NDArray[np.uint8]:
    coarse = np.random.default_rng(7).integers(1, 6, (26, 26), dtype=np.uint8)
    return np.kron(coarse, np.ones((10, 10), np.uint8))


@pytest.fixture
def training_set(
    large_town: NDArray[np.uint8], make_raster: RasterFactory, tmp_path: Path, reporter: RecordingReporter
) -> Path:
    """A set of real chips, as Build mixed training set writes it."""
    imagery = make_raster(imagery_of(large_town), name="scene.tif")
    cover = make_raster(large_town, nodata=0, name="cover.tif")
    values = {"imagery": [str(imagery)], "landcover": [str(cover)], "synthetic_percent": 0, "classes": CLASSES}
    small = {"chip_size": 64, "split_block": 1, "buffer": 0, "split": "50 25 25", "workers": 1}
    run_job("build-training-set", {**values, **small, "output": str(tmp_path / "set")}, reporter)
    return tmp_path / "set"


def test_a_training_set_is_learnt_from_and_its_test_chips_are_scored(
    training_set: Path, tmp_path: Path, reporter: RecordingReporter
) -> None:
    model, metrics = tmp_path / "model.safetensors", tmp_path / "metrics.json"
    options = ["--training-set", training_set, "--output", model, "--metrics", metrics, "--no-pretrained"]
    options += ["--architecture", SHORT["architecture"], "--encoder", SHORT["encoder"], "--steps", 2, "--crop", 32]
    options += ["--batch", 2, "--device", "cpu", "--precision", "full", "--json"]
    command = [sys.executable, "-m", "satsyn_core", "train-evaluate-segmentation", *map(str, options)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    outputs = json.loads(done.stdout.splitlines()[-1])["outputs"]
    measured = json.loads(metrics.read_text())["evaluation"]
    chips = json.loads((training_set / "manifest.json").read_text())["chips"]
    masks = []
    for chip in chips:
        if chip["split"] == "test":
            with rasterio.open(training_set / chip["mask"]) as mask:
                masks.append(mask.read(1))
    truth = np.concatenate(masks)
    assert np.sum(measured["confusion_matrix"], axis=1).tolist() == np.bincount(truth[truth < 5], minlength=5).tolist()
    assert len(measured["sources"]) == len(masks)
    again = run_job(
        "train-evaluate-segmentation", {"training_set": str(training_set), "model": str(model), **CPU}, reporter
    )
    assert again["MEAN_IOU"] == pytest.approx(outputs["MEAN_IOU"])


def test_a_file_that_a_set_has_lost_is_named_before_the_training(
    training_set: Path, tmp_path: Path, reporter: RecordingReporter
) -> None:
    lost = next((training_set / "masks" / "test").iterdir())
    lost.unlink()
    output = tmp_path / "model.safetensors"
    with pytest.raises(InputError, match=f"lacks its file {lost}: put it back"):
        run_job(
            "train-evaluate-segmentation",
            {"training_set": str(training_set), "output": str(output), **SHORT, **CPU},
            reporter,
        )
    assert "steps to train" not in reporter.text


def test_corrected_masks_count_where_the_user_wants_them(
    training_set: Path, tmp_path: Path, reporter: RecordingReporter
) -> None:
    mask = min((training_set / "masks" / "test").iterdir())
    with rasterio.open(mask, "r+") as file:
        file.write(np.zeros((1, file.height, file.width), np.uint8))
    trained = {**CPU, **SHORT, "training_set": str(training_set), "output": str(tmp_path / "model.safetensors")}
    with pytest.raises(InputError, match=f"changed since it was built: masks/test/{mask.name}. .* set EDITED_CHIPS"):
        run_job("train-evaluate-segmentation", trained, reporter)
    tiny_segmenter().save(tmp_path / "tiny.safetensors")
    metrics, report = tmp_path / "metrics.json", tmp_path / "report.html"
    scored = {"training_set": str(training_set), "model": str(tmp_path / "tiny.safetensors"), "metrics": str(metrics)}
    scored["report"] = str(report)
    run_job("train-evaluate-segmentation", {**CPU, **scored, "edited_chips": True}, reporter)
    written = json.loads(metrics.read_text())
    assert sum(written["evaluation"]["confusion_matrix"][0]) >= 64 * 64
    (note,) = written["notes"]
    assert note.endswith("and the changes count. They concern 1 chip.") and mask.name in report.read_text()
    assert "The changes count" in reporter.warnings[-1]


def test_a_share_of_real_crops_needs_chips_of_both_kinds(
    training_set: Path, tmp_path: Path, reporter: RecordingReporter
) -> None:
    values = {**CPU, **SHORT, "steps": 2, "training_set": str(training_set), "real_crops": 0.5}
    with pytest.raises(InputError, match="are all of one kind: leave REAL_CROPS empty"):
        run_job("train-evaluate-segmentation", {**values, "output": str(tmp_path / "model.safetensors")}, reporter)


@pytest.fixture
def synthetic(large_town: NDArray[np.uint8], make_raster: RasterFactory) -> tuple[Path, Path]:
    """Synthetic imagery of another town, and its land cover."""
    other = large_town[::-1].copy()
    imagery = make_raster(imagery_of(other, 1), name="synthetic.tif")
    with rasterio.open(imagery, "r+") as file:
        file.update_tags(**{SYNTHETIC: WHOLLY})
    return imagery, make_raster(other, nodata=0, name="synthetic_cover.tif")


def test_synthetic_rasters_train_beside_the_chips_of_a_set(
    training_set: Path, synthetic: tuple[Path, Path], tmp_path: Path, reporter: RecordingReporter
) -> None:
    imagery, cover = map(str, synthetic)
    model, metrics = tmp_path / "model.safetensors", tmp_path / "metrics.json"
    values: dict[str, Any] = {**CPU, **SHORT, "steps": 2, "training_set": str(training_set)}
    values |= {"imagery": [imagery], "landcover": [cover], "classes": CLASSES, "output": str(model)}
    run_job("train-evaluate-segmentation", {**values, "metrics": str(metrics)}, reporter)
    provenance = read_metadata(model)["provenance"]
    assert provenance["settings"]["real_crops"] == 0.5
    assert "times as much synthetic imagery as real one: half of the crops show real imagery" in reporter.text
    assert provenance["data"].endswith("chips, 0 of them synthetic; beside it, synthetic imagery: synthetic")
    chips = json.loads((training_set / "manifest.json").read_text())["chips"]
    assert len(json.loads(metrics.read_text())["evaluation"]["sources"]) == sum(c["split"] == "test" for c in chips)

    with rasterio.open(imagery, "r+") as file:
        file.update_tags(**{SYNTHETIC: NOT})
    with pytest.raises(InputError, match="is real imagery, and beside TRAINING_SET all IMAGERY has to be synthetic"):
        run_job("train-evaluate-segmentation", {**values, "output": str(tmp_path / "second.safetensors")}, reporter)


def test_validation_imagery_chooses_the_weights_of_a_training_set_without_chips_for_that(
    large_town: NDArray[np.uint8], make_raster: RasterFactory, tmp_path: Path, reporter: RecordingReporter
) -> None:
    imagery = make_raster(imagery_of(large_town), name="scene.tif")
    cover = make_raster(large_town, nodata=0, name="cover.tif")
    values = {"imagery": [str(imagery)], "landcover": [str(cover)], "synthetic_percent": 0, "classes": CLASSES}
    small = {"chip_size": 64, "split_block": 1, "buffer": 0, "held_out": "omit", "workers": 1}
    run_job("build-training-set", {**values, **small, "output": str(tmp_path / "set")}, reporter)
    model = tmp_path / "model.safetensors"
    trained = {**CPU, **SHORT, "steps": 2, "training_set": str(tmp_path / "set"), "output": str(model)}
    with pytest.raises(InputError, match="There is no validation data: give VALIDATION_IMAGERY"):
        run_job("train-evaluate-segmentation", trained, reporter)
    validation = {"validation_imagery": [str(imagery)], "validation_landcover": [str(cover)], "classes": CLASSES}
    metrics = tmp_path / "metrics.json"
    run_job("train-evaluate-segmentation", {**trained, **validation, "metrics": str(metrics)}, reporter)
    measured = json.loads(metrics.read_text())
    assert list(measured["evaluation"]["sources"]) == ["scene"]
    assert any("shows ground of the validation imagery (scene)" in note for note in measured["notes"])


def test_a_set_of_synthetic_rasters_says_that_its_chips_count_as_real(
    synthetic: tuple[Path, Path], tmp_path: Path, reporter: RecordingReporter
) -> None:
    imagery, cover = map(str, synthetic)
    values = {"imagery": [imagery], "landcover": [cover], "synthetic_percent": 0, "classes": CLASSES}
    small = {"chip_size": 64, "split_block": 1, "buffer": 0, "split": "50 25 25", "workers": 1}
    run_job("build-training-set", {**values, **small, "output": str(tmp_path / "set")}, reporter)
    assert any("its chips count as real ones here" in text for text in reporter.warnings)


def test_synthetic_rasters_choose_no_weights_beside_real_ones(
    large_town: NDArray[np.uint8],
    synthetic: tuple[Path, Path],
    scheme: ClassScheme,
    make_raster: RasterFactory,
    reporter: RecordingReporter,
) -> None:
    real = make_raster(imagery_of(large_town), name="real.tif")
    cover = make_raster(large_town, nodata=0, name="real_cover.tif")
    files = pair_scenes([str(real), str(synthetic[0])], [str(cover), str(synthetic[1])])
    training, validation = held_out(match_sources(files, scheme, CLASSES, None, reporter), 32)
    assert [source.window is None for source in training] == [False, True]
    assert [source.files.name for source in validation] == ["real"]
    assert has_both_kinds(training)


def test_rows_are_held_out_among_those_with_labels(
    large_town: NDArray[np.uint8], make_raster: RasterFactory, tmp_path: Path, reporter: RecordingReporter
) -> None:
    cover = np.zeros_like(large_town)
    cover[:120] = large_town[:120]
    values: dict[str, Any] = {"landcover": [str(make_raster(cover, nodata=0, name="cover.tif"))], **TRAINING}
    values |= {"imagery": [str(make_raster(imagery_of(large_town), name="scene.tif"))]}
    metrics = tmp_path / "metrics.json"
    output = str(tmp_path / "model.safetensors")
    run_job("train-evaluate-segmentation", {**values, "output": output, "metrics": str(metrics)}, reporter)
    truth = np.sum(json.loads(metrics.read_text())["evaluation"]["confusion_matrix"], axis=1)
    assert truth.tolist() == np.bincount(cover[120 - 32 : 120].ravel(), minlength=6)[1:].tolist()


def test_a_raster_with_too_few_rows_with_labels_trains_as_a_whole_beside_others(
    large_town: NDArray[np.uint8], make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    imagery, covers = [], []
    for name, rows in (("few", 60), ("many", 150)):
        cover = np.zeros_like(large_town)
        cover[:rows] = large_town[:rows]
        imagery.append(str(make_raster(imagery_of(large_town), name=f"{name}.tif")))
        covers.append(str(make_raster(cover, nodata=0, name=f"{name}_cover.tif")))
    sources = match_sources(pair_scenes(imagery, covers), scheme, CLASSES, None, reporter)
    training, validation = held_out(sources, 32)
    assert [source.window for source in training] == [None, Window(0, 0, 260, 86)]
    assert [(source.files.name, source.window) for source in validation] == [("many", Window(0, 118, 260, 32))]
    with pytest.raises(InputError, match=r"few\.tif has 60 rows with land cover: too few"):
        held_out(sources[:1], 32)


def test_a_raster_of_too_few_rows_trains_as_a_whole_beside_others(
    large_town: NDArray[np.uint8], make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    imagery, covers = [], []
    for name, rows in (("low", 60), ("high", 250)):
        town = large_town[:rows]
        imagery.append(str(make_raster(imagery_of(town), name=f"{name}.tif")))
        covers.append(str(make_raster(town, nodata=0, name=f"{name}_cover.tif")))
    sources = match_sources(pair_scenes(imagery, covers), scheme, CLASSES, None, reporter)
    training, validation = held_out(sources, 32)
    assert [source.window for source in training] == [None, Window(0, 0, 260, 168)]
    assert [(source.files.name, source.window) for source in validation] == [("high", Window(0, 200, 260, 50))]
    with pytest.raises(InputError, match=r"low\.tif has 60 rows: too few"):
        held_out(sources[:1], 32)


def test_too_few_rows_with_labels_get_validation_imagery(
    large_town: NDArray[np.uint8], make_raster: RasterFactory, tmp_path: Path, reporter: RecordingReporter
) -> None:
    cover, imagery = np.zeros_like(large_town), str(make_raster(imagery_of(large_town), name="scene.tif"))
    cover[:80] = large_town[:80]
    values: dict[str, Any] = {"imagery": [imagery], "output": str(tmp_path / "model.safetensors"), **TRAINING}
    values |= {"landcover": [str(make_raster(cover, nodata=0, name="cover.tif"))]}
    with refusal("80 rows with land cover: too few .* Give rasters of their own in VALIDATION_IMAGERY") as said:
        run_job("train-evaluate-segmentation", values, reporter)
    whole = str(make_raster(large_town, nodata=0, name="whole.tif"))
    given = {"validation_imagery": [imagery], "validation_landcover": [whole]}
    run_job("train-evaluate-segmentation", {**values, **given}, reporter)
    said.followed()


@pytest.fixture
def four_bands(large_town: NDArray[np.uint8], make_raster: RasterFactory) -> tuple[Path, Path]:
    """Imagery whose near infrared GDAL takes for transparency, with zeros in it, and its land cover."""
    infrared = np.where(large_town == 4, 200, 0).astype(np.uint8)
    path = make_raster(np.concatenate([imagery_of(large_town), infrared[None]]), name="infrared.tif")
    with rasterio.open(path) as file:
        assert file.colorinterp[3] is ColorInterp.alpha
    return path, make_raster(large_town, nodata=0, name="cover.tif")


def test_near_infrared_that_a_file_calls_alpha_is_learnt_from_and_predicted_with(
    four_bands: tuple[Path, Path], large_town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    imagery, cover = map(str, four_bands)
    model, output = tmp_path / "model.safetensors", tmp_path / "predicted.tif"
    values: dict[str, Any] = {"imagery": [imagery], "landcover": [cover], "output": str(model), **TRAINING}
    run_job("train-evaluate-segmentation", {**values, "bands": "4 1 2 3"}, reporter)
    assert read_metadata(model)["band_names"] == ["band 4", "red", "green", "blue"]
    wanted = {"imagery": imagery, "model": str(model), "output": str(output), **CPU}
    with pytest.raises(InputError, match=r"has 3 bands, and the model .* was trained on 4 .* BANDS"):
        run_job("predict-landcover", wanted, reporter)
    outputs = run_job("predict-landcover", {**wanted, "bands": "4 1 2 3"}, reporter)
    assert outputs["PIXELS"] == large_town.size


def test_imagery_is_compared_in_the_bands_that_are_named(
    four_bands: tuple[Path, Path], tmp_path: Path, reporter: RecordingReporter
) -> None:
    imagery, cover = map(str, four_bands)
    values = {"real": [imagery], "landcover": [cover], "synthetic": [imagery], "output": str(tmp_path / "metrics.json")}
    small = {"patch": 32, "count": 10, **CPU}
    run_job("evaluate-imagery", {**values, **small, "bands": "4 2 1 3"}, reporter)
    measured = json.loads((tmp_path / "metrics.json").read_text())
    by_class = measured["sets"]["synthetic"]["spectral_distance"]
    assert by_class
    assert all(list(channels)[:4] == ["band 4", "green", "red", "blue"] for channels in by_class.values())
    assert measured["features"] == "untrained fixed filters"


@pytest.mark.parametrize("bands", ["red", "1 1", "0 1", "1 2 9"])
def test_bands_that_are_not_there_are_refused(
    bands: str, four_bands: tuple[Path, Path], tmp_path: Path, reporter: RecordingReporter
) -> None:
    values = {"imagery": [str(four_bands[0])], "landcover": [str(four_bands[1])], **TRAINING}
    with pytest.raises(InputError, match=r"BANDS|no band 9"):
        run_job(
            "train-evaluate-segmentation",
            {**values, "output": str(tmp_path / "model.safetensors"), "bands": bands},
            reporter,
        )


def test_a_network_is_not_trained_on_one_kind_of_units_and_tested_on_another(
    large_town: NDArray[np.uint8], make_raster: RasterFactory, tmp_path: Path, reporter: RecordingReporter
) -> None:
    image, cover = imagery_of(large_town), str(make_raster(large_town, nodata=0, name="cover.tif"))
    eight = str(make_raster(image, name="eight.tif"))
    sixteen = str(make_raster(image.astype(np.uint16) * 39, name="sixteen.tif"))
    pairs = {"imagery": [eight], "landcover": [cover], "test_imagery": [sixteen], "test_landcover": [cover]}
    with pytest.raises(InputError, match=r"other units.*gdal_translate -ot Byte -scale"):
        run_job(
            "train-evaluate-segmentation", {**TRAINING, **pairs, "output": str(tmp_path / "m.safetensors")}, reporter
        )
    both = {"real": [eight], "synthetic": [sixteen], "landcover": [cover], "output": str(tmp_path / "m.json")}
    with pytest.raises(InputError, match="other units"):
        run_job("evaluate-imagery", {**both, "classes": CLASSES, "device": "cpu"}, reporter)
    assert not list(tmp_path.glob("m.*"))


def test_a_model_is_tested_on_the_far_side_of_the_earth(
    large_town: NDArray[np.uint8], make_raster: RasterFactory, tmp_path: Path, reporter: RecordingReporter
) -> None:
    """The UTM zone of the training imagery has no coordinates for the equator in Brazil."""
    values: dict[str, object] = {"output": str(tmp_path / "model.safetensors"), **TRAINING}
    for kind, system, x, y in (("", 32640, 331_000, 2_779_990), ("test_", 32625, 500_000, 100)):
        image = make_raster(imagery_of(large_town), name=f"{kind}imagery.tif")
        cover = make_raster(large_town, nodata=0, name=f"{kind}cover.tif")
        for path in (image, cover):
            with rasterio.open(path, "r+") as file:
                file.crs, file.transform = CRS.from_epsg(system), Affine(1, 0, x, 0, -1, y)
        values |= {f"{kind}imagery": [str(image)], f"{kind}landcover": [str(cover)]}
    assert "MEAN_IOU" in run_job("train-evaluate-segmentation", values, reporter)
    assert "shows ground of the test imagery" not in reporter.text
