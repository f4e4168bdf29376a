"""The pixels of the two land covers of a change pair: what they differ in, and how they become the same."""

from __future__ import annotations

import math

from affine import Affine

from ..contract.errors import InputError
from ..landcover.class_names import class_names
from ..landcover.stated_classes import StatedClasses
from ..raster.coordinates import describe_crs
from ..raster.gdalwarp import ALIGNED, gdal_translate_of, gdalwarp_to
from ..raster.grid import Grid
from ..raster.warp import overlap
from .request import GenerationRequest

_FREE_VALUES = (0, 255)
"""Values that rasters of classes often have for no class, and that eight bits hold."""

_TARGETS = ("aligned_before.tif", "aligned_after.tif")


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
    if before.landcover.grid.transform.is_identity and after.landcover.grid.transform.is_identity:
        return _cut(before, after)
    if overlap(before.landcover.grid, after.landcover.grid) is None:
        return "They do not overlap: choose land covers of the same place."
    for kept, moved in ((before, after), (after, before)):
        # A layer cannot be brought to other pixels, so that there is no other way than this one.
        command = _command(kept.landcover.grid, moved, may_be_long=kept.landcover.is_drawn)
        if command is not None:
            break
    else:
        return _for_both(before, after)
    first = (
        f"Bring the one after to the pixels of the one before, and take the result in its place: {command}."
        if moved is after
        else f"Bring the one before to the pixels of the one after, and take the result in its place: {command}."
    )
    return f"{first} {names}" if (names := _lost_names(before, after, moved)) else first


def _cut(before: GenerationRequest, after: GenerationRequest) -> str:
    """Return a sentence on how two land covers without any place get the same size."""
    one, other = before.landcover, after.landcover
    width, height = min(one.grid.width, other.grid.width), min(one.grid.height, other.grid.height)
    first, second = (
        f"{gdal_translate_of(landcover.name, width, height)} {target}"
        for landcover, target in ((one, _TARGETS[0]), (other, _TARGETS[1]))
    )
    return (
        "Nothing says where they lie. If their upper left pixels are the same place, cut both to the same size, and "
        f"take the results in their place: {first}, and {second}."
    )


def _for_both(before: GenerationRequest, after: GenerationRequest) -> str:
    """Return a sentence on how two land covers get the same pixels where none can get those of the other."""
    grid = _north_up(before.landcover.grid)
    first, second = (
        _command(grid, moved, target, may_be_long=True)
        for moved, target in ((before, _TARGETS[0]), (after, _TARGETS[1]))
    )
    said = (
        "Bring both to pixels whose rows go from the north to the south, and take the results in their place: "
        f"{first}, and {second}."
    )
    names = _lost_names(before, after, before) or _lost_names(before, after, after)
    return f"{said} {names}" if names else said


def _north_up(grid: Grid) -> Grid:
    """Return a grid over all of another one, with its pixel size, whose rows go from the north to the south."""
    a, b, _, d, e, _ = grid.transform[:6]
    wide, high = math.hypot(a, d), math.hypot(b, e)
    corners = ((0, 0), (grid.width, 0), (0, grid.height), (grid.width, grid.height))
    xs, ys = zip(*(grid.transform @ corner for corner in corners), strict=True)
    # Rounding must not add a row or column.
    width, height = (math.ceil(length - 0.01) for length in ((max(xs) - min(xs)) / wide, (max(ys) - min(ys)) / high))
    return Grid(grid.crs, Affine(wide, 0, min(xs), 0, -high, max(ys)), width, height)


def _command(grid: Grid, moved: GenerationRequest, target: str = ALIGNED, *, may_be_long: bool = False) -> str | None:
    """Return the command that brings a land cover to a grid; None where there is none."""
    landcover = moved.landcover
    if landcover.is_drawn or _is_south_up(grid):
        return None
    nodata = None
    if landcover.dataset.nodata is None and overlap(grid, landcover.grid) != grid.window:
        nodata = next((value for value in _FREE_VALUES if value not in landcover.sampled_values), None)
    command = gdalwarp_to(grid, landcover.grid, landcover.name, "near", nodata, may_be_long=may_be_long)
    return None if command is None else f"{command} {target}"


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
