from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import JobCancelledError
from satsyn_core.generation.assemble import BlockBuffer, assemble_image
from satsyn_core.generation.block_plan import BlockPlan, ImageryNodata, sample_seconds_a_pixel
from satsyn_core.generation.render import BlockPipeline
from satsyn_core.generator.engines.base import Engine
from satsyn_core.landcover.class_matching import match_classes
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.reader import LandCoverReader
from satsyn_core.raster.geotiff_layout import RasterProfile
from satsyn_core.raster.window import Window
from tests.support.rasters import RasterFactory, RecordingReporter

MARGIN, ALIGN = 24, 16


Around = tuple[NDArray[np.uint8], int, int]


class HashingEngine(Engine[Around]):
    """Local like a generator: a pixel is a hash of its global position and of the classes up to `MARGIN` away."""

    name = "hash"
    align = ALIGN

    def __init__(self) -> None:
        self.rendered: list[Window] = []

    def prepare(self, classes: NDArray[np.uint8], row: int, col: int) -> Around:
        return classes, row, col

    def compute(self, prepared: Around) -> NDArray[np.integer]:
        classes, row, col = prepared
        height, width = (size - 2 * MARGIN for size in classes.shape)
        assert row % ALIGN == col % ALIGN == height % ALIGN == width % ALIGN == 0
        self.rendered.append(Window(col, row, width, height))
        rows = np.arange(row, row + height, dtype=np.uint64)[:, None]
        cols = np.arange(col, col + width, dtype=np.uint64)[None, :]
        bands = []
        for band, reach in enumerate((0, MARGIN // 2, MARGIN)):
            near = [classes[MARGIN + dy :, MARGIN + dx :][:height, :width] for dy, dx in ((-reach, 0), (reach, -reach))]
            mixed = rows * np.uint64(73_856_093) ^ cols * np.uint64(19_349_663) ^ np.uint64(band * 83_492_791)
            mixed = mixed + near[0] * np.uint64(2_654_435_761) + near[1] * np.uint64(40_503)
            bands.append((mixed >> np.uint64(7)) % np.uint64(256))
        return np.stack(bands).astype(np.uint8)


def _render(
    path: Path,
    output: Path,
    scheme: ClassScheme,
    *,
    block_size: int = 64,
    window: Window | None = None,
    classes: str | None = None,
    reporter: RecordingReporter | None = None,
    engine: HashingEngine | None = None,
) -> NDArray[np.uint8]:
    reporter = reporter or RecordingReporter()
    with open_landcover(path) as landcover:
        window = window or landcover.grid.window
        match = match_classes(landcover, scheme, classes, window, RecordingReporter())
        nodata = ImageryNodata.for_landcover(landcover.nodata, match.pixels < window.width * window.height, "uint8")
        plan = BlockPlan(window, block_size, MARGIN, ALIGN)
        pipeline = BlockPipeline(plan, LandCoverReader(landcover, match), engine or HashingEngine(), nodata)
        declared = nodata.value if nodata.declared else None
        profile = RasterProfile(landcover.grid.cut(window), "uint8", declared, ["red", "green", "blue"])
        with (
            assemble_image(output, profile, plan, BlockBuffer(), reporter) as image,
            closing(pipeline.render(image.missing, reporter)) as blocks,
        ):
            for block in blocks:
                image.write(block)
    with rasterio.open(output) as written:
        imagery = written.read()
    assert np.count_nonzero(imagery[0] != nodata.value) == match.pixels
    return imagery


@pytest.mark.parametrize("block_size", [16, 48, 64, 1024])
def test_block_size_does_not_change_a_pixel(
    block_size: int, make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, tmp_path: Path
) -> None:
    path = make_raster(town, nodata=3)
    whole = _render(path, tmp_path / "whole.tif", scheme, block_size=256)
    blocks = _render(path, tmp_path / "blocks.tif", scheme, block_size=block_size)
    np.testing.assert_array_equal(blocks, whole)
    assert len(np.unique(whole)) > 200


@pytest.mark.parametrize("window", [Window(0, 0, 33, 17), Window(61, 47, 90, 81), Window(209, 149, 1, 1)])
def test_a_part_has_the_pixels_of_the_whole(
    window: Window, make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, tmp_path: Path
) -> None:
    path = make_raster(town)
    whole = _render(path, tmp_path / "whole.tif", scheme)
    part = _render(path, tmp_path / "part.tif", scheme, window=window)
    rows, cols = window.slices_in(Window(0, 0, 210, 150))
    np.testing.assert_array_equal(part, whole[:, rows, cols])


def test_a_part_without_unknown_pixels_has_the_pixels_of_a_whole_with_some(
    make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, tmp_path: Path
) -> None:
    values = town.copy()
    values[100:, 100:] = 0
    path = make_raster(values)
    whole = _render(path, tmp_path / "whole.tif", scheme)
    part = _render(path, tmp_path / "part.tif", scheme, window=Window(0, 0, 90, 90))
    np.testing.assert_array_equal(part, whole[:, :90, :90])
    with rasterio.open(tmp_path / "whole.tif") as a, rasterio.open(tmp_path / "part.tif") as b:
        assert (a.nodata, b.nodata) == (0, None)


@pytest.mark.parametrize("nodata", [0, 3, 255])
def test_imagery_is_nodata_exactly_where_the_land_cover_is(
    nodata: int, make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, tmp_path: Path
) -> None:
    values = np.where(np.random.default_rng(1).random(town.shape) < 0.2, nodata, town).astype(np.uint8)
    imagery = _render(make_raster(values, nodata=nodata), tmp_path / "out.tif", scheme)
    for band in imagery:
        np.testing.assert_array_equal(band == nodata, values == nodata)
    with rasterio.open(tmp_path / "out.tif") as written:
        assert written.nodata == nodata


def test_nodata_that_imagery_cannot_hold_becomes_zero(
    make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, tmp_path: Path
) -> None:
    values = town.astype(np.int16)
    values[:50] = -9999
    imagery = _render(make_raster(values, nodata=-9999), tmp_path / "out.tif", scheme)
    for band in imagery:
        np.testing.assert_array_equal(band == 0, values == -9999)
    with rasterio.open(tmp_path / "out.tif") as written:
        assert written.nodata == 0


def test_land_cover_without_nodata_gives_imagery_without(
    make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, tmp_path: Path
) -> None:
    _render(make_raster(town), tmp_path / "out.tif", scheme)
    with rasterio.open(tmp_path / "out.tif") as written:
        assert written.nodata is None


def test_values_taken_as_nodata_declare_nodata_zero(
    make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, tmp_path: Path
) -> None:
    classes = "1=water 2=land 3=nodata 4=vegetation 5=building"
    imagery = _render(make_raster(town), tmp_path / "out.tif", scheme, classes=classes)
    np.testing.assert_array_equal((imagery == 0).all(axis=0), town == 3)
    np.testing.assert_array_equal((imagery == 0).any(axis=0), town == 3)
    with rasterio.open(tmp_path / "out.tif") as written:
        assert written.nodata == 0


def test_blocks_without_a_known_pixel_are_not_rendered(
    make_raster: RasterFactory, scheme: ClassScheme, tmp_path: Path
) -> None:
    values = np.zeros((200, 300), np.uint8)
    values[130:140, 200:210] = 1
    engine = HashingEngine()
    imagery = _render(make_raster(values, nodata=0), tmp_path / "out.tif", scheme, engine=engine)
    assert engine.rendered == [Window(192, 128, 64, 64)]
    np.testing.assert_array_equal((imagery != 0).all(axis=0), values != 0)


def test_cancelling_between_blocks_leaves_no_file(
    make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, tmp_path: Path
) -> None:
    path = make_raster(town)
    with pytest.raises(JobCancelledError):
        _render(path, tmp_path / "out.tif", scheme, block_size=32, reporter=RecordingReporter(cancel_after=5))
    assert list(tmp_path.iterdir()) == [path]


def test_a_block_that_fails_leaves_no_file(
    make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, tmp_path: Path
) -> None:
    class FailingEngine(HashingEngine):
        def compute(self, prepared: Around) -> NDArray[np.integer]:
            if prepared[1] > 64:
                raise RuntimeError("out of ideas")
            return super().compute(prepared)

    path = make_raster(town)
    with pytest.raises(RuntimeError, match="out of ideas"):
        _render(path, tmp_path / "out.tif", scheme, block_size=32, engine=FailingEngine())
    assert list(tmp_path.iterdir()) == [path]


def test_the_next_blocks_are_prepared_while_one_is_computed(
    make_raster: RasterFactory, scheme: ClassScheme, town: np.ndarray, tmp_path: Path
) -> None:
    class WaitingEngine(HashingEngine):
        """Computes no block before the second one is prepared, which would wait in vain without overlap."""

        def __init__(self) -> None:
            super().__init__()
            self.second = threading.Event()

        def prepare(self, classes: NDArray[np.uint8], row: int, col: int) -> Around:
            assert threading.current_thread() is not threading.main_thread()
            if (row, col) != (0, 0):
                self.second.set()
            return super().prepare(classes, row, col)

        def compute(self, prepared: Around) -> NDArray[np.integer]:
            assert threading.current_thread() is threading.main_thread()
            assert self.second.wait(timeout=60)
            return super().compute(prepared)

    path = make_raster(town)
    waited = _render(path, tmp_path / "waited.tif", scheme, engine=WaitingEngine())
    np.testing.assert_array_equal(waited, _render(path, tmp_path / "out.tif", scheme))


def test_block_size_grows_to_what_the_engine_need_not_pad() -> None:
    assert BlockPlan.of(Window(0, 0, 100, 100), 100, MARGIN, 512).block_size == 512
    assert BlockPlan.of(Window(0, 0, 100, 100), 1024, MARGIN, 512).block_size == 1024


def test_size_of_the_work_is_said() -> None:
    sentence = BlockPlan(Window(0, 0, 3000, 2000), 1024, MARGIN, ALIGN).describe(3)
    assert "3000 x 2000 pixels (6.0 million) in 6 blocks" in sentence
    assert "18 MB on disk" in sentence
    assert "twice that until it is complete" in sentence
    assert "blocks; up to" in sentence


def test_blocks_that_are_not_kept_take_memory_instead_of_disk() -> None:
    plan = BlockPlan(Window(0, 0, 3000, 2000), 512, MARGIN, ALIGN)
    kept, buffered = plan.describe(3), plan.describe(3, keeps_blocks=False)
    assert "twice" not in buffered
    memory = [int(sentence.rpartition("and ")[2].partition(" MB")[0]) for sentence in (kept, buffered)]
    assert memory[1] - memory[0] == pytest.approx(3000 * 1024 * 3 / 1e6, abs=1)


@pytest.mark.parametrize(
    ("microseconds", "said"),
    [(0.1, "about 1 second"), (10, "about 60 seconds"), (100, "10 minutes"), (1e4, "16.7 hours")],
)
def test_duration_of_the_work_is_said(microseconds: float, said: str) -> None:
    plan = BlockPlan(Window(0, 0, 3000, 2000), 1024, MARGIN, ALIGN)
    assert f"{said} and up to about 18 MB on disk" in plan.describe(3, microseconds / 1e6)


def test_speed_is_sampled_before_long_work_alone() -> None:
    engine = HashingEngine()
    assert sample_seconds_a_pixel(engine, BlockPlan(Window(0, 0, 500, 500), 1024, MARGIN, ALIGN)) is None
    assert not engine.rendered
    plan = BlockPlan(Window(0, 0, 500, 500), 1024, MARGIN, ALIGN)
    assert sample_seconds_a_pixel(HashingEngine(), plan, images=100) is not None
    seconds = sample_seconds_a_pixel(engine, BlockPlan(Window(0, 0, 3000, 2000), 1024, MARGIN, ALIGN))
    assert seconds is not None
    assert 0 < seconds < 1e-3
    assert {(block.width, block.height) for block in engine.rendered} == {(256, 256)}
