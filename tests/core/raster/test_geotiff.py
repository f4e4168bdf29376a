from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.crs import CRS
from rasterio.enums import ColorInterp

from satsyn_core.contract.errors import InputError, JobCancelledError, SatSynError
from satsyn_core.raster.geotiff import GeoTiffWriter
from satsyn_core.raster.geotiff_check import check_complete
from satsyn_core.raster.geotiff_layout import RasterProfile
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.reading import open_raster, read_padded
from satsyn_core.raster.window import Window
from tests.support.paths import REPOSITORY
from tests.support.rasters import GRIDS, RasterFactory, RecordingReporter

PLAIN = np.ones((3, 40, 60), np.uint8)


def _write(path: Path, grid: Grid, pixels: np.ndarray, **options: object) -> None:
    values = {"dtype": pixels.dtype.name, "nodata": None, "band_names": ["red", "green", "blue"], **options}
    with GeoTiffWriter(path, RasterProfile(grid, **values)) as writer:  # type: ignore[arg-type]
        writer.write(pixels, grid.window)


@pytest.mark.parametrize("name", GRIDS)
def test_crs_and_transform_are_kept_to_the_last_bit(name: str, tmp_path: Path, make_raster: RasterFactory) -> None:
    source = make_raster(np.ones((40, 60), np.uint8), grid=name)
    with open_raster(source) as dataset:
        grid, wkt = Grid.of(dataset), dataset.crs.to_wkt() if dataset.crs else None
    _write(tmp_path / "out.tif", grid, np.zeros((3, 40, 60), np.uint8))
    with rasterio.open(tmp_path / "out.tif") as written:
        assert tuple(written.transform) == tuple(GRIDS[name][1])
        assert (written.crs.to_wkt() if written.crs else None) == wkt


def test_a_coordinate_system_that_is_lost_on_the_way_fails_the_job(tmp_path: Path) -> None:
    """PROJ finds no data in an empty folder, as with those of another program."""
    source, output = tmp_path / "area.tif", tmp_path / "out" / "imagery.tif"
    _write(source, Grid(CRS.from_epsg(25832), GRIDS["projected"][1], 60, 40), PLAIN)
    output.parent.mkdir()
    code = """
import sys
import numpy as np
from satsyn_core.raster.geotiff import GeoTiffWriter
from satsyn_core.raster.geotiff_layout import RasterProfile
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.reading import open_raster
with open_raster(sys.argv[1]) as dataset:
    grid = Grid.of(dataset)
with GeoTiffWriter(sys.argv[2], RasterProfile(grid, "uint8", None, ["grey"])) as writer:
    writer.write(np.ones((1, 40, 60), np.uint8), grid.window)
"""
    (tmp_path / "empty").mkdir()
    foreign = {"PROJ_LIB": str(tmp_path / "empty"), "PROJ_DATA": str(tmp_path / "empty")}
    command = [sys.executable, "-c", code, str(source), str(output)]
    done = subprocess.run(
        command, cwd=REPOSITORY, env={**os.environ, **foreign}, capture_output=True, text=True, check=False
    )
    assert re.search(
        r"imagery\.tif failed: the coordinate system of the input, .* cannot be written .*PROJ_LIB", done.stderr
    )
    assert not list(output.parent.iterdir())


def test_another_coordinate_system_than_that_of_the_input_is_noticed(tmp_path: Path) -> None:
    _write(tmp_path / "out.tif", Grid(CRS.from_epsg(25832), GRIDS["projected"][1], 60, 40), PLAIN)
    check_complete(tmp_path / "out.tif", tmp_path / "out.tif", CRS.from_epsg(25832))
    for other in (CRS.from_epsg(25833), None):
        with pytest.raises(SatSynError, match="coordinate system"):
            check_complete(tmp_path / "out.tif", tmp_path / "out.tif", other)


SYSTEMS = (
    "EPSG:25832",
    "EPSG:2056",
    "EPSG:4979",
    "EPSG:25832+7837",
    "ESRI:54030",
    "EPSG:2163",
    "+proj=geos +h=35785831",
)


@pytest.mark.parametrize("system", [*SYSTEMS, "+proj=longlat +R=3396190", 'LOCAL_CS["Building site",UNIT["metre",1]]'])
def test_systems_whose_names_change_in_a_geotiff_are_the_same(system: str, tmp_path: Path) -> None:
    _write(tmp_path / "out.tif", Grid(CRS.from_user_input(system), GRIDS["projected"][1], 60, 40), PLAIN)
    with rasterio.open(tmp_path / "out.tif") as written:
        assert written.crs


def test_pixels_names_tags_and_nodata_are_read_back(tmp_path: Path) -> None:
    crs, transform = GRIDS["projected"]
    pixels = np.random.default_rng(0).integers(0, 60_000, (3, 700, 600), dtype=np.uint16)
    _write(tmp_path / "out.tif", Grid(crs, transform, 600, 700), pixels, nodata=7, tags={"SATSYN_SEED": "3"})
    with rasterio.open(tmp_path / "out.tif") as written:
        np.testing.assert_array_equal(written.read(), pixels)
        assert written.descriptions == ("red", "green", "blue")
        assert written.tags()["SATSYN_SEED"] == "3"
        assert written.nodatavals == (7, 7, 7)
        assert written.block_shapes[0] == (512, 512)
        assert written.profile["compress"] in ("zstd", "deflate")
        assert written.colorinterp == (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
        assert written.overviews(1) == []


def test_large_rasters_get_overviews_of_means_and_of_classes_where_there_are_colours(tmp_path: Path) -> None:
    crs, transform = GRIDS["projected"]
    grid = Grid(crs, transform, 2100, 300)
    stripes = np.tile(np.array([0, 100], np.uint8), 1050)[None, None].repeat(300, axis=1)
    _write(tmp_path / "imagery.tif", grid, stripes, band_names=["grey"])
    _write(tmp_path / "classes.tif", grid, stripes, band_names=["class"], colormap={0: (0, 0, 0), 100: (9, 9, 9)})
    with rasterio.open(tmp_path / "imagery.tif", overview_level=0) as imagery:
        assert set(np.unique(imagery.read(1))) == {50}
    with rasterio.open(tmp_path / "classes.tif", overview_level=0) as classes:
        assert set(np.unique(classes.read(1))) <= {0, 100}


def test_a_strip_that_is_much_longer_than_wide_is_written_and_read_back(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 255, (1, 16_000, 1_000), np.uint8)
    grid = Grid(*GRIDS["projected"], 1_000, 16_000)
    _write(tmp_path / "long.tif", grid, pixels, band_names=["red"])
    with rasterio.open(tmp_path / "long.tif") as written:
        assert written.overviews(1)
        assert np.array_equal(written.read(), pixels)


def test_cancelling_while_overviews_are_built_leaves_no_file(tmp_path: Path) -> None:
    crs, transform = GRIDS["projected"]
    grid = Grid(crs, transform, 2100, 30)
    with (
        pytest.raises(JobCancelledError),
        GeoTiffWriter(tmp_path / "out.tif", RasterProfile(grid, "uint8", 0, ["a"]), RecordingReporter(0)) as writer,
    ):
        writer.write(np.ones((1, 30, 2100), np.uint8), grid.window)
    assert not list(tmp_path.iterdir())


def test_a_failure_leaves_no_file_and_an_earlier_one_untouched(tmp_path: Path) -> None:
    crs, transform = GRIDS["projected"]
    earlier = tmp_path / "out.tif"
    earlier.write_bytes(b"earlier")
    grid = Grid(crs, transform, 60, 40)
    with (
        pytest.raises(RuntimeError, match="half way"),
        GeoTiffWriter(earlier, RasterProfile(grid, "uint8", 0, ["a"])) as writer,
    ):
        writer.write(np.ones((1, 40, 60), np.uint8), grid.window)
        raise RuntimeError("half way")
    assert earlier.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [earlier]


@pytest.mark.parametrize("missing", [100, 400_000], ids=["at the very end", "in the middle"])
def test_a_disk_that_is_full_before_the_end_is_noticed(missing: int, tmp_path: Path) -> None:
    """GDAL says nothing of what it fails to write while it closes the file."""
    code = (
        "import resource, sys; import numpy as np; from pathlib import Path; from affine import Affine; "
        "from satsyn_core.raster.grid import Grid; "
        "from satsyn_core.raster.geotiff import GeoTiffWriter; "
        "from satsyn_core.raster.geotiff_layout import RasterProfile; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2); "
        "grid = Grid(None, Affine.scale(2), 600, 600); "
        "pixels = np.random.default_rng(0).integers(0, 255, (3, 600, 600), dtype=np.uint8)\n"
        "profile = RasterProfile(grid, 'uint8', None, ['a', 'b', 'c'])\n"
        "with GeoTiffWriter(sys.argv[1], profile) as writer: "
        "writer.write(pixels, grid.window)"
    )

    def write(name: str, limit: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, str(tmp_path / name), str(limit)]
        return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)

    assert write("whole.tif", 10**9).returncode == 0
    size = (tmp_path / "whole.tif").stat().st_size
    failed = write("cut.tif", size - missing)
    assert f"DiskFullError: {tmp_path / 'cut.tif'} " in failed.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["whole.tif"]


def test_a_disk_that_is_full_for_a_moment_leaves_no_hole(tmp_path: Path) -> None:
    """GDAL writes the rest after it, and says nothing."""
    code = (
        "import resource, signal, sys; import numpy as np; from affine import Affine; "
        "from satsyn_core.raster.grid import Grid; from satsyn_core.raster.window import Window; "
        "from satsyn_core.raster.geotiff import GeoTiffWriter, RasterProfile\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "pixels = np.random.default_rng(0).integers(0, 255, (1, 512, 512), dtype=np.uint8)\n"
        "profile = RasterProfile(Grid(None, Affine.scale(2), 2048, 1024), 'uint8', None, ['a'])\n"
        "with GeoTiffWriter(sys.argv[1], profile) as writer:\n"
        "    for number in range(8):\n"
        "        limit = 300_000 if number in (2, 3, 4, 5) else resource.RLIM_INFINITY\n"
        "        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))\n"
        "        writer.write(pixels, Window(512 * (number % 4), 512 * (number // 4), 512, 512))\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "out.tif")]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert f"DiskFullError: {tmp_path / 'out.tif'} is not whole on the disk" in done.stderr
    assert not list(tmp_path.iterdir())


def test_unwritten_blocks_are_nodata(tmp_path: Path) -> None:
    crs, transform = GRIDS["projected"]
    grid = Grid(crs, transform, 1100, 600)
    with GeoTiffWriter(tmp_path / "out.tif", RasterProfile(grid, "uint8", 255, ["a"])) as writer:
        writer.write(np.full((1, 100, 100), 9, np.uint8), Window(0, 0, 100, 100))
    with rasterio.open(tmp_path / "out.tif") as written:
        band = written.read(1)
    assert (band[:100, :100] == 9).all()
    band[:100, :100] = 255
    assert (band == 255).all()


def test_sidecar_of_an_overwritten_raster_goes(tmp_path: Path) -> None:
    crs, transform = GRIDS["projected"]
    stale = tmp_path / "out.tif.aux.xml"
    stale.write_text("<PAMDataset/>")
    _write(tmp_path / "out.tif", Grid(crs, transform, 60, 40), np.zeros((3, 40, 60), np.uint8))
    assert not stale.exists()


def test_reading_beyond_the_raster_gives_the_fill_value(make_raster: RasterFactory, town: np.ndarray) -> None:
    with open_raster(make_raster(town)) as dataset:
        corner = read_padded(dataset, Window(-5, -3, 20, 10), fill=99)
        outside = read_padded(dataset, Window(500, 500, 4, 4), fill=99)
    np.testing.assert_array_equal(corner[0, 3:, 5:], town[:7, :15])
    assert (corner[0, :3] == 99).all()
    assert (corner[0, :, :5] == 99).all()
    assert (outside == 99).all()


def test_missing_files_folders_and_other_files_are_named(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("no raster")
    with pytest.raises(InputError, match=r"There is no file .*gone\.tif"):
        open_raster(tmp_path / "gone.tif")
    with pytest.raises(InputError, match="is a folder"):
        open_raster(tmp_path)
    with pytest.raises(InputError, match=r"notes\.txt is not a raster"):
        open_raster(text)
