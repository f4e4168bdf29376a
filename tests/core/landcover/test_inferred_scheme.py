"""Class schemes inferred from land cover."""

from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.landcover.inferred_scheme import infer_scheme
from tests.support.rasters import RasterFactory, RecordingReporter

VALUES = np.array([[1, 2, 2], [5, 5, 0]], np.uint8)


def inferred(path, classes=None, *, with_buildings=False):
    return infer_scheme([str(path)], classes, with_buildings=with_buildings, reporter=RecordingReporter())


def test_classes_have_the_names_and_colours_of_the_raster(make_raster: RasterFactory) -> None:
    path = make_raster(
        VALUES, nodata=0, categories=["", "water", "Buildings", "", "", "road"], colormap={1: (10, 20, 30)}
    )
    scheme = inferred(path)
    assert scheme.names == ["water", "Buildings", "road"]
    assert scheme.values == [1, 2, 5]
    assert scheme.classes[0].colour == (10, 20, 30)
    assert scheme.building_index == 1


def test_values_without_names_are_numbered(make_raster: RasterFactory) -> None:
    assert inferred(make_raster(VALUES, nodata=0)).names == ["class 1", "class 2", "class 5"]


def test_the_text_names_the_classes_and_values_of_one_name_are_one_class(make_raster: RasterFactory) -> None:
    scheme = inferred(make_raster(VALUES), "1=water 2=land 5=Land 0=nodata")
    assert (scheme.names, scheme.values) == (["water", "land"], [1, 2])


def test_buildings_get_a_class_where_there_is_none(make_raster: RasterFactory) -> None:
    scheme = inferred(make_raster(VALUES, nodata=0), with_buildings=True)
    assert scheme.names[-1] == "building"
    assert scheme.building_index == 3


def test_nodata_alone_has_no_class(make_raster: RasterFactory) -> None:
    with pytest.raises(InputError, match="holds only nodata"):
        inferred(make_raster(np.zeros((2, 2), np.uint8), nodata=0))


def test_a_value_and_its_negative_are_two_classes(make_raster: RasterFactory) -> None:
    scheme = inferred(make_raster(np.array([[-3, 3, 3]], np.int16)))
    assert (scheme.names, scheme.values) == (["class minus 3", "class 3"], [-3, 3])


def test_a_table_that_cannot_be_understood_is_warned_of(make_raster: RasterFactory) -> None:
    path = make_raster(VALUES, nodata=0)
    make_raster.sidecar(path, "<GDALRasterAttributeTable><Row>")
    reporter = RecordingReporter()
    assert infer_scheme([str(path)], None, with_buildings=False, reporter=reporter).values == [1, 2, 5]
    assert "can't be understood" in reporter.warnings[0]
