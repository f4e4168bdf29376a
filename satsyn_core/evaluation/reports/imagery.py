"""The HTML report of an evaluation of synthetic imagery."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..imagery.histograms import BINS
from ..imagery.patches import Patches
from ..imagery.result import ImageryEvaluation
from ..imagery.symmetries import SYMMETRIES
from .html import write_report
from .pictures import class_picture, figure_uri, image_picture, picture_uri
from .plots import distance_figure, histogram_figure, spectrum_figure

SHOWN = 6
"""Patches of each kind that are shown."""


def write_imagery_report(path: Path, evaluation: ImageryEvaluation, notes: Sequence[str]) -> None:
    """Write the report.

    Args:
        path: HTML file to write.
        evaluation: what was measured.
        notes: sentences that a reader of the figures has to know.
    """
    measured = evaluation.to_json()
    names = [one.name for one in evaluation.measured]
    content = {
        "title": "Synthetic imagery against real imagery",
        "lead": f"{evaluation.samples} patches of {evaluation.comparison.patch} pixels in each set. Distances are in "
        f"the features of: {evaluation.comparison.extractor.name}.",
        "measured": measured,
        "names": names,
        "first": measured["sets"][names[0]],
        "classes": [*evaluation.comparison.scheme.names, "all classes"],
        "channels": evaluation.real_spectra.channels,
        "notes": notes,
        "verdict_kind": "" if evaluation.audit is None else ("good" if evaluation.audit.clean else "bad"),
        "pairs": _pairs(evaluation),
        "samples": [("real", _samples(evaluation, evaluation.real))]
        + [(one.name, _samples(evaluation, one.patches)) for one in evaluation.measured],
        "figures": _figures(evaluation),
    }
    write_report(path, "imagery", content)


def _figures(evaluation: ImageryEvaluation) -> dict[str, str]:
    spectra = {"real": evaluation.real_spectra} | {one.name: one.spectra for one in evaluation.measured}
    by_channel = {
        channel: {name: found.shares[-1, place] for name, found in spectra.items()}
        for place, channel in enumerate(evaluation.real_spectra.channels)
    }
    power = {"real": evaluation.real_power} | {one.name: one.power for one in evaluation.measured}
    figures = {
        "histograms": figure_uri(histogram_figure(by_channel, np.linspace(0, 1, BINS + 1))),
        "spectrum": figure_uri(spectrum_figure(power, evaluation.frequencies)),
        "copies": "",
    }
    audit = evaluation.audit
    if audit is not None and len(audit.correlations) and len(audit.control):
        sets = {"synthetic": 1 - audit.correlations, "unseen real": 1 - audit.control}
        figures["copies"] = figure_uri(distance_figure(sets))
    return figures


def _pairs(evaluation: ImageryEvaluation) -> list[dict[str, Any]]:
    if evaluation.audit is None:
        return []
    return [
        {
            "correlation": pair.correlation,
            "synthetic": picture_uri(image_picture(pair.synthetic)),
            "training": picture_uri(image_picture(pair.training)),
            "places": f"{pair.place} | {pair.found}" + (f", {pair.symmetry}" if pair.symmetry != SYMMETRIES[0] else ""),
        }
        for pair in evaluation.audit.pairs
    ]


def _samples(evaluation: ImageryEvaluation, patches: Patches) -> list[tuple[str, str]]:
    scheme = evaluation.comparison.scheme
    return [
        (picture_uri(image_picture(image)), picture_uri(class_picture(classes, scheme)))
        for image, classes in zip(patches.images[:SHOWN], patches.classes[:SHOWN], strict=True)
    ]
