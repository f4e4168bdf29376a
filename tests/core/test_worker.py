from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio

from tests.support.paths import REPOSITORY
from tests.support.rasters import RasterFactory

# One second, and what a busy test machine adds to it.
SECONDS_TO_STOP = 30
"""Far less than the job takes, far more than a busy machine needs to end it."""


class Worker:
    """The real worker process, started as QGIS starts it."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "satsyn_core.worker", *arguments],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def send(self, message: object) -> None:
        assert self.process.stdin
        self.process.stdin.write((json.dumps(message) + "\n").encode())
        self.process.stdin.flush()

    def events(self) -> Iterator[dict[str, Any]]:
        assert self.process.stdout
        for line in self.process.stdout:
            yield _strictly(line)

    def wait_for_block(self) -> None:
        for event in self.events():
            if event["event"] == "progress" and event["message"].startswith("Block"):
                return
            assert event["event"] != "error", event
        pytest.fail("The worker ended before its first block.")

    def end(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()


def _strictly(line: bytes | str) -> Any:
    """Read JSON as other programs than Python do: without NaN and infinity."""
    return json.loads(line, parse_constant=pytest.fail)


@pytest.fixture
def worker() -> Iterator[Worker]:
    started = Worker()
    yield started
    if started.process.poll() is None:
        started.process.kill()
    started.process.wait()


@pytest.fixture
def order(make_raster: RasterFactory, town: np.ndarray, tiny_model: Path, tmp_path: Path) -> dict[str, Any]:
    parameters = {
        "landcover": str(make_raster(town)),
        "output": str(tmp_path / "imagery.tif"),
        "model": str(tiny_model),
    }
    return {"job": "generate-imagery", "parameters": parameters}


def test_job_gives_progress_log_and_result_as_lines_of_json(
    worker: Worker, order: dict[str, Any], tmp_path: Path
) -> None:
    worker.send(order)
    events = list(worker.events())
    assert worker.process.wait(10) == 0
    assert {event["event"] for event in events} == {"progress", "log", "result"}
    assert events[-1]["event"] == "result"
    outputs = events[-1]["outputs"]
    assert (outputs["OUTPUT"], outputs["PIXELS"]) == (str(tmp_path / "imagery.tif"), 150 * 210)
    with rasterio.open(tmp_path / "imagery.tif") as written:
        assert written.shape == (150, 210)


def _cancel(worker: Worker) -> None:
    worker.send({"cancel": True})


def _die(worker: Worker) -> None:
    worker.end()


def _terminate(worker: Worker) -> None:
    os.kill(worker.process.pid, signal.SIGTERM)


@pytest.mark.parametrize("stop", [_cancel, _die, _terminate])
@pytest.mark.parametrize("block_size", [64, 2048], ids=["between blocks", "in a long computation"])
def test_worker_stops_and_leaves_no_file(
    stop: Callable[[Worker], None],
    block_size: int,
    worker: Worker,
    order: dict[str, Any],
    make_raster: RasterFactory,
    tmp_path: Path,
) -> None:
    path = make_raster(np.kron(np.arange(1, 5, dtype=np.uint8).reshape(2, 2), np.ones((1500, 1500), np.uint8)))
    order["parameters"] |= {"landcover": str(path), "block_size": block_size, "engine": "torch"}
    worker.send(order)
    worker.wait_for_block()
    stop(worker)
    exit_code = worker.process.wait(SECONDS_TO_STOP)
    assert exit_code == 130
    assert [file for file in tmp_path.iterdir() if file.is_file()] == [path]
    assert list(worker.events())[-1]["kind"] == "cancelled"


def test_bad_input_is_an_error_event_with_a_sentence(worker: Worker, order: dict[str, Any]) -> None:
    order["parameters"]["landcover"] += ".gone"
    worker.send(order)
    error = list(worker.events())[-1]
    assert (error["event"], error["kind"]) == ("error", "input")
    assert "There is no file" in error["message"]
    assert worker.process.wait(10) == 2


@pytest.mark.parametrize(
    "message", [{"job": "make-coffee"}, {"task": 1}, "hello", {"job": "environment", "parameters": 3}]
)
def test_orders_that_are_none_are_refused(message: object, worker: Worker) -> None:
    worker.send(message)
    assert [event["kind"] for event in worker.events()] == ["input"]
    assert worker.process.wait(10) == 2


def test_a_number_that_there_is_none_of_is_null() -> None:
    code = (
        "import math; from satsyn_core import worker_process as w; events = w.EventStream(1); "
        "w.EventReporter(w.JobEvents(events, {}), lambda: None).metric('mean_iou', 3, math.nan); "
        "events.send('result', outputs={'MEAN_IOU': math.nan, 'LIST': [1.5, -math.inf], 'STEPS': 3})"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert list(map(_strictly, done.stdout.splitlines())) == [
        {"event": "metric", "name": "mean_iou", "step": 3, "value": None},
        {"event": "result", "outputs": {"MEAN_IOU": None, "LIST": [1.5, None], "STEPS": 3}},
    ]


def test_nan_in_an_order_is_refused_with_the_limits(worker: Worker, order: dict[str, Any]) -> None:
    order["parameters"]["pixel_size"] = float("nan")
    worker.send(order)
    error = list(worker.events())[-1]
    assert (error["kind"], error["message"]) == ("input", "PIXEL_SIZE must be at least 0.001, not nan.")
    assert worker.process.wait(10) == 2


def test_what_libraries_print_does_not_reach_the_events() -> None:
    code = (
        "import os; from satsyn_core import worker_process as w; events = w._claim_stdout(); "
        "print('from Python', flush=True); os.write(1, b'from C'); w.EventStream(events).send('log', text='event')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {"event": "log", "text": "event"}
    assert "from Python" in done.stderr
    assert "from C" in done.stderr


def test_a_worker_that_stays_does_job_after_job_and_drops_cancelled_ones(
    order: dict[str, Any], make_raster: RasterFactory, tmp_path: Path
) -> None:
    worker = Worker("--stay")
    large = make_raster(np.kron(np.arange(1, 5, dtype=np.uint8).reshape(2, 2), np.ones((800, 800), np.uint8)))
    long = {**order, "parameters": {**order["parameters"], "landcover": str(large), "block_size": 64}}
    try:
        worker.send({**order, "id": 1})
        events = worker.events()
        first = next(event for event in events if event["event"] in ("result", "error"))
        assert (first["event"], first["id"]) == ("result", 1)
        worker.send({**long, "id": 2})
        worker.wait_for_block()
        worker.send({**long, "id": 3})
        worker.send({"cancel": True})
        worker.send({**order, "id": 4, "parameters": {**order["parameters"], "classes": "1=sea"}})
        worker.send({**order, "id": 5})
        last = [event for _, event in zip(range(4), _ends(worker), strict=False)]
        assert [(event["id"], event.get("kind", "done")) for event in last] == [
            (2, "cancelled"),
            (3, "cancelled"),
            (4, "input"),
            (5, "done"),
        ]
        worker.end()
        worker.process.wait(SECONDS_TO_STOP)
    finally:
        worker.process.kill()
        worker.process.wait()
    assert sorted(path.name for path in tmp_path.glob("imagery*")) == ["imagery.tif"]


def _ends(worker: Worker) -> Iterator[dict[str, Any]]:
    return (event for event in worker.events() if event["event"] in ("result", "error"))


def test_a_worker_that_nobody_asks_ends_and_keeps_no_log_open(order: dict[str, Any], tmp_path: Path) -> None:
    worker = Worker("--stay", "1")
    log = tmp_path / "job.log"
    log.touch()
    try:
        worker.send({**order, "log": str(log)})
        ready = next(event for event in worker.events() if event["event"] in ("ready", "error"))
        assert ready == {"event": "ready"}
        assert (tmp_path / "imagery.tif").is_file()
        open_files = {os.readlink(entry) for entry in Path(f"/proc/{worker.process.pid}/fd").iterdir()}  # noqa: PTH115
        assert not [path for path in open_files if path.startswith(str(tmp_path))]
        assert worker.process.wait(SECONDS_TO_STOP) == 0
    finally:
        worker.process.kill()
        worker.process.wait()
