"""What the losses are told of a batch of crops."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.generator.network.architecture import PRESETS, Architecture
from satsyn_core.generator.training.batch import make_batch
from satsyn_core.generator.training.crops import GeneratorCrops
from satsyn_core.generator.training.texture_loss import SIDES
from satsyn_core.scenes.value_range import ValueRange
from tests.support.rasters import RasterFactory
from tests.support.scenes import training_scene


def test_imagery_is_compared_by_the_sides_of_edges_whatever_the_generator_knows_of_shapes(
    make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme
) -> None:
    image = make_raster(np.stack([town * 20] * 3).astype(np.uint8), name="image.tif")
    scene = training_scene(image, make_raster(town, name="cover.tif"), scheme)
    strata = []
    for values in (PRESETS["small"], {**PRESETS["small"], "edge_distance": 0}):
        architecture = Architecture(classes=5, bands=3, **values)
        crops = GeneratorCrops([scene], architecture, ValueRange(0, 255, "uint8"), 48, 1).draw(0, 6)
        strata.append(make_batch(crops, architecture, torch.device("cpu")).strata)
    with_shapes, without = strata
    assert set((without % SIDES).unique().tolist()) == set(range(SIDES))
    # With shapes, most distances are rounded, which decides where two sides are as near.
    assert (with_shapes == without).float().mean() > 0.97
