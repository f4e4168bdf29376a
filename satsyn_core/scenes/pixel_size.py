"""Whether imagery has the pixel size that a model was trained with."""

from __future__ import annotations

GENERATED_PIXEL_SIZE_TOLERANCE = 1.25
"""Factor between pixel sizes up to which generated and real imagery can stand side by side in one training set."""

PREDICTED_PIXEL_SIZE_TOLERANCE = 1.5
"""Factor between pixel sizes up to which a segmentation model predicts well: training shows it scaled crops, too."""


def pixel_sizes_agree(first: float, second: float, tolerance: float) -> bool:
    """Return whether two pixel sizes, in the same unit, differ by at most the factor `tolerance`."""
    ratio = first / second
    return max(ratio, 1 / ratio) <= tolerance
