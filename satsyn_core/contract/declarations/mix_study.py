"""The declaration of `mix-study`: networks trained with and without synthetic imagery, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass

from ..declaration import (
    Job,
    Kind,
    Limits,
    Output,
    choice,
    group,
    integer,
    model_file,
    number,
    output_folder,
    parameter,
)
from ..shared_parameters import (
    bands_parameter,
    classes_parameter,
    device_parameter,
    engine_parameter,
    landcover_scheme_parameter,
    legends_parameter,
    precision_parameter,
    seed_parameter,
)
from ..vector_parameters import LayerAttributes


@dataclass(frozen=True)
class StudyGroundTruth:
    """The real imagery and its land cover."""

    imagery: tuple[str, ...] = parameter(
        Kind.RASTERS, "Imagery", "Rasters of real imagery of any size, all with the same bands."
    )
    landcover: tuple[str, ...] = parameter(
        Kind.LANDCOVERS,
        "Land cover",
        "True land cover of the imagery: one raster for each image, in the same order, or a single one for all.",
    )


@dataclass(frozen=True)
class StudyQuestion:
    """What is compared, how often, and for how long."""

    model: str | None = model_file(
        "generator",
        "Model",
        "Imagery generator of the synthetic chips: a file, or the name of a bundled one. It must not have been "
        "trained on the validation and test areas. Empty: urban-vhr.",
        optional=True,
    )
    study: str = choice(
        "Study",
        "quick: four mixtures, for a first answer. mixture: 0 to 100 percent of synthetic chips in steps of 10, and "
        "up to 300 percent added. scarce: 5 to 100 percent of the real chips, with and without synthetic ones. full: "
        "all of these, and filters, styles and warped land cover.",
        {
            "quick": "four mixtures",
            "mixture": "all percentages",
            "scarce": "with less real data",
            "full": "all of these and more",
        },
        default="quick",
    )
    seeds: int = integer(
        "Seeds",
        "Number of trainings of each mixture. Single trainings differ by chance: use at least 3.",
        Limits(1, 100),
        default=3,
    )
    minutes: float | None = number(
        "Minutes",
        "Time for this run. No training but the first begins that would not end in time; the most telling ones come "
        "first. Run the study again to go on. Empty: no limit.",
        Limits(0.1, 1_000_000),
        optional=True,
    )


@dataclass(frozen=True)
class StudyDetails:
    """Further inputs, and other settings than those of the study."""

    study_file: str | None = parameter(
        Kind.FILE,
        "Study file",
        "YAML file with mixtures, generators and settings of the trainings, instead of STUDY.",
        optional=True,
        advanced=True,
    )
    validation_imagery: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Validation imagery",
        "Real rasters that choose the best weights. Empty: blocks of the imagery.",
        optional=True,
        advanced=True,
    )
    validation_landcover: tuple[str, ...] | None = parameter(
        Kind.LANDCOVERS,
        "Validation land cover",
        "True land cover of the validation imagery.",
        optional=True,
        advanced=True,
    )
    test_imagery: tuple[str, ...] | None = parameter(
        Kind.RASTERS,
        "Test imagery",
        "Real rasters on which every network is scored. Empty: blocks of the imagery.",
        optional=True,
        advanced=True,
    )
    test_landcover: tuple[str, ...] | None = parameter(
        Kind.LANDCOVERS, "Test land cover", "True land cover of the test imagery.", optional=True, advanced=True
    )
    buildings: str | None = parameter(
        Kind.MASK,
        "Buildings",
        "Building footprints to add to the land cover of all scenes: a raster where other than 0 means building, or "
        "a layer of polygons.",
        optional=True,
        advanced=True,
    )
    classes: str | None = classes_parameter(advanced=True)
    scheme: str | None = landcover_scheme_parameter()
    legends: str | None = legends_parameter()
    bands: str | None = bands_parameter()
    chip_size: int | None = integer(
        "Chip size", "Side of a chip in pixels. Empty: the study's.", Limits(32, 4096), optional=True, advanced=True
    )
    encoder: str | None = parameter(
        Kind.TEXT,
        "Encoder",
        "Any encoder of segmentation_models_pytorch. Empty: the study's.",
        optional=True,
        advanced=True,
    )
    steps: int | None = integer(
        "Steps",
        "Number of training steps of every network. Empty: the study's.",
        Limits(1, 10_000_000),
        optional=True,
        advanced=True,
    )


@dataclass(frozen=True)
class StudyWork:
    """Where and how the study is computed."""

    seed: int = seed_parameter(
        "Seed of the division into training, validation and test, and first seed of the trainings.", advanced=True
    )
    shard: str | None = parameter(
        Kind.TEXT,
        "Shard",
        'Share of the trainings to run, as in "3/16": the third of sixteen runs with otherwise equal parameters and '
        "the same output folder, as in a job array. Run once without this parameter for the report of all. Empty: "
        "all trainings.",
        optional=True,
        advanced=True,
    )
    scheduler: str | None = parameter(
        Kind.TEXT,
        "Scheduler",
        "Address of a dask.distributed scheduler, as in tcp://10.0.0.5:8786, whose workers train. Each worker needs "
        "SatSyn, and must find all inputs and the output folder under the same paths. Anyone who can reach a "
        "scheduler can run programs on its workers: use one in a private network. Empty: this machine trains.",
        optional=True,
        advanced=True,
    )
    engine: str = engine_parameter()
    device: str = device_parameter(advanced=True)
    precision: str = precision_parameter()


@dataclass(frozen=True)
class MixStudy:
    """Parameters of `mix-study`, in groups."""

    ground: StudyGroundTruth = group(StudyGroundTruth)
    output: str = output_folder(
        "Study folder",
        "Folder for report, results and finished trainings. Name the folder of an earlier run to go on with it.",
    )
    question: StudyQuestion = group(StudyQuestion)
    details: StudyDetails = group(StudyDetails)
    work: StudyWork = group(StudyWork)
    attributes: LayerAttributes = group(LayerAttributes)


JOB = Job(
    name="mix-study",
    algorithm="mixstudy",
    title="Does synthetic imagery help?",
    summary="Trains segmentation networks on real imagery alone and on mixtures with synthetic imagery, several times "
    "each, scores all of them on the same real imagery, and says which mixture helps, by how much, and how sure that "
    "is. A stopped study continues when it is run again.",
    parameters=MixStudy,
    outputs=(
        Output("OUTPUT", "Study folder", Kind.OUTPUT_FOLDER),
        Output("REPORT", "Report", Kind.TEXT),
        Output("RESULTS", "Results as JSON", Kind.TEXT),
        Output("CELLS", "Scores of all trainings as CSV", Kind.TEXT),
        Output("RECOMMENDATION", "Recommendation", Kind.TEXT),
        Output("TRAININGS", "Number of finished trainings", Kind.INTEGER),
        Output("TRAININGS_LEFT", "Number of trainings that are left", Kind.INTEGER),
        Output("REAL_MEAN_IOU", "Mean IoU of the best training on real chips alone", Kind.NUMBER),
        Output("BEST_MEAN_IOU", "Mean IoU of the best mixture", Kind.NUMBER),
        Output("BEST_MIX", "Best mixture", Kind.TEXT),
        Output("BEST_PERCENT", "Synthetic chips of the best mixture, in percent", Kind.NUMBER),
        Output("DIFFERENCE", "Best mixture minus real chips alone", Kind.NUMBER),
        Output("DIFFERENCE_LOW", "Lower end of its 95 % interval", Kind.NUMBER),
        Output("DIFFERENCE_HIGH", "Upper end of its 95 % interval", Kind.NUMBER),
        Output("P_VALUE", "Its p-value, corrected for all comparisons", Kind.NUMBER),
        Output("DETECTABLE", "Smallest difference that would have been found", Kind.NUMBER),
    ),
)
