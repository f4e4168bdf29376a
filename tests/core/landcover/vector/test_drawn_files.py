"""Layers that are drawn once for a whole job."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.contract.vector_parameters import VectorLandCover
from satsyn_core.landcover.class_names import class_names
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.vector.drawn_files import drawn_file
from satsyn_core.landcover.vector.rasterised import DrawingPlace, rasterised_landcover
from satsyn_core.process.current_job import one_job
from satsyn_core.raster.grid import Grid
from tests.support.rasters import UTM, RecordingReporter
from tests.support.vector_layers import SIDE, X, Y, box, line, write_layer, write_town


def test_layers_whose_temporary_files_were_cleaned_keep_their_own_values(
    tmp_path: Path, reporter: RecordingReporter
) -> None:
    layers = {
        name: write_layer(tmp_path / f"{name}.gpkg", [box(0, 0, 40, 40)], {"class": [name]})
        for name in ("water", "forest")
    }
    grid = Grid(UTM, Affine(1, 0, X, 0, -1, Y), 40, 40)
    first = {drawn_file(path, grid, reporter) for path in layers.values()}
    for folder in {file.parent for file in first}:
        shutil.rmtree(folder)
    for _ in range(2):
        for name, path in layers.items():
            with open_landcover(path, grid, reporter) as drawn:
                values, known = drawn.read(grid.window)
                names = class_names(drawn.dataset)
            assert known.all()
            assert {names[value] for value in np.unique(values).tolist()} == {name}


GRIDS = {
    "whole": Grid(UTM, Affine(1, 0, X, 0, -1, Y), SIDE, SIDE),
    "part": Grid(UTM, Affine(0.5, 0, X + 60.2, 0, -0.5, Y - 20.3), 90, 70),
    "beside a wide line": Grid(UTM, Affine(0.5, 0, X + 2, 0, -0.5, Y - 61), 40, 12),
    "turned": Grid(UTM, Affine.translation(X + 30, Y - 10) @ Affine.rotation(-25) @ Affine.scale(1, -1), 40, 30),
    "narrow pixels": Grid(UTM, Affine(0.5, 0, X + 48, 0, -6, Y - 3), 20, 10),
    "another zone": Grid(CRS.from_epsg(32641), Affine(1, 0, -275_150, 0, -1, 2_801_110), 200, 180),
    "beside everything": Grid(UTM, Affine(1, 0, X + 5000, 0, -1, Y), 20, 20),
}


def test_a_layer_is_read_once_for_all_grids_and_drawn_as_on_each_alone(
    tmp_path: Path, reporter: RecordingReporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = write_town(tmp_path / "town.gpkg")
    write_layer(tmp_path / "park.gpkg", [box(20, 20, 60, 70), line((0, 5), (SIDE, 90))], {"class": ["park", "track"]})
    park = str(tmp_path / "park.gpkg")
    read, names = pyogrio.raw.read, []
    monkeypatch.setattr(pyogrio.raw, "read", lambda *given, **how: (names.append(given[0]), read(*given, **how))[1])
    drawn = {}
    with one_job([[town, park]]):
        for path in (town, park):
            for name, grid in GRIDS.items():
                with open_landcover(path, grid, reporter) as landcover:
                    classes = class_names(landcover.dataset)
                    values, known = landcover.read(grid.window)
                    drawn[path, name] = _in_words(values, known, classes)
    assert sorted(map(str, names)) == sorted([town, town, park]), "the town has two layers"
    assert not drawn[town, "beside everything"].any()
    assert drawn[town, "another zone"].any()
    for (path, name), words in drawn.items():
        np.testing.assert_array_equal(words, _drawn_alone(path, GRIDS[name], tmp_path), name)


def _drawn_alone(path: str, grid: Grid, folder: Path) -> np.ndarray:
    like = folder / "grid.tif"
    size = {"width": grid.width, "height": grid.height, "count": 1, "dtype": "uint8"}
    with rasterio.open(like, "w", driver="GTiff", crs=grid.crs, transform=grid.transform, **size):
        pass
    options = VectorLandCover(grid=str(like))
    with rasterised_landcover(path, options, DrawingPlace(1.0), RecordingReporter()) as landcover:
        values, known = landcover.read(grid.window)
        return _in_words(values, known, class_names(landcover.dataset))


def _in_words(values: np.ndarray, known: np.ndarray, names: dict[int, str]) -> np.ndarray:
    words = [names.get(value, "") for value in values.ravel().tolist()]
    return np.where(known, np.array(words).reshape(values.shape), "")
