from __future__ import annotations

import os
from pathlib import Path

import pytest

from satsyn_core.process.fingerprint import Fingerprint, file_state


def test_the_order_of_the_values_does_not_count() -> None:
    assert Fingerprint({"a": 1, "b": [2, 3]}).digest == Fingerprint({"b": [2, 3], "a": 1}).digest
    assert Fingerprint({"a": 1, "b": [2, 3]}).digest != Fingerprint({"a": 1, "b": [3, 2]}).digest


def test_differences_are_named_also_where_a_value_is_missing() -> None:
    earlier = Fingerprint({"seed": 1, "style": None, "gone": 0})
    assert Fingerprint({"style": None, "seed": 2, "added": 0}).differences(earlier.text) == ["added", "gone", "seed"]
    assert earlier.differences(earlier.text) == []


@pytest.mark.parametrize("text", ["", "{", "[1]"])
def test_what_is_no_fingerprint_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Fingerprint({}).differences(text)


def test_a_file_that_changes_has_another_state(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("one")
    first = file_state(file)
    assert file_state(str(file)) == first
    os.utime(file, ns=(0, 0))
    touched = file_state(file)
    file.write_text("three")
    assert len({str(first), str(touched), str(file_state(file))}) == 3
