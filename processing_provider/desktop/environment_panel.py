"""The part of Getting started that sets up, checks, repairs and removes the Python environment."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.gui import QgsFileWidget, QgsGui
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...satsyn_core.contract.errors import SatSynError
from ..sentences import in_language
from ..translation import tr
from ..worker.environment_places import environments_folder
from ..worker.environment_request import BUILDS, CPU, CUDA, EnvironmentRequest
from ..worker.interpreter import find_interpreter
from ..worker.managed_environment import (
    build_in_use,
    managed_environment,
    read_stamp,
)
from .problem_report import problem_report
from .tasks import BackgroundTask, check_task, remove_task, setup_task


def _build_label(build: str) -> str:
    return tr("Processor (works everywhere)") if build == CPU else tr("NVIDIA graphics card (CUDA)")


class EnvironmentPanel(QGroupBox):
    """Says whether the environment is there, and has the buttons that change it. `changed` comes after each change."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("1. Set up the environment"), parent)
        self.task: BackgroundTask | None = None
        self._build_of: Path | None = None
        self.status = _wrapped(QLabel())
        self.build = QComboBox()
        for build in BUILDS:
            self.build.addItem(_build_label(build), build)
        self.wheels = QgsFileWidget()
        self.wheels.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.wheels.lineEdit().setPlaceholderText(tr("folder of wheels"))
        self.wheels.setToolTip(tr("Only where there is no network: the packages are taken from this folder."))
        self.cost = _wrapped(QLabel())
        self.set_up = QPushButton(tr("Set up"))
        self.remove = QPushButton(tr("Remove"))
        self.cancel = QPushButton(tr("Cancel"))
        self.report = QPushButton(tr("What is wrong?"))
        self.bar = QProgressBar()
        self.words = _wrapped(QLabel())
        self._arrange()
        self.build.currentIndexChanged.connect(self._show_cost)
        self.wheels.fileChanged.connect(self._show_cost)
        self.set_up.clicked.connect(self.start_setup)
        self.remove.clicked.connect(self._ask_and_remove)
        self.cancel.clicked.connect(self._cancel)
        self.report.clicked.connect(self.start_report)
        QgsGui.instance().optionsChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the state of the environment."""
        made = managed_environment()
        is_running = self.task is not None
        self._choose_build(made)
        state = _status(made)
        if state != self.status.text() and not is_running:
            self.words.clear()  # they were about the state before
        self.status.setText(state)
        self.set_up.setText(tr("Set up") if made is None else tr("Repair"))
        self._show_cost()
        for widget in (self.set_up, self.build, self.wheels, self.report):
            widget.setEnabled(not is_running)
        self.remove.setEnabled(made is not None and not is_running)
        for widget in (self.bar, self.cancel):
            widget.setVisible(is_running)

    def _choose_build(self, made: Path | None) -> None:
        """Choose the build of a new environment, so that a repair keeps it; later choices of the user stay."""
        if made == self._build_of:
            return
        self._build_of = made
        if (build := build_in_use()) is not None:
            self.build.setCurrentIndex(self.build.findData(build))

    def request(self) -> EnvironmentRequest:
        """Return what the user has chosen."""
        folder = self.wheels.filePath().strip()
        return EnvironmentRequest(self.build.currentData(), Path(folder) if folder else None)

    def start_setup(self) -> None:
        """Make the environment in the background. An earlier one is used until then."""
        self._start(setup_task(self.request()), self._set_up_ended)

    def start_report(self) -> None:
        """Check the environment in the background, then show the report."""
        self._start(check_task(), self._show_report)

    def end(self) -> None:
        """End what runs in the background. Called before the panel goes."""
        if self.task is not None:
            self.task.cancel()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(tr("Compute on"), self.build)
        form.addRow(tr("Offline"), self.wheels)
        buttons, more = QHBoxLayout(), QHBoxLayout()
        for row, widgets in ((buttons, (self.set_up, self.remove)), (more, (self.report, self.cancel))):
            for widget in widgets:
                row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.addWidget(self.status)
        layout.addLayout(form)
        layout.addWidget(self.cost)
        layout.addLayout(buttons)
        layout.addWidget(self.bar)
        layout.addWidget(self.words)
        layout.addLayout(more)

    def _show_cost(self) -> None:
        request = self.request()
        words = (
            tr("Installs PyTorch and other packages from the folder of wheels: {size}. Place: {place}")
            if request.wheels
            else tr("Installs PyTorch and other packages from the Python package index: {size}. Place: {place}")
        )
        size = request.size
        cost = (
            tr("{room} GB of free disk space")
            if request.wheels
            else tr("about {download} GB to download and {room} GB of free disk space; {minutes} minutes at 50 Mbit/s")
        )
        numbers = {"download": f"{size.download:g}", "room": f"{size.room:g}", "minutes": size.minutes}
        self.cost.setText(words.format(size=cost.format(**numbers), place=environments_folder()))

    def _start(self, task: BackgroundTask, then: object) -> None:
        self.task = task
        self.bar.setRange(0, 100)
        self.bar.setValue(0)
        self.words.setText(tr("Starting ..."))
        task.said.connect(self._show_words)
        task.progressChanged.connect(self._show_progress)
        task.ended.connect(self._task_ended)
        task.ended.connect(then)
        QgsApplication.taskManager().addTask(task)
        self.refresh()

    def _show_progress(self, percent: float) -> None:
        # A method rather than a function: Qt calls it no more when the panel is gone.
        self.bar.setValue(int(percent))

    def _show_words(self, text: str) -> None:
        words = in_language(text)
        self.words.setText(words if len(words) <= 160 else f"{words[:157]}...")

    def _task_ended(self, result: object, problem: str) -> None:
        self.task = None
        self.refresh()
        self.words.setText(problem)
        self.changed.emit()

    def _set_up_ended(self, result: object, problem: str) -> None:
        if not problem:
            self.words.setText(tr("The environment is complete. Go on with step 2."))

    def _show_report(self, outputs: object, problem: str) -> None:
        found = outputs if isinstance(outputs, dict) else None
        if found is not None and not problem:
            self.words.setText(in_language(str(found["NEXT_STEP"])))
        self.dialog = _ReportDialog(problem_report(found, problem), self)
        self.dialog.show()

    def _cancel(self) -> None:
        if self.task is not None:
            self.words.setText(tr("Cancelling ..."))
            self.task.cancel()

    def _ask_and_remove(self) -> None:
        question = tr("Remove the environment in {place}? SatSyn computes nothing until it is set up again.").format(
            place=environments_folder()
        )
        yes = QMessageBox.StandardButton.Yes
        if QMessageBox.question(self, "SatSyn", question) != yes:
            return
        self._start(remove_task(), self._removed)

    def _removed(self, result: object, problem: str) -> None:
        if not problem:
            self.words.setText(tr("The environment is removed."))


class _ReportDialog(QDialog):
    """Shows the report and copies it."""

    def __init__(self, report: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("SatSyn: what is wrong?"))
        self.resize(720, 420)
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QgsApplication.clipboard().setText(report))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(tr("For a bug report. Folders and names of people and computers are left out.")))
        layout.addWidget(text)
        layout.addWidget(buttons)


def _status(made: Path | None) -> str:
    try:
        interpreter = find_interpreter()
    except SatSynError:
        return tr(
            "<b>Not set up.</b> SatSyn computes in a Python environment of its own. Nothing is installed into QGIS."
        )
    if made is None or made not in interpreter.parents:
        return tr("<b>Ready.</b> SatSyn uses the Python that you named: {python}").format(python=interpreter)
    stamp = read_stamp(made)
    if not stamp.is_current:
        return tr("<b>Works, but is older than this version of SatSyn.</b> Press Repair to renew its packages.")
    words = {
        CPU: tr("<b>Ready.</b> Made by SatSyn {version} for the processor."),
        CUDA: tr("<b>Ready.</b> Made by SatSyn {version} for the graphics card."),
    }.get(stamp.build, tr("<b>Ready.</b> Made by SatSyn {version}."))
    return words.format(version=stamp.plugin)


def _wrapped(label: QLabel) -> QLabel:
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
