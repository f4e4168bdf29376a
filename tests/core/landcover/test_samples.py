"""Samples of a raster: bounded, spread over all of it, and the same whichever part is in use."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine

from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.samples import FEW_BLOCKS, count_known, sample_blocks
from satsyn_core.raster.window import Window


@pytest.mark.parametrize(
    ("width", "height"), [(36_000, 36_000), (32_768, 32_768), (160_000, 1000), (100, 999_999), (5000, 4000)]
)
def test_a_sample_is_bounded_and_spread_over_rows_and_columns(width: int, height: int) -> None:
    whole = Window(0, 0, width, height)
    blocks = sample_blocks(whole)
    assert len(set(blocks)) == len(blocks)
    assert 0.9 * FEW_BLOCKS <= len(blocks) <= FEW_BLOCKS
    assert all(block.intersection(whole) == block for block in blocks)
    for length, starts in ((width, {one.col for one in blocks}), (height, {one.row for one in blocks})):
        assert max(starts) - min(starts) >= 0.7 * length or len(starts) == 1


def test_a_small_raster_is_sampled_whole() -> None:
    assert sum(one.width * one.height for one in sample_blocks(Window(0, 0, 4000, 4001))) == 4000 * 4001


def test_values_of_a_large_sparse_raster_are_found_where_the_first_sample_has_none(tmp_path: Path) -> None:
    path = tmp_path / "islands.tif"
    size = 512 * 30
    profile = {"driver": "GTiff", "width": size, "height": size, "count": 1, "dtype": "uint8", "nodata": 0}
    profile |= {"transform": Affine(10, 0, 500_000, 0, -10, 5_000_000), "crs": "EPSG:32633"}
    with rasterio.open(path, "w", **profile, tiled=True, sparse_ok=True) as file:
        file.write(np.full((1, 512, 512), 9, np.uint8), window=Window(0, 0, 512, 512).to_rasterio())
    with open_landcover(path) as landcover:
        assert not landcover.is_sampled_whole
        assert landcover.sampled_counts == {9: 512 * 512}


@pytest.mark.parametrize("dtype", ["uint8", "int8", "uint16", "int16", "int32"])
def test_known_pixels_are_counted_however_many_values_there_are(dtype: str) -> None:
    random = np.random.default_rng(2)
    for least, most in ((3, 5), (-7, 90)):
        values = random.integers(max(least, int(np.iinfo(dtype).min)), most, (70, 90)).astype(dtype)
        values[69, 1] = 100  # in no sample
        for known in (np.ones(values.shape, bool), random.random(values.shape) > 0.3):
            present, found = np.unique(values[known], return_counts=True)
            assert count_known(values, known) == dict(zip(present.tolist(), found.tolist(), strict=True))
