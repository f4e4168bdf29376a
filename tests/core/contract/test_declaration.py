from __future__ import annotations

import subprocess
import sys

import pytest

from satsyn_core.contract.declaration import flat_values
from satsyn_core.contract.errors import InputError
from satsyn_core.jobs import Job, Kind, all_jobs, job_named
from tests.support.paths import REPOSITORY
from tests.support.released_parameters import RELEASED


@pytest.fixture
def job() -> Job:
    return job_named("generate-imagery")


def test_names_in_capitals_and_defaults_for_what_is_empty(job: Job) -> None:
    parameters = job.read_parameters({"LANDCOVER": "in.tif", "output": "out.tif", "MODEL": "", "SEED": None})
    assert (parameters.source.landcover, parameters.output, parameters.model) == ("in.tif", "out.tif", None)
    assert (parameters.appearance.seed, parameters.appearance.variants) == (0, 1)
    assert parameters.computation.device == "auto"


def test_class_texts_may_come_in_pieces(job: Job) -> None:
    values = {"landcover": "in.tif", "output": "out.tif", "classes": ["1=water", "2=land"]}
    assert job.read_parameters(values).source.classes == "1=water 2=land"


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({}, "needs a value for LANDCOVER, OUTPUT"),
        ({"colour": "red"}, "has no parameter COLOUR"),
        ({"seed": "seven"}, r"SEED must be a number from 0 to \d+, not 'seven'"),
        ({"seed": 1.5}, "SEED must be a whole number"),
        ({"seed": True}, "SEED must be a number"),
        ({"seed": -1}, "SEED must be at least 0, not -1"),
        ({"seed": float("nan")}, "SEED must be at least 0"),
        ({"variants": 0}, "VARIANTS must be at least 1"),
        ({"variants": 10**6}, "VARIANTS must be at most 999"),
        ({"device": "abacus"}, "DEVICE must be one of auto, cpu, cuda"),
        ({"landcover": 3}, "LANDCOVER must be text"),
    ],
)
def test_wrong_values_are_named(values: dict[str, object], problem: str, job: Job) -> None:
    given = {} if not values else {"landcover": "in.tif", "output": "out.tif", **values}
    with pytest.raises(InputError, match=problem):
        job.read_parameters(given)


def test_a_switch_that_is_a_text_is_explained() -> None:
    with pytest.raises(InputError, match=r"EDITED_CHIPS is a text, 'True': write true without quotation marks\."):
        job_named("train-evaluate-segmentation").read_parameters({"edited_chips": "True"})


def test_unknown_job_is_refused_with_those_that_exist() -> None:
    with pytest.raises(InputError, match=", ".join(job.name for job in all_jobs())):
        job_named("make-coffee")


def test_every_parameter_says_what_it_is() -> None:
    for job in all_jobs():
        assert job.algorithm == job.name.replace("-", "")
        assert all(output.name == output.name.upper() for output in job.outputs)
        for parameter in job.declared:
            assert parameter.help.endswith("."), parameter.name
            assert parameter.label, parameter.name
            assert (parameter.kind is Kind.CHOICE) == bool(parameter.choices), parameter.name


def test_released_parameters_keep_their_names_and_defaults() -> None:
    declared = {job.name: {parameter.name: parameter.default for parameter in job.declared} for job in all_jobs()}
    for name, released in RELEASED.items():
        assert {parameter: declared[name].get(parameter) for parameter in released} == released


def test_no_parameter_stands_in_two_groups() -> None:
    for job in all_jobs():
        names = [parameter.name for parameter in job.declared]
        assert len(names) == len(set(names)), job.name


def test_values_reach_the_group_of_their_parameter() -> None:
    values = {"landcover": "cover.tif", "output": "imagery.tif", "seed": 7}
    parameters = job_named("generate-imagery").read_parameters(values)
    assert (parameters.source.landcover, parameters.appearance.seed) == ("cover.tif", 7)
    assert flat_values(parameters).items() >= values.items()


def test_declarations_load_without_heavy_libraries() -> None:
    code = (
        "import sys, satsyn_core.jobs, satsyn_core.command_line, satsyn_core.worker_process; "
        "import satsyn_core.contract.class_scheme, satsyn_core.contract.model_metadata; "
        "print([m for m in ('torch', 'rasterio', 'numpy', 'tqdm', 'qgis') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_generation_starts_without_the_libraries_of_trainings_and_reports() -> None:
    code = (
        "import sys, satsyn_core.jobs.generate_imagery; "
        "print([m for m in ('lightning_fabric', 'matplotlib', 'scipy', 'torchmetrics') if m in sys.modules]); "
        "import satsyn_core.jobs.describe_landcover; print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "False"]


def test_core_does_not_import_qgis() -> None:
    code = (
        "import importlib, pkgutil, sys\n"
        "sys.modules['qgis'] = sys.modules['PyQt5'] = sys.modules['PyQt6'] = None\n"
        "import satsyn_core\n"
        "for module in pkgutil.walk_packages(satsyn_core.__path__, 'satsyn_core.'):\n"
        "    importlib.import_module(module.name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
