"""Measures of the synthetic chips of a study, where it compares generators or styles: what the source work's table of
lambda shows beside the scores of the networks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from lightning_fabric import Fabric
from numpy.typing import NDArray

from ..contract.progress import Reporter
from ..evaluation.imagery.distances import frechet_distance
from ..evaluation.imagery.features import FeatureExtractor, FeatureImagery, choose_features
from ..evaluation.imagery.patches import Patches
from ..evaluation.imagery.precision_recall import precision_recall
from ..evaluation.segmentation.small_scenes import prefetch_scenes
from ..scenes.chip_record import ChipRecord
from ..scenes.training_set import TrainingSet
from ..segmentation.model import SegmentationModel
from ..segmentation.prediction import DEFAULT_STEP
from ..trainingset.plan.splits import SPLITS, TRAIN
from .cell_run import CellRunner, chip_source
from .cells import Cell
from .ground import StudyGround
from .scoring import score_blocks
from .statistics import mean_iou_of
from .treatment import Treatment, measured_treatments

MOST_CHIPS = 256
"""Real chips whose features are compared; half of them are the floor."""

FEWEST_CHIPS = 20
"""With fewer real chips a distance says nothing."""


@dataclass(frozen=True)
class SyntheticMeasures:
    """Measures of the synthetic chips of one generator in one kind of style.

    Attributes:
        generator: name in the study.
        style: "random" or "encoded".
        faithfulness: mean IoU, on the synthetic chips, of a network that was trained on real chips alone.
        frechet: Fréchet distance from real chips.
        floor: Fréchet distance of real chips from other real chips.
        coverage: share of real chips near which a synthetic one lies.
        features: in which the chips are compared.
        chips: that are compared, on each side.
    """

    generator: str
    style: str
    faithfulness: float
    frechet: float
    floor: float
    coverage: float
    features: str
    chips: int


def measure_imagery(
    ground: StudyGround, runner: CellRunner, fabric: Fabric, reporter: Reporter
) -> tuple[SyntheticMeasures, ...]:
    """Measure the synthetic chips of the first seed, of treatments that are finished.

    Args:
        ground: of the study.
        runner: of its cells; keeps the networks of real chips.
        fabric: launched.
        reporter: gets progress; may cancel.
    """
    seed = ground.request.seeds[0]
    cells = [Cell(treatment, seed) for treatment in measured_treatments(ground.request.plan.treatments)]
    finished = [cell for cell in cells if runner.result(cell) is not None]
    if not finished:
        return ()
    real = runner.sets.real(reporter)
    chips = _evenly(real.split(SPLITS[TRAIN]), MOST_CHIPS)
    if len(chips) < FEWEST_CHIPS or ground.plan.chips.size > DEFAULT_STEP:
        return ()
    found = []
    for number, cell in enumerate(finished):
        part = reporter.part(number / len(finished), (number + 1) / len(finished))
        part.progress(0, f"Measuring {cell.treatment.mixture_label}")
        synthetic = runner.sets.synthetic(runner.set_order(cell, 1, ""), part)
        model = SegmentationModel.load(str(runner.store.model_path(runner.require_real_model(cell, part))))
        found.append(_measured(cell.treatment, (real, chips), synthetic, model, fabric))
    return tuple(found)


def _measured(
    treatment: Treatment,
    real: tuple[TrainingSet, Sequence[ChipRecord]],
    synthetic: TrainingSet,
    model: SegmentationModel,
    fabric: Fabric,
) -> SyntheticMeasures:
    extractor = _extractor(real[0])
    features = _features(extractor, *real)
    first, second = features[::2], features[1::2]
    chosen = _evenly(synthetic.split(SPLITS[TRAIN]), len(second))
    generated = _features(extractor, synthetic, chosen)
    count = min(len(second), len(generated))
    sources = [chip_source(synthetic, chip) for chip in chosen]
    matrix = score_blocks(model, sources, [0] * len(sources), fabric, Reporter())[0]
    return SyntheticMeasures(
        generator=treatment.generator,
        style=treatment.style,
        faithfulness=float(mean_iou_of(matrix)),
        frechet=frechet_distance(first, generated[:count]),
        floor=frechet_distance(first, second[:count]),
        coverage=precision_recall(first, generated[:count]).coverage,
        features=extractor.name,
        chips=count,
    )


def _extractor(real: TrainingSet) -> FeatureExtractor:
    low, high = (0.0, 255.0) if real.dtype == "uint8" else (0.0, float(np.iinfo(real.dtype).max))
    return choose_features(FeatureImagery(len(real.band_names), real.dtype, low, high), None, None)


def _features(
    extractor: FeatureExtractor, training_set: TrainingSet, chips: Sequence[ChipRecord]
) -> NDArray[np.float64]:
    loaded = prefetch_scenes([chip_source(training_set, chip) for chip in chips])
    images = [one.image for one in loaded if one is not None]
    stacked = np.stack(images)
    return extractor.features(Patches(stacked, np.zeros((len(images), *stacked.shape[2:]), np.uint8), ()))


def _evenly(chips: Sequence[ChipRecord], most: int) -> list[ChipRecord]:
    numbers = np.unique(np.linspace(0, len(chips) - 1, min(most, len(chips))).round().astype(int))
    return [chips[number] for number in numbers]
