from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.progress import Reporter
from satsyn_core.generation.block_plan import ImageryNodata
from satsyn_core.generation.cluster_worker import RenderOrder, describe_engine, render_block
from satsyn_core.generation.request import open_request
from satsyn_core.generator.engine_choice import EngineOptions
from satsyn_core.jobs import job_named
from satsyn_core.raster.window import Window
from tests.support.rasters import RasterFactory
from tests.support.vector_layers import box, write_layer


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


@pytest.mark.parametrize("named", ["", "|layername=houses", '|layername=houses|subset="floors" > 2'])
def test_what_workers_read_depends_on_no_working_folder(
    named: str,
    tiny_model: Path,
    town: np.ndarray,
    make_raster: RasterFactory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    landcover = make_raster(town)
    write_layer(tmp_path / "town.gpkg", [box(5, 5, 15, 15), box(20, 20, 30, 30)], {"floors": [1, 5]}, layer="houses")
    monkeypatch.chdir(tmp_path)
    values = {"landcover": landcover.name, "buildings": f"town.gpkg{named}", "model": str(tiny_model), "device": "cpu"}
    parameters = job_named("generate-imagery").read_parameters({**values, "output": "imagery.tif"})
    with open_request(parameters, Reporter()) as request:
        order = RenderOrder.of(request, 0)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert order.buildings == f"{tmp_path / 'town.gpkg'}{named}"
    assert render_block(order, Window(0, 0, 64, 64)).imagery is not None
