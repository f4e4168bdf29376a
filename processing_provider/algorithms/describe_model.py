"""Describe model: what a model file holds."""

from __future__ import annotations

from ...satsyn_core.contract.declarations import describe_model
from .base import JobAlgorithm


class DescribeModelAlgorithm(JobAlgorithm):
    """`satsyn:describemodel`."""

    job = describe_model.JOB
    group_name = "Models"
