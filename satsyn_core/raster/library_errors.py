"""The errors of GDAL as rasterio raises them, and the words of GDAL that are in them.

Most are of rasterio's own family. Those that come from GDAL's calls directly (`rasterio._err.CPLE_...`, as of a
transformation that GDAL lacks) and those of coordinate systems are not, so that `except RasterioError` misses them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rasterio._err import CPLE_BaseError
from rasterio.errors import CRSError, RasterioError

from ..contract.errors import SatSynError

GDAL_ERRORS: tuple[type[Exception], ...] = (RasterioError, CPLE_BaseError, CRSError)
"""Every error that a call into GDAL raises for what a file or a coordinate system is."""

_LONGEST_REASON = 300


@contextmanager
def gdal_errors_as(message: str, kind: type[SatSynError] = SatSynError) -> Iterator[None]:
    """Turn errors of GDAL in the `with` block into an error of SatSyn.

    Args:
        message: what could not be done, without a full stop; GDAL's words follow in brackets.
        kind: class of the error.

    Raises:
        SatSynError: of the given kind.
    """
    try:
        yield
    except GDAL_ERRORS as error:
        raise kind(f"{message} ({gdal_words(error)}).") from error


def gdal_words(error: BaseException) -> str:
    """Return what GDAL said: the words of the first cause of an error, on one line, cut where they are a page long."""
    first: BaseException = error
    while first.__cause__ is not None:
        first = first.__cause__
    words = " ".join(str(getattr(first, "errmsg", "") or first).split()).rstrip(".")
    return words if len(words) <= _LONGEST_REASON else f"{words[:_LONGEST_REASON]} ..."
