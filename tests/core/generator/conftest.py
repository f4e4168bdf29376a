"""What tests of trainings start from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.scenes.arrays import SceneArrays, shuffled_candidates, write_scene_arrays
from satsyn_core.scenes.pairs import match_scene, pair_scenes
from satsyn_core.scenes.sources import SceneSource
from tests.support.rasters import RecordingReporter

LayOut = Callable[[Path, Path], SceneArrays]


@pytest.fixture
def lay_out(scheme: ClassScheme, tmp_path: Path) -> LayOut:
    """What writes imagery with its land cover as a training scene."""

    def laid_out(imagery: Path, land_cover: Path) -> SceneArrays:
        (files,) = pair_scenes([str(imagery)], [str(land_cover)], None)
        source = SceneSource(files, match_scene(files, scheme, None, RecordingReporter()))
        (scene,) = write_scene_arrays([source], tmp_path, "training", shuffled_candidates, RecordingReporter()).scenes
        return scene

    return laid_out
