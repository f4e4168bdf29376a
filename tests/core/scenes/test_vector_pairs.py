"""Scenes whose land cover is vector layers: drawn on the imagery's grid, with classes of one numbering."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from satsyn_core.contract.class_scheme import UNKNOWN, ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.landcover.inferred_scheme import infer_scheme
from satsyn_core.raster.window import Window
from satsyn_core.scenes.pairs import match_and_open_scene, match_scene, open_scene, pair_scenes
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.vector_layers import SIDE, box, line, write_layer, write_town

WHOLE = Window(0, 0, 50, 40)


@pytest.fixture
def imagery(make_raster: RasterFactory) -> str:
    """Imagery with pixels of 0.5 x 1.25 m over the town's upper left corner."""
    return str(make_raster(np.full((3, 40, 50), 9, np.uint8), grid="non-square", name="image.tif"))


def test_layers_are_drawn_on_the_grid_of_the_imagery(
    tmp_path: Path, imagery: str, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    (files,) = pair_scenes([imagery], [write_town(tmp_path / "town.gpkg")])
    with match_and_open_scene(files, scheme, None, reporter) as scene:
        classes = scene.read_classes(WHOLE)
    expected = np.full((40, 50), scheme.index_of("land"))
    expected[8:32, 20:] = scheme.index_of("water")
    np.testing.assert_array_equal(classes, expected)
    assert "Drawn in this order" in reporter.text
    match = match_scene(files, scheme, None, reporter)
    with open_scene(files, match) as again:
        np.testing.assert_array_equal(again.read_classes(WHOLE), classes)


def test_what_no_feature_covers_has_no_class(
    tmp_path: Path, imagery: str, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    pond = write_layer(tmp_path / "pond.gpkg", [box(0, 0, 5, 5)], {"natural": ["water"]})
    (files,) = pair_scenes([imagery], [pond])
    with match_and_open_scene(files, scheme, None, reporter) as scene:
        classes = scene.read_classes(WHOLE)
    assert (classes != UNKNOWN).sum() == 10 * 4


def test_layers_elsewhere_are_refused(
    tmp_path: Path, imagery: str, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    pond = write_layer(tmp_path / "pond.gpkg", [box(9_000, 0, 9_005, 5)], {"natural": ["water"]})
    (files,) = pair_scenes([imagery], [pond])
    with pytest.raises(InputError, match=r"No feature of .*pond.gpkg lies on the grid or imagery"):
        match_scene(files, scheme, None, reporter)


def test_the_classes_of_several_layers_make_one_scheme(tmp_path: Path, reporter: RecordingReporter) -> None:
    first = write_layer(tmp_path / "a.gpkg", [box(0, 0, SIDE, SIDE), box(1, 1, 2, 2)], {"class": ["land", "water"]})
    second = write_layer(tmp_path / "b.gpkg", [box(0, 0, 9, 9), line((0, 5), (9, 5))], {"class": ["forest", "water"]})
    third = write_layer(tmp_path / "c.geojson", [box(0, 0, 9, 9)], {"class": ["land"]})
    found = infer_scheme({first: (), second: (), third: ()}, None, with_buildings=False, reporter=reporter)
    assert sorted(found.names) == ["forest", "land", "water"]
