"""The HTML report of a segmentation's evaluation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ...segmentation.model import SegmentationModel
from ..segmentation.evaluate import SegmentationEvaluation
from ..segmentation.examples import ExampleTile
from .html import write_report
from .pictures import class_picture, difference_picture, figure_uri, image_picture, picture_uri
from .plots import calibration_figure, confusion_figure, scores_figure, training_figure

LISTED_SOURCES = 4


def write_segmentation_report(
    path: Path,
    model: SegmentationModel,
    evaluation: SegmentationEvaluation,
    history: Sequence[Mapping[str, float]],
    notes: Sequence[str],
) -> None:
    """Write the report.

    Args:
        path: HTML file to write.
        model: that was evaluated.
        evaluation: of at least one labelled pixel.
        history: losses and scores of the training by step; empty if there was none.
        notes: sentences that a reader of the figures has to know.
    """
    measured = evaluation.to_json()
    intervals = evaluation.intervals()
    names = list(evaluation.class_names)
    of_class = {index: intervals[f"iou {index}"] for index in range(len(names)) if f"iou {index}" in intervals}
    colours = [known.colour for known in model.scheme.classes]
    best_step = int(model.provenance.get("best_step", 0))
    figures = {
        "scores": figure_uri(scores_figure(evaluation.scores, names, colours, of_class)),
        "confusion": figure_uri(confusion_figure(evaluation.scores, names)),
        "calibration": figure_uri(calibration_figure(evaluation.calibration)),
        "training": figure_uri(training_figure(history, best_step)) if history else "",
    }
    classes = [
        {"name": name, "colour": _css(colours[index]), "interval": of_class.get(index), **measured["classes"][name]}
        for index, name in enumerate(names)
    ]
    content = {
        "title": f"Segmentation: {model.name}",
        "lead": f"{model.architecture.decoder} with the encoder {model.architecture.encoder}, {len(names)} classes, "
        f"evaluated on {_listed(list(evaluation.sources))}.",
        "scores": measured,
        "mean_interval": intervals.get("mean_iou"),
        "classes": classes,
        "figures": figures,
        "sources": measured["sources"],
        "notes": notes,
        "training_caption": f"The weights of step {best_step}, best on the validation scenes, are the model's.",
        "worst": [_shown(place, model) for place in evaluation.places.worst],
        "best": [_shown(place, model) for place in evaluation.places.best],
        "facts": _facts(model),
    }
    write_report(path, "segmentation", content)


def _shown(place: ExampleTile, model: SegmentationModel) -> dict[str, Any]:
    pictures = {
        "imagery": image_picture(place.image),
        "truth": class_picture(place.truth, model.scheme),
        "prediction": class_picture(place.predicted, model.scheme),
        "where they differ": difference_picture(place.image, place.truth, place.predicted),
    }
    return {
        "source": place.source,
        "accuracy": place.accuracy,
        "coordinates": f"{place.x:.6g}, {place.y:.7g} ({place.crs})",
        "pictures": [(label, picture_uri(picture)) for label, picture in pictures.items()],
    }


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= LISTED_SOURCES else f"{len(names)} rasters"


def _facts(model: SegmentationModel) -> list[tuple[str, str]]:
    facts = [("bands", ", ".join(model.band_names)), ("pixel size in training", f"{model.ground_sampling_distance:g}")]
    if model.digest:
        facts.append(("model digest", model.digest[:16]))
    shown = ("data", "seed", "losses", "iterations", "steps", "best_step", "validation_mean_iou")
    return facts + [(key.replace("_", " "), str(model.provenance[key])) for key in shown if key in model.provenance]


def _css(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
