"""What tests of trainings start from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.generator.network.label_reach import LabelReach
from satsyn_core.generator.training.crops import SceneArrays, write_scene_arrays
from satsyn_core.scenes.pairs import match_scene, open_scene, pair_scenes
from tests.support.rasters import RecordingReporter

LayOut = Callable[[Path, Path, LabelReach], SceneArrays]


@pytest.fixture
def lay_out(scheme: ClassScheme, tmp_path: Path) -> LayOut:
    """What lays out imagery with its land cover as a training scene for an architecture."""

    def laid_out(imagery: Path, land_cover: Path, architecture: LabelReach) -> SceneArrays:
        (files,) = pair_scenes([str(imagery)], [str(land_cover)], None)
        with open_scene(files, match_scene(files, scheme, None, RecordingReporter())) as pair:
            return write_scene_arrays(pair, architecture, tmp_path, RecordingReporter())

    return laid_out
