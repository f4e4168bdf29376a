"""The coordinate system that a proposed command of GDAL names."""

from __future__ import annotations

import shlex

import pytest
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.raster.gdalwarp import gdalwarp_to
from satsyn_core.raster.grid import Grid


def _grid(system: str) -> Grid:
    return Grid(CRS.from_string(system), Affine(1, 0, 3_500_000, 0, -1, 5_400_000), 10, 10)


# It is like EPSG:5683, which has a datum.
WITHOUT_CODE = "+proj=tmerc +lon_0=9 +x_0=3500000 +ellps=bessel"


@pytest.mark.parametrize(
    ("system", "code"),
    [
        *((f"EPSG:{code}", code) for code in (31467, 25832, 5683, 4326)),
        ("+proj=utm +zone=33 +datum=WGS84", 32633),
    ],
)
def test_a_system_is_named_by_its_code(system: str, code: int) -> None:
    command = gdalwarp_to(_grid(system), _grid("EPSG:32632"), "a.tif", "near")
    assert command is not None and f"-t_srs EPSG:{code} " in command


def test_a_system_without_a_code_gets_none_of_another_one() -> None:
    grid, other = _grid(WITHOUT_CODE), _grid("EPSG:32632")
    assert gdalwarp_to(grid, other, "a.tif", "near") is None
    written = gdalwarp_to(grid, other, "a.tif", "near", may_be_long=True)
    assert written is not None
    words = shlex.split(written)
    assert CRS.from_wkt(words[words.index("-t_srs") + 1]) == grid.crs
    same = gdalwarp_to(grid, _grid(WITHOUT_CODE), "a.tif", "near")
    assert same is not None and "-t_srs" not in same
