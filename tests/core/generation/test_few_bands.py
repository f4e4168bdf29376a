"""Images that have fewer bands than a model's imagery: land cover in their place is told from imagery."""

from __future__ import annotations

import numpy as np
import rasterio

from satsyn_core.generation.few_bands import instead_of_few_bands
from tests.support.rasters import RasterFactory

COLOURS = {1: (40, 80, 120), 2: (200, 30, 30)}


def test_an_image_with_class_names_is_taken_for_land_cover(make_raster: RasterFactory) -> None:
    values = np.array([[1, 2], [2, 1]], np.uint8)
    named = make_raster(values, colormap=COLOURS, categories=("", "water", "roof"), name="named.tif")
    with rasterio.open(named) as image:
        said = instead_of_few_bands(image, 3, None)
    assert "holds classes of land cover" in said
    assert "gdal_translate" not in said


def test_an_image_with_a_colour_table_alone_gets_bands_unless_it_is_the_land_cover(make_raster: RasterFactory) -> None:
    photo = make_raster(np.array([[1, 2], [2, 1]], np.uint8), colormap=COLOURS, name="photo.tif")
    link = photo.with_name("link.tif")
    link.symlink_to(photo)
    with rasterio.open(photo) as image:
        assert "-expand rgb" in instead_of_few_bands(image, 3, str(photo.with_name("other.tif")))
        assert "holds classes of land cover" in instead_of_few_bands(image, 3, str(link))
