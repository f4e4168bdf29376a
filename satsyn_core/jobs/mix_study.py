"""The job that compares segmentation networks trained with and without synthetic imagery."""

from __future__ import annotations

import math

from ..contract.declarations.mix_study import MixStudy
from ..contract.errors import InputError, stays_when_cancelled
from ..contract.progress import Reporter
from ..learning.devices import make_fabric
from ..process.memory import share_freed_memory
from ..segmentation.trial import NetworkTrial
from ..study.cell_run import CellRunner
from ..study.findings import StudyFindings, find
from ..study.ground import open_ground
from ..study.imagery import measure_imagery
from ..study.report import write_study_report
from ..study.request import read_study_request
from ..study.runner import run_table
from ..study.store import CELLS, REPORT, RESULTS, StudyStore
from ..study.study_file import StudyPlan
from ..study.tables import cells_csv, results_json


def run(parameters: MixStudy, reporter: Reporter) -> dict[str, object]:
    """Do the job: divide the ground, run the trainings that are missing, compare, and write report and tables."""
    share_freed_memory()
    request = read_study_request(parameters)
    _check_network(request.plan)
    store = StudyStore(request.output)
    store.require_usable()

    def stays() -> str:
        is_begun = store.folder.is_dir()
        return f"What is done stays in {store.folder}: run the study again to go on with it." if is_begun else ""

    with stays_when_cancelled(stays), open_ground(request, reporter.part(0, 0.05)) as ground:
        store.prepare()
        table = run_table(ground, store, reporter.part(0.05, 0.97))
        fabric = make_fabric(parameters.work.device, parameters.work.precision)
        imagery = measure_imagery(ground, CellRunner(ground, store), fabric, reporter.part(0.97, 0.99))
        findings = find(ground, table, imagery)
    store.write_json(store.folder / RESULTS, results_json(findings))
    store.write_text(store.folder / CELLS, cells_csv(findings))
    write_study_report(store.folder / REPORT, findings)
    reporter.log(findings.recommendation)
    return _outputs(store, findings)


def _check_network(plan: StudyPlan) -> None:
    """Try the network before rasters are read, which takes long, and before the first training."""
    network = plan.network
    trial = NetworkTrial(network.architecture, network.encoder)
    try:
        trial.check_crops(network.crop, network.batch)
        trial.check_chips(plan.chips.size)
    except InputError as error:
        raise InputError(
            f"{error} ARCHITECTURE, CROP and BATCH stand in the network of a study file, in lower case."
        ) from error


def _outputs(store: StudyStore, findings: StudyFindings) -> dict[str, object]:
    outputs: dict[str, object] = {
        "OUTPUT": str(store.folder),
        "REPORT": str(store.folder / REPORT),
        "RESULTS": str(store.folder / RESULTS),
        "CELLS": str(store.folder / CELLS),
        "RECOMMENDATION": findings.recommendation,
        "TRAININGS": len(findings.table.results),
        "TRAININGS_LEFT": len(findings.table.missing),
    }
    best = findings.best
    if best is not None:
        outputs |= {
            "REAL_MEAN_IOU": best.reference_mean,
            "BEST_MEAN_IOU": max(best.mean, best.reference_mean),
            "BEST_MIX": best.better.label,
            "BEST_PERCENT": best.better.percent,
            "DIFFERENCE": best.difference.mean,
            "DIFFERENCE_LOW": best.difference.low,
            "DIFFERENCE_HIGH": best.difference.high,
            "P_VALUE": best.p_holm,
            "DETECTABLE": best.difference.detectable,
        }
    return {name: value for name, value in outputs.items() if not (isinstance(value, float) and math.isnan(value))}
