"""Which bands of imagery are used, what they are called, and whether one of them is mistaken for transparency."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.enums import ColorInterp

from satsyn_core.contract.errors import InputError
from satsyn_core.raster.bands import band_names, hides_a_band, parse_bands, used_bands
from tests.support.rasters import RasterFactory


@pytest.fixture
def four_bands(tmp_path: Path) -> Path:
    """A file whose fourth band GDAL takes for transparency."""
    path = RasterFactory(tmp_path)(np.full((4, 3, 3), 9, np.uint8))
    with rasterio.open(path, "r+") as dataset:
        dataset.colorinterp = [ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha]
    return path


@pytest.mark.parametrize("text", ["1 2 3", "1,2,3", " 1; 2 ;3 "])
def test_bands_are_written_in_any_common_way(text: str) -> None:
    assert parse_bands(text) == (1, 2, 3)


@pytest.mark.parametrize("text", ["0 1", "1 1", "red", "1.5", "", "-1", "²"])
def test_what_names_no_bands_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match="of the form"):
        parse_bands(text)


def test_transparency_is_no_band_unless_it_is_named(four_bands: Path) -> None:
    with rasterio.open(four_bands) as imagery:
        assert used_bands(imagery, None) == (1, 2, 3)
        assert used_bands(imagery, (4, 1)) == (4, 1)
        assert hides_a_band(imagery, (1, 4))
        assert not hides_a_band(imagery, (1, 2, 3))


def test_a_band_that_the_imagery_lacks_is_named(four_bands: Path) -> None:
    with rasterio.open(four_bands) as imagery, pytest.raises(InputError, match="has 4 bands, and no band 7"):
        used_bands(imagery, (1, 7))


def test_a_description_counts_more_than_a_colour_and_a_colour_more_than_a_number(four_bands: Path) -> None:
    with rasterio.open(four_bands, "r+") as imagery:
        imagery.set_band_description(2, " near infrared ")
        imagery.colorinterp = [ColorInterp.red, ColorInterp.green, ColorInterp.undefined, ColorInterp.alpha]
    with rasterio.open(four_bands) as imagery:
        assert band_names(imagery, (1, 2, 3)) == ("red", "near infrared", "band 3")


def test_the_advice_for_bands_of_several_types_works(tmp_path: Path) -> None:
    single = RasterFactory(tmp_path)
    files = [single(np.ones((3, 3), kind), name=f"{kind}.tif") for kind in ("uint8", "uint16")]
    bands = "".join(
        f'<VRTRasterBand dataType="{kind}" band="{number}"><SimpleSource><SourceFilename>{file}</SourceFilename>'
        "<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>"
        for number, (kind, file) in enumerate(zip(("Byte", "UInt16"), files, strict=True), 1)
    )
    both = tmp_path / "both.vrt"
    both.write_text(f'<VRTDataset rasterXSize="3" rasterYSize="3">{bands}</VRTDataset>')
    with rasterio.open(both) as imagery:
        with pytest.raises(InputError, match="gdal_translate -ot UInt16"):
            used_bands(imagery, None)
        assert used_bands(imagery, (2,)) == (2,)
        profile = {"driver": "GTiff", "width": 3, "height": 3, "count": 2, "dtype": "uint16"}
        with rasterio.open(tmp_path / "mended.tif", "w", **profile) as mended:
            mended.write(np.stack([imagery.read(band) for band in (1, 2)]).astype("uint16"))
    with rasterio.open(tmp_path / "mended.tif") as imagery:
        assert used_bands(imagery, None) == (1, 2)
