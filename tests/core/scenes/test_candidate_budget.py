from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.scenes import candidate_budget
from satsyn_core.scenes.arrays import ChooseCandidates, ordered_candidates, shuffled_candidates, write_scene_arrays
from satsyn_core.scenes.crops import CropRules, CropSampler
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.scenes import scene_source

SCENES = 8
RARE = 40


@pytest.mark.parametrize("choose", [ordered_candidates, shuffled_candidates])
def test_many_scenes_together_keep_a_bounded_number_of_positions(
    make_raster: RasterFactory,
    scheme: ClassScheme,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    choose: ChooseCandidates,
) -> None:
    sources = []
    for number in range(SCENES):
        cover = np.full((40, 50), 2, np.uint8)
        cover.flat[:RARE] = 4
        image = np.full((1, 40, 50), 9, np.uint8)
        cover_path = make_raster(cover, name=f"cover{number}.tif")
        sources.append(scene_source(make_raster(image, name=f"image{number}.tif"), cover_path, scheme))
    everything = write_scene_arrays(sources, tmp_path, "training", choose, RecordingReporter()).scenes
    assert [len(everything[0].candidates[index]) for index in (1, 3)] == [2000 - RARE, RARE]
    monkeypatch.setattr(candidate_budget, "MOST_PER_CLASS", 5000)
    thinned = write_scene_arrays(sources, tmp_path, "training", choose, RecordingReporter()).scenes
    counts = [len(scene.candidates[1]) for scene in thinned]
    assert len(set(counts)) == 1 and 2500 < sum(counts) <= 5000
    for before, after in zip(everything, thinned, strict=True):
        assert after.chosen == tuple(len(found) for found in before.candidates)
        np.testing.assert_array_equal(after.candidates[3], before.candidates[3])
        positions = [tuple(place) for place in before.candidates[1].tolist()]
        kept = [positions.index(tuple(place)) for place in after.candidates[1].tolist()]
        assert kept == sorted(set(kept))
        # Random ones, not the first ones.
        assert max(kept) > 1500
    monkeypatch.setattr(candidate_budget, "MOST_PER_CLASS", 10)
    least = write_scene_arrays(sources, tmp_path, "training", choose, RecordingReporter()).scenes
    assert {len(scene.candidates[1]) for scene in least} == {candidate_budget.FEWEST_PER_SCENE}


def test_thinned_scenes_are_drawn_as_often_as_before(
    make_raster: RasterFactory, scheme: ClassScheme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scenes(shown: int) -> NDArray[np.uint8]:
        cover = np.full((60, 60), 2, np.uint8)
        cover.flat[:shown] = 4
        return cover

    sources = []
    for number, shown in enumerate((3000, 300)):
        image = np.full((1, 60, 60), 10 + number, np.uint8)
        cover_path = make_raster(scenes(shown), name=f"cover{number}.tif")
        sources.append(scene_source(make_raster(image, name=f"image{number}.tif"), cover_path, scheme))
    monkeypatch.setattr(candidate_budget, "MOST_PER_CLASS", 400)
    written = write_scene_arrays(sources, tmp_path, "training", ordered_candidates, RecordingReporter()).scenes
    sampler = CropSampler(written, CropRules(by_frequency=True), 0)
    crops = [sampler.crop(sampler.draws(step), 1, balanced=True) for step in range(600)]
    rare = [int(crop.image[0, 0, 0]) for crop in crops if crop.classes[0, 0] == 3]
    assert len(rare) > 200
    assert 0.85 < np.mean(np.array(rare) == 10) < 0.96
