"""Land cover in, class indices out.

`open_landcover` opens a raster of class numbers, `match_classes` matches its values to the classes of a model, and
`open_buildings` opens building footprints on its grid. `LandCoverReader` puts the three together: it reads windows of
class indices. `choose_classes` takes the class scheme that the user names, and `infer_scheme` finds the classes where
no model and no user names them.
"""

from __future__ import annotations

from .buildings import BuildingMask, PolygonBuildings, RasterBuildings, open_buildings
from .class_matching import ClassMatch, match_classes
from .class_names import class_names, write_class_names
from .classes_text import parse_classes
from .inferred_scheme import LandCoverClasses, choose_classes, infer_scheme
from .raster import LandCoverRaster, open_landcover
from .reader import LandCoverReader
from .stated_classes import StatedClasses

__all__ = [
    "BuildingMask",
    "ClassMatch",
    "LandCoverClasses",
    "LandCoverRaster",
    "LandCoverReader",
    "PolygonBuildings",
    "RasterBuildings",
    "StatedClasses",
    "choose_classes",
    "class_names",
    "infer_scheme",
    "match_classes",
    "open_buildings",
    "open_landcover",
    "parse_classes",
    "write_class_names",
]
