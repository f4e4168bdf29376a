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

from ...contract.class_scheme import UNKNOWN
from ...contract.errors import InputError
from ...contract.progress import Reporter
from ...contract.raster_tags import prediction_tags
from ...learning.optional_packages import torchmetrics
from ...learning.prefetch import prefetch
from ...raster.geotiff import GeoTiffWriter
from ...raster.window import Window, canonical_blocks
from ...scenes.imagery import LabelledImagery
from ...scenes.sources import PartOfScene, SceneSource
from ...segmentation.model import SegmentationModel
from ...segmentation.prediction import Prediction, WindowPlan, predict
from .calibration import Calibration
from .difference import difference, difference_writer
from .examples import ExampleTiles, PredictedPart
from .intervals import score_intervals
from .result import SegmentationResult
from .scores import Scores
from .small_scenes import prefetch_scenes

BLOCK_PIXELS = 256
"""Side of the spatial blocks that are resampled for the intervals."""


TakePart = Callable[[Prediction, NDArray[np.uint8], NDArray[np.uint8]], None]
"""Takes a part of a prediction, with the truth and the predicted classes (h, w), both 255 where unknown."""


@dataclass
class SegmentationEvaluation:
    """An evaluation in progress, which counts raster by raster.

    Attributes:
        class_names: K names.
        matrices: confusion matrix (K, K) of each spatial block.
        calibration: confidence against correctness.
        examples: the worst and the best tiles.
        sources: confusion matrix of each raster by name.
    """

    class_names: Sequence[str]
    matrices: list[NDArray[np.int64]] = field(default_factory=list)
    calibration: Calibration = field(default_factory=Calibration)
    examples: ExampleTiles = field(default_factory=ExampleTiles)
    sources: dict[str, NDArray[np.int64]] = field(default_factory=dict)

    @property
    def scores(self) -> Scores:
        """Scores over all rasters so far."""
        classes = len(self.class_names)
        return Scores(sum(self.matrices, start=np.zeros((classes, classes), np.int64)))

    def add(
        self,
        model: SegmentationModel,
        imagery: LabelledImagery,
        plan: WindowPlan,
        fabric: Fabric,
        reporter: Reporter,
        take: TakePart | None = None,
    ) -> None:
        """Count one raster.

        Args:
            model: to evaluate.
            imagery: with its truth.
            plan: windows, made for the imagery's grid.
            fabric: launched.
            reporter: gets progress; may cancel.
            take: gets every part as well, to write it.
        """
        first = len(self.matrices)

        def count(part: Prediction) -> None:
            truth = np.where(part.valid, imagery.read_classes(part.window), np.uint8(UNKNOWN))
            predicted = np.where(part.valid, part.classes, np.uint8(UNKNOWN))
            self._count(part, truth)
            self.examples.add(PredictedPart(imagery.name, imagery.grid, part.window, part.image, truth, predicted))
            if take is not None:
                take(part, truth, predicted)

        # One part is counted while the next one is computed.
        with ThreadPoolExecutor(1, "satsyn-count") as executor:
            for _ in prefetch(executor, count, predict(model, imagery, plan, fabric, reporter)):
                pass
        classes = len(self.class_names)
        counted = sum(self.matrices[first:], start=np.zeros((classes, classes), np.int64))
        self.sources[imagery.name] = self.sources.get(imagery.name, 0) + counted

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
            intervals=score_intervals(self.matrices),
            intervals_method=f"bootstrap over {len(self.matrices)} spatial blocks of {BLOCK_PIXELS} pixels",
            sources={name: Scores(matrix) for name, matrix in self.sources.items() if matrix.any()},
            worst=tuple(self.examples.worst),
            best=tuple(self.examples.best),
        )

    def _count(self, part: Prediction, truth: NDArray[np.uint8]) -> None:
        confusion_matrix = torchmetrics("functional").confusion_matrix
        classes = len(self.class_names)
        predicted = part.classes
        whole = Window(0, 0, part.window.width, part.window.height)
        for block in canonical_blocks(whole, BLOCK_PIXELS):
            place = block.slices_in(whole)
            if (truth[place] != UNKNOWN).any():
                found, true = (torch.from_numpy(values[place].astype(np.int64)) for values in (predicted, truth))
                # The values are valid by construction, and checking them takes longer than counting.
                matrix = confusion_matrix(
                    found, true, "multiclass", num_classes=classes, ignore_index=UNKNOWN, validate_args=False
                )
                self.matrices.append(matrix.numpy())
        known = truth != UNKNOWN
        self.calibration.add(part.confidence[known], (predicted == truth)[known])


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
    evaluation = SegmentationEvaluation(model.scheme.names)
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
