"""Networks are tried before a training, and what is proposed in their place is followed to the letter."""

from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.segmentation.trial import NetworkTrial
from tests.support.proposals import follow, refusal
from tests.support.rasters import RasterFactory
from tests.support.scenes import scene_source
from tests.support.tiny_segmenter import TINY_ENCODER

FIXED_SIZE = "tu-vit_tiny_patch16_224"


@pytest.mark.parametrize(
    ("decoder", "crop", "fits"),
    [
        ("Unet", 32, False),
        ("Unet", 64, True),
        ("DeepLabV3Plus", 64, False),
        ("PAN", 128, False),
        ("FPN", 64, True),
    ],
)
def test_a_batch_of_one_crop_gets_another_where_it_cannot_be_normalised(decoder: str, crop: int, fits: bool) -> None:
    trial = NetworkTrial(decoder, "resnet18")
    trial.check_crops(crop, 2)
    if fits:
        trial.check_crops(crop, 1)
        return
    follow(f"BATCH must be at least 2 with the architecture {decoder}", lambda: trial.check_crops(crop, 1),
           lambda: trial.check_crops(crop, 2))  # fmt: skip


@pytest.mark.parametrize("batch", [1, 8])
def test_crops_that_are_too_small_are_made_larger(batch: int) -> None:
    trial = NetworkTrial("PAN", "resnet18")
    with refusal("CROP 64 is too small for the architecture PAN .*: make CROP at least") as said:
        trial.check_crops(64, batch)
    trial.check_crops(int(said.part("make CROP at least ([0-9]+), with BATCH at least 2")), max(batch, 2))
    said.followed()


def test_an_encoder_of_one_image_size_is_refused_for_crops_and_windows_of_others(
    make_raster: RasterFactory, scheme: ClassScheme
) -> None:
    cover = make_raster(np.ones((600, 600), np.uint8), categories=["", "water"], name="cover.tif")
    scenes = [
        scene_source(make_raster(np.full((3, size, size), 90, np.uint8), name=f"of{size}.tif"), cover, scheme)
        for size in (224, 600)
    ]
    fixed, usual = NetworkTrial("DPT", FIXED_SIZE), NetworkTrial("Unet", "resnet18")
    words = ": choose another ENCODER and ARCHITECTURE, such as resnet18 and Unet"
    follow(
        f"takes no crops of 256 pixels .*{words}", lambda: fixed.check_crops(256, 2), lambda: usual.check_crops(256, 2)
    )
    fixed.check_crops(224, 2)
    fixed.check_windows(scenes[:1])
    follow(
        f"of600 is evaluated in windows of 576 pixels, .*{words}",
        lambda: fixed.check_windows(scenes),
        lambda: usual.check_windows(scenes),
    )


def test_a_network_of_convolutions_is_taken_in_all_sizes() -> None:
    trial = NetworkTrial("FPN", TINY_ENCODER)
    for crop in (32, 224, 1024):
        trial.check_crops(crop, 4096)
