from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from satsyn_core.contract.errors import InputError
from tests.support.training_sets import (
    BuildSet,
    land_cover,
    write_raster,
)


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"model": "gone.safetensors"}, "There is no model file"),
        ({"imagery": ["gone.tif"], "landcover": ["cover0.tif"]}, "There is no file"),
        ({"imagery": ["scene0.tif", "scene1.tif", "far.tif"]}, "IMAGERY has 3 rasters and LANDCOVER has 2"),
        ({"imagery": ["far.tif"], "landcover": ["cover0.tif"]}, "do not overlap"),
        ({"imagery": ["nowhere.tif"], "landcover": ["cover0.tif"]}, "has no coordinate system"),
        (
            {"imagery": ["gray.tif"], "landcover": ["cover0.tif"]},
            "has 1 band .* and the model tiny generates red, green, blue",
        ),
        (
            {"imagery": ["deep.tif"], "landcover": ["cover0.tif"]},
            "holds uint16 numbers, and the model tiny generates uint8 numbers",
        ),
        ({"imagery": ["scene0.tif", "gray.tif"], "landcover": ["cover0.tif"]}, "all imagery of a training set"),
        ({"imagery": ["bgr.tif"], "landcover": ["cover0.tif"]}, 'with BANDS, as in "3 2 1"'),
        ({"imagery": ["black.tif"], "landcover": ["cover0.tif"]}, "Of 35 chips, none has both"),
        ({"landcover": ["foreign.tif"]}, r"has values that are no class .* 9 in "),
        ({"chip_size": 512}, "No scene is as large as a chip"),
        ({"split": "half"}, "is not of the form"),
        ({"split_block": 50, "split_by": "blocks"}, "blocks for 3 splits"),
        ({"split_by": "scenes"}, "2 scenes that do not overlap for 3 splits"),
        ({"split_by": "polygons"}, "needs a layer of polygons"),
        ({"split_by": "polygons", "split_layer": "gone.gpkg"}, "There is no file"),
        ({"buffer": 10_000, "split_by": "scenes", "split": "50 0 50"}, None),
        ({"buffer": 1_000}, "No chip is left for training"),
        ({"style": "image"}, "needs an image in STYLE_IMAGE"),
        ({"style_image": "scene0.tif"}, "set STYLE to image"),
        ({"style": "image", "style_image": "far.tif"}, "overlap"),
        ({"bands": "red green"}, "BANDS .* is not of the form"),
        ({"bands": "1 2 7"}, "no band 7"),
        ({"stac_date": "summer"}, "STAC_DATE"),
        ({"filter_model": "tiny"}, "is a generator model, and a segmentation model is needed"),
        ({"output": "gone/set"}, "does not exist"),
        ({"synthetic_percent": -5}, "at least 0"),
    ],
)
def test_bad_input_gets_a_sentence_and_leaves_nothing(
    values: dict[str, Any], problem: str | None, build_set: BuildSet, tmp_path: Path, tiny_model: Path
) -> None:
    cover, x = land_cover(0), 331_200.123456789
    rgb = np.stack([cover * 40] * 3)
    write_raster(tmp_path / "far.tif", rgb, 700_000)
    write_raster(tmp_path / "nowhere.tif", rgb[:, :100], x, crs=None)
    write_raster(tmp_path / "gray.tif", cover, x)
    write_raster(tmp_path / "deep.tif", rgb.astype(np.uint16), x)
    write_raster(tmp_path / "black.tif", rgb * 0, x, nodata=0)
    write_raster(tmp_path / "foreign.tif", np.where(cover == 1, 9, cover).astype(np.uint8), x)
    with rasterio.open(write_raster(tmp_path / "bgr.tif", rgb, x), "r+") as file:
        file.descriptions = ("blue", "green", "red")
    given = dict(values)
    if given.get("filter_model") == "tiny":
        given["filter_model"] = str(tiny_model)
    for name in ("imagery", "landcover"):
        if name in given:
            given[name] = [str(tmp_path / path) for path in given[name]]
    for name in ("style_image", "split_layer", "output", "model"):
        if given.get(name):
            given[name] = str(tmp_path / given[name])
    before = {path for path in tmp_path.iterdir() if path.suffix != ".xml"}
    if problem is None:
        assert build_set(**given).outputs["TRAIN_SYNTHETIC"] > 0
        return
    with pytest.raises(InputError, match=problem) as refused:
        build_set(**given)
    assert str(refused.value).endswith(".")
    assert {path for path in tmp_path.iterdir() if path.suffix != ".xml"} == before
