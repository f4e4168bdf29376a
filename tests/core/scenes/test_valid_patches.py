"""Training crops of imagery with nodata."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.generator.network.architecture import PRESETS, Architecture
from satsyn_core.generator.training.crops import GeneratorCrops
from satsyn_core.scenes.valid_patches import patch_corners, whole_cells
from satsyn_core.scenes.value_range import ValueRange
from tests.core.generator.conftest import LayOut
from tests.support.rasters import RasterFactory


@pytest.mark.parametrize("hidden", ["a corner", "a grid of lines", "the last columns"])
def test_no_crop_reaches_across_nodata_and_every_class_is_drawn(
    make_raster: RasterFactory, town: NDArray[np.uint8], lay_out: LayOut, hidden: str
) -> None:
    rows, cols = np.indices(town.shape)
    masks = {
        "a corner": rows + cols < 120,
        "a grid of lines": (rows % 70 == 69) | (cols % 70 == 69),
        "the last columns": cols > 200,
    }
    image = np.stack([np.where(masks[hidden], 0, town * 20)] * 3).astype(np.uint8)
    architecture = Architecture(classes=5, bands=3, **PRESETS["small"])
    imagery = make_raster(image, nodata=0, name="image.tif")
    scene = lay_out(imagery, make_raster(town, name="cover.tif"))
    sampler = GeneratorCrops([scene], architecture, ValueRange(0, 255, "uint8"), 48, 0)
    crops = [sampler.draw(step, 4) for step in range(20)]
    assert all((crop.image > -1).all() for crop in crops)
    assert {*np.concatenate([crop.labels.ravel() for crop in crops])} >= {0, 1, 2, 3, 4}
    # Drawn, not always the same few places.
    assert len({crop.image[number].tobytes() for crop in crops for number in range(4)}) > 20


def test_patches_without_nodata_are_found_up_to_the_edge_of_a_raster() -> None:
    valid = np.ones((70, 100), bool)
    valid[20, 40] = False
    corners = patch_corners(whole_cells(valid), valid.shape, 32)
    assert {tuple(corner) for corner in corners.tolist()} == {
        (row, col) for row in (0, 16, 32) for col in (0, 16, 32, 48, 64) if row == 32 or col in {0, 48, 64}
    }
