"""The declaration of `evaluate-imagery`: distances from real imagery, label faithfulness, diversity, copies."""

from __future__ import annotations

from dataclasses import dataclass

from ..declaration import Job, Kind, Limits, Output, choice, group, integer, model_file, output_file, parameter
from ..evaluated_imagery import SMALLEST_PATCH, check_evaluation
from ..shared_parameters import (
    HTML_FILES,
    JSON_FILES,
    bands_parameter,
    classes_parameter,
    device_parameter,
    legends_parameter,
    precision_parameter,
    scheme_parameter,
    seed_parameter,
)
from ..vector_parameters import LayerAttributes


@dataclass(frozen=True)
class ComparedImagery:
    """Real and synthetic imagery of the same land cover."""

    real: tuple[str, ...] = parameter(
        Kind.RASTERS,
        "Real imagery",
        "Rasters of real imagery to compare the synthetic imagery with. For the copy audit, some of them must be "
        "imagery that the generator was not trained on.",
    )
    landcover: tuple[str, ...] = parameter(
        Kind.LANDCOVERS,
        "Land cover",
        "One raster for each one of REAL, then one for each one of SYNTHETIC, in the same order, or a single one that "
        "covers all of them, such as a mosaic. If SYNTHETIC shows the places of REAL, raster for raster, those of REAL "
        "are enough. MODEL needs none of its own.",
    )
    synthetic: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Synthetic imagery",
        "Rasters to measure. Several of the same land cover also give the diversity. Empty: imagery that MODEL "
        "generates.",
        optional=True,
    )
    model: str | None = model_file(
        "generator",
        "Generator",
        "Imagery generator to measure. It generates imagery of the land cover in random styles and in the style of "
        "the real imagery, without intermediate files.",
        optional=True,
    )
    training: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Training imagery",
        "Imagery that the generator was trained on. If given, the synthetic imagery is searched for copies of it.",
        optional=True,
    )
    scheme: str | None = scheme_parameter("the models' classes, else those of the land cover.", advanced=True)
    classes: str | None = classes_parameter()
    legends: str | None = legends_parameter()
    bands: str | None = bands_parameter("Synthetic imagery with exactly that number of bands is taken as it is.")


@dataclass(frozen=True)
class ImageryComparison:
    """How much is compared, and in which features."""

    segmentation: str | None = model_file(
        "segmentation",
        "Segmentation model",
        "Evaluation network: a segmentation model trained on real imagery. It measures whether the synthetic "
        "imagery shows its land cover, and its features serve to compare imagery.",
        optional=True,
    )
    seed: int = seed_parameter("Seed of the patches and of the random styles.")
    codes: int = integer(
        "Random styles",
        "Number of random styles in which a generator is measured.",
        Limits(1, 100),
        default=2,
        advanced=True,
    )
    patch: int = integer(
        "Patch size",
        "Side of the compared patches in pixels, a multiple of 4.",
        Limits(SMALLEST_PATCH, 1024),
        default=128,
        advanced=True,
    )
    count: int = integer(
        "Patches",
        "Maximum number of patches of each set. Distances with different numbers of patches are not comparable.",
        Limits(10, 50_000),
        default=400,
        advanced=True,
    )
    features: str = choice(
        "Features",
        "auto: those of the segmentation model, else of a generator, else of fixed filters. inception: Inception "
        "v3, as in most papers, if its weights can be downloaded; it was trained on photographs, not on satellite "
        "imagery.",
        {"auto": "of SatSyn's own networks", "inception": "Inception v3, as in most papers"},
        default="auto",
        advanced=True,
    )


@dataclass(frozen=True)
class EvaluationComputation:
    """Where the networks are computed."""

    device: str = device_parameter(advanced=True)
    precision: str = precision_parameter()


@dataclass(frozen=True)
class EvaluateImagery:
    """Parameters of `evaluate-imagery`, in groups."""

    imagery: ComparedImagery = group(ComparedImagery)
    output: str = output_file("Metrics", "JSON file to write, with every figure.", JSON_FILES)
    report: str | None = output_file(
        "Report", "HTML page to write, with figures and pictures.", HTML_FILES, optional=True
    )
    comparison: ImageryComparison = group(ImageryComparison)
    computation: EvaluationComputation = group(EvaluationComputation)
    attributes: LayerAttributes = group(LayerAttributes)


JOB = Job(
    name="evaluate-imagery",
    algorithm="evaluateimagery",
    title="Evaluate synthetic imagery",
    summary="Measures how similar synthetic imagery is to real imagery, whether it shows its land cover, how diverse "
    "it is, and whether it copies imagery that the generator was trained on.",
    parameters=EvaluateImagery,
    check=check_evaluation,
    outputs=(
        Output("OUTPUT", "Metrics", Kind.OUTPUT_FILE),
        Output("REPORT", "Report", Kind.OUTPUT_FILE),
        Output("FRECHET_DISTANCE", "Fréchet distance", Kind.NUMBER),
        Output("FRECHET_FLOOR", "Fréchet distance of real against real", Kind.NUMBER),
        Output("KERNEL_DISTANCE", "Kernel distance", Kind.NUMBER),
        Output("PRECISION_SHARE", "Precision", Kind.NUMBER),
        Output("RECALL_SHARE", "Recall", Kind.NUMBER),
        Output("DENSITY", "Density", Kind.NUMBER),
        Output("COVERAGE", "Coverage", Kind.NUMBER),
        Output("RANGE_COVERAGE", "Covered share of the real range", Kind.NUMBER),
        Output("RANGE_COVERAGE_WORST", "Covered share, worst class and figure", Kind.NUMBER),
        Output("RANGE_COVERAGE_REAL", "Covered share, real against real", Kind.NUMBER),
        Output("FAITHFULNESS", "Label faithfulness (mean IoU)", Kind.NUMBER),
        Output("FAITHFULNESS_REAL", "Mean IoU on the real imagery", Kind.NUMBER),
        Output("DIVERSITY", "Diversity", Kind.NUMBER),
        Output("SEAM_INDEX", "Seam index", Kind.NUMBER),
        Output("COPIES", "Number of copied patches", Kind.INTEGER),
        Output("COPY_P", "p of the closest patch", Kind.NUMBER),
        Output("VERDICT", "Verdict on copies", Kind.TEXT),
        Output("COPY_SET", "Imagery of the verdict", Kind.TEXT),
        Output("FEATURES", "Features", Kind.TEXT),
    ),
)
