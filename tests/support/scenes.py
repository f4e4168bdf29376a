"""Training scenes of small rasters."""

from __future__ import annotations

from pathlib import Path

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.scenes.arrays import SceneArrays, shuffled_candidates, write_scene_arrays
from satsyn_core.scenes.pairs import match_scene, pair_scenes
from satsyn_core.scenes.sources import SceneSource
from tests.support.rasters import RecordingReporter


def scene_source(imagery: Path, land_cover: Path, scheme: ClassScheme) -> SceneSource:
    """Return where a scene comes from, its land cover matched to the scheme."""
    (files,) = pair_scenes([str(imagery)], [str(land_cover)], None)
    return SceneSource(files, match_scene(files, scheme, None, RecordingReporter()))


def training_scene(imagery: Path, land_cover: Path, scheme: ClassScheme) -> SceneArrays:
    """Return a scene as arrays beside its imagery, with the candidates of a generator's training."""
    source = scene_source(imagery, land_cover, scheme)
    arrays = write_scene_arrays([source], imagery.parent, "training", shuffled_candidates, RecordingReporter())
    return arrays.scenes[0]
