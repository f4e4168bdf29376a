"""Small real vector layers, in the forms that users have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely

X, Y = 331_200.0, 2_780_000.0
"""Upper left corner of the drawn town, in EPSG:32640."""

SIDE = 120
"""Metres of the town along each side."""


def box(left: float, top: float, right: float, bottom: float) -> shapely.Geometry:
    """Return a rectangle by metres from the town's upper left corner, downwards."""
    return shapely.box(X + left, Y - bottom, X + right, Y - top)


def line(*points: tuple[float, float]) -> shapely.Geometry:
    """Return a line by metres from the town's upper left corner, downwards."""
    return shapely.LineString([(X + right, Y - down) for right, down in points])


def write_layer(
    path: Path,
    shapes: Sequence[shapely.Geometry | None],
    fields: Mapping[str, Sequence[Any]] | None = None,
    *,
    layer: str | None = None,
    crs: str | None = "EPSG:32640",
    kind: str = "Unknown",
) -> str:
    """Write features and return the path; a layer is added to a GeoPackage that exists."""
    columns = fields or {}
    data = [
        np.array(list(values), object if any(isinstance(v, str) for v in values) else None)
        for values in columns.values()
    ]
    driver = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON"}[path.suffix]
    pyogrio.raw.write(
        path,
        geometry=np.array([None if shape is None else shapely.to_wkb(shape) for shape in shapes], object),
        field_data=data,
        fields=list(columns),
        layer=layer or path.stem,
        driver=driver,
        geometry_type=kind,
        crs=crs,
        append=False,
    )
    return str(path)


def write_town(path: Path) -> str:
    """Write a GeoPackage with the layers landcover (polygons with a field class) and roads (lines with a width)."""
    write_layer(
        path,
        [box(0, 0, SIDE, SIDE), box(10, 10, 50, 40), box(70, 70, 110, 110), box(80, 20, 100, 35)],
        {"class": ["land", "water", "vegetation", "building"]},
        layer="landcover",
        kind="Polygon",
    )
    return write_layer(
        path,
        [line((0, 60), (SIDE, 60)), line((60, 0), (60, SIDE))],
        {"width": [8.0, 4.0]},
        layer="roads",
        kind="LineString",
    )


def write_osm_extract(path: Path) -> str:
    """Write layers as GDAL's driver for OpenStreetMap names them, with OpenStreetMap's tags, in EPSG:32640."""
    write_layer(
        path,
        [box(0, 0, SIDE, SIDE), box(10, 10, 50, 40), box(70, 70, 110, 110), box(80, 20, 92, 32), box(96, 20, 108, 32)],
        {
            "building": [None, None, None, "yes", "residential"],
            "landuse": ["residential", None, "forest", None, "residential"],
            "natural": [None, "water", None, None, None],
            "name": ["Town", "Pond", None, None, None],
        },
        layer="multipolygons",
        kind="Polygon",
    )
    write_layer(path, [shapely.Point(X + 5, Y - 5)], {"highway": ["crossing"]}, layer="points", kind="Point")
    return write_layer(
        path,
        [line((0, 60), (SIDE, 60)), line((60, 0), (60, SIDE)), line((0, 100), (60, 118)), line((0, 80), (40, 80))],
        {"highway": ["primary", "residential", None, None], "waterway": [None, None, "stream", None]},
        layer="lines",
        kind="LineString",
    )
