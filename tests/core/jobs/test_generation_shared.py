"""One image made by many processes: shards without a scheduler, and a real dask cluster."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from distributed import Client, LocalCluster

from satsyn_core.contract.errors import InputError, JobCancelledError
from satsyn_core.generation.cluster import connected_cluster
from satsyn_core.generation.cluster_worker import RenderOrder
from satsyn_core.generation.request import open_request
from satsyn_core.generator.engine_choice import EngineOptions
from satsyn_core.jobs import job_named, run_job
from tests.support.proposals import Said, follow, refusal
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.vector_layers import box, write_layer, write_town


@pytest.fixture
def landcover(make_raster: RasterFactory, town: np.ndarray) -> Path:
    """A land cover of twelve blocks, one of them without any class."""
    values = town.copy()
    values[:64, 64:128] = 0
    return make_raster(values, nodata=0)


@pytest.fixture
def values(landcover: Path, tiny_model: Path, tmp_path: Path) -> dict[str, Any]:
    paths = {"landcover": str(landcover), "model": str(tiny_model), "output": str(tmp_path / "imagery.tif")}
    return {**paths, "block_size": 64, "device": "cpu", "seed": 5}


@pytest.fixture
def expected(values: dict[str, Any], tmp_path: Path) -> bytes:
    """The bytes of the image that one process makes."""
    output = tmp_path / "expected.tif"
    _run({**values, "output": str(output)})
    return output.read_bytes()


@pytest.fixture(params=["layers", "finer pixels", "edit"])
def special(
    request: pytest.FixtureRequest, values: dict[str, Any], make_raster: RasterFactory, town: np.ndarray, tmp_path: Path
) -> tuple[dict[str, Any], np.ndarray]:
    """A run with vector land cover, with finer pixels or with a mask, and the pixels that one process makes."""
    if request.param == "layers":
        (tmp_path / "layers").mkdir()
        given: dict[str, Any] = {"landcover": write_town(tmp_path / "layers" / "town.gpkg")}
    elif request.param == "finer pixels":
        coarse = make_raster(town[:40, :50], name="coarse.tif")
        with rasterio.open(coarse) as raster:
            given = {"landcover": str(coarse), "pixel_size": raster.res[0] / 3}
    else:
        mask = np.zeros_like(town)
        mask[30:100, 40:90] = 1
        base = np.random.default_rng(1).integers(1, 256, (3, *town.shape), np.uint8)
        masked = {"mask": str(make_raster(mask, name="mask.tif")), "feather": 2}
        given = {**masked, "base_image": str(make_raster(base, nodata=0, name="base.tif"))}
    given = {**values, **given}
    _run({**given, "output": str(tmp_path / "single.tif")})
    return given, _pixels(tmp_path / "single.tif")


def _pixels(path: Path) -> np.ndarray:
    with rasterio.open(path) as file:
        return file.read()


def _run(values: dict[str, Any], reporter: RecordingReporter | None = None) -> dict[str, object]:
    return run_job("generate-imagery", values, reporter or RecordingReporter())


class TestShards:
    @pytest.mark.parametrize("order", list(itertools.permutations("123"))[::2])
    def test_the_last_one_writes_the_bytes_of_a_single_run(
        self, order: tuple[str, ...], values: dict[str, Any], expected: bytes, tmp_path: Path
    ) -> None:
        output = tmp_path / "imagery.tif"
        for number in order[:-1]:
            reporter = RecordingReporter()
            assert _run({**values, "shard": f"{number}/3"}, reporter) == {"PIXELS": 0}
            assert f"Shard {number} of 3 is done" in reporter.text
            assert not output.exists()
        result = _run({**values, "shard": f"{order[-1]}/3"})
        assert (result["OUTPUT"], result["PIXELS"]) == (str(output), 150 * 210 - 64 * 64)
        assert output.read_bytes() == expected
        assert not list(tmp_path.glob("*.generating"))

    def test_a_run_without_shard_does_what_is_missing(
        self, values: dict[str, Any], expected: bytes, tmp_path: Path, reporter: RecordingReporter
    ) -> None:
        _run({**values, "shard": "2/3"})
        _run(values, reporter)
        assert "4 of 12 blocks are done already" in reporter.text
        assert (tmp_path / "imagery.tif").read_bytes() == expected

    def test_a_stopped_one_goes_on(self, values: dict[str, Any], expected: bytes, tmp_path: Path) -> None:
        with pytest.raises(JobCancelledError):
            _run({**values, "shard": "1/2"}, RecordingReporter(cancel_after=5))
        done = len(list(tmp_path.glob("*.generating/*/blocks_1/*.npy")))
        assert 0 < done < 6
        _run({**values, "shard": "1/2"})
        _run({**values, "shard": "2/2"})
        assert (tmp_path / "imagery.tif").read_bytes() == expected

    def test_variants_are_shared_too(self, values: dict[str, Any], tmp_path: Path) -> None:
        values |= {"variants": 2}
        _run({**values, "output": str(tmp_path / "single.tif")})
        _run({**values, "shard": "2/2"})
        _run({**values, "shard": "1/2"})
        for shared, single in (("imagery.tif", "single.tif"), ("imagery_2.tif", "single_2.tif")):
            assert (tmp_path / shared).read_bytes() == (tmp_path / single).read_bytes()

    def test_shards_of_other_runs_do_not_mix(self, values: dict[str, Any], expected: bytes, tmp_path: Path) -> None:
        first, second = RecordingReporter(), RecordingReporter()
        _run({**values, "shard": "1/2", "seed": 6}, first)
        assert "unfinished run" not in first.text
        _run({**values, "shard": "2/2"}, second)
        assert not (tmp_path / "imagery.tif").exists()
        warnings = [text for level, text in second.logs if level == "warning" and "unfinished run" in text]
        assert len(warnings) == 1 and "with other input (seed, style seed)" in warnings[0]
        _run({**values, "shard": "1/2"})
        assert (tmp_path / "imagery.tif").read_bytes() == expected
        # What the other run has done is still of use to it.
        (left,) = tmp_path.glob("*.generating/*")
        assert str(left) in warnings[0]
        _run({**values, "shard": "2/2", "seed": 6})
        assert (tmp_path / "imagery.tif").read_bytes() != expected
        assert not list(tmp_path.glob("*.generating"))

    def test_what_another_run_has_left_is_deleted(
        self, values: dict[str, Any], expected: bytes, tmp_path: Path
    ) -> None:
        _run({**values, "shard": "1/2", "seed": 6})
        reporter = RecordingReporter()
        _run({**values, "shard": "1/2"}, reporter)
        said = Said("holds an unfinished run with other input .* delete the folder .* if none is", reporter.text)
        said.require()
        shutil.rmtree(said.part("delete the folder (.*) if none is"))
        last = RecordingReporter()
        _run({**values, "shard": "2/2"}, last)
        assert "unfinished run" not in last.text
        assert (tmp_path / "imagery.tif").read_bytes() == expected
        assert not list(tmp_path.glob("*.generating"))
        said.followed()

    def test_any_kind_of_run_can_be_shared(self, special: tuple[dict[str, Any], np.ndarray], tmp_path: Path) -> None:
        given, single = special
        assert _run({**given, "shard": "2/2"}) == {"PIXELS": 0}
        _run({**given, "shard": "1/2"})
        np.testing.assert_array_equal(_pixels(tmp_path / "imagery.tif"), single)
        assert not list(tmp_path.glob("*.generating"))

    @pytest.mark.parametrize("shard", ["0/3", "4/3", "3", "a/b", "1/0"])
    def test_shares_that_are_none_are_refused(self, shard: str, values: dict[str, Any]) -> None:
        with pytest.raises(InputError, match="is not of the form"):
            _run({**values, "shard": shard})


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, worker_dashboard_address=None
    ) as started:
        yield started


class KillingReporter(RecordingReporter):
    """Kills a worker of a cluster when the first blocks are done."""

    def __init__(self, cluster: LocalCluster) -> None:
        super().__init__()
        self.cluster = cluster
        self.killed: int | None = None

    def progress(self, fraction: float, message: str = "") -> None:
        super().progress(fraction, message)
        if message.startswith("Block 2") and self.killed is None:
            with Client(self.cluster, set_as_default=False) as client:
                self.killed = next(iter(client.run(os.getpid).values()))
            os.kill(self.killed, signal.SIGKILL)


class TestCluster:
    def test_the_image_has_the_bytes_of_a_single_machine(
        self, cluster: LocalCluster, values: dict[str, Any], expected: bytes, tmp_path: Path
    ) -> None:
        result = _run({**values, "scheduler": cluster.scheduler_address})
        assert (result["OUTPUT"], result["PIXELS"]) == (str(tmp_path / "imagery.tif"), 150 * 210 - 64 * 64)
        assert (tmp_path / "imagery.tif").read_bytes() == expected
        assert not list(tmp_path.glob("*.generating"))

    def test_any_kind_of_run_can_be_spread(
        self, cluster: LocalCluster, special: tuple[dict[str, Any], np.ndarray], tmp_path: Path
    ) -> None:
        given, single = special
        _run({**given, "scheduler": cluster.scheduler_address})
        np.testing.assert_array_equal(_pixels(tmp_path / "imagery.tif"), single)
        assert not list(tmp_path.glob(".satsyn-*"))

    def test_files_that_are_edited_between_two_runs_are_read_anew(
        self, cluster: LocalCluster, values: dict[str, Any], landcover: Path, town: np.ndarray, tmp_path: Path
    ) -> None:
        buildings = str(write_layer(tmp_path / "houses.gpkg", [box(40, 40, 60, 60)]))
        values |= {"buildings": buildings}
        _run({**values, "scheduler": cluster.scheduler_address})
        with rasterio.open(landcover, "r+") as file:
            file.write(town[::-1], 1)
        write_layer(tmp_path / "houses.gpkg", [box(80, 80, 120, 120)])
        _run({**values, "scheduler": cluster.scheduler_address})
        _run({**values, "output": str(tmp_path / "single.tif")})
        np.testing.assert_array_equal(_pixels(tmp_path / "imagery.tif"), _pixels(tmp_path / "single.tif"))

    @pytest.mark.parametrize("changed", ["land cover", "buildings"])
    def test_a_worker_refuses_other_files_than_the_clients(
        self, changed: str, cluster: LocalCluster, values: dict[str, Any], make_raster: RasterFactory, town: np.ndarray
    ) -> None:
        values |= {"buildings": str(make_raster((town == 4).astype(np.uint8), name="buildings.tif"))}
        path = Path(values["landcover" if changed == "land cover" else "buildings"])
        meant = path.read_bytes()
        with open_request(job_named("generate-imagery").read_parameters(values), RecordingReporter()) as request:
            order = RenderOrder.of(request, 0)
        with connected_cluster(cluster.scheduler_address) as workers:
            with rasterio.open(path, "r+") as file:
                file.write(1 - np.minimum(file.read(1), 1), 1)
            follow(
                f"{path.name} has other content .*: give all machines the same file, and run this again",
                lambda: workers.describe_engine(order, RecordingReporter()),
                act=lambda: path.write_bytes(meant),
            )

    def test_a_worker_may_die(
        self, cluster: LocalCluster, values: dict[str, Any], expected: bytes, tmp_path: Path
    ) -> None:
        reporter = KillingReporter(cluster)
        _run({**values, "scheduler": cluster.scheduler_address}, reporter)
        assert reporter.killed is not None
        assert (tmp_path / "imagery.tif").read_bytes() == expected

    def test_what_a_cluster_was_stopped_at_one_machine_goes_on_with(
        self, cluster: LocalCluster, values: dict[str, Any], expected: bytes, tmp_path: Path
    ) -> None:
        class CancellingReporter(RecordingReporter):
            def progress(self, fraction: float, message: str = "") -> None:
                if message.startswith("Block 4"):
                    raise JobCancelledError

        with refusal("What is done stays in .*: run the same again to go on with it") as said:
            _run({**values, "scheduler": cluster.scheduler_address}, CancellingReporter())
        reporter = RecordingReporter()
        _run(values, reporter)
        assert "blocks are done already" in reporter.text
        assert (tmp_path / "imagery.tif").read_bytes() == expected
        said.followed()

    def test_workers_get_an_engine_and_a_device_where_they_differ(
        self, cluster: LocalCluster, values: dict[str, Any]
    ) -> None:
        with (
            open_request(job_named("generate-imagery").read_parameters(values), RecordingReporter()) as request,
            connected_cluster(cluster.scheduler_address) as workers,
        ):
            order, block = RenderOrder.of(request, 0), request.window

            def render(order: RenderOrder, engine: str) -> object:
                return list(workers.render(order, engine, [block], RecordingReporter()))

            chosen = replace(order, options=EngineOptions("torch", device="cpu"))
            described = workers.describe_engine(chosen, RecordingReporter()).name
            follow(
                "compute differently .*: set ENGINE and DEVICE, or use machines of one kind",
                lambda: render(replace(order, options=EngineOptions("openvino", device="cpu")), described),
                lambda: render(chosen, described),
            )

    def test_what_a_worker_refuses_is_said(
        self, cluster: LocalCluster, values: dict[str, Any], landcover: Path, tmp_path: Path
    ) -> None:
        with pytest.raises(InputError, match=r"A worker at tcp://.* says: .*DEVICE"):
            job = {**values, "scheduler": cluster.scheduler_address, "engine": "openvino", "device": "cuda"}
            _run(job)

    def test_an_address_without_scheduler_is_named(
        self, values: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("satsyn_core.generation.cluster._CONNECT_SECONDS", 0.3)
        with pytest.raises(InputError, match=r"no dask scheduler at tcp://127\.0\.0\.1:9"):
            _run({**values, "scheduler": "tcp://127.0.0.1:9"})
        assert not (tmp_path / "imagery.tif").exists()

    def test_shards_of_a_cluster_are_refused(self, values: dict[str, Any]) -> None:
        with pytest.raises(InputError, match="give one of them"):
            _run({**values, "scheduler": "tcp://127.0.0.1:9", "shard": "1/2"})
