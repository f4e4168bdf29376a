"""The files of a dataset as GDAL knows them, beyond what its name and the XML of mosaics say."""

from __future__ import annotations

import warnings
from contextlib import suppress
from pathlib import Path

import rasterio
from rasterio.errors import NotGeoreferencedWarning

from ..contract.source_files import source_files
from ..contract.waiting_files import refuse_waiting
from .tile_index import tiles_of_index

_ELSEWHERE = (
    "/vsicurl",
    "/vsis3",
    "/vsigs",
    "/vsiaz",
    "/vsiadls",
    "/vsioss",
    "/vsiswift",
    "/vsimem",
    "http:",
    "https:",
)


def dataset_files(name: str) -> frozenset[Path]:
    """Return the files behind the name of a raster or of a layer of polygons; without those of web addresses.

    Raises:
        InputError: GDAL would wait for another program, see `refuse_waiting`.
    """
    files = source_files(name)
    if name.startswith(_ELSEWHERE):
        return files
    refuse_waiting(name)
    # What cannot be opened is refused later, by the job that reads it, with a sentence on what is wrong.
    with suppress(Exception), warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        with rasterio.open(name) as dataset:
            return files.union(*(source_files(file) for file in (*dataset.files, *tiles_of_index(dataset))))
    return files
