"""The HTML report of an evaluation of synthetic imagery."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ...contract.wording import counted
from ..imagery.copies import CopyAudit, SkippedAudit
from ..imagery.copy_chances import COPY_CORRELATION
from ..imagery.histograms import BINS
from ..imagery.patches import Patches
from ..imagery.result import ImageryEvaluation
from ..imagery.symmetries import SYMMETRIES
from .html import ScaledFigure, scale_rows, write_report
from .pictures import class_picture, figure_uri, image_picture, picture_uri
from .plots import coverage_figure, distance_figure, histogram_figure, spectrum_figure

SAMPLES_SHOWN = 6
"""Patches of each set that are shown."""
LISTED = 4
"""Rasters that are named one by one."""


def write_imagery_report(path: Path, evaluation: ImageryEvaluation) -> None:
    """Write the report.

    Args:
        path: HTML file to write.
        evaluation: the whole evaluation.
    """
    measured = evaluation.to_json()
    compared, copies = evaluation.compared, evaluation.copies
    names = [one.name for one in compared.sets]
    same_places = _same_places(evaluation)
    content = {
        "title": "Synthetic imagery against real imagery",
        "lead": f"{counted(compared.samples, 'patch', 'patches')} of {evaluation.comparison.patch} pixels in each set.",
        "head": [
            ("Real imagery", _listed([one.name for one in evaluation.comparison.real])),
            ("Synthetic imagery", ", ".join(names)),
            ("Bands", ", ".join(evaluation.comparison.band_names)),
            ("Measured by", evaluation.comparison.extractor.name),
        ],
        "scaled": scale_rows(
            [ScaledFigure(scale, value, one.name) for one in compared.sets for scale, value in evaluation.scaled(one)]
        ),
        "same_places": same_places,
        "measured": measured,
        "names": names,
        "classes": [*evaluation.comparison.scheme.names, "all classes"],
        "channels": compared.real.histograms.channels,
        "left_out": [*(("", note) for note in evaluation.notes), *evaluation.left_out()],
        "verdicts": [(name, audit.verdict, _verdict_kind(audit)) for name, audit in evaluation.verdicts()],
        "pairs": _pairs(copies),
        "samples": []
        if same_places
        else [("real", _samples(evaluation, compared.real.patches))]
        + [(one.name, _samples(evaluation, one.measures.patches)) for one in compared.sets],
        "figures": _figures(evaluation),
    }
    write_report(path, "imagery", content)


def _figures(evaluation: ImageryEvaluation) -> dict[str, str]:
    compared, copies = evaluation.compared, evaluation.copies
    measures = {"real": compared.real} | {one.name: one.measures for one in compared.sets}
    by_channel = {
        channel: {name: one.histograms.shares[-1, place] for name, one in measures.items()}
        for place, channel in enumerate(compared.real.histograms.channels)
    }
    power = {name: one.power for name, one in measures.items()}
    figures = {
        "histograms": figure_uri(histogram_figure(by_channel, np.linspace(0, 1, BINS + 1))),
        "spectrum": figure_uri(spectrum_figure(power, compared.frequencies)),
        "copies": "",
        "coverage": "",
    }
    covered = {"real against real": compared.coverage_floor} | {one.name: one.coverage for one in compared.sets}
    shown = {name: coverage for name, coverage in covered.items() if coverage is not None}
    if shown:
        figures["coverage"] = figure_uri(coverage_figure(shown))
    if isinstance(copies, CopyAudit) and len(copies.correlations) and len(copies.control):
        name = (evaluation.audited or compared.sets)[0].name
        sets = {name: 1 - copies.correlations, "unseen real": 1 - copies.control}
        figures["copies"] = figure_uri(distance_figure(sets, 1 - COPY_CORRELATION))
    return figures


def _verdict_kind(copies: CopyAudit | SkippedAudit) -> str:
    """Return the colour of the verdict's box; none where a reader is asked to look himself."""
    if isinstance(copies, SkippedAudit) or copies.is_undecided or copies.is_one_unusual:
        return ""
    return "good" if copies.clean else "bad"


def _pairs(copies: CopyAudit | SkippedAudit) -> list[dict[str, Any]]:
    if isinstance(copies, SkippedAudit):
        return []
    return [
        {
            "correlation": pair.correlation,
            "synthetic": picture_uri(image_picture(pair.synthetic)),
            "training": picture_uri(image_picture(pair.training)),
            "places": f"{pair.place} | {pair.found}" + (f", {pair.symmetry}" if pair.symmetry != SYMMETRIES[0] else ""),
        }
        for pair in copies.pairs
    ]


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:LISTED])
    return shown if len(names) <= LISTED else f"{shown} and {len(names) - LISTED} more"


def _same_places(evaluation: ImageryEvaluation) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return places with pictures of their land cover, real and synthetic imagery.

    Places that a set does not show are left out; sets on another grid than the real imagery show none.
    """
    patches, found = evaluation.compared.real.patches, []
    for image, classes, place in zip(patches.images, patches.classes, patches.places, strict=True):
        shown = [
            (one.name, source.read_imagery(place.window))
            for one in evaluation.comparison.sets
            for source in [candidate for candidate in one.sources if candidate.grid == place.grid][:1]
            if source.valid(place.window).all()
        ]
        if len(shown) == len(evaluation.comparison.sets):
            pictures = [("land cover", class_picture(classes, evaluation.comparison.scheme))]
            pictures += [(name, image_picture(one)) for name, one in [("real", image), *shown]]
            found.append((str(place), [(name, picture_uri(picture)) for name, picture in pictures]))
        if len(found) == SAMPLES_SHOWN:
            break
    return found


def _samples(evaluation: ImageryEvaluation, patches: Patches) -> list[tuple[str, str]]:
    scheme = evaluation.comparison.scheme
    return [
        (picture_uri(image_picture(image)), picture_uri(class_picture(classes, scheme)))
        for image, classes in zip(patches.images[:SAMPLES_SHOWN], patches.classes[:SAMPLES_SHOWN], strict=True)
    ]
