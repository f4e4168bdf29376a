"""What can be trained, by the name that users give."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from .network.architecture import PRESETS as SEAMLESS_PRESETS
from .spade.training import SpadePlan
from .training.method import TrainingOptions, TrainingPlan
from .training.seamless import SeamlessPlan

PRESETS: dict[str, Callable[[TrainingOptions], TrainingPlan]] = {
    **{name: partial(SeamlessPlan.of, name) for name in SEAMLESS_PRESETS},
    "paper": SpadePlan.of,
}
"""The plan of each preset; small and base are sizes of the default family, paper is the source work's generator."""
