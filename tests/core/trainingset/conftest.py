"""What tests of training sets start from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from affine import Affine

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.landcover.class_matching import ClassMatch
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window
from satsyn_core.scenes.chip_record import ChipFile, ChipRecord, SyntheticOrigin
from satsyn_core.scenes.pairs import ScenePaths
from satsyn_core.scenes.training_set import chip_name, image_path, mask_path
from satsyn_core.trainingset.scene_pool import SceneInfo
from tests.support.rasters import UTM

MakeRecord = Callable[..., ChipRecord]


@pytest.fixture
def scene(scheme: ClassScheme) -> SceneInfo:
    """A scene of 256 x 192 pixels of 2 m."""
    grid = Grid(UTM, Affine(2, 0, 331_000, 0, -2, 2_780_000), 256, 192)
    match = ClassMatch(scheme, {value: value - 1 for value in range(1, 6)} | {9: 255}, "the table of values")
    files = ScenePaths("scene", "/data/scene.tif", "/data/cover.tif")
    return SceneInfo(files, match, grid, ("red", "green", "blue"), "uint8", 0)


@pytest.fixture
def record() -> MakeRecord:
    """Makes the record of a chip of 32 pixels; a version above 0 is synthetic."""

    def make(col: int, row: int, version: int = 0, split: str = "train", ignored: float | None = None) -> ChipRecord:
        name = chip_name("scene", row, col, version)
        return ChipRecord(
            name=name,
            split=split,
            scene="scene",
            window=Window(col, row, 32, 32),
            version=version,
            image=ChipFile(image_path(split, name), "ab" * 32),
            mask=ChipFile(mask_path(split, name), "cd" * 32),
            origin=SyntheticOrigin(3, 12345, "digest", ignored) if version else None,
        )

    return make
