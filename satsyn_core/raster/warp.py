"""A raster as it lies on another raster's grid."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rasterio.enums import ColorInterp, Resampling
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT

from ..contract.errors import InputError
from .bands import nodata_is_measured_beside_alpha
from .coordinates import local_crs_sentence
from .grid import Extent, Grid
from .library_errors import gdal_errors_as
from .window import Window


@contextmanager
def on_grid(
    dataset: DatasetReader, grid: Grid, owner: str, resampling: Resampling = Resampling.nearest
) -> Iterator[DatasetReader]:
    """Yield a raster on `grid`: itself if its pixels are those, else a view that is warped window by window.

    Pixels of the grid that the raster does not cover are nodata in the view; a raster without nodata gets an alpha
    band that says so.

    Args:
        dataset: open raster.
        grid: where its pixels shall lie.
        owner: name of the raster that has this grid, for messages.
        resampling: how the view's pixels are made; nearest neighbour for classes.

    Raises:
        InputError: the pixels differ, and one of both has no coordinate system or a local one.
    """
    own = Grid.of(dataset)
    if own.same_pixels_as(grid):
        yield dataset
        return
    if own.crs is None or grid.crs is None:
        lacking = dataset.name if own.crs is None else owner
        raise InputError(
            f"{lacking} has no coordinate system, and the pixels of {dataset.name} ({own.describe()}) are not those of "
            f"{owner} ({grid.describe()}): give both a coordinate system, or the same grid."
        )
    for name, crs, placed in ((dataset.name, own.crs, own.has_place), (owner, grid.crs, grid.has_place)):
        if not placed:
            raise InputError(
                f"The pixels of {dataset.name} ({own.describe()}) are not those of {owner} ({grid.describe()}), and "
                f"{name} can't be brought to another grid: {local_crs_sentence(crs)}"
            )
    nodata = dataset.nodata
    if nodata and resampling is not Resampling.nearest and nodata_is_measured_beside_alpha(dataset):
        # The view would have this value in its alpha band, too, where the raster has no pixels: they would be opaque.
        nodata = None
    with gdal_errors_as(f"{dataset.name} cannot be warped to the grid of {owner}", InputError):
        view = WarpedVRT(
            dataset,
            crs=grid.crs,
            transform=grid.transform,
            width=grid.width,
            height=grid.height,
            resampling=resampling,
            src_nodata=nodata,
            nodata=nodata,
            add_alpha=nodata is None and ColorInterp.alpha not in dataset.colorinterp,
        )
    with view:
        yield view


def overlap(own: Grid, other: Grid) -> Window | None:
    """Return the pixels of `own` that lie on `other`, at most a few too many along its edges; None if none do."""
    corners = ((0, 0), (other.width, 0), (0, other.height), (other.width, other.height))
    xs, ys = zip(*(other.transform @ corner for corner in corners), strict=True)
    try:
        return own.window_of(Extent((min(xs), min(ys), max(xs), max(ys)), other.crs))
    except InputError:
        return None
