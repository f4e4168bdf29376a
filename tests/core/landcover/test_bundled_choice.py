"""Which bundled generator a land cover suits."""

from __future__ import annotations

import numpy as np

from satsyn_core.landcover.bundled_choice import SceneNeeds, choose_bundled
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.stated_classes import StatedClasses
from tests.support.rasters import RasterFactory


def test_building_footprints_need_a_model_that_has_buildings(make_raster: RasterFactory) -> None:
    path = make_raster(np.array([[11, 21], [41, 82]], np.uint8), ours=False)
    with open_landcover(path) as landcover:
        chosen = {
            buildings: choose_bundled(
                landcover, StatedClasses(scheme="nlcd"), [11, 21, 41, 82], SceneNeeds(30, buildings=buildings)
            )
            for buildings in (False, True)
        }
    assert chosen[False].card.name == "sentinel2-rgbn"
    assert chosen[True].card.scheme.building_index is not None
    assert "of the models with a class for buildings" in chosen[True].reason
