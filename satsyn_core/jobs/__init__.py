"""The jobs: each module takes checked parameters, does the work with the other packages, and returns its outputs.

A job is declared in `satsyn_core.contract.declarations`, and the module of the same name here has its function `run`.
`run_job` checks a user's values and runs the job. A job's module is imported when the job starts, so that the command
line shows its help without loading PyTorch.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..contract.declaration import Job, Kind, Output, Parameter, flat_values, group_in
from ..contract.declarations import JOB_NAMES, all_jobs, job_named
from ..contract.output_paths import check_outputs
from ..contract.progress import Reporter
from ..contract.raster_legends import check_legends
from ..contract.vector_parameters import LayerAttributes
from ..process.current_job import one_job

__all__ = ["JOB_NAMES", "Job", "Kind", "Output", "Parameter", "all_jobs", "job_named", "run_job"]


def run_job(name: str, values: Mapping[str, object], reporter: Reporter) -> dict[str, object]:
    """Check the values and run the job.

    Args:
        name: name of the job, such as `generate-imagery`.
        values: parameters by name, as they come from JSON; None and empty text mean the default.
        reporter: receives progress and messages, and knows whether the user cancelled the job.

    Returns:
        The job's outputs by name: text, whole numbers, numbers.

    Raises:
        InputError: there is no such job, a value is unknown, missing or wrong, or an output would replace an input,
            another output or something else of the user's; a legend is of no land cover.
    """
    job = job_named(name)
    parameters = job.read_parameters(values)
    # Before the job's module is imported, which takes longest of all that precedes an error.
    if job.check is not None:
        job.check(parameters)
    check_outputs(job, flat_values(parameters), _files_behind)
    check_legends(job, flat_values(parameters))
    parameters = _with_named_layers(job, parameters)
    module = importlib.import_module(f"{__name__}.{job.name.replace('-', '_')}")
    with one_job(_landcover_of_scenes(job, parameters)):
        outputs: dict[str, object] = module.run(parameters, reporter)
    return outputs


def _landcover_of_scenes(job: Job, parameters: Any) -> list[list[str]]:
    values = flat_values(parameters)
    return [list(values[one.name] or ()) for one in job.declared if one.kind is Kind.LANDCOVERS]


def _with_named_layers(job: Job, parameters: Any) -> Any:
    """Return parameters whose vector land cover says which of its attributes count.

    Jobs that draw land cover on a grid of its own have other parameters for it, and do this themselves.
    """
    attributes = group_in(parameters, LayerAttributes)
    if attributes is None or attributes == LayerAttributes():
        return parameters
    from ..landcover.vector_names import with_attributes

    values = flat_values(parameters)
    covers = [one for one in job.declared if one.kind in (Kind.LANDCOVER, Kind.LANDCOVERS) and values[one.name]]
    names = [name for one in covers for name in _listed(values[one.name])]
    named = dict(zip(names, with_attributes(names, attributes), strict=True))
    changed: dict[str, object] = {
        one.name: named[values[one.name]] if one.kind is Kind.LANDCOVER else [named[name] for name in values[one.name]]
        for one in covers
    }
    return job.read_parameters({**values, **changed})


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _files_behind(name: str) -> frozenset[Path]:
    from ..raster.dataset_files import dataset_files

    return dataset_files(name)
