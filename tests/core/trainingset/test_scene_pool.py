from __future__ import annotations

import numpy as np

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.scenes.pairs import pair_scenes
from satsyn_core.trainingset.scene_pool import check_scenes
from tests.support.rasters import RasterFactory, RecordingReporter


def test_a_checked_scene_takes_some_kilobytes(make_raster: RasterFactory, scheme: ClassScheme) -> None:
    image = np.random.default_rng(0).integers(1, 4000, (3, 600, 700)).astype(np.uint16)
    cover = np.full((600, 700), 2, np.uint8)
    files = pair_scenes([str(make_raster(image, name="image.tif"))], [str(make_raster(cover, name="cover.tif"))])
    (scene,) = check_scenes(files, scheme, None, None, RecordingReporter())
    assert 0 < scene.values.sample.nbytes < 20_000
    assert scene.values.most is not None
    np.testing.assert_allclose(scene.values.most, (20, 3980), atol=5)
