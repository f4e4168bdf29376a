"""The declaration of `predict-landcover`: a trained segmentation model maps the land cover in imagery."""

from __future__ import annotations

from dataclasses import dataclass

from ..declaration import Job, Kind, Limits, Output, integer, model_file, output_raster, parameter
from ..shared_parameters import bands_parameter, device_parameter, precision_parameter


@dataclass(frozen=True)
class PredictLandCover:
    """Parameters of `predict-landcover`."""

    imagery: str = parameter(
        Kind.RASTER, "Imagery", "Raster with the bands that the model was trained on. The land cover has the same grid."
    )
    output: str = output_raster("Land cover", "GeoTIFF to write, with the classes' own values, names and colours.")
    model: str | None = model_file(
        "segmentation",
        "Model",
        "Segmentation model: a .safetensors file that Train/evaluate segmentation wrote, or the name of a bundled one. "
        "Empty: urban-segmentation, which tells water, land, road, vegetation and building apart in red, green and "
        "blue of about 1 m.",
        optional=True,
    )
    probabilities: str | None = output_raster(
        "Probabilities",
        "GeoTIFF to write, with the probability of every class in percent, one band for each; 255 is nodata.",
        optional=True,
    )
    device: str = device_parameter()
    overlap: int = integer(
        "Overlap",
        "Pixels by which neighbouring windows overlap, a multiple of 32. A larger overlap hides their borders "
        "better and takes longer.",
        Limits(0, 480),
        default=64,
        advanced=True,
    )
    precision: str = precision_parameter()
    bands: str | None = bands_parameter()


JOB = Job(
    name="predict-landcover",
    algorithm="predictlandcover",
    title="Predict land cover",
    summary="Maps land cover in imagery of any size with a trained segmentation model, on exactly the imagery's grid.",
    parameters=PredictLandCover,
    outputs=(
        Output("OUTPUT", "Land cover", Kind.OUTPUT_RASTER),
        Output("PROBABILITIES", "Probabilities", Kind.OUTPUT_RASTER),
        Output("PIXELS", "Number of pixels classified", Kind.INTEGER),
        Output("CLASSES", "Classes", Kind.TEXT),
    ),
)
