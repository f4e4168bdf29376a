"""Inputs of the golden cases: parts of the sample town, and imagery made from it with fixed random numbers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.windows import Window

ROOT = Path(__file__).parents[3]
TOWN = ROOT / "resources/sample/town_landcover.tif"

# A corner of the town in which all five classes occur.
COLUMN, ROW = 640, 600

# Colours of water, land, road, vegetation and building, each row (red, green, blue); row 0 stands for no class.
COLOURS = np.array([[0, 0, 0], [40, 80, 110], [190, 170, 130], [110, 110, 115], [70, 100, 60], [200, 180, 170]])

# The town's classes in those of sentinel2-rgbn.
COARSE_CLASSES = "1=water 2=vegetation 3=built-up 4=vegetation 5=built-up"


def town_part(folder: Path, width: int, height: int, *, column: int = COLUMN, row: int = ROW) -> Path:
    """Cut a part out of the sample town, with its nodata value and class names."""
    path = folder / f"town_{column}_{row}_{width}x{height}.tif"
    if path.exists():
        return path
    window = Window(column, row, width, height)
    with rasterio.open(TOWN) as town:
        write(path, town.read(window=window), transform=town.window_transform(window), crs=town.crs, nodata=0)
    shutil.copy(f"{TOWN}.aux.xml", f"{path}.aux.xml")
    return path


def imagery_of(landcover: Path, seed: int, *, contrast: float = 1.0) -> Path:
    """Write imagery of a land cover, (3, h, w) of uint8, in which each class has a colour and noise."""
    path = landcover.with_name(f"imagery_{seed}_{landcover.name}")
    if path.exists():
        return path
    with rasterio.open(landcover) as file:
        classes, crs, transform = file.read(1), file.crs, file.transform
    noise = np.random.default_rng(seed).integers(-15, 16, (3, *classes.shape))
    values = contrast * COLOURS[classes].transpose(2, 0, 1) + noise
    write(path, np.clip(values, 1, 255).astype(np.uint8), crs=crs, transform=transform)
    return path


def building_raster(landcover: Path) -> Path:
    """Write a mask on the grid of a land cover, with two rectangular buildings."""
    path = landcover.with_name(f"mask_{landcover.name}")
    with rasterio.open(landcover) as file:
        mask, crs, transform = np.zeros((1, *file.shape), np.uint8), file.crs, file.transform
    mask[:, 10:34, 12:30] = 1
    mask[:, 60:90, 50:100] = 7
    write(path, mask, crs=crs, transform=transform)
    return path


def building_polygons(landcover: Path) -> Path:
    """Write a layer with a triangle and a square whose edges cut pixels."""
    with rasterio.open(landcover) as file:
        left, top = file.transform.c, file.transform.f
        authority = f"urn:ogc:def:crs:EPSG::{file.crs.to_epsg()}"
    triangle = [(20.3, 15.2), (60.7, 25.9), (30.1, 58.4), (20.3, 15.2)]
    square = [(70.5, 40.25), (110.5, 40.25), (110.5, 70.75), (70.5, 70.75), (70.5, 40.25)]
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [[(left + x, top - y) for x, y in ring]]},
        }
        for name, ring in (("triangle", triangle), ("square", square))
    ]
    crs = {"type": "name", "properties": {"name": authority}}
    path = landcover.with_name("buildings.geojson")
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))
    return path


def write(path: Path, values: NDArray[Any], **profile: Any) -> None:
    """Write `values` (bands, h, w) as GeoTIFF."""
    bands, height, width = values.shape
    with rasterio.open(
        path, "w", driver="GTiff", dtype=values.dtype, count=bands, height=height, width=width, **profile
    ) as file:
        file.write(values)
