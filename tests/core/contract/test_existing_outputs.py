from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from satsyn_core.contract.bundled import BUNDLED_SEGMENTATION
from satsyn_core.contract.errors import InputError
from satsyn_core.contract.existing_outputs import refuse_other_content

GOOD = {
    "GeoTIFF": [b"II*\0..", b"MM\0*..", b"II+\0..", b""],
    "HTML": [b"<!DOCTYPE html><p>", b"\xef\xbb\xbf\n<html>", b""],
    "JSON": [b'{"mean": 1}', b" {}", b""],
    "SatSyn model": [b""],
}
OTHER = {
    "GeoTIFF": [b"SQLite format 3\0", b"PK\x03\x04", b"\x89PNG", b"text", b"EHFA"],
    "HTML": [b"{}", b"years of work", b"SQLite format 3\0"],
    "JSON": [b'{"type": "FeatureCollection", "features": []}', b"[1]", b"{broken", b"II*\0"],
    "SatSyn model": [b"PK\x03\x04", b"\x02\0\0\0\0\0\0\0{}", b"II*\0"],
}


@pytest.mark.parametrize(("kind", "content"), [(kind, one) for kind, all_of in GOOD.items() for one in all_of])
def test_a_file_of_the_kind_to_be_written_may_be_replaced(kind: str, content: bytes, tmp_path: Path) -> None:
    refuse_other_content(tmp_path / "absent", kind)
    (tmp_path / "there").write_bytes(content)
    refuse_other_content(tmp_path / "there", kind)


@pytest.mark.parametrize(("kind", "content"), [(kind, one) for kind, all_of in OTHER.items() for one in all_of])
def test_any_other_file_stays(kind: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(content)
    with pytest.raises(InputError, match=r"there exists and is .*choose another output"):
        refuse_other_content(tmp_path / "there", kind)
    assert (tmp_path / "there").read_bytes() == content


def test_a_model_may_be_trained_again(tmp_path: Path) -> None:
    shutil.copy(BUNDLED_SEGMENTATION, tmp_path / "own.safetensors")
    refuse_other_content(tmp_path / "own.safetensors", "SatSyn model")
