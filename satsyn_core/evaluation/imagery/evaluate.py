"""Evaluation of synthetic imagery against real imagery of the same kind of place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from lightning_fabric import Fabric
from numpy.typing import NDArray

from ...contract.errors import InputError
from ...contract.progress import Reporter
from ...scenes.imagery import LabelledImagery
from ...segmentation.prediction import WindowPlan
from ..segmentation.evaluate import SegmentationEvaluation
from ..segmentation.scores import Scores
from .comparison import Comparison, ImagerySet
from .copies import CopyAudit, audit_copies
from .distances import frechet_distance, kernel_distance
from .diversity import Diversity, diversity
from .histograms import Histograms, histograms
from .patches import Patches, draw_patches
from .power_spectrum import power_spectrum
from .precision_recall import precision_recall
from .result import ImageryEvaluation, SetMeasures
from .seams import seam_index

FEWEST_PATCHES = 10
"""With fewer patches a distance says nothing."""

TRAINING_PATCHES = 1000


def evaluate_imagery(comparison: Comparison, fabric: Fabric, reporter: Reporter) -> ImageryEvaluation:
    """Measure synthetic imagery.

    Args:
        comparison: what is compared.
        fabric: launched; for the segmentation model.
        reporter: gets progress; may cancel.

    Raises:
        InputError: there is too little imagery to compare.
    """
    reporter.progress(0, "Drawing patches")
    real = draw_patches(comparison.real, comparison.patch, 2 * comparison.count, comparison.seed)
    drawn = [
        draw_patches(one.sources, comparison.patch, comparison.count, comparison.seed + 1) for one in comparison.sets
    ]
    samples = min(len(real) // 2, *(len(patches) for patches in drawn))
    _require_samples(samples, comparison)
    first, second = real.taken(0, samples), real.taken(samples, 2 * samples)
    features = comparison.extractor.features(first)
    other = comparison.extractor.features(second)
    frequencies, power = power_spectrum(first)
    evaluation = ImageryEvaluation(
        comparison=comparison,
        samples=samples,
        real=first,
        frechet_floor=frechet_distance(features, other),
        kernel_floor=kernel_distance(features, other),
        shares_floor=precision_recall(features, other),
        real_spectra=_histograms(comparison, first),
        frequencies=frequencies,
        real_power=power,
        real_seams=seam_index(comparison.real),
        real_faithfulness=_faithfulness(comparison, comparison.real, fabric, reporter.part(0.1, 0.25)),
    )
    for number, (one, patches) in enumerate(zip(comparison.sets, drawn, strict=True)):
        share = 0.45 / len(comparison.sets)
        part = reporter.part(0.25 + number * share, 0.25 + (number + 1) * share)
        evaluation.measured.append(_measured(comparison, one, patches.taken(0, samples), features, fabric, part))
    evaluation.audit, evaluation.audit_note = _audit(comparison, drawn[0].taken(0, samples), reporter.part(0.7, 1))
    return evaluation


def _measured(
    comparison: Comparison,
    one: ImagerySet,
    patches: Patches,
    real_features: NDArray[np.float64],
    fabric: Fabric,
    reporter: Reporter,
) -> SetMeasures:
    reporter.progress(0, f"Measuring {one.name}")
    features = comparison.extractor.features(patches)
    return SetMeasures(
        name=one.name,
        patches=patches,
        frechet=frechet_distance(real_features, features),
        kernel=kernel_distance(real_features, features),
        shares=precision_recall(real_features, features),
        spectra=_histograms(comparison, patches),
        power=power_spectrum(patches)[1],
        seams=seam_index(one.sources),
        faithfulness=_faithfulness(comparison, one.sources, fabric, reporter),
        variety=_variety(comparison, one),
    )


def _require_samples(samples: int, comparison: Comparison) -> None:
    if samples < FEWEST_PATCHES:
        raise InputError(
            f"Only {samples} patches of {comparison.patch} pixels can be compared, and {FEWEST_PATCHES} are needed at "
            "least (twice as many real ones): give more imagery, or make PATCH smaller."
        )


def _histograms(comparison: Comparison, patches: Patches) -> Histograms:
    classes = len(comparison.scheme.classes)
    return histograms(patches, comparison.band_names, classes, comparison.low, comparison.high)


def _faithfulness(
    comparison: Comparison, sources: Sequence[LabelledImagery], fabric: Fabric, reporter: Reporter
) -> Scores | None:
    """Return the segmentation model's scores on whole rasters, against the land cover that they show."""
    model = comparison.segmentation
    if model is None:
        return None
    evaluation = SegmentationEvaluation(model.scheme.names)
    for number, source in enumerate(sources):
        part = reporter.part(number / len(sources), (number + 1) / len(sources))
        evaluation.add(model, source, WindowPlan.fitting(source.grid), fabric, part)
    return evaluation.scores


def _variety(comparison: Comparison, one: ImagerySet) -> Diversity | None:
    """Return the diversity among images of the same land cover; None where there is one image of each."""
    groups = [group for group in one.variants if len(group) > 1]
    # The same seed gives the same places, as long as the same pixels are valid.
    count = max(comparison.count // max(sum(len(group) for group in groups), 1), FEWEST_PATCHES)
    drawn = [[draw_patches([source], comparison.patch, count, comparison.seed) for source in group] for group in groups]
    comparable = [
        variants for variants in drawn if len({tuple(place.window for place in one.places) for one in variants}) == 1
    ]
    if not comparable:
        return None
    classes = len(comparison.scheme.classes)
    return diversity(comparable, comparison.extractor, classes, comparison.low, comparison.high)


def _audit(comparison: Comparison, synthetic: Patches, reporter: Reporter) -> tuple[CopyAudit | None, str]:
    if not comparison.training:
        return None, "Copies were not looked for: TRAINING names no imagery that the generator was trained on."
    if not comparison.unseen:
        return None, (
            "Copies could not be looked for: all real imagery is training imagery. Give real imagery in REAL that the "
            "generator was not trained on; it is the measure of how alike unseen imagery is."
        )
    control = draw_patches(comparison.unseen, comparison.patch, len(synthetic), comparison.seed + 2)
    known = draw_patches(comparison.training, comparison.patch, TRAINING_PATCHES, comparison.seed + 3)
    spread = comparison.high - comparison.low
    audit = audit_copies(synthetic, control, comparison.training, known, comparison.extractor, spread, reporter)
    return audit, ""
