from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, MaskFlags

from satsyn_core.raster.window import Window
from satsyn_core.scenes.arrays import ordered_candidates, write_scene_arrays
from satsyn_core.scenes.pairs import open_imagery
from satsyn_core.scenes.training_set import TrainingSet
from satsyn_core.segmentation.data import of_training_set
from satsyn_core.segmentation.normalisation import fit_normalisation
from tests.support.rasters import RecordingReporter
from tests.support.training_sets import CHIP, FIRST_X, HEIGHT, WIDTH, BuildSet, land_cover, write_raster

WAYS = ("alpha", "internal mask", "mask beside the file", "mask and nodata value")


def _masked_scene(folder: Path, way: str) -> tuple[dict[str, list[str]], NDArray[np.bool_]]:
    """Write a scene of bright pixels, a slanting part of which is masked, where its pixels are as bright."""
    pixels = np.random.default_rng(3).integers(100, 110, (3, HEIGHT, WIDTH), dtype=np.uint8)
    rows, cols = np.mgrid[:HEIGHT, :WIDTH]
    valid = rows + cols > CHIP
    pixels[:, ~valid] = 240
    if way == "alpha":
        alpha = np.where(valid, 255, 0).astype(np.uint8)
        imagery = write_raster(folder / "scene0.tif", np.concatenate([pixels, alpha[None]]), FIRST_X)
        with rasterio.open(imagery, "r+") as file:
            file.colorinterp = (ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha)
    elif way == "nothing":
        imagery = write_raster(folder / "scene0.tif", pixels, FIRST_X)
    else:
        nodata = 105 if way == "mask and nodata value" else None
        imagery = write_raster(folder / "scene0.tif", pixels, FIRST_X, nodata=nodata)
        inside = way != "mask beside the file"
        with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=inside), rasterio.open(imagery, "r+") as file:
            file.write_mask(valid)
        assert Path(f"{imagery}.msk").exists() is not inside
    return {"imagery": [imagery], "landcover": [write_raster(folder / "cover0.tif", land_cover(0), FIRST_X)]}, valid


@pytest.mark.parametrize("way", WAYS)
def test_what_the_imagery_masks_is_masked_in_its_chips(build_set: BuildSet, tmp_path: Path, way: str) -> None:
    scenes, valid = _masked_scene(tmp_path, way)
    built = build_set(model=None, synthetic_percent=0, max_nodata=90, **scenes)
    masked = 0
    for chip in built.chips:
        col, row, width, height = chip["window"]
        expected = valid[row : row + height, col : col + width]
        with open_imagery(str(built.folder / chip["image"])) as image:
            np.testing.assert_array_equal(image.valid(Window(0, 0, width, height)), expected)
        masked += int((~expected).sum())
    assert masked > 0
    assert not list(built.folder.rglob("*.msk"))


@pytest.mark.parametrize("way", ["nothing", *WAYS])
def test_synthetic_chips_say_where_they_have_no_imagery(build_set: BuildSet, tmp_path: Path, way: str) -> None:
    scenes, _ = _masked_scene(tmp_path, way)
    cover = land_cover(0)
    cover[:, :CHIP] = 0
    scenes["landcover"] = [write_raster(tmp_path / "cover.tif", cover, FIRST_X, nodata=0)]
    built = build_set(synthetic_percent=100, max_nodata=90, chip_size=48, split="1", **scenes)
    without = 0
    for chip in built.of("train", "synthetic"):
        col, row, width, height = chip["window"]
        expected = cover[row : row + height, col : col + width] != 0
        with open_imagery(str(built.folder / chip["image"])) as image:
            np.testing.assert_array_equal(image.valid(Window(0, 0, width, height)), expected)
            has_mask = MaskFlags.per_dataset in image.imagery.mask_flag_enums[0]
            assert has_mask is (way != "mask and nodata value" and not expected.all())
        without += np.count_nonzero(~expected)
    assert without > 0


def test_a_training_on_the_chips_does_not_see_masked_pixels(build_set: BuildSet, tmp_path: Path) -> None:
    scenes, _ = _masked_scene(tmp_path, "alpha")
    built = build_set(model=None, synthetic_percent=0, max_nodata=90, split="100", **scenes)
    training_set = TrainingSet.open(built.folder)
    sources = of_training_set(training_set, training_set.scheme).training
    arrays = write_scene_arrays(sources, tmp_path, "training", ordered_candidates, RecordingReporter())
    assert max(fit_normalisation(arrays).means) < 111


def test_chips_of_imagery_without_a_mask_have_none(build_set: BuildSet) -> None:
    built = build_set(model=None, synthetic_percent=0, max_nodata=90)
    for chip in built.chips:
        with rasterio.open(built.folder / chip["image"]) as image:
            assert image.mask_flag_enums == ([MaskFlags.nodata],) * 3
