"""Describe land cover: what its values mean, and which model suits it."""

from __future__ import annotations

from ...satsyn_core.contract.declarations import describe_landcover
from .base import JobAlgorithm


class DescribeLandCoverAlgorithm(JobAlgorithm):
    """`satsyn:describelandcover`."""

    job = describe_landcover.JOB
    group_name = "Imagery"
