"""Layers that are drawn once for a whole job."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from affine import Affine

from satsyn_core.landcover.class_names import class_names
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.vector.drawn_files import drawn_file
from satsyn_core.raster.grid import Grid
from tests.support.rasters import UTM, RecordingReporter
from tests.support.vector_layers import X, Y, box, write_layer


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
