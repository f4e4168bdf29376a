"""Small real rasters and footprints, in the forms that users have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS

from satsyn_core.contract.errors import JobCancelledError
from satsyn_core.contract.progress import Reporter
from satsyn_core.contract.raster_tags import VERSION

UTM = CRS.from_epsg(32640)
WGS84 = CRS.from_epsg(4326)

GRIDS: dict[str, tuple[CRS | None, Affine]] = {
    "projected": (UTM, Affine(0.3, 0, 331_200.123456789, 0, -0.3, 2_780_000 + 1 / 3)),
    "geographic": (WGS84, Affine(1 / 12_000, 0, 6.730_208_333, 0, -1 / 12_000, 0.340_625)),
    "south-up": (UTM, Affine(1, 0, 331_200.5, 0, 1, 2_780_000.25)),
    "rotated": (UTM, Affine(0.9, 0.31, 331_200.1, 0.29, -0.95, 2_780_000.7)),
    "non-square": (UTM, Affine(0.5, 0, 331_200, 0, -1.25, 2_780_000)),
    "no CRS": (None, Affine(2, 0, 1_000, 0, -2, 5_000)),
    "no georeference": (None, Affine.identity()),
}


@dataclass(frozen=True)
class RasterFactory:
    """Writes rasters into a folder of the test's own."""

    folder: Path

    def __call__(
        self,
        values: NDArray[Any],
        *,
        grid: str = "projected",
        nodata: float | None = None,
        categories: Sequence[str] | None = None,
        colormap: Mapping[int, tuple[int, int, int]] | None = None,
        name: str = "landcover.tif",
        ours: bool = True,
    ) -> Path:
        """Write `values` (height, width) or (bands, height, width) and return the path; `ours` marks it as SatSyn's."""
        bands = values if values.ndim == 3 else values[None]
        crs, transform = GRIDS[grid]
        path = self.folder / name
        profile = {"driver": "GTiff", "width": bands.shape[2], "height": bands.shape[1], "count": len(bands)}
        with rasterio.open(
            path, "w", dtype=bands.dtype, crs=crs, transform=transform, nodata=nodata, **profile
        ) as file:
            file.write(bands)
            if ours:
                file.update_tags(**{VERSION: "1.0.0"})
            if colormap:
                file.write_colormap(1, dict(colormap))
        if categories:
            names = "".join(f"<Category>{escape(category)}</Category>" for category in categories)
            self.sidecar(path, f"<CategoryNames>{names}</CategoryNames>")
        return path

    def sidecar(self, path: Path, band_xml: str) -> None:
        """Write GDAL's sidecar file of a raster."""
        Path(f"{path}.aux.xml").write_text(
            f'<PAMDataset><PAMRasterBand band="1">{band_xml}</PAMRasterBand></PAMDataset>', encoding="utf-8"
        )


class RecordingReporter(Reporter):
    """Keeps what a job said; cancels it after some checks if told to."""

    def __init__(self, cancel_after: int | None = None) -> None:
        self.logs: list[tuple[str, str]] = []
        self.fractions: list[float] = []
        self._checks_left = cancel_after

    def progress(self, fraction: float, message: str = "") -> None:
        self.fractions.append(fraction)

    def log(self, text: str, level: str = "info") -> None:
        self.logs.append((level, text))

    def check_cancelled(self) -> None:
        if self._checks_left is not None:
            self._checks_left -= 1
            if self._checks_left < 0:
                raise JobCancelledError

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.logs)

    @property
    def warnings(self) -> list[str]:
        return [text for level, text in self.logs if level == "warning"]
