"""A GeoPackage that another program holds locked is called by that, and not no raster."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.locked_databases import refuse_locked
from satsyn_core.jobs import run_job
from tests.support.rasters import RecordingReporter
from tests.support.vector_layers import write_town


@pytest.fixture
def layers(tmp_path: Path) -> Path:
    path = tmp_path / "the town.gpkg"
    write_town(path)
    return path


@pytest.fixture
def locked(layers: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("satsyn_core.contract.locked_databases._PATIENCE_SECONDS", 0.1)
    with closing(sqlite3.connect(layers, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield layers


@pytest.mark.parametrize("name", ["{}", "{}|layername=landcover", "GPKG:{}:landcover"])
def test_a_locked_geopackage_is_named_as_such(name: str, locked: Path) -> None:
    values = {"landcover": name.format(locked)}
    with pytest.raises(InputError, match=r"the town\.gpkg is locked by another program"):
        run_job("describe-landcover", values, RecordingReporter())


def test_open_files_with_a_log_and_other_files_are_no_matter(layers: Path) -> None:
    with closing(sqlite3.connect(layers, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("BEGIN EXCLUSIVE")
        refuse_locked(f"{layers}|layername=roads")
    before = set(layers.parent.iterdir())
    for name in (str(layers), str(layers.parent), f"{layers}.gone", "<VRTDataset/>", "GPKG:", "\0"):
        refuse_locked(name)
    assert set(layers.parent.iterdir()) == before
