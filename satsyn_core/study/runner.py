"""Going through the table of a study: what is finished is kept, and what is missing is run while the time lasts."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from ..contract.figure_scales import MEAN_IOU
from ..contract.progress import Reporter
from ..contract.wording import counted, duration
from ..learning.devices import make_fabric
from .cell_run import CellRunner
from .cells import Cell, cells_in_order
from .ground import StudyGround
from .store import CellResult, StudyStore
from .timing import StudyTiming, measure_timing


@dataclass(frozen=True)
class StudyTable:
    """The cells of a study, in the order in which they are run.

    Attributes:
        cells: all of them.
        results: of those that are finished.
    """

    cells: tuple[Cell, ...]
    results: dict[Cell, CellResult]

    @property
    def missing(self) -> list[Cell]:
        """The cells that are not finished."""
        return [cell for cell in self.cells if cell not in self.results]


def read_table(ground: StudyGround, runner: CellRunner) -> StudyTable:
    """Return the table with what is finished."""
    request = ground.request
    cells = tuple(cells_in_order(request.plan.treatments, request.seeds))
    found = {cell: runner.result(cell) for cell in cells}
    return StudyTable(cells, {cell: result for cell, result in found.items() if result is not None})


def run_table(ground: StudyGround, store: StudyStore, reporter: Reporter) -> StudyTable:
    """Run the cells that are missing, and return the table.

    Args:
        ground: of the study.
        store: its folder; cells that another run has under way are left to it.
        reporter: gets progress and how long it will take; may cancel, and all that is finished stays.

    Raises:
        JobCancelledError: the user stopped the study.
    """
    request, work = ground.request, ground.request.parameters.work
    runner = CellRunner(ground, store)
    table = read_table(ground, runner)
    mine = request.shard.share(table.cells) if request.shard else list(table.cells)
    waiting = [cell for cell in mine if cell not in table.results]
    if waiting and work.scheduler:
        from .cluster import run_on_cluster

        run_on_cluster(request.parameters, waiting, work.scheduler, reporter)
    elif waiting:
        timing = measure_timing(ground, make_fabric(work.device, work.precision))
        _say_how_long(timing, table, waiting, request.parameters.question.minutes, reporter)
        _run_here(_Run(runner, timing, request.parameters.question.minutes), waiting, reporter)
    return read_table(ground, runner)


@dataclass(frozen=True)
class _Run:
    """What runs cells in this process, and for how many minutes at most."""

    runner: CellRunner
    timing: StudyTiming
    minutes: float | None


def _say_how_long(
    timing: StudyTiming, table: StudyTable, waiting: Sequence[Cell], minutes: float | None, reporter: Reporter
) -> None:
    limit = f" This run has {duration(60 * minutes)}." if minutes else ""
    reporter.log(
        f"{counted(len(table.cells), 'training')}, of which {len(table.results)} "
        f"{'is' if len(table.results) == 1 else 'are'} finished. The rest "
        f"takes about {duration(timing.total(waiting))} here, at {timing.step:.2f} seconds a step and "
        f"{timing.chip:.2f} seconds a synthetic chip.{limit}"
    )


def _run_here(run: _Run, waiting: Sequence[Cell], reporter: Reporter) -> None:
    started = time.monotonic()
    left = list(waiting)
    for number, cell in enumerate(waiting):
        reporter.check_cancelled()
        expected = run.timing.seconds(cell)
        elapsed = time.monotonic() - started
        # Something has to come of every run.
        if run.minutes and number and elapsed + expected > 60 * run.minutes:
            reporter.log(
                f"{duration(elapsed)} are over, and {cell.treatment.label} would take {duration(expected)}: "
                f"{counted(len(left), 'training')} {'is' if len(left) == 1 else 'are'} left for another run "
                f"with the same output folder."
            )
            return
        part = reporter.part(number / len(waiting), (number + 1) / len(waiting))
        reporter.log(f"Training {number + 1} of {len(waiting)}: {cell.treatment.label}, seed {cell.seed}.")
        result = run.runner.run(cell, _Quiet(part), wait=False)
        left.remove(cell)
        if result is None:
            reporter.log("Another run of the study is at this training.")
            continue
        run.timing.learn(cell, result)
        reporter.log(
            f"Mean IoU {result.mean_iou:.3f} on the test chips ({MEAN_IOU.word(result.mean_iou)}). Time left: "
            f"about {duration(run.timing.total(left))}."
            if left
            else f"Mean IoU {result.mean_iou:.3f} on the test chips ({MEAN_IOU.word(result.mean_iou)})."
        )
    for cell in waiting:
        # What other runs had under way has to be in the report.
        run.runner.run(cell, _Quiet(reporter.part(1, 1)), wait=True)


class _Quiet(Reporter):
    """Passes on progress and warnings: what a single training says would drown the study."""

    def __init__(self, whole: Reporter) -> None:
        self._whole = whole

    def progress(self, fraction: float, message: str = "") -> None:
        """Pass the progress on."""
        self._whole.progress(fraction, message)

    def log(self, text: str, level: str = "info") -> None:
        """Pass warnings on."""
        if level == "warning":
            self._whole.log(text, level)

    def check_cancelled(self) -> None:
        """Raise `JobCancelledError` if the user has stopped the job."""
        self._whole.check_cancelled()
