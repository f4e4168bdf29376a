"""The declaration of `describe-model`: what a model file contains."""

from __future__ import annotations

from dataclasses import dataclass

from ..declaration import Job, Kind, Output, model_file


@dataclass(frozen=True)
class DescribeModel:
    """Parameters of `describe-model`."""

    model: str | None = model_file(
        "",
        "Model",
        "A .safetensors file that SatSyn wrote, or the name of a bundled model. Empty: urban-vhr.",
        optional=True,
    )


JOB = Job(
    name="describe-model",
    algorithm="describemodel",
    title="Describe model",
    summary="Shows the classes of a model, the bands and pixel size of its imagery, and how it was trained.",
    parameters=DescribeModel,
    outputs=(
        Output("KIND", "Kind of model", Kind.TEXT),
        Output("CLASSES", "Classes", Kind.TEXT),
        Output("BANDS", "Number of bands", Kind.INTEGER),
        Output("PIXEL_SIZE", "Pixel size in metres", Kind.NUMBER),
        Output("SAMPLES", "Picture with samples", Kind.FILE),
    ),
)
