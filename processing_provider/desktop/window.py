"""SatSyn in the window of QGIS: the entries in the Plugins menu, and the message while the environment is missing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QPushButton

from ...satsyn_core.contract.errors import SatSynError
from ..icon import ICON
from ..independent_steps import do_each
from ..translation import tr
from ..worker.interpreter import find_interpreter
from .algorithm_dialog import close_dialogs
from .getting_started import GettingStarted

if TYPE_CHECKING:
    from ..preview.dock import PreviewDock

MENU = "SatSyn"


class PluginWindow:
    """Adds SatSyn to the window and removes it again. The panels are made when they are first opened."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        self.panel: GettingStarted | None = None
        self.preview: PreviewDock | None = None
        self.message: Any = None
        self.action = QAction(QIcon(str(ICON)), tr("Getting started"), iface.mainWindow())
        self.action.triggered.connect(self.open_panel)
        self.preview_action = QAction(QIcon(str(ICON)), tr("SatSyn preview"), iface.mainWindow())
        self.preview_action.setToolTip(tr("SatSyn preview: synthetic imagery of the land cover in view"))
        self.preview_action.triggered.connect(self.open_preview)
        iface.addPluginToMenu(MENU, self.action)
        iface.addPluginToMenu(MENU, self.preview_action)
        iface.addToolBarIcon(self.preview_action)
        if not _has_environment():
            self._show_message()

    def open_panel(self) -> None:
        """Show the panel Getting started."""
        if self.panel is None:
            self.panel = GettingStarted(self._iface)
            self.panel.preview.clicked.connect(self.open_preview)
            self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.panel)
        self.panel.environment.refresh()
        self.panel.show()
        self.panel.raise_()
        self._close_message()

    def open_preview(self) -> None:
        """Show the panel SatSyn preview."""
        if self.preview is None:
            from ..preview.dock import PreviewDock

            self.preview = PreviewDock(self._iface)
            self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.preview)
            if self.panel is not None and self.panel.isVisible():
                self._iface.mainWindow().tabifyDockWidget(self.panel, self.preview)
        self.preview.show()
        self.preview.raise_()

    def close(self) -> None:
        """Remove everything from the window."""
        panel, preview = self.panel, self.preview
        self.panel = self.preview = None
        do_each(
            partial(self._iface.removePluginMenu, MENU, self.action),
            partial(self._iface.removePluginMenu, MENU, self.preview_action),
            partial(self._iface.removeToolBarIcon, self.preview_action),
            self._close_message,
            close_dialogs,
            self.action.deleteLater,
            self.preview_action.deleteLater,
            *([] if panel is None else [panel.environment.end]),
            *([] if preview is None else [preview.end]),
            *(partial(self._remove, dock) for dock in (panel, preview) if dock is not None),
        )

    def _remove(self, dock: QDockWidget) -> None:
        do_each(partial(self._iface.removeDockWidget, dock), dock.deleteLater)

    def _show_message(self) -> None:
        bar = self._iface.messageBar()
        self.message = bar.createMessage(
            "SatSyn", tr("One step is left: set up the environment in which SatSyn computes.")
        )
        button = QPushButton(tr("Getting started"))
        button.clicked.connect(self.open_panel)
        self.message.layout().addWidget(button)
        self.message.destroyed.connect(self._forget_message)  # the user may close it, too
        bar.pushWidget(self.message, Qgis.MessageLevel.Info)

    def _close_message(self) -> None:
        message, self.message = self.message, None
        if message is not None:
            self._iface.messageBar().popWidget(message)

    def _forget_message(self) -> None:
        self.message = None


def _has_environment() -> bool:
    try:
        find_interpreter()
    except SatSynError:
        return False
    return True
