"""What the report of a generator's training shows."""

from __future__ import annotations

from dataclasses import fields

from satsyn_core.contract.loss_weights import LossWeights, SpadeLossWeights
from satsyn_core.evaluation.reports.training import LOSS_GROUPS


def test_every_loss_has_its_curve() -> None:
    shown = [name for names in LOSS_GROUPS.values() for name in names]
    weighted = {field.name for weights in (LossWeights, SpadeLossWeights) for field in fields(weights)}
    assert weighted - {"diversity_ceiling"} <= {*shown}
    assert len(shown) == len({*shown})
