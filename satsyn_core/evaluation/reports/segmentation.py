"""The HTML report of the evaluation of a segmentation model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ...contract.figure_scales import ACCURACY, CALIBRATION_ERROR, MEAN_IOU, WEIGHTED_IOU
from ...contract.model_card import Provenance
from ...contract.wording import counted
from ...segmentation.model import SegmentationModel
from ..segmentation.examples import ExampleTile
from ..segmentation.intervals import Interval
from ..segmentation.result import SegmentationResult
from .html import ScaledFigure, scale_rows, write_report
from .pictures import class_picture, difference_picture, figure_uri, image_picture, picture_uri
from .plots import calibration_figure, confusion_figure, scores_figure, training_figure

LISTED_SOURCES = 4
"""Rasters that are named one by one; more are only counted."""


def write_segmentation_report(
    path: Path,
    model: SegmentationModel,
    result: SegmentationResult,
    history: Sequence[Mapping[str, float]],
    notes: Sequence[str],
) -> None:
    """Write the report.

    Args:
        path: HTML file to write.
        model: that was evaluated.
        result: of its evaluation.
        history: losses and scores of the training by step; empty if there was none.
        notes: sentences that a reader needs to interpret the figures.
    """
    measured = result.to_json()
    names, intervals = result.class_names, result.intervals
    colours = [known.colour for known in model.scheme.classes]
    best_step = Provenance(model.provenance).best_step
    figures = {
        "scores": figure_uri(scores_figure(result.scores, names, colours, intervals.iou)),
        "confusion": figure_uri(confusion_figure(result.scores, names)),
        "calibration": figure_uri(calibration_figure(result.calibration)),
        "training": figure_uri(training_figure(history, best_step)) if history else "",
    }
    classes = [
        {
            "name": name,
            "colour": _css(colours[index]),
            "interval": intervals.iou.get(index),
            **measured["classes"][name],
        }
        for index, name in enumerate(names)
    ]
    content = {
        "title": f"Segmentation: {model.name}",
        "lead": f"{model.architecture.decoder} with the encoder {model.architecture.encoder}, "
        f"{counted(len(names), 'class', 'classes')}, evaluated on {_listed(list(result.sources))}.",
        "head": [
            ("Model", model.name + (f" ({model.digest[:8]})" if model.digest else "")),
            ("Evaluated on", _listed(list(result.sources))),
            ("Trained on", str(model.provenance.get("data", ""))),
        ],
        "scaled": scale_rows(
            [
                ScaledFigure(MEAN_IOU, result.scores.mean_iou, _interval(intervals.mean_iou)),
                ScaledFigure(ACCURACY, result.scores.accuracy),
                ScaledFigure(WEIGHTED_IOU, result.scores.weighted_iou),
                ScaledFigure(CALIBRATION_ERROR, result.calibration.error),
            ]
        ),
        "scores": measured,
        "classes": classes,
        "figures": figures,
        "sources": measured["sources"],
        "notes": notes,
        "training_caption": f"The weights of step {best_step}, best on the validation scenes, are the model's.",
        "worst": [_tile_content(tile, model) for tile in result.worst],
        "best": [_tile_content(tile, model) for tile in result.best],
        "facts": _facts(model),
    }
    write_report(path, "segmentation", content)


def _tile_content(tile: ExampleTile, model: SegmentationModel) -> dict[str, Any]:
    pictures = {
        "imagery": image_picture(tile.image),
        "truth": class_picture(tile.truth, model.scheme),
        "prediction": class_picture(tile.predicted, model.scheme),
        "where they differ": difference_picture(tile.image, tile.truth, tile.predicted),
    }
    return {
        "source": tile.source,
        "accuracy": tile.accuracy,
        "coordinates": f"{tile.x:.6g}, {tile.y:.7g} ({tile.crs})",
        "pictures": [(label, picture_uri(picture)) for label, picture in pictures.items()],
    }


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= LISTED_SOURCES else f"{len(names)} rasters"


def _facts(model: SegmentationModel) -> list[tuple[str, str]]:
    facts = [
        ("bands", ", ".join(model.band_names)),
        ("pixel size in training", f"{model.ground_sampling_distance:.3g}"),
    ]
    if model.digest:
        facts.append(("model digest", model.digest[:16]))
    shown = ("data", "seed", "losses", "iterations", "steps", "best_step", "validation_mean_iou")
    return facts + [(key.replace("_", " "), str(model.provenance[key])) for key in shown if key in model.provenance]


def _interval(interval: Interval | None) -> str:
    return "" if interval is None else f"95 % interval {interval.low:.3f} to {interval.high:.3f}"


def _css(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
