"""The study of whether synthetic imagery helps."""

from __future__ import annotations

from ...satsyn_core.contract.declarations import mix_study
from .base import JobAlgorithm


class MixStudyAlgorithm(JobAlgorithm):
    """`satsyn:mixstudy`."""

    job = mix_study.JOB
    group_name = "Training sets"
