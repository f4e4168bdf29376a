"""The plugin object: registers the Processing provider and removes it again."""

from __future__ import annotations

from qgis.core import QgsApplication

from .processing_provider.provider import SatSynProvider


class SatSynPlugin:
    """SatSyn inside QGIS: everything it offers is in the Processing toolbox."""

    def __init__(self) -> None:
        self.provider: SatSynProvider | None = None

    def initProcessing(self) -> None:
        """Register the provider; `qgis_process` calls this without `initGui`."""
        self.provider = SatSynProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        self.initProcessing()

    def unload(self) -> None:
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
