"""Plans take the place of land cover for random styles alone: real imagery keeps its own land cover."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.generator.network.architecture import PRESETS, Architecture
from satsyn_core.generator.training.batch import make_batch
from satsyn_core.generator.training.crops import CropBatch, GeneratorCrops
from satsyn_core.scenes.value_range import ValueRange
from tests.support.rasters import RasterFactory
from tests.support.scenes import training_scene

ARCHITECTURE = Architecture(classes=5, bands=3, **PRESETS["small"])


@pytest.fixture
def draw(make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme) -> Callable[[float], CropBatch]:
    """Return a function that draws six crops of the town with a share of plans."""
    image = make_raster(np.stack([town * 20] * 3).astype(np.uint8), name="image.tif")
    scene = training_scene(image, make_raster(town, name="cover.tif"), scheme)

    def drawn(share: float) -> CropBatch:
        return GeneratorCrops([scene], ARCHITECTURE, ValueRange(0, 255, "uint8"), 48, 1, share).draw(0, 6)

    return drawn


def test_plans_are_of_the_last_third_and_imagery_and_its_land_cover_stay(draw: Callable[[float], CropBatch]) -> None:
    crops = draw(1.0)
    assert crops.plans is not None
    assert crops.plans.labels.shape == (2, 48, 48)
    assert not np.array_equal(crops.plans.labels, crops.labels[4:])
    batch = make_batch(crops, ARCHITECTURE, torch.device("cpu"))
    plans = torch.from_numpy(crops.plans.labels)
    assert torch.equal(batch.labels, torch.from_numpy(crops.labels))
    assert torch.equal(batch.synthetic_labels, torch.cat([batch.labels[:4], plans, plans]))
    border = (batch.inputs.classes.shape[1] - 48) // 2
    shown, known = batch.inputs.classes[4][border:-border, border:-border], plans[0] < 5
    assert torch.equal(shown[known], plans[0][known])


def test_without_a_share_there_are_no_plans_and_with_a_small_one_most_are_the_land_cover_itself(
    draw: Callable[[float], CropBatch],
) -> None:
    assert draw(0.0).plans is None
    crops = draw(1e-12)
    assert crops.plans is not None
    assert np.array_equal(crops.plans.labels, crops.labels[4:])
