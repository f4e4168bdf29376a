"""The class schemes that come with SatSyn."""

from __future__ import annotations

from pathlib import Path

import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.known_scheme import KnownScheme, read_known_scheme
from satsyn_core.contract.scheme_library import FOLDER_VARIABLE, all_schemes, scheme_ids, scheme_named


@pytest.mark.parametrize("known", [one for one in all_schemes() if one.by_value], ids=lambda known: known.id)
def test_a_bundled_scheme_can_be_the_classes_of_a_training(known: KnownScheme) -> None:
    scheme = known.as_class_scheme()
    assert set(scheme.values) <= set(known.by_value)


def test_every_file_is_named_by_its_id() -> None:
    assert {known.id for known in all_schemes()} == set(scheme_ids())


def test_a_scheme_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match=r'no class scheme "nlcdd".*nlcd.*worldcover.*of your own are JSON files in'):
        scheme_named("nlcdd")


def test_a_scheme_of_the_users_is_named_by_its_file_and_links_to_nowhere_are_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    (tmp_path / "mine.json").write_text('{"id": "nlcd", "classes": [{"value": 1, "name": "water", "concept": null}]}')
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere.json")
    mine = next(one for one in all_schemes() if one.id == "mine")
    assert mine == scheme_named("mine")
    assert mine.classes[0].concept == ""
    assert scheme_named("nlcd") in all_schemes()


def test_a_scheme_that_nests_too_deep_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    path.write_text("[" * 100_000)
    with pytest.raises(InputError, match=r"deep\.json is not a JSON file"):
        read_known_scheme(path)
