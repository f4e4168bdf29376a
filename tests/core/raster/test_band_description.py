"""What GDAL knows of a band and rasterio does not pass on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import rasterio

from satsyn_core.raster.band_description import describe_band
from tests.support.rasters import RasterFactory


def test_category_names_and_numbers_are_there_as_text(tmp_path: Path) -> None:
    path = RasterFactory(tmp_path)(np.ones((4, 4), np.uint8), categories=["none", "wood & scrub"], nodata=0)
    with rasterio.open(path) as dataset:
        band = describe_band(dataset)
    assert band is not None
    assert [one.text for one in band.iterfind("CategoryNames/Category")] == ["none", "wood & scrub"]
    assert band.findtext("NoDataValue") == "0"


def test_it_is_the_first_band_that_is_described_unless_another_is_named(tmp_path: Path) -> None:
    path = RasterFactory(tmp_path)(np.ones((3, 4, 4), np.int16))
    with rasterio.open(path) as dataset:
        band, second = describe_band(dataset), describe_band(dataset, 2)
    assert band is not None
    assert second is not None
    assert second.get("band") == "2"
    assert (band.get("band"), band.get("dataType")) == ("1", "Int16")
