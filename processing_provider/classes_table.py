"""CLASSES in dialogs: a table of the land cover's values and classes, which a button fills from the layer.

The parameter stays a text, so that scripts, models and `qgis_process` give it as they did.
"""

from __future__ import annotations

import contextlib
import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
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
from .desktop.tasks import BackgroundTask
from .sentences import in_language
from .translation import tr
from .worker.client import run_job
from .worker.copies import CopiedLayers
from .worker.interpreter import find_interpreter

_VALUE, _NAME, _CLASS, _PIXELS = range(4)
_NUMBERED_BY = {"LANDCOVER", "BEFORE", "OVERLAYS", "CLASS_FIELD", "BACKGROUND"}
"""Parameters that decide what a value means."""
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

    _is_filled = False

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
        for name in _NUMBERED_BY & set(self._others):
            self._others[name].widgetValueHasChanged.connect(self._forget)

    def _fill(self) -> None:
        """Fill the table in the background: to read a large land cover takes a while."""
        try:
            question = Question.of(self._given())
        except (SatSynError, QgsProcessingException) as problem:
            self.widget.note.setText(in_language(str(problem)))
            return
        self.widget.fill.setEnabled(False)
        self.widget.note.setText(tr("Reading the land cover ..."))
        self._task = BackgroundTask(tr("Read the classes of a land cover"), question.answer)
        self._task.ended.connect(self._filled)
        QgsApplication.taskManager().addTask(self._task)

    def _forget(self, *_: object) -> None:
        """Empty a table that was filled from other layers: the same numbers mean other classes now."""
        if self._is_filled:
            self._is_filled = False
            self.widget.set_text("")
            self.widget.note.setText(tr("The layers have changed: fill the table again, or leave it empty."))

    def _given(self) -> dict[str, Any]:
        """Return the values of the dialog by parameter."""
        return {name: wrapper.parameterValue() for name, wrapper in getattr(self, "_others", {}).items()}

    def _filled(self, match: object, problem: str) -> None:
        with contextlib.suppress(RuntimeError):  # the dialog was closed meanwhile
            self.widget.fill.setEnabled(True)
            if isinstance(match, dict):
                self.widget.show_match(match)
                self._is_filled = True
            else:
                self.widget.note.setText(problem)


@dataclass(frozen=True)
class Question:
    """The algorithm `satsyn:describelandcover` with the layers of a dialog; `answer` is safe on another thread."""

    algorithm: Any

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Question:
        """Return the question for the values of a dialog by parameter. Called on the main thread.

        Raises:
            SatSynError: no land cover is chosen.
            QgsProcessingException: it can't be read.
        """
        landcover = given.get("LANDCOVER") or given.get("BEFORE")
        if isinstance(landcover, (list, tuple)):
            landcover = landcover[0]
        if not landcover:
            raise SatSynError("Choose a land cover first: the table is filled from it.")
        algorithm = QgsApplication.processingRegistry().algorithmById("satsyn:describelandcover").create()
        asked = {one.name() for one in algorithm.parameterDefinitions() if not one.isDestination()} - {"CLASSES"}
        parameters = {name: value for name, value in given.items() if name in asked and value}
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        algorithm.prepareAlgorithm({**parameters, "LANDCOVER": landcover}, context, QgsProcessingFeedback(False))
        return cls(algorithm)

    def answer(self, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Return what the job says.

        Raises:
            SatSynError: the land cover cannot be described.
        """
        with tempfile.TemporaryDirectory(prefix="satsyn-") as folder:
            written = self.algorithm.written_values(Path(folder), feedback)
            copies = CopiedLayers(self.algorithm.values, written)
            outputs = run_job(find_interpreter(), self.algorithm.job.name, written, feedback, copies.renamed)
        match: dict[str, Any] = json.loads(copies.renamed_output(outputs["MATCH"]))
        return match
