"""The recommendation of a study in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..contract.wording import counted
from .statistics import ScoreEstimate
from .treatment import ADD, REPLACE, Treatment

if TYPE_CHECKING:
    from .findings import StudyComparison

SIGNIFICANT = 0.05
"""Largest corrected p-value of a difference that counts as found."""


def recommend(comparisons: Sequence[StudyComparison], missing: int) -> tuple[str, ...]:
    """Return what to do for every share of the real data, a sentence or two for each.

    Args:
        comparisons: of mixtures with real chips alone.
        missing: number of trainings that are not finished.
    """
    sentences = [
        _of_group([one for one in comparisons if (one.treatment.share, one.treatment.bands) == group])
        for group in sorted({(one.treatment.share, one.treatment.bands) for one in comparisons})
    ]
    if not sentences:
        sentences = ["No mixture can be compared with real chips alone yet."]
    if missing:
        sentences.append(
            f"{counted(missing, 'training')} {'is' if missing == 1 else 'are'} left: run the study again to go on."
        )
    return tuple(sentences)


def best_of(group: Sequence[StudyComparison]) -> StudyComparison:
    """Return the mixture to recommend.

    It has the largest difference of those that are found to help. Where none is, it has the largest of all; mixtures of
    a single seed count only where there are no others.
    """
    several = [one for one in group if len(one.seeds) > 1]
    helpful = [one for one in several if one.p_holm < SIGNIFICANT and one.difference.mean > 0]
    return max(helpful or several or group, key=lambda one: one.difference.mean)


def _of_group(group: Sequence[StudyComparison]) -> str:
    best = best_of(group)
    data, difference = _data(best.treatment), best.difference
    number = f"{len(best.seeds)} seeds"
    is_better = best.better == best.treatment
    if len(best.seeds) < 2:
        real = "" if is_better else "Until then, use real chips alone: in this seed no mixture is better. "
        return (
            f"With {data}, there is one seed so far, which does not tell a difference from chance: run at least 3 "
            f"(SEEDS). {real}The best mixture of this seed is {best.treatment.mixture_label}, with "
            f"{difference.mean:+.3f} mean IoU against real chips alone."
        )
    if not difference.is_certain:
        real = "" if is_better else " Use real chips alone."
        return f"With {data}, all {number} score the same with {best.treatment.mixture_label} as without.{real}"
    if best.p_holm < SIGNIFICANT and difference.mean > 0:
        return (
            f"With {data}, {_action(best.treatment)}: {difference.mean:+.3f} mean IoU, {_interval(difference)} "
            f"(corrected p {_p(best.p_holm)}, {number})."
        )
    worse = [one for one in group if one.p_holm < SIGNIFICANT and one.difference.mean < 0]
    if best in worse:
        return (
            f"With {data}, use no synthetic chips: even the best mixture, {best.treatment.mixture_label}, costs "
            f"{-difference.mean:.3f} mean IoU, {_interval(difference)} ({number})."
        )
    harm = (
        f" Of {counted(len(group), 'mixture')}, {len(worse)} {'is' if len(worse) == 1 else 'are'} worse than real "
        "chips alone."
        if worse
        else ""
    )
    return (
        f"With {data}, no difference was found"
        f"{'' if is_better else ', and no mixture is better than real chips alone: use these'}"
        f"{': the' if is_better else '. The'} best mixture, {best.treatment.mixture_label}, has "
        f"{difference.mean:+.3f} mean IoU, {_interval(difference)}; one of {difference.detectable:.3f} would have been "
        f"found (corrected p {_p(best.p_holm)}, {number}).{harm}"
    )


def _data(treatment: Treatment) -> str:
    data = "all real chips" if treatment.share == 100 else f"{treatment.share:g} % of the real chips"
    return f"{data} in bands {' '.join(map(str, treatment.bands))}" if treatment.bands else data


def _action(treatment: Treatment) -> str:
    percent, details = f"{treatment.percent:g}", treatment.mixture_label.partition(" %")[2]
    if treatment.mix == REPLACE:
        return f"replace {percent} % of them by synthetic chips{details}"
    if treatment.mix == ADD:
        return f"add synthetic chips at {percent} % of their number{details}"
    return f"train on synthetic chips alone, at {percent} % of their number{details}"


def _interval(difference: ScoreEstimate) -> str:
    return f"95 % interval {difference.low:+.3f} to {difference.high:+.3f}"


def _p(value: float) -> str:
    return "below 0.001" if value < 0.001 else f"{value:.3f}"
