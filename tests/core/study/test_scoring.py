from __future__ import annotations

from affine import Affine

from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window
from satsyn_core.scenes.chip_record import ChipFile, ChipRecord
from satsyn_core.study.scoring import block_numbers, have_common_ground
from satsyn_core.trainingset.plan.footprints import GroundPlane
from tests.support.rasters import UTM

SIZE = 64


def _grid(left: float = 331_000, top: float = 2_780_000, crs: object = UTM) -> Grid:
    return Grid(crs, Affine(2, 0, left, 0, -2, top), 512, 256)


def _chips(scene: str) -> list[ChipRecord]:
    return [
        ChipRecord(
            f"{scene}_{row}_{col}",
            "test",
            scene,
            Window(col, row, SIZE, SIZE),
            0,
            ChipFile("i", None),
            ChipFile("m", None),
            None,
        )
        for row in range(0, 256, SIZE)
        for col in range(0, 512, SIZE)
    ]


def _blocks(*grids: Grid) -> list[int]:
    names = [f"scene{number}" for number in range(len(grids))]
    return block_numbers([chip for name in names for chip in _chips(name)], names, GroundPlane.of(grids))


def test_blocks_are_of_two_by_two_chips_and_scenes_apart_have_their_own() -> None:
    alone = _blocks(_grid())
    assert alone[:4] + alone[8:12] == [0, 0, 1, 1] * 2
    assert len(set(alone)) == 8
    apart = _blocks(_grid(), _grid(left=339_000), _grid(crs=None), _grid(crs=None))
    assert apart[:32] == alone
    assert len(set(apart)) == 32


def test_several_dates_of_a_place_share_their_blocks() -> None:
    dates = _blocks(_grid(), _grid(), _grid())
    assert dates == _blocks(_grid()) * 3


def test_overlapping_tiles_share_the_blocks_of_their_common_ground() -> None:
    # The second tile starts two chips further to the right, so that three of four columns of blocks are common.
    overlapping = _blocks(_grid(), _grid(left=331_000 + 4 * SIZE))
    assert overlapping[32:38] == overlapping[2:8]
    assert len(set(overlapping)) == 8 + 2
    # Beside another scene that comes first, and lies elsewhere.
    beside = _blocks(_grid(left=351_000), _grid(), _grid(left=331_000 + 4 * SIZE))
    assert [number - 8 for number in beside[32:]] == overlapping


def test_it_is_known_whether_scenes_have_common_ground() -> None:
    assert have_common_ground(GroundPlane.of([_grid(), _grid()]))
    assert not have_common_ground(GroundPlane.of([_grid(), _grid(left=339_000), _grid(crs=None)]))
