"""The dialogs of algorithms that the panels open."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QDialog

_SIZE = (980, 780)
"""Pixels: QGIS opens a dialog that it has not shown before with room for two parameters."""
_SHARE_OF_SCREEN = 0.9

_opened: list[QDialog] = []


def open_dialog(algorithm: str, parameters: dict[str, Any]) -> QDialog:
    """Open the dialog of an algorithm, filled in. `close_dialogs` closes it if it is still there."""
    import processing

    dialog: QDialog = processing.createAlgorithmDialog(algorithm, parameters)
    _opened.append(dialog)
    dialog.destroyed.connect(lambda: _opened.remove(dialog) if dialog in _opened else None)
    show_large(dialog)
    return dialog


def close_dialogs() -> None:
    """Close the dialogs that were opened here. Called before their algorithms go: QGIS would crash when one is run."""
    opened = _opened.copy()
    _opened.clear()
    for dialog in opened:
        dialog.close()


def show_large(dialog: QDialog) -> None:
    """Show a dialog with room for most of its parameters, as far as the screen has it. A larger one stays."""
    dialog.show()
    screen = dialog.screen().availableGeometry()
    width = min(_SIZE[0], int(_SHARE_OF_SCREEN * screen.width()))
    height = min(_SIZE[1], int(_SHARE_OF_SCREEN * screen.height()))
    dialog.resize(max(dialog.width(), width), max(dialog.height(), height))
