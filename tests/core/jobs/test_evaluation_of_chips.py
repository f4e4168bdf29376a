from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rasterio.crs import CRS

from satsyn_core.evaluation.segmentation.evaluate import evaluate_sources
from satsyn_core.learning.devices import make_fabric
from satsyn_core.scenes.training_set import TrainingSet
from satsyn_core.segmentation.data import of_training_set
from tests.support.networks import pointwise_model
from tests.support.rasters import UTM, RecordingReporter
from tests.support.training_sets import FIRST_X, HEIGHT, WIDTH, BuildSet, land_cover, write_raster


@pytest.mark.parametrize("crs", [UTM, None])
def test_chips_of_a_training_set_share_the_blocks_of_their_scene(
    build_set: BuildSet, tmp_path: Path, crs: CRS | None
) -> None:
    noise = np.random.default_rng(1).integers(1, 250, (2, 3, HEIGHT, WIDTH), dtype=np.uint8)
    values = {
        "imagery": [write_raster(tmp_path / f"scene{one}.tif", noise[one], FIRST_X, crs) for one in range(2)],
        "landcover": [write_raster(tmp_path / f"cover{one}.tif", land_cover(one), FIRST_X, crs) for one in range(2)],
    }
    built = build_set(model=None, synthetic_percent=0, split="1", buffer=0, **values)
    training_set = TrainingSet.open(built.folder)
    sources = of_training_set(training_set, training_set.scheme).training
    assert {one.scene for one in sources} == {"scene0", "scene1"}
    model = pointwise_model(training_set.scheme)
    result = evaluate_sources(model, sources, (), make_fabric("cpu", "full"), RecordingReporter())
    # Both scenes show the same ground, if it is known where that is: 320 x 448 pixels are two by two blocks.
    assert f"over {4 if crs else 8} spatial blocks of 256 pixels" in result.intervals_method
