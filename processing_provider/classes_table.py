"""CLASSES in dialogs: a table of the land cover's values and classes, which a button fills from the layer.

The parameter stays a text, so that scripts, models and `qgis_process` give it as they did.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from typing import Any

from processing.gui.wrappers import DIALOG_BATCH, WidgetWrapper
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
)
from qgis.PyQt.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..satsyn_core.contract.errors import SatSynError
from .algorithms.describe_landcover import DescribeLandCoverAlgorithm
from .desktop.tasks import BackgroundTask
from .sentences import in_language
from .translation import tr

_OF_LAYERS = ("CLASS_FIELD", "WIDTH_FIELD", "LINE_WIDTHS")
"""What a dialog may say of a vector land cover, and no raster has."""

_VALUE, _NAME, _CLASS, _PIXELS = range(4)
_ENTRY = re.compile(r"([+-]?\d+)\s*=\s*(.*?)[\s,;]*(?=[+-]?\b\d+\s*=|$)", re.DOTALL)


class ClassesTable(QWidget):
    """The table: value, name, class and share of the pixels; values and classes can be edited."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = QTableWidget(0, 4)
        self.rows.setHorizontalHeaderLabels([tr("Value"), tr("Name"), tr("Class"), tr("Pixels")])
        self.fill = QPushButton(tr("Fill from the land cover"))
        self.add = QPushButton(tr("Add a value"))
        self.note = QLabel(tr("Empty: the land cover's own names or its class scheme."))
        self.note.setWordWrap(True)
        self._given = self._shown = ""
        self.add.clicked.connect(lambda: self._append("", "", "", ""))
        buttons = QHBoxLayout()
        buttons.addWidget(self.fill)
        buttons.addWidget(self.add)
        layout = QVBoxLayout(self)
        layout.addWidget(self.rows)
        layout.addLayout(buttons)
        layout.addWidget(self.note)

    def text(self) -> str:
        """Return the table as the text of CLASSES, the given text where nothing was changed; empty where no row has a
        value and a class.
        """
        text = self._text_of_rows()
        return self._given if text == self._shown else text

    def _text_of_rows(self) -> str:
        pairs = [(self._cell(row, _VALUE), self._cell(row, _CLASS)) for row in range(self.rows.rowCount())]
        return " ".join(f"{value}={name}" for value, name in pairs if value and name)

    def set_text(self, text: str | None) -> None:
        """Show a text of CLASSES."""
        self.rows.setRowCount(0)
        for value, name in _ENTRY.findall((text or "").strip()):
            self._append(value, "", name, "")
        self._shown = self._text_of_rows()
        # A text with a mistake, which the table cannot show, stays as it is for the job to refuse.
        is_shown = re.sub(r"[\s,;]+", " ", (text or "").strip()) == self._shown
        self._given = self._shown if is_shown else str(text)

    def show_match(self, match: dict[str, Any]) -> None:
        """Show a match as the job `describe-landcover` returns it: values without class get its guesses."""
        guesses = dict(_ENTRY.findall(match["classes_text"]))
        self.rows.setRowCount(0)
        for row in match["classes"]:
            share = f"{100 * row['share']:.1f} %"
            self._append(str(row["value"]), row["name"], guesses.get(str(row["value"]), ""), share)
        words = match["problem"] or f"Model {match['model']}, matched by {match['matched_by']}."
        self.note.setText(in_language(words))

    def _append(self, *cells: str) -> None:
        row = self.rows.rowCount()
        self.rows.insertRow(row)
        for column, text in enumerate(cells):
            self.rows.setItem(row, column, QTableWidgetItem(text))

    def _cell(self, row: int, column: int) -> str:
        item = self.rows.item(row, column)
        return "" if item is None else item.text().strip()


class ClassesLine(QLineEdit):
    """The text of CLASSES in a row of a batch table, where a table in the table would hide everything else."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("1=water 2=land")

    def set_text(self, text: str | None) -> None:
        """Show a text of CLASSES."""
        self.setText(text or "")


class ClassesWidgetWrapper(WidgetWrapper):
    """The table in dialogs and the model designer, and a line of text in batch tables."""

    def createWidget(self) -> ClassesTable | ClassesLine:
        if self.dialogType == DIALOG_BATCH:
            return ClassesLine()
        table = ClassesTable()
        table.fill.clicked.connect(self._fill)
        return table

    def setValue(self, value: object) -> None:
        self.widget.set_text(str(value) if value else "")

    def value(self) -> str:
        return self.widget.text()

    def postInitialize(self, wrappers: list[Any]) -> None:
        self._others = {one.parameterDefinition().name(): one for one in wrappers}

    def _fill(self) -> None:
        """Fill the table in the background: to read a large land cover takes a while."""
        try:
            more = {name: self._given(name) for name in ("MODEL", "SCHEME", *_OF_LAYERS)}
            question = Question(self._given("LANDCOVER"), **more)
        except SatSynError as problem:
            self.widget.note.setText(in_language(str(problem)))
            return
        self.widget.fill.setEnabled(False)
        self.widget.note.setText(tr("Reading the land cover ..."))
        self._task = BackgroundTask(tr("Read the classes of a land cover"), question.answer)
        self._task.ended.connect(self._filled)
        QgsApplication.taskManager().addTask(self._task)

    def _filled(self, match: object, problem: str) -> None:
        with contextlib.suppress(RuntimeError):  # the dialog was closed meanwhile
            self.widget.fill.setEnabled(True)
            if isinstance(match, dict):
                self.widget.show_match(match)
            else:
                self.widget.note.setText(problem)

    def _given(self, name: str) -> Any:
        wrapper = getattr(self, "_others", {}).get(name)
        return None if wrapper is None else wrapper.parameterValue()


class Question:
    """What *Describe land cover* is asked of the land cover that is chosen in a dialog.

    It is made on the main thread, where layers may be read, and answered on another one.

    Args:
        landcover: layer, its id, or a file; of a list, the first one counts.
        more: further parameters of *Describe land cover* by their names in QGIS; empty ones are left out.

    Raises:
        SatSynError: no land cover is chosen, or it cannot be read.
    """

    def __init__(self, landcover: object, **more: object) -> None:
        first = landcover[0] if isinstance(landcover, (list, tuple)) and landcover else landcover
        if not first:
            raise SatSynError("Choose a land cover first: the table is filled from it.")
        self._algorithm = DescribeLandCoverAlgorithm()
        self._algorithm.initAlgorithm()
        self._parameters = {"LANDCOVER": first, **{name: str(value) for name, value in more.items() if value}}
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        with _as_satsyn_error():
            self._algorithm.prepareAlgorithm(self._parameters, self._context, QgsProcessingFeedback())

    def answer(self, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Return the match.

        Raises:
            SatSynError: the land cover cannot be described.
        """
        with _as_satsyn_error():
            outputs = self._algorithm.processAlgorithm(self._parameters, self._context, feedback)
        match: dict[str, Any] = json.loads(outputs["MATCH"])
        return match


@contextlib.contextmanager
def _as_satsyn_error() -> Iterator[None]:
    try:
        yield
    except QgsProcessingException as problem:
        raise SatSynError(str(problem)) from problem
