"""Vector land cover as an open raster of classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ...contract.atomic_files import scratch_folder
from ...contract.errors import InputError
from ...contract.progress import Reporter
from ...contract.vector_parameters import VectorLandCover
from ...raster.coordinates import describe_crs
from ...raster.grid import Extent, Grid
from ...raster.nesting import nesting_for
from ...raster.reading import open_raster
from ..raster import LandCoverRaster, open_landcover
from .class_fields import read_class_fields
from .drawing import ClassCodes, Drawing
from .layers import AttributeNames, VectorLayer, field_names, has_field, layer_names, read_layer
from .legends import tell_apart
from .line_widths import LineWidths
from .target_grid import grid_of_layers, target_crs

_SMALL_PERCENT = 0.1


@dataclass(frozen=True)
class DrawingPlace:
    """Where vector land cover is drawn.

    Attributes:
        metres: side of a pixel on the ground where the user gives no grid and no size.
        pixel_size: that which the user gives, None for none.
        extent: the part of the land cover that is wanted, None for all of it.
        margin: pixels around the extent that are wanted, too.
        folder: where the temporary raster lies; None for the system's folder.
    """

    metres: float
    pixel_size: float | None = None
    extent: str | None = None
    margin: int = 0
    folder: Path | None = None


@contextmanager
def rasterised_landcover(
    landcover: str, options: VectorLandCover, place: DrawingPlace, reporter: Reporter
) -> Iterator[LandCoverRaster]:
    """Draw vector land cover, and open it for a `with` block.

    Args:
        landcover: file, with `|layername=` for one of its layers.
        options: how it is drawn.
        place: where it is drawn.
        reporter: gets what is drawn in which order on which grid, warnings about features that are left out, and
            progress; may cancel.

    Raises:
        InputError: a layer cannot be read, or the parameters do not fit it.
    """
    sources = read_sources((landcover, *(options.overlays or ())), options, reporter)
    layers = [layer for source in sources for layer in source]
    if options.grid is None and options.target_crs is None and _is_openstreetmap(landcover):
        # Such files are always in degrees: nobody can bring them to metres before.
        options = replace(options, target_crs="utm")
        reporter.log(f"{landcover} is in degrees, as all files of OpenStreetMap are: it is drawn in the best UTM zone.")
    grid = _grid(layers, options, place, reporter)
    reporter.log(f"The land cover is drawn on a grid of {grid.describe()}.")
    _warn_of_assumed_crs(layers, grid, options, reporter)
    background = options.background.strip() if options.background else None
    # What is drawn over a land cover, or between its features, leaves it the numbers that CLASSES gives.
    numbering: dict[str, int] = {}
    ClassCodes.of(sources[0], None, numbering)
    drawing = Drawing.of(sources, grid, ClassCodes.of(layers, background, numbering), reporter)
    if not len(drawing.shapes):
        raise InputError(f"No feature of {landcover} lies on the grid: there is nothing to draw.")
    part = grid.window
    if place.extent is not None:
        part = grid.window_of(Extent.parse(place.extent)).expanded(place.margin).intersection(grid.window) or part
    with scratch_folder(place.folder) as folder:
        path = folder / "landcover.tif"
        uncovered = drawing.write(path, part, reporter)
        if uncovered:
            share = 100 * uncovered / (part.width * part.height)
            percent = f"{share:.1f}" if share >= _SMALL_PERCENT else f"under {_SMALL_PERCENT}"
            reporter.log(
                f"No feature covers {percent} % of the pixels: they are nodata. BACKGROUND gives them a class, by "
                "the name that the model gives it."
            )
        with open_landcover(path) as raster:
            raster.name, raster.digest, raster.is_drawn = landcover, drawing.digest, True
            yield raster


def _warn_of_assumed_crs(
    layers: Sequence[VectorLayer], grid: Grid, options: VectorLandCover, reporter: Reporter
) -> None:
    """Say which of layers and grid have no coordinate system beside others that have one, and which they are given."""
    known = dict.fromkeys(describe_crs(layer.crs) for layer in layers if layer.crs is not None)
    if grid.crs is None and options.grid is not None:
        assumed = f"that of the land cover ({', '.join(known)})" if known else "that of the land cover, which has none"
        reporter.log(f"GRID {options.grid} has no coordinate system: it is assumed to be {assumed}.", "warning")
    lacking = dict.fromkeys(layer.name for layer in layers if layer.crs is None)
    if grid.crs is not None and lacking:
        whose = "GRID" if options.grid is not None else "the grid"
        reporter.log(
            f"No coordinate system: {', '.join(lacking)}. It is assumed to be that of {whose} "
            f"({describe_crs(grid.crs)}).",
            "warning",
        )


def _is_openstreetmap(name: str) -> bool:
    return Path(name.partition("|")[0]).suffix.casefold() in (".osm", ".pbf")


def read_sources(paths: Sequence[str], options: VectorLandCover, reporter: Reporter) -> list[list[VectorLayer]]:
    """Return the layers of each of several files or layers that hold something to draw, in their order.

    Raises:
        InputError: one of them cannot be read, none has a field that the user names, or nothing has a class.
    """
    wanted = read_class_fields(options.class_field)
    attributes = AttributeNames(wanted, options.width_field, LineWidths.parse(options.line_widths))
    names = [layer_names(path) for path in paths]
    every = [name for source in names for name in source]
    _require_fields(every, wanted, "CLASS_FIELD")
    _require_fields(every, (options.width_field,) if options.width_field else (), "WIDTH_FIELD")
    sources = [[read_layer(name, attributes, reporter) for name in source] for source in names]
    drawn = [[layer for layer in source if layer.holds_shapes] for source in sources]
    if not any(layer.features for source in sources for layer in source):
        raise InputError(f"{paths[0]} holds no feature: choose a layer that has polygons or lines.")
    if not any(drawn):
        known = ", ".join(sorted({field for name in every for field in field_names(name)})) or "none"
        raise InputError(
            f"{paths[0]} holds no polygon or line with a class: there is nothing to draw. CLASS_FIELD names the field "
            f"of the classes; it has {known}."
        )
    return tell_apart([source for source in drawn if source])


def _require_fields(layers: Sequence[str], wanted: Sequence[str], parameter: str) -> None:
    """Refuse the name of a field that no layer has."""
    for field in wanted:
        if not any(has_field(layer, field) for layer in layers):
            known = sorted({name for layer in layers for name in field_names(layer)})
            raise InputError(
                f"{parameter} names the field {field}, which the land cover does not have; it has "
                f"{', '.join(known) or 'none'}."
            )


def _grid(layers: Sequence[VectorLayer], options: VectorLandCover, place: DrawingPlace, reporter: Reporter) -> Grid:
    if options.grid is None:
        crs = target_crs(layers, options.target_crs, reporter)
        extent = None if place.extent is None else Extent.parse(place.extent)
        return grid_of_layers(layers, crs, place.pixel_size or place.metres, extent, place.margin)
    if options.target_crs is not None:
        raise InputError("GRID and TARGET_CRS both say where the land cover is drawn: give one of them.")
    with open_raster(options.grid) as dataset:
        grid = Grid.of(dataset)
    if place.pixel_size is None:
        return grid
    return nesting_for(grid, place.pixel_size, options.grid).fine(grid)
