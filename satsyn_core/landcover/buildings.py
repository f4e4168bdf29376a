"""Building footprints on the grid of a land-cover raster, from a raster or from a layer of polygons."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import Protocol

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from rasterio.enums import ColorInterp
from rasterio.features import rasterize
from rasterio.io import DatasetReader

from ..contract.errors import InputError, SatSynError
from ..contract.progress import Reporter
from ..contract.source_files import is_missing
from ..contract.wording import counted, quoted
from ..raster.grid import Grid
from ..raster.reading import open_raster, read_band_masks, read_padded
from ..raster.warp import on_grid, overlap
from ..raster.window import Window, canonical_blocks
from .mask_purpose import BUILDINGS, MaskPurpose
from .samples import FEW_BLOCKS, sample_blocks
from .vector_names import LayerName, is_plainly_raster

# Polygons are rasterised in fixed chunks, whatever windows are read: in a window of its own, an edge through a
# pixel's centre could be rounded the other way.
_CHUNK_PIXELS = 1024
_CHUNKS_KEPT = 128

_FILL = 255


class BuildingMask(Protocol):
    """A mask of buildings that is read by windows."""

    @property
    def extent(self) -> Window:
        """A window outside of which there are no buildings."""

    def read(self, window: Window) -> NDArray[np.bool_]:
        """Return where a window (height, width) has buildings; there are none outside the raster."""


class RasterBuildings:
    """Buildings of an open raster on the land cover's grid: values above 0 but nodata and what its mask leaves out.

    Numbers below 0, as -9999, fill rasters where nothing is known.
    """

    def __init__(self, dataset: DatasetReader) -> None:
        self._dataset = dataset

    @property
    def extent(self) -> Window:
        """All pixels of the raster."""
        return Window(0, 0, self._dataset.width, self._dataset.height)

    def read(self, window: Window) -> NDArray[np.bool_]:
        """Return where a window (height, width) has buildings; there are none outside the raster."""
        values = read_padded(self._dataset, window, fill=0, bands=[1])[0]
        buildings: NDArray[np.bool_] = values > 0
        if self._dataset.nodata is not None:
            buildings &= values != self._dataset.nodata
        inside = window.intersection(self.extent)
        if inside is not None:
            buildings[inside.slices_in(window)] &= read_band_masks(self._dataset, inside, [1])[0]
        return buildings


class PolygonBuildings:
    """Buildings given as polygons; a pixel is a building if its centre lies in one.

    Args:
        polygons: shapely polygons in pixel coordinates (column, row) of the land cover's grid.
    """

    def __init__(self, polygons: NDArray[np.object_]) -> None:
        import shapely  # takes a while to load, and buildings and masks are often rasters

        self._polygons = polygons
        self._tree = shapely.STRtree(polygons)
        self._chunk = lru_cache(maxsize=_CHUNKS_KEPT)(self._rasterise)

    @cached_property
    def extent(self) -> Window:
        """The pixels that the polygons reach."""
        import shapely

        if not len(self._polygons):
            return Window(0, 0, 0, 0)
        left, top, right, bottom = shapely.total_bounds(self._polygons).tolist()
        col, row = math.floor(left), math.floor(top)
        return Window(col, row, math.ceil(right) - col, math.ceil(bottom) - row)

    @property
    def digest(self) -> str:
        """SHA-256 digest of the polygons, as hexadecimal text: their identity."""
        import shapely

        return hashlib.sha256(b"".join(shapely.to_wkb(self._polygons))).hexdigest()

    def read(self, window: Window) -> NDArray[np.bool_]:
        """Return where a window (height, width) has buildings."""
        buildings = np.zeros((window.height, window.width), dtype=bool)
        for part in canonical_blocks(window, _CHUNK_PIXELS):
            chunk = Window(part.col, part.row, 1, 1).aligned(_CHUNK_PIXELS)
            buildings[part.slices_in(window)] = self._chunk(chunk)[part.slices_in(chunk)]
        return buildings

    def _rasterise(self, chunk: Window) -> NDArray[np.bool_]:
        import shapely

        area = shapely.box(chunk.col, chunk.row, chunk.col + chunk.width, chunk.row + chunk.height)
        touching = self._polygons[np.sort(self._tree.query(area))]
        shape = (chunk.height, chunk.width)
        if not len(touching):
            return np.zeros(shape, dtype=bool)
        drawn = rasterize(touching, shape, transform=Affine.translation(chunk.col, chunk.row), dtype="uint8")
        buildings: NDArray[np.bool_] = drawn != 0
        return buildings


def _has_layers(name: str) -> bool:
    # The library that reads vectors takes a quarter of a second to load, and many masks are rasters.
    from .polygon_layers import has_layers

    return has_layers(name)


@contextmanager
def open_buildings(
    path: str, grid: Grid, reporter: Reporter, purpose: MaskPurpose = BUILDINGS
) -> Iterator[BuildingMask]:
    """Open building footprints, or another mask, for a `with` block.

    Args:
        path: a raster, warped to the grid where it has another, or a layer of polygons in any coordinate system; a
            layer of a file with several is named as in `town.gpkg|layername=buildings`, and `|subset=` leaves out some
            features.
        grid: the land cover's grid.
        reporter: gets log lines and warnings about them.
        purpose: of the mask.

    Raises:
        InputError: the file is neither, or it has another grid and no coordinate system.
    """
    name = LayerName.parse(path).file
    if is_missing(name):
        raise InputError(f"There is no file {name} for {purpose.parameter}.")
    if not is_plainly_raster(name) and _has_layers(name):
        from .building_polygons import read_polygons

        polygons = read_polygons(path, grid, reporter, purpose)
        reporter.log(f"{purpose.shows.capitalize()}: {counted(len(polygons), 'polygon')} from {path}.")
        yield PolygonBuildings(polygons)
        return
    with open_raster(name) as dataset:
        if sum(meaning is not ColorInterp.alpha for meaning in dataset.colorinterp) != 1:
            bands = counted(dataset.count, "band")
            raise InputError(
                f"{name} has {bands}; a raster for {purpose.parameter} has one, and may have transparency."
            )
        own = Grid.of(dataset)
        if own.same_pixels_as(grid):
            reporter.log(f"{purpose.shows.capitalize()}: raster {name}.")
        elif own.crs is not None and grid.crs is not None and overlap(own, grid) is None:
            reporter.log(f"The {purpose.shows} in {name} ({own.describe()}) do not lie on the land cover.", "warning")
        else:
            warped = f"raster {name} ({own.describe()}), warped to the land cover by nearest neighbour"
            reporter.log(f"{purpose.shows.capitalize()}: {warped}.")
        _warn_of_fill(dataset, purpose, reporter)
        with on_grid(dataset, grid, "the land cover") as on_land_cover:
            yield RasterBuildings(on_land_cover)


def _warn_of_fill(dataset: DatasetReader, purpose: MaskPurpose, reporter: Reporter) -> None:
    """Warn of 255 beside 1, which often stands for no data and is not declared so."""
    mask, found = RasterBuildings(dataset), set[float]()
    for block in sample_blocks(mask.extent, FEW_BLOCKS):
        try:
            values = read_padded(dataset, block, fill=0, bands=[1])[0]
            found.update(np.unique(values[mask.read(block)]).tolist())
        except SatSynError:  # as of a missing tile, which matters where it is needed
            continue
        if not found <= {1, _FILL}:
            return
    if len(found) > 1:
        reporter.log(
            f"{dataset.name} holds 1 and {_FILL}, and both count as {purpose.shows}. If {_FILL} stands for no data, "
            f"declare it as nodata, with gdal_edit.py -a_nodata {_FILL} {quoted(dataset.name)}.",
            "warning",
        )
