"""Training scenes as arrays on disk."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import UNKNOWN, ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.raster.window import Window
from satsyn_core.scenes import arrays
from satsyn_core.scenes.arrays import (
    SceneArrays,
    array_folder,
    ordered_candidates,
    shuffled_candidates,
    write_scene_arrays,
)
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.scenes import scene_source


def test_scenes_and_parts_of_scenes_are_written_with_what_their_rasters_hold(
    make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme, tmp_path: Path
) -> None:
    image = np.stack([town * 20, town * 30])
    image[:, :10] = 0
    cover = np.where(town == 2, 0, town).astype(np.uint8)
    whole = scene_source(
        make_raster(image, nodata=0, name="image.tif"), make_raster(cover, nodata=0, name="cover.tif"), scheme
    )
    part = replace(whole, window=Window(5, 70, 60, 50))
    reporter = RecordingReporter()
    written = write_scene_arrays([whole, part], tmp_path, "training", ordered_candidates, reporter)
    expected = np.where(cover == 0, UNKNOWN, cover - 1).astype(np.uint8)
    for scene, window in zip(written.scenes, (Window(0, 0, 210, 150), part.window), strict=True):
        assert window is not None
        rows, cols = window.slices_in(Window(0, 0, 210, 150))
        np.testing.assert_array_equal(scene.image, image[:, rows, cols])
        np.testing.assert_array_equal(scene.valid, (image[0] > 0)[rows, cols])
        np.testing.assert_array_equal(scene.classes, expected[rows, cols])
        known = expected[rows, cols][scene.valid]
        np.testing.assert_array_equal(scene.class_pixels(5), [(known == index).sum() for index in range(5)])
    assert [source.window for source in written.sources] == [Window(0, 0, 210, 150), part.window]
    assert {path.name for path in tmp_path.glob("*.npy")} == {f"training{suffix}" for suffix in arrays.SUFFIXES}


@pytest.mark.parametrize("choose", [ordered_candidates, shuffled_candidates])
def test_candidates_are_all_pixels_of_a_class_with_data_or_a_sample_of_them(
    choose: arrays.ChooseCandidates, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(0)
    classes = rng.integers(0, 3, (50, 40), dtype=np.uint8)
    valid = rng.random((50, 40)) < 0.8
    scene = SceneArrays(Window(0, 0, 40, 50), classes[None], valid, classes)
    monkeypatch.setattr(arrays, "BLOCK_PIXELS", 16)
    for index, found in enumerate(choose(scene, 3)):
        expected = np.argwhere((classes == index) & valid)
        assert {*map(tuple, found.tolist())} == {*map(tuple, expected.tolist())}
        assert len(found) == len(expected)
    monkeypatch.setattr(arrays, "CANDIDATES_PER_CLASS", 100)
    for index, found in enumerate(choose(scene, 3)):
        assert len({*map(tuple, found.tolist())}) == len(found) == 100
        rows, cols = found.T
        assert (classes[rows, cols] == index).all() and valid[rows, cols].all()


@pytest.mark.parametrize("size", [(70, 50), (20, 300)])
def test_candidates_are_those_of_permuting_all_pixels_of_a_class(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Recipes give the same model again only if the draws stay as they were."""
    monkeypatch.setattr(arrays, "BLOCK_PIXELS", 32)
    monkeypatch.setattr(arrays, "STRIP_PIXELS", 450)
    monkeypatch.setattr(arrays, "CANDIDATES_PER_CLASS", 200)
    draws = np.random.default_rng(1)
    classes = draws.choice(np.array([0, 1, 2, UNKNOWN], np.uint8), size, p=[0.7, 0.27, 0.02, 0.01])
    valid = draws.random(size) < 0.9
    scene = SceneArrays(Window(0, 0, size[1], size[0]), classes[None], valid, classes)
    shuffled, ordered = np.random.default_rng(0), np.random.default_rng(0)
    for index in range(4):
        everywhere = np.argwhere((classes == index) & valid)
        np.testing.assert_array_equal(
            ordered_candidates(scene, 4)[index], everywhere[np.sort(ordered.permutation(len(everywhere))[:200])]
        )
        parts = []
        for top in range(0, size[0], 32):
            own = everywhere[(everywhere[:, 0] >= top) & (everywhere[:, 0] < top + 32)]
            parts.append(own[shuffled.permutation(len(own))[:200]])
        together = np.concatenate(parts)
        expected = together[shuffled.permutation(len(together))[:200]]
        np.testing.assert_array_equal(shuffled_candidates(scene, 4)[index], expected)


@pytest.mark.parametrize("choose", [ordered_candidates, shuffled_candidates])
def test_candidates_of_very_many_pixels_lie_evenly_in_little_memory(
    choose: arrays.ChooseCandidates, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = (64, 40_000)
    classes = np.zeros(size, np.uint8)
    classes[:, ::4] = 1
    scene = SceneArrays(Window(0, 0, size[1], size[0]), classes[None], np.ones(size, bool), classes)
    monkeypatch.setattr(arrays, "STRIP_PIXELS", 160_000)
    monkeypatch.setattr(arrays, "MOST_PERMUTED", 10_000)
    monkeypatch.setattr(arrays, "CANDIDATES_PER_CLASS", 2_000)
    tracemalloc.start()
    try:
        found = choose(scene, 2)
        needed = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # A byte a pixel would be 2.56 MB.
    assert needed < 2_000_000
    for index, positions in enumerate(found):
        rows, cols = positions.T
        assert len({*map(tuple, positions.tolist())}) == 2_000
        assert (classes[rows, cols] == index).all()
        shares = np.histogram2d(rows, cols, (2, 4))[0] / 2_000
        np.testing.assert_allclose(shares, 1 / 8, atol=0.03)


def test_imagery_with_other_bands_is_refused(
    make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme, tmp_path: Path
) -> None:
    cover = make_raster(town, name="cover.tif")
    sources = [
        scene_source(make_raster(np.stack([town] * bands), name=f"{bands}.tif"), cover, scheme) for bands in (3, 2)
    ]
    with pytest.raises(InputError, match="has 2 bands of uint8, and the first image has 3 of uint8"):
        write_scene_arrays(sources, tmp_path, "training", ordered_candidates, RecordingReporter())


def test_arrays_go_whatever_happens_and_other_files_stay(tmp_path: Path) -> None:
    work = tmp_path / "work"
    with pytest.raises(KeyError), array_folder(work, 0) as folder, array_folder(work, 1) as own:
        assert folder != own
        for place in (folder, own):
            (place / "training.image.npy").touch()
        (folder / "checkpoint.safetensors").touch()
        (folder / "mine.image.npy").touch()
        raise KeyError
    assert sorted(path.name for path in work.iterdir()) == ["checkpoint.safetensors", "mine.image.npy"]


def test_a_training_that_is_ended_by_force_leaves_no_arrays_but_its_checkpoint(tmp_path: Path) -> None:
    new, trained = tmp_path / "new.training", tmp_path / "trained.training"
    trained.mkdir()
    (trained / "checkpoint.safetensors").touch()
    code = (
        "import os, sys; from pathlib import Path\n"
        "from satsyn_core.contract.atomic_files import remove_unfinished\n"
        "from satsyn_core.scenes.arrays import array_folder\n"
        "with array_folder(Path(sys.argv[1]), 0) as one, array_folder(Path(sys.argv[2]), 0) as other:\n"
        "    for folder in (one, other):\n"
        "        (folder / 'training.image.npy').touch()\n"
        "    remove_unfinished()\n"
        "    os._exit(9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, new, trained], check=False)
    assert ended.returncode == 9
    assert [path.name for path in tmp_path.rglob("*")] == ["trained.training", "checkpoint.safetensors"]
