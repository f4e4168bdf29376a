"""Figures of reports, as pixels."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb

from satsyn_core.contract.report_language import reports_in
from satsyn_core.evaluation.imagery.range_coverage import CoveredClass, RangeCoverage
from satsyn_core.evaluation.reports.language import put_in_language
from satsyn_core.evaluation.reports.plots import (
    ACCENT,
    coverage_figure,
    distance_figure,
    histogram_figure,
    losses_figure,
    plain_figure,
    spectrum_figure,
)
from satsyn_core.evaluation.reports.source_styles import source_styles


@pytest.mark.parametrize("steps", [1, 2])
def test_losses_are_seen_however_few_there_are(steps: int) -> None:
    history = [{"step": 20.0 * step, "colour": 0.5 / (1 + step)} for step in range(steps)]
    figure = losses_figure(history, ["colour"])
    (axes,) = figure.axes
    legend = axes.get_legend()
    assert legend is not None
    legend.remove()
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    pixels = np.asarray(canvas.buffer_rgba())[:, :, :3]
    drawn = np.abs(pixels - 255 * np.array(to_rgb(ACCENT))).max(2) < 8
    assert drawn.sum() > 5


def test_words_of_figures_are_translated_and_names_of_classes_are_not() -> None:
    figure, axes = plain_figure(3, 3)
    axes.plot([0, 1], [0, 1], label="unseen real")
    axes.legend()
    axes.set_xlabel("step")
    axes.set_yticks([0, 1], ["add 200 %, 10 % of\nthe real data", "road"])
    with reports_in("de"):
        put_in_language(figure)
    legend = axes.get_legend()
    assert legend is not None and legend.get_texts()[0].get_text() == "echt, ungesehen"
    assert axes.get_xlabel() == "Schritt"
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels[0].replace("\n", " ") == "200 % zusätzlich, 10 % der echten Daten" and labels[1] == "road"


def test_a_source_looks_the_same_in_every_figure_and_like_no_other_source() -> None:
    names = ("real", "synthetic", "random styles", "encoded styles")
    values = np.linspace(0.1, 1, 8)
    bars = np.stack([values[:2], values[:2] + 1], 1)
    covered = RangeCoverage(("brightness", "grain"), (CoveredClass("road", 20, values[:2], bars, bars),))
    looks: dict[str, set[tuple[object, ...]]] = {}
    for shown in (names, names[:1] + names[2:], names[::-1]):
        lines = [
            histogram_figure({"red": dict.fromkeys(shown, values)}, np.linspace(0, 1, 9)),
            spectrum_figure(dict.fromkeys(shown, values), values),
            distance_figure(dict.fromkeys(shown, values), 0.1),
        ]
        for line in (line for figure in lines for line in figure.axes[0].get_lines()):
            looks.setdefault(str(line.get_label()), set()).add((to_rgb(line.get_color()),))
        for container in coverage_figure(dict.fromkeys(shown, covered)).axes[0].containers:
            (bar, *_) = container.get_children()
            looks.setdefault(str(container.get_label()), set()).add((to_rgb(bar.get_facecolor()[:3]),))
    assert set(looks) == set(names)
    assert all(len(found) == 1 for found in looks.values())
    assert len({colour for found in looks.values() for colour in found}) == len(names)
    styles = source_styles((*names, "unseen real", "real against real"))
    assert styles["unseen real"] == styles["real against real"] == styles["real"]
    assert len({styles[name].dashes for name in names}) == len({styles[name].hatch for name in names}) == len(names)
