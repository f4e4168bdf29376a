"""The class schemes that come with SatSyn."""

from __future__ import annotations

import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.known_scheme import KnownScheme
from satsyn_core.contract.scheme_library import all_schemes, scheme_ids, scheme_named


@pytest.mark.parametrize("known", [one for one in all_schemes() if one.by_value], ids=lambda known: known.id)
def test_a_bundled_scheme_can_be_the_classes_of_a_training(known: KnownScheme) -> None:
    scheme = known.as_class_scheme()
    assert set(scheme.values) <= set(known.by_value)


def test_every_file_is_named_by_its_id() -> None:
    assert {known.id for known in all_schemes()} == set(scheme_ids())


def test_a_scheme_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match=r'no class scheme "nlcdd".*nlcd.*worldcover.*of your own are JSON files in'):
        scheme_named("nlcdd")
