"""The difference raster: where a prediction agrees with the truth, and where it does not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...contract.agreement_scheme import AGREEMENT, AGREES, DIFFERS, UNKNOWN_VALUE
from ...contract.class_scheme import UNKNOWN
from ...contract.progress import Reporter
from ...raster.geotiff import GeoTiffWriter
from ...raster.geotiff_layout import RasterProfile
from ...raster.grid import Grid


def difference(truth: NDArray[np.uint8], predicted: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return 1 where truth and prediction (h, w) agree, 2 where they differ, 0 where either is unknown."""
    known = (truth != UNKNOWN) & (predicted != UNKNOWN)
    values = np.where(truth == predicted, AGREES, DIFFERS)
    return np.where(known, values, UNKNOWN_VALUE).astype(np.uint8)


def difference_writer(path: Path, grid: Grid, tags: dict[str, str], reporter: Reporter) -> GeoTiffWriter:
    """Return the writer of a difference raster, with its colours."""
    profile = RasterProfile(
        grid,
        dtype="uint8",
        nodata=UNKNOWN_VALUE,
        band_names=["difference: 1 agrees, 2 differs"],
        tags=tags,
        colormap={known.value: known.colour for known in AGREEMENT.classes},
    )
    return GeoTiffWriter(path, profile, reporter)
