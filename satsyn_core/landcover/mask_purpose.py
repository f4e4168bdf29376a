"""What a mask of polygons or pixels is for, as messages call it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MaskPurpose:
    """What a mask is for, in messages: the parameter that names it, what it shows, and what the parameter needs."""

    parameter: str
    shows: str
    needs: str


BUILDINGS = MaskPurpose("BUILDINGS", "buildings", "building footprints")
EDIT_MASK = MaskPurpose("MASK", "areas of the mask", "polygons of the area to generate")
