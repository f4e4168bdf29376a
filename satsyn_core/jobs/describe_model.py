"""The job that says what a model file holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from ..progress import Reporter
from .declaration import Job, Kind, Output, parameter


@dataclass(frozen=True)
class DescribeModel:
    """Parameters of `describe-model`."""

    model: Optional[str] = parameter(
        Kind.MODEL,
        "Model",
        "A .safetensors file that SatSyn wrote. Empty: the bundled urban model.",
        optional=True,
    )


JOB = Job(
    name="describe-model",
    algorithm="describemodel",
    title="Describe model",
    summary="Says which classes a model knows, which bands and pixel size its imagery has, and how it was trained.",
    parameters=DescribeModel,
    outputs=(
        Output("KIND", "Kind of model", Kind.TEXT),
        Output("CLASSES", "Classes", Kind.TEXT),
        Output("BANDS", "Number of bands", Kind.INTEGER),
        Output("PIXEL_SIZE", "Pixel size in metres", Kind.NUMBER),
    ),
    run="jobs.describe_model:run",
)


def run(parameters: DescribeModel, reporter: Reporter) -> dict[str, object]:
    """Do the job; the whole card goes to the log."""
    raise NotImplementedError
