"""The job that measures synthetic imagery against real imagery and searches it for copies of training imagery."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from .. import __version__
from ..contract.atomic_files import all_or_none
from ..contract.declaration import flat_values
from ..contract.declarations.evaluate_imagery import EvaluateImagery
from ..contract.errors import InputError
from ..contract.evaluated_imagery import landcover_of_each
from ..contract.own_files import listed
from ..contract.progress import Reporter
from ..contract.wording import counted
from ..evaluation.imagery import (
    Comparison,
    CopyAudit,
    FeatureExtractor,
    FeatureImagery,
    GeneratedStyles,
    ImageryEvaluation,
    ImageryMeasures,
    ImagerySet,
    choose_features,
    compare_imagery,
    generated_sets,
    inception_features,
    search_sets,
)
from ..evaluation.reports.imagery import write_imagery_report
from ..generator.families import load_generator
from ..generator.model import ImageryGenerator
from ..landcover import LandCoverClasses, StatedClasses, choose_classes
from ..learning.devices import make_fabric
from ..process.output_lock import locked_outputs
from ..raster.bands import parse_bands, used_bands
from ..scenes import OpenImagery, Scene, UnlabelledImagery, match_and_open_scene, open_imagery, pair_scenes
from ..scenes.pairs import ScenePaths, imagery_by_land_cover, unique_names
from ..scenes.value_comparison import FoundValues, compare_scenes, compare_values, sample_values
from ..scenes.value_range import sampled_range
from ..segmentation.model import SegmentationModel
from ..trainingset.plan.shared_ground import ground_of_model


@dataclass(frozen=True)
class EvaluationModels:
    """The models of an evaluation: a segmentation model as evaluation network, and the generator to measure."""

    segmentation: SegmentationModel | None
    generator: ImageryGenerator | None


@dataclass(frozen=True)
class EvaluationImagery:
    """The open imagery of an evaluation: scenes with real and with synthetic imagery, and training imagery."""

    real: Sequence[Scene]
    synthetic: Sequence[Scene]
    training: Sequence[UnlabelledImagery]


def run(parameters: EvaluateImagery, reporter: Reporter) -> dict[str, object]:
    """Open the imagery, choose features, compare, search for copies, and write metrics and report together."""
    models = _load_models(parameters)
    classes = _classes(parameters, models, reporter)
    targets = [Path(path) for path in (parameters.output, parameters.report) if path]
    with locked_outputs(targets), all_or_none(targets) as temporary, ExitStack() as stack:
        fabric = make_fabric(parameters.computation.device, parameters.computation.precision)
        imagery = _open_imagery(parameters, classes, stack, reporter)
        _compare_values(imagery, models, reporter)
        _check_imagery(imagery, models)
        notes = _notes(models, imagery, reporter)
        value_range = _value_range(imagery.real, models)
        extractor = _features(parameters, models, imagery.real[0], value_range)
        reporter.log(f"Imagery is compared in the features of: {extractor.name}.")
        comparison = Comparison(
            real=imagery.real,
            sets=_synthetic_sets(parameters, models, imagery),
            training=imagery.training,
            unseen=_unseen(parameters, imagery.real),
            scheme=classes.scheme,
            band_names=imagery.real[0].band_names,
            low=value_range[0],
            high=value_range[1],
            extractor=extractor,
            segmentation=models.segmentation,
            patch=parameters.comparison.patch,
            count=parameters.comparison.count,
            seed=parameters.comparison.seed,
        )
        compared = compare_imagery(comparison, fabric, reporter.part(0.1, 0.73))
        audited = search_sets(comparison, compared.sets, reporter.part(0.73, 1))
        evaluation = ImageryEvaluation.of(comparison, compared, audited, notes)
        content = {**evaluation.to_json(), "inputs": _inputs(parameters), "satsyn_version": __version__}
        temporary[0].write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        if parameters.report:
            write_imagery_report(temporary[1], evaluation)
    reporter.log(evaluation.in_words())
    for names, sentence in evaluation.left_out():
        reporter.log(f"{names}: {sentence}" if names else sentence)
    for note in evaluation.notes[len(notes) :]:
        reporter.log(note, "warning")
    for name, audit in reversed(evaluation.verdicts()):
        reporter.log(f"{name}: {audit.verdict}" if name else audit.verdict)
    return _outputs(parameters, evaluation)


def _load_models(parameters: EvaluateImagery) -> EvaluationModels:
    segmentation, generator = parameters.comparison.segmentation, parameters.imagery.model
    return EvaluationModels(
        segmentation=SegmentationModel.load(segmentation) if segmentation else None,
        generator=load_generator(generator) if generator else None,
    )


def _classes(parameters: EvaluateImagery, models: EvaluationModels, reporter: Reporter) -> LandCoverClasses:
    """Return the classes that the models share, else those of SCHEME, else those of the land cover itself."""
    known = [model for model in (models.segmentation, models.generator) if model is not None]
    if len(known) == 2 and known[0].scheme.names != known[1].scheme.names:
        raise InputError(
            f"The segmentation model knows {', '.join(known[0].scheme.names)}, and the generator "
            f"{', '.join(known[1].scheme.names)}: give models of the same classes in the same order."
        )
    imagery = parameters.imagery
    stated = StatedClasses.read(imagery.classes, imagery.scheme, imagery.legends).for_scenes(len(imagery.landcover))
    if known:
        return LandCoverClasses(known[0].scheme, stated.for_model(known[0].ground_sampling_distance))
    real, synthetic = imagery.real, imagery.synthetic or ()
    of_real, of_synthetic = landcover_of_each(real, synthetic, imagery.landcover)
    pairs = zip((*real, *synthetic), (*of_real, *of_synthetic), strict=True)
    files = [ScenePaths(path, path, cover) for path, cover in pairs]
    return choose_classes(imagery_by_land_cover(files), stated, with_buildings=False, reporter=reporter)


def _open_imagery(
    parameters: EvaluateImagery, classes: LandCoverClasses, stack: ExitStack, reporter: Reporter
) -> EvaluationImagery:
    """Open all rasters until the stack closes."""
    bands = parse_bands(parameters.imagery.bands)

    real, synthetic = parameters.imagery.real, parameters.imagery.synthetic or ()
    of_real, of_synthetic = landcover_of_each(real, synthetic, parameters.imagery.landcover)

    def scenes(paths: Sequence[str], covers: Sequence[str], bands: Sequence[int] | None) -> list[Scene]:
        opened = []
        for files in pair_scenes(paths, covers) if paths else ():
            scene = match_and_open_scene(files, classes.scheme, classes.stated, reporter, bands)
            opened.append(stack.enter_context(scene))
        return opened

    paths = list({Path(path).resolve(): path for path in parameters.imagery.training or ()}.values())
    training = [stack.enter_context(open_imagery(path, bands)) for path in paths]
    return EvaluationImagery(
        real=scenes(real, of_real, bands),
        synthetic=[_in_named_bands(scene, bands) for scene in scenes(synthetic, of_synthetic, None)],
        training=[UnlabelledImagery(name, one.imagery, one.bands) for name, one in zip(unique_names(paths), training)],
    )


def _in_named_bands(scene: Scene, bands: tuple[int, ...] | None) -> Scene:
    """Return synthetic imagery in the named bands; imagery of just as many bands holds them already, in their order."""
    if bands is None:
        return scene
    if scene.imagery.count == len(bands):
        return replace(scene, bands=tuple(scene.imagery.indexes))
    return replace(scene, bands=used_bands(scene.imagery, bands))


def _check_imagery(imagery: EvaluationImagery, models: EvaluationModels) -> None:
    """Check that the real imagery suits the models, and that all imagery has the same bands and data type."""
    generator = models.generator
    for scene in imagery.real:
        if models.segmentation is not None:
            models.segmentation.check_bands(scene.imagery.name, len(scene.bands))
        if generator is not None and len(scene.bands) != len(generator.band_names):
            raise InputError(
                f"{scene.imagery.name} has {counted(len(scene.bands), 'band')}, and the generator has "
                f"{', '.join(generator.band_names)}: give imagery with these bands, or name them in BANDS."
            )
    first = imagery.real[0]
    everything: list[OpenImagery] = [*imagery.real, *imagery.synthetic, *imagery.training]
    for one in everything:
        if (len(one.bands), one.dtype) != (len(first.bands), first.dtype):
            raise InputError(
                f"{one.imagery.name} has {counted(len(one.bands), 'band')} of {one.dtype}, and {first.imagery.name} "
                f"has {len(first.bands)} of {first.dtype}: imagery is compared in the same bands. Name them in BANDS."
            )


def _compare_values(imagery: EvaluationImagery, models: EvaluationModels, reporter: Reporter) -> None:
    """Refuse imagery in other units than those of the models, which are the same for both; without any, in several."""
    model = models.segmentation or models.generator
    everything: list[OpenImagery] = [*imagery.real, *imagery.synthetic]
    found = (FoundValues(one.imagery.name, one.dtype, sample_values(one)) for one in everything)
    if model is None:
        compare_scenes(found, reporter)
        return
    for one in found:
        compare_values(one, model.known_values, reporter)


def _value_range(scenes: Sequence[Scene], models: EvaluationModels) -> tuple[float, float]:
    """Return the range of the digital numbers: that of a model, else of the data type, else of the real imagery.

    Raises:
        InputError: the imagery gives no range.
    """
    if models.segmentation is not None:
        return models.segmentation.normalisation.low, models.segmentation.normalisation.high
    if models.generator is not None:
        return models.generator.values.low, models.generator.values.high
    if scenes[0].dtype == "uint8":
        return 0.0, 255.0
    found = sampled_range(scenes)
    if found is None or found[0] == found[1]:
        raise InputError(
            f"{listed([scene.imagery.name for scene in scenes])} has one value throughout, or none at all: give real "
            "imagery in REAL that shows differences."
        )
    return found


def _notes(models: EvaluationModels, imagery: EvaluationImagery, reporter: Reporter) -> tuple[str, ...]:
    """Return what a reader of the segmentation model's scores needs to know."""
    model = models.segmentation
    if model is None:
        return ()
    scenes = {scene.imagery.name: scene.grid for scene in (*imagery.real, *imagery.synthetic)}
    known = ground_of_model(model.name, model.provenance, scenes)
    if known is None:
        return ()
    reporter.log(known, "warning")
    return (known,)


def _features(
    parameters: EvaluateImagery, models: EvaluationModels, scene: Scene, value_range: tuple[float, float]
) -> FeatureExtractor:
    if parameters.comparison.features == "inception":
        return inception_features(*value_range)
    imagery = FeatureImagery(len(scene.bands), scene.dtype, *value_range)
    return choose_features(imagery, models.segmentation, models.generator)


def _synthetic_sets(
    parameters: EvaluateImagery, models: EvaluationModels, imagery: EvaluationImagery
) -> list[ImagerySet]:
    synthetic = imagery.synthetic
    sets = [ImagerySet("synthetic", synthetic, _groups_of_land_cover(synthetic))] if synthetic else []
    if models.generator is not None:
        styles = GeneratedStyles(parameters.comparison.codes, parameters.comparison.seed, parameters.computation.device)
        sets += generated_sets(models.generator, imagery.real, styles)
    return sets


def _groups_of_land_cover(scenes: Sequence[Scene]) -> list[list[Scene]]:
    """Return the scenes in groups that have the same grid: images of the same land cover."""
    groups: list[list[Scene]] = []
    for scene in scenes:
        group = next((group for group in groups if group[0].grid.same_pixels_as(scene.grid)), None)
        if group is None:
            groups.append([scene])
        else:
            group.append(scene)
    return groups


def _unseen(parameters: EvaluateImagery, real: Sequence[Scene]) -> list[Scene]:
    """Return the real scenes that are no files of training imagery; of these, the copy audit leaves out its ground."""
    trained = {Path(path).resolve() for path in parameters.imagery.training or ()}
    return [scene for scene in real if Path(scene.imagery.name).resolve() not in trained]


def _inputs(parameters: EvaluateImagery) -> dict[str, object]:
    names = (
        "real",
        "synthetic",
        "landcover",
        "training",
        "model",
        "segmentation",
        "seed",
        "codes",
        "patch",
        "count",
        "bands",
    )
    values = flat_values(parameters)
    return {name: values[name] for name in names}


def _outputs(parameters: EvaluateImagery, evaluation: ImageryEvaluation) -> dict[str, object]:
    compared, first = evaluation.compared, evaluation.compared.sets[0]
    audit = evaluation.copies if isinstance(evaluation.copies, CopyAudit) else None
    outputs: dict[str, object] = {
        "OUTPUT": parameters.output,
        "REPORT": parameters.report,
        "FRECHET_DISTANCE": first.distances.frechet,
        "FRECHET_FLOOR": compared.floor.frechet,
        "KERNEL_DISTANCE": first.distances.kernel,
        "PRECISION_SHARE": first.distances.shares.precision,
        "RECALL_SHARE": first.distances.shares.recall,
        "DENSITY": first.distances.shares.density,
        "COVERAGE": first.distances.shares.coverage,
        "RANGE_COVERAGE": first.coverage.mean if first.coverage else None,
        "RANGE_COVERAGE_WORST": first.coverage.worst if first.coverage else None,
        "RANGE_COVERAGE_REAL": compared.coverage_floor.mean if compared.coverage_floor else None,
        "FAITHFULNESS": _mean_iou(first.measures),
        "FAITHFULNESS_REAL": _mean_iou(compared.real),
        "DIVERSITY": first.diversity.pixels if first.diversity else None,
        "SEAM_INDEX": first.measures.seams,
        "COPIES": audit.copies if audit and not audit.is_undecided else None,
        "COPY_P": audit.p_closest if audit and not audit.is_undecided else None,
        "VERDICT": evaluation.copies.verdict,
        "COPY_SET": evaluation.audited[0].name if evaluation.audited else None,
        "FEATURES": evaluation.comparison.extractor.name,
    }
    return {name: value for name, value in outputs.items() if value is not None}


def _mean_iou(measures: ImageryMeasures) -> float | None:
    return measures.faithfulness.mean_iou if measures.faithfulness else None
