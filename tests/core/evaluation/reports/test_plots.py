"""Figures of reports, as pixels."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb

from satsyn_core.contract.report_language import reports_in
from satsyn_core.evaluation.reports.language import put_in_language
from satsyn_core.evaluation.reports.plots import ACCENT, losses_figure, plain_figure


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
