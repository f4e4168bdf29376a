"""Figures of reports, as pixels."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb

from satsyn_core.evaluation.reports.plots import ACCENT, losses_figure


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
