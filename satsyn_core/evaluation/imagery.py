"""Evaluation of synthetic imagery against real imagery of the same kind of place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from lightning_fabric import Fabric
from numpy.typing import NDArray

from ..errors import InputError
from ..landcover.scheme import ClassScheme
from ..progress import Reporter
from ..segmentation.model import SegmentationModel
from ..segmentation.prediction import WindowPlan
from .copies import CopyAudit, audit_copies
from .distances import frechet_distance, kernel_distance
from .diversity import Diversity, diversity
from .features import FeatureExtractor
from .manifold import Manifold, manifold
from .patches import Patches, draw_patches
from .scores import Scores
from .seams import seam_index
from .segmentation import LabelledImagery, SegmentationEvaluation
from .spectra import Histograms, histogram_distances, histograms
from .texture import power_spectrum, spectrum_distance

FEWEST_PATCHES = 10
"""With fewer patches a distance says nothing."""

TRAINING_PATCHES = 1000


@dataclass(frozen=True)
class ImagerySet:
    """Synthetic imagery of one kind, such as "random codes".

    Attributes:
        name: of the set.
        sources: its rasters.
        variants: groups of sources that show the same land cover.
    """

    name: str
    sources: Sequence[LabelledImagery]
    variants: Sequence[Sequence[LabelledImagery]] = ()


@dataclass(frozen=True)
class Comparison:
    """What is compared, and how.

    Attributes:
        real: real imagery that synthetic imagery shall be like.
        sets: synthetic imagery, at least one set.
        training: imagery that the generator was trained on; empty leaves the copy audit out.
        unseen: real imagery that it was not trained on, the control of the audit.
        scheme, band_names: of all imagery.
        low, high: range of the digital numbers.
        extractor: gives features.
        segmentation: judges label faithfulness; None leaves it out.
        patch: pixels along the side of a patch.
        count: patches a set, at most.
        seed: of the draws.
    """

    real: Sequence[LabelledImagery]
    sets: Sequence[ImagerySet]
    training: Sequence[LabelledImagery]
    unseen: Sequence[LabelledImagery]
    scheme: ClassScheme
    band_names: Sequence[str]
    low: float
    high: float
    extractor: FeatureExtractor
    segmentation: SegmentationModel | None
    patch: int
    count: int
    seed: int


@dataclass(frozen=True)
class SetMeasures:
    """What was measured of one set of synthetic imagery; what could not be measured is None."""

    name: str
    patches: Patches
    frechet: float
    kernel: float
    shares: Manifold
    spectra: Histograms
    power: NDArray[np.float64]
    seams: float | None
    faithfulness: Scores | None
    variety: Diversity | None


@dataclass
class ImageryEvaluation:
    """The whole evaluation.

    Attributes:
        comparison: what was compared.
        samples: patches in each set that distances are of.
        frechet_floor, kernel_floor, shares_floor: real imagery against other real imagery, with as many patches.
        real, real_spectra, real_power, frequencies, real_seams: the real imagery's own.
        real_faithfulness: the segmentation model's scores on real imagery.
        measured: of each set.
        audit: None if it was left out; `audit_note` says why.
    """

    comparison: Comparison
    samples: int
    real: Patches
    frechet_floor: float
    kernel_floor: float
    shares_floor: Manifold
    real_spectra: Histograms
    frequencies: NDArray[np.float64]
    real_power: NDArray[np.float64]
    real_seams: float | None
    real_faithfulness: Scores | None
    measured: list[SetMeasures] = field(default_factory=list)
    audit: CopyAudit | None = None
    audit_note: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return everything that was measured as JSON-compatible values."""
        return {
            "features": self.comparison.extractor.name,
            "patches": self.samples,
            "patch_pixels": self.comparison.patch,
            "floor": {
                "meaning": "real imagery against other real imagery, with as many patches",
                "frechet_distance": self.frechet_floor,
                "kernel_distance": self.kernel_floor,
                **self.shares_floor.to_json(),
            },
            "real": {
                "label_faithfulness": _scores_json(self.real_faithfulness, self.comparison.scheme),
                "seam_index": self.real_seams,
            },
            "sets": {measured.name: self._set_json(measured) for measured in self.measured},
            "copy_audit": self.audit.to_json() if self.audit else {"verdict": self.audit_note},
        }

    def _set_json(self, measured: SetMeasures) -> dict[str, Any]:
        names = self.comparison.scheme.names
        apart = histogram_distances(self.real_spectra, measured.spectra)
        found: dict[str, Any] = {
            "frechet_distance": measured.frechet,
            "frechet_ratio_to_floor": measured.frechet / max(self.frechet_floor, 1e-12),
            "kernel_distance": measured.kernel,
            **measured.shares.to_json(),
            "spectral_distance": {
                name: dict(zip(self.real_spectra.channels, _plain(apart[place]), strict=True))
                for place, name in enumerate([*names, "all classes"])
            },
            "texture_distance_db": spectrum_distance(self.real_power, measured.power),
            "seam_index": measured.seams,
            "label_faithfulness": _scores_json(measured.faithfulness, self.comparison.scheme),
        }
        if measured.faithfulness and self.real_faithfulness:
            found["label_faithfulness"]["ratio_to_real"] = (
                measured.faithfulness.mean_iou / self.real_faithfulness.mean_iou
            )
        if measured.variety:
            found["diversity"] = {
                "pixels": measured.variety.pixels,
                "features": measured.variety.features,
                "images_of_each_land_cover": measured.variety.images,
                "pixels_by_class": dict(zip(names, _plain(measured.variety.of_class), strict=True)),
            }
        return found


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
        shares_floor=manifold(features, other),
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
        shares=manifold(real_features, features),
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
    """Return the diversity within the first group of images of the same land cover."""
    group = next((group for group in one.variants if len(group) > 1), None)
    if group is None:
        return None
    # The same seed gives the same places, as long as the same pixels are valid.
    count = max(comparison.count // len(group), FEWEST_PATCHES)
    variants = [draw_patches([source], comparison.patch, count, comparison.seed) for source in group]
    if len({tuple(place.window for place in patches.places) for patches in variants}) > 1:
        return None
    classes = len(comparison.scheme.classes)
    return diversity(variants, comparison.extractor, classes, comparison.low, comparison.high)


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


def _scores_json(scores: Scores | None, scheme: ClassScheme) -> dict[str, Any]:
    if scores is None:
        return {"note": "not measured: no segmentation model was given"}
    found: Mapping[str, Any] = scores.to_json(scheme.names)
    return {
        "mean_iou": found["mean_iou"],
        "overall_accuracy": found["overall_accuracy"],
        "iou": {name: values["iou"] for name, values in found["classes"].items()},
    }


def _plain(values: NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]
