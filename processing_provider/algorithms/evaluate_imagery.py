"""Evaluate synthetic imagery."""

from __future__ import annotations

from typing import Any

from ...satsyn_core.contract.declarations import evaluate_imagery
from .base import JobAlgorithm


class EvaluateImageryAlgorithm(JobAlgorithm):
    """`satsyn:evaluateimagery`."""

    job = evaluate_imagery.JOB
    group_name = "Imagery"

    def missing(self, given: set[str], parameters: dict[str, Any]) -> str:
        if not {"synthetic", "model"} & given:
            return (
                f"There is nothing to measure: choose {self.label('synthetic')}, or a {self.label('model')} that "
                "generates it."
            )
        return ""
