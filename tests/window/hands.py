"""Mouse and keyboard of a person: every click, drag and typed name is an event of Qt, and is counted."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from qgis.PyQt.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDragEnterEvent, QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractItemView, QApplication, QMenu, QMenuBar, QScrollArea, QWidget
from qgis.utils import iface

from tests.window.steps import STEPS, pause

_PLAIN = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


@dataclass
class Hands:
    """Counts what a person does, and the seconds since the first of it."""

    clicks: int = 0
    drags: int = 0
    scrolls: int = 0
    typed: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def click(self, widget: QWidget, where: QPoint | None = None) -> None:
        """Press the left button on a widget that is in sight, in its middle or at a point of it."""
        assert widget.isVisible() and widget.isEnabled(), f"{type(widget).__name__} can't be clicked"
        QTest.mouseClick(widget, _LEFT, _PLAIN, where or widget.rect().center())
        self.clicks += 1
        pause(0.3)

    def click_in_list(self, view: QAbstractItemView, text: str, on_box: bool = False) -> None:
        """Click on the entry of a list or tree that begins with a text, or on the box before it."""
        model = view.model()
        found = model.match(model.index(0, 0), Qt.ItemDataRole.DisplayRole, text, 1, _FIND)
        assert found, f"no entry '{text}'"
        view.scrollTo(found[0])
        area = view.visualRect(found[0])
        self.click(view.viewport(), QPoint(area.left() + 9, area.center().y()) if on_box else area.center())

    def choose_menu(self, *names: str) -> None:
        """Choose an entry of the menu bar: the names from the menu to the entry."""
        bar: QMenuBar | QMenu = iface.mainWindow().menuBar()
        for name in names:
            action = next(one for one in bar.actions() if one.text().replace("&", "") == name)
            self.click(bar, bar.actionGeometry(action).center())
            bar = action.menu() or bar

    def drop(self, path: Path) -> None:
        """Drag a file from a file manager into the window of QGIS."""
        window, mime = iface.mainWindow(), QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        middle, copy = window.rect().center(), Qt.DropAction.CopyAction
        QApplication.sendEvent(window, QDragEnterEvent(middle, copy, mime, _LEFT, _PLAIN))
        QApplication.sendEvent(window, QDropEvent(QPointF(middle), copy, mime, _LEFT, _PLAIN))
        self.drags += 1
        pause(1)

    def scroll_to(self, widget: QWidget) -> None:
        """Turn the wheel until a widget is in sight."""
        parent = widget.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None and widget.visibleRegion().isEmpty():
            parent.ensureWidgetVisible(widget)
            self.scrolls += 1
            pause(0.3)

    def type_name(self, widget: QWidget, text: str) -> None:
        """Type a name into a widget."""
        self.click(widget)
        QTest.keyClicks(widget, text)
        self.typed.append(text)
        pause(0.3)

    def count(self, what: str) -> None:
        """Note what has been done so far."""
        STEPS.append(
            f"{what}: {self.clicks} clicks, {self.drags} drags, {self.scrolls} turns of the wheel, typed "
            f"{self.typed or 'nothing'}, {time.monotonic() - self.started:.0f} s"
        )


_FIND = Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive
