"""The results of an evaluation of synthetic imagery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import ClassScheme
from ...contract.evaluated_imagery import can_be_smaller
from ...contract.figure_scales import (
    COVERAGE,
    FAITHFULNESS_RATIO,
    FRECHET_RATIO,
    RANGE_COVERAGE,
    SEAMS,
    FigureScale,
)
from ...contract.own_files import listed
from ..segmentation.scores import Scores
from .audited_sets import AuditedSet, not_searched
from .comparison import Comparison
from .copies import CopyAudit, SkippedAudit
from .diversity import Diversity
from .histograms import Histograms, histogram_distances
from .patches import Patches
from .power_spectrum import spectrum_distance
from .precision_recall import PrecisionRecall
from .range_coverage import RangeCoverage
from .scarce_classes import ScarceClasses, fewest


@dataclass(frozen=True)
class FeatureDistances:
    """Distances between two sets of features.

    Attributes:
        frechet: Fréchet distance, 0 or more.
        kernel: kernel distance; near 0, and sometimes negative, for sets of one distribution.
        shares: precision, recall, density and coverage.
    """

    frechet: float
    kernel: float
    shares: PrecisionRecall

    def to_json(self) -> dict[str, float]:
        """Return all distances by name."""
        return {"frechet_distance": self.frechet, "kernel_distance": self.kernel, **self.shares.to_json()}


@dataclass(frozen=True)
class ImageryMeasures:
    """What is measured of real and of synthetic imagery alike.

    Attributes:
        patches: that were drawn of it.
        histograms: of their values.
        power: their power spectrum (n,).
        seams: seam index; None where no raster is larger than a block.
        faithfulness: the segmentation model's scores; None without such a model.
    """

    patches: Patches
    histograms: Histograms
    power: NDArray[np.float64]
    seams: float | None
    faithfulness: Scores | None


@dataclass(frozen=True)
class SetMeasures:
    """What was measured of one set of synthetic imagery.

    Attributes:
        name: of the set.
        measures: of its imagery.
        distances: of its features from those of real imagery.
        diversity: among images of the same land cover; None where there is one image of each.
        coverage: of the range of real imagery; None where no class is shown often enough.
        scarce: classes that are left out of that, because they are not shown often enough; None where all are in it.
        drawn: patches of it, as many as there are up to COUNT; more than those that are measured.
        unvaried: names of images of the same land cover that are left out of the diversity.
    """

    name: str
    measures: ImageryMeasures
    distances: FeatureDistances
    diversity: Diversity | None
    coverage: RangeCoverage | None
    scarce: ScarceClasses | None
    drawn: Patches
    unvaried: tuple[str, ...] = ()


@dataclass(frozen=True)
class ComparisonResult:
    """Synthetic imagery measured against real imagery.

    Attributes:
        samples: patches in each set that distances are computed from.
        frequencies: of all power spectra, in cycles per pixel (n,).
        floor: distances of real imagery from other real imagery, with as many patches.
        coverage_floor: coverage of the range of real imagery by other real imagery, with as many patches; None where no
            class is shown often enough.
        scarce_floor: classes that are left out of that; None where all are in it.
        real: the real imagery.
        sets: each set of synthetic imagery.
    """

    samples: int
    frequencies: NDArray[np.float64]
    floor: FeatureDistances
    coverage_floor: RangeCoverage | None
    scarce_floor: ScarceClasses | None
    real: ImageryMeasures
    sets: tuple[SetMeasures, ...]


@dataclass(frozen=True)
class ImageryEvaluation:
    """The whole evaluation.

    Attributes:
        comparison: what was compared.
        compared: the measurements.
        copies: the copy audit with the worst findings, or why there was none.
        notes: sentences that a reader of the scores needs to know.
        audited: all sets that were searched for copies, the one with the worst findings first.
    """

    comparison: Comparison
    compared: ComparisonResult
    copies: CopyAudit | SkippedAudit
    notes: tuple[str, ...] = ()
    audited: Sequence[AuditedSet] = ()

    @classmethod
    def of(
        cls,
        comparison: Comparison,
        compared: ComparisonResult,
        audited: Sequence[AuditedSet] | SkippedAudit,
        notes: tuple[str, ...],
    ) -> ImageryEvaluation:
        """Return the evaluation with the copy audits of all sets, or the reason why there are none."""
        if isinstance(audited, SkippedAudit):
            return cls(comparison, compared, audited, notes)
        return cls(comparison, compared, audited[0].audit, (*notes, *not_searched(audited, comparison)), audited)

    def verdicts(self) -> list[tuple[str, CopyAudit | SkippedAudit]]:
        """Return the copy audits with the names of their sets, the worst one first; without a name where there is one
        set.
        """
        if len(self.audited) < 2:
            return [("", self.copies)]
        return [(one.name, one.audit) for one in self.audited]

    def to_json(self) -> dict[str, Any]:
        """Return everything that was measured as JSON-compatible values."""
        real = self.compared.real
        return {
            "features": self.comparison.extractor.name,
            "patches": self.compared.samples,
            "patch_pixels": self.comparison.patch,
            "floor": {
                "meaning": "real imagery against other real imagery, with as many patches",
                **self.compared.floor.to_json(),
                "range_coverage": _coverage_json(self.compared.coverage_floor, self.compared.scarce_floor),
            },
            "real": {
                "label_faithfulness": _scores_json(real.faithfulness, self.comparison.scheme),
                "seam_index": real.seams,
            },
            "sets": {one.name: self._set_json(one) for one in self.compared.sets},
            "copy_audit": self._audit_json(),
            **({"notes": list(self.notes)} if self.notes else {}),
        }

    def _audit_json(self) -> dict[str, Any]:
        content = self.copies.to_json()
        if self.audited:
            content["set"] = self.audited[0].name
            content["possible_patches"] = self.audited[0].possible
            content["other_sets"] = {one.name: one.to_json() for one in self.audited[1:]}
        return content

    def scaled(self, one: SetMeasures) -> list[tuple[FigureScale, float]]:
        """Return the main figures of a set with their scales; those that were not measured are left out."""
        found = [
            (FRECHET_RATIO, self._frechet_ratio(one)),
            (COVERAGE, one.distances.shares.coverage),
        ]
        if one.coverage is not None:
            found.append((RANGE_COVERAGE, one.coverage.mean))
        faithfulness = self._faithfulness_ratio(one)
        if faithfulness is not None:
            found.append((FAITHFULNESS_RATIO, faithfulness))
        if one.measures.seams is not None:
            found.append((SEAMS, one.measures.seams))
        return found

    def in_words(self) -> str:
        """Return the main figures of the first set in a sentence."""
        first = self.compared.sets[0]
        figures = [f"{scale.name} {value:.2f} ({scale.word(value)})" for scale, value in self.scaled(first)]
        return f"{first.name}: Fréchet distance {first.distances.frechet:.4g}; {'; '.join(figures)}."

    def left_out(self) -> list[tuple[str, str]]:
        """Return the names of sets of which something was not measured, with sentences on it: on the variety of some
        classes, and on the diversity of some images.

        Sets that lack the same classes stand together; without a name if these are all sets.
        """
        groups: dict[tuple[int, tuple[str, ...]], list[tuple[str, ScarceClasses]]] = {}
        for one in self.compared.sets:
            if one.scarce is not None:
                lacking = one.scarce.present, tuple(one.scarce.patches)
                groups.setdefault(lacking, []).append((one.name, one.scarce))
        found = []
        for group in groups.values():
            names = [name for name, _ in group]
            shown = "" if len(names) == len(self.compared.sets) else ", ".join(names)
            found.append((shown, fewest([scarce for _, scarce in group]).in_words()))
        found += [(one.name, self._unvaried_in_words(one)) for one in self.compared.sets if one.unvaried]
        return found

    def _unvaried_in_words(self, one: SetMeasures) -> str:
        return (
            f"Diversity was not measured between {listed(one.unvaried)}: they have no patches of "
            f"{self.comparison.patch} pixels at the same places. Leave them out"
            f"{', or make PATCH smaller' if can_be_smaller(self.comparison.patch) else ''}."
        )

    def _frechet_ratio(self, one: SetMeasures) -> float:
        return one.distances.frechet / max(self.compared.floor.frechet, 1e-12)

    def _faithfulness_ratio(self, one: SetMeasures) -> float | None:
        """Return the mean IoU of a set over that of real imagery, in which a model may find nothing to compare with."""
        real, synthetic = self.compared.real.faithfulness, one.measures.faithfulness
        if real is None or synthetic is None or not real.mean_iou > 0:
            return None
        return synthetic.mean_iou / real.mean_iou

    def _set_json(self, one: SetMeasures) -> dict[str, Any]:
        names = self.comparison.scheme.names
        real, synthetic = self.compared.real, one.measures
        apart = histogram_distances(real.histograms, synthetic.histograms)
        content: dict[str, Any] = {
            "frechet_distance": one.distances.frechet,
            "frechet_ratio_to_floor": self._frechet_ratio(one),
            "kernel_distance": one.distances.kernel,
            **one.distances.shares.to_json(),
            "range_coverage": _coverage_json(one.coverage, one.scarce),
            "spectral_distance": {
                name: dict(zip(real.histograms.channels, _without_nan(apart[index]), strict=True))
                for index, name in enumerate([*names, "all classes"])
            },
            "texture_distance_db": spectrum_distance(real.power, synthetic.power),
            "seam_index": synthetic.seams,
            "label_faithfulness": _scores_json(synthetic.faithfulness, self.comparison.scheme),
        }
        faithfulness = self._faithfulness_ratio(one)
        if faithfulness is not None:
            content["label_faithfulness"]["ratio_to_real"] = faithfulness
        if one.diversity:
            content["diversity"] = {
                "pixels": one.diversity.pixels,
                "features": one.diversity.features,
                "pixels_by_land_cover": list(one.diversity.of_landcover),
                "images_of_each_land_cover": list(one.diversity.images),
                "pixels_by_class": dict(zip(names, _without_nan(one.diversity.of_class), strict=True)),
            }
        if one.unvaried:
            content.setdefault("diversity", {})["note"] = self._unvaried_in_words(one)
        return content


def _scores_json(scores: Scores | None, scheme: ClassScheme) -> dict[str, Any]:
    if scores is None:
        return {"note": "not measured: no segmentation model was given"}
    found = scores.to_json(scheme.names)
    return {
        "mean_iou": found["mean_iou"],
        "overall_accuracy": found["overall_accuracy"],
        "iou": {name: values["iou"] for name, values in found["classes"].items()},
    }


def _coverage_json(coverage: RangeCoverage | None, scarce: ScarceClasses | None) -> dict[str, Any]:
    found = {} if coverage is None else coverage.to_json()
    if scarce is not None:
        found |= {"note": scarce.in_words(), "patches_of_classes_not_measured": scarce.patches}
    return found


def _without_nan(values: NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]
