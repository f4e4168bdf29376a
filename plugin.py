"""The plugin object: registers the Processing provider and removes it again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsApplication

from .processing_provider.independent_steps import do_each
from .processing_provider.provider import SatSynProvider
from .processing_provider.translation import install_translator, remove_translator
from .processing_provider.worker.kept_worker import end_workers

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
        window, provider, translator = self.window, self.provider, self.translator
        self.window = self.provider = self.translator = None
        do_each(
            *([] if window is None else [window.close]),
            *([] if provider is None else [partial(QgsApplication.processingRegistry().removeProvider, provider)]),
            end_workers,
            partial(remove_translator, translator),
        )
