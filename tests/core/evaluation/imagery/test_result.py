"""The results of an evaluation as JSON."""

from __future__ import annotations

from satsyn_core.evaluation.imagery.copies import SkippedAudit
from satsyn_core.evaluation.imagery.precision_recall import PrecisionRecall
from satsyn_core.evaluation.imagery.result import FeatureDistances


def test_distances_are_flat_json() -> None:
    distances = FeatureDistances(1.5, 0.25, PrecisionRecall(0.9, 0.8, 1.1, 0.7))
    assert distances.to_json() == {
        "frechet_distance": 1.5,
        "kernel_distance": 0.25,
        "precision": 0.9,
        "recall": 0.8,
        "density": 1.1,
        "coverage": 0.7,
    }


def test_an_audit_that_was_not_made_says_why() -> None:
    assert SkippedAudit("No training imagery.").to_json() == {"verdict": "No training imagery."}
