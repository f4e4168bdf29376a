"""Train imagery generator."""

from __future__ import annotations

from ...satsyn_core.contract.declarations import train_generator
from .base import JobAlgorithm


class TrainGeneratorAlgorithm(JobAlgorithm):
    """`satsyn:traingenerator`."""

    job = train_generator.JOB
    group_name = "Models"
