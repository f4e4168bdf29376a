"""The classes of a difference raster, which shows where prediction and truth agree."""

from __future__ import annotations

from .class_scheme import ClassScheme, LandCoverClass

UNKNOWN_VALUE, AGREES, DIFFERS = 0, 1, 2

AGREEMENT = ClassScheme(
    (LandCoverClass(AGREES, "agrees", (214, 232, 214)), LandCoverClass(DIFFERS, "differs", (200, 30, 60))),
    unlabelled=UNKNOWN_VALUE,
)
