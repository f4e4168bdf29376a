"""Opens the dialog of each algorithm and chain, with advanced parameters unfolded, and looks for texts that are cut.

`setup/run_window_tests.sh dialogs`, and `WINDOW_TEST_LOCALE=de setup/run_window_tests.sh dialogs` for the German ones.
"""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.gui import QgsCollapsibleGroupBoxBasic
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QAbstractButton, QGroupBox, QLabel, QWidget

from satsyn.processing_provider.desktop.algorithm_dialog import open_dialog
from tests.window.steps import STEPS, pause, picture, run

TALL = (980, 950)


def cut_texts(dialog: QWidget) -> list[str]:
    """Return the labels and buttons in sight that are narrower than their text."""
    shown = [one for kind in (QLabel, QAbstractButton) for one in dialog.findChildren(kind) if one.isVisible()]
    wrapped = [one for one in shown if isinstance(one, QLabel) and one.wordWrap()]
    return [one.text() for one in shown if one not in wrapped and one.text() and one.width() < one.sizeHint().width()]


def dialogs() -> None:
    """Open them one by one."""
    cut = []
    for number, algorithm in enumerate(QgsApplication.processingRegistry().providerById("satsyn").algorithms(), 1):
        dialog = open_dialog(algorithm.id(), {})
        dialog.resize(*TALL)
        pause(0.5)
        for group in dialog.findChildren(QGroupBox, "grpAdvanced"):
            sip.cast(group, QgsCollapsibleGroupBoxBasic).setCollapsed(False)
        pause(0.3)
        name = "".join(letter if letter.isalnum() else "_" for letter in algorithm.name())
        picture(f"{number:02}_{name}", dialog)
        cut += [f"{algorithm.name()}: {text}" for text in cut_texts(dialog)]
        dialog.close()
    STEPS.append(f"cut: {cut or 'nothing'}")


run(dialogs)
