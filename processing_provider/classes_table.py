"""CLASSES in dialogs: a table of the land cover's values and classes, which is filled from the layer.

The parameter stays a text, so that scripts, models and `qgis_process` give it as they did. What the table shows by
itself is what the job will find, so it is no text as long as the user has not changed it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from processing.gui.wrappers import DIALOG_BATCH, DIALOG_STANDARD
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import QModelIndex, Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..satsyn_core.contract.class_entries import GUESS, ClassEntry, read_entries, write_entries
from ..satsyn_core.contract.errors import InputError, SatSynError
from .desktop.dialog_widget import DialogWidget
from .desktop.tasks import BackgroundTask
from .sentences import in_language
from .temporary_folder import temporary_folder
from .translation import tr
from .worker.client import run_job
from .worker.copies import CopiedLayers
from .worker.interpreter import find_interpreter

_VALUE, _NAME, _CLASS, _PIXELS = range(4)
_NUMBERED_BY = {"LANDCOVER", "BEFORE", "OVERLAYS", "CLASS_FIELD", "BACKGROUND"}
"""Parameters that decide what a value means."""
_MATCHED_BY = {"MODEL", "SCHEME", "BUILDINGS"}
"""Parameters that decide which class shows it."""
_FILLED_BY_ITSELF = {"generateimagery", "generatechange", "buildtrainingset", "describelandcover"}
"""Algorithms that match a land cover to the classes of a generator."""
_SOON_MS = 400
"""Several parameters may change at once, and a name is typed letter by letter."""
_MOST_PIXELS, _MOST_FEATURES = 50_000_000, 100_000
"""Larger layers are read when the user asks for it."""


class _ClassDelegate(QStyledItemDelegate):
    """Edits a class in a drop-down of the model's classes, in which any other can be typed."""

    def __init__(self, table: ClassesTable) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        if not self._table.classes:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.setEditable(True)
        box.addItems([*self._table.classes, "nodata"])
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data() or "").rstrip(GUESS))
        else:
            super().setEditorData(editor, index)


class ClassesTable(QWidget):
    """The table: value, name, class and share of the pixels; values and classes can be edited."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = QTableWidget(0, 4)
        self.rows.setHorizontalHeaderLabels([tr("Value"), tr("Name"), tr("Class"), tr("Pixels")])
        self.rows.setTabKeyNavigation(False)  # else the keyboard never leaves the table
        self.rows.setAccessibleName(tr("Classes"))
        self.fill = QPushButton(tr("Fill from the land cover"))
        self.add = QPushButton(tr("Add a value"))
        self.note = QLabel(tr("Empty: the land cover's own names or its class scheme."))
        self.note.setWordWrap(True)
        self._given = self._shown = ""
        self._is_of_layer = False
        self.classes: list[str] = []
        self.rows.setItemDelegateForColumn(_CLASS, _ClassDelegate(self))
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
        return self._text_of_rows() if self.is_changed else self._given

    @property
    def is_changed(self) -> bool:
        """Whether the user has changed what the table was given to show."""
        return self._text_of_rows() != self._shown

    @property
    def is_of_user(self) -> bool:
        """Whether the table holds what the user, or who runs the dialog, wants: nothing else may take its place."""
        return self.is_changed or (bool(self._given) and not self._is_of_layer)

    def _text_of_rows(self) -> str:
        pairs = [(self._cell(row, _VALUE), self._cell(row, _CLASS)) for row in range(self.rows.rowCount())]
        entries = [ClassEntry(value, name.rstrip(f"{GUESS} "), name.endswith(GUESS)) for value, name in pairs]
        return write_entries(entry for entry in entries if entry.key and entry.name)

    def set_text(self, text: str | None) -> None:
        """Show a text of CLASSES."""
        given = (text or "").strip()
        try:
            entries = read_entries(given) if given else []
        except InputError:
            # A text with a mistake, which the table cannot show, stays as it is for the job to refuse.
            entries = []
        self._is_of_layer = False
        self._show([(entry.key, "", _class_text(entry), "") for entry in entries], given)
        if entries and write_entries(entries) == self._shown:
            self._given = self._shown

    def show_match(self, match: dict[str, Any], *, as_text: bool) -> None:
        """Show a match as the job `describe-landcover` returns it: values without class get its guesses.

        Args:
            match: the job's output MATCH.
            as_text: whether the table is the text of CLASSES now; otherwise it is empty until the user changes it.
        """
        guesses = {entry.key: _class_text(entry) for entry in read_entries(match["classes_text"])}
        self.classes = list(match["model_classes"])
        cells = [
            (row["key"], row["name"], guesses.get(row["key"], ""), f"{100 * row['share']:.1f} %")
            for row in match["classes"]
        ]
        self._is_of_layer = True
        self._show(cells, None if as_text else "")
        words = match["problem"] or f"Model {match['model']}, matched by {match['matched_by']}."
        self.note.setText(in_language(words))

    def _show(self, rows: Iterable[tuple[str, str, str, str]], given: str | None) -> None:
        """Show rows that stand for a given text; None for their own."""
        self.rows.setRowCount(0)
        for cells in rows:
            self._append(*cells)
        self._shown = self._text_of_rows()
        self._given = self._shown if given is None else given

    def _append(self, *cells: str) -> None:
        row = self.rows.rowCount()
        self.rows.insertRow(row)
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            if column not in (_VALUE, _CLASS):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.rows.setItem(row, column, item)

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


class ClassesWidgetWrapper(DialogWidget):
    """The table in dialogs, and a line of text in batch tables."""

    _asked = 0
    """Counts the questions, of which the last one alone counts."""
    _task: BackgroundTask | None = None
    """Answers the last question."""

    def createWidget(self) -> ClassesTable | ClassesLine:
        if self.dialogType == DIALOG_BATCH:
            return ClassesLine()
        table = ClassesTable()
        table.fill.clicked.connect(lambda: self._fill(as_text=True))
        table.destroyed.connect(lambda: self._withdraw_question())
        self._timer = QTimer(table)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fill_by_itself)
        return table

    def setValue(self, value: object) -> None:
        self.widget.set_text(str(value) if value else "")

    def value(self) -> str:
        return self.widget.text()

    def postInitialize(self, wrappers: list[Any]) -> None:
        self._others = {one.parameterDefinition().name(): one for one in wrappers}
        for name in (_NUMBERED_BY | _MATCHED_BY) & set(self._others):
            self._others[name].widgetValueHasChanged.connect(self._changed)
        if self._fills_by_itself:
            self._timer.start(0)

    @property
    def _fills_by_itself(self) -> bool:
        algorithm = self.parameterDefinition().algorithm()
        return self.dialogType == DIALOG_STANDARD and algorithm is not None and algorithm.name() in _FILLED_BY_ITSELF

    def _changed(self, wrapper: Any) -> None:
        """Fill the table anew: the same numbers may mean other classes now. What the user wrote stays."""
        if self.dialogType == DIALOG_BATCH:
            return
        name = wrapper.parameterDefinition().name()
        if self.widget.is_of_user:
            if name in _NUMBERED_BY:
                self.widget.note.setText(tr("The layers have changed: check the table, or fill it again."))
            return
        self._withdraw_question()  # it is about the layers before
        self.widget.fill.setEnabled(True)
        if name in _NUMBERED_BY:
            self.widget.set_text("")
        if self._fills_by_itself:
            self._timer.start(_SOON_MS)

    def _fill_by_itself(self) -> None:
        given = self._given()
        landcover = _first(given)
        if self.widget.is_of_user or not landcover:
            return
        if _is_large(landcover):
            self.widget.note.setText(tr("The land cover is large: the button fills the table from it."))
            return
        self._fill(as_text=False)

    def _fill(self, *, as_text: bool) -> None:
        """Fill the table in the background: to read a large land cover takes a while."""
        try:
            question = Question.of(self._given())
        except (SatSynError, QgsProcessingException) as problem:
            self.widget.note.setText(in_language(str(problem)))
            return
        self._withdraw_question()
        number = self._asked
        self.widget.fill.setEnabled(False)
        self.widget.note.setText(tr("Reading the land cover ..."))
        self._task = BackgroundTask(tr("Read the classes of a land cover"), question.answer)
        self._task.ended.connect(lambda match, problem: self._filled(number, match, problem, as_text=as_text))
        QgsApplication.taskManager().addTask(self._task)

    def _withdraw_question(self) -> None:
        """Cancel what answers the last question; an answer that still comes does not count."""
        task, self._task = self._task, None
        self._asked += 1
        if task is not None:
            with contextlib.suppress(RuntimeError):  # QGIS deletes a task that has ended
                task.cancel()

    def _given(self) -> dict[str, Any]:
        """Return the values of the dialog by parameter."""
        return {name: wrapper.parameterValue() for name, wrapper in getattr(self, "_others", {}).items()}

    def _filled(self, number: int, match: object, problem: str, *, as_text: bool) -> None:
        with contextlib.suppress(RuntimeError):  # the dialog was closed meanwhile
            if number != self._asked:
                return
            self.widget.fill.setEnabled(True)
            if not isinstance(match, dict):
                self.widget.note.setText(problem)
            elif as_text or not self.widget.is_of_user:
                self.widget.show_match(match, as_text=as_text)


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
        landcover = _first(given)
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
        with temporary_folder() as folder:
            written = self.algorithm.written_values(folder, feedback)
            copies = CopiedLayers(self.algorithm.values, written)
            outputs = run_job(find_interpreter(), self.algorithm.job.name, written, feedback, copies.renamed)
        match: dict[str, Any] = json.loads(copies.renamed_output(outputs["MATCH"]))
        return match


def _class_text(entry: ClassEntry) -> str:
    """Return the class of an entry as the table shows it; empty for one that is left open."""
    return f"{entry.name}{GUESS if entry.is_guess else ''}" if entry.name else ""


def _first(given: Mapping[str, Any]) -> Any:
    """Return the land cover of a dialog, the first of several; None without one."""
    landcover = given.get("LANDCOVER") or given.get("BEFORE")
    return landcover[0] if isinstance(landcover, (list, tuple)) else landcover


def _is_large(landcover: Any) -> bool:
    """Whether to read a layer takes long. What cannot be opened here is not: the job will say what is wrong."""
    layer = landcover
    if isinstance(landcover, str):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        layer = QgsProcessingUtils.mapLayerFromString(landcover, context)
    if isinstance(layer, QgsRasterLayer):
        return layer.width() * layer.height() > _MOST_PIXELS
    return hasattr(layer, "featureCount") and layer.featureCount() > _MOST_FEATURES
