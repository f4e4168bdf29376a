"""Evaluation of synthetic imagery against real imagery of the same kind of area: first comparison, then copy audit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from lightning_fabric import Fabric
from numpy.typing import NDArray

from ...contract.errors import InputError
from ...contract.evaluated_imagery import can_be_smaller
from ...contract.progress import Reporter
from ...contract.wording import counted
from ...scenes.imagery import LabelledImagery
from ...segmentation.prediction import WindowPlan
from ..segmentation.evaluate import SegmentationEvaluation
from ..segmentation.scores import Scores
from .audited_sets import AuditedSet, patches_side_by_side, worst_first
from .comparison import Comparison, ImagerySet
from .copies import CopyAudit, SearchedImagery, SkippedAudit, audit_copies
from .distances import frechet_distance, kernel_distance
from .diversity import Diversity, diversity
from .histograms import histograms
from .patch_search import best_matches
from .patches import Patches, draw_patches, find_patches
from .power_spectrum import power_spectrum
from .precision_recall import precision_recall
from .range_coverage import ClassFigures, RangeCoverage, class_figures, range_coverage
from .result import ComparisonResult, FeatureDistances, ImageryMeasures, SetMeasures
from .scarce_classes import ScarceClasses, more_patches, scarce_classes
from .seams import seam_index
from .unseen_ground import TrainingGround

FEWEST_PATCHES = 10
"""With fewer patches a distance says nothing."""

TRAINING_PATCHES = 1000
"""Greatest number of patches of the training imagery whose features are searched for copies."""

COVERAGE_PATCHES = 96
"""Greatest number of patches of each set from which coverage is measured: a generator makes each in a style of its own,
and that takes longer than many patches of one style."""


def compare_imagery(comparison: Comparison, fabric: Fabric, reporter: Reporter) -> ComparisonResult:
    """Measure each set of synthetic imagery against the real imagery.

    Args:
        comparison: what is compared.
        fabric: launched; for the segmentation model.
        reporter: gets progress; may cancel.

    Raises:
        InputError: there is too little imagery to compare.
    """
    size, count, seed = comparison.patch, comparison.count, comparison.seed
    real = draw_patches(comparison.real, size, 2 * count, seed, reporter.part(0, 0.05))
    drawn = [draw_patches(one.sources, size, count, seed + 1, reporter.part(0.05, 0.1)) for one in comparison.sets]
    samples = min(len(real) // 2, *(len(patches) for patches in drawn))
    _require_samples(samples, comparison)
    first, second = real.select(0, samples), real.select(samples, 2 * samples)
    features = comparison.extractor.features(first)
    floor = _distances(features, comparison.extractor.features(second))
    real_measures = _measures(comparison, comparison.real, first, fabric, reporter.part(0.1, 0.3))
    sets = []
    for number, (one, patches) in enumerate(zip(comparison.sets, drawn, strict=True)):
        share = 0.7 / len(comparison.sets)
        part = reporter.part(0.3 + number * share, 0.3 + (number + 1) * share)
        part.progress(0, f"Measuring {one.name}")
        compared = patches.select(0, samples)
        coverage, scarce = _coverage(comparison, first, _varied(one, first, compared))
        varied, unvaried = _diversity(comparison, one, part.part(0, 0))
        sets.append(
            SetMeasures(
                name=one.name,
                measures=_measures(comparison, one.sources, compared, fabric, part),
                distances=_distances(features, comparison.extractor.features(compared)),
                diversity=varied,
                unvaried=unvaried,
                coverage=coverage,
                scarce=scarce,
                drawn=patches,
            )
        )
    frequencies, _ = power_spectrum(first)
    coverage_floor, floor_scarce = _coverage(comparison, first, second)
    return ComparisonResult(samples, frequencies, floor, coverage_floor, floor_scarce, real_measures, tuple(sets))


def search_copies(comparison: Comparison, synthetic: Patches, reporter: Reporter) -> CopyAudit | SkippedAudit:
    """Search synthetic patches for copies of the training imagery.

    Args:
        comparison: names the training imagery, and unseen real imagery as the control.
        synthetic: patches to audit.
        reporter: gets progress; may cancel.
    """
    found = _audits(comparison, [synthetic], reporter)
    return found if isinstance(found, SkippedAudit) else found[0]


def search_sets(
    comparison: Comparison, sets: Sequence[SetMeasures], reporter: Reporter
) -> Sequence[AuditedSet] | SkippedAudit:
    """Search every set for copies of the training imagery, in all patches that were drawn of it.

    Args:
        comparison: names the training imagery, and unseen real imagery as the control.
        sets: what was measured of its sets.
        reporter: gets progress; may cancel.

    Returns:
        The set with the worst findings first.
    """
    found = _audits(comparison, [one.drawn for one in sets], reporter)
    if isinstance(found, SkippedAudit):
        return found
    possible = [patches_side_by_side(one.sources, comparison.patch) for one in comparison.sets]
    pairs = zip(sets, possible, found, strict=True)
    return worst_first([AuditedSet(one.name, one.drawn, number, audit) for one, number, audit in pairs])


def _audits(comparison: Comparison, sets: Sequence[Patches], reporter: Reporter) -> list[CopyAudit] | SkippedAudit:
    if not comparison.training:
        return SkippedAudit("Copies were not looked for: TRAINING names no imagery that the generator was trained on.")
    drawing = reporter.part(0, 0)
    control = _control(comparison, comparison.count, drawing)
    if control is None:
        return SkippedAudit(
            "Copies could not be looked for: all real imagery is training imagery or shows its ground. Give real "
            "imagery in REAL of ground that the generator was not trained on; it is the measure of how alike unseen "
            "imagery is."
        )
    known = draw_patches(comparison.training, comparison.patch, TRAINING_PATCHES, comparison.seed + 3, drawing)
    share = 1 / (len(sets) + 1)
    spread = comparison.high - comparison.low
    unseen = best_matches(control.images, comparison.training, spread, reporter.part(0, share))
    training = SearchedImagery(comparison.training, known, spread, unseen)
    parts = [reporter.part(share * (number + 1), share * (number + 2)) for number in range(len(sets))]
    return [
        audit_copies(synthetic, control, training, comparison.extractor, part, comparison.count)
        for synthetic, part in zip(sets, parts, strict=True)
    ]


def _control(comparison: Comparison, count: int, reporter: Reporter) -> Patches | None:
    """Return real patches of ground that no training imagery shows, under whatever name; None if there is none."""
    if not comparison.unseen:
        return None
    size, seed, on_training = comparison.patch, comparison.seed + 2, TrainingGround(comparison.training).shows
    found = find_patches(comparison.unseen, size, count, seed, on_training, reporter)
    if found is None:
        # Its error, where it is not the ground that leaves nothing.
        draw_patches(comparison.unseen, size, 1, seed, reporter)
    return found


def _measures(
    comparison: Comparison, sources: Sequence[LabelledImagery], patches: Patches, fabric: Fabric, reporter: Reporter
) -> ImageryMeasures:
    classes = len(comparison.scheme.classes)
    return ImageryMeasures(
        patches=patches,
        histograms=histograms(patches, comparison.band_names, classes, comparison.low, comparison.high),
        power=power_spectrum(patches)[1],
        seams=seam_index(sources),
        faithfulness=_faithfulness(comparison, sources, fabric, reporter),
    )


def _distances(real: NDArray[np.float64], synthetic: NDArray[np.float64]) -> FeatureDistances:
    return FeatureDistances(
        frechet_distance(real, synthetic), kernel_distance(real, synthetic), precision_recall(real, synthetic)
    )


def _varied(one: ImagerySet, real: Patches, drawn: Patches) -> Patches:
    """Return the patches of a set that its coverage is measured on: of a generator, real land cover in many styles."""
    return drawn if one.in_own_styles is None else one.in_own_styles(real.select(0, COVERAGE_PATCHES))


def _coverage(
    comparison: Comparison, real: Patches, other: Patches
) -> tuple[RangeCoverage | None, ScarceClasses | None]:
    """Return the coverage of real patches by others, and the classes that were left out of it."""
    names = comparison.scheme.names
    some = [patches.select(0, COVERAGE_PATCHES) for patches in (real, other)]
    own, others = (_class_figures(comparison, patches) for patches in some)
    advice = more_patches(len(real), comparison.count, COVERAGE_PATCHES, comparison.patch)
    return range_coverage(own, [others], names), scarce_classes(some, [own, others], names, advice)


def _class_figures(comparison: Comparison, patches: Patches) -> ClassFigures:
    return class_figures(
        patches.images, patches.classes, len(comparison.scheme.names), comparison.band_names, comparison.low
    )


def _require_samples(samples: int, comparison: Comparison) -> None:
    if samples < FEWEST_PATCHES:
        raise InputError(
            f"Only {counted(samples, 'patch', 'patches')} of {comparison.patch} pixels can be compared, and "
            f"{FEWEST_PATCHES} are needed at least (twice as many real ones): give more imagery"
            f"{', or make PATCH smaller' if can_be_smaller(comparison.patch) else ''}."
        )


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


def _diversity(comparison: Comparison, one: ImagerySet, reporter: Reporter) -> tuple[Diversity | None, tuple[str, ...]]:
    """Return the diversity among images of the same land cover, None where none can be compared, and the names of
    images of the same land cover that cannot.
    """
    groups = [group for group in one.variants if len(group) > 1]
    # The same seed gives the same places, as long as the same pixels are valid.
    count = max(comparison.count // max(sum(len(group) for group in groups), 1), FEWEST_PATCHES)
    comparable, left_out = [], []
    for group in groups:
        drawn = [
            find_patches([source], comparison.patch, count, comparison.seed, reporter=reporter) for source in group
        ]
        variants = [patches for patches in drawn if patches is not None]
        places = {tuple(place.window for place in patches.places) for patches in variants}
        if len(variants) == len(group) and len(places) == 1:
            comparable.append(variants)
        else:
            left_out += [source.name for source in group]
    if not comparable:
        return None, tuple(left_out)
    classes = len(comparison.scheme.classes)
    found = diversity(comparable, comparison.extractor, classes, comparison.low, comparison.high)
    return found, tuple(left_out)
