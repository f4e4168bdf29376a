"""Nobody can measure where the blocks were: the seam index of imagery of real land cover."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.contract.bundled import BUNDLED_MODEL, RESOURCES
from satsyn_core.contract.progress import Reporter
from satsyn_core.generation.block_plan import BlockPlan, ImageryNodata
from satsyn_core.generation.render import BlockPipeline
from satsyn_core.generator.engine_choice import EngineOptions, make_engine
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.styles import SceneStyle
from satsyn_core.landcover.class_matching import match_classes
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.reader import LandCoverReader
from satsyn_core.raster.window import Window
from tests.support.paths import REPOSITORY

REAL = REPOSITORY.parent / "shared" / "data" / "dubai" / "tile2" / "landcover.tif"
SAMPLE = RESOURCES / "sample" / "town_landcover.tif"
SIDE = 1024
BLOCK = 128


def _painted(path: Path, block_size: int) -> NDArray[np.integer]:
    generator = load_generator(BUNDLED_MODEL)
    engine = make_engine(generator, SceneStyle(generator.draw_style(1), 5), EngineOptions("openvino", device="cpu"))
    image = np.zeros((3, SIDE, SIDE), np.uint8)
    with open_landcover(path) as landcover:
        # In the middle, and with a block border in sight: blocks are counted from the raster's origin.
        window = Window(128, 256, SIDE, SIDE)
        match = match_classes(landcover, generator.scheme, None, window, Reporter())
        plan = BlockPlan.of(window, block_size, generator.margin, engine.align)
        nodata = ImageryNodata.for_landcover(landcover.nodata, True, generator.dtype)
        pipeline = BlockPipeline(plan, LandCoverReader(landcover, match), engine, nodata)
        for block in pipeline.render(plan.blocks, Reporter()):
            image[(slice(None), *block.window.slices_in(Window(0, 0, SIDE, SIDE)))] = block.imagery
    return image


def _gradient_energy(image: NDArray[np.integer]) -> NDArray[np.float64]:
    """Return the mean squared step to the next pixel (BLOCK,), by the place in a block where the step begins."""
    energy = np.zeros(BLOCK)
    for axis in (1, 2):
        steps = np.square(np.diff(image.astype(np.float64), axis=axis))
        of_line = steps.mean(axis=(0, 3 - axis))
        energy += [of_line[place::BLOCK].mean() for place in range(BLOCK)]
    return energy


@pytest.mark.slow
@pytest.mark.parametrize("path", [REAL, SAMPLE], ids=["real", "sample"])
def test_block_lines_have_no_more_gradient_than_other_lines(path: Path) -> None:
    if not path.exists():
        pytest.skip("the Dubai tiles are not here")
    energy = _gradient_energy(_painted(path, BLOCK))
    # Against the lines beside it, which run through the same streets and roofs.
    beside = np.mean([np.roll(energy, shift) for shift in (-4, -3, -2, -1, 1, 2, 3, 4)], axis=0)
    *others, seam_index = energy / beside
    # No line is exactly like its neighbours: that of the blocks may differ as much as the others do.
    assert abs(seam_index - 1) <= max(0.02, 2 * float(np.std(others)))


@pytest.mark.slow
def test_blocks_of_real_land_cover_give_the_pixels_of_the_whole() -> None:
    path = REAL if REAL.exists() else SAMPLE
    np.testing.assert_array_equal(_painted(path, BLOCK), _painted(path, SIDE))
