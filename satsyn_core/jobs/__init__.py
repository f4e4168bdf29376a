"""The jobs of SatSyn. Importing this package loads declarations only, no library beside Python's own."""

from __future__ import annotations

from ..errors import InputError
from . import (
    build_training_set,
    describe_model,
    environment,
    evaluate_imagery,
    generate_imagery,
    predict_landcover,
    train_evaluate_segmentation,
    train_generator,
)
from .declaration import Job, Kind, Output, Parameter

__all__ = ["Job", "Kind", "Output", "Parameter", "all_jobs", "job_named"]


def all_jobs() -> tuple[Job, ...]:
    """Return every job, in the order in which a user meets them."""
    return (
        generate_imagery.JOB,
        train_generator.JOB,
        build_training_set.JOB,
        train_evaluate_segmentation.JOB,
        predict_landcover.JOB,
        evaluate_imagery.JOB,
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
