"""The tiles of a tile index, which GDAL opens as one raster (driver GTI)."""

from __future__ import annotations

import os
from pathlib import Path

import rasterio
from defusedxml import DefusedXmlException, ElementTree
from rasterio.errors import DriverRegistrationError, RasterioError
from rasterio.io import DatasetReader

_PREFIX = "GTI:"
_USUAL_FIELD = "location"
_ROOT, _HEAD_BYTES = b"<GDALTileIndexDataset", 1024


def tiles_of_index(dataset: DatasetReader) -> list[str]:
    """Return the names of the rasters in a tile index; none for a raster of another format, or where they are unclear.

    Relative names count from the folder of the index.
    """
    if dataset.driver != "GTI":
        return []
    # The library that reads vectors takes a quarter of a second to load, and few rasters are tile indices.
    import pyogrio
    import pyogrio.errors

    try:
        name, field = _index_and_field(Path(dataset.name.removeprefix(_PREFIX)))
        meta, _, _, columns = pyogrio.raw.read(name, columns=[field], read_geometry=False)
    except (
        *(OSError, ValueError, ElementTree.ParseError, DefusedXmlException),
        *(pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError),
    ):
        return []
    tiles = dict.fromkeys(str(tile) for tile in columns[0].tolist() if tile) if len(meta["fields"]) else {}
    return [tile if ":" in tile or Path(tile).exists() else os.fspath(name.parent / tile) for tile in tiles]


def tiles_of_named_index(name: str) -> list[str]:
    """Return the same given the name of a dataset; none for one that cannot be opened."""
    if not (name.startswith(_PREFIX) or Path(name).is_file()):
        return []
    try:
        with rasterio.open(name, driver="GTI") as dataset:
            return tiles_of_index(dataset)
    except (RasterioError, DriverRegistrationError):  # GDAL before 3.9 has no such driver
        return []


def _index_and_field(name: Path) -> tuple[Path, str]:
    """Return the layer that lists the tiles and its field with their names, given the tile index."""
    with name.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if _ROOT not in head:
        return name, _USUAL_FIELD
    tree = ElementTree.fromstring(name.read_bytes())
    index = Path(tree.findtext("IndexDataset", "").strip())
    return index if index.exists() else name.parent / index, tree.findtext("LocationField", _USUAL_FIELD).strip()
