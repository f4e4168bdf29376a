"""The plugin in the real `qgis_process`, in the isolated profile where it is linked as `satsyn`."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest
from assertions import assert_nodata_where_nodata, assert_same_grid, pixels
from osgeo import gdal
from processes import (
    enable_plugin,
    qgis_process,
    run_qgis_process,
    wait_for_unfinished_output,
    wait_for_worker,
    wait_until_gone,
)
from rasters import GRIDS, NORTH_UP, GridKind, town, write_landcover
from released import ALGORITHMS, CHAINS

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample" / "town_landcover.tif"


@pytest.fixture(scope="module", autouse=True)
def enabled_plugin(profile: Path) -> None:
    enable_plugin()


@pytest.fixture
def large_run(model: Path, tmp_path: Path):
    """Start a run that takes long and wait until its worker is writing; return the process and its worker's id."""
    landcover = write_landcover(tmp_path / "large.tif", NORTH_UP, town(8000, 8000))
    folder = tmp_path / "out"
    folder.mkdir()
    # So many variants take long on any machine, and a run that takes long keeps its blocks.
    options = ["BLOCK_SIZE=256", "VARIANTS=100"]
    arguments = [f"LANDCOVER={landcover}", f"MODEL={model}", *options, f"OUTPUT={folder / 'imagery.tif'}"]
    command = [qgis_process(), "run", "satsyn:generateimagery", "--", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        worker = wait_for_worker(process.pid)
        wait_for_unfinished_output(folder)
        yield process, worker, folder
        process.kill()


def test_the_provider_lists_its_algorithms() -> None:
    listing = json.loads(run_qgis_process("--json", "list").stdout)
    assert set(listing["providers"]["satsyn"]["algorithms"]) == ALGORITHMS | CHAINS


def test_the_help_explains_every_parameter() -> None:
    from_json = json.loads(run_qgis_process("--json", "help", "satsyn:generateimagery").stdout)
    for name, parameter in from_json["parameters"].items():
        assert parameter["help"], name


@pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: grid.name)
def test_imagery_lies_on_the_pixels_of_the_land_cover(model: Path, tmp_path: Path, grid: GridKind) -> None:
    landcover = write_landcover(tmp_path / "landcover.tif", grid)
    output = tmp_path / "imagery.tif"
    run = run_qgis_process(
        "--json", "run", "satsyn:generateimagery", "--", f"LANDCOVER={landcover}", f"MODEL={model}", f"OUTPUT={output}"
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["results"]["OUTPUT"] == str(output)
    assert json.loads(run.stdout)["results"]["PIXELS"] > 0
    assert_same_grid(output, landcover)
    assert_nodata_where_nodata(output, landcover)
    assert output.with_suffix(".qml").is_file()


def test_relative_paths_are_those_of_the_caller(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_landcover(tmp_path / "landcover.tif", NORTH_UP)
    monkeypatch.chdir(tmp_path)
    run = run_qgis_process(
        "run", "satsyn:generateimagery", "--", "LANDCOVER=landcover.tif", f"MODEL={model}", "OUTPUT=imagery.tif"
    )
    assert run.returncode == 0, run.stderr
    assert_same_grid(tmp_path / "imagery.tif", tmp_path / "landcover.tif")


def test_bad_input_fails_with_its_sentence_and_without_output(model: Path, tmp_path: Path) -> None:
    values = town()
    values[-5:] = 99
    landcover = write_landcover(tmp_path / "landcover.tif", NORTH_UP, values)
    output = tmp_path / "imagery.tif"
    run = run_qgis_process(
        "run", "satsyn:generateimagery", "--", f"LANDCOVER={landcover}", f"MODEL={model}", f"OUTPUT={output}"
    )
    assert run.returncode != 0
    assert " 99 in " in run.stdout + run.stderr
    assert not output.exists()


def test_a_missing_environment_is_named_with_its_fix(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SATSYN_PYTHON")
    run = run_qgis_process("run", "satsyn:describemodel", "--", f"MODEL={model}")
    assert run.returncode != 0
    assert "'Check or set up the SatSyn environment' with the action 'create'" in run.stdout + run.stderr


def test_a_model_is_described(model: Path) -> None:
    run = run_qgis_process("--json", "run", "satsyn:describemodel", "--", f"MODEL={model}")
    assert run.returncode == 0, run.stderr
    results = json.loads(run.stdout)["results"]
    assert results["KIND"] == "generator"
    assert results["BANDS"] == 3
    assert results["PIXEL_SIZE"] == 1.0
    assert "vegetation" in results["CLASSES"]


def test_the_sample_town_becomes_imagery_with_the_defaults_alone(tmp_path: Path) -> None:
    output = tmp_path / "town.tif"
    x, _, _, y, _, _ = gdal.Open(str(SAMPLE)).GetGeoTransform()
    run = run_qgis_process(
        "--json",
        "run",
        "satsyn:generateimagery",
        "--",
        f"LANDCOVER={SAMPLE}",
        f"EXTENT={x + 600},{x + 856},{y - 956},{y - 700} [EPSG:32640]",
        f"OUTPUT={output}",
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["results"]["PIXELS"] == 256 * 256
    assert pixels(output).shape == (3, 256, 256)
    assert pixels(output).std() > 10


def test_when_qgis_is_killed_the_worker_ends_and_leaves_no_output(large_run) -> None:
    process, worker, folder = large_run
    process.send_signal(signal.SIGKILL)
    wait_until_gone(worker)
    assert [entry.name for entry in folder.iterdir()] == ["imagery.tif.generating"]


def test_when_qgis_is_interrupted_the_worker_ends_and_leaves_no_output(large_run) -> None:
    process, worker, folder = large_run
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) != 0
    wait_until_gone(worker)
    assert [entry.name for entry in folder.iterdir()] == ["imagery.tif.generating"]
