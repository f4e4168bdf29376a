"""The figures of a study's report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..evaluation.reports.plots import ACCENT, INK, MUTED, SECOND, SERIES, plain_figure
from .findings import StudyComparison, TreatmentScore
from .recommendation import SIGNIFICANT
from .treatment import ADD, REAL, REPLACE, SYNTHETIC, Treatment

Curve = tuple[str, Sequence[tuple[float, TreatmentScore]]]
"""Name of a curve, and its points: position and scores."""

_LABEL_WIDTH = 44
"""Characters of a line of a mixture's name."""


def mixture_figure(scores: Sequence[TreatmentScore]) -> Figure | None:
    """Return mean IoU over the share of synthetic chips among as many chips as there are real ones; None without."""
    curves = _by_share(scores, lambda one: one.mix in (REAL, REPLACE) or (one.mix == SYNTHETIC and one.percent == 100))
    return _curves(curves, scores, "synthetic chips instead of real ones, in percent")


def added_figure(scores: Sequence[TreatmentScore]) -> Figure | None:
    """Return mean IoU over the synthetic chips that are added to the real ones; None without."""
    curves = _by_share(scores, lambda one: one.mix in (REAL, ADD))
    curves += [
        (f"{name}, synthetic only", points)
        for name, points in _by_share(scores, lambda one: one.mix == SYNTHETIC)
        if len(points) > 1
    ]
    return _curves(curves, scores, "synthetic chips beside real ones, in percent")


def share_figure(scores: Sequence[TreatmentScore]) -> Figure | None:
    """Return mean IoU over the share of the real data, a line for each mixture; None with a single share."""
    lines: dict[str, list[tuple[float, TreatmentScore]]] = {}
    for one in scores:
        name = one.treatment.mixture_label
        if one.treatment.augmentation != "ordinary":
            name += f", {one.treatment.augmentation} augmentation"
        if one.treatment.steps == 1 and not one.treatment.bands:
            lines.setdefault(name, []).append((one.treatment.share, one))
    curves = [(name, sorted(points, key=lambda point: point[0])) for name, points in lines.items() if len(points) > 1]
    if not curves:
        return None
    figure, axes = plain_figure(6.6, 3.6)
    _draw(axes, curves, logarithmic=True)
    axes.set_xscale("log")
    ticks = sorted({place for _, points in curves for place, _ in points})
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.set_xlabel("share of the real training chips, in percent", fontsize=9, color=INK)
    _finish(axes)
    return figure


def difference_figure(comparisons: Sequence[StudyComparison]) -> Figure | None:
    """Return all differences from real chips alone with their intervals; None without."""
    if not comparisons:
        return None
    figure, axes = plain_figure(6.4, 0.9 + 0.36 * len(comparisons))
    for place, one in enumerate(comparisons):
        difference = one.difference
        found = one.p_holm < SIGNIFICANT
        colour = (ACCENT if difference.mean > 0 else SECOND) if found else MUTED
        if difference.is_certain:
            axes.plot([difference.low, difference.high], [place, place], color=colour, linewidth=2)
        axes.plot(difference.by_seed, [place] * len(difference.by_seed), "|", color=colour, markersize=9)
        axes.plot(difference.mean, place, "o", color=colour, markersize=6)
    axes.axvline(0, color=INK, linewidth=0.8)
    shares = {one.treatment.share for one in comparisons}
    labels = [_without_share(one.treatment) if len(shares) == 1 else one.treatment.label for one in comparisons]
    axes.set_yticks(range(len(comparisons)), [fill(label, _LABEL_WIDTH) for label in labels])
    axes.set_ylim(len(comparisons) - 0.5, -0.5)
    axes.set_xlabel("mean IoU minus that of real chips alone", fontsize=9, color=INK)
    return figure


def _by_share(scores: Sequence[TreatmentScore], belongs: Callable[[Treatment], bool]) -> list[Curve]:
    """Return a curve over the percentage for each share of the real data and generator, of plain treatments alone.

    Real chips alone need no generator: they are a point of the curves of all of them.
    """
    plain = [one for one in scores if _is_plain(one.treatment) and belongs(one.treatment)]
    generators = list(dict.fromkeys(one.treatment.generator for one in plain if one.treatment.has_synthetic))
    found: list[Curve] = []
    for share in dict.fromkeys(one.treatment.share for one in plain):
        for generator in generators:
            points = [
                (one.treatment.percent, one)
                for one in plain
                if one.treatment.share == share and one.treatment.generator in ("", generator)
            ]
            if len(points) > 1 and any(one.treatment.has_synthetic for _, one in points):
                name = _share_name(points[0][1].treatment)
                name += f", {generator}" if len(generators) > 1 else ""
                found.append((name, sorted(points, key=lambda point: point[0])))
    return found


def _curves(curves: Sequence[Curve], scores: Sequence[TreatmentScore], label: str) -> Figure | None:
    if not curves:
        return None
    figure, axes = plain_figure(6.0, 3.6)
    _draw(axes, curves)
    shares = {name.partition(",")[0] for name, _ in curves}
    strong = [
        one
        for one in scores
        if not one.treatment.has_synthetic
        and (one.treatment.augmentation, one.treatment.steps) == ("strong", 1)
        and _share_name(one.treatment) in shares
    ]
    for number, one in enumerate(strong):
        axes.axhline(
            one.score.mean,
            color=INK,
            linewidth=0.9,
            linestyle=(0, (5, 2 + number)),
            label=f"real only, strong augmentation ({_share_name(one.treatment)})",
        )
    axes.set_xlabel(label, fontsize=9, color=INK)
    _finish(axes)
    return figure


def _draw(axes: Axes, curves: Sequence[Curve], *, logarithmic: bool = False) -> None:
    """Draw curves side by side, so that their intervals do not hide each other."""
    everywhere = [place for _, points in curves for place, _ in points]
    step = 0.012 * (max(everywhere) - min(everywhere))
    for number, (name, points) in enumerate(curves):
        colour = SERIES[number % len(SERIES)]
        aside = number - (len(curves) - 1) / 2
        places = [place * 1.02**aside if logarithmic else place + aside * step for place, _ in points]
        axes.plot(places, [one.score.mean for _, one in points], "o-", color=colour, markersize=4, label=name)
        for place, (_, one) in zip(places, points, strict=True):
            if one.score.is_certain:
                axes.plot([place, place], [one.score.low, one.score.high], color=colour, linewidth=1.2, alpha=0.6)
            axes.plot([place] * len(one.seeds), one.score.by_seed, "_", color=colour, markersize=7)


def _finish(axes: Axes) -> None:
    axes.set_ylabel("mean IoU on real test chips", fontsize=9, color=INK)
    axes.legend(frameon=False, fontsize=8, loc="center left", bbox_to_anchor=(1.01, 0.5))


def _without_share(treatment: Treatment) -> str:
    return replace(treatment, share=100.0).label


def _is_plain(treatment: Treatment) -> bool:
    """Whether a treatment differs from ordinary training in its mixture and its share of the data alone."""
    plain = Treatment(treatment.mix, treatment.percent, treatment.share, treatment.generator)
    return treatment == plain


def _share_name(treatment: Treatment) -> str:
    return "all real data" if treatment.share == 100 else f"{treatment.share:g} % of the real data"
