from __future__ import annotations

import os
from pathlib import Path

import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.generation.block_plan import ImageryNodata
from satsyn_core.generation.cluster_worker import RenderOrder, describe_engine
from satsyn_core.generator.engine_choice import EngineOptions
from satsyn_core.raster.window import Window


def test_a_worker_forgets_the_data_of_other_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("PROJ_LIB", "PROJ_DATA", "GDAL_DATA"):
        monkeypatch.setenv(name, str(tmp_path))
    order = RenderOrder(
        *("none.tif", None, str(tmp_path / "none.safetensors"), "digest", {1: 0}, ImageryNodata(0, True)),
        *(Window(0, 0, 8, 8), (0.0,), 0, EngineOptions()),
    )
    with pytest.raises(InputError, match="no model file"):
        describe_engine(order)
    assert not {"PROJ_LIB", "PROJ_DATA", "GDAL_DATA"} & set(os.environ)
