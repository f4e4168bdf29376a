from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyogrio
import pystac
import pytest
import rasterio
import shapely
import torch
from pystac.validation.stac_validator import JsonSchemaSTACValidator
from rasterio.crs import CRS
from torch.utils.data import DataLoader, Dataset

from satsyn_core.contract.errors import InputError
from satsyn_core.learning.optional_packages import segmentation_models
from satsyn_core.scenes.training_set import TrainingSet
from tests.support.rasters import UTM
from tests.support.training_sets import (
    CHIP,
    BuildSet,
)


def test_footprints_show_every_chip_in_its_place(build_set: BuildSet) -> None:
    built = build_set(synthetic_percent=50)
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


def test_stac_items_are_a_catalogue_that_others_read(build_set: BuildSet) -> None:
    built = build_set(synthetic_percent=50, stac_date="2023-01-01/2023-12-31")
    collection = pystac.Collection.from_file(str(built.folder / "stac" / "collection.json"))
    items = list(collection.get_items())
    # The schemas of the core come with pystac; those of the extensions would have to be downloaded.
    validator = JsonSchemaSTACValidator()
    validator.validate_core(collection.to_dict(), collection.STAC_OBJECT_TYPE, pystac.get_stac_version())
    for item in items:
        validator.validate_core(item.to_dict(), item.STAC_OBJECT_TYPE, pystac.get_stac_version())
    assert shapely.box(*collection.extent.spatial.bboxes[0]).equals(
        shapely.box(*shapely.union_all([shapely.geometry.shape(item.geometry) for item in items]).bounds)
    )
    assert {item.id for item in items} == {chip["id"] for chip in built.chips}
    for item in items:
        with rasterio.open(item.assets["image"].get_absolute_href()) as image:
            assert image.shape == tuple(item.properties["proj:shape"])
            assert list(image.transform)[:6] == item.properties["proj:transform"]
        assert shapely.geometry.shape(item.geometry).within(shapely.box(54, 24, 56, 26))
        assert item.common_metadata.end_datetime.year == 2023
    kinds = {chip["id"]: chip["kind"] for chip in built.chips}
    marked = {item.id: item.properties["satsyn:ai_generated"] for item in items}
    assert marked == {name: kind == "synthetic" for name, kind in kinds.items()}
    named = {item.id for item in items if "satsyn:digital_source_type" in item.properties}
    assert named == {name for name, kind in kinds.items() if kind == "synthetic"}
    assert collection.summaries.get_list("satsyn:ai_generated") == [False, True]


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


def test_a_plain_pytorch_dataset_trains_on_it(build_set: BuildSet) -> None:
    built = build_set(synthetic_percent=50)
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


def test_torchgeo_reads_it(build_set: BuildSet) -> None:
    segmentation_models()
    from torchgeo.datasets import RasterDataset
    from torchgeo.samplers import RandomGeoSampler

    class Images(RasterDataset):
        filename_glob = "*.tif"

    class Masks(RasterDataset):
        filename_glob = "*.tif"
        is_image = False

    built = build_set(synthetic_percent=100, held_out="omit")
    dataset = Images(built.folder / "images" / "train") & Masks(built.folder / "masks" / "train")
    for query in RandomGeoSampler(dataset, size=CHIP // 2, length=4):
        sample = dataset[query]
        assert sample["image"].shape == (3, CHIP // 2, CHIP // 2)
        assert set(sample["mask"].unique().tolist()) <= {0, 1, 2, 3, 4, 255}


def test_our_own_reader_knows_classes_bands_and_chips(build_set: BuildSet) -> None:
    built = build_set(synthetic_percent=50)
    training_set = TrainingSet.open(built.folder)
    assert training_set.scheme.names == ["water", "land", "road", "vegetation", "building"]
    assert training_set.dtype == "uint8"
    assert len(training_set.chips) == built.outputs["CHIPS"]
    assert sum(chip.synthetic for chip in training_set.split("train")) == built.outputs["TRAIN_SYNTHETIC"]
    assert all(chip.is_intact(built.folder) for chip in training_set.chips)
    with pytest.raises(InputError, match=r"There is no manifest\.json"):
        TrainingSet.open(built.folder / "images")


def test_no_path_of_this_computer_is_in_the_set(build_set: BuildSet, tmp_path: Path) -> None:
    built = build_set(synthetic_percent=50, stac_date="2023-05-17")
    for name, content in built.files().items():
        assert str(tmp_path).encode() not in content, name
