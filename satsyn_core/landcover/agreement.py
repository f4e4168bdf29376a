"""The classes of a raster that shows where a prediction agrees with the truth; QGIS reads them as well."""

from __future__ import annotations

from .scheme import ClassScheme, LandCoverClass

UNKNOWN_VALUE, AGREES, DIFFERS = 0, 1, 2

AGREEMENT = ClassScheme(
    (LandCoverClass(AGREES, "agrees", (214, 232, 214)), LandCoverClass(DIFFERS, "differs", (200, 30, 60))),
    unlabelled=UNKNOWN_VALUE,
)
