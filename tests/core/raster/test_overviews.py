"""Overviews are built in another process, which takes code from nowhere but this process's packages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio

from satsyn_core.contract.errors import JobCancelledError, SatSynError
from satsyn_core.raster.overviews import build_overviews
from tests.support.rasters import RasterFactory, RecordingReporter


def test_overviews_are_in_the_file(tmp_path: Path) -> None:
    path = RasterFactory(tmp_path)(np.arange(4096, dtype=np.uint16).reshape(64, 64))
    build_overviews(path, [2, 4], "nearest", RecordingReporter())
    with rasterio.open(path) as dataset:
        assert dataset.overviews(1) == [2, 4]
        assert set(dataset.read(1, out_shape=(32, 32)).ravel()) <= set(range(4096))


def test_code_in_the_current_folder_does_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = RasterFactory(tmp_path)(np.ones((64, 64), np.uint8))
    trap = tmp_path / "trap"
    trap.mkdir()
    (trap / "rasterio.py").write_text("open('ran', 'w').close()")
    monkeypatch.chdir(trap)
    build_overviews(path, [2], "nearest", RecordingReporter())
    assert not (trap / "ran").exists()


def test_a_file_that_cannot_be_changed_is_named(tmp_path: Path) -> None:
    temporary, target = tmp_path / ".image.12-34.tif", tmp_path / "image.tif"
    temporary.write_bytes(b"II*\0")
    with pytest.raises(SatSynError, match=r"overviews of /.*/image\.tif failed") as raised:
        build_overviews(temporary, [2], "nearest", RecordingReporter(), target)
    assert temporary.name not in str(raised.value)


def test_a_user_can_stop_it(tmp_path: Path) -> None:
    path = RasterFactory(tmp_path)(np.ones((64, 64), np.uint8))
    with pytest.raises(JobCancelledError):
        build_overviews(path, [2], "nearest", RecordingReporter(cancel_after=0))
