"""The fixture that draws layers."""

from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.contract.vector_parameters import VectorLandCover
from satsyn_core.landcover.class_names import class_names
from satsyn_core.landcover.vector.rasterised import DrawingPlace, rasterised_landcover
from tests.support.drawn_layers import Draw, Drawn
from tests.support.rasters import RecordingReporter


@pytest.fixture
def draw(reporter: RecordingReporter) -> Draw:
    def run(path: str, place: DrawingPlace | None = None, **options: object) -> Drawn:
        vector = VectorLandCover(**options)  # type: ignore[arg-type]
        with rasterised_landcover(path, vector, place or DrawingPlace(1.0), reporter) as raster:
            values, known = raster.read(raster.grid.window)
            names = class_names(raster.dataset)
            shown = np.array([names.get(value, str(value)) for value in values.ravel().tolist()], object)
            shown = np.where(known.ravel(), shown, "").reshape(values.shape)
            return Drawn(shown, raster.grid, raster.digest)

    return run
