"""Predicted land cover of classes with any values that a raster with colours can hold."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import rasterio

from satsyn_core.contract.class_scheme import ClassScheme, LandCoverClass
from satsyn_core.contract.errors import InputError
from satsyn_core.landcover.class_names import class_names
from satsyn_core.learning.devices import make_fabric
from satsyn_core.scenes.pairs import open_imagery
from satsyn_core.segmentation.prediction import WindowPlan
from satsyn_core.segmentation.prediction_writer import PredictionFiles, check_class_values, write_prediction
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.tiny_segmenter import tiny_segmenter


def _scheme(values: list[int], unlabelled: int | None = None) -> ClassScheme:
    classes = [LandCoverClass(value, f"number {index}", (index, 9, 200)) for index, value in enumerate(values)]
    return ClassScheme(tuple(classes), unlabelled)


@pytest.mark.parametrize(
    ("values", "unlabelled", "dtype", "nodata"),
    [
        ([112, 211, 311, 412, 523], None, "uint16", 0),
        ([0, 1, 255, 256, 65535], 999, "uint16", 999),
        ([1, 2, 3, 4, 5], None, "uint8", 0),
        ([0, 1, 2, 3, 255], None, "uint8", 4),
        ([1, 2, 3, 4, 5], 999, "uint8", 0),
    ],
)
def test_predictions_have_the_smallest_type_that_holds_the_values(
    values: list[int],
    unlabelled: int | None,
    dtype: str,
    nodata: int,
    make_raster: RasterFactory,
    reporter: RecordingReporter,
) -> None:
    scheme = _scheme(values, unlabelled)
    model = dataclasses.replace(tiny_segmenter(), scheme=scheme)
    image = make_raster(np.random.default_rng(2).integers(1, 255, (3, 64, 64)).astype(np.uint8), name="image.tif")
    output = image.with_name("predicted.tif")
    with open_imagery(str(image)) as imagery:
        files = PredictionFiles(output, None, {})
        plan = WindowPlan.fitting(imagery.grid)
        assert write_prediction(model, imagery, plan, files, make_fabric("cpu", "full"), reporter) == 64 * 64
    with rasterio.open(output) as written:
        assert (written.dtypes[0], written.nodata) == (dtype, nodata)
        assert set(np.unique(written.read(1)).tolist()) <= set(values)
        colours = written.colormap(1)
        assert [colours[one.value][:3] for one in scheme.classes] == [one.colour for one in scheme.classes]
        assert class_names(written) == {one.value: one.name for one in scheme.classes}


@pytest.mark.parametrize("value", [-1, 65_536, 2**40])
def test_values_that_no_raster_with_colours_holds_are_refused(value: int, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"has the value {value}, and a raster with colours holds"):
        check_class_values(_scheme([1, value]))
