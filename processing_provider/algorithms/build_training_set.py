"""Build mixed training set."""

from __future__ import annotations

from ...satsyn_core.contract.declarations import build_training_set
from .base import JobAlgorithm


class BuildTrainingSetAlgorithm(JobAlgorithm):
    """`satsyn:buildtrainingset`."""

    job = build_training_set.JOB
    group_name = "Training sets"
