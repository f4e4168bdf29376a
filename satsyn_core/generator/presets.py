"""What can be trained, by the name that users give."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from .network.architecture import PRESETS as SEAMLESS_PRESETS
from .spade.training import PaperPlan
from .training.method import TrainingPlan, Wishes
from .training.seamless import SeamlessPlan

PRESETS: dict[str, Callable[[Wishes], TrainingPlan]] = {
    **{name: partial(SeamlessPlan.of, name) for name in SEAMLESS_PRESETS},
    "paper": PaperPlan.of,
}
"""The plan of each preset; small and base are sizes of the default family, paper is the source work's generator."""
