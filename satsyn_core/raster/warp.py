"""A raster as it lies on another raster's grid."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from affine import Affine
from rasterio.enums import ColorInterp, Resampling
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT

from ..contract.errors import InputError
from .bands import nodata_is_measured_beside_alpha
from .coordinates import local_crs_sentence
from .degrees import TURNS
from .grid import Bounds, Extent, Grid
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
        InputError: the pixels differ, and one of both has no coordinate system or a local one, or they meet at both
            ends of the longitudes.
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
    turn = _turn_to(grid, own, owner, dataset.name)
    with gdal_errors_as(f"{dataset.name} cannot be warped to the grid of {owner}", InputError):
        view = WarpedVRT(
            dataset,
            # GDAL takes longitudes of one place that differ by a turn around the world for different places.
            src_transform=Affine.translation(turn, 0) @ own.transform if turn else None,
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
    try:
        return own.window_of(Extent(_bounds(other), other.crs))
    except InputError:
        return None


def _bounds(grid: Grid) -> Bounds:
    corners = ((0, 0), (grid.width, 0), (0, grid.height), (grid.width, grid.height))
    xs, ys = zip(*(grid.transform @ corner for corner in corners), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _turn_to(grid: Grid, own: Grid, owner: str, name: str) -> float:
    """Return the degrees by which a raster's longitudes are moved to those of a grid: a turn around the world, or none.

    Raises:
        InputError: a part of the grid lies on the raster as it is, and another part on the raster moved.
    """
    if own.crs is None or grid.crs is None or not (own.crs.is_geographic and grid.crs.is_geographic):
        return 0.0
    west, _, east, _ = _bounds(grid)
    own_west, _, own_east, _ = _bounds(own)
    found = {}
    for turn in TURNS:
        first, last = max(west, own_west + turn), min(east, own_east + turn)
        if last > first:
            found[turn] = first, last
    if not found:
        return 0.0
    chosen = max(found, key=lambda turn: found[turn][1] - found[turn][0])
    first, last = found.pop(chosen)
    pixel = (own_east - own_west) / own.width
    for other_first, other_last in found.values():
        # A raster of the whole world may be wider by a part of a pixel.
        if max(first - other_first, other_last - last) > pixel:
            edge = first if other_first < first else last
            raise InputError(
                f"{owner} ({grid.describe()}) goes on beyond longitude {edge:g}, where {name} ({own.describe()}) ends "
                f"and begins again at the other end of the world: cut {owner} at this longitude, for example with "
                "gdal_translate -projwin, and use the parts."
            )
    return chosen
