"""The declarations of all jobs: their parameters with labels and help, and their outputs.

The command line, the worker and the QGIS algorithms derive from them. Importing this package loads nothing but
Python's own libraries; the code of a job stands in `satsyn_core.jobs`, in a module of the same name.
"""

from __future__ import annotations

from importlib import import_module

from ..declaration import Job
from ..errors import InputError

__all__ = ["JOB_NAMES", "all_jobs", "job_named"]

JOB_NAMES = (
    *("generate-imagery", "generate-change", "train-generator", "build-training-set", "train-evaluate-segmentation"),
    *("mix-study", "predict-landcover", "evaluate-imagery", "describe-landcover", "describe-model", "environment"),
)
"""The names of all jobs, in the order in which a user meets them. Each has a module here that is called after it."""


def all_jobs() -> tuple[Job, ...]:
    """Return every job, in the order in which a user meets them."""
    return tuple(map(_declared, JOB_NAMES))


def job_named(name: str) -> Job:
    """Return a job by the name that the command line and the worker use.

    Raises:
        InputError: there is no such job.
    """
    if name not in JOB_NAMES:
        raise InputError(f'There is no job "{name}"; there are {", ".join(JOB_NAMES)}.')
    return _declared(name)


def _declared(name: str) -> Job:
    # A process does one job: the declarations of the others would take a twentieth of a second.
    job: Job = import_module(f"{__name__}.{name.replace('-', '_')}").JOB
    return job
