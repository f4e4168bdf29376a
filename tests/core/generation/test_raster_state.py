"""What tells the rasters of a generation from others, and what of them a stopped run passes over."""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray
from rasterio.enums import Resampling

from satsyn_core.contract.errors import JobCancelledError
from satsyn_core.generation.raster_state import named_raster_state, raster_state
from satsyn_core.jobs import run_job
from satsyn_core.raster.reading import open_raster
from tests.support.rasters import GRIDS, RasterFactory, RecordingReporter
from tests.support.resumable_generation import generate_resumably
from tests.support.vector_layers import box, write_layer

Stopped = Callable[..., dict[str, object]]

CRS, TRANSFORM = GRIDS["projected"]


def _pixels(value: int) -> NDArray[np.uint8]:
    return np.full((1, 4, 5), value, np.uint8)


def _mosaic(path: Path, source: str) -> Path:
    left, width, _, top, _, height = TRANSFORM.to_gdal()
    path.write_text(
        f'<VRTDataset rasterXSize="5" rasterYSize="4"><GeoTransform>{left}, {width}, 0, {top}, 0, {height}'
        '</GeoTransform><VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
        f'<SourceFilename relativeToVRT="1">{source}</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>'
    )
    return path


def _build_pyramids(path: Path) -> None:
    """Build them as QGIS does: beside the raster, which keeps its bytes and its time."""
    before, content = path.stat(), path.read_bytes()
    with rasterio.Env(TIFF_USE_OVR=True), rasterio.open(path, "r+") as shown:
        shown.build_overviews([2], Resampling.nearest)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.read_bytes() == content
    assert Path(f"{path}.ovr").exists()


def test_bands_and_tables_of_one_file_are_told_apart(make_raster: RasterFactory, tmp_path: Path) -> None:
    years = make_raster(np.concatenate([_pixels(1), _pixels(2)]), name="years.tif")
    bands = [named_raster_state(f"vrt://{years}?bands={number}") for number in (1, 2)]
    assert bands[0] != bands[1]
    profile = {"driver": "GPKG", "width": 5, "height": 4, "count": 1, "dtype": "uint8", "crs": CRS}
    for number, table in enumerate(("before", "after")):
        with rasterio.open(
            tmp_path / "years.gpkg", "w", **profile, transform=TRANSFORM, RASTER_TABLE=table, APPEND_SUBDATASET="YES"
        ) as dataset:
            dataset.write(_pixels(number))
    tables = [named_raster_state(f"GPKG:{tmp_path}/years.gpkg:{table}") for table in ("before", "after")]
    assert tables[0] != tables[1]


def test_a_change_is_seen_in_a_mosaic_of_a_mosaic(make_raster: RasterFactory, tmp_path: Path) -> None:
    make_raster(_pixels(1), name="tile.tif")
    outer = _mosaic(tmp_path / "outer.vrt", _mosaic(tmp_path / "inner.vrt", "tile.tif").name)
    before = named_raster_state(str(outer))
    assert named_raster_state(str(outer)) == before
    make_raster(_pixels(2), name="tile.tif")
    assert named_raster_state(str(outer)) != before


def test_a_change_is_seen_in_a_tile_of_a_tile_index(make_raster: RasterFactory, tmp_path: Path) -> None:
    make_raster(_pixels(1), name="tile.tif")
    index = write_layer(tmp_path / "all.gti.gpkg", [box(0, 0, 9, 9)], {"location": ["tile.tif"]}, kind="Polygon")
    before = named_raster_state(index)
    assert named_raster_state(index) == before
    make_raster(_pixels(2), name="tile.tif")
    assert named_raster_state(index) != before


def test_a_change_is_seen_in_an_archive(make_raster: RasterFactory, tmp_path: Path) -> None:
    states = []
    for value in (1, 2):
        with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
            archive.write(make_raster(_pixels(value), name="tile.tif"), "tile.tif")
        states.append(named_raster_state(f"/vsizip/{tmp_path}/all.zip/tile.tif"))
    assert states[0] != states[1]


def test_files_that_only_the_format_knows_count(tmp_path: Path) -> None:
    profile = {"driver": "ENVI", "width": 5, "height": 4, "count": 1, "dtype": "uint8", "crs": CRS}
    with rasterio.open(tmp_path / "town.dat", "w", **profile, transform=TRANSFORM) as dataset:
        dataset.write(_pixels(1))
    assert str(tmp_path / "town.hdr") in str(named_raster_state(str(tmp_path / "town.dat")))


def test_pyramids_and_styles_do_not_count_unless_styles_are_asked_for(make_raster: RasterFactory) -> None:
    path = make_raster(np.ones((1, 512, 512), np.uint8))
    before = named_raster_state(str(path))
    path.with_suffix(".qml").write_text("<qgis/>")
    _build_pyramids(path)
    with open_raster(path) as dataset:
        assert f"{path}.ovr" in dataset.files
        assert raster_state(dataset) == before
        assert raster_state(dataset, styles=True) != before


@pytest.fixture
def stopped(tiny_model: Path, tmp_path: Path) -> Stopped:
    """Start a run with a land cover, cancel it when some blocks are done, and return its parameters."""

    def run(landcover: str, **more: object) -> dict[str, object]:
        paths = {"landcover": landcover, "output": str(tmp_path / "imagery.tif"), "model": str(tiny_model)}
        values = {**paths, "scheme": "model", "block_size": 64, "device": "cpu", **more}
        with pytest.raises(JobCancelledError):
            generate_resumably(values, RecordingReporter(cancel_after=14))
        assert list(tmp_path.glob("*.generating/*/blocks_1/[!.]*"))
        return values

    return run


def test_a_run_goes_on_after_pyramids_were_built(
    make_raster: RasterFactory, town: NDArray[np.uint8], stopped: Stopped, reporter: RecordingReporter
) -> None:
    landcover = make_raster(town)
    values = stopped(str(landcover))
    _build_pyramids(landcover)
    run_job("generate-imagery", values, reporter)
    assert "Going on with an earlier run" in reporter.text


def test_a_run_does_not_go_on_with_the_band_of_another_year(
    make_raster: RasterFactory, town: NDArray[np.uint8], stopped: Stopped, tmp_path: Path, reporter: RecordingReporter
) -> None:
    years = make_raster(np.stack([town, np.where(town == 1, 2, town).astype(np.uint8)]), name="years.tif")
    other = {**stopped(f"vrt://{years}?bands=1"), "landcover": f"vrt://{years}?bands=2"}
    run_job("generate-imagery", other, reporter)
    assert re.search(r"holds an unfinished run with other input \([^)]*land cover", reporter.text)
    resumed = (tmp_path / "imagery.tif").read_bytes()
    run_job("generate-imagery", {**other, "output": str(tmp_path / "anew.tif")}, RecordingReporter())
    assert resumed == (tmp_path / "anew.tif").read_bytes()


def test_a_run_that_goes_on_beside_another_one_does_not_say_that_it_starts_anew(
    make_raster: RasterFactory, town: NDArray[np.uint8], stopped: Stopped, reporter: RecordingReporter
) -> None:
    landcover = str(make_raster(town))
    values = stopped(landcover)
    (own,) = Path(f"{values['output']}.generating").iterdir()
    kept = own.rename(own.parent.parent / own.name)
    stopped(landcover, seed=7)
    kept.rename(own)
    run_job("generate-imagery", values, reporter)
    assert "Going on with an earlier run" in reporter.text
    assert "starts anew" not in reporter.text
    assert re.search(r"also holds an unfinished run with other input \([^)]*seed\): its blocks are r", reporter.text)
    assert not own.parent.exists()


def test_a_run_does_not_go_on_after_the_legend_of_the_style_image_was_corrected(
    make_raster: RasterFactory, town: NDArray[np.uint8], stopped: Stopped, tmp_path: Path, reporter: RecordingReporter
) -> None:
    shown = make_raster(town, name="shown.tif", ours=False)
    image = np.stack([np.where(town == value, 200, 40).astype(np.uint8) for value in (1, 2, 3)])
    names = {"1": "water", "2": "land", "3": "road", "4": "vegetation", "5": "building"}
    style = {"style": str(make_raster(image, name="style.tif")), "style_landcover": str(shown)}
    values = stopped(str(make_raster(town)), **style, legends=json.dumps({str(shown): names}))
    corrected = {**values, "legends": json.dumps({str(shown): {**names, "1": "land", "2": "water"}})}
    run_job("generate-imagery", corrected, reporter)
    assert re.search(r"holds an unfinished run with other input \([^)]*style land cover\)", reporter.text)
    resumed = (tmp_path / "imagery.tif").read_bytes()
    run_job("generate-imagery", {**corrected, "output": str(tmp_path / "anew.tif")}, RecordingReporter())
    assert resumed == (tmp_path / "anew.tif").read_bytes()
