from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio
import shapely
import torch

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import JobCancelledError
from satsyn_core.generator.families import load_generator
from satsyn_core.segmentation.architecture import SegmentationArchitecture, build_network
from satsyn_core.segmentation.model import SegmentationModel
from satsyn_core.segmentation.normalisation import NormalisationFit
from tests.support.rasters import UTM
from tests.support.tiny_model import tiny_generator
from tests.support.training_sets import (
    CHIP,
    HEIGHT,
    WIDTH,
    BuildSet,
    CancelledAtChip,
    read_source,
    write_raster,
)


def test_adding_over_a_hundred_percent_gives_versions_of_each_chip_in_other_styles(build_set: BuildSet) -> None:
    built = build_set(synthetic_percent=200, mode="add")
    real = built.of("train", "real")
    assert len(built.of("train", "synthetic")) == 2 * len(real)
    looks = {look["look"]: look for look in built.manifest["looks"]}
    for chip in real:
        versions = [one for one in built.chips if one["id"] in (f"{chip['id']}_s1", f"{chip['id']}_s2")]
        first, second = (rasterio.open(built.folder / one["image"]).read() for one in versions)
        assert (first != second).mean() > 0.5
        assert looks[versions[0]["look"]]["code"] != looks[versions[1]["look"]]["code"]
        assert versions[0]["noise_seed"] != versions[1]["noise_seed"]


@pytest.mark.parametrize("style", ["scene", "random"])
def test_a_set_of_synthetic_chips_holds_no_real_pixel_and_says_so(
    style: str, build_set: BuildSet, training_scenes: dict[str, list[str]], tiny_model: Path
) -> None:
    built = build_set(synthetic_percent=100, held_out="omit", style=style)
    assert {(chip["split"], chip["kind"]) for chip in built.chips} == {("train", "synthetic")}
    assert built.manifest["real_pixels"] == "none"
    assert "no pixel of real imagery" in built.manifest["statement"]
    assert ("encoded from the imagery" in built.manifest["statement"]) is (style == "scene")
    images = sorted(path.relative_to(built.folder).as_posix() for path in (built.folder / "images").rglob("*.tif"))
    assert images == sorted(chip["image"] for chip in built.chips)
    for chip in built.chips:
        pixels, cover = read_source(training_scenes, chip)
        with rasterio.open(built.folder / chip["image"]) as image, rasterio.open(built.folder / chip["mask"]) as mask:
            rendered = image.read()
            # Chance alone gives some equal pixels in one band, and hardly any in all three.
            assert (rendered == pixels).all(axis=0).mean() < 0.02
            np.testing.assert_array_equal(mask.read(1), cover - 1)
            assert image.tags()["SATSYN_SYNTHETIC"] == "YES"
            assert image.tags()["SATSYN_MODEL_DIGEST"] == chip["model_digest"]
            assert "/trainedAlgorithmicMedia<" in image.tags(ns="xml:XMP")["xml:XMP"]
            assert mask.tags(ns="xml:XMP") == {}


def test_random_styles_do_not_depend_on_the_imagery(
    build_set: BuildSet, training_scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    values = {"synthetic_percent": 100, "held_out": "omit", "style": "random"}
    first = build_set("first", **values)
    for number, path in enumerate(training_scenes["imagery"]):
        with rasterio.open(path, "r+") as imagery:
            pixels = imagery.read()
            imagery.write(np.where(pixels == 0, 0, 251 - pixels // 2 + number).astype(np.uint8))
    second = build_set("second", **values)
    assert first.files() == second.files()


def test_synthetic_chips_that_overlap_agree(build_set: BuildSet, training_scenes: dict[str, list[str]]) -> None:
    built = build_set(synthetic_percent=100, stride=CHIP // 2, split="1", held_out="omit")
    chips = [chip for chip in built.chips if chip["scene"] == "scene1"]
    canvas = np.zeros((3, HEIGHT, WIDTH), np.uint8)
    rendered = np.zeros((HEIGHT, WIDTH), bool)
    compared = 0
    for chip in chips:
        col, row, width, height = chip["window"]
        place = (slice(row, row + height), slice(col, col + width))
        with rasterio.open(built.folder / chip["image"]) as image:
            pixels = image.read()
        before = rendered[place]
        shown = canvas[(slice(None), *place)]
        np.testing.assert_array_equal(shown[:, before], pixels[:, before])
        compared += before.sum()
        shown[:] = pixels
        rendered[place] = True
    assert compared > rendered.sum()


def test_openvino_renders_what_pytorch_renders(build_set: BuildSet) -> None:
    values = {"synthetic_percent": 10, "held_out": "omit", "split": "1", "mode": "replace"}
    first, second = build_set("torch", **values), build_set("openvino", **{**values, "engine": "openvino"})
    for chip in first.of("train", "synthetic"):
        with rasterio.open(first.folder / chip["image"]) as one, rasterio.open(second.folder / chip["image"]) as other:
            np.testing.assert_allclose(one.read().astype(int), other.read().astype(int), atol=2)


def test_style_image_sets_the_style_of_all_scenes(
    build_set: BuildSet, training_scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    rng = np.random.default_rng(0)
    images = {
        name: write_raster(tmp_path / f"{name}.tif", rng.integers(*span, (3, HEIGHT, WIDTH), dtype=np.uint8), 345_000.5)
        for name, span in (("dark", (1, 60)), ("bright", (190, 255)))
    }
    values = {"style": "image", "synthetic_percent": 20, "held_out": "omit"}
    dark, bright = (build_set(name, **values, style_image=path) for name, path in images.items())
    assert len(dark.manifest["looks"]) == 1
    assert dark.manifest["looks"][0]["style"] == "encoded from dark.tif"
    assert dark.manifest["looks"][0]["code"] != bright.manifest["looks"][0]["code"]


def test_a_warning_says_when_the_generator_was_trained_on_test_chips(build_set: BuildSet, tmp_path: Path) -> None:
    area = {
        "crs": UTM.to_wkt(),
        "footprint": shapely.geometry.mapping(shapely.box(345_000, 2_779_000, 346_000, 2_781_000)),
    }
    generator = tiny_generator()
    trained = generator.with_provenance(training_area=[area])
    trained.save(tmp_path / "trained.safetensors")
    assert load_generator(tmp_path / "trained.safetensors").provenance["training_area"]
    built = build_set(model=str(tmp_path / "trained.safetensors"), synthetic_percent=20)
    seen = [chip for chip in built.of("test", "real") if chip["scene"] == "scene1"]
    assert (
        built.outputs["TEST_SEEN"]
        == len(seen)
        == built.manifest["counts"]["test"]["on_ground_of_the_generators_training"]
    )
    assert seen
    assert any(f"{len(seen)} of" in warning for warning in built.reporter.warnings)


def test_a_segmentation_model_filters_labels_of_synthetic_chips(
    build_set: BuildSet, training_scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    filter_model = _save_model_that_predicts_the_first_class(tmp_path / "filter.safetensors")
    values = {"synthetic_percent": 50, "held_out": "omit", "split": "1"}
    plain = build_set("plain", **values)
    filtered = build_set("filtered", **values, filter_model=str(filter_model), filter_tolerance=0.1)
    for before, after in zip(plain.chips, filtered.chips, strict=True):
        with (
            rasterio.open(plain.folder / before["mask"]) as first,
            rasterio.open(filtered.folder / after["mask"]) as second,
        ):
            labels = first.read(1)
            # The model predicts water everywhere: the labels of all other classes are gone, in synthetic chips only.
            expected = np.where(labels == 0, 0, 255) if after["kind"] == "synthetic" else labels
            np.testing.assert_array_equal(second.read(1), expected)
    shares = [chip["ignored_share"] for chip in filtered.of("train", "synthetic")]
    assert filtered.outputs["IGNORED_PERCENT"] == pytest.approx(100 * np.mean(shares), abs=1e-3)
    assert filtered.manifest["filter"]["name"] == "filter"
    assert plain.outputs["IGNORED_PERCENT"] is None


def test_the_numbers_of_labelled_pixels_are_those_of_the_masks(build_set: BuildSet, tmp_path: Path) -> None:
    filter_model = _save_model_that_predicts_the_first_class(tmp_path / "filter.safetensors")
    values = {"synthetic_percent": 50, "mode": "add", "filter_model": str(filter_model), "filter_tolerance": 0.1}
    values |= {"max_nodata": 90, "split": "60 20 20"}
    whole = build_set("whole", **values)
    expected = {split: [0] * 5 for split in ("train", "validation", "test")}
    for chip in whole.chips:
        with rasterio.open(whole.folder / chip["mask"]) as mask:
            for index, count in enumerate(np.bincount(mask.read(1).ravel(), minlength=256)[:5].tolist()):
                expected[chip["split"]][index] += count
    described = json.loads((whole.folder / "classes.json").read_text())["classes"]
    assert {split: [one["pixels"][split] for one in described] for split in expected} == expected
    with pytest.raises(JobCancelledError):
        build_set("stopped", CancelledAtChip(len(whole.chips) - 3), **values)
    assert build_set("stopped", **values, existing="resume").files() == whole.files()


def _save_model_that_predicts_the_first_class(path: Path) -> Path:
    """Save a real segmentation model, in an order of the classes of its own, whose last layer is set by hand."""
    scheme = tiny_generator().scheme
    own_order = ClassScheme(tuple(reversed(scheme.classes)), scheme.unlabelled)
    architecture = SegmentationArchitecture(len(own_order.classes))
    network = build_network(architecture)
    last = [layer for layer in network.modules() if isinstance(layer, torch.nn.Conv2d)][-1]
    torch.nn.init.zeros_(last.weight)
    with torch.no_grad():
        last.bias.copy_(torch.tensor([0.0, 0.0, 0.0, 0.0, 9.0]))
    fit = NormalisationFit(3, "uint8")
    fit.add(np.arange(300, dtype=np.uint8).reshape(3, 10, 10), np.ones((10, 10), bool))
    model = SegmentationModel(
        "filter", architecture, network, own_order, ("red", "green", "blue"), fit.result(), 1.0, {}
    )
    model.save(path)
    return path
