"""What an evaluation of synthetic imagery has measured, as figures that can be quoted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import ClassScheme
from ..segmentation.scores import Scores
from .comparison import Comparison
from .copies import CopyAudit
from .diversity import Diversity
from .histograms import Histograms, histogram_distances
from .patches import Patches
from .power_spectrum import spectrum_distance
from .precision_recall import PrecisionRecall


@dataclass(frozen=True)
class SetMeasures:
    """What was measured of one set of synthetic imagery; what could not be measured is None."""

    name: str
    patches: Patches
    frechet: float
    kernel: float
    shares: PrecisionRecall
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
    shares_floor: PrecisionRecall
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
                "pixels_by_land_cover": list(measured.variety.of_landcover),
                "images_of_each_land_cover": list(measured.variety.images),
                "pixels_by_class": dict(zip(names, _plain(measured.variety.of_class), strict=True)),
            }
        return found


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
