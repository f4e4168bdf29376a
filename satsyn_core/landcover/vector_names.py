"""Whether a name means vector layers, found without the libraries that read them where it is plainly a raster."""

from __future__ import annotations

from pathlib import Path

from ..contract.errors import InputError
from ..contract.source_files import is_missing
from ..raster.reading import open_raster

_RASTER_SUFFIXES = (".tif", ".tiff", ".vrt", ".img", ".jp2", ".asc", ".nc", ".hdf", ".png", ".bil", ".sdat", ".rst")


def is_vector(name: str) -> bool:
    """Whether a name means vector layers: it names one of them, or it is a file that holds them and no raster."""
    path, option, _ = name.partition("|layer")
    if option:
        return True
    if Path(path).suffix.casefold() in _RASTER_SUFFIXES or is_missing(path):
        return False
    try:
        open_raster(path).close()
    except InputError:
        from .polygon_layers import has_layers

        return has_layers(path)
    return False
