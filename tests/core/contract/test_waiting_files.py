"""A GeoPackage that another program locks, and pipes, are refused in a sentence, and not waited for."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.folder_names import FEW
from satsyn_core.contract.waiting_files import refuse_waiting
from satsyn_core.jobs import run_job
from satsyn_core.raster.reading import open_raster
from tests.support.proposals import refusal
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.vector_layers import write_town


@pytest.fixture
def layers(tmp_path: Path) -> Path:
    path = tmp_path / "the town.gpkg"
    write_town(path)
    return path


@pytest.fixture
def locked(layers: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("satsyn_core.contract.waiting_files._PATIENCE_SECONDS", 0.1)
    with closing(sqlite3.connect(layers, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield layers


@pytest.mark.parametrize("name", ["{}", "{}|layername=landcover", "GPKG:{}:landcover"])
def test_a_locked_geopackage_is_named_as_such(name: str, locked: Path) -> None:
    values = {"landcover": name.format(locked)}
    words = (
        "wait until it is done, save or discard the edits there, or close the file in it.* Or use a copy of the file"
    )
    with refusal(words) as said:
        run_job("describe-landcover", values, RecordingReporter())
    copy = shutil.copy(locked, locked.with_name("copy.gpkg"))
    refuse_waiting(name.format(copy))
    said.followed()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_a_pipe_beside_a_raster_or_behind_a_mosaic_is_refused(make_raster: RasterFactory, tmp_path: Path) -> None:
    raster = make_raster(np.ones((8, 8), np.uint8))
    refuse_waiting(str(raster))
    mosaic = tmp_path / "mosaic.vrt"
    mosaic.write_text(f"<VRTDataset><SourceFilename relativeToVRT='1'>{raster.name}</SourceFilename></VRTDataset>")
    refuse_waiting(str(mosaic))
    for side in (".aux.xml", ".msk", ".ovr", ".vat.dbf"):
        pipe = Path(f"{raster}{side}")
        os.mkfifo(pipe)
        for name in (raster, mosaic):
            with pytest.raises(InputError, match=rf"{side} is a pipe, a device or the like, and would be read with"):
                open_raster(name)
        pipe.unlink()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
def test_a_pipe_beside_one_of_many_tiles_is_refused(tmp_path: Path) -> None:
    names = [f"{number}.tif" for number in range(2 * FEW)]
    for name in names:
        (tmp_path / name).touch()
    tiles = "".join(f"<SourceFilename relativeToVRT='1'>{name}</SourceFilename>" for name in names)
    (tmp_path / "mosaic.vrt").write_text(f"<VRTDataset>{tiles}</VRTDataset>")
    refuse_waiting(str(tmp_path / "mosaic.vrt"))
    for name in (names[0], names[-1]):
        os.mkfifo(tmp_path / f"{name}.aux.xml")
        with pytest.raises(InputError, match=rf"/{name}\.aux\.xml is a pipe"):
            refuse_waiting(str(tmp_path / "mosaic.vrt"))
        (tmp_path / f"{name}.aux.xml").unlink()


def test_open_files_with_a_log_and_other_files_are_no_matter(layers: Path) -> None:
    with closing(sqlite3.connect(layers, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("BEGIN EXCLUSIVE")
        refuse_waiting(f"{layers}|layername=roads")
    before = set(layers.parent.iterdir())
    for name in (str(layers), str(layers.parent), f"{layers}.gone", "<VRTDataset/>", "GPKG:", "\0"):
        refuse_waiting(name)
    assert set(layers.parent.iterdir()) == before
