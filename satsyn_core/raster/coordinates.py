"""Coordinates in other coordinate systems."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rasterio._err import CPLE_NotSupportedError
from rasterio.crs import CRS
from rasterio.warp import transform

from ..contract.errors import InputError, first_words
from .library_errors import GDAL_ERRORS

_LONGEST_NAME = 30

_MOST_FAILURES = 2000
"""Calls that may fail in the search for the points that cannot be transformed; then whole groups are given up."""


def is_local(crs: CRS | None) -> bool:
    """Whether a coordinate system is an engineering (local) one, which has no place on the earth."""
    return crs is not None and re.search(r"\b(LOCAL_CS|ENGCRS|ENGINEERINGCRS)\[", crs.to_wkt()) is not None


def is_geocentric(crs: CRS | None) -> bool:
    """Whether a coordinate system has its origin in the middle of the earth, so that it is no map."""
    return crs is not None and crs.to_wkt().startswith("GEOCCS[")


def has_same_places(one: CRS, other: CRS) -> bool:
    """Whether two coordinate systems mean the same places by the same numbers; heights do not count."""
    return bool(one == other or _horizontal(one.to_wkt()) == _horizontal(other.to_wkt()))


@lru_cache(maxsize=64)
def _horizontal(wkt: str) -> CRS:
    """Return the horizontal part of a coordinate system with heights, else the system itself."""
    if not wkt.startswith(("COMPD_CS[", "COMPOUNDCRS[")):
        return CRS.from_wkt(wkt)
    import pyproj  # takes a while to load, and few rasters have heights

    parts = pyproj.CRS.from_wkt(wkt).sub_crs_list
    return CRS.from_wkt(parts[0].to_wkt() if parts else wkt)


def epsg_code(crs: CRS) -> int | None:
    """Return the EPSG code of a coordinate system; None if it has none.

    rasterio also names the code of a system that is only alike, as with another datum.
    """
    code: int | None = crs.to_epsg(confidence_threshold=100)
    alike: int | None = crs.to_epsg() if code is None else None
    return alike if alike is not None and CRS.from_epsg(alike) == crs else code


def describe_crs(crs: CRS | None) -> str:
    """Return a coordinate system's code or name, for messages."""
    if crs is None:
        return "no coordinate system"
    text: str = crs.to_string()
    if len(text) <= _LONGEST_NAME:
        return text
    # A coordinate system without a code is a page of text; its name stands first in quotes.
    return text.partition('"')[2].partition('"')[0] or "a coordinate system of its own"


def transform_points(
    xs: Sequence[float] | NDArray[np.float64],
    ys: Sequence[float] | NDArray[np.float64],
    source: CRS,
    target: CRS,
    owner: str,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return points in another coordinate system; infinite where that is not defined.

    Args:
        xs, ys: coordinates in `source`, of the same length.
        source: their coordinate system.
        target: the one that they are brought to.
        owner: what the points belong to, for messages.

    Raises:
        InputError: there is no transformation between both systems, as with a local one.
    """
    for crs in (source, target):
        if is_local(crs):
            raise InputError(
                f"{owner} can't be brought from {describe_crs(source)} to {describe_crs(target)}: "
                f"{local_crs_sentence(crs)}"
            )
    search = _PointSearch(source, target, owner)
    found = search.transformed(np.asarray(xs, np.float64), np.asarray(ys, np.float64))
    return found[0], found[1]


def local_crs_sentence(crs: CRS | None) -> str:
    """Return what is wrong with a local coordinate system, and the remedy."""
    return (
        f"{describe_crs(crs)} is a local (engineering) coordinate system, which has no place on the earth. Give the "
        "file the coordinate system that it really has, with QGIS' Assign projection or, for example, with "
        "gdal_edit.py -a_srs EPSG:25832."
    )


class _PointSearch:
    """Transforms points; a call fails as a whole if one point does, so that those are searched by halves."""

    def __init__(self, source: CRS, target: CRS, owner: str) -> None:
        self._source = source
        self._target = target
        self._owner = owner
        self._failures = 0

    def transformed(self, xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the points (2, n), infinite where the transformation is not defined."""
        result = np.full((2, len(xs)), np.inf)
        finite = np.isfinite(xs) & np.isfinite(ys)
        if not finite.all():
            result[:, finite] = self.transformed(xs[finite], ys[finite])
            return result
        try:
            result[:] = transform(self._source, self._target, xs, ys)[:2]
        except CPLE_NotSupportedError as error:
            raise InputError(
                f"{self._owner} can't be brought from {describe_crs(self._source)} to {describe_crs(self._target)} "
                f"({first_words(error)})."
            ) from error
        except GDAL_ERRORS:
            self._failures += 1
            if len(xs) > 1 and self._failures < _MOST_FAILURES:
                half = len(xs) // 2
                result[:, :half] = self.transformed(xs[:half], ys[:half])
                result[:, half:] = self.transformed(xs[half:], ys[half:])
        return result
