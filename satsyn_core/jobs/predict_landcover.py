"""The job that predicts land cover from imagery with a trained segmentation model."""

from __future__ import annotations

from pathlib import Path

from ..contract.atomic_files import all_or_none
from ..contract.bundled import BUNDLED_SEGMENTATION
from ..contract.class_scheme import ClassScheme
from ..contract.declarations.predict_landcover import PredictLandCover
from ..contract.progress import Reporter
from ..contract.raster_tags import prediction_tags
from ..learning.devices import make_fabric
from ..process.output_lock import locked_outputs
from ..raster.bands import more_bands, parse_bands
from ..scenes import open_imagery
from ..scenes.pixel_size import PREDICTED_PIXEL_SIZE_TOLERANCE, pixel_sizes_agree
from ..scenes.value_comparison import FoundValues, compare_values, sample_values
from ..segmentation.model import SegmentationModel
from ..segmentation.prediction import WindowPlan
from ..segmentation.prediction_writer import PredictionFiles, write_prediction


def run(parameters: PredictLandCover, reporter: Reporter) -> dict[str, object]:
    """Predict window by window and write each; the rasters appear together when they are complete."""
    bands = parse_bands(parameters.bands)
    model = SegmentationModel.load(parameters.model or BUNDLED_SEGMENTATION)
    if not parameters.model:
        reporter.log(f"No MODEL is given: the bundled {model.name} is taken.")
    targets = [Path(path) for path in (parameters.output, parameters.probabilities) if path]
    with (
        open_imagery(parameters.imagery, bands) as imagery,
        locked_outputs(targets),
        all_or_none(targets) as temporary,
    ):
        wanted = len(model.band_names)
        remedy = more_bands(imagery.imagery, wanted) if imagery.imagery.count < wanted else None
        model.check_bands(parameters.imagery, len(imagery.bands), remedy)
        found = FoundValues(parameters.imagery, imagery.dtype, sample_values(imagery))
        compare_values(found, model.known_values, reporter)
        _compare_pixel_size(parameters.imagery, imagery.grid.pixel_metres, model, reporter)
        plan = WindowPlan.fitting(imagery.grid, parameters.overlap)
        fabric = make_fabric(parameters.device, parameters.precision)
        tags = prediction_tags(model.name, model.digest)
        files = PredictionFiles(temporary[0], temporary[1] if parameters.probabilities else None, tags)
        pixels = write_prediction(model, imagery, plan, files, fabric, reporter)
    if not pixels:
        reporter.log(
            f"Every pixel of {parameters.imagery} is nodata, so the predicted land cover is empty: choose imagery with "
            "valid pixels, or take away its nodata value or mask if that is wrong.",
            "warning",
        )
    outputs: dict[str, object] = {"OUTPUT": parameters.output, "PIXELS": pixels, "CLASSES": _listed(model.scheme)}
    if parameters.probabilities:
        outputs["PROBABILITIES"] = parameters.probabilities
    return outputs


def _listed(scheme: ClassScheme) -> str:
    return ", ".join(f"{known.value}={known.name}" for known in scheme.classes)


def _compare_pixel_size(path: str, metres: float, model: SegmentationModel, reporter: Reporter) -> None:
    if not pixel_sizes_agree(metres, model.ground_sampling_distance, PREDICTED_PIXEL_SIZE_TOLERANCE):
        reporter.log(
            f"{path} has pixels of {metres:.3g} m, and the model {model.name} was trained on pixels of "
            f"{model.ground_sampling_distance:.3g} m: objects have another size in pixels than in training, so expect "
            "more errors.",
            "warning",
        )
