"""The declaration of `describe-model`: what a model file contains."""

from __future__ import annotations

from dataclasses import dataclass

from ..declaration import Job, Kind, Output, model_file, output_file
from ..shared_parameters import HTML_FILES


@dataclass(frozen=True)
class DescribeModel:
    """Parameters of `describe-model`."""

    model: str | None = model_file(
        "",
        "Model",
        "A .safetensors file that SatSyn wrote, or the name of a bundled model. Empty: urban-vhr.",
        optional=True,
    )
    report: str | None = output_file(
        "Report",
        "HTML page to write: the model's samples as a picture, its classes, and where it comes from.",
        HTML_FILES,
        optional=True,
    )


JOB = Job(
    name="describe-model",
    algorithm="describemodel",
    title="Describe model",
    summary="Shows the classes of a model, the bands and pixel size of its imagery, and how it was trained.",
    parameters=DescribeModel,
    outputs=(
        Output("REPORT", "Report", Kind.OUTPUT_FILE),
        Output("KIND", "Kind of model", Kind.TEXT),
        Output("CLASSES", "Classes", Kind.TEXT),
        Output("BANDS", "Number of bands", Kind.INTEGER),
        Output("PIXEL_SIZE", "Pixel size in metres", Kind.NUMBER),
        Output("SAMPLES", "Picture with samples", Kind.FILE),
    ),
)
