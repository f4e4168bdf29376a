from __future__ import annotations

import numpy as np
import pytest
from affine import Affine
from rasterio.crs import CRS
from rasterio.warp import transform

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.evaluation.segmentation.evaluate import SegmentationEvaluation
from satsyn_core.evaluation.segmentation.ground_blocks import GroundBlocks
from satsyn_core.learning.devices import make_fabric
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window, canonical_blocks
from satsyn_core.segmentation.prediction import WindowPlan
from tests.support.imagery import ArrayImagery, texture
from tests.support.networks import pointwise_model
from tests.support.rasters import UTM, RecordingReporter

PLACE = Affine(2, 0, 331_000, 0, -2, 2_780_000)


def _grid(col: int = 0, row: int = 0, width: int = 512, height: int = 512, crs: CRS | None = UTM) -> Grid:
    return Grid(crs, PLACE @ Affine.translation(col, row), width, height)


def _evaluated(scheme: ClassScheme, *grids: Grid) -> SegmentationEvaluation:
    model, fabric = pointwise_model(scheme), make_fabric("cpu", "full")
    evaluation = SegmentationEvaluation(scheme.names)
    for number, grid in enumerate(grids):
        scene = ArrayImagery(texture(number, grid.height, grid.width), f"date{number}")
        scene.grid = grid
        evaluation.add(model, scene, WindowPlan.fitting(grid), fabric, RecordingReporter())
    return evaluation


@pytest.mark.parametrize(
    ("grids", "blocks", "side"),
    [
        ([_grid()] * 3, 4, 256),
        # Tiles that overlap by half of a block: 896 columns in all.
        ([_grid(), _grid(col=384)], 8, 256),
        ([_grid(width=512, height=512), _grid(col=512)], 8, 256),
        # Chips side by side, and one far from them.
        ([_grid(col, row, 64, 64) for col in range(0, 512, 64) for row in (0, 64)], 2, 256),
        ([_grid(0, 0, 64, 64), _grid(3000, 0, 64, 64)], 2, 64),
        # Without a place nothing is known of common ground.
        ([_grid(crs=None)] * 2, 8, 256),
        ([_grid(0, 0, 128, 64, crs=None)] * 3, 3, 128),
    ],
)
def test_blocks_are_those_of_the_ground(scheme: ClassScheme, grids: list[Grid], blocks: int, side: int) -> None:
    result = _evaluated(scheme, *grids).result()
    assert result.intervals_method == f"bootstrap over {blocks} spatial blocks of {side} pixels"
    assert result.scores.matrix.sum() == sum(grid.width * grid.height for grid in grids)


def test_intervals_do_not_shrink_when_a_date_is_counted_several_times(scheme: ClassScheme) -> None:
    model, fabric = pointwise_model(scheme), make_fabric("cpu", "full")
    found = []
    for dates in (1, 4):
        evaluation = SegmentationEvaluation(scheme.names)
        for date in range(dates):
            scene = ArrayImagery(texture(0, 768, 768), f"date{date}", np.indices((768, 768))[0].astype(np.uint8) // 192)
            scene.grid = _grid(width=768, height=768)
            evaluation.add(model, scene, WindowPlan.fitting(scene.grid), fabric, RecordingReporter())
        interval = evaluation.result().intervals.accuracy
        assert interval is not None
        found.append((interval.low, interval.high))
    assert found[0] == found[1]


def test_ground_is_found_again_in_another_coordinate_system() -> None:
    other, blocks = CRS.from_epsg(4326), GroundBlocks()
    lon, lat = transform(UTM, other, [331_000 + 768], [2_780_000 - 768])
    grid = Grid(other, Affine(1e-5, 0, lon[0] - 80e-5, 0, -1e-5, lat[0] + 80e-5), 160, 160)
    assert {key for key, _ in blocks.pieces("first", _grid(), Window(256, 256, 256, 256))} == {("", 1, 1)}
    pieces = list(blocks.pieces("second", grid, grid.window))
    assert {key for key, _ in pieces} == {("", 1, 1)}
    assert sum(piece.width * piece.height for _, piece in pieces) == 160 * 160


def test_blocks_of_one_raster_are_those_from_its_origin() -> None:
    grid, blocks = Grid(UTM, Affine(0.3, 0.1, 331_000.7, 0.1, -0.3, 2_780_000), 1000, 700), GroundBlocks()
    pieces = list(blocks.pieces("one", grid, grid.window))
    assert [piece for _, piece in pieces] == list(canonical_blocks(grid.window, 256))
    assert [key[1:] for key, _ in pieces] == [(piece.row // 256, piece.col // 256) for _, piece in pieces]
