"""Generate change pair."""

from __future__ import annotations

from ...satsyn_core.contract.declarations import generate_change
from .generate_imagery import GenerateImageryAlgorithm


class GenerateChangeAlgorithm(GenerateImageryAlgorithm):
    """`satsyn:generatechange`."""

    job = generate_change.JOB
    image_outputs = ("OUTPUT_BEFORE", "OUTPUT_AFTER")
