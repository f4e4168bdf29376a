from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.landcover.raster import open_landcover
from tests.support.proposals import Said
from tests.support.training_sets import (
    CHIP,
    FIRST_X,
    HEIGHT,
    TOP,
    WIDTH,
    BuildSet,
    land_cover,
    read_source,
    write_raster,
)
from tests.support.vector_layers import write_layer


def test_real_chips_are_the_pixels_of_the_imagery_in_their_place(
    build_set: BuildSet, training_scenes: dict[str, list[str]]
) -> None:
    built = build_set(model=None, synthetic_percent=0)
    assert {chip["kind"] for chip in built.chips} == {"real"}
    assert {chip["split"] for chip in built.chips} == {"train", "validation", "test"}
    for chip in built.chips:
        pixels, cover = read_source(training_scenes, chip)
        col, row = chip["window"][:2]
        with (
            rasterio.open(built.folder / chip["image"]) as image,
            rasterio.open(built.folder / chip["mask"]) as mask,
            rasterio.open(training_scenes["imagery"][int(chip["scene"][-1])]) as scene,
        ):
            np.testing.assert_array_equal(image.read(), pixels)
            expected = np.where((pixels == 0).all(axis=0), 255, cover - 1)
            np.testing.assert_array_equal(mask.read(1), expected)
            assert image.crs.to_wkt() == mask.crs.to_wkt() == scene.crs.to_wkt()
            place = scene.transform @ Affine.translation(col, row)
            assert tuple(image.transform) == tuple(mask.transform) == tuple(place)
            assert (image.nodata, mask.nodata) == (0, 255)
            assert image.tags()["SATSYN_SYNTHETIC"] == "NO"
            assert image.tags(ns="xml:XMP") == {}


def test_chips_of_imagery_that_is_generated_keep_its_marks(
    build_set: BuildSet, training_scenes: dict[str, list[str]]
) -> None:
    with rasterio.open(training_scenes["imagery"][0], "r+") as imagery:
        imagery.update_tags(SATSYN_SYNTHETIC="PARTLY", SATSYN_MODEL="urban-vhr")
    built = build_set(model=None, synthetic_percent=0, stac_date="2023-05-17")
    found = {}
    for chip in built.chips:
        with rasterio.open(built.folder / chip["image"]) as image:
            xmp = "".join(image.tags(ns="xml:XMP").values())
            found[chip["scene"]] = (image.tags()["SATSYN_SYNTHETIC"], "compositeWithTrainedAlgorithmicMedia" in xmp)
        item = json.loads((built.folder / "stac" / chip["split"] / f"{chip['id']}.json").read_text())
        assert item["properties"]["satsyn:ai_generated"] is (chip["scene"] == "scene0")
    assert found["scene0"] == ("PARTLY", True)
    assert found["scene1"] == ("NO", False)


def test_chips_with_too_much_nodata_are_left_out(build_set: BuildSet) -> None:
    strict = build_set("strict", model=None, synthetic_percent=0, max_nodata=10)
    lax = build_set("lax", model=None, synthetic_percent=0, max_nodata=50)
    corner = [0, 0, CHIP, CHIP]
    assert corner not in [chip["window"] for chip in strict.chips if chip["scene"] == "scene0"]
    assert strict.manifest["counts"]["left_out"]["too much nodata"] == 1
    assert "too much nodata" not in lax.manifest["counts"]["left_out"]


@pytest.mark.parametrize("percent", [30, 50, 100])
def test_exactly_the_share_of_training_chips_is_replaced(percent: float, build_set: BuildSet) -> None:
    everything = build_set("real", model=None, synthetic_percent=0)
    mixed = build_set("mixed", synthetic_percent=percent)
    training = {chip["id"] for chip in everything.of("train", "real")}
    synthetic = mixed.of("train", "synthetic")
    assert len(synthetic) == int(len(training) * percent / 100 + 0.5) == mixed.outputs["TRAIN_SYNTHETIC"]
    real = {chip["id"] for chip in mixed.of("train", "real")}
    assert real | {chip["id"].removesuffix("_s1") for chip in synthetic} == training
    assert len(real) + len(synthetic) == len(training)
    # The masks differ in their colours, which a set without model has of its own.
    mixed_held_out, all_held_out = (
        [{**chip, "mask_sha256": None} for chip in built.chips if chip["split"] != "train"]
        for built in (mixed, everything)
    )
    assert mixed_held_out == all_held_out


def test_scenes_that_overlap_put_shared_ground_on_one_side(
    build_set: BuildSet, training_scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    cover = land_cover(0)
    shifted = write_raster(tmp_path / "scene2.tif", np.stack([cover * 40] * 3), 331_200.123456789 + 100.4)
    own = write_raster(tmp_path / "cover2.tif", cover, 331_200.123456789 + 100.4)
    both = {"imagery": [*training_scenes["imagery"], shifted], "landcover": [*training_scenes["landcover"], own]}
    built = build_set(model=None, synthetic_percent=0, bands=None, **both)
    assert "The scenes scene0, scene2 overlap on the ground" in built.reporter.text
    footprints = {}
    for split in ("train", "validation", "test"):
        boxes = []
        for chip in built.of(split, "real"):
            with rasterio.open(built.folder / chip["image"]) as image:
                boxes.append(shapely.box(*image.bounds))
        footprints[split] = shapely.union_all(boxes)
    for first, second in (("train", "test"), ("train", "validation"), ("validation", "test")):
        assert footprints[first].distance(footprints[second]) >= 4 - 1e-3


def test_rare_classes_get_more_chips_in_other_places(
    build_set: BuildSet, training_scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    cover = np.full((HEIGHT, WIDTH), 2, np.uint8)
    cover[70:90, 70:90] = 4
    path = write_raster(tmp_path / "cover.tif", cover, 331_200.123456789)
    values = {"imagery": training_scenes["imagery"][:1], "landcover": [path], "synthetic_percent": 0, "split": "1"}
    plain, more = build_set("plain", **values), build_set("more", **values, oversample=6)
    vegetation = [
        json.loads((one.folder / "classes.json").read_text())["classes"][3]["pixels"] for one in (plain, more)
    ]
    assert vegetation[1]["train"] > 2 * vegetation[0]["train"]
    windows = [tuple(chip["window"]) for chip in more.chips]
    assert len(set(windows)) == len(windows)
    assert set(windows) > {tuple(chip["window"]) for chip in plain.chips}


def test_without_model_the_classes_are_those_of_the_land_cover(
    build_set: BuildSet, training_scenes: dict[str, list[str]]
) -> None:
    values = {"model": None, "synthetic_percent": 0}
    own = json.loads((build_set("own", **values).folder / "classes.json").read_text())["classes"]
    assert [one["name"] for one in own] == [f"class {value}" for value in range(1, 6)]
    named = build_set("named", **values, classes="1=Water 2=Land 3=Land 4=nodata 5=Buildings")
    described = json.loads((named.folder / "classes.json").read_text())["classes"]
    assert [(one["name"], one["building"]) for one in described] == [
        ("Water", False),
        ("Land", False),
        ("Buildings", True),
    ]
    chip = named.chips[0]
    cover = read_source(training_scenes, chip)[1]
    with rasterio.open(named.folder / chip["mask"]) as mask:
        expected = np.array([255, 0, 1, 1, 255, 2], np.uint8)[cover]
        valid = read_source(training_scenes, chip)[0].any(axis=0)
        np.testing.assert_array_equal(mask.read(1)[valid], expected[valid])


def test_buildings_are_in_masks_and_imagery(
    build_set: BuildSet, training_scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    footprints = np.zeros((HEIGHT, WIDTH), np.uint8)
    footprints[100:140, 70:200] = 1
    buildings = write_raster(tmp_path / "houses.tif", footprints, 331_200.123456789)
    values = {
        "imagery": training_scenes["imagery"][:1],
        "landcover": training_scenes["landcover"][:1],
        "split": "1",
        "synthetic_percent": 100,
    }
    without, with_buildings = build_set("without", **values), build_set("with", **values, buildings=buildings)
    changed = 0
    for one, other in zip(without.chips, with_buildings.chips, strict=True):
        with rasterio.open(with_buildings.folder / other["mask"]) as mask:
            col, row, width, height = other["window"]
            here = footprints[row : row + height, col : col + width] == 1
            assert (mask.read(1)[here] == 4).all()
        with (
            rasterio.open(without.folder / one["image"]) as first,
            rasterio.open(with_buildings.folder / other["image"]) as second,
        ):
            changed += int((first.read() != second.read()).any() and here.any())
    assert changed


def test_the_same_input_and_seed_give_the_same_bytes_whatever_the_workers(build_set: BuildSet) -> None:
    values = {"synthetic_percent": 50, "oversample": 2, "rare_percent": 30, "stac_date": "2023-05-17"}
    first, second = build_set("first", **values, workers=1), build_set("second", **values, workers=3)
    assert first.files() == second.files()
    assert any(name.endswith(".gpkg") for name in first.files())
    assert build_set("other", **values, seed=1).files() != first.files()


@pytest.mark.parametrize("layers", [["wood"], ["wood", "town"], ["town", "wood"]])
def test_the_order_of_classes_of_words_is_that_of_the_alphabet_whatever_the_process_did_before(
    layers: list[str], build_set: BuildSet, training_scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    words = {"wood": ["water", "forest"], "town": ["grass", "water"], "zoo": ["zoo", "water"]}
    halves = [shapely.box(FIRST_X + left, TOP - HEIGHT, FIRST_X + left + WIDTH / 2, TOP) for left in (0.0, WIDTH / 2)]
    paths = {name: write_layer(tmp_path / f"{name}.gpkg", halves, {"class": found}) for name, found in words.items()}
    with open_landcover(paths["zoo"]):
        pass
    imagery, landcover = [training_scenes["imagery"][0]] * len(layers), [paths[name] for name in layers]
    built = build_set(imagery=imagery, landcover=landcover, model=None, synthetic_percent=0, split="1")
    names = [one["name"] for one in json.loads((built.folder / "classes.json").read_text())["classes"]]
    assert names == sorted({word for name in layers for word in words[name]})
    for chip in built.chips:
        layer = layers[chip["scene"] == "scene0_2"]
        with rasterio.open(built.folder / chip["mask"]) as mask:
            assert names[mask.read(1)[-1, 0]] == words[layer][chip["window"][0] >= WIDTH // 2]


@pytest.mark.parametrize("split_by", ["blocks", "scenes"])
def test_scenes_on_both_sides_of_the_earth_make_one_set(
    build_set: BuildSet, training_scenes: dict[str, list[str]], split_by: str
) -> None:
    """The UTM zone of the first scene has no coordinates for the equator in Brazil, where the second one lies."""
    for path in (training_scenes["imagery"][1], training_scenes["landcover"][1]):
        with rasterio.open(path, "r+") as file:
            file.crs, file.transform = CRS.from_epsg(32625), Affine(1, 0, 500_000, 0, -1, 100)
    built = build_set(model=None, synthetic_percent=0, split_by=split_by, split="60 40", stac_date="2024-05-17")
    assert "overlap on the ground" not in built.reporter.text
    assert {chip["scene"] for chip in built.chips} == {"scene0", "scene1"}
    _, _, outlines, (scenes,) = pyogrio.raw.read(built.folder / "splits.gpkg", layer="chips", columns=["scene"])
    assert [outline is None for outline in outlines] == [scene == "scene1" for scene in scenes]
    for chip in built.chips:
        item = json.loads((built.folder / "stac" / chip["split"] / f"{chip['id']}.json").read_text())
        assert shapely.geometry.shape(item["geometry"]).is_valid


def test_an_image_that_is_given_twice_is_named(
    build_set: BuildSet, training_scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    image, other = training_scenes["imagery"][:2]
    cover = training_scenes["landcover"]
    link = tmp_path / "again.tif"
    link.symlink_to(image)
    built = build_set("twice", imagery=[image, str(link)], landcover=[cover[0]] * 2, synthetic_percent=0)
    said = Said("remove one of both", "\n".join(built.reporter.warnings))
    assert f"one file twice ({image} and {link})" in said.text
    built = build_set("once", imagery=[image, other], landcover=cover[:2], synthetic_percent=0)
    assert not any("twice" in warning for warning in built.reporter.warnings)
    said.followed()
