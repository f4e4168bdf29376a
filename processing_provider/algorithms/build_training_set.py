"""Build mixed training set."""

from __future__ import annotations

from typing import Any

from ...satsyn_core.contract.declarations import build_training_set
from .base import JobAlgorithm


class BuildTrainingSetAlgorithm(JobAlgorithm):
    """`satsyn:buildtrainingset`."""

    job = build_training_set.JOB
    group_name = "Training sets"

    def missing(self, given: set[str], parameters: dict[str, Any]) -> str:
        percent = next(one for one in self.job.declared if one.name == "synthetic_percent")
        share = parameters.get(percent.qgis_name, percent.default)
        if "model" not in given and share not in (0, 0.0, "0"):
            return (
                f"Synthetic chips need a generator: choose a {self.label('model')}, or set "
                f"{self.label('synthetic_percent')} to 0 for a set of real chips."
            )
        image = parameters.get("STYLE") == "image"
        if image and "style_image" not in given:
            return f"{self.label('style')} is image: choose a {self.label('style_image')}."
        return ""
