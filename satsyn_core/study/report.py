"""The HTML report of a study."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..contract.figure_scales import MEAN_IOU
from ..contract.wording import counted, duration
from ..evaluation.reports.html import ScaledFigure, scale_rows, write_report
from ..evaluation.reports.pictures import figure_uri
from .class_shares import ClassShares
from .figures import added_figure, difference_figure, mixture_figure, share_figure
from .findings import StudyComparison, StudyFindings, TreatmentScore
from .imagery import SyntheticMeasures
from .recommendation import SIGNIFICANT
from .statistics import METHOD
from .treatment import DEFAULT_GENERATOR, Treatment

_NAMES = 4
"""Images that are named at the head of a report."""


def write_study_report(path: Path, findings: StudyFindings) -> None:
    """Write the report.

    Args:
        path: HTML file to write.
        findings: of the study.
    """
    figures = [
        ("Mixtures of as many chips as there are real ones", mixture_figure(findings.scores)),
        ("Synthetic chips beside all real ones", added_figure(findings.scores)),
        ("With less real data", share_figure(findings.scores)),
    ]
    difference = difference_figure(findings.comparisons)
    names = findings.scheme.names
    colours = ["#{:02x}{:02x}{:02x}".format(*known.colour) for known in findings.scheme.classes]
    content: dict[str, Any] = {
        "title": "Does synthetic imagery help?",
        "lead": _lead(findings),
        "head": [
            ("Study", findings.name),
            ("Imagery", _some_of(findings.facts["imagery"])),
            ("Generators", ", ".join(one["name"] for one in findings.facts["generators"].values())),
        ],
        "scaled": scale_rows(_scaled(findings)),
        "verdict": findings.advice,
        "verdict_kind": _verdict_kind(findings.best),
        "best": findings.best,
        "figures": [(caption, figure_uri(figure)) for caption, figure in figures if figure is not None],
        "difference": figure_uri(difference) if difference is not None else "",
        "scores": [_score_row(one) for one in findings.scores],
        "comparisons": [_comparison_row(one) for one in findings.comparisons],
        "further": [_comparison_row(one) for one in findings.further],
        "classes": list(zip(names, colours, strict=True)),
        "by_class": [(one.treatment.label, one.iou.tolist()) for one in findings.scores],
        "class_shares": _class_share_rows(findings.class_shares),
        "method": METHOD,
        "imagery": [_imagery_row(one, findings) for one in findings.imagery],
        "imagery_note": _imagery_note(findings),
        "scenario": findings.facts["scenario"],
        "missing": [f"{cell.treatment.label}, seed {cell.seed}" for cell in findings.table.missing],
        "facts": _facts(findings),
    }
    write_report(path, "study", content)


def _some_of(names: Sequence[str]) -> str:
    """Return the first names and how many more there are; all stand at the end of the report."""
    if len(names) <= _NAMES + 1:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMES])} and {len(names) - _NAMES} others"


def _lead(findings: StudyFindings) -> str:
    chips = findings.facts["chips"]
    done = len(findings.table.results)
    generators = findings.facts["generators"].values()
    seen = (
        "no network and no generator was trained on"
        if all(one["training_area_known"] for one in generators)
        else "no network was trained on; whether a generator was is unknown, as a model file or the imagery does not "
        "say where on the earth it is"
    )
    lead = (
        f"Study {findings.name}: {done} of {len(findings.table.cells)} trainings. Every network is scored on the same "
        f"{chips['test']} real chips, which {seen}."
    )
    synthetic = findings.facts["synthetic_imagery"]
    if not synthetic:
        return lead
    named = _some_of(synthetic)
    return f"{lead} Imagery given as real is synthetic itself ({named}): the scores say nothing about real imagery."


def _scaled(findings: StudyFindings) -> list[ScaledFigure]:
    """Return the scores of the best mixture and of real chips alone, or of the first training without comparison."""
    if findings.best is not None:
        best = findings.best
        return [
            ScaledFigure(MEAN_IOU, best.reference_mean, best.reference.label),
            ScaledFigure(MEAN_IOU, best.mean, best.treatment.label),
        ]
    return [ScaledFigure(MEAN_IOU, one.score.mean, one.treatment.label) for one in findings.scores[:1]]


def _verdict_kind(best: StudyComparison | None) -> str:
    if best is None or not best.p_holm < SIGNIFICANT:
        return ""
    return "good" if best.difference.mean > 0 else "bad"


def _score_row(one: TreatmentScore) -> dict[str, Any]:
    return {
        "label": one.treatment.label,
        "seeds": len(one.seeds),
        "real": round(one.real),
        "synthetic": round(one.synthetic),
        "mean": one.score.mean,
        "interval": (one.score.low, one.score.high) if one.score.is_certain else None,
        "by_seed": ", ".join(f"{value:.3f}" for value in one.score.by_seed),
    }


def _comparison_row(one: StudyComparison) -> dict[str, Any]:
    difference = one.difference
    return {
        "label": one.treatment.label,
        "reference": one.reference.label,
        "seeds": len(one.seeds),
        "difference": f"{difference.mean:+.3f}",
        "interval": f"{difference.low:+.3f} to {difference.high:+.3f}" if difference.is_certain else "–",
        "p": _p(difference.p),
        "p_holm": _p(one.p_holm),
        "detectable": difference.detectable,
        "found": one.p_holm < SIGNIFICANT,
    }


def _p(value: float) -> str:
    return "–" if value != value else "< 0.001" if value < 0.001 else f"{value:.3f}"


def _class_share_rows(found: Sequence[ClassShares]) -> list[tuple[str, list[str]]]:
    """Return for each share of the real chips how much of each class its draws show, in percent of the pixels."""
    rows = []
    for share in sorted({one.share for one in found}):
        draws = [one for one in found if one.share == share]
        label = "all real chips" if share == 100 else f"{share:g} % of the real chips"
        rows.append((f"{label} ({draws[0].chips})", [_range(values) for values in zip(*(one.pixels for one in draws))]))
    return rows


def _range(values: Sequence[float]) -> str:
    low, high = f"{100 * min(values):.1f}", f"{100 * max(values):.1f}"
    return low if low == high else f"{low}\u2013{high}"


def _imagery_row(one: SyntheticMeasures, findings: StudyFindings) -> dict[str, Any]:
    generator = findings.facts["generators"][one.generator]
    alone = findings.score_of(Treatment("synthetic", 100, 100, one.generator, one.style))
    return {
        "generator": generator["name"] if one.generator == DEFAULT_GENERATOR else one.generator,
        "weight": "–" if generator["diversity_weight"] is None else f"{generator['diversity_weight']:g}",
        "styles": one.style,
        "faithfulness": one.faithfulness,
        "coverage": one.coverage,
        "frechet": f"{one.frechet:.3g} ({one.frechet / max(one.floor, 1e-12):.1f} x floor)",
        "score": None if alone is None else alone.score.mean,
    }


def _imagery_note(findings: StudyFindings) -> str:
    if not findings.imagery:
        return ""
    first = findings.imagery[0]
    return (
        f"{counted(first.chips, 'chip')} of the first seed. Faithfulness: mean IoU, on synthetic chips, of the "
        "network that was trained on real chips alone. Coverage: share of the real chips near which a synthetic one "
        f"lies. The Fréchet distance of real chips from other real ones is the floor. Features: {first.features}. "
        "Synthetic only: mean IoU on real test chips of networks that were trained on as many synthetic chips as there "
        "are real ones."
    )


def _facts(findings: StudyFindings) -> list[tuple[str, str]]:
    facts, network = findings.facts, findings.facts["network"]
    generators = [
        f"{one['name']} ({one['digest'][:12]}; {one['data'] or 'training data not named'})"
        for one in facts["generators"].values()
    ]
    chips = facts["chips"]
    return [
        ("imagery", ", ".join(facts["imagery"])),
        ("real chips", f"{chips['train']} training, {chips['validation']} validation, {chips['test']} test"),
        ("chip", f"{facts['chip_pixels']} pixels"),
        ("blocks of test ground", str(facts["test_blocks"] or "–")),
        ("network", f"{network['architecture']} with {network['encoder']}, loss {network['loss']}"),
        (
            "training",
            f"{counted(network['steps'], 'step')} of {counted(network['batch'], 'crop')} of {network['crop']} pixels",
        ),
        ("generators", "; ".join(generators)),
        ("computed on", ", ".join(facts["machines"]) or "–"),
        ("time of all trainings", duration(facts["training_seconds"])),
    ]
