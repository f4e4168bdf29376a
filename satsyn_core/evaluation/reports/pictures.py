"""Pictures of imagery and of classes for reports, and their data URIs."""

from __future__ import annotations

import base64
import io

import matplotlib.image
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN, ClassScheme
from .language import put_in_language

UNKNOWN_COLOUR = (255, 255, 255)

_STRETCH_PERCENT = (1, 99)
"""Percentiles of the values that become black and white."""


def image_picture(image: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Return imagery (bands, h, w) as a picture (h, w, 3): its first three bands, or the first one in grey.

    8-bit imagery is shown as it is, other imagery stretched to its own range.
    """
    shown = (image[:3] if len(image) >= 3 else np.repeat(image[:1], 3, axis=0)).astype(np.float32)
    if image.dtype != np.uint8:
        finite = np.nan_to_num(shown)
        low, high = np.percentile(finite, _STRETCH_PERCENT)
        shown = (finite - low) / max(float(high - low), 1e-6) * 255
    picture: NDArray[np.uint8] = np.clip(shown, 0, 255).astype(np.uint8).transpose(1, 2, 0)
    return picture


def class_picture(classes: NDArray[np.uint8], scheme: ClassScheme) -> NDArray[np.uint8]:
    """Return class indices (h, w) as a picture (h, w, 3) in the scheme's colours, white where unknown."""
    table = np.full((UNKNOWN + 1, 3), UNKNOWN_COLOUR, np.uint8)
    for index, known in enumerate(scheme.classes):
        table[index] = known.colour
    return table[classes]


def difference_picture(
    image: NDArray[np.generic], truth: NDArray[np.uint8], predicted: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """Return the imagery as a pale picture (h, w, 3), red where prediction and truth (h, w) differ."""
    pale = (image_picture(image).astype(np.float32) * 0.4 + 150).astype(np.uint8)
    wrong = (truth != UNKNOWN) & (truth != predicted)
    return np.where(wrong[..., None], np.array([200, 30, 60], np.uint8), np.minimum(pale, 255)).astype(np.uint8)


def picture_uri(picture: NDArray[np.uint8]) -> str:
    """Return a picture (h, w, 3) as a data URI of a PNG image."""
    buffer = io.BytesIO()
    matplotlib.image.imsave(buffer, np.ascontiguousarray(picture), format="png")
    return _uri(buffer, "png")


def figure_uri(figure: Figure) -> str:
    """Return a figure as a data URI of an SVG image, with its words in the language of reports.

    The same figure gives the same text.
    """
    put_in_language(figure)
    buffer = io.BytesIO()
    # Without a salt of its own, matplotlib draws random ids.
    with matplotlib.rc_context({"svg.hashsalt": "satsyn"}):
        figure.savefig(buffer, format="svg", bbox_inches="tight", metadata={"Date": None})
    return _uri(buffer, "svg+xml")


def _uri(buffer: io.BytesIO, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(buffer.getvalue()).decode('ascii')}"
