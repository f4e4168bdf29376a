"""Scoring a network on the test chips of a study: one confusion matrix for each block of ground."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack

import numpy as np
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

BLOCK_CHIPS = 2
"""Side of a block of ground in chips: chips side by side are not independent."""


def block_numbers(chips: Sequence[ChipRecord]) -> list[int]:
    """Return the number of the block of ground of each chip; blocks count from 0 in the order of their first chip."""
    known: dict[tuple[str, int, int], int] = {}
    found = []
    for chip in chips:
        side = BLOCK_CHIPS * chip.window.width
        place = (chip.scene, chip.window.row // side, chip.window.col // side)
        found.append(known.setdefault(place, len(known)))
    return found


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
        first = len(evaluation.matrices)
        with ExitStack() as stack:
            scene = loaded or _whole(stack.enter_context(source.open()))
            evaluation.add(model, scene, WindowPlan.fitting(scene.grid), fabric, part)
        for matrix in evaluation.matrices[first:]:
            matrices[blocks[number]] += matrix
    return matrices


def _whole(pair: Scene) -> PartOfScene:
    return PartOfScene(pair, pair.grid.window)
