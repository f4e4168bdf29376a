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
from ..contract.raster_tags import PERCENT
from ..landcover.class_names import write_class_names
from ..learning.prefetch import prefetch
from ..raster.geotiff import GeoTiffWriter
from ..raster.geotiff_layout import RasterProfile
from ..scenes.imagery import Imagery
from .model import SegmentationModel
from .prediction import Prediction, WindowPlan, predict

UNKNOWN_PERCENT = 255
"""Nodata of a probability raster, whose values are 0 to 100."""

GREATEST_VALUE = 65535
"""GeoTIFFs have colours for values of up to 16 bits."""


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
        InputError: the classes' values don't fit a raster with colours.
    """
    values, nodata = _values(model.scheme)
    with ExitStack() as stack:
        colours = {known.value: known.colour for known in model.scheme.classes}
        classes_file = stack.enter_context(
            GeoTiffWriter(
                files.classes,
                RasterProfile(plan.grid, values.dtype.name, nodata, ["land cover"], files.tags, colours),
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
                        [f"{name}{PERCENT}" for name in model.scheme.names],
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


def check_class_values(scheme: ClassScheme) -> None:
    """Check that predictions of a scheme's classes can be written: before a training rather than after it.

    Raises:
        InputError: a class has a value that does not fit a raster with colours.
    """
    outside = [known for known in scheme.classes if not 0 <= known.value <= GREATEST_VALUE]
    if outside:
        raise InputError(
            f"The class '{outside[0].name}' has the value {outside[0].value}, and a raster with colours holds values "
            f"from 0 to {GREATEST_VALUE}: train the model with other values, either in the land cover or in SCHEME "
            "with CLASSES."
        )


def _values(scheme: ClassScheme) -> tuple[NDArray[np.unsignedinteger], int]:
    """Return the raster value of each class index (256,), and the nodata value, which is that of unknown pixels.

    The values are of 8 bits where all classes and nodata fit into them, else of 16.
    """
    check_class_values(scheme)
    taken = set(scheme.values)
    usual = (scheme.unlabelled, 0, UNKNOWN, *range(1, GREATEST_VALUE + 1))
    limit = UNKNOWN if max(taken) <= UNKNOWN else GREATEST_VALUE
    nodata = next(value for value in usual if value is not None and 0 <= value <= limit and value not in taken)
    table = np.full(UNKNOWN + 1, nodata, np.uint8 if limit == UNKNOWN else np.uint16)
    table[: len(scheme.classes)] = scheme.values
    return table, nodata


def _percent(part: Prediction) -> NDArray[np.uint8]:
    percent = np.rint(100 * part.probabilities).astype(np.uint8)
    return np.where(part.valid[None], percent, np.uint8(UNKNOWN_PERCENT))
