"""SatSyn: synthetic satellite imagery from land cover, as a QGIS plugin."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .plugin import SatSynPlugin


def classFactory(iface: QgisInterface | None) -> SatSynPlugin:
    """Return the plugin; QGIS calls this, with None where there is no main window (`qgis_process`)."""
    from .plugin import SatSynPlugin

    return SatSynPlugin(iface)
