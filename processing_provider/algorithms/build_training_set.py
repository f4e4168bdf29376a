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
        image = parameters.get("STYLE") == "image"
        if image and "style_image" not in given:
            return f"{self.label('style')} is image: choose a {self.label('style_image')}."
        return ""
