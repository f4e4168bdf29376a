from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
import rasterio

from satsyn_core.raster.window import Window
from satsyn_core.scenes.chip_record import ChipRecord
from satsyn_core.trainingset.chip import Chip
from satsyn_core.trainingset.scene_pool import SceneInfo
from satsyn_core.trainingset.writing.chip_files import ChipFiles
from tests.support.paths import REPOSITORY

SIZE = 32


@pytest.fixture
def files(tmp_path: Path, scene: SceneInfo) -> ChipFiles:
    for kind in ("images", "masks"):
        (tmp_path / kind / "train").mkdir(parents=True)
    return ChipFiles(tmp_path, scene.match.scheme)


def _chip(scene: SceneInfo) -> Chip:
    rng = np.random.default_rng(0)
    image = rng.integers(0, 256, (3, SIZE, SIZE), dtype=np.uint8)
    labels = rng.integers(0, 5, (SIZE, SIZE), dtype=np.uint8)
    labels[:4] = 255
    return Chip(scene, Window(64, 32, SIZE, SIZE), "train", 0, image, labels, {"SATSYN_SYNTHETIC": "NO"})


def test_image_and_mask_lie_on_the_pixels_of_the_scene(files: ChipFiles, scene: SceneInfo) -> None:
    chip = _chip(scene)
    record = files.write(chip)
    assert record.name == chip.name == "scene_r000032_c000064"
    with (
        rasterio.open(files.folder / record.image.path) as image,
        rasterio.open(files.folder / record.mask.path) as mask,
    ):
        np.testing.assert_array_equal(image.read(), chip.image)
        np.testing.assert_array_equal(mask.read(1), chip.labels)
        assert image.transform == mask.transform == scene.grid.cut(chip.window).transform
        assert (image.nodata, mask.nodata) == (0, 255)
        assert image.tags()["SATSYN_SYNTHETIC"] == "NO"
        assert mask.colormap(1)[4][:3] == scene.match.scheme.classes[4].colour


def test_the_record_knows_when_a_file_has_changed(files: ChipFiles, scene: SceneInfo) -> None:
    record = files.write(_chip(scene))
    assert ChipRecord.from_json(record.to_json()) == record
    assert record.is_intact(files.folder)
    mask = files.folder / record.mask.path
    content = mask.read_bytes()
    mask.write_bytes(content[:-1])
    assert not record.is_intact(files.folder)
    files.write(_chip(scene))
    assert mask.read_bytes() == content
    (files.folder / record.image.path).unlink()
    assert not record.is_intact(files.folder)


def test_a_full_disk_gives_an_error_and_no_record(tmp_path: Path) -> None:
    code = """
        import resource, signal, sys
        from pathlib import Path
        import numpy as np
        from affine import Affine
        from rasterio.crs import CRS
        from satsyn_core.contract.class_scheme import ClassScheme, LandCoverClass
        from satsyn_core.contract.errors import SatSynError
        from satsyn_core.landcover.class_matching import ClassMatch
        from satsyn_core.raster.grid import Grid
        from satsyn_core.raster.window import Window
        from satsyn_core.scenes.pairs import ScenePaths
        from satsyn_core.trainingset.chip import Chip
        from satsyn_core.trainingset.scene_pool import SceneInfo
        from satsyn_core.trainingset.writing.chip_files import ChipFiles

        folder = Path(sys.argv[1])
        for kind in ("images", "masks"):
            (folder / kind / "train").mkdir(parents=True)
        scheme = ClassScheme((LandCoverClass(1, "water", (0, 0, 255)),), unlabelled=0)
        grid = Grid(CRS.from_epsg(32640), Affine(1, 0, 0, 0, -1, 0), 64, 64)
        match = ClassMatch(scheme, {1: 0}, '')
        scene = SceneInfo(ScenePaths("s", "s", "s"), match, grid, ("a", "b", "c"), "uint8", None)
        image = np.random.default_rng(0).integers(0, 256, (3, 64, 64), dtype=np.uint8)
        chip = Chip(scene, Window(0, 0, 64, 64), "train", 0, image, np.zeros((64, 64), np.uint8), {})
        # With the signal ignored, a write beyond the limit fails as one on a full disk does.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
        try:
            ChipFiles(folder, scheme).write(chip)
        except SatSynError as error:
            print(error)
    """
    command = [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=True)
    assert "because the disk is full" in done.stdout
