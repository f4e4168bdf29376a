"""The results of a study as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from .. import __version__
from .findings import StudyComparison, StudyFindings, TreatmentScore
from .statistics import METHOD, ScoreEstimate
from .store import SCHEMA


def results_json(findings: StudyFindings) -> dict[str, Any]:
    """Return the results as JSON-compatible values."""
    names = findings.scheme.names
    return {
        "schema": SCHEMA,
        "satsyn_version": __version__,
        "study": findings.name,
        "recommendation": findings.recommendation,
        "method": METHOD,
        "facts": dict(findings.facts),
        "scores": [_score_json(one, names) for one in findings.scores],
        "comparisons": [_comparison_json(one) for one in findings.comparisons],
        "further_comparisons": [_comparison_json(one) for one in findings.further],
        "class_shares": [asdict(one) for one in findings.class_shares],
        "imagery": [asdict(one) for one in findings.imagery],
        "missing": [{"treatment": cell.treatment.label, "seed": cell.seed} for cell in findings.table.missing],
    }


def cells_csv(findings: StudyFindings) -> str:
    """Return a table with a line for each finished training."""
    text = io.StringIO()
    names = findings.scheme.names
    writer = csv.writer(text, lineterminator="\n")
    first = ["mix", "percent", "share", "generator", "style", "landcover", "filtered", "hard", "augmentation", "steps"]
    first += ["real_crops", "real_last", "real_statistics"]
    counts = ["real_chips", "synthetic_chips", "validation_mean_iou", "mean_iou"]
    writer.writerow(["label", "seed", *first, "bands", *counts, *(f"iou {name}" for name in names)])
    for cell in findings.table.cells:
        result = findings.table.results.get(cell)
        if result is None:
            continue
        treatment = cell.treatment
        values = [getattr(treatment, name) for name in first]
        scores = [result.real, result.synthetic, f"{result.validation:.6f}", f"{result.mean_iou:.6f}"]
        iou = ["" if math.isnan(value) else f"{value:.6f}" for value in result.iou]
        writer.writerow([treatment.label, cell.seed, *values, " ".join(map(str, treatment.bands)), *scores, *iou])
    return text.getvalue()


def _score_json(one: TreatmentScore, names: Sequence[str]) -> dict[str, Any]:
    return {
        "label": one.treatment.label,
        "treatment": one.treatment.to_json(),
        "seeds": list(one.seeds),
        "chips": {"real": one.real, "synthetic": one.synthetic},
        "mean_iou": _estimate_json(one.score),
        "iou": {name: _number(value) for name, value in zip(names, one.iou.tolist(), strict=True)},
    }


def _comparison_json(one: StudyComparison) -> dict[str, Any]:
    return {
        "treatment": one.treatment.label,
        "reference": one.reference.label,
        "seeds": list(one.seeds),
        "mean_iou": one.mean,
        "reference_mean_iou": one.reference_mean,
        "difference": _estimate_json(one.difference),
        "p_holm": _number(one.p_holm),
    }


def _estimate_json(estimate: ScoreEstimate) -> dict[str, Any]:
    values = {name: _number(value) for name, value in asdict(estimate).items() if name != "by_seed"}
    return {**values, "by_seed": list(estimate.by_seed)}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value
