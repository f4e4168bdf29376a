"""Crops of a training of segmentation: the same for the same step, and validation that covers every pixel once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from satsyn_core.contract.class_scheme import UNKNOWN
from satsyn_core.raster.window import Window
from satsyn_core.scenes.arrays import SceneArrays
from satsyn_core.segmentation.augmentation import NO_AUGMENTATION
from satsyn_core.segmentation.crops import SegmentationCrops, validation_crops
from satsyn_core.segmentation.normalisation import Normalisation
from satsyn_core.segmentation.settings import SegmentationTrainingSettings

NORMALISATION = Normalisation(0, 255, "uint8", (100.0,), (50.0,))


@pytest.fixture
def scene() -> SceneArrays:
    """Class 0, with a single pixel of class 1 and a strip without data; the image is 100 + 50 times the class."""
    classes = np.zeros((50, 70), np.uint8)
    classes[30, 40] = 1
    classes[:, 60:] = UNKNOWN
    valid = np.ones((50, 70), bool)
    valid[:5] = False
    image = np.where(classes == 1, 150, 100).astype(np.uint8)[None]
    candidates = tuple(np.argwhere((classes == index) & valid).astype(np.int32) for index in range(2))
    return SceneArrays(Window(0, 0, 70, 50), image, valid, classes, candidates)


def settings(**changes: object) -> SegmentationTrainingSettings:
    return SegmentationTrainingSettings(**{"crop": 16, "batch": 6, "augmentation": NO_AUGMENTATION, **changes})


def test_a_step_has_the_same_crops_whatever_was_drawn_before(scene: SceneArrays) -> None:
    crops, others = (SegmentationCrops([scene], NORMALISATION, settings()) for _ in range(2))
    crops.draw(0)
    again, first = crops.draw(7), others.draw(7)
    np.testing.assert_array_equal(again.image, first.image)
    np.testing.assert_array_equal(again.labels, first.labels)
    assert not np.array_equal(others.draw(7, rank=1).image, first.image) or not np.array_equal(
        others.draw(7, rank=1).labels, first.labels
    )


def test_images_are_normalised_and_pixels_without_data_are_unknown(scene: SceneArrays) -> None:
    batch = SegmentationCrops([scene], NORMALISATION, settings(batch=40)).draw(0)
    assert batch.image.shape == (40, 1, 16, 16)
    assert batch.image.dtype == np.float32
    np.testing.assert_array_equal(batch.image[:, 0] == 1, batch.labels == 1)
    assert np.all(batch.image[:, 0][batch.labels == UNKNOWN] == 0)


def test_balanced_crops_show_a_rare_class(scene: SceneArrays) -> None:
    def share(balanced: float) -> float:
        batch = SegmentationCrops([scene], NORMALISATION, settings(batch=60, balanced=balanced)).draw(0)
        return float((batch.labels == 1).any(axis=(1, 2)).mean())

    assert share(1.0) > 0.3
    assert share(0.0) < share(1.0)


def test_validation_covers_every_labelled_pixel_once(scene: SceneArrays) -> None:
    batches = list(validation_crops([scene, scene], NORMALISATION, 16, 4))
    labels = np.concatenate([batch.labels for batch in batches])
    assert max(len(batch.labels) for batch in batches) == 4
    assert np.count_nonzero(labels != UNKNOWN) == 2 * np.count_nonzero(scene.valid & (scene.classes != UNKNOWN))
    assert np.count_nonzero(labels == 1) == 2
    assert (labels != UNKNOWN).any(axis=(1, 2)).all()


def test_a_share_of_the_crops_shows_real_scenes_and_at_the_end_all(scene: SceneArrays) -> None:
    bright = replace(scene, image=np.full_like(scene.image, 200))
    rules = settings(batch=200, iterations=10, real_crops=0.75, real_last=0.2)
    crops = SegmentationCrops([scene, bright], NORMALISATION, rules, synthetic=[True, False])

    batches = [crops.draw(step) for step in (7, 8)]

    first, last = (batch.image.max(axis=(1, 2, 3)) == 2 for batch in batches)
    assert 0.65 < first.mean() < 0.85
    assert last.all()
    assert all((batch.synthetic == ~real).all() for batch, real in zip(batches, (first, last)))
