"""The HTML page of a model file: its samples, its classes, and where it comes from."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...contract.figure_scales import MEAN_IOU, PATCH_DISTANCE
from ...contract.model_card import ModelCard
from .html import ScaledFigure, scale_rows, write_report

_SCALES = {"validation_distance": PATCH_DISTANCE, "validation_mean_iou": MEAN_IOU}
_KINDS = {
    "generator": "Generator: makes imagery from land cover",
    "segmentation": "Segmentation: maps land cover in imagery",
}


def write_model_report(path: Path, card: ModelCard, sheet: Path | None, facts: Sequence[tuple[str, str]]) -> None:
    """Write the page.

    Args:
        path: HTML file to write.
        card: of the model.
        sheet: JPEG of samples; None where there is none.
        facts: names and values of the model's training and data.
    """
    classes = [
        {
            "name": one.name,
            "value": one.value,
            "colour": "#{:02x}{:02x}{:02x}".format(*one.colour),
            "note": "drawn from a layer of buildings where one is given" if one.building else "",
        }
        for one in card.scheme.classes
    ]
    content: dict[str, Any] = {
        "title": f"Model {card.name}",
        "lead": _KINDS.get(card.kind, card.kind),
        "head": [
            ("Pixel size", f"{card.ground_sampling_distance:g} m, as in the imagery it was trained on"),
            ("Bands", ", ".join(card.band_names)),
            ("Trained on", card.provenance.data or ""),
            ("Licence", card.provenance.licence or ""),
        ],
        "sheet": "" if sheet is None else _jpeg_uri(sheet),
        "caption": "Each row is a place: its land cover, the real image, and synthetic images in four styles.",
        "classes": classes,
        "scaled": scale_rows(_scaled(card)),
        "facts": list(facts),
    }
    write_report(path, "model", content)


def _scaled(card: ModelCard) -> list[ScaledFigure]:
    entries = card.provenance.entries
    return [
        ScaledFigure(scale, float(entries[name])) for name, scale in _SCALES.items() if entries.get(name) is not None
    ]


def _jpeg_uri(picture: Path) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(picture.read_bytes()).decode('ascii')}"
