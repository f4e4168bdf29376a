from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from satsyn_core import __version__
from satsyn_core.batch import read_list
from satsyn_core.contract.errors import InputError
from tests.support.paths import REPOSITORY
from tests.support.rasters import RasterFactory

# One second, and what a busy test machine adds to it.
SECONDS_TO_STOP = 30
"""Far less than the job takes, far more than a busy machine needs to end it."""
COMMAND = [sys.executable, "-m", "satsyn_core"]


def _run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, arguments)], cwd=REPOSITORY, capture_output=True, text=True, check=False)


def test_json_is_the_last_line_on_stdout(
    make_raster: RasterFactory, town: np.ndarray, tiny_model: Path, tmp_path: Path
) -> None:
    values = town.astype(np.int16)
    values[0] = -9999
    output = tmp_path / "imagery.tif"
    done = _run(
        *("generate-imagery", "--landcover", make_raster(values), "--model", tiny_model, "--output", output, "--json"),
        *("--classes", "-9999=nodata", "1=water", "2=land", "3=road", "4=vegetation", "5=building"),
    )
    assert done.returncode == 0, done.stderr
    outputs = json.loads(done.stdout.splitlines()[-1])["outputs"]
    assert json.loads(outputs.pop("MATCH"))["matched_by"] == "CLASSES"
    assert outputs == {"OUTPUT": str(output), "PIXELS": 149 * 210}
    assert "-9999 = nodata" in done.stderr
    with rasterio.open(output) as written:
        assert written.shape == (150, 210)


def test_bad_input_is_a_sentence_on_stderr_and_exit_code_2(tmp_path: Path) -> None:
    done = _run("generate-imagery", "--landcover", tmp_path / "gone.tif", "--output", tmp_path / "out.tif")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().endswith(".")
    assert done.stdout == ""
    assert not list(tmp_path.iterdir())


def test_data_and_packages_of_other_programs_are_not_used(
    make_raster: RasterFactory, town: np.ndarray, tiny_model: Path, tmp_path: Path
) -> None:
    """Nor is what lies in the current folder, also in the process that builds overviews."""
    names = "<CategoryNames><Category/>" + "".join(
        f"<Category>{name}</Category>" for name in ("water", "land", "road", "vegetation", "building")
    )
    landcover = make_raster(np.tile(town[:32], (1, 10)))
    make_raster.sidecar(landcover, f"{names}</CategoryNames>")
    other, here = tmp_path / "other", tmp_path / "here"
    for folder in (other, here):
        folder.mkdir()
        for package in ("affine", "rasterio", "torch"):
            (folder / f"{package}.py").write_text("raise RuntimeError('of another Python')")
    # PyTorch imports it where it is there, and the environment has none.
    (here / "opt_einsum.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    foreign = dict.fromkeys(("PROJ_LIB", "PROJ_DATA", "GDAL_DATA", "GDAL_DRIVER_PATH"), str(other))
    foreign["PYTHONPATH"] = os.pathsep.join([str(other), str(REPOSITORY)])
    options = ["--landcover", str(landcover), "--model", str(tiny_model), "--output", str(tmp_path / "imagery.tif")]
    done = subprocess.run(
        [*COMMAND, "generate-imagery", *options],
        **{"cwd": here, "env": {**os.environ, **foreign}, "capture_output": True, "text": True, "check": False},
    )
    assert done.returncode == 0, done.stderr
    with rasterio.open(landcover) as given, rasterio.open(tmp_path / "imagery.tif") as written:
        assert written.crs == given.crs
        assert written.overviews(1)
    assert not (tmp_path / "ran").exists()


def test_interrupt_stops_the_job_and_leaves_no_file(
    make_raster: RasterFactory, tiny_model: Path, tmp_path: Path
) -> None:
    path = make_raster(np.ones((3000, 3000), np.uint8))
    arguments = ["--landcover", str(path), "--model", str(tiny_model), "--output", str(tmp_path / "out.tif")]
    with subprocess.Popen(
        [*COMMAND, "generate-imagery", *arguments],
        cwd=REPOSITORY,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stderr
        for line in process.stderr:
            if line.startswith("Model"):
                break
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(SECONDS_TO_STOP) == 130
    assert [file for file in tmp_path.iterdir() if file.is_file()] == [path]


def _handled(process: int, kind: str) -> set[int]:
    """Return the numbers of the signals that a process ignores ("SigIgn") or handles ("SigCgt")."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    mask = int(next(line for line in status.splitlines() if line.startswith(kind)).split()[1], 16)
    return {number for number in range(1, 65) if mask >> (number - 1) & 1}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the moment shows in /proc alone")
@pytest.mark.parametrize("is_ignored", [False, True], ids=["heard", "ignored by the parent"])
@pytest.mark.parametrize("seconds_later", [0, 0.05])
def test_interrupt_while_it_starts(
    is_ignored: bool, seconds_later: float, make_raster: RasterFactory, tiny_model: Path, tmp_path: Path
) -> None:
    ignore = (lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if is_ignored else None
    # Only a job that takes long is certain not to have ended before the signal comes.
    path = make_raster(np.ones((16, 16) if is_ignored else (3000, 3000), np.uint8))
    output = tmp_path / "imagery.tif"
    options = ["--landcover", str(path), "--classes", "1=land", "--model", str(tiny_model), "--output", str(output)]
    command = [*COMMAND, "generate-imagery", *options]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=REPOSITORY, preexec_fn=ignore, **pipes) as process:
        # Python itself handles SIGINT from its start on, but not SIGTERM.
        while signal.SIGTERM not in _handled(process.pid, "SigCgt"):
            time.sleep(0.001)
        time.sleep(seconds_later)
        os.kill(process.pid, signal.SIGINT)
        stdout, stderr = process.communicate(timeout=SECONDS_TO_STOP)
    assert "Traceback" not in stderr
    assert output.exists() == is_ignored
    if is_ignored:
        assert process.returncode == 0, stderr
        assert str(output) in stdout
    else:
        assert (process.returncode, stdout) == (130, "")
        assert stderr.strip().splitlines()[-1] == "The job was cancelled; no output was written."


@pytest.mark.parametrize("module", ["satsyn_core", "satsyn_core.worker"])
def test_a_module_of_pythons_own_is_not_taken_from_the_working_folder(module: str, tmp_path: Path) -> None:
    for name in ("__future__", "argparse", "json", "pathlib", "signal", "typing"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('of a stranger')")
    done = subprocess.run(
        [sys.executable, "-m", module, "--version"],
        **{"cwd": tmp_path, "env": {**os.environ, "PYTHONPATH": str(REPOSITORY)}, "input": "{}"},
        **{"capture_output": True, "text": True, "check": False},
    )
    assert "of a stranger" not in done.stderr
    assert "SatSyn 0" in done.stdout or "The worker expects" in done.stdout


def test_a_job_ends_well_though_the_terminal_cannot_show_a_name(make_raster: RasterFactory, tmp_path: Path) -> None:
    path = make_raster(np.ones((8, 8), np.uint8))
    output = tmp_path / "Übersicht.json"
    done = subprocess.run(
        [*COMMAND, "describe-landcover", "--landcover", str(path), "--output", str(output)],
        **{"cwd": REPOSITORY, "env": {**os.environ, "PYTHONIOENCODING": "ascii"}},
        **{"capture_output": True, "text": True, "check": False},
    )
    assert done.returncode == 0, done.stderr
    assert "\\xdcbersicht.json" in done.stdout
    assert output.is_file()


def test_a_job_ends_well_though_nobody_reads_what_it_says(tiny_model: Path, tmp_path: Path) -> None:
    """As in `satsyn describe-model | head -1`, `2>&-` or a folder that is removed."""
    words = shlex.join([*COMMAND, "describe-model", "--model", str(tiny_model)])
    here = {"PYTHONPATH": str(REPOSITORY), "PATH": os.environ["PATH"]}
    gone = tmp_path / "gone"
    gone.mkdir()
    scripts = {
        f"{words} | true; exit ${{PIPESTATUS[0]}}": (0, ""),
        f"{words} 2>&1 >/dev/null | true; exit ${{PIPESTATUS[0]}}": (0, ""),
        f"{words} 2>&- >/dev/null": (0, ""),
        f"{words} >&- 2>&-": (0, ""),
        f"cd {gone}; rmdir {gone}; {words} > /dev/null": (2, "The current folder is gone"),
    }
    for script, (code, sentence) in scripts.items():
        done = subprocess.run(["bash", "-c", script], env=here, capture_output=True, text=True, check=False)
        assert (done.returncode, "Traceback" in done.stderr) == (code, False), (script, done.stderr)
        assert sentence in done.stderr


def test_without_stderr_a_job_runs_and_failures_are_said_on_stdout(
    make_raster: RasterFactory, town: np.ndarray, tiny_model: Path, tmp_path: Path
) -> None:
    output = tmp_path / "imagery.tif"
    words = shlex.join([*COMMAND, "generate-imagery", "--model", str(tiny_model), "--output", str(output)])
    scripts = {
        f"{words} --landcover {make_raster(town)} 2>&- <&-": (0, f"OUTPUT: {output}"),
        f"{words} --landcover {tmp_path}/gone.tif 2>&-": (2, "There is no file"),
        f"{words} --landcove {tmp_path}/gone.tif 2>&-": (2, "--landcover"),
    }
    for script, (code, sentence) in scripts.items():
        done = subprocess.run(["bash", "-c", script], cwd=REPOSITORY, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (code, ""), done.stdout
        assert sentence in done.stdout


def test_help_and_version_say_what_there_is() -> None:
    overview, help_text, version = _run("--help"), _run("generate-imagery", "--help"), _run("--version")
    assert "generate-imagery" in overview.stdout
    assert "--block-size N" in help_text.stdout
    words = " ".join(help_text.stdout.split())
    assert "Default: 1024." in words
    assert "From 0 to 1. Default: 1.0." in words
    assert __version__ in version.stdout


@pytest.mark.parametrize(
    "arguments", [["generate-imagery"], ["make-coffee"], ["generate-imagery", "--colour", "red"], []]
)
def test_wrong_usage_has_exit_code_2(arguments: list[str]) -> None:
    done = _run(*arguments)
    assert done.returncode == 2
    assert "usage:" in done.stderr if arguments else "generate-imagery  " in done.stdout and "examples:" in done.stdout


def test_environment_is_described() -> None:
    done = _run("environment", "--json")
    outputs = json.loads(done.stdout)["outputs"]
    assert outputs["INTERPRETER"] == sys.executable
    assert f"rasterio {rasterio.__version__}" in outputs["VERSIONS"]
    assert "torch" in outputs["VERSIONS"]
    assert outputs["DEVICE"].startswith(("cpu", "cuda"))
    assert outputs["NEXT_STEP"]


def test_environment_is_created_elsewhere_and_the_sentence_says_where() -> None:
    done = _run("environment", "--action", "create")
    assert done.returncode == 2
    assert "python3 -m venv" in done.stderr


def test_the_bundled_model_has_a_picture_of_samples() -> None:
    done = _run("describe-model", "--json")
    assert done.returncode == 0, done.stderr
    samples = json.loads(done.stdout)["outputs"]["SAMPLES"]
    assert samples in done.stderr
    assert Path(samples).read_bytes().startswith(b"\xff\xd8")


@pytest.mark.parametrize(("name", "bands"), [("urban-vhr", 3), ("tokyo-vhr", 3), ("sentinel2-rgbn", 4)])
def test_bundled_models_are_called_by_their_names(name: str, bands: int) -> None:
    done = _run("describe-model", "--model", name, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["outputs"]["BANDS"] == bands
    assert f"Name: {name}" in done.stderr


def test_model_is_described(tiny_model: Path) -> None:
    done = _run("describe-model", "--model", tiny_model, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["outputs"] == {
        "KIND": "generator",
        "CLASSES": "1=water, 2=land, 3=road, 4=vegetation, 5=building",
        "BANDS": 3,
        "PIXEL_SIZE": 1.0,
        "SAMPLES": None,
    }
    assert "building, drawn for BUILDINGS" in done.stderr
    assert "Licence: CC0-1.0" in done.stderr


def test_a_list_of_jobs_is_done_in_one_process_and_goes_on_after_a_failure(tiny_model: Path, tmp_path: Path) -> None:
    jobs = [
        {"job": "describe-model", "parameters": {"MODEL": str(tmp_path / "gone.safetensors")}},
        {"job": "describe-model", "parameters": {"MODEL": str(tiny_model)}},
    ]
    listed = tmp_path / "jobs.txt"
    listed.write_text("\n\n".join(map(json.dumps, jobs)))
    done = _run("batch", listed)
    assert done.returncode == 2, done.stderr
    failed, described = map(json.loads, done.stdout.splitlines())
    assert (failed["line"], failed["error"]["kind"], described["line"]) == (1, "input", 3)
    assert described["outputs"]["KIND"] == "generator"
    assert "Line 1 of" in done.stderr
    listed.write_text('{"job": "describe-model"}\n' + "[" * 100_000)
    refused = _run("batch", listed)
    assert refused.returncode == 2
    assert refused.stderr.startswith("Line 2 of")
    assert refused.stdout == ""


def _imagery(**parameters: object) -> dict[str, Any]:
    return {"job": "generate-imagery", "parameters": {"LANDCOVER": "town.tif", **parameters}}


@pytest.mark.parametrize("shard", [None, "1/2"], ids=["at once", "block by block"])
def test_interrupt_of_a_list_says_that_jobs_before_keep_their_outputs_and_what_stays_of_the_next(
    shard: str | None, make_raster: RasterFactory, tiny_model: Path, tmp_path: Path
) -> None:
    """A job for a shard keeps its blocks in a work folder, as every long one does."""
    small, large = (make_raster(np.ones((side, side), np.uint8), name=f"{side}.tif") for side in (16, 3000))
    outputs = [tmp_path / "first.tif", tmp_path / "second.tif"]
    usual = {"CLASSES": "1=land", "MODEL": str(tiny_model), "BLOCK_SIZE": 64}
    jobs = [
        _imagery(LANDCOVER=str(cover), OUTPUT=str(output), SHARD=part, **usual)
        for cover, output, part in zip((small, large), outputs, (None, shard), strict=True)
    ]
    listed = tmp_path / "jobs.txt"
    listed.write_text("\n".join(map(json.dumps, jobs)))
    work = tmp_path / "second.tif.generating"

    def blocks() -> list[Path]:
        return list(work.glob("*/blocks_*/[!.]*"))

    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([*COMMAND, "batch", str(listed)], cwd=REPOSITORY, **pipes) as process:
        assert process.stdout
        assert json.loads(process.stdout.readline())["outputs"]["OUTPUT"] == str(outputs[0])
        while shard and not blocks():
            assert process.poll() is None, "the list ended before it was to be stopped"
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGINT)
        stdout, stderr = process.communicate(timeout=SECONDS_TO_STOP)
    assert (process.returncode, stdout) == (130, "")
    last = stderr.strip().splitlines()[-1]
    assert last.startswith("The list of jobs was cancelled: jobs that were done keep their outputs, and ")
    assert "no output was written" not in stderr
    assert [output.exists() for output in outputs] == [True, False]
    assert bool(blocks()) == bool(shard)
    if shard:
        assert last.endswith(f"is not complete. What is done stays in {work}: run the same again to go on with it.")
    else:
        assert last.endswith("and no other output was written.")
        assert not work.exists()


def test_a_list_that_ends_by_force_says_what_stays_of_the_job_that_was_running() -> None:
    script = """if True:
        import functools, time
        from satsyn_core.command_line import last_word
        from satsyn_core.contract.errors import stays_when_cancelled
        from satsyn_core.process.stopping import Stopper
        stopper = Stopper(functools.partial(last_word, "batch"))
        with stays_when_cancelled(lambda: "What is done stays in a.tif.generating."):
            stopper.request()
            time.sleep(600)  # as a library that lets nobody interrupt it
    """
    done = subprocess.run(
        [sys.executable, "-c", script],
        **{"cwd": REPOSITORY, "capture_output": True, "text": True, "check": False, "timeout": SECONDS_TO_STOP},
    )
    assert done.returncode == 130
    assert done.stderr.strip().startswith(
        "The list of jobs was cancelled: jobs that were done keep their outputs, and "
    )
    assert done.stderr.strip().endswith("is not complete. What is done stays in a.tif.generating.")


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"VARIANTS": 300_000}, "VARIANTS must be at most 999"),
        ({"RESUME": "yes"}, "RESUME"),
        ({"COLOUR": "red"}, "has no parameter COLOUR"),
        ({"LANDCOVER": ""}, "needs a value for LANDCOVER"),
    ],
)
def test_a_list_with_a_value_that_a_job_cannot_have_is_refused_before_the_first_job(
    parameters: dict[str, object], sentence: str, tmp_path: Path
) -> None:
    listed = tmp_path / "jobs.txt"
    jobs = [{"job": "describe-model"}, _imagery(OUTPUT=str(tmp_path / "a.tif"), **parameters)]
    listed.write_text("\n".join(map(json.dumps, jobs)))
    with pytest.raises(InputError, match=rf"^Line 2 of .*jobs\.txt: .*{sentence}"):
        read_list(str(listed))


def test_a_list_in_which_a_variant_is_the_output_of_another_job_is_refused(tmp_path: Path) -> None:
    jobs = [
        _imagery(OUTPUT=str(tmp_path / "a.tif"), VARIANTS=2),
        _imagery(OUTPUT=str(tmp_path / "a_2.tif")),
    ]
    listed = tmp_path / "jobs.txt"
    for two in (2, 2.0, "2"):
        jobs[0]["parameters"]["VARIANTS"] = two
        listed.write_text("\n".join(map(json.dumps, jobs)))
        with pytest.raises(InputError, match=r"Lines 1 and 2 of .* have the same OUTPUT, .*a_2\.tif"):
            read_list(str(listed))
    jobs[0]["parameters"]["VARIANTS"] = 1
    listed.write_text("\n".join(map(json.dumps, jobs)))
    assert len(read_list(str(listed))) == 2


def test_a_name_of_a_list_may_hold_any_letter(tmp_path: Path) -> None:
    listed = tmp_path / "jobs.txt"
    name = "sea\u2028shore.tif"
    request = _imagery(LANDCOVER=name, OUTPUT="sea.tif")
    listed.write_text(json.dumps(request, ensure_ascii=False) + "\r\n", encoding="utf-8", newline="")
    assert read_list(str(listed))[0].parameters["LANDCOVER"] == name


def test_lists_given_in_parts_are_joined_and_a_second_single_value_is_refused(tiny_model: Path, tmp_path: Path) -> None:
    two = ("--imagery", "a.tif", "--landcover", "b.tif", "--imagery", "c.tif", "--imagery", "d.tif")
    done = _run("train-generator", *two, "--landcover", "e.tif", "--output", tmp_path / "m.safetensors")
    assert "IMAGERY has 3 rasters and LANDCOVER has 2" in done.stderr
    done = _run("describe-model", "--model", tiny_model, "--model", tiny_model)
    assert done.returncode == 2
    assert "--model is given twice: leave one of them out." in done.stderr


def test_a_list_whose_jobs_write_the_same_output_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    names = [str(tmp_path / "same.tif"), str(tmp_path / "link" / "same.tif")]
    jobs = [_imagery(OUTPUT=name) for name in names]
    listed = tmp_path / "jobs.txt"
    listed.write_text("\n".join(map(json.dumps, jobs)))
    with pytest.raises(InputError, match=r"Lines 1 and 2 of .* have the same OUTPUT, .*same\.tif"):
        read_list(str(listed))
    landcovers = {"BEFORE": "before.tif", "AFTER": "after.tif"}
    outputs = {"OUTPUT_BEFORE": names[0], "OUTPUT_AFTER": names[1], "CHANGE": str(tmp_path / "mask.tif")}
    listed.write_text(json.dumps({"job": "generate-change", "parameters": {**landcovers, **outputs}}))
    with pytest.raises(
        InputError, match=r"Line 1 of .* has the same path in OUTPUT_BEFORE and OUTPUT_AFTER, .*same\.tif: give"
    ):
        read_list(str(listed))
    for number, job in enumerate(jobs, start=1):
        job["parameters"]["shard"] = f"{number}/2"
    listed.write_text("\n".join(map(json.dumps, jobs)))
    assert len(read_list(str(listed))) == 2
