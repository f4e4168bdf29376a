"""The figures of the reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ..imagery.range_coverage import RangeCoverage
from ..segmentation.calibration import Calibration
from ..segmentation.intervals import Interval
from ..segmentation.scores import Scores
from .source_styles import source_styles

INK, ACCENT, SECOND, MUTED = "#1f2933", "#1b6ca8", "#c8553d", "#9aa5b1"
SERIES = (ACCENT, SECOND, "#3a7d44", "#8e5ea2", "#b8860b", "#4b6584")
COLOUR_OF_BAND = {"red": "#c0392b", "green": "#3a7d44", "blue": "#1b6ca8", "nir": "#7d3c98", "near infrared": "#7d3c98"}


def confusion_figure(scores: Scores, names: Sequence[str]) -> Figure:
    """Return the confusion matrix, each row as shares of a true class."""
    shares = scores.matrix / np.maximum(scores.truth[:, None], 1)
    size = 1.6 + 0.62 * len(names)
    figure, axes = plain_figure(size + 0.6, size)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    for row in range(len(names)):
        for col in range(len(names)):
            share = shares[row, col]
            text = f"{100 * share:.0f}" if share >= 0.005 else ("" if scores.truth[row] else "–")
            axes.text(col, row, text, ha="center", va="center", color="white" if share > 0.55 else INK, fontsize=9)
    axes.set_xticks(range(len(names)), names, rotation=35, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set_xlabel("predicted")
    axes.set_ylabel("truth, % of its pixels")
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    return figure


def scores_figure(
    scores: Scores, names: Sequence[str], colours: Sequence[tuple[int, int, int]], intervals: Mapping[int, Interval]
) -> Figure:
    """Return the IoU of every class as bars in its colour, with intervals where there are any."""
    shown = [index for index in range(len(names)) if scores.present[index]]
    figure, axes = plain_figure(5.2, 0.8 + 0.42 * len(shown))
    for place, index in enumerate(shown):
        axes.barh(place, scores.iou[index], color=np.array(colours[index]) / 255, edgecolor=INK, linewidth=0.4)
        interval = intervals.get(index)
        if interval is not None:
            axes.plot([interval.low, interval.high], [place, place], color=INK, linewidth=1.4, solid_capstyle="butt")
        axes.text(1.02, place, f"{scores.iou[index]:.3f}", va="center", fontsize=9, color=INK)
    axes.axvline(scores.mean_iou, color=SECOND, linewidth=1, linestyle=(0, (4, 3)))
    axes.set_yticks(range(len(shown)), [names[index] for index in shown])
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xlabel("IoU; dashed: mean; lines: 95 % interval")
    return figure


def calibration_figure(calibration: Calibration) -> Figure:
    """Return accuracy against confidence."""
    figure, axes = plain_figure(3.4, 3.2)
    curve = calibration.to_json()
    axes.plot([0, 1], [0, 1], color=MUTED, linewidth=1)
    axes.plot(curve["mean_confidence"], curve["accuracy"], color=ACCENT, marker="o", markersize=3.5)
    axes.set_xlabel("confidence")
    axes.set_ylabel("accuracy")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    return figure


def training_figure(history: Sequence[Mapping[str, float]], best_step: int) -> Figure:
    """Return the losses and the validation's mean IoU by step."""
    figure, axes = plain_figure(6.4, 2.8)
    losses = [name for name in _names(history) if name not in ("step", "validation_mean_iou")]
    for colour, name in zip(SERIES[1:], losses, strict=False):
        steps, values = _series(history, name)
        axes.plot(steps, values, _marker(steps), color=colour, markersize=3, linewidth=1, label=name)
    axes.set_xlabel("step")
    axes.set_ylabel("loss")
    right = axes.twinx()
    steps, values = _series(history, "validation_mean_iou")
    right.plot(steps, values, color=ACCENT, marker="o", markersize=3, linewidth=1.4, label="validation mean IoU")
    right.axvline(best_step, color=ACCENT, linewidth=0.8, linestyle=(0, (4, 3)))
    right.set_ylim(0, 1)
    right.set_ylabel("mean IoU")
    right.spines["top"].set_visible(False)
    handles = [*axes.get_lines(), right.get_lines()[0]]
    axes.legend(
        handles,
        [str(line.get_label()) for line in handles],
        frameon=False,
        fontsize=8,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=4,
    )
    return figure


def _marker(steps: Sequence[float]) -> str:
    """Return the line or marker style of a series: a line of a single point would be invisible."""
    return "o" if len(steps) == 1 else "-"


def losses_figure(history: Sequence[Mapping[str, float]], names: Sequence[str]) -> Figure:
    """Return the losses of these names by step."""
    figure, axes = plain_figure(4.6, 2.6)
    for colour, name in zip(SERIES, names, strict=False):
        steps, values = _series(history, name)
        if steps:  # a loss that this training lacks would stand in the legend alone
            label = name.replace("_", " ")
            axes.plot(steps, values, _marker(steps), color=colour, markersize=3, linewidth=1, label=label)
    axes.set_xlabel("step")
    axes.set_ylabel("loss")
    axes.legend(frameon=False, fontsize=8)
    return figure


def histogram_figure(
    histograms: Mapping[str, Mapping[str, NDArray[np.floating]]], edges: NDArray[np.floating]
) -> Figure:
    """Return histograms side by side: one panel a band, one line a set of imagery.

    Args:
        histograms: by band, then by set: shares of pixels (bins,).
        edges: of the bins (bins + 1,).
    """
    figure = Figure(figsize=(2.6 * len(histograms), 2.3))
    panels = figure.subplots(1, len(histograms), squeeze=False)[0]
    middles = (edges[1:] + edges[:-1]) / 2
    for axes, (band, lines) in zip(panels, histograms.items(), strict=True):
        _style(axes)
        styles = source_styles(lines)
        for name, shares in lines.items():
            axes.plot(middles, shares, **styles[name].line, linewidth=1.2, label=name)
        axes.set_title(band, fontsize=9, color=INK)
        axes.set_yticks([])
        axes.set_xlabel("value / range", fontsize=8.5, color=INK)
    panels[0].set_ylabel("share of pixels", fontsize=8.5, color=INK)
    # Beside the panels: no corner of a histogram is always free.
    panels[-1].legend(frameon=False, fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5), handlelength=3.2)
    return figure


def coverage_figure(coverages: Mapping[str, RangeCoverage]) -> Figure:
    """Return the covered share of each class and figure by set of imagery: one panel a class."""
    classes = list(dict.fromkeys(one.name for coverage in coverages.values() for one in coverage.classes))
    figures = next(iter(coverages.values())).figures
    figure = Figure(figsize=(1.5 + 1.7 * len(classes), 0.9 + 0.34 * len(figures)))
    panels = figure.subplots(1, len(classes), squeeze=False, sharey=True)[0]
    height, styles = 0.8 / len(coverages), source_styles(coverages)
    for axes, name in zip(panels, classes, strict=True):
        _style(axes)
        for number, (label, coverage) in enumerate(coverages.items()):
            for own in (one for one in coverage.classes if one.name == name):
                places = np.arange(len(figures)) + (number - (len(coverages) - 1) / 2) * height
                axes.barh(places, own.covered, 0.92 * height, **styles[label].bar, label=label)
        axes.set_title(name, fontsize=9, color=INK)
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.5, 1])
    panels[0].set_yticks(range(len(figures)), figures)
    panels[0].invert_yaxis()
    panels[0].legend(frameon=False, fontsize=7, loc="upper center", bbox_to_anchor=(0.5, -0.12))
    return figure


def spectrum_figure(spectra: Mapping[str, NDArray[np.floating]], frequencies: NDArray[np.floating]) -> Figure:
    """Return power spectra (n,) by set of imagery over the frequency in cycles a pixel."""
    figure, axes = plain_figure(4.6, 2.9)
    styles = source_styles(spectra)
    for name, power in spectra.items():
        axes.loglog(frequencies, power, **styles[name].line, linewidth=1.3, label=name)
    axes.set_xlabel("cycles per pixel")
    axes.set_ylabel("power")
    axes.legend(frameon=False, fontsize=8, handlelength=3.2)
    return figure


def distance_figure(distances: Mapping[str, NDArray[np.floating]], limit: float) -> Figure:
    """Return the cumulative share of patches (n,) by set over the distance to their nearest training patch.

    Args:
        distances: by set.
        limit: greatest distance of a copy.
    """
    figure, axes = plain_figure(4.6, 2.9)
    styles = source_styles(distances)
    axes.axvspan(0, limit, color=MUTED, alpha=0.35, linewidth=0, label="copies")
    for name, values in distances.items():
        shares = np.arange(1, len(values) + 1) / len(values)
        axes.step(np.sort(values), shares, where="post", **styles[name].line, label=name)
    axes.set_xlabel("distance to the nearest training patch")
    axes.set_ylabel("share of patches")
    axes.set_xlim(left=0)
    axes.set_ylim(0, 1)
    axes.legend(frameon=False, fontsize=8, handlelength=3.2)
    return figure


def plain_figure(width: float, height: float) -> tuple[Figure, Axes]:
    """Return an empty figure of a size in inches, in the style of the reports."""
    figure = Figure(figsize=(width, height))
    axes = figure.subplots()
    _style(axes)
    return figure, axes


def _style(axes: Axes) -> None:
    axes.tick_params(labelsize=8.5, colors=INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for label in (axes.xaxis.label, axes.yaxis.label):
        label.set_fontsize(9)
        label.set_color(INK)


def _names(history: Sequence[Mapping[str, float]]) -> list[str]:
    return list(dict.fromkeys(name for entry in history for name in entry))


def _series(history: Sequence[Mapping[str, float]], name: str) -> tuple[list[float], list[float]]:
    found = [(entry["step"], entry[name]) for entry in history if name in entry]
    return [step for step, _ in found], [value for _, value in found]
