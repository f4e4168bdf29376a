"""The plugin object: registers the Processing provider and removes it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication

from .processing_provider.provider import SatSynProvider
from .processing_provider.translation import install_translator, remove_translator
from .processing_provider.worker.kept_worker import end_kept_worker

if TYPE_CHECKING:
    from qgis.gui import QgisInterface
    from qgis.PyQt.QtCore import QTranslator

    from .processing_provider.desktop.window import PluginWindow


class SatSynPlugin:
    """SatSyn inside QGIS: its algorithms, and in a window the menu with Getting started."""

    def __init__(self, iface: QgisInterface | None = None) -> None:
        self._iface = iface
        self.window: PluginWindow | None = None
        self.provider: SatSynProvider | None = None
        self.translator: QTranslator | None = None

    def initProcessing(self) -> None:
        """Register the provider; `qgis_process` calls this without `initGui`."""
        if self.translator is None:
            self.translator = install_translator()
        self.provider = SatSynProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)
        self.provider.refreshAlgorithms()  # now that the chains find their steps

    def initGui(self) -> None:
        self.initProcessing()
        if self._iface is not None:
            from .processing_provider.desktop.window import PluginWindow

            self.window = PluginWindow(self._iface)

    def unload(self) -> None:
        if self.window is not None:
            self.window.close()
            self.window = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        end_kept_worker()
        remove_translator(self.translator)
        self.translator = None
