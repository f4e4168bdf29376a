"""The declarations of all jobs: their parameters with labels and help, and their outputs.

The command line, the worker and the QGIS algorithms derive from them. Importing this package loads nothing but
Python's own libraries; the code of a job stands in `satsyn_core.jobs`, in a module of the same name.
"""

from __future__ import annotations

from ..declaration import Job
from ..errors import InputError
from . import (
    build_training_set,
    describe_landcover,
    describe_model,
    environment,
    evaluate_imagery,
    generate_change,
    generate_imagery,
    mix_study,
    predict_landcover,
    train_evaluate_segmentation,
    train_generator,
)

__all__ = ["all_jobs", "job_named"]


def all_jobs() -> tuple[Job, ...]:
    """Return every job, in the order in which a user meets them."""
    return (
        generate_imagery.JOB,
        generate_change.JOB,
        train_generator.JOB,
        build_training_set.JOB,
        train_evaluate_segmentation.JOB,
        mix_study.JOB,
        predict_landcover.JOB,
        evaluate_imagery.JOB,
        describe_landcover.JOB,
        describe_model.JOB,
        environment.JOB,
    )


def job_named(name: str) -> Job:
    """Return a job by the name that the command line and the worker use.

    Raises:
        InputError: there is no such job.
    """
    for job in all_jobs():
        if job.name == name:
            return job
    names = ", ".join(job.name for job in all_jobs())
    raise InputError(f'There is no job "{name}"; there are {names}.')
