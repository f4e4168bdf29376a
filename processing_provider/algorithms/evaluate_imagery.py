"""Evaluate synthetic imagery."""

from __future__ import annotations

from ...satsyn_core.contract.declarations import evaluate_imagery
from .base import JobAlgorithm


class EvaluateImageryAlgorithm(JobAlgorithm):
    """`satsyn:evaluateimagery`."""

    job = evaluate_imagery.JOB
    group_name = "Imagery"
