"""Scoring a network on the test chips of a study: one confusion matrix for each block of ground.

Blocks are of whole chips, `BLOCK_CHIPS` on each side: whatever the size of the chips, a block holds several neighbours,
and no chip is in two. Evaluations have blocks with a side in pixels, which may cut what they score, see
`evaluation.segmentation.ground_blocks`: their rasters have any size. The results of trainings are kept by these blocks,
and with another rule finished studies would get other intervals.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

import numpy as np
import shapely
from lightning_fabric import Fabric
from numpy.typing import NDArray

from ..contract.progress import Reporter
from ..evaluation.segmentation.evaluate import SegmentationEvaluation
from ..evaluation.segmentation.small_scenes import prefetch_scenes
from ..scenes.chip_record import ChipRecord
from ..scenes.pairs import Scene
from ..scenes.sources import PartOfScene, SceneSource
from ..segmentation.model import SegmentationModel
from ..segmentation.prediction import WindowPlan
from ..trainingset.plan.chips import Chips
from ..trainingset.plan.footprints import GroundPlane
from ..trainingset.plan.overlaps import overlapping_scenes

BLOCK_CHIPS = 2
"""Side of a block of ground in chips: chips side by side are not independent."""


def block_numbers(records: Sequence[ChipRecord], names: Sequence[str], plane: GroundPlane) -> list[int]:
    """Return the number of the block of ground of each chip; blocks count from 0 in the order of their first chip.

    Scenes that show the same ground, as several dates of a place, share their blocks.

    Args:
        records: of chips of one size.
        names: of the scenes of the plane.
        plane: on which chips of all scenes are compared.
    """
    scenes, rows, cols = (
        np.array(column, np.int32)
        for column in zip(*((names.index(one.scene), one.window.row, one.window.col) for one in records), strict=True)
    )
    chips = Chips(records[0].window.width, scenes, rows, cols)
    side = BLOCK_CHIPS * chips.size
    groups = overlapping_scenes(plane)
    _, first, group, size = np.unique(groups, return_index=True, return_inverse=True, return_counts=True)
    corners = np.array([shapely.get_coordinates(outline)[0] for outline in plane.scenes_on_plane()[first]])
    in_scene = np.stack([chips.col // side, chips.row // side], axis=1)
    on_plane = (plane.middles(chips) - corners[group[scenes]]) // side
    places = np.where(size[group[scenes], None] > 1, on_plane, in_scene).astype(np.int64)
    known: dict[tuple[int, ...], int] = {}
    keys = zip(group[scenes].tolist(), *places.T.tolist(), strict=True)
    return [known.setdefault(key, len(known)) for key in keys]


def have_common_ground(plane: GroundPlane) -> bool:
    """Return whether some scenes overlap, so that their chips share blocks."""
    return len(np.unique(overlapping_scenes(plane))) < len(plane.grids)


def score_blocks(
    model: SegmentationModel, sources: Sequence[SceneSource], blocks: Sequence[int], fabric: Fabric, reporter: Reporter
) -> NDArray[np.int64]:
    """Return the confusion matrix (blocks, K, K) of each block of ground, rows the truth, columns the prediction.

    Args:
        model: to score.
        sources: test chips with their truth.
        blocks: number of the block of each chip.
        fabric: launched.
        reporter: gets progress; may cancel.
    """
    evaluation = SegmentationEvaluation(model.scheme.names)
    classes = len(model.scheme.classes)
    matrices = np.zeros((max(blocks) + 1, classes, classes), np.int64)
    for number, (source, loaded) in enumerate(zip(sources, prefetch_scenes(sources), strict=True)):
        part = reporter.part(number / len(sources), (number + 1) / len(sources))
        with ExitStack() as stack:
            scene = loaded or _whole(stack.enter_context(source.open()))
            matrices[blocks[number]] += evaluation.add(model, scene, WindowPlan.fitting(scene.grid), fabric, part)
    return matrices


def _whole(pair: Scene) -> PartOfScene:
    return PartOfScene(pair, pair.grid.window)
