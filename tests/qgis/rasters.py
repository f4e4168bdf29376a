"""Land cover rasters and building footprints for the tests, written by GDAL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal, osr

CLASSES = 5
NODATA = 0
WIDTH, HEIGHT = 150, 110


@dataclass(frozen=True)
class GridKind:
    """A kind of grid that users have: its name, EPSG code (None: no CRS) and GDAL geotransform."""

    name: str
    epsg: int | None
    transform: tuple[float, float, float, float, float, float]


NORTH_UP = GridKind("projected north-up", 32640, (328000.1, 1.0, 0.0, 2788000.7, 0.0, -1.0))
GRIDS = (
    NORTH_UP,
    GridKind("geographic", 4326, (55.2931, 1e-5, 0.0, 25.1972, 0.0, -1e-5)),
    GridKind("projected south-up", 32640, (328000.1, 1.0, 0.0, 2786000.3, 0.0, 1.0)),
    GridKind("geographic south-up", 4326, (55.2931, 1e-5, 0.0, 25.1972, 0.0, 1e-5)),
    GridKind("rotated", 32640, (328000.1, 0.8, 0.6, 2788000.7, 0.6, -0.8)),
    GridKind("non-square pixels", 32640, (328000.1, 1.7, 0.0, 2788000.7, 0.0, -0.9)),
)


def town(width: int = WIDTH, height: int = HEIGHT, classes: int = CLASSES) -> np.ndarray:
    """Return classes 1 to `classes` in patches (height, width), nodata in a corner and in a hole."""
    rows, cols = np.mgrid[:height, :width]
    values = (1 + (rows // 13 + cols // 17) % classes).astype(np.uint8)
    values[: height // 5, : width // 4] = NODATA
    values[height // 2 : height // 2 + 6, width // 2 : width // 2 + 9] = NODATA
    return values


def write_landcover(path: Path, grid: GridKind, values: np.ndarray | None = None) -> Path:
    values = town() if values is None else values
    height, width = values.shape
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), width, height, 1, gdal.GDT_Byte, ["TILED=YES"])
    dataset.SetGeoTransform(grid.transform)
    if grid.epsg is not None:
        crs = osr.SpatialReference()
        crs.ImportFromEPSG(grid.epsg)
        dataset.SetProjection(crs.ExportToWkt())
    dataset.SetMetadataItem("SATSYN_VERSION", "1.0.0")
    dataset.GetRasterBand(1).SetNoDataValue(NODATA)
    dataset.GetRasterBand(1).WriteArray(values)
    dataset.FlushCache()
    return path
