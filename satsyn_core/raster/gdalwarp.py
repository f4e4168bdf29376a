"""The command of GDAL that brings a raster to the pixels of a grid."""

from __future__ import annotations

import shlex

from .grid import Grid


def gdalwarp_to(grid: Grid, own: Grid, path: str, resampling: str, nodata: int | None = None) -> str | None:
    """Return the command; None where no command of GDAL does it, or none that is short enough to be read.

    GDAL writes the rows from the north to the south, whatever their order in the grid.

    Args:
        grid: whose pixels the raster gets.
        own: of the raster.
        path: of the raster.
        resampling: GDAL's name of the method.
        nodata: what pixels get that the raster does not cover; None for GDAL's own choice.
    """
    a, b, x, d, e, y = grid.transform[:6]
    if b or d or a < 0:
        return None
    target = ""
    if grid.has_place and own.has_place:
        code = None if grid.crs is None else grid.crs.to_epsg()
        if code is None:
            return None
        target = f"-t_srs EPSG:{code} "
    bottom, top = sorted((y, y + e * grid.height))
    corners = f"{x!r} {bottom!r} {x + a * grid.width!r} {top!r}"
    unknown = "" if nodata is None else f"-dstnodata {nodata} "
    return (
        f"gdalwarp {target}-te {corners} -ts {grid.width} {grid.height} -r {resampling} {unknown}"
        f"{shlex.quote(path)} aligned.tif"
    )
