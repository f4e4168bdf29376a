"""Evaluate synthetic imagery."""

from __future__ import annotations

from ..satsyn_core.jobs import evaluate_imagery
from .algorithm import JobAlgorithm


class EvaluateImageryAlgorithm(JobAlgorithm):
    """`satsyn:evaluateimagery`."""

    job = evaluate_imagery.JOB
    group_name = "Imagery"
