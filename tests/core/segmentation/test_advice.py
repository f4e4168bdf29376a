"""What sentences about segmentation networks propose is followed to the letter."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from satsyn_core.contract.class_scheme import ClassScheme, LandCoverClass
from satsyn_core.scenes.arrays import shuffled_candidates, write_scene_arrays
from satsyn_core.segmentation.architecture import SegmentationArchitecture, build_network
from satsyn_core.segmentation.prediction_writer import check_class_values
from satsyn_core.segmentation.training import TrainingScenes
from tests.support.proposals import follow
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.scenes import scene_source
from tests.support.tiny_segmenter import TINY_ENCODER


def test_another_encoder_is_chosen() -> None:
    follow("cannot be built on the encoder .*: choose another encoder",
           lambda: build_network(SegmentationArchitecture(3, 3, "DeepLabV3", "vgg11")),
           lambda: build_network(SegmentationArchitecture(3, 3, "FPN", TINY_ENCODER)))  # fmt: skip


def test_classes_get_values_that_a_raster_with_colours_holds() -> None:
    def check(value: int) -> None:
        check_class_values(ClassScheme((LandCoverClass(value, "water", (0, 0, 255)),)))

    follow("train the model with other values, either in the land cover or in SCHEME", lambda: check(70_000),
           lambda: check(7))  # fmt: skip


def test_scenes_overlap_their_land_cover(make_raster: RasterFactory, scheme: ClassScheme, tmp_path: Path) -> None:
    photo, values = np.full((3, 40, 40), 90, np.uint8), np.ones((40, 40), np.uint8)
    values[:20] = 2
    imagery, hidden = make_raster(photo, name="photo.tif"), make_raster(photo, name="hidden.tif", nodata=90)
    cover = make_raster(values, categories=["", "water", "land"])

    def read(*paths: Path) -> None:
        sources = [scene_source(path, cover, scheme) for path in paths]
        arrays = write_scene_arrays(sources, tmp_path, "training", shuffled_candidates, RecordingReporter())
        TrainingScenes.of(arrays, arrays, len(scheme.classes))

    follow("No pixel of the training scenes has both imagery and a class: check that they overlap",
           lambda: read(hidden), lambda: read(imagery))  # fmt: skip
