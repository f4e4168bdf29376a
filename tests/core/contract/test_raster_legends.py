from __future__ import annotations

import json
from pathlib import Path

import pytest

from satsyn_core.contract.declarations import job_named
from satsyn_core.contract.errors import InputError
from satsyn_core.contract.raster_legends import check_legends, legend_for, read_legends

FOREST, STREETS = {1: "Forest"}, {1: "Streets"}


def test_a_legend_is_found_by_name_and_by_any_path_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "cover.tif").touch()
    monkeypatch.chdir(tmp_path)
    names = ["cover.tif", "maps/cover.tif", "./maps/../maps/cover.tif", str(tmp_path / "maps" / "cover.tif")]
    for path in names[1:]:
        for key in names:
            assert legend_for(path, {key: FOREST}) == FOREST
            check_legends(job_named("describe-landcover"), {"landcover": path, "legends": json.dumps({key: FOREST})})
    assert legend_for("maps/cover.tif", {"cover.tif": STREETS, names[-1]: FOREST}) == FOREST
    assert legend_for("maps/cover.tif", {"other.tif": FOREST, "other/cover.tif": FOREST}) == {}


def test_a_legend_of_no_land_cover_is_refused_with_the_names_of_those_there_are() -> None:
    values = {"landcover": "maps/a.tif", "style_landcover": "b.tif", "legends": json.dumps({"c.tif": FOREST})}
    with pytest.raises(InputError, match=r"c\.tif, which is no land cover .* one of maps/a\.tif, b\.tif"):
        check_legends(job_named("generate-imagery"), values)


def test_a_legend_that_nests_too_deep_is_refused() -> None:
    with pytest.raises(InputError, match=r"LEGENDS is not of the form .* .it nests too deep"):
        read_legends("[" * 100_000 + "]" * 100_000)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{lc.tif: {1: Forest}}", "line 1, column 2: a name in double quotes is expected"),
        ("{'lc.tif': {'1': 'Forest'}}", "line 1, column 2: a name in double quotes is expected"),
        (r'{"C:\maps\lc.tif": {"1": "Forest"}}', r"column 5: a backslash has to be doubled, as in C:\\maps"),
        ("legend.json", "line 1, column 1: a value is expected"),
        ('{"lc.tif": {"1": "Forest" "2": "Water"}}', "a comma is missing"),
        ('[{"1": "Forest"}]', "does not name a land cover"),
        ('{"1": "Forest"}', "1 has 'Forest' where an object of values and names is expected"),
        ('{"lc.tif": {"Forest": 1}}', '"Forest" of lc.tif is no whole number'),
        ('{"lc.tif": {"1": null}}', "value 1 of lc.tif has no name in double quotes"),
        ('{"lc.tif": {"1": "Forest", "1.0": "Water"}}', "value 1 of lc.tif has two names"),
        ('{"lc.tif": {"1": ' + "9" * 5000 + "}}", "a number of thousands of digits"),
    ],
)
def test_what_is_wrong_in_a_legend_is_said_in_words(text: str, words: str) -> None:
    with pytest.raises(InputError, match=r"LEGENDS is not of the form \{.*\}\} \(") as caught:
        read_legends(text)
    assert words in str(caught.value)


def test_values_may_be_written_as_qgis_and_spreadsheets_write_them() -> None:
    assert read_legends('{"lc.tif": {"1.0": "Forest", "-2": " Water ", "3": ""}}') == {
        "lc.tif": {1: "Forest", -2: "Water"}
    }
