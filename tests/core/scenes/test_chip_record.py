from __future__ import annotations

from typing import Any

import pytest

from satsyn_core.raster.window import Window
from satsyn_core.scenes.chip_record import ChipFile, ChipRecord, SyntheticOrigin

REAL = ChipRecord(
    name="a_r000000_c000032",
    split="test",
    scene="a",
    window=Window(32, 0, 64, 64),
    version=0,
    image=ChipFile("images/test/a_r000000_c000032.tif", "ab"),
    mask=ChipFile("masks/test/a_r000000_c000032.tif", "cd"),
    origin=None,
)


@pytest.mark.parametrize("origin", [None, SyntheticOrigin(3, 2**63 + 1, "d"), SyntheticOrigin(3, 5, "d", 0.25)])
def test_a_record_survives_the_manifest(origin: SyntheticOrigin | None) -> None:
    record = ChipRecord(REAL.name, REAL.split, REAL.scene, REAL.window, 1, REAL.image, REAL.mask, origin)
    assert ChipRecord.from_json(record.to_json()) == record
    assert record.kind == ("synthetic" if origin else "real")


def test_the_keys_are_those_of_the_format() -> None:
    assert REAL.to_json() == {
        "id": "a_r000000_c000032",
        "split": "test",
        "kind": "real",
        "image": "images/test/a_r000000_c000032.tif",
        "mask": "masks/test/a_r000000_c000032.tif",
        "scene": "a",
        "window": [32, 0, 64, 64],
        "version": 0,
        "image_sha256": "ab",
        "mask_sha256": "cd",
    }


def test_sets_without_checksums_are_read() -> None:
    written = {name: value for name, value in REAL.to_json().items() if not name.endswith("sha256")}
    assert ChipRecord.from_json(written).image == ChipFile("images/test/a_r000000_c000032.tif", None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"window": [1, 2]}, r"window is \[1, 2\], not a list of 4 whole numbers"),
        ({"window": None}, "window is null, not a list of 4 whole numbers"),
        ({"version": "one"}, "version is 'one', not a whole number"),
        ({"kind": "synthetic"}, "look is missing"),
        ({"kind": "copied"}, "kind is 'copied', neither real nor synthetic"),
        ({"split": "holdout"}, "split is 'holdout', none of train, validation, test"),
        ({"image_sha256": 5}, "image_sha256 is 5, not a text"),
        ({"split": None}, "split is null, not a text"),
        ({"id": ""}, "id is empty, not a text"),
        ({"image": 7}, "image is 7, not a text"),
    ],
)
def test_other_forms_are_refused(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        ChipRecord.from_json({**REAL.to_json(), **change})


@pytest.mark.parametrize(
    "change",
    [
        *({"image": path} for path in ("/etc/passwd", "../a.tif", "images/../../a.tif", "a\0b.tif")),
        *({"mask": path} for path in ("..\\a.tif", "C:\\a.tif", "C:a.tif", "\\\\server\\a.tif")),
        *({"id": name} for name in ("../a", "a/b", "a\\b", "..")),
        *({"split": name} for name in ("../train", "/", "..")),
    ],
)
def test_names_that_lead_out_of_the_set_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"does not lie in the folder of the set|leads into another folder"):
        ChipRecord.from_json({**REAL.to_json(), **change})
