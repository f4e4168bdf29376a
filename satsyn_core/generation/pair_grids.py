"""The pixels of the two land covers of a change pair: what they differ in, and how they become the same."""

from __future__ import annotations

import math

from ..contract.errors import InputError
from ..landcover.class_names import class_names
from ..landcover.stated_classes import StatedClasses
from ..raster.coordinates import describe_crs
from ..raster.gdalwarp import gdalwarp_to
from ..raster.grid import Grid
from ..raster.warp import overlap
from .request import GenerationRequest

_FREE_VALUES = (0, 255)
"""Values that rasters of classes often have for no class, and that eight bits hold."""


def require_same_pixels(before: GenerationRequest, after: GenerationRequest) -> None:
    """Check that both land covers have the same pixels.

    Raises:
        InputError: they have not; the message says in what they differ, and what to do.
    """
    if before.grid.same_pixels_as(after.grid):
        return
    found = "; ".join(_differences(before.landcover.grid, after.landcover.grid))
    raise InputError(
        f"{before.landcover.name} (before) and {after.landcover.name} (after) do not have the same pixels: {found}. "
        f"{_remedy(before, after)}"
    )


def _differences(before: Grid, after: Grid) -> list[str]:
    """Return what two grids differ in. Sizes and places are comparable in one coordinate system alone."""
    found = []
    if before.has_place and after.has_place and before.crs != after.crs:
        one, other = describe_crs(before.crs), describe_crs(after.crs)
        return [f"the coordinate system is {one} before and {other} after"]
    if (one := _pixel(before)) != (other := _pixel(after)):
        found.append(f"a pixel measures {one} before and {other} after")
    if (turn := _turn(before)) != (other_turn := _turn(after)):
        found.append(f"the rows are turned by {turn} degrees before and by {other_turn} degrees after")
    if _is_south_up(before) != _is_south_up(after):
        found.append(
            "the first row is the southern one before and the northern one after"
            if _is_south_up(before)
            else "the first row is the northern one before and the southern one after"
        )
    elif (one := _corner(before)) != (other := _corner(after)):
        found.append(f"the first pixel starts at {one} before and at {other} after")
    if (before.width, before.height) != (after.width, after.height):
        one, other = (f"{grid.width} x {grid.height}" for grid in (before, after))
        found.append(f"there are {one} pixels before and {other} pixels after")
    return found or [f"before they are {before.describe()}, after {after.describe()}"]


def _pixel(grid: Grid) -> str:
    a, b, _, d, e, _ = grid.transform[:6]
    return f"{math.hypot(a, d):.10g} x {math.hypot(b, e):.10g}"


def _turn(grid: Grid) -> str:
    degrees = math.degrees(math.atan2(grid.transform.d, grid.transform.a))
    return f"{degrees or 0:.6g}"  # and not -0


def _is_south_up(grid: Grid) -> bool:
    return bool(grid.transform.determinant > 0)


def _corner(grid: Grid) -> str:
    return f"({grid.transform.c:.10g}, {grid.transform.f:.10g})"


def _remedy(before: GenerationRequest, after: GenerationRequest) -> str:
    """Return a sentence on how both land covers get the same pixels."""
    if before.landcover.is_drawn and after.landcover.is_drawn:
        return "Give both the pixels of one raster, with GRID."
    if overlap(before.landcover.grid, after.landcover.grid) is None:
        return "They do not overlap: choose land covers of the same place."
    for kept, moved in ((before, after), (after, before)):
        command = _command(kept.landcover.grid, moved)
        if command is not None:
            break
    else:
        return "Bring both to the same pixels first, with QGIS' Align rasters."
    first = (
        f"Bring the one after to the pixels of the one before, and take the result in its place: {command}."
        if moved is after
        else f"Bring the one before to the pixels of the one after, and take the result in its place: {command}."
    )
    return f"{first} {names}" if (names := _lost_names(before, after, moved)) else first


def _command(grid: Grid, moved: GenerationRequest) -> str | None:
    """Return the command that brings a land cover to a grid; None where there is none."""
    landcover = moved.landcover
    if landcover.is_drawn or _is_south_up(grid):
        return None
    nodata = None
    if landcover.dataset.nodata is None and overlap(grid, landcover.grid) != grid.window:
        nodata = next((value for value in _FREE_VALUES if value not in landcover.sampled_values), None)
    return gdalwarp_to(grid, landcover.grid, landcover.name, "near", nodata)


def _has_names(request: GenerationRequest) -> bool:
    """Whether a land cover has names of classes, in the raster or in the legend of its layer."""
    landcover = request.landcover
    if StatedClasses.read(None, None, request.parameters.source.legends).legend_of(landcover.name):
        return True
    try:
        return bool(class_names(landcover.dataset, landcover.sampled_values))
    except InputError:
        return False


def _lost_names(before: GenerationRequest, after: GenerationRequest, moved: GenerationRequest) -> str:
    """Return what to do about the class names, which GDAL leaves out; empty where nothing can or need be done."""
    match = moved.match
    first, second = ({value: one.match.name_of(value) for value in one.match.counts} for one in (before, after))
    both = {**first, **second}
    agree = {**both, **first} == both
    if match.source == "CLASSES" or not agree or not _has_names(moved):
        return ""
    text = match.keys.text({value: (name, False) for value, name in both.items()})
    return f'That leaves out the names of its classes: give them with CLASSES, as "{text}".'
