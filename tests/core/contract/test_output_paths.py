from __future__ import annotations

from pathlib import Path

import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.output_paths import refuse_to_replace_inputs, variant_path


def test_variants_are_numbered_before_the_extension() -> None:
    assert [variant_path("out/a.b.tif", number) for number in (1, 2, 10)] == [
        Path("out/a.b.tif"),
        Path("out/a.b_2.tif"),
        Path("out/a.b_10.tif"),
    ]


def test_an_output_that_is_an_input_under_another_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    refuse_to_replace_inputs([tmp_path / "out.tif", None], [str(tmp_path / "in.tif"), None, ""])
    with pytest.raises(InputError, match="is also an input"):
        refuse_to_replace_inputs([None, tmp_path / "folder" / ".." / "in.tif"], [None, str(tmp_path / "in.tif")])
