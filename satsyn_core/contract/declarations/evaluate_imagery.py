"""The job that measures synthetic imagery against real imagery, and looks for copies of training imagery."""

from __future__ import annotations

from dataclasses import dataclass

from ..declaration import Job, Kind, Output, group, parameter
from ..shared_parameters import (
    bands_parameter,
    classes_parameter,
    device_parameter,
    precision_parameter,
    scheme_parameter,
    seed_parameter,
)


@dataclass(frozen=True)
class ComparedImagery:
    """Real and synthetic imagery of the same land cover."""

    real: tuple[str, ...] = parameter(
        Kind.RASTERS,
        "Real imagery",
        "Rasters that the synthetic imagery shall be like. For the copy audit some of them must be imagery that the "
        "generator was not trained on.",
    )
    landcover: tuple[str, ...] = parameter(
        Kind.RASTERS,
        "Land cover",
        "Land cover of the real and of the synthetic imagery: one raster for each, in the same order, or a single one "
        "for all.",
    )
    synthetic: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Synthetic imagery",
        "Rasters to measure; several of one land cover also give the diversity. Empty: imagery that MODEL paints.",
        optional=True,
    )
    model: str | None = parameter(
        Kind.MODEL,
        "Generator",
        "Imagery generator to measure: it paints the land cover with random styles and with the style of the real "
        "imagery, without files in between.",
        optional=True,
    )
    training: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Training imagery",
        "Imagery that the generator was trained on. Given: the synthetic imagery is searched for copies of it.",
        optional=True,
    )
    scheme: str | None = scheme_parameter("the models' classes, else the land cover's.")
    classes: str | None = classes_parameter()
    bands: str | None = bands_parameter("Synthetic imagery with exactly that number of bands is taken as it is.")


@dataclass(frozen=True)
class ImageryComparison:
    """How much is compared, and in which features."""

    segmentation: str | None = parameter(
        Kind.MODEL,
        "Segmentation model",
        "Model trained on real imagery: measures whether the synthetic imagery shows its land cover, and gives the "
        "features in which imagery is compared.",
        optional=True,
    )
    seed: int = seed_parameter("Of the patches and random styles.")
    codes: int = parameter(
        Kind.INTEGER,
        "Random styles",
        "How many random styles a generator is measured with.",
        default=2,
        minimum=1,
        maximum=100,
        advanced=True,
    )
    patch: int = parameter(
        Kind.INTEGER,
        "Patch size",
        "Pixels along the side of the patches that are compared, a multiple of 4.",
        default=128,
        minimum=32,
        maximum=1024,
        advanced=True,
    )
    count: int = parameter(
        Kind.INTEGER,
        "Patches",
        "Patches of each set at most. Distances of different numbers of patches cannot be compared.",
        default=400,
        minimum=10,
        maximum=50_000,
        advanced=True,
    )
    features: str = parameter(
        Kind.CHOICE,
        "Features",
        "auto: of the segmentation model, else of a generator, else of fixed filters. inception: Inception v3, as in "
        "most papers, if its weights can be downloaded; made for photographs, not for satellite imagery.",
        default="auto",
        choices=("auto", "inception"),
        advanced=True,
    )


@dataclass(frozen=True)
class EvaluationComputation:
    """Where the networks are computed."""

    device: str = device_parameter()
    precision: str = precision_parameter()


@dataclass(frozen=True)
class EvaluateImagery:
    """Parameters of `evaluate-imagery`, in groups; the meaning of each stands with its field."""

    imagery: ComparedImagery = group(ComparedImagery)
    output: str = parameter(
        Kind.OUTPUT_FILE, "Metrics", "JSON file to write, with every figure.", files="JSON (*.json)"
    )
    report: str | None = parameter(
        Kind.OUTPUT_FILE, "Report", "HTML page with figures and pictures.", optional=True, files="HTML (*.html)"
    )
    comparison: ImageryComparison = group(ImageryComparison)
    computation: EvaluationComputation = group(EvaluationComputation)


JOB = Job(
    name="evaluate-imagery",
    algorithm="evaluateimagery",
    title="Evaluate synthetic imagery",
    summary="Measures how like real imagery synthetic imagery is, whether it shows its land cover, how varied it is, "
    "and whether it repeats imagery that the generator was trained on.",
    parameters=EvaluateImagery,
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
        Output("FAITHFULNESS", "Label faithfulness (mean IoU)", Kind.NUMBER),
        Output("FAITHFULNESS_REAL", "Mean IoU on the real imagery", Kind.NUMBER),
        Output("DIVERSITY", "Diversity", Kind.NUMBER),
        Output("SEAM_INDEX", "Seam index", Kind.NUMBER),
        Output("COPIES", "Number of copied patches", Kind.INTEGER),
        Output("COPY_P", "p of the closest patch", Kind.NUMBER),
        Output("VERDICT", "Verdict on copies", Kind.TEXT),
        Output("FEATURES", "Features", Kind.TEXT),
    ),
)
