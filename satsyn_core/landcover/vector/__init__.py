"""Vector land cover: layers of polygons and lines, drawn as a raster of classes.

`rasterised_landcover` opens one for a `with` block, as `open_landcover` opens a raster. `layers` reads the features,
`class_fields` finds their classes, `line_widths` the widths of lines, `target_grid` the grid, and `drawing` draws.
"""

from __future__ import annotations
