"""The states of a generation's work folder: killed in each of them, the next run ends in the same images."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from affine import Affine

from satsyn_core.contract.progress import Reporter
from satsyn_core.generation.block_plan import BlockPlan, RenderedBlock
from satsyn_core.generation.image_run import ImageRun, PlannedImage
from satsyn_core.generation.renderers import RenderedBlocks
from satsyn_core.generation.work_folder import WorkFolder
from satsyn_core.process.fingerprint import Fingerprint
from satsyn_core.raster.geotiff_layout import RasterProfile
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window
from tests.support.kills import contents, killed_at_transitions
from tests.support.rasters import UTM

HEIGHT, WIDTH, BLOCK = 64, 128, 64
NAMES = ("image.tif", "image_2.tif")
PLAN = BlockPlan(Window(0, 0, WIDTH, HEIGHT), BLOCK, margin=0, align=1)
PROFILE = RasterProfile(Grid(UTM, Affine(1, 0, 0, 0, -1, 0), WIDTH, HEIGHT), "uint8", 0, ["red", "green", "blue"])


def _planned(number: int) -> PlannedImage:
    def render(blocks: Sequence[Window], _reporter: Reporter, _earlier: Sequence[Path]) -> RenderedBlocks:
        for block in blocks:
            noise = np.random.default_rng([number, block.row, block.col])
            imagery = noise.integers(1, 256, (3, block.height, block.width), dtype=np.uint8)
            yield RenderedBlock(number, PLAN.place(block), imagery)

    return PlannedImage(PROFILE, render)


def _generate(folder: Path) -> None:
    outputs = [folder / name for name in NAMES]
    work = WorkFolder(outputs[0], Fingerprint({"seed": 0}))
    ImageRun([_planned(0), _planned(1)], PLAN, work, outputs).write_all(Reporter(), keeps_blocks=True)


def _state(folder: Path) -> str:
    """Return the state in docs/development/work-folders.md that a killed run has left."""
    if any((folder / name).exists() for name in NAMES):
        return "Published"
    for state, pattern in (("Assembled", "image_1.sha256"), ("Rendering", "blocks_1/[!.]*"), ("Begun", "request.json")):
        if any(folder.glob(f"image.tif.generating/*/{pattern}")):
            return state
    return "Nothing"


def test_a_generation_killed_at_any_transition_ends_in_the_same_images(tmp_path: Path) -> None:
    states = set()
    for folder in killed_at_transitions(_generate, tmp_path):
        expected = contents(tmp_path / "whole" / "out")
        assert list(expected) == sorted(NAMES)
        states.add(_state(folder))
        published = {name: (folder / name).read_bytes() for name in NAMES if (folder / name).exists()}
        assert published.items() <= expected.items()
        _generate(folder)
        assert contents(folder) == expected
    assert states == {"Nothing", "Begun", "Rendering", "Assembled", "Published"}
