"""Running the cells of a study on the workers of a dask scheduler; each worker runs one cell at a time."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import partial

from ..contract.declarations.mix_study import MixStudy
from ..contract.progress import Reporter
from ..contract.wording import counted
from ..generation.cluster import connected_cluster
from .cell_run import CellRunner
from .cells import Cell
from .ground import open_ground
from .request import read_study_request
from .store import StudyStore


def run_on_cluster(parameters: MixStudy, cells: Sequence[Cell], address: str, reporter: Reporter) -> None:
    """Run cells on the workers of a scheduler, which see all files under the same paths.

    Args:
        parameters: of the study.
        cells: to run, the most telling ones first.
        address: of the scheduler.
        reporter: gets progress; may cancel.

    Raises:
        InputError: there is no scheduler, or a worker cannot use the input.
        SatSynError: a cell failed.
    """
    run = uuid.uuid4().hex[:8]
    tasks = {f"satsyn-{run}-{number}": partial(run_on_worker, parameters, cell) for number, cell in enumerate(cells)}
    with connected_cluster(address) as cluster:
        reporter.log(
            f"{counted(len(cells), 'training')} {'is' if len(cells) == 1 else 'are'} given to the workers at {address}."
        )
        for number, label in enumerate(cluster.results(tasks, reporter), start=1):
            reporter.progress(number / len(cells), f"Training {number} of {len(cells)}")
            reporter.log(f"Finished {number} of {len(cells)}: {label}.")


def run_on_worker(parameters: MixStudy, cell: Cell) -> str:
    """Run a cell in a worker's process, and return what it was."""
    request = read_study_request(parameters)
    store = StudyStore(request.output)
    with open_ground(request, Reporter()) as ground:
        CellRunner(ground, store).run(cell, Reporter(), wait=True)
    return f"{cell.treatment.label}, seed {cell.seed}"
