"""Evaluation of a segmentation model over whole rasters, in one pass and bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from lightning_fabric import Fabric
from numpy.typing import NDArray
from scipy import sparse

from ...contract.class_scheme import UNKNOWN
from ...contract.errors import InputError
from ...contract.progress import Reporter
from ...contract.raster_tags import prediction_tags
from ...learning.optional_packages import torchmetrics
from ...learning.prefetch import prefetch
from ...raster.geotiff import GeoTiffWriter
from ...raster.window import Window
from ...scenes.imagery import LabelledImagery
from ...scenes.sources import PartOfScene, SceneSource
from ...segmentation.model import SegmentationModel
from ...segmentation.prediction import Prediction, WindowPlan, predict
from .calibration import Calibration
from .difference import difference, difference_writer
from .examples import ExampleTiles, PredictedPart
from .ground_blocks import BlockKey, GroundBlocks
from .intervals import score_intervals
from .result import SegmentationResult
from .scores import Scores
from .small_scenes import prefetch_scenes

TakePart = Callable[[Prediction, NDArray[np.uint8], NDArray[np.uint8]], None]
"""Takes a part of a prediction, with the truth and the predicted classes (h, w), both 255 where unknown."""


@dataclass
class SegmentationEvaluation:
    """An evaluation in progress, which counts raster by raster.

    Attributes:
        class_names: K names.
        ground: finds the spatial blocks.
        matrices: confusion matrix (K, K) of each spatial block, without its zeros: a block shows few of many classes.
        calibration: confidence against correctness.
        examples: the worst and the best tiles.
        sources: confusion matrix of each raster by name.
    """

    class_names: Sequence[str]
    ground: GroundBlocks = field(default_factory=GroundBlocks)
    matrices: dict[BlockKey, sparse.csr_array] = field(default_factory=dict)
    calibration: Calibration = field(default_factory=Calibration)
    examples: ExampleTiles = field(default_factory=ExampleTiles)
    sources: dict[str, NDArray[np.int64]] = field(default_factory=dict)

    @property
    def scores(self) -> Scores:
        """Scores over all rasters so far."""
        classes = len(self.class_names)
        return Scores(sum(self.sources.values(), start=np.zeros((classes, classes), np.int64)))

    def add(
        self,
        model: SegmentationModel,
        imagery: LabelledImagery,
        plan: WindowPlan,
        fabric: Fabric,
        reporter: Reporter,
        take: TakePart | None = None,
    ) -> NDArray[np.int64]:
        """Count one raster, and return its confusion matrix (K, K).

        Args:
            model: to evaluate.
            imagery: with its truth.
            plan: windows, made for the imagery's grid.
            fabric: launched.
            reporter: gets progress; may cancel.
            take: gets every part as well, to write it.
        """
        classes = len(self.class_names)
        counted = np.zeros((classes, classes), np.int64)

        def count(part: Prediction) -> None:
            truth = np.where(part.valid, imagery.read_classes(part.window), np.uint8(UNKNOWN))
            predicted = np.where(part.valid, part.classes, np.uint8(UNKNOWN))
            for key, piece in self.ground.pieces(imagery.name, imagery.grid, part.window):
                matrix = self._count(part, truth, piece)
                if matrix is not None:
                    before, shown = self.matrices.get(key), sparse.csr_array(matrix)
                    self.matrices[key] = shown if before is None else before + shown
                    np.add(counted, matrix, out=counted)
            known = truth != UNKNOWN
            self.calibration.add(part.confidence[known], (part.classes == truth)[known])
            self.examples.add(PredictedPart(imagery.name, imagery.grid, part.window, part.image, truth, predicted))
            if take is not None:
                take(part, truth, predicted)

        # One part is counted while the next one is computed.
        with ThreadPoolExecutor(1, "satsyn-count") as executor:
            for _ in prefetch(executor, count, predict(model, imagery, plan, fabric, reporter)):
                pass
        self.sources[imagery.name] = self.sources.get(imagery.name, 0) + counted
        return counted

    def result(self) -> SegmentationResult:
        """Return the result over all rasters.

        Raises:
            InputError: no pixel has both imagery and a class.
        """
        if not self.matrices:
            raise InputError(
                "There is nothing to evaluate: no pixel of the test data has both imagery and a class. Check that "
                "imagery and land cover overlap and that the classes are matched."
            )
        return SegmentationResult(
            class_names=tuple(self.class_names),
            scores=self.scores,
            calibration=self.calibration,
            intervals=score_intervals(list(self.matrices.values())),
            intervals_method=f"bootstrap over {len(self.matrices)} spatial blocks of {self.ground.side} pixels",
            sources={name: Scores(matrix) for name, matrix in self.sources.items() if matrix.any()},
            worst=tuple(self.examples.worst),
            best=tuple(self.examples.best),
        )

    def _count(self, part: Prediction, truth: NDArray[np.uint8], piece: Window) -> NDArray[np.int64] | None:
        """Return the confusion matrix (K, K) of a piece of a part; None if it has no pixel with a class."""
        place = piece.slices_in(part.window)
        if not (truth[place] != UNKNOWN).any():
            return None
        found, true = (torch.from_numpy(values[place].astype(np.int64)) for values in (part.classes, truth))
        # The values are valid by construction, and checking them takes longer than counting.
        matrix: NDArray[np.int64] = (
            torchmetrics("functional")
            .confusion_matrix(
                found,
                true,
                "multiclass",
                num_classes=len(self.class_names),
                ignore_index=UNKNOWN,
                validate_args=False,
            )
            .numpy()
        )
        return matrix


def evaluate_sources(
    model: SegmentationModel,
    sources: Sequence[SceneSource],
    differences: Sequence[Path],
    fabric: Fabric,
    reporter: Reporter,
) -> SegmentationResult:
    """Evaluate a model on scenes.

    Args:
        model: to evaluate.
        sources: scenes with their truth, matched to the model's classes.
        differences: a difference raster to write for each source, or nothing.
        fabric: launched.
        reporter: gets progress; may cancel.

    Raises:
        InputError: imagery has other bands than the model, or there is nothing to evaluate.
    """
    scenes = {source.files.name: source.scene for source in sources if source.scene}
    evaluation = SegmentationEvaluation(model.scheme.names, GroundBlocks(scenes))
    for number, (source, loaded) in enumerate(zip(sources, prefetch_scenes(sources), strict=True)):
        part = reporter.part(number / len(sources), (number + 1) / len(sources))
        with ExitStack() as stack:
            scene = loaded or _part_of_scene(source, stack)
            model.check_bands(source.files.imagery, scene.band_count)
            take = None
            if differences:
                tags = prediction_tags(model.name)
                writer = stack.enter_context(difference_writer(differences[number], scene.grid, tags, part))
                take = _write_difference(writer)
            evaluation.add(model, scene, WindowPlan.fitting(scene.grid), fabric, part, take)
    return evaluation.result()


def _part_of_scene(source: SceneSource, stack: ExitStack) -> PartOfScene:
    pair = stack.enter_context(source.open())
    return PartOfScene(pair, source.window or pair.grid.window)


def _write_difference(writer: GeoTiffWriter) -> TakePart:
    def write(part: Prediction, truth: NDArray[np.uint8], predicted: NDArray[np.uint8]) -> None:
        writer.write(difference(truth, predicted)[None], part.window)

    return write
