"""The job that finds land cover in imagery with a trained segmentation model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Optional

from .. import __version__
from ..errors import InputError
from ..progress import Reporter
from .declaration import Job, Kind, Output, parameter
from .shared_parameters import bands_parameter, device_parameter, precision_parameter

if TYPE_CHECKING:
    from ..landcover.scheme import ClassScheme
    from ..segmentation.model import SegmentationModel


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
    probabilities: Optional[str] = parameter(
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
    bands: Optional[str] = bands_parameter()


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
    run="jobs.predict_landcover:run",
)


def run(parameters: PredictLandCover, reporter: Reporter) -> dict[str, object]:
    """Do the job: predict part by part, and write each; the rasters appear together when they are complete."""
    from ..bands import parse_bands
    from ..devices import make_fabric
    from ..outputs import all_or_none
    from ..pairing import open_imagery
    from ..segmentation.model import SegmentationModel
    from ..segmentation.prediction import WindowPlan
    from ..segmentation.writing import write_prediction

    _refuse_to_replace_inputs(parameters)
    bands = parse_bands(parameters.bands)
    model = SegmentationModel.load(parameters.model)
    targets = [Path(path) for path in (parameters.output, parameters.probabilities) if path]
    with open_imagery(parameters.imagery, bands) as imagery, all_or_none(targets) as temporary:
        model.check_bands(parameters.imagery, len(imagery.bands))
        _compare_pixel_size(parameters.imagery, imagery.grid.pixel_metres, model, reporter)
        plan = WindowPlan.fitting(imagery.grid, parameters.overlap)
        fabric = make_fabric(parameters.device, parameters.precision)
        tags = {"SATSYN_MODEL": model.name, "SATSYN_MODEL_DIGEST": model.digest, "SATSYN_VERSION": __version__}
        of_probabilities = temporary[1] if parameters.probabilities else None
        pixels = write_prediction(model, imagery, plan, temporary[0], of_probabilities, tags, fabric, reporter)
    outputs: dict[str, object] = {"OUTPUT": parameters.output, "PIXELS": pixels, "CLASSES": _described(model.scheme)}
    if parameters.probabilities:
        outputs["PROBABILITIES"] = parameters.probabilities
    return outputs


def _described(scheme: ClassScheme) -> str:
    return ", ".join(f"{known.value}={known.name}" for known in scheme.classes)


def _refuse_to_replace_inputs(parameters: PredictLandCover) -> None:
    taken = {Path(name).resolve() for name in (parameters.imagery, parameters.model)}
    for output in (parameters.output, parameters.probabilities):
        if output and Path(output).resolve() in taken:
            raise InputError(f"The output {output} is also an input: choose another output.")


def _compare_pixel_size(path: str, metres: float, model: SegmentationModel, reporter: Reporter) -> None:
    ratio = metres / model.ground_sampling_distance
    if max(ratio, 1 / ratio) > 1.5:
        reporter.log(
            f"{path} has pixels of {metres:.3g} m, and the model {model.name} learnt from pixels of "
            f"{model.ground_sampling_distance:.3g} m: things look larger or smaller to it than they did in training.",
            "warning",
        )
