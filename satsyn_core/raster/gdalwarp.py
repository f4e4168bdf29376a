"""The commands of GDAL that bring a raster to the pixels of a grid."""

from __future__ import annotations

from ..contract.wording import quoted
from .coordinates import epsg_code
from .grid import Grid

ALIGNED = "aligned.tif"
"""Name for the file to write, where there is one."""


def gdalwarp_to(
    grid: Grid, own: Grid, path: str, resampling: str, nodata: int | None = None, *, may_be_long: bool = False
) -> str | None:
    """Return the command without the file to write; None where none does it, or none that is short enough to be read.

    GDAL writes the rows from the north to the south, whatever their order in the grid.

    Args:
        grid: whose pixels the raster gets.
        own: of the raster.
        path: of the raster.
        resampling: GDAL's name of the method.
        nodata: what pixels get that the raster does not cover; None for GDAL's own choice.
        may_be_long: whether to write out a coordinate system that has no code.
    """
    a, b, x, d, e, y = grid.transform[:6]
    if b or d or a < 0:
        return None
    system = ""
    if grid.crs is not None and grid.has_place and own.has_place:
        code = epsg_code(grid.crs)
        if code is not None:
            system = f"-t_srs EPSG:{code} "
        elif grid.crs != own.crs:
            if not may_be_long:
                return None
            system = f"-t_srs {quoted(grid.crs.to_wkt())} "
    bottom, top = sorted((y, y + e * grid.height))
    corners = f"{x!r} {bottom!r} {x + a * grid.width!r} {top!r}"
    unknown = "" if nodata is None else f"-dstnodata {nodata} "
    return f"gdalwarp {system}-te {corners} -ts {grid.width} {grid.height} -r {resampling} {unknown}{quoted(path)}"


def gdal_translate_of(path: str, width: int, height: int) -> str:
    """Return the command, without the file to write, that cuts a raster to its first columns and rows."""
    return f"gdal_translate -srcwin 0 0 {width} {height} {quoted(path)}"
