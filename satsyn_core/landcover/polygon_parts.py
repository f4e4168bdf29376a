"""The polygons in features of any type: alone, in collections, or as the faces of a surface."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

# Types of OGC's well-known binary (WKB).
_POINT, _LINE, _POLYGON, _MULTIPOLYGON, _COLLECTION = 1, 2, 3, 6, 7
_POLYHEDRAL_SURFACE, _TIN, _TRIANGLE = 15, 16, 17
_SAME_LAYOUT = {_POLYHEDRAL_SURFACE: _MULTIPOLYGON, _TIN: _MULTIPOLYGON, _TRIANGLE: _POLYGON}
"""Types that GEOS does not know, and those that it knows of the same layout."""

_POINT_BYTES = 16


def polygons_of(wkb: Sequence[bytes | None]) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Return what features have of polygons, one polygon or multipolygon each, and the numbers of those features.

    Features without any are left out.

    Args:
        wkb: the features' geometries in two dimensions; None for a feature that has none.
    """
    shapes = shapely.from_wkb(np.array(wkb, object), on_invalid="ignore")
    types = shapely.get_type_id(shapes)
    for index in np.flatnonzero((types == _COLLECTION) | (types < 0)).tolist():
        shapes[index] = _polygon_parts(shapes[index], wkb[index])
    has_area = np.isin(shapely.get_type_id(shapes), (_POLYGON, _MULTIPOLYGON)) & ~shapely.is_empty(shapes)
    polygons: NDArray[np.object_] = shapes[has_area]
    return polygons, np.flatnonzero(has_area)


def _polygon_parts(shape: shapely.Geometry | None, wkb: bytes | None) -> shapely.Geometry | None:
    """Return the polygons in a collection, or in what GEOS could not read; None if there are none."""
    if shape is None:
        shape = read_surfaces(wkb)
    parts = np.array([shape], object)
    while (shapely.get_type_id(parts) >= _MULTIPOLYGON).any():
        parts = shapely.get_parts(parts)
    polygons = parts[(shapely.get_type_id(parts) == _POLYGON) & ~shapely.is_empty(parts)]
    return shapely.multipolygons(polygons) if len(polygons) else None


def read_surfaces(wkb: bytes | None) -> shapely.Geometry | None:
    """Return a surface, which GEOS does not know, as polygons; None for what is no geometry at all."""
    if not wkb:
        return None
    patched = bytearray(wkb)
    try:
        _replace_types(patched, 0)
    except struct.error:
        return None
    return shapely.from_wkb(bytes(patched), on_invalid="ignore")


def _replace_types(wkb: bytearray, start: int) -> int:
    """Replace the types that GEOS does not know in the geometry at `start`; return where it ends."""
    order = "<" if wkb[start : start + 1] == b"\x01" else ">"

    def number(place: int) -> int:
        found: int = struct.unpack_from(f"{order}I", wkb, place)[0]
        return found

    kind, place = number(start + 1), start + 5
    known = _SAME_LAYOUT.get(kind, kind)
    struct.pack_into(f"{order}I", wkb, start + 1, known)
    if known == _POINT:
        return place + _POINT_BYTES
    count, place = number(place), place + 4
    if known == _LINE:
        return place + count * _POINT_BYTES
    for _ in range(count):
        place = place + 4 + number(place) * _POINT_BYTES if known == _POLYGON else _replace_types(wkb, place)
    return place
