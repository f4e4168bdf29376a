"""What the sentences for errors of libraries and of the system propose is followed to the letter."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
import safetensors.numpy
import shapely

from satsyn_core.contract.errors import DiskFullError
from satsyn_core.process.failures import Failure
from tests.support.paths import REPOSITORY
from tests.support.proposals import Said
from tests.support.rasters import RasterFactory
from tests.support.vector_layers import box, write_layer


def _follow(words: str, wrong: Callable[[], object], right: Callable[[], object]) -> None:
    """As `proposals.follow`, with the sentence that a job makes of an error."""
    with pytest.raises(BaseException) as raised:
        wrong()
    said = Said(words, Failure.of(raised.value).message)
    said.require()
    right()
    said.followed()


def test_files_that_libraries_cannot_read_are_exported_or_repaired(tmp_path: Path, make_raster: RasterFactory) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"II*\0")
    exported = make_raster(np.ones((2, 2), np.uint8))
    _follow("Check it with gdalinfo or in QGIS, or export it to a GeoTIFF", lambda: rasterio.open(broken),
            lambda: rasterio.open(exported).close())  # fmt: skip
    layer = write_layer(tmp_path / "layer.gpkg", [box(0, 0, 9, 9)])
    _follow("Check it with ogrinfo or in QGIS, or export it to a GeoPackage", lambda: pyogrio.read_info(broken),
            lambda: pyogrio.read_info(layer))  # fmt: skip
    bowtie, square = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)]), shapely.box(0, 0, 2, 1)
    # QGIS' Fix geometries does what make_valid does.
    _follow("Repair the layer with QGIS' Fix geometries", lambda: shapely.intersection(bowtie, square),
            lambda: shapely.intersection(shapely.make_valid(bowtie), square))  # fmt: skip
    safetensors.numpy.save_file({"a": np.zeros(3)}, tmp_path / "whole.safetensors")
    cut = (tmp_path / "whole.safetensors").read_bytes()[:-1]
    _follow("It is damaged or incomplete: fetch it, or train it, again", lambda: safetensors.numpy.load(cut),
            lambda: safetensors.numpy.load_file(tmp_path / "whole.safetensors"))  # fmt: skip


def test_names_and_texts_are_those_that_the_disk_takes(tmp_path: Path) -> None:
    text = tmp_path / "words.txt"
    text.write_bytes("Gewässer".encode("latin-1"))
    saved = tmp_path / "saved.txt"
    saved.write_text("Gewässer", encoding="utf-8")
    _follow("rename the file, or save it as UTF-8", lambda: text.read_text(encoding="utf-8"),
            lambda: saved.read_text(encoding="utf-8"))  # fmt: skip
    _follow("rename the file, or save it as UTF-8", lambda: "\udcff.tif".encode(), "renamed.tif".encode)
    _follow("is too long for its disk: choose a shorter name", (tmp_path / ("a" * 300)).touch,
            (tmp_path / "a").touch)  # fmt: skip
    _follow("can't be used: .*. Choose another file or folder", (text / "inside").read_bytes, saved.read_bytes)


def test_a_copy_elsewhere_is_read_where_a_disk_fails(tmp_path: Path) -> None:
    copy = tmp_path / "copy.tif"
    copy.write_bytes(b"II*\0")
    # Its first bytes belong to no memory of this process, which the system answers as it does for a broken disk.
    _follow("its disk or the connection to it fails. Use a copy elsewhere", Path("/proc/self/mem").read_bytes,
            copy.read_bytes)  # fmt: skip


_DRAW_PATCHES = """
import resource, sys
from pathlib import Path
import numpy as np
from satsyn_core.evaluation.imagery.patches import find_patches
from satsyn_core.process.failures import Failure
from tests.support.imagery import ArrayImagery

imagery = ArrayImagery(np.zeros((3, 4096, 4096), np.uint8))
taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (taken + 32_000_000, resource.getrlimit(resource.RLIMIT_AS)[1]))
size, count = map(int, sys.argv[1:])
try:
    found = find_patches([imagery], size, count, 0)
except MemoryError as error:
    sys.exit(Failure.of(error).message)
assert found is not None and len(found) == count
"""


def _draw_patches(size: int, count: int) -> subprocess.CompletedProcess[str]:
    """Draw patches with 32 MB, in a process of its own: this one may have more to spare from tests before."""
    command = [sys.executable, "-c", _DRAW_PATCHES, str(size), str(count)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("size", "count"), [(128, 10), (32, 1024)])
def test_a_smaller_job_has_room_in_memory(size: int, count: int) -> None:
    """Patches of an evaluation take 50 MB at first; then COUNT or PATCH is smaller."""
    words = "The memory ran out: make BLOCK_SIZE, EXTENT, CROP, BATCH, COUNT or PATCH smaller"
    said = Said(words, _draw_patches(128, 1024).stderr)
    said.require()
    smaller = _draw_patches(size, count)
    assert smaller.returncode == 0, smaller.stderr
    said.followed()


@pytest.mark.parametrize("is_certain", [True, False])
def test_space_on_a_full_disk_is_freed(is_certain: bool, tmp_path: Path) -> None:
    """/dev/full is a disk that is always full; a file on another one is written."""

    def write(place: Path) -> None:
        try:
            with place.open("wb", buffering=0) as file:
                file.write(b"pixels")
        except OSError as error:
            if is_certain:
                raise
            raise DiskFullError(place, is_certain=False) from error

    _follow("free some space on it, and run this again", lambda: write(Path("/dev/full")),
            lambda: write(tmp_path / "made.tif"))  # fmt: skip
