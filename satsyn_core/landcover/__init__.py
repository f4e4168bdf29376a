"""Land cover in, class indices out.

`open_landcover` opens a raster of class numbers, `match_classes` matches its values to the classes of a model, and
`open_buildings` opens building footprints on its grid. `LandCoverReader` puts the three together: it reads windows of
class indices. `choose_scheme` takes the classes of the user's file, and `infer_scheme` finds them where no model and no
user names them.
"""

from __future__ import annotations

from .buildings import BuildingMask, PolygonBuildings, RasterBuildings, open_buildings
from .class_matching import ClassMatch, match_classes, parse_classes
from .class_names import class_names, write_class_names
from .inferred_scheme import choose_scheme, infer_scheme
from .raster import LandCoverRaster, open_landcover
from .reader import LandCoverReader

__all__ = [
    "BuildingMask",
    "ClassMatch",
    "LandCoverRaster",
    "LandCoverReader",
    "PolygonBuildings",
    "RasterBuildings",
    "choose_scheme",
    "class_names",
    "infer_scheme",
    "match_classes",
    "open_buildings",
    "open_landcover",
    "parse_classes",
    "write_class_names",
]
