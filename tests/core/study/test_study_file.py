from __future__ import annotations

from pathlib import Path

import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.study.study_file import preset_names, read_study
from satsyn_core.study.treatment import Treatment
from tests.support.paths import REPOSITORY

FILES = sorted((REPOSITORY / "training/study").glob("*.yaml"))


def _read(folder: Path, text: str) -> object:
    path = folder / "study.yaml"
    path.write_text(text, encoding="utf-8")
    return read_study(path)


def test_an_entry_stands_for_all_combinations_and_brings_its_controls(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("format: 1\ntreatments: [{mix: add, percent: [100, 200], share: [10, 50]}]", encoding="utf-8")

    plan = read_study(path)

    assert plan.name == "own"
    assert plan.treatments[:2] == (Treatment(share=10), Treatment(share=50))
    mixtures = {(one.percent, one.share) for one in plan.treatments[2:]}
    assert mixtures == {(100, 10), (200, 10), (100, 50), (200, 50)}
    assert len(plan.treatments) == 6


def test_bands_are_one_choice_unless_there_are_lists_of_them(tmp_path: Path) -> None:
    path = tmp_path / "bands.yaml"
    path.write_text(
        "format: 1\ntreatments: [{mix: real, bands: [1, 2, 3]}, {mix: real, bands: [[1], [1, 2]]}]", encoding="utf-8"
    )

    assert {one.bands for one in read_study(path).treatments} == {(1, 2, 3), (1,), (1, 2)}


def test_generators_lie_beside_the_study_file_or_come_with_satsyn(tmp_path: Path) -> None:
    path = tmp_path / "lambdas.yaml"
    path.write_text(
        "format: 1\ngenerators: {lambda 6: six.safetensors, bundled: urban-vhr}\n"
        "treatments: [{mix: add, percent: 100, generator: [lambda 6, bundled]}]",
        encoding="utf-8",
    )

    generators = read_study(path).generators

    assert generators["lambda 6"] == str(tmp_path / "six.safetensors")
    assert Path(generators["bundled"]).is_file()


_MANY = list(range(1, 101))
_BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("format: 2\ntreatments: [{mix: real}]", "this SatSyn reads format 1"),
        ("format: 1", "treatments must be a list"),
        ("format: 1\ntreatments: [{mix: real, shares: 10}]", "has an entry shares, and it may have mix"),
        ("format: 1\ntreatments: [{mix: real, share: ten}]", "share is 'ten', and it must be a number"),
        ("format: 1\nnetwork: {steps: 1.5}\ntreatments: [{mix: real}]", "steps is 1.5, and it must be a whole number"),
        (
            "format: 1\nnetwork: {validations: 0}\ntreatments: [{mix: real}]",
            "validations is 0, and it must be at least 1",
        ),
        ("format: 1\nnetwork: {crop: 100}\ntreatments: [{mix: real}]", "crop is 100, and it must be a multiple of 32"),
        ("format: 1\nchips: {buffer: -1}\ntreatments: [{mix: real}]", "buffer is -1, and it must be at least 0"),
        ("format: 1\ntreatments: [{mix: add, percent: 100, generator: six}]", "six is not among the generators"),
        ("format: 1\nnetwork: {loss: dise}\ntreatments: [{mix: real}]", 'network: LOSS "dise" is not a sum of'),
        ("format: true\ntreatments: [{mix: real}]", "this SatSyn reads format 1"),
        ("format: 1\nname: [a]\ntreatments: [{mix: real}]", "name is .'a'., and it must be text"),
        ("format: 1\ntreatments: [{mix: add, percent: []}]", "percent is an empty list"),
        ("format: 1\ntreatments: [{percent: 100}]", "has percent, and mix real"),
        (
            "format: 1\ntreatments: [{mix: real, bands: [true, 2]}]",
            "bands is .True, 2., and it must be a list of numbers",
        ),
        ("format: 1\ntreatments: [{mix: add, percent: 100, percent: 200}]", "percent stands twice"),
        (f"format: 1\ntreatments: [{{mix: real, share: {'9' * 401}}}]", "no number of a study file is that large"),
        (
            "format: [1",
            r"cannot be read as YAML \(line 1, column 11: a comma or the closing bracket is missing\)",
        ),
        ("format: 1\n\tname: a", "line 2, column 1: a tab stands there, and YAML takes blanks alone"),
        ("format: 1\nname: a: b", "line 2, column 8: a colon does not fit here"),
        ("format: 1\nname: 2020-99-99", "line 2, column 7: '2020-99-99' has no value: put it in quotes"),
        ('format: 1\nname: "C:\\maps"', "line 2, column 11: a backslash has to be doubled"),
        ("format: 1\nname: @a", "line 2, column 7: a text that begins with this sign has to stand in quotes"),
        ("format: 1\nname: \0", "line 2: a character stands there that no text has"),
        ("format: 1\nname: !a b", "line 2, column 7: the tag, which begins with an exclamation mark"),
        ("format: 1\nname: !!bool maybe", "line 2, column 7: 'maybe' has no value: put it in quotes, without a tag"),
        ('format: 1\nname: !!int ""', "line 2, column 7: '' has no value"),
        ("format: 1\nname: !!timestamp x", "line 2, column 7: 'x' has no value"),
        ("format: 1\nname: !!set [1]", "line 2, column 7: expected a mapping node"),
        ("format: 1\nname: =", "line 2, column 7: a lone = and the tag !!value have no meaning here"),
        ("format: 1\ntreatments: " + "[" * 20_000, "nests too deep"),
        ("format: " + "9" * 5000, "cannot be read as YAML"),
        (_BOMB, "aliases stand for more entries"),
        (
            f"format: 1\ntreatments: [{{mix: add, percent: {_MANY}, share: {_MANY}, steps: {_MANY}}}]",
            "1000000 combinations",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_and_what_is_wrong(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        _read(tmp_path, text)
    assert "study.yaml" in str(refused.value)


@pytest.mark.parametrize("study", [*preset_names(), *FILES], ids=lambda study: getattr(study, "stem", study))
def test_the_studies_that_come_with_satsyn_can_be_read(study: str | Path) -> None:
    assert read_study(study).treatments


def test_the_quick_study_has_twelve_trainings_with_three_seeds() -> None:
    assert len(read_study("quick").treatments) == 4
