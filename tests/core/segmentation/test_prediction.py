from __future__ import annotations

import numpy as np
import pytest
import torch
from affine import Affine
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.learning.devices import make_fabric
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window
from satsyn_core.segmentation import prediction
from satsyn_core.segmentation.prediction import WindowPlan, predict
from tests.support.networks import pointwise_model
from tests.support.rasters import RecordingReporter


class ArrayImagery:
    """Imagery in memory; 0 in the first band is nodata."""

    def __init__(self, image: NDArray[np.uint8]) -> None:
        self.image = image
        self.grid = Grid(None, Affine.identity(), image.shape[2], image.shape[1])
        self.read_windows: list[Window] = []

    def read_imagery(self, window: Window) -> NDArray[np.uint8]:
        self.read_windows.append(window)
        rows, cols = window.slices_in(self.grid.window)
        return self.image[:, rows, cols]

    def valid(self, window: Window) -> NDArray[np.bool_]:
        rows, cols = window.slices_in(self.grid.window)
        return self.image[0, rows, cols] > 0


@pytest.fixture
def imagery() -> ArrayImagery:
    image = np.random.default_rng(0).integers(1, 255, (3, 203, 391), dtype=np.uint8)
    image[:, :60, :70] = 0
    return ArrayImagery(image)


@pytest.mark.parametrize(("step", "overlap"), [(48, 16), (64, 0), (512, 64)])
def test_blended_windows_give_what_the_whole_raster_would_give(
    step: int, overlap: int, imagery: ArrayImagery, scheme: ClassScheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prediction, "STRIP_WINDOWS", 3)
    model = pointwise_model(scheme)
    found = np.full((5, 203, 391), np.nan, np.float32)
    times = np.zeros((203, 391), int)
    plan = WindowPlan(imagery.grid, step, overlap)
    for part in predict(model, imagery, plan, make_fabric("cpu", "full"), RecordingReporter()):
        rows, cols = part.window.slices_in(imagery.grid.window)
        found[:, rows, cols] = part.probabilities
        times[rows, cols] += 1
        np.testing.assert_array_equal(part.image, imagery.image[:, rows, cols])
    valid = imagery.image[0] > 0
    whole = model.network(torch.from_numpy(model.normalisation.to_network(imagery.image, valid))[None])
    expected = whole.softmax(1)[0].numpy()
    assert times[valid].min() == times.max() == 1
    np.testing.assert_allclose(found[:, valid], expected[:, valid], atol=1e-5)


def test_parts_without_data_are_left_out(imagery: ArrayImagery, scheme: ClassScheme) -> None:
    plan = WindowPlan(imagery.grid, 32, 0)
    parts = predict(pointwise_model(scheme), imagery, plan, make_fabric("cpu", "full"), RecordingReporter())
    assert Window(0, 0, 32, 32) not in [part.window for part in parts]


def test_imagery_is_read_by_windows_only(imagery: ArrayImagery, scheme: ClassScheme) -> None:
    plan = WindowPlan(imagery.grid, 48, 16)
    list(predict(pointwise_model(scheme), imagery, plan, make_fabric("cpu", "full"), RecordingReporter()))
    assert max(window.width * window.height for window in imagery.read_windows) <= 64 * 64


def test_windows_that_the_network_cannot_take_are_refused(imagery: ArrayImagery) -> None:
    with pytest.raises(InputError, match="multiple of 32"):
        WindowPlan(imagery.grid, 500, 64)
    # Also for a raster of a single window, which has no overlap.
    with pytest.raises(InputError, match=r"OVERLAP must be a multiple of 32 .* not 33: give 32"):
        WindowPlan.fitting(imagery.grid, 33)
