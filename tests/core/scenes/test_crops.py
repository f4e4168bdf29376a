"""Random crops of training scenes."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import UNKNOWN, ClassScheme
from satsyn_core.raster.window import Window
from satsyn_core.scenes.arrays import SceneArrays
from satsyn_core.scenes.crops import CropRules, CropSampler, read_crop
from tests.support.rasters import RasterFactory
from tests.support.scenes import training_scene


def scene_of(classes: NDArray[np.uint8], candidates: NDArray[np.int32] | None = None) -> SceneArrays:
    """Return a scene whose image is the classes, with candidates of the second of two classes alone."""
    height, width = classes.shape
    nowhere = np.zeros((0, 2), np.int32)
    found = np.argwhere(np.ones_like(classes)).astype(np.int32) if candidates is None else candidates
    return SceneArrays(
        Window(0, 0, width, height), classes[None], np.ones(classes.shape, bool), classes, (nowhere, found)
    )


@pytest.mark.parametrize("hidden", ["a corner", "a grid of lines", "the last columns"])
def test_no_crop_reaches_across_nodata_and_every_class_is_drawn(
    make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme, hidden: str
) -> None:
    rows, cols = np.indices(town.shape)
    masks = {
        "a corner": rows + cols < 120,
        "a grid of lines": (rows % 70 == 69) | (cols % 70 == 69),
        "the last columns": cols > 200,
    }
    image = np.stack([np.where(masks[hidden], 0, town * 20)] * 3).astype(np.uint8)
    imagery = make_raster(image, nodata=0, name="image.tif")
    scene = training_scene(imagery, make_raster(town, name="cover.tif"), scheme)
    sampler = CropSampler([scene], CropRules(without_nodata=True), 0)
    crops = [sampler.crop(sampler.draws(step), 48, balanced=step % 2 == 0) for step in range(80)]
    assert all(crop.valid.all() and (crop.image > 0).all() for crop in crops)
    assert {*np.concatenate([crop.classes.ravel() for crop in crops])} == {0, 1, 2, 3, 4}
    # Drawn, not always the same few places.
    assert len({crop.image.tobytes() for crop in crops}) > 20


def test_a_crop_has_its_margin_of_land_cover_and_nothing_beyond_the_scene() -> None:
    classes = np.arange(30, dtype=np.uint8).reshape(5, 6)
    crop = read_crop(scene_of(classes), Window(-1, 3, 4, 3), margin=1)
    assert crop.image.shape == (1, 3, 4)
    np.testing.assert_array_equal(crop.image[0, :2, 1:], classes[3:, :3])
    assert not crop.image[0, 2].any() and not crop.image[0, :, 0].any()
    np.testing.assert_array_equal(crop.valid, [[False, True, True, True]] * 2 + [[False] * 4])
    np.testing.assert_array_equal(crop.classes[:3, 2:], classes[2:, :4])
    assert (crop.classes[3:] == UNKNOWN).all() and (crop.classes[:, :2] == UNKNOWN).all()


@pytest.mark.parametrize(("by_frequency", "least", "most"), [(True, 0, 12), (False, 30, 70)])
def test_scenes_are_weighted_by_the_pixels_of_a_class_or_by_area_alone(
    by_frequency: bool, least: int, most: int
) -> None:
    rare = scene_of(np.full((20, 20), 1, np.uint8), np.array([[9, 9]] * 4, np.int32))
    frequent = scene_of(np.full((20, 20), 2, np.uint8))
    sampler = CropSampler([rare, frequent], CropRules(by_frequency=by_frequency), 0)
    crops = [sampler.crop(sampler.draws(step), 4, balanced=True) for step in range(100)]
    assert least <= sum(bool((crop.image == 1).all()) for crop in crops) <= most


def test_a_crop_larger_than_its_scene_holds_all_of_it() -> None:
    sampler = CropSampler([scene_of(np.ones((3, 4), np.uint8))], CropRules(), 0)
    crop = sampler.crop(sampler.draws(0), 8, balanced=True)
    assert crop.valid.sum() == 12
    assert (crop.classes[~crop.valid] == UNKNOWN).all()


def test_draws_depend_on_seed_step_and_process_alone() -> None:
    scenes = [scene_of(np.ones((3, 4), np.uint8))]
    values = {
        (seed, step, rank): CropSampler(scenes, CropRules(), seed).draws(step, rank).random()
        for seed in (0, 1)
        for step in (0, 1)
        for rank in (0, 1)
    }
    assert len({*values.values()}) == 8
    assert CropSampler(scenes, CropRules(), 1).draws(0, 1).random() == values[1, 0, 1]
