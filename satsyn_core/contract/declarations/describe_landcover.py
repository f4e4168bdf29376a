"""The declaration of `describe-landcover`: what the values of a land cover mean, and which model suits it."""

from __future__ import annotations

from dataclasses import dataclass

from ..declaration import Job, Kind, Output, group, output_file, parameter
from ..shared_parameters import (
    HTML_FILES,
    JSON_FILES,
    classes_parameter,
    landcover_scheme_parameter,
    legends_parameter,
)
from ..vector_parameters import LayerAttributes, background_parameter, overlays_parameter


@dataclass(frozen=True)
class DescribeLandCover:
    """Parameters of `describe-landcover`."""

    landcover: str = parameter(
        Kind.LANDCOVER, "Land cover", "Raster of classes with one band, or a layer of polygons and lines."
    )
    model: str | None = parameter(
        Kind.MODEL,
        "Model",
        "The model whose classes the land cover is matched to: a .safetensors file that SatSyn wrote, or the name of a "
        "bundled model. Empty: the bundled model that the land cover suits.",
        optional=True,
    )
    classes: str | None = classes_parameter()
    scheme: str | None = landcover_scheme_parameter()
    legends: str | None = legends_parameter()
    output: str | None = output_file(
        "Match", "JSON file to write, with value, name, class and share of the pixels.", JSON_FILES, optional=True
    )
    report: str | None = output_file("Report", "HTML page to write, with the same table.", HTML_FILES, optional=True)
    attributes: LayerAttributes = group(LayerAttributes)
    overlays: tuple[str, ...] | None = overlays_parameter()
    background: str | None = background_parameter()


JOB = Job(
    name="describe-landcover",
    algorithm="describelandcover",
    title="Describe land cover",
    summary="Shows which values a land cover has, what they mean to a model and what is lost on the way, and which "
    "bundled model suits it. Nothing is generated.",
    parameters=DescribeLandCover,
    outputs=(
        Output("OUTPUT", "Match", Kind.OUTPUT_FILE),
        Output("REPORT", "Report", Kind.OUTPUT_FILE),
        Output("MATCH", "Match of the land cover as JSON", Kind.TEXT),
        Output("CLASSES", "Text for CLASSES", Kind.TEXT),
        Output("MODEL", "Model", Kind.TEXT),
        Output("PROBLEM", "Why the land cover would be refused", Kind.TEXT),
    ),
)
