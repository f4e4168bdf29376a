"""Whether a name means vector layers, found without the libraries that read them where it is plainly a raster."""

from __future__ import annotations

from pathlib import Path

from ..contract.errors import InputError
from ..raster.reading import open_raster

_RASTER_SUFFIXES = (".tif", ".tiff", ".vrt", ".img", ".jp2", ".asc", ".nc", ".hdf", ".png", ".bil", ".sdat", ".rst")


def is_plainly_raster(name: str) -> bool:
    """Whether the name of a file says that it is a raster."""
    return Path(name).suffix.casefold() in _RASTER_SUFFIXES


def is_vector(name: str) -> bool:
    """Whether a name means vector layers: it names one of them, or it is a file that holds them and no raster."""
    path, option, _ = name.partition("|layer")
    if option:
        return True
    if is_plainly_raster(path) or not Path(path).exists():
        return False
    try:
        open_raster(path).close()
    except InputError:
        from .polygon_layers import has_layers

        return has_layers(path)
    return False
