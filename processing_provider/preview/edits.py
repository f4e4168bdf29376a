"""The changed places of a preview: those that were drawn so far, and the land cover that has them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsProject, QgsVectorFileWriter

from ...satsyn_core.contract.errors import InputError
from .place_change import ChangedLandCover, ChangedPlace, change_landcover, places_layer


class Edits:
    """Keeps changed places. `version` is another number after each change.

    Args:
        folder: takes the files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._match: dict[str, Any] | None = None
        self._made: tuple[int, ChangedLandCover] | None = None
        self.places: list[ChangedPlace] = []
        self.version = 0

    @property
    def has_match(self) -> bool:
        """Whether it is known which value has which class."""
        return self._match is not None

    def use_match(self, match: dict[str, Any]) -> None:
        """Take what `describe-landcover` says of the land cover."""
        self._match = match

    def forget_match(self) -> None:
        """Say that the land cover or its classes are others now."""
        self._match = self._made = None

    def add(self, polygon: QgsGeometry, class_name: str) -> None:
        """Change a place."""
        self.places.append(ChangedPlace(polygon, class_name))
        self.version += 1

    def undo(self) -> None:
        """Forget the last change."""
        if self.places:
            self.places.pop()
            self.version += 1

    def clear(self) -> None:
        """Forget all changes."""
        self.places = []
        self.version += 1

    def changed(self, landcover: str) -> ChangedLandCover:
        """Return the land cover with the changes.

        Raises:
            InputError: the land cover's classes are not known, or it cannot be changed.
        """
        if self._made is None or self._made[0] != self.version:
            self._made = (self.version, self.keep(self._folder, landcover))
        return self._made[1]

    def keep(self, folder: Path, landcover: str) -> ChangedLandCover:
        """Return the land cover with the changes, written into a folder of its own in `folder`.

        Raises:
            InputError: as for `changed`.
        """
        if self._match is None or self._match.get("problem"):
            raise InputError(
                str(self._match["problem"]) if self._match else "The classes of the land cover are not known yet."
            )
        own = folder / f"changes_{self.version}"
        own.mkdir(parents=True, exist_ok=True)
        return change_landcover(landcover, self._match, self.places, own)

    def mask(self, crs: QgsCoordinateReferenceSystem) -> str:
        """Write the places as polygons in a coordinate system; return the file.

        Raises:
            InputError: the file can't be written.
        """
        path = os.fspath(self._folder / f"changes_{self.version}" / "places.gpkg")
        layer = places_layer(self.places, crs)
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        context = QgsProject.instance().transformContext()
        error, words, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, context, options)
        if error != QgsVectorFileWriter.WriterError.NoError:
            raise InputError(f"The changed places can't be written: {words}.")
        return path
