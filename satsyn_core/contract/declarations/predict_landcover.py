"""The job that finds land cover in imagery with a trained segmentation model: its parameters and outputs."""

from __future__ import annotations

from dataclasses import dataclass

from ..declaration import Job, Kind, Output, parameter
from ..shared_parameters import bands_parameter, device_parameter, precision_parameter


@dataclass(frozen=True)
class PredictLandCover:
    """Parameters of `predict-landcover`; their meaning stands with each field."""

    imagery: str = parameter(
        Kind.RASTER, "Imagery", "Raster with the bands that the model was trained on. The land cover gets its grid."
    )
    model: str = parameter(
        Kind.MODEL, "Model", "Segmentation model, a .safetensors file that Train/evaluate segmentation wrote."
    )
    output: str = parameter(
        Kind.OUTPUT_RASTER, "Land cover", "GeoTIFF to write: the classes' own values, with their names and colours."
    )
    probabilities: str | None = parameter(
        Kind.OUTPUT_RASTER,
        "Probabilities",
        "GeoTIFF with the probability of every class in percent, one band a class; 255 is nodata.",
        optional=True,
    )
    device: str = device_parameter()
    overlap: int = parameter(
        Kind.INTEGER,
        "Overlap",
        "Pixels that neighbouring windows share, a multiple of 32. More hides their borders better and takes longer.",
        default=64,
        minimum=0,
        maximum=480,
        advanced=True,
    )
    precision: str = precision_parameter()
    bands: str | None = bands_parameter()


JOB = Job(
    name="predict-landcover",
    algorithm="predictlandcover",
    title="Predict land cover",
    summary="Finds land cover in imagery of any size with a trained segmentation model, on exactly the imagery's grid.",
    parameters=PredictLandCover,
    outputs=(
        Output("OUTPUT", "Land cover", Kind.OUTPUT_RASTER),
        Output("PROBABILITIES", "Probabilities", Kind.OUTPUT_RASTER),
        Output("PIXELS", "Number of pixels classified", Kind.INTEGER),
        Output("CLASSES", "Classes", Kind.TEXT),
    ),
)
