"""Previews of vector land cover in degrees, as GeoJSON and OpenStreetMap have it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from assertions import assert_run, pixels
from preview_window import Window


def _in_degrees(folder: Path, west: float = 55.3, south: float = 25.1, kind: str = "water") -> Any:
    """Return a layer of squares of about 20 m."""
    from qgis.core import QgsVectorLayer

    side, features = 0.0002, []
    for row, col in np.ndindex(6, 7):
        x, y = west + col * side, south + row * side
        corners = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
        geometry = {"type": "Polygon", "coordinates": [corners]}
        properties = {"class": (kind, "land")[(row + col) % 2]}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    path = folder / "plan.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return QgsVectorLayer(str(path), "plan of the town", "ogr")


@pytest.mark.parametrize(("south", "expected"), [(25.1, "EPSG:32640"), (-25.1, "EPSG:32740")])
def test_layers_in_degrees_are_drawn_in_the_utm_zone_that_the_full_run_gets(
    qgis, model: Path, tmp_path: Path, south: float, expected: str
) -> None:
    window = Window(_in_degrees(tmp_path, south=south), model)
    try:
        shown = window.shown()
        parameters = window.session.wanted.parameters
        assert parameters["TARGET_CRS"] == expected
        full = assert_run("satsyn:generateimagery", OUTPUT=str(tmp_path / "full.tif"), **parameters)
        np.testing.assert_array_equal(shown, pixels(full.output))
        assert (window.canvas.mapSettings().destinationCrs().authid()) == "EPSG:4326", "the map stays as it is"
    finally:
        window.close()


def test_a_problem_names_the_layer_and_not_its_copy(qgis, model: Path, tmp_path: Path) -> None:
    window = Window(_in_degrees(tmp_path, kind="no such class"), model)
    try:
        window.session.want(window.wanted)
        window.wait(lambda: window.said and window.said[-1][1])
        assert "no such class" in window.said[-1][0]
        assert "'plan of the town'" in window.said[-1][0]
        assert str(window.session.folder) not in window.said[-1][0]
    finally:
        window.close()


def test_metres_that_are_called_degrees_are_refused_in_words(qgis, model: Path, tmp_path: Path) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    layer = _in_degrees(tmp_path, west=328_000, south=2_788_000)
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    window = Window(layer, model)
    try:
        window.session.want(window.wanted)
        window.wait(lambda: window.said and window.said[-1][1])
        assert "'plan of the town' has no place" in window.said[-1][0]
    finally:
        window.close()
