"""Scenes to build training sets from, and finished sets to look into."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS

from satsyn_core.contract.errors import JobCancelledError
from satsyn_core.contract.raster_tags import VERSION
from tests.support.rasters import UTM, RecordingReporter

CHIP = 64
HEIGHT, WIDTH = 320, 448
NODATA_CORNER = 40
FIRST_X, SECOND_X = 331_200.123456789, 345_000.5
TOP = 2_780_000 + 1 / 3

BuildSet = Callable[..., "BuiltSet"]


class BuiltSet:
    """A finished set and what the job said."""

    def __init__(self, outputs: dict[str, Any], reporter: RecordingReporter) -> None:
        self.outputs = outputs
        self.reporter = reporter
        self.folder = Path(outputs["OUTPUT"])
        self.manifest = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))

    @property
    def chips(self) -> list[dict[str, Any]]:
        return self.manifest["chips"]

    def of(self, split: str, kind: str) -> list[dict[str, Any]]:
        return [chip for chip in self.chips if (chip["split"], chip["kind"]) == (split, kind)]

    def files(self) -> dict[str, bytes]:
        found = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return {str(path.relative_to(self.folder)): path.read_bytes() for path in found}


class CancelledAtChip(RecordingReporter):
    """Cancels the job when it has come to a chip."""

    def __init__(self, chip: int) -> None:
        super().__init__()
        self._message = f"Chip {chip} of"
        self._reached = False

    def progress(self, fraction: float, message: str = "") -> None:
        super().progress(fraction, message)
        self._reached = self._reached or message.startswith(self._message)

    def check_cancelled(self) -> None:
        if self._reached:
            raise JobCancelledError


def write_raster(path: Path, values: NDArray[np.generic], x: float, crs: CRS | None = UTM, **profile: object) -> str:
    """Write values (h, w) or (bands, h, w) with pixels of 1 m and the left edge at `x`."""
    bands = values if values.ndim == 3 else values[None]
    size = {"width": bands.shape[2], "height": bands.shape[1], "count": len(bands)}
    transform = Affine(1, 0, x, 0, -1, TOP)
    with rasterio.open(
        path, "w", driver="GTiff", dtype=bands.dtype, crs=crs, transform=transform, **size, **profile
    ) as file:
        file.write(bands)
        file.update_tags(**{VERSION: "1.0.0"})
    return str(path)


def land_cover(seed: int) -> NDArray[np.uint8]:
    """Return values 1 to 5 in squares of 16 pixels."""
    coarse = np.random.default_rng(seed).integers(1, 6, (HEIGHT // 16, WIDTH // 16), dtype=np.uint8)
    return np.kron(coarse, np.ones((16, 16), np.uint8))


def write_scenes(folder: Path) -> dict[str, list[str]]:
    """Write two scenes far from each other; a corner of the first one has no imagery."""
    imagery, covers = [], []
    for number, x in enumerate((FIRST_X, SECOND_X)):
        cover = land_cover(number)
        noise = np.random.default_rng(10 + number).integers(1, 60, (3, HEIGHT, WIDTH), dtype=np.uint8)
        pixels = cover[None] * 30 + noise
        if number == 0:
            pixels[:, :NODATA_CORNER, :NODATA_CORNER] = 0
        imagery.append(write_raster(folder / f"scene{number}.tif", pixels, x, nodata=0))
        covers.append(write_raster(folder / f"cover{number}.tif", cover, x))
    return {"imagery": imagery, "landcover": covers}


def read_source(scenes: dict[str, list[str]], chip: dict[str, Any]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the real pixels and the land cover under a chip."""
    number = int(chip["scene"][-1])
    col, row, width, height = chip["window"]
    window = ((row, row + height), (col, col + width))
    with rasterio.open(scenes["imagery"][number]) as imagery, rasterio.open(scenes["landcover"][number]) as cover:
        return imagery.read(window=window), cover.read(1, window=window)
