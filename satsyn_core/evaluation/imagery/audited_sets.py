"""The copy audits of several sets of synthetic imagery: which one counts, and what none of them searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...contract.wording import counted
from ...scenes.imagery import LabelledImagery
from .comparison import Comparison
from .copies import CopyAudit
from .patches import Patches
from .unseen_ground import TrainingGround


@dataclass(frozen=True)
class AuditedSet:
    """A set of synthetic imagery that was searched for copies.

    Attributes:
        name: of the set.
        patches: that were searched.
        possible: number of patches side by side in the set, with data or without.
        audit: the findings.
    """

    name: str
    patches: Patches
    possible: int
    audit: CopyAudit

    @property
    def severity(self) -> tuple[int, int, float]:
        """How bad the findings are, to compare sets: copies, the whole too close, not known, unusual, none."""
        audit = self.audit
        findings = (audit.copies, audit.is_whole_too_close, audit.is_undecided, audit.is_one_unusual)
        first = next((place for place, found in enumerate(findings) if found), len(findings))
        return len(findings) - first, audit.copies, float(audit.correlations.max(initial=-1.0))

    def to_json(self) -> dict[str, Any]:
        """Return the findings as JSON-compatible values."""
        return {"possible_patches": self.possible, **self.audit.to_json()}


def worst_first(audited: Sequence[AuditedSet]) -> list[AuditedSet]:
    """Return sets by their findings, the worst one first; those with equal ones in their order."""
    return sorted(audited, key=lambda one: one.severity, reverse=True)


def patches_side_by_side(sources: Sequence[LabelledImagery], size: int) -> int:
    """Return how many patches of a size fit into rasters side by side."""
    return sum((one.grid.height // size) * (one.grid.width // size) for one in sources)


def not_searched(audited: Sequence[AuditedSet], comparison: Comparison) -> tuple[str, ...]:
    """Return sentences on what the audits say nothing of: other ground, and patches that were not drawn."""
    found = []
    ground = TrainingGround(comparison.training)
    if audited and not any(ground.shows(place) for one in audited for place in one.patches.places):
        found.append(
            "No imagery that was searched for copies is known to show ground of TRAINING. A generator repeats its "
            "training imagery most likely on the land cover that it was trained with: give the imagery that you want "
            "to publish in SYNTHETIC. Imagery of land cover that was not searched is not cleared."
        )
    found += [
        f"Of {one.name}, {counted(len(one.patches), 'patch', 'patches')} of up to {one.possible} were searched for "
        "copies: make COUNT larger to search more of them."
        for one in audited
        if len(one.patches) == comparison.count < one.possible
    ]
    return tuple(found)
