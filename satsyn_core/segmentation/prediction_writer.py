"""Predicted land cover as rasters: classes with names and colours, and probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from lightning_fabric import Fabric
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN, ClassScheme
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..landcover.class_names import write_class_names
from ..learning.prefetch import prefetch
from ..raster.geotiff import GeoTiffWriter, RasterProfile
from ..scenes.imagery import Imagery
from .model import SegmentationModel
from .prediction import Prediction, WindowPlan, predict

UNKNOWN_PERCENT = 255
"""Nodata of a probability raster, whose values are 0 to 100."""


@dataclass(frozen=True)
class PredictionFiles:
    """The rasters that a prediction writes.

    Attributes:
        classes: GeoTIFF of the classes' own values.
        probabilities: GeoTIFF of the probability of each class in percent, or None.
        tags: dataset tags of both.
    """

    classes: Path
    probabilities: Path | None
    tags: Mapping[str, str]


def write_prediction(
    model: SegmentationModel,
    imagery: Imagery,
    plan: WindowPlan,
    files: PredictionFiles,
    fabric: Fabric,
    reporter: Reporter,
) -> int:
    """Predict land cover and write it part by part.

    Args:
        model: trained network.
        imagery: to predict.
        plan: windows, made for the imagery's grid.
        files: to write.
        fabric: launched.
        reporter: gets progress; may cancel.

    Returns:
        The number of pixels with a class.

    Raises:
        InputError: the classes' values don't fit a raster of bytes.
    """
    values, nodata = _values(model.scheme)
    with ExitStack() as stack:
        colours = {known.value: known.colour for known in model.scheme.classes}
        classes_file = stack.enter_context(
            GeoTiffWriter(
                files.classes,
                RasterProfile(plan.grid, "uint8", nodata, ["land cover"], files.tags, colours),
                reporter,
            )
        )
        probability_file = None
        if files.probabilities is not None:
            probability_file = stack.enter_context(
                GeoTiffWriter(
                    files.probabilities,
                    RasterProfile(
                        plan.grid,
                        "uint8",
                        UNKNOWN_PERCENT,
                        [f"{name}, percent" for name in model.scheme.names],
                        files.tags,
                    ),
                    reporter,
                )
            )

        def write(part: Prediction) -> int:
            classes_file.write(values[np.where(part.valid, part.classes, UNKNOWN)][None], part.window)
            if probability_file is not None:
                probability_file.write(_percent(part), part.window)
            return int(np.count_nonzero(part.valid))

        # One part is written while the next one is computed.
        executor = stack.enter_context(ThreadPoolExecutor(1, "satsyn-write"))
        pixels = sum(prefetch(executor, write, predict(model, imagery, plan, fabric, reporter)))
    names = {known.value: known.name for known in model.scheme.classes}
    write_class_names(files.classes, names)
    return pixels


def _values(scheme: ClassScheme) -> tuple[NDArray[np.uint8], int]:
    """Return the raster value of each class index (256,), and the nodata value, which is that of unknown pixels."""
    outside = [known for known in scheme.classes if not 0 <= known.value <= UNKNOWN]
    if outside:
        raise InputError(
            f"The class {outside[0].name} has the value {outside[0].value}, which does not fit a raster with colours "
            "(0 to 255): train the model with other values in SCHEME."
        )
    free = [value for value in (scheme.unlabelled, 0, UNKNOWN, *range(1, UNKNOWN)) if value not in scheme.values]
    nodata = next(value for value in free if value is not None and 0 <= value <= UNKNOWN)
    table = np.full(UNKNOWN + 1, nodata, np.uint8)
    table[: len(scheme.classes)] = scheme.values
    return table, nodata


def _percent(part: Prediction) -> NDArray[np.uint8]:
    percent = np.rint(100 * part.probabilities).astype(np.uint8)
    return np.where(part.valid[None], percent, np.uint8(UNKNOWN_PERCENT))
