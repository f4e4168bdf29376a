from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pystac
import pytest
import rasterio
import shapely
import torch
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS
from torch.utils.data import DataLoader, Dataset

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import InputError, JobCancelledError
from satsyn_core.generator.families import load_generator
from satsyn_core.jobs import run_job
from satsyn_core.learning.optional_packages import segmentation_models
from satsyn_core.scenes.training_set import TrainingSet
from satsyn_core.segmentation.architecture import SegmentationArchitecture, build_network
from satsyn_core.segmentation.model import SegmentationModel
from satsyn_core.segmentation.normalisation import NormalisationFit
from tests.support.rasters import UTM, RecordingReporter
from tests.support.tiny_model import tiny_generator

CHIP = 64
HEIGHT, WIDTH = 320, 448
NODATA_CORNER = 40

Build = Callable[..., "BuiltSet"]


class BuiltSet:
    """A finished set and what the job said."""

    def __init__(self, outputs: dict[str, Any], reporter: RecordingReporter) -> None:
        self.outputs = outputs
        self.reporter = reporter
        self.folder = Path(outputs["OUTPUT"])
        self.manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))

    @property
    def chips(self) -> list[dict[str, Any]]:
        return self.manifest["chips"]

    def of(self, split: str, kind: str) -> list[dict[str, Any]]:
        return [chip for chip in self.chips if (chip["split"], chip["kind"]) == (split, kind)]

    def files(self) -> dict[str, bytes]:
        found = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in found}


def _write(path: Path, values: NDArray[np.generic], x: float, crs: CRS | None = UTM, **profile: object) -> str:
    bands = values if values.ndim == 3 else values[None]
    size = {"width": bands.shape[2], "height": bands.shape[1], "count": len(bands)}
    transform = Affine(1, 0, x, 0, -1, 2_780_000 + 1 / 3)
    with rasterio.open(
        path, "w", driver="GTiff", dtype=bands.dtype, crs=crs, transform=transform, **size, **profile
    ) as file:
        file.write(bands)
    return str(path)


def _land_cover(seed: int) -> NDArray[np.uint8]:
    coarse = np.random.default_rng(seed).integers(1, 6, (HEIGHT // 16, WIDTH // 16), dtype=np.uint8)
    return np.kron(coarse, np.ones((16, 16), np.uint8))


@pytest.fixture
def scenes(tmp_path: Path) -> dict[str, list[str]]:
    """Two scenes far from each other; a corner of the first one has no imagery."""
    imagery, land_cover = [], []
    for number, x in enumerate((331_200.123456789, 345_000.5)):
        cover = _land_cover(number)
        noise = np.random.default_rng(10 + number).integers(1, 60, (3, HEIGHT, WIDTH), dtype=np.uint8)
        pixels = cover[None] * 30 + noise
        if number == 0:
            pixels[:, :NODATA_CORNER, :NODATA_CORNER] = 0
        imagery.append(_write(tmp_path / f"scene{number}.tif", pixels, x, nodata=0))
        land_cover.append(_write(tmp_path / f"cover{number}.tif", cover, x))
    return {"imagery": imagery, "landcover": land_cover}


@pytest.fixture
def build(scenes: dict[str, list[str]], tiny_model: Path, tmp_path: Path) -> Build:
    def run(name: str = "set", reporter: RecordingReporter | None = None, **values: object) -> BuiltSet:
        reporter = reporter or RecordingReporter()
        # PyTorch starts sooner than OpenVINO, which has a test of its own.
        small = {"chip_size": CHIP, "buffer": 4, "split_block": 2, "engine": "torch", "workers": 2}
        given = {**scenes, **small, "model": str(tiny_model), "output": str(tmp_path / name), **values}
        return BuiltSet(run_job("build-training-set", given, reporter), reporter)

    return run


def _source(scenes: dict[str, list[str]], chip: dict[str, Any]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the real pixels and the land cover under a chip."""
    number = int(chip["scene"][-1])
    col, row, width, height = chip["window"]
    window = ((row, row + height), (col, col + width))
    with rasterio.open(scenes["imagery"][number]) as imagery, rasterio.open(scenes["landcover"][number]) as cover:
        return imagery.read(window=window), cover.read(1, window=window)


def test_real_chips_are_the_pixels_of_the_imagery_in_their_place(build: Build, scenes: dict[str, list[str]]) -> None:
    built = build(model=None, synthetic_percent=0)
    assert {chip["kind"] for chip in built.chips} == {"real"}
    assert {chip["split"] for chip in built.chips} == {"train", "validation", "test"}
    for chip in built.chips:
        pixels, cover = _source(scenes, chip)
        col, row = chip["window"][:2]
        with (
            rasterio.open(built.folder / chip["image"]) as image,
            rasterio.open(built.folder / chip["mask"]) as mask,
            rasterio.open(scenes["imagery"][int(chip["scene"][-1])]) as scene,
        ):
            np.testing.assert_array_equal(image.read(), pixels)
            expected = np.where((pixels == 0).all(axis=0), 255, cover - 1)
            np.testing.assert_array_equal(mask.read(1), expected)
            assert image.crs.to_wkt() == mask.crs.to_wkt() == scene.crs.to_wkt()
            place = scene.transform @ Affine.translation(col, row)
            assert tuple(image.transform) == tuple(mask.transform) == tuple(place)
            assert (image.nodata, mask.nodata) == (0, 255)
            assert image.tags()["SATSYN_SYNTHETIC"] == "NO"


def test_chips_with_too_much_nodata_are_left_out(build: Build) -> None:
    strict = build("strict", model=None, synthetic_percent=0, max_nodata=10)
    lax = build("lax", model=None, synthetic_percent=0, max_nodata=50)
    corner = [0, 0, CHIP, CHIP]
    assert corner not in [chip["window"] for chip in strict.chips if chip["scene"] == "scene0"]
    assert strict.manifest["counts"]["left_out"]["too much nodata"] == 1
    assert "too much nodata" not in lax.manifest["counts"]["left_out"]


@pytest.mark.parametrize("percent", [30, 50, 100])
def test_exactly_the_share_of_training_chips_is_replaced(percent: float, build: Build) -> None:
    everything = build("real", model=None, synthetic_percent=0)
    mixed = build("mixed", synthetic_percent=percent)
    training = {chip["id"] for chip in everything.of("train", "real")}
    synthetic = mixed.of("train", "synthetic")
    assert len(synthetic) == int(len(training) * percent / 100 + 0.5) == mixed.outputs["TRAIN_SYNTHETIC"]
    real = {chip["id"] for chip in mixed.of("train", "real")}
    assert real | {chip["id"].removesuffix("_s1") for chip in synthetic} == training
    assert len(real) + len(synthetic) == len(training)
    held_out = [chip for chip in mixed.chips if chip["split"] != "train"]
    assert held_out == [chip for chip in everything.chips if chip["split"] != "train"]


def test_adding_over_a_hundred_percent_gives_versions_of_each_chip_with_other_looks(build: Build) -> None:
    built = build(synthetic_percent=200, mode="add")
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
    style: str, build: Build, scenes: dict[str, list[str]], tiny_model: Path
) -> None:
    built = build(synthetic_percent=100, held_out="omit", style=style)
    assert {(chip["split"], chip["kind"]) for chip in built.chips} == {("train", "synthetic")}
    assert built.manifest["real_pixels"] == "none"
    assert "no pixel of real imagery" in built.manifest["statement"]
    assert ("encoded from the imagery" in built.manifest["statement"]) is (style == "scene")
    images = sorted(path.relative_to(built.folder).as_posix() for path in (built.folder / "images").rglob("*.tif"))
    assert images == sorted(chip["image"] for chip in built.chips)
    for chip in built.chips:
        pixels, cover = _source(scenes, chip)
        with rasterio.open(built.folder / chip["image"]) as image, rasterio.open(built.folder / chip["mask"]) as mask:
            painted = image.read()
            # Chance alone gives some equal pixels in one band, and hardly any in all three.
            assert (painted == pixels).all(axis=0).mean() < 0.02
            np.testing.assert_array_equal(mask.read(1), cover - 1)
            assert image.tags()["SATSYN_SYNTHETIC"] == "YES"
            assert image.tags()["SATSYN_MODEL_DIGEST"] == chip["model_digest"]


def test_random_looks_do_not_depend_on_the_imagery(build: Build, scenes: dict[str, list[str]], tmp_path: Path) -> None:
    values = {"synthetic_percent": 100, "held_out": "omit", "style": "random"}
    first = build("first", **values)
    for number, path in enumerate(scenes["imagery"]):
        with rasterio.open(path, "r+") as imagery:
            pixels = imagery.read()
            imagery.write(np.where(pixels == 0, 0, 251 - pixels // 2 + number).astype(np.uint8))
    second = build("second", **values)
    assert first.files() == second.files()


def test_synthetic_chips_are_cut_from_one_painting_of_the_scene(build: Build, scenes: dict[str, list[str]]) -> None:
    built = build(synthetic_percent=100, stride=CHIP // 2, split="1", held_out="omit")
    chips = [chip for chip in built.chips if chip["scene"] == "scene1"]
    canvas = np.zeros((3, HEIGHT, WIDTH), np.uint8)
    painted = np.zeros((HEIGHT, WIDTH), bool)
    compared = 0
    for chip in chips:
        col, row, width, height = chip["window"]
        place = (slice(row, row + height), slice(col, col + width))
        with rasterio.open(built.folder / chip["image"]) as image:
            pixels = image.read()
        before = painted[place]
        shown = canvas[(slice(None), *place)]
        np.testing.assert_array_equal(shown[:, before], pixels[:, before])
        compared += before.sum()
        shown[:] = pixels
        painted[place] = True
    assert compared > painted.sum()


def test_openvino_paints_what_pytorch_paints(build: Build) -> None:
    values = {"synthetic_percent": 10, "held_out": "omit", "split": "1", "mode": "replace"}
    first, second = build("torch", **values), build("openvino", **{**values, "engine": "openvino"})
    for chip in first.of("train", "synthetic"):
        with rasterio.open(first.folder / chip["image"]) as one, rasterio.open(second.folder / chip["image"]) as other:
            np.testing.assert_allclose(one.read().astype(int), other.read().astype(int), atol=2)


def test_the_same_input_and_seed_give_the_same_bytes_whatever_the_workers(build: Build) -> None:
    values = {"synthetic_percent": 50, "oversample": 2, "rare_percent": 30, "stac_date": "2023-05-17"}
    first, second = build("first", **values, workers=1), build("second", **values, workers=3)
    assert first.files() == second.files()
    assert any(name.endswith(".gpkg") for name in first.files())
    assert build("other", **values, seed=1).files() != first.files()


class CancelledAtChip(RecordingReporter):
    """Cancels the job when it has come to a chip."""

    def __init__(self, chip: int) -> None:
        super().__init__()
        self._message = f"Chip {chip} of"
        self._reached = False

    def progress(self, fraction: float, message: str = "") -> None:
        super().progress(fraction, message)
        self._reached = self._reached or message.startswith(self._message)

    def check_cancelled(self) -> None:
        if self._reached:
            raise JobCancelledError


@pytest.mark.parametrize("share_done", [0.2, 0.9])
def test_a_cancelled_set_is_resumed_to_the_same_bytes(share_done: float, build: Build, tmp_path: Path) -> None:
    whole = build("whole", synthetic_percent=50)
    with pytest.raises(JobCancelledError):
        build("stopped", CancelledAtChip(int(share_done * len(whole.chips))), synthetic_percent=50)
    work = tmp_path / "stopped.partial"
    assert not (tmp_path / "stopped").exists()
    done = {path: path.stat().st_mtime_ns for path in work.rglob("*.tif")}
    assert len(done) >= 2 * int(share_done * len(whole.chips))
    with pytest.raises(InputError, match="An unfinished training set lies in"):
        build("stopped", synthetic_percent=50)
    with pytest.raises(InputError, match=r"begun with other input \(synthetic_percent\)"):
        build("stopped", synthetic_percent=60, existing="resume")
    first = min(done.items(), key=lambda item: item[1])
    resumed = build("stopped", synthetic_percent=50, existing="resume")
    assert resumed.files() == whole.files()
    kept = resumed.folder / first[0].relative_to(work)
    assert kept.stat().st_mtime_ns == first[1]
    assert not work.exists()


def test_a_half_written_journal_line_is_done_again(build: Build, tmp_path: Path) -> None:
    whole = build("whole", synthetic_percent=50)
    with pytest.raises(JobCancelledError):
        build("killed", CancelledAtChip(10), synthetic_percent=50)
    journal = tmp_path / "killed.partial" / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-20])
    assert build("killed", synthetic_percent=50, existing="resume").files() == whole.files()


def test_a_finished_set_is_replaced_only_when_told_to(build: Build, tmp_path: Path) -> None:
    first = build(synthetic_percent=0)
    before = first.files()
    for existing in ("refuse", "resume"):
        with pytest.raises(InputError, match="holds a finished training set"):
            build(synthetic_percent=0, existing=existing)
    assert first.files() == before
    assert build(synthetic_percent=0, seed=3, existing="overwrite").files() != before


def test_a_folder_with_other_files_is_never_touched(build: Build, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    for existing in ("refuse", "resume", "overwrite"):
        with pytest.raises(InputError, match="holds other files and no training set"):
            build("mine", synthetic_percent=0, existing=existing)
    built = build(synthetic_percent=0)
    (built.folder / "notes.txt").write_text("added by hand")
    with pytest.raises(InputError, match="holds other files"):
        build(synthetic_percent=0, existing="overwrite")


def test_an_empty_folder_is_taken(build: Build, tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    assert build(synthetic_percent=0).outputs["CHIPS"] > 0


def test_scenes_that_overlap_put_shared_ground_on_one_side(
    build: Build, scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    cover = _land_cover(0)
    shifted = _write(tmp_path / "scene2.tif", np.stack([cover * 40] * 3), 331_200.123456789 + 100.4)
    own = _write(tmp_path / "cover2.tif", cover, 331_200.123456789 + 100.4)
    both = {"imagery": [*scenes["imagery"], shifted], "landcover": [*scenes["landcover"], own]}
    built = build(model=None, synthetic_percent=0, bands=None, **both)
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


def test_rare_classes_are_seen_more_often_in_other_places(
    build: Build, scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    cover = np.full((HEIGHT, WIDTH), 2, np.uint8)
    cover[70:90, 70:90] = 4
    path = _write(tmp_path / "cover.tif", cover, 331_200.123456789)
    values = {"imagery": scenes["imagery"][:1], "landcover": [path], "synthetic_percent": 0, "split": "1"}
    plain, more = build("plain", **values), build("more", **values, oversample=6)
    vegetation = [
        json.loads((one.folder / "classes.json").read_text())["classes"][3]["pixels"] for one in (plain, more)
    ]
    assert vegetation[1]["train"] > 2 * vegetation[0]["train"]
    windows = [tuple(chip["window"]) for chip in more.chips]
    assert len(set(windows)) == len(windows)
    assert set(windows) > {tuple(chip["window"]) for chip in plain.chips}


def test_a_warning_says_when_the_generator_has_seen_test_ground(build: Build, tmp_path: Path) -> None:
    area = {
        "crs": UTM.to_wkt(),
        "footprint": shapely.geometry.mapping(shapely.box(345_000, 2_779_000, 346_000, 2_781_000)),
    }
    generator = tiny_generator()
    trained = generator.with_provenance(training_area=[area])
    trained.save(tmp_path / "trained.safetensors")
    assert load_generator(tmp_path / "trained.safetensors").provenance["training_area"]
    built = build(model=str(tmp_path / "trained.safetensors"), synthetic_percent=20)
    seen = [chip for chip in built.of("test", "real") if chip["scene"] == "scene1"]
    assert (
        built.outputs["TEST_SEEN"]
        == len(seen)
        == built.manifest["counts"]["test"]["on_ground_of_the_generators_training"]
    )
    assert seen
    assert any(f"{len(seen)} of" in warning for warning in built.reporter.warnings)


def test_style_image_sets_the_look_of_all_scenes(build: Build, scenes: dict[str, list[str]], tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    images = {
        name: _write(tmp_path / f"{name}.tif", rng.integers(*span, (3, HEIGHT, WIDTH), dtype=np.uint8), 345_000.5)
        for name, span in (("dark", (1, 60)), ("bright", (190, 255)))
    }
    values = {"style": "image", "synthetic_percent": 20, "held_out": "omit"}
    dark, bright = (build(name, **values, style_image=path) for name, path in images.items())
    assert len(dark.manifest["looks"]) == 1
    assert dark.manifest["looks"][0]["style"] == "encoded from dark.tif"
    assert dark.manifest["looks"][0]["code"] != bright.manifest["looks"][0]["code"]


def test_footprints_show_every_chip_in_its_place(build: Build) -> None:
    built = build(synthetic_percent=50)
    meta, _, wkb, columns = pyogrio.raw.read(built.folder / "splits.gpkg", layer="chips")
    fields = dict(zip(meta["fields"], columns, strict=True))
    assert fields["id"].tolist() == [chip["id"] for chip in built.chips]
    assert fields["split"].tolist() == [chip["split"] for chip in built.chips]
    assert fields["kind"].tolist() == [chip["kind"] for chip in built.chips]
    assert CRS.from_user_input(meta["crs"]) == UTM
    for chip, footprint in zip(built.chips, shapely.from_wkb(wkb), strict=True):
        with rasterio.open(built.folder / chip["image"]) as image:
            np.testing.assert_allclose(footprint.bounds, image.bounds, atol=1e-6)
    _, _, _, (reasons, _) = pyogrio.raw.read(built.folder / "splits.gpkg", layer="left_out")
    assert set(reasons) == {"too much nodata", "too near to another split"}


def test_stac_items_are_a_catalogue_that_others_read(build: Build) -> None:
    built = build(synthetic_percent=50, stac_date="2023-01-01/2023-12-31")
    collection = pystac.Collection.from_file(str(built.folder / "stac" / "collection.json"))
    items = list(collection.get_items())
    assert {item.id for item in items} == {chip["id"] for chip in built.chips}
    for item in items:
        with rasterio.open(item.assets["image"].get_absolute_href()) as image:
            assert image.shape == tuple(item.properties["proj:shape"])
            assert list(image.transform)[:6] == item.properties["proj:transform"]
        assert shapely.geometry.shape(item.geometry).within(shapely.box(54, 24, 56, 26))
        assert item.common_metadata.end_datetime.year == 2023


class PlainChips(Dataset):
    """A dataset as anybody writes it: pairs of files with the same name."""

    def __init__(self, folder: Path, split: str) -> None:
        self.images = sorted((folder / "images" / split).glob("*.tif"))
        self.masks = sorted((folder / "masks" / split).glob("*.tif"))

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        with rasterio.open(self.images[index]) as image, rasterio.open(self.masks[index]) as mask:
            return torch.from_numpy(image.read()).float() / 255, torch.from_numpy(mask.read(1)).long()


def test_a_plain_pytorch_dataset_trains_on_it(build: Build) -> None:
    built = build(synthetic_percent=50)
    classes = json.loads((built.folder / "classes.json").read_text(encoding="utf-8"))
    network = torch.nn.Conv2d(3, len(classes["classes"]), 1)
    loss = torch.nn.CrossEntropyLoss(ignore_index=classes["ignore_index"])
    seen = 0
    for image, mask in DataLoader(PlainChips(built.folder, "train"), batch_size=4):
        value = loss(network(image), mask)
        value.backward()
        assert torch.isfinite(value)
        seen += len(image)
    assert seen == built.outputs["TRAIN_REAL"] + built.outputs["TRAIN_SYNTHETIC"]


def test_torchgeo_reads_it(build: Build) -> None:
    segmentation_models()
    from torchgeo.datasets import RasterDataset
    from torchgeo.samplers import RandomGeoSampler

    class Images(RasterDataset):
        filename_glob = "*.tif"

    class Masks(RasterDataset):
        filename_glob = "*.tif"
        is_image = False

    built = build(synthetic_percent=100, held_out="omit")
    dataset = Images(built.folder / "images" / "train") & Masks(built.folder / "masks" / "train")
    for query in RandomGeoSampler(dataset, size=CHIP // 2, length=4):
        sample = dataset[query]
        assert sample["image"].shape == (3, CHIP // 2, CHIP // 2)
        assert set(sample["mask"].unique().tolist()) <= {0, 1, 2, 3, 4, 255}


def test_our_own_reader_knows_classes_bands_and_chips(build: Build) -> None:
    built = build(synthetic_percent=50)
    training_set = TrainingSet.open(built.folder)
    assert training_set.scheme.names == ["water", "land", "road", "vegetation", "building"]
    assert training_set.dtype == "uint8"
    assert len(training_set.chips) == built.outputs["CHIPS"]
    assert sum(chip.synthetic for chip in training_set.split("train")) == built.outputs["TRAIN_SYNTHETIC"]
    assert all(chip.image.is_file() and chip.mask.is_file() for chip in training_set.chips)
    with pytest.raises(InputError, match=r"There is no manifest\.json"):
        TrainingSet.open(built.folder / "images")


def test_without_model_the_classes_are_those_of_the_land_cover(build: Build, scenes: dict[str, list[str]]) -> None:
    values = {"model": None, "synthetic_percent": 0}
    own = json.loads((build("own", **values).folder / "classes.json").read_text())["classes"]
    assert [one["name"] for one in own] == [f"class {value}" for value in range(1, 6)]
    named = build("named", **values, classes="1=Water 2=Land 3=Land 4=nodata 5=Buildings")
    described = json.loads((named.folder / "classes.json").read_text())["classes"]
    assert [(one["name"], one["building"]) for one in described] == [
        ("Water", False),
        ("Land", False),
        ("Buildings", True),
    ]
    chip = named.chips[0]
    cover = _source(scenes, chip)[1]
    with rasterio.open(named.folder / chip["mask"]) as mask:
        expected = np.array([255, 0, 1, 1, 255, 2], np.uint8)[cover]
        valid = _source(scenes, chip)[0].any(axis=0)
        np.testing.assert_array_equal(mask.read(1)[valid], expected[valid])


def test_no_path_of_this_computer_is_in_the_set(build: Build, tmp_path: Path) -> None:
    built = build(synthetic_percent=50, stac_date="2023-05-17")
    for name, content in built.files().items():
        assert str(tmp_path).encode() not in content, name


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"model": None}, "there is no MODEL to generate with"),
        ({"model": "gone.safetensors"}, "There is no model file"),
        ({"imagery": ["gone.tif"], "landcover": ["cover0.tif"]}, "There is no file"),
        ({"imagery": ["scene0.tif", "scene1.tif", "far.tif"]}, "IMAGERY has 3 rasters and LANDCOVER has 2"),
        ({"imagery": ["far.tif"], "landcover": ["cover0.tif"]}, "do not overlap"),
        ({"imagery": ["nowhere.tif"], "landcover": ["cover0.tif"]}, "has no coordinate system"),
        (
            {"imagery": ["gray.tif"], "landcover": ["cover0.tif"]},
            "has 1 bands .* and the model tiny paints red, green, blue",
        ),
        ({"imagery": ["deep.tif"], "landcover": ["cover0.tif"]}, "of uint16, and the model tiny paints .* of uint8"),
        ({"imagery": ["scene0.tif", "gray.tif"], "landcover": ["cover0.tif"]}, "all imagery of a training set"),
        ({"imagery": ["bgr.tif"], "landcover": ["cover0.tif"]}, 'with BANDS, as in "3 2 1"'),
        ({"imagery": ["black.tif"], "landcover": ["cover0.tif"]}, "None of the 35 chips has both"),
        ({"landcover": ["foreign.tif"]}, "has the value 9"),
        ({"chip_size": 512}, "No scene is as large as a chip"),
        ({"split": "half"}, "is not of the form"),
        ({"split_block": 50, "split_by": "blocks"}, "blocks for 3 splits"),
        ({"split_by": "scenes"}, "2 scenes that do not overlap for 3 splits"),
        ({"split_by": "polygons"}, "needs a layer of polygons"),
        ({"split_by": "polygons", "split_layer": "gone.gpkg"}, "There is no file"),
        ({"buffer": 10_000, "split_by": "scenes", "split": "50 0 50"}, None),
        ({"buffer": 1_000}, "No chip is left for training"),
        ({"style": "image"}, "needs an image in STYLE_IMAGE"),
        ({"style_image": "scene0.tif"}, "set STYLE to image"),
        ({"style": "image", "style_image": "far.tif"}, "overlap"),
        ({"bands": "red green"}, "BANDS .* is not of the form"),
        ({"bands": "1 2 7"}, "no band 7"),
        ({"stac_date": "summer"}, "STAC_DATE"),
        ({"filter_model": "tiny"}, "is a generator model, and a segmentation model is needed"),
        ({"output": "gone/set"}, "does not exist"),
        ({"synthetic_percent": -5}, "at least 0"),
    ],
)
def test_bad_input_gets_a_sentence_and_leaves_nothing(
    values: dict[str, Any], problem: str | None, build: Build, tmp_path: Path, tiny_model: Path
) -> None:
    cover, x = _land_cover(0), 331_200.123456789
    rgb = np.stack([cover * 40] * 3)
    _write(tmp_path / "far.tif", rgb, 700_000)
    _write(tmp_path / "nowhere.tif", rgb[:, :100], x, crs=None)
    _write(tmp_path / "gray.tif", cover, x)
    _write(tmp_path / "deep.tif", rgb.astype(np.uint16), x)
    _write(tmp_path / "black.tif", rgb * 0, x, nodata=0)
    _write(tmp_path / "foreign.tif", np.where(cover == 1, 9, cover).astype(np.uint8), x)
    with rasterio.open(_write(tmp_path / "bgr.tif", rgb, x), "r+") as file:
        file.descriptions = ("blue", "green", "red")
    given = dict(values)
    if given.get("filter_model") == "tiny":
        given["filter_model"] = str(tiny_model)
    for name in ("imagery", "landcover"):
        if name in given:
            given[name] = [str(tmp_path / path) for path in given[name]]
    for name in ("style_image", "split_layer", "output", "model"):
        if given.get(name):
            given[name] = str(tmp_path / given[name])
    before = {path for path in tmp_path.iterdir() if path.suffix != ".xml"}
    if problem is None:
        assert build(**given).outputs["TRAIN_SYNTHETIC"] > 0
        return
    with pytest.raises(InputError, match=problem) as refused:
        build(**given)
    assert str(refused.value).endswith(".")
    assert {path for path in tmp_path.iterdir() if path.suffix != ".xml"} == before


def test_buildings_are_in_masks_and_imagery(build: Build, scenes: dict[str, list[str]], tmp_path: Path) -> None:
    footprints = np.zeros((HEIGHT, WIDTH), np.uint8)
    footprints[100:140, 70:200] = 1
    buildings = _write(tmp_path / "houses.tif", footprints, 331_200.123456789)
    values = {
        "imagery": scenes["imagery"][:1],
        "landcover": scenes["landcover"][:1],
        "split": "1",
        "synthetic_percent": 100,
    }
    without, with_buildings = build("without", **values), build("with", **values, buildings=buildings)
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


def test_the_work_folder_is_gone_when_nothing_was_done(build: Build, tmp_path: Path) -> None:
    with pytest.raises(JobCancelledError):
        build(reporter=RecordingReporter(cancel_after=5), synthetic_percent=50)
    assert not list(tmp_path.glob("set*"))


def test_a_segmentation_model_judges_the_synthetic_chips(
    build: Build, scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    judge = _judge_that_sees_the_first_class_everywhere(tmp_path / "judge.safetensors")
    values = {"synthetic_percent": 50, "held_out": "omit", "split": "1"}
    plain = build("plain", **values)
    judged = build("judged", **values, filter_model=str(judge), filter_tolerance=0.1)
    for before, after in zip(plain.chips, judged.chips, strict=True):
        with (
            rasterio.open(plain.folder / before["mask"]) as first,
            rasterio.open(judged.folder / after["mask"]) as second,
        ):
            labels = first.read(1)
            # The judge takes every pixel for water: the labels of all other classes are gone, in synthetic chips only.
            expected = np.where(labels == 0, 0, 255) if after["kind"] == "synthetic" else labels
            np.testing.assert_array_equal(second.read(1), expected)
    shares = [chip["ignored_share"] for chip in judged.of("train", "synthetic")]
    assert judged.outputs["IGNORED_PERCENT"] == pytest.approx(100 * np.mean(shares), abs=1e-3)
    assert judged.manifest["filter"]["name"] == "judge"
    assert plain.outputs["IGNORED_PERCENT"] is None


def _judge_that_sees_the_first_class_everywhere(path: Path) -> Path:
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
        "judge", architecture, network, own_order, ("red", "green", "blue"), fit.result(), 1.0, {}
    )
    model.save(path)
    return path
