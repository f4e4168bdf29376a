"""Rasters in, rasters out, window by window.

`open_raster` opens a raster and `read_padded` reads a `Window` of it, also beyond its edges; a `Grid` says where its
pixels lie on the map. `warp` brings a raster to another grid, and `bands` picks bands by name or number.
`GeoTiffWriter` writes a GeoTIFF that is complete or absent, with its overviews.
"""

from __future__ import annotations

from .geotiff import GeoTiffWriter, write_geotiff
from .geotiff_layout import RasterProfile
from .grid import Extent, Grid
from .reading import open_raster, read_padded
from .window import Window, canonical_blocks

__all__ = [
    "Extent",
    "GeoTiffWriter",
    "Grid",
    "RasterProfile",
    "Window",
    "canonical_blocks",
    "open_raster",
    "read_padded",
    "write_geotiff",
]
