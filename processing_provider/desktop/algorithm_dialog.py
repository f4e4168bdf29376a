"""The dialogs of algorithms that the panels open."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QDialog

_SIZE = (980, 780)
"""Pixels: QGIS opens a dialog that it has not shown before with room for two parameters."""
_SHARE_OF_SCREEN = 0.9


def show_large(dialog: QDialog) -> None:
    """Show a dialog with room for most of its parameters, as far as the screen has it. A larger one stays."""
    dialog.show()
    screen = dialog.screen().availableGeometry()
    width = min(_SIZE[0], int(_SHARE_OF_SCREEN * screen.width()))
    height = min(_SIZE[1], int(_SHARE_OF_SCREEN * screen.height()))
    dialog.resize(max(dialog.width(), width), max(dialog.height(), height))
