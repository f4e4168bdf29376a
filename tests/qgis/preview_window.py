"""A map with a preview, and places on it, for the tests of the preview."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from assertions import pixels
from rasters import NORTH_UP


def polygon(rows: slice, cols: slice) -> Any:
    from qgis.core import QgsGeometry, QgsRectangle

    west, size, _, north, _, _ = NORTH_UP.transform
    return QgsGeometry.fromRect(
        QgsRectangle(
            west + cols.start * size, north - rows.stop * size, west + cols.stop * size, north - rows.start * size
        )
    )


def wait(until: Any, said: object = None) -> None:
    """Let QGIS work until something holds."""
    from qgis.PyQt.QtCore import QCoreApplication, QEvent

    end = time.monotonic() + 120
    while not until():
        assert time.monotonic() < end, said
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.01)


class Window:
    """A map canvas with a preview session of a raster file or a layer, and what the session said."""

    def __init__(self, landcover: Path | Any, model: Path) -> None:
        from qgis.core import QgsProject, QgsRasterLayer
        from qgis.gui import QgsMapCanvas

        from satsyn.processing_provider.preview.session import PreviewSession, Wanted
        from satsyn.processing_provider.preview.source import Choice

        self.layer = QgsRasterLayer(str(landcover), "land cover") if isinstance(landcover, Path) else landcover
        QgsProject.instance().addMapLayer(self.layer)
        self.canvas = QgsMapCanvas()
        self.canvas.resize(400, 300)
        self.canvas.setDestinationCrs(self.layer.crs())
        self.canvas.setExtent(self.layer.extent())
        self.session = PreviewSession(self.canvas)
        self.said: list[tuple[str, bool]] = []
        self.session.said.connect(lambda *said: self.said.append(said))
        self.wanted = Wanted(Choice(self.layer.id(), str(model)))
        self.session.set_active(True)

    def wait(self, until: Any) -> None:
        wait(until, self.said)

    def shown(self, **wanted: Any) -> np.ndarray:
        """Want something, and return its pixels once they are shown."""
        self.wanted = replace(self.wanted, **wanted)
        self.session.want(self.wanted)
        self.wait(self.is_shown)
        return pixels(self.session.shown.path)

    def is_shown(self) -> bool:
        shown, session = self.session.shown, self.session
        return shown is not None and (shown.wanted, shown.changes) == (self.wanted, session.edits.version)

    def close(self) -> None:
        from qgis.core import QgsProject

        self.session.close()
        QgsProject.instance().removeMapLayer(self.layer.id())
