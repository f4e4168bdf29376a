"""GeoTIFFs that differ from another one in a few places: its file is copied, and only the tiles there are replaced.

Copying compressed tiles costs a fraction of reading and compressing them again, so a small edit of a large image takes
little time.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, Resampling
from rasterio.errors import NotGeoreferencedWarning
from rasterio.io import DatasetReader, DatasetWriter

from ..contract.progress import Reporter
from .complete_geotiff import CompleteGeoTiff
from .geotiff_check import bytes_of_tiles
from .geotiff_layout import (
    TILE_PIXELS,
    RasterProfile,
    describe_file,
    overview_factors,
    tile_compression,
    write_error,
)
from .grid import Grid
from .library_errors import GDAL_ERRORS
from .window import Window, canonical_blocks

_COPY_BYTES = 16_000_000
_MOST_WASTE = 1.25
"""A file that is so many times as large as its tiles is written anew: replaced tiles that grew left gaps in it."""

_HEADER_BYTES = 100_000
"""Room for what a file holds beside its tiles."""

_OWN_NAMESPACES = {"xml:XMP", "IMAGE_STRUCTURE", "DERIVED_SUBDATASETS"}
_POSITION = "AREA_OR_POINT"


def can_be_patched(base: DatasetReader, profile: RasterProfile) -> bool:
    """Return whether a copy of an open raster with other tiles and tags is what `GeoTiffWriter` would write.

    That is the case for images that SatSyn wrote, and for others of the same layout without metadata of their own.

    Args:
        base: the raster.
        profile: of the file to write.
    """
    path = Path(base.name)
    if base.driver != "GTiff" or not path.is_file() or any(name.endswith((".ovr", ".msk")) for name in base.files):
        return False
    return _has_pixels_of(base, profile) and _has_layout_of(base, profile) and _has_no_metadata_beside(base, profile)


def _has_pixels_of(base: DatasetReader, profile: RasterProfile) -> bool:
    own = Grid.of(base)
    same_grid = (own.width, own.height, own.transform) == (
        profile.grid.width,
        profile.grid.height,
        profile.grid.transform,
    )
    bands = len(profile.band_names)
    return (
        same_grid
        and own.crs == profile.grid.crs
        and base.nodata == profile.nodata
        and base.dtypes == (profile.dtype,) * bands
        and base.scales == (1.0,) * bands
        and base.offsets == (0.0,) * bands
    )


def _has_layout_of(base: DatasetReader, profile: RasterProfile) -> bool:
    bands, path = len(profile.band_names), Path(base.name)
    structure = base.tags(ns="IMAGE_STRUCTURE")
    colours = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)
    return (
        base.block_shapes == [(TILE_PIXELS, TILE_PIXELS)] * bands
        and structure.get("INTERLEAVE", "PIXEL") == "PIXEL"
        and structure.get("COMPRESSION", "").lower() == tile_compression(profile)
        and structure.get("LAYOUT") != "COG"
        and profile.colormap is None
        and (bands < len(colours) or base.colorinterp[:3] == colours)
        and base.overviews(1) == overview_factors(profile.grid)
        and path.stat().st_size <= _MOST_WASTE * bytes_of_tiles(path) + _HEADER_BYTES
    )


def _has_no_metadata_beside(base: DatasetReader, profile: RasterProfile) -> bool:
    """Return whether nothing would stay in a copy that a new file does not have."""
    return (
        set(base.tag_namespaces()) <= _OWN_NAMESPACES
        and set(base.tags()) <= {*profile.tags, _POSITION}
        and base.tags().get(_POSITION, "Area") == "Area"
        and not any(base.tags(band) for band in base.indexes)
        and not base.gcps[0]
        and base.rpcs is None
    )


class PatchedGeoTiff(CompleteGeoTiff):
    """Writes a GeoTIFF that keeps most tiles of another one, see `CompleteGeoTiff`.

    Pixels, tags, tiles and overviews are those of a `GeoTiffWriter`. Tiles that become larger lie at the end of the
    file, where a new file has them in their order.

    Args:
        path: file to write; an existing one, also `base` itself, is replaced at the end.
        profile: grid, data type, bands and the like.
        base: the other GeoTIFF, for which `can_be_patched` is true.
        reporter: is asked whether the job is cancelled.
    """

    def __init__(self, path: Path, profile: RasterProfile, base: Path, reporter: Reporter) -> None:
        super().__init__(path, profile, reporter)
        self._base = base
        self._changed: set[Window] = set()

    def background(self, window: Window) -> NDArray[np.generic]:
        """Return the pixels (bands, height, width) of a window as they are in the file by now."""
        pixels: NDArray[np.generic] = self._dataset.read(window=window.to_rasterio())
        return pixels

    def write(self, array: NDArray[np.generic], window: Window) -> None:
        """See `CompleteGeoTiff`; tiles that stay as they are keep their bytes."""
        try:
            before = self.background(window)
        except GDAL_ERRORS as error:
            raise write_error(self._path, error) from error
        for tile in canonical_blocks(window, TILE_PIXELS):
            part = (slice(None), *tile.slices_in(window))
            if not np.array_equal(before[part], array[part]):
                super().write(array[part], tile)
                self._changed.add(tile)

    def _begin(self) -> DatasetWriter:
        self._copy()
        dataset = _opened(self._temporary)
        describe_file(dataset, self.profile)
        return dataset

    def _copy(self) -> None:
        with self._base.open("rb") as source, self._temporary.open("wb") as target:
            while part := source.read(_COPY_BYTES):
                self._reporter.check_cancelled()
                target.write(part)

    def _make_overviews(self, factors: list[int]) -> None:
        """Renew the copied overviews where something was written."""
        if not self._changed:
            return
        grid, step = self.profile.grid, factors[-1]
        if grid.width % step or grid.height % step:
            # The pixels of such overviews are no whole number of pixels wide, and depend on the whole raster.
            super()._make_overviews(factors)
            return
        side = max(step, TILE_PIXELS)
        areas = {area for window in self._changed if (area := window.aligned(side).intersection(grid.window))}
        parts = {area: self._overviews_of(area, factors) for area in areas}
        for level, factor in enumerate(factors):
            with _opened(self._temporary, overview_level=level) as smaller:
                for area in sorted(areas, key=lambda area: (area.row, area.col)):
                    self._reporter.check_cancelled()
                    place = Window(*(n // factor for n in (area.col, area.row, area.width, area.height)))
                    smaller.write(parts[area][level], window=place.to_rasterio())

    def _overviews_of(self, area: Window, factors: list[int]) -> list[NDArray[np.generic]]:
        """Return what each overview has in an area, as GDAL computes it."""
        with rasterio.open(self._temporary) as whole:
            pixels = whole.read(window=area.to_rasterio())
        shape = {"count": len(pixels), "height": area.height, "width": area.width, "dtype": pixels.dtype}
        with rasterio.MemoryFile() as memory, warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with memory.open(driver="GTiff", nodata=self.profile.nodata, photometric="minisblack", **shape) as part:
                part.write(pixels)
                part.build_overviews(factors, Resampling.average)
            found = []
            for level in range(len(factors)):
                with memory.open(overview_level=level) as smaller:
                    found.append(smaller.read())
        return found


def _opened(path: Path, **options: int) -> DatasetWriter:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        return rasterio.open(path, "r+", **options)
