"""What tests of several jobs start from."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.rasters import RasterFactory


@pytest.fixture
def ground(make_raster: RasterFactory, town: NDArray[np.uint8]) -> dict[str, object]:
    """Imagery of three bands in which every class has a colour, and its land cover of five classes: parameters of a
    training.
    """
    colours = np.random.default_rng(1).integers(20, 235, (6, 3), dtype=np.uint8)
    return {
        "imagery": [str(make_raster(colours[town].transpose(2, 0, 1), name="image.tif"))],
        "landcover": [str(make_raster(town, name="cover.tif", categories=("", *"abcde")))],
    }
