"""Checking that a GeoTIFF is complete before it takes its place."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import rasterio
from rasterio.crs import CRS
from rasterio.errors import CRSError, NotGeoreferencedWarning
from rasterio.io import DatasetReader

from ..contract.errors import DiskFullError, SatSynError
from .library_errors import GDAL_ERRORS


def check_complete(path: Path, target: Path, crs: CRS | None) -> None:
    """Check that every tile of a GeoTIFF and of its overviews lies within the file, and that its coordinate system is
    the one that it was written with.

    Args:
        path: the file, written without gaps, its bands interleaved by pixel.
        target: what the user calls it.
        crs: coordinate system of the input.

    Raises:
        SatSynError: something is missing, or the file has another coordinate system.
    """
    size = path.stat().st_size
    written: CRS | None = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(path) as whole:
                overviews, written = len(whole.overviews(1)), whole.crs
                is_complete = _has_all_tiles(whole, size)
            for level in range(overviews):
                with rasterio.open(path, overview_level=level) as smaller:
                    is_complete = is_complete and _has_all_tiles(smaller, size)
    except GDAL_ERRORS:
        is_complete = False
    if not is_complete:
        raise gaps_error(target)
    # Without its data, PROJ takes the systems of a GeoTIFF for local ones already when it reads them.
    is_misread = crs is not None and _is_local(crs) and not _has_proj_data()
    if is_misread or not _is_same_crs(written, crs):
        raise SatSynError(_crs_sentence(target, written, crs))


def gaps_error(target: Path) -> SatSynError:
    """Return the error for a file that lacks some of what was written to it."""
    return DiskFullError(target, is_certain=False)


def _crs_sentence(target: Path, written: CRS | None, expected: CRS | None) -> str:
    return (
        f"Writing {target} failed: the coordinate system of the input, {_crs_name(expected)}, cannot be written as it "
        f"is; what can be read from the file is {_crs_name(written)}. Either PROJ uses the data of another program "
        "(check the variables PROJ_LIB and PROJ_DATA), or a GeoTIFF cannot hold this system: reproject the input."
    )


def _is_same_crs(written: CRS | None, expected: CRS | None) -> bool:
    if not written or not expected:
        return not written and not expected
    if written == expected or written.wkt == expected.wkt:
        return True
    if _is_local(written) and _is_local(expected):
        # Systems of a building site or the like: a GeoTIFF keeps little more than the name.
        return _crs_name(written) == _crs_name(expected)
    try:
        # Names and identifiers may change on the way through a file; the projection and the datum may not.
        return bool(expected.to_dict()) and written.to_dict() == expected.to_dict()
    except CRSError:
        return False


def _is_local(crs: CRS) -> bool:
    return bool(crs and not crs.is_geographic and not crs.is_projected)


def _has_proj_data() -> bool:
    try:
        return bool(CRS.from_epsg(25832).is_projected)
    except CRSError:
        return False


def _crs_name(crs: CRS | None) -> str:
    if not crs:
        return "none"
    name = re.search(r'\w+\["([^"]+)"', crs.wkt)
    return f"'{name[1]}'" if name else "one without a name"


def _has_all_tiles(dataset: DatasetReader, file_size: int) -> bool:
    return all(start and length and start + length <= file_size for start, length in _tiles(dataset))


def _tiles(dataset: DatasetReader) -> Iterator[tuple[int, int]]:
    """Yield where each tile starts in the file, and its size in bytes; 0 for one that is not there."""
    for (row, col), _ in dataset.block_windows(1):
        start, length = (
            int(dataset.get_tag_item(f"BLOCK_{item}_{col}_{row}", "TIFF", bidx=1) or 0) for item in ("OFFSET", "SIZE")
        )
        yield start, length


def bytes_of_tiles(path: Path) -> int:
    """Return the bytes that all tiles of a GeoTIFF and of its overviews take, whose bands are interleaved by pixel."""
    with rasterio.open(path) as whole:
        overviews, total = len(whole.overviews(1)), sum(length for _, length in _tiles(whole))
    for level in range(overviews):
        with rasterio.open(path, overview_level=level) as smaller:
            total += sum(length for _, length in _tiles(smaller))
    return total
