"""What a user finds in the toolbox: names, defaults and help of every algorithm."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from assertions import assert_algorithm, assert_parameter
from rasters import NORTH_UP, write_landcover
from released import ALGORITHMS


@pytest.fixture
def algorithm(qgis):
    return lambda name: qgis.processingRegistry().algorithmById(f"satsyn:{name}")


@pytest.mark.parametrize(
    ("name", "group"),
    [("generateimagery", "Imagery"), ("describemodel", "Models"), ("environment", "Environment")],
)
def test_algorithms_explain_themselves(algorithm, name: str, group: str) -> None:
    assert_algorithm(algorithm(name), name, group)


def test_the_help_of_numbers_says_from_where_to_where_they_go(algorithm) -> None:
    generate = algorithm("generateimagery")
    assert generate.parameterDefinition("STYLE_STRENGTH").help().endswith("From 0 to 1.")
    assert generate.shortHelpString().count("From 0 to 1.") >= 1
    assert "percent" in algorithm("buildtrainingset").parameterDefinition("RARE_PERCENT").help()


def test_parameters_of_generateimagery(algorithm) -> None:
    generate = algorithm("generateimagery")
    assert_parameter(generate, "LANDCOVER", "layer")
    assert_parameter(generate, "PIXEL_SIZE", "number", optional=True, advanced=True)
    assert_parameter(generate, "OVERLAYS", "multilayer", optional=True, advanced=True)
    assert_parameter(generate, "CLASS_FIELD", "string", optional=True)
    assert_parameter(generate, "BACKGROUND", "string", optional=True, advanced=True)
    assert_parameter(generate, "TARGET_CRS", "string", optional=True, advanced=True)
    assert_parameter(generate, "GRID", "raster", optional=True, advanced=True)
    assert_parameter(generate, "BUILDINGS", "layer", optional=True, advanced=True)
    assert_parameter(generate, "MODEL", "file", optional=True)
    assert_parameter(generate, "CLASSES", "string", optional=True)
    assert_parameter(generate, "STYLE", "raster", optional=True)
    assert_parameter(generate, "VARIANTS", "number", default=1)
    assert_parameter(generate, "SEED", "number", default=0)
    assert_parameter(generate, "EXTENT", "extent", optional=True)
    assert_parameter(generate, "DEVICE", "enum", default="auto", advanced=True)
    assert_parameter(generate, "BLOCK_SIZE", "number", default=1024, advanced=True)
    assert_parameter(generate, "ENGINE", "enum", default="auto", advanced=True)
    assert_parameter(generate, "PRECISION", "enum", default="full", advanced=True)
    assert_parameter(generate, "OUTPUT", "rasterDestination")


def test_outputs_can_be_used_in_models(algorithm) -> None:
    outputs = {o.name(): o.type() for o in algorithm("generateimagery").outputDefinitions()}
    assert outputs == {"OUTPUT": "outputRaster", "PIXELS": "outputNumber", "MATCH": "outputString"}
    assert algorithm("mixstudy").outputDefinition("REPORT").type() == "outputHtml"
    outputs = {o.name(): o.type() for o in algorithm("describemodel").outputDefinitions()}
    assert outputs == {
        "REPORT": "outputHtml",
        "KIND": "outputString",
        "CLASSES": "outputString",
        "BANDS": "outputNumber",
        "PIXEL_SIZE": "outputNumber",
        "SAMPLES": "outputString",
    }


def test_every_input_of_every_job_reaches_the_toolbox(qgis) -> None:
    from satsyn.satsyn_core.contract.declaration import Kind
    from satsyn.satsyn_core.contract.declarations import all_jobs

    for job in all_jobs():
        algorithm = qgis.processingRegistry().algorithmById(f"satsyn:{job.algorithm}")
        # Legends come from the layers.
        offered = {declared.qgis_name for declared in job.declared if declared.kind is not Kind.LEGENDS}
        assert {d.name() for d in algorithm.parameterDefinitions()} == offered


def test_a_bundled_model_is_called_by_its_name(qgis) -> None:
    import processing
    from qgis.core import QgsProcessingException

    assert processing.run("satsyn:describemodel", {"MODEL": "sentinel2-rgbn"})["BANDS"] == 4
    with pytest.raises(QgsProcessingException, match="no model file"):
        processing.run("satsyn:describemodel", {"MODEL": "sentinel3-rgbn"})


def test_a_class_scheme_may_be_an_expression(qgis) -> None:
    import processing
    from qgis.core import QgsProperty

    town = str(Path(__file__).parents[2] / "resources" / "sample" / "town_landcover.tif")
    described = [
        processing.run("satsyn:describelandcover", {"LANDCOVER": town, "SCHEME": scheme})["MATCH"]
        for scheme in (QgsProperty.fromExpression("'urban'"), "urban")
    ]
    assert described[0] == described[1]


def test_every_dialog_shows_at_most_ten_parameters_at_first(qgis) -> None:
    from qgis.core import QgsProcessingParameterDefinition

    advanced = QgsProcessingParameterDefinition.Flag.FlagAdvanced
    for algorithm in map(qgis.processingRegistry().algorithmById, sorted(ALGORITHMS)):
        shown = [one.name() for one in algorithm.parameterDefinitions() if not one.flags() & advanced]
        assert len(shown) <= 10, f"{algorithm.id()} shows {shown}"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"STYLE_STRENGTH": "50"}, "STYLE_STRENGTH must be at most 1.0, not '50'"),
        ({"SEED": "abc"}, "SEED must be a number from 0 to "),
        ({"PIXEL_SIZE": "0,5 m"}, "PIXEL_SIZE must be a number from 0.001 to "),
        ({"PIXEL_SIZE": math.nan}, "PIXEL_SIZE must be at least 0.001, not nan"),
        ({"ENGINE": "fast"}, "ENGINE must be one of auto"),
        ({"VARIANTS": ""}, "VARIANTS must be a number from 1 to 999, not ''"),
        # An optional number may be empty. QGIS alone would round the seed.
        ({"PIXEL_SIZE": "", "SEED": -1}, "SEED must be at least 0"),
        ({"STYLE_SEED": "", "FEATHER": "", "STYLE_STRENGTH": "50"}, "STYLE_STRENGTH must be at most 1.0, not '50'"),
        ({"SEED": 1.5}, "SEED must be a whole number, not 1.5"),
    ],
)
def test_a_value_out_of_its_range_is_refused_with_the_range(algorithm, tmp_path: Path, given: dict, words: str) -> None:
    from qgis.core import QgsProcessingContext

    landcover = write_landcover(tmp_path / "landcover.tif", NORTH_UP)
    right = {"LANDCOVER": str(landcover), "OUTPUT": str(tmp_path / "made.tif"), "MODEL": "urban-vhr"}
    assert algorithm("generateimagery").checkParameterValues(right, QgsProcessingContext())[0]
    accepted, sentence = algorithm("generateimagery").checkParameterValues({**right, **given}, QgsProcessingContext())
    assert not accepted
    assert words in sentence


@pytest.mark.parametrize(
    ("name", "parameters", "words"),
    [
        ("trainevaluatesegmentation", {}, ("'Training set' (TRAINING_SET)", "nothing to train on")),
        ("trainevaluatesegmentation", {"TRAINING_SET": "/set"}, ("'Segmentation model' (OUTPUT)", "choose one")),
        ("trainevaluatesegmentation", {"IMAGERY": ["/a.tif"]}, ("'Imagery' (IMAGERY) needs 'Land cover' (LANDCOVER)",)),
        ("buildtrainingset", {"STYLE": "image"}, ("choose a 'Style image' (STYLE_IMAGE)",)),
        ("evaluateimagery", {}, ("nothing to measure", "'Synthetic imagery' (SYNTHETIC)", "'Generator' (MODEL)")),
        ("generateimagery", {"MASK": "/a.tif"}, ("'Mask' (MASK) needs 'Base image' (BASE_IMAGE): choose both",)),
        ("generateimagery", {"FEATHER": 3}, ("'Feather' (FEATHER) needs 'Mask' (MASK)",)),
    ],
)
def test_what_is_missing_is_said_before_the_run_in_the_words_of_the_dialog(
    algorithm, name: str, parameters: dict, words: tuple[str, ...]
) -> None:
    from qgis.core import QgsProcessingContext

    accepted, sentence = algorithm(name).checkParameterValues(parameters, QgsProcessingContext())
    assert not accepted
    assert [one for one in words if one not in sentence] == []
