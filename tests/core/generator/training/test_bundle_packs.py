"""Packs of a training's bundle: files in pieces of limited size that are put together again, or refused."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from training.bundle.packs import DamagedPackError, unpack, write_packs
from training.bundle.wheels import wheel_list


def packed(tmp_path: Path, *, compress: bool = False) -> tuple[bytes, list[Path]]:
    """Return what is packed as data/large, and the packs."""
    content = np.random.default_rng(0).bytes(150_000)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "large").write_bytes(content)
    return content, write_packs(
        [(tmp_path / "source", "data")], tmp_path / "packs", "bundle", 60_000, compress=compress
    )


@pytest.mark.parametrize("compress", [False, True])
def test_files_come_back_from_packs_of_limited_size(tmp_path: Path, compress: bool) -> None:
    content, packs = packed(tmp_path, compress=compress)
    assert [pack.name for pack in packs] == ["bundle_000", "bundle_001", "bundle_002", "bundle_manifest.json"]
    assert all(pack.stat().st_size <= 60_000 for pack in packs)
    unpack(tmp_path / "packs", "bundle", tmp_path / "target")
    assert (tmp_path / "target" / "data" / "large").read_bytes() == content
    assert [path.name for path in (tmp_path / "target").iterdir()] == ["data"]


def test_a_missing_or_damaged_pack_is_named_and_nothing_is_unpacked(tmp_path: Path) -> None:
    _, packs = packed(tmp_path)
    whole = packs[1].read_bytes()
    packs[1].write_bytes(whole[:-1])
    with pytest.raises(DamagedPackError, match=re.escape(str(packs[1]))):
        unpack(tmp_path / "packs", "bundle", tmp_path / "target")
    packs[1].unlink()
    with pytest.raises(DamagedPackError, match="copy it again"):
        unpack(tmp_path / "packs", "bundle", tmp_path / "target")
    assert not list((tmp_path / "target").iterdir())
    packs[-1].unlink()
    with pytest.raises(DamagedPackError, match="copy all files"):
        unpack(tmp_path / "packs", "bundle", tmp_path / "target")


def test_the_list_of_wheels_holds_what_requirements_need_and_no_pytorch() -> None:
    listed = {line.split("==")[0] for line in wheel_list(["torchmetrics>=1.8", "torch==2.13.0", "rasterio>=1.4"])}
    assert {"torchmetrics", "rasterio", "affine", "numpy"} <= listed
    assert not {"torch", "torchvision"} & listed


def test_the_list_of_wheels_holds_what_extras_need() -> None:
    assert "aiohttp" in {line.split("==")[0] for line in wheel_list(["fsspec[http]"])}
    assert "aiohttp" not in {line.split("==")[0] for line in wheel_list(["fsspec"])}
    assert wheel_list(["fsspec[http]; python_version < '3'"]) == []
