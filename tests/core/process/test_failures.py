from __future__ import annotations

import errno
import importlib
import tempfile
from collections.abc import Callable
from pathlib import Path

import pyogrio
import pytest
import rasterio
import safetensors.numpy
import shapely
from rasterio.crs import CRS
from rasterio.warp import transform

from satsyn_core import __version__
from satsyn_core.contract.atomic_files import complete_or_absent, scratch_folder
from satsyn_core.contract.errors import EnvironmentSetupError, InputError, JobCancelledError, SatSynError
from satsyn_core.process.failures import Failure


@pytest.mark.parametrize(
    ("error", "kind", "exit_code"),
    [
        (InputError("Wrong."), "input", 2),
        (SatSynError("Broken."), "failed", 1),
        (EnvironmentSetupError("Missing."), "environment", 1),
        (JobCancelledError(), "cancelled", 130),
        (KeyboardInterrupt(), "cancelled", 130),
        (MemoryError(), "failed", 1),
        (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"), "failed", 1),
        (RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes."), "failed", 1),
        (RuntimeError("std::bad_alloc"), "failed", 1),
        (OSError(errno.ENOSPC, "No space left on device"), "failed", 1),
        (OSError(errno.EIO, "Input/output error"), "input", 2),
        (ZeroDivisionError("division by zero"), "internal", 1),
    ],
)
def test_every_error_has_a_kind_and_an_exit_code(
    error: BaseException, kind: str, exit_code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    failure = Failure.of(error)
    assert (failure.kind, failure.exit_code) == (kind, exit_code)
    assert failure.message.endswith(".")


def test_a_defect_says_where_to_report_it_with_which_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    message = Failure.of(_raised(lambda: 1 / 0)).message
    (log,) = tmp_path.iterdir()
    assert f"please report it at https://github.com/satsyn/satsyn/issues with the log {log}." in message
    content = log.read_text(encoding="utf-8")
    assert content.startswith(f"SatSyn {__version__}, Python ") and "ZeroDivisionError: division by zero" in content
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    assert "with the lines of the log." in Failure.of(_raised(lambda: 1 / 0)).message


def test_a_full_disk_is_said_without_temporary_names(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with scratch_folder(tmp_path) as folder:
        failure = Failure.of(OSError(errno.ENOSPC, "No space left on device", str(folder / "drawn.tif")))
    assert failure.message.startswith(f"{tmp_path} can't be written, because the disk is full")
    assert "Traceback" not in capfd.readouterr().err


def _raised(action: Callable[[], object]) -> BaseException:
    with pytest.raises(Exception) as raised:
        action()
    return raised.value


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (lambda: rasterio.open("no such raster.tif"), "no such raster.tif"),
        (lambda: transform(CRS.from_epsg(4326), CRS.from_epsg(32640), [0], [95]), "GDAL says PROJ: utm: Invalid"),
        (lambda: CRS.from_user_input("EPSG:999999"), "GDAL says"),
        (lambda: pyogrio.read_info("no such layer.gpkg"), "no such layer.gpkg"),
        (lambda: shapely.from_wkt("POLYGON ((0 0, 1"), "Fix geometries"),
        (lambda: safetensors.numpy.load(b"short"), "damaged or incomplete"),
        (
            lambda: Path("no such file").read_text(encoding="utf-8"),
            "no such file can't be used: No such file or directory",
        ),
        (lambda: b"\xff".decode("utf-8"), "can't be read as UTF-8"),
        (lambda: Path("a" * 300).touch(), "aaa is too long for its disk: choose a shorter name"),
        (lambda: Path(__file__).joinpath("inner").read_bytes(), "Not a directory"),
    ],
)
def test_errors_that_input_causes_in_libraries_are_sentences_about_the_input(
    action: Callable[[], object], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    failure = Failure.of(_raised(action))
    assert (failure.kind, failure.exit_code) == ("input", 2)
    assert words in failure.message
    assert "defect" not in failure.message
    assert "Traceback" not in capsys.readouterr().err


def test_a_full_disk_is_no_defect_and_the_file_is_named() -> None:
    message = Failure.of(OSError(errno.ENOSPC, "No space left on device", "imagery.tif")).message
    assert message.startswith("imagery.tif can't be written, because the disk is full")


def test_missing_package_is_named_with_the_way_to_install_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ModuleNotFoundError) as missing:
        importlib.import_module("a_package_that_is_not_there")
    failure = Failure.of(missing.value)
    assert failure.kind == "environment"
    assert "lacks the package a_package_that_is_not_there" in failure.message
    assert "requirements.txt" in failure.message


def test_traceback_of_a_defect_goes_to_stderr_alone(capsys: pytest.CaptureFixture[str]) -> None:
    failure = Failure.of(ZeroDivisionError("division by zero"))
    captured = capsys.readouterr()
    assert "ZeroDivisionError" in captured.err
    assert captured.out == ""
    assert "Traceback" not in failure.message


def test_sentences_have_the_names_of_outputs_and_not_of_temporary_files(tmp_path: Path) -> None:
    target = tmp_path / "two words.v2.tif"
    with complete_or_absent(target) as temporary:
        message = Failure.of(SatSynError(f"Writing {temporary} failed; '{temporary.name}' is cut.")).message
        assert temporary.name not in message
        assert message == f"Writing {target} failed; '{target.name}' is cut."
        temporary.touch()
