"""Vector layers drawn as land cover: classes, widths, order, grid."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from affine import Affine

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.layer_legends import CLASS_OF_LEGEND, LABEL_OF_LEGEND
from satsyn_core.contract.vector_parameters import VectorLandCover
from satsyn_core.landcover.class_names import class_names
from satsyn_core.landcover.vector.rasterised import DrawingPlace, rasterised_landcover
from satsyn_core.raster.grid import Grid
from tests.support.drawn_layers import Draw, Drawn
from tests.support.proposals import refusal
from tests.support.rasters import UTM, RecordingReporter
from tests.support.vector_layers import SIDE, X, Y, box, line, write_layer, write_osm_extract, write_town


def test_all_layers_of_a_file_are_drawn_with_nothing_but_its_name(
    tmp_path: Path, draw: Draw, reporter: RecordingReporter
) -> None:
    town = draw(write_town(tmp_path / "town.gpkg"))
    assert town.grid == Grid(UTM, Affine(1, 0, X, 0, -1, Y), SIDE, SIDE)
    assert [town.at(*place) for place in ((5, 5), (20, 20), (90, 90), (90, 30))] == [
        "land",
        "water",
        "vegetation",
        "building",
    ]
    assert [town.at(30, down) for down in (55.5, 56.5, 63.5, 64.5)] == ["land", "road", "road", "land"]
    assert [town.at(right, 20) for right in (57.5, 58.5, 61.5, 62.5)] == ["land", "road", "road", "land"]
    assert "polygons of town.gpkg, layer landcover (4); lines of town.gpkg, layer roads (2)" in reporter.text
    assert 'all features are "road", after the layer' in reporter.text
    assert not reporter.warnings


def test_tags_of_openstreetmap_are_understood(tmp_path: Path, draw: Draw, reporter: RecordingReporter) -> None:
    town = draw(write_osm_extract(tmp_path / "extract.gpkg"))
    places = ((5, 5), (20, 20), (90, 90), (86, 26), (102, 26), (30, 60))
    expected = ["residential", "water", "forest", "building", "building", "road"]
    assert [town.at(*place) for place in places] == expected
    # primary: 9 m, residential: 6 m
    assert [town.at(30, down) for down in (54, 56, 63, 65)] == ["residential", "road", "road", "residential"]
    assert [town.at(right, 50) for right in (56.5, 57.5, 62.5, 63.5)] == ["residential", "road", "road", "residential"]
    assert town.at(30, 109) == "water"
    assert any("1 without a class" in warning for warning in reporter.warnings)
    assert any("1 without an area" in warning for warning in reporter.warnings)


def _as_qgis_hands_over(field: str, values: list[str | None], labels: list[str | None]) -> dict[str, list[str | None]]:
    return {f"{CLASS_OF_LEGEND}{field}": values, LABEL_OF_LEGEND: labels}


def test_labels_of_a_legend_name_the_classes(tmp_path: Path, draw: Draw, reporter: RecordingReporter) -> None:
    shapes = [box(0, 0, 100, 100), box(10, 10, 30, 30), box(50, 10, 70, 30), box(10, 50, 30, 70)]
    words = _as_qgis_hands_over("kind", ["W", "forest", "meadow", None], ["Water", None, "seen in May", None])
    town = draw(write_layer(tmp_path / "words.gpkg", shapes, {"class": ["?"] * 4, **words}))
    assert [town.at(5, 5), town.at(20, 20), town.at(60, 20), town.at(20, 60)] == ["Water", "forest", "meadow", "Water"]
    assert "the classes are those of the layer's legend, which shows the field kind" in reporter.text
    numbers = _as_qgis_hands_over("code", ["7", "9", "9", "12"], ["Water", "Forest", "Forest", None])
    path = write_layer(tmp_path / "numbers.gpkg", shapes, numbers)
    with rasterised_landcover(path, VectorLandCover(), DrawingPlace(1.0), reporter) as raster:
        values, _ = raster.read(raster.grid.window)
        assert set(np.unique(values).tolist()) >= {7, 9, 12}
        assert class_names(raster.dataset) == {7: "Water", 9: "Forest"}
    with pytest.raises(InputError, match="it has class\\.") as refused:
        draw(str(tmp_path / "words.gpkg"), class_field="other")
    assert "legend" not in str(refused.value)


def test_numbers_that_two_legends_label_differently_are_two_classes(tmp_path: Path, draw: Draw) -> None:
    ground = _as_qgis_hands_over("code", ["1", "2"], ["Water", "Forest"])
    below = write_layer(tmp_path / "below.gpkg", [box(0, 0, 100, 100), box(0, 0, 20, 20)], ground)
    above = write_layer(tmp_path / "above.gpkg", [box(30, 30, 50, 50)], _as_qgis_hands_over("k", ["1"], ["Building"]))
    town = draw(below, overlays=(above,))
    assert [town.at(80, 80), town.at(5, 5), town.at(40, 40)] == ["Water", "Forest", "Building"]


def test_tags_that_deny_what_they_are_called_after_are_no_class(tmp_path: Path, draw: Draw) -> None:
    shapes = [box(0, 0, 100, 100), box(10, 10, 30, 30), box(50, 10, 70, 30), box(10, 50, 30, 70)]
    tags = {
        "building": [None, "0", "yes", None],
        "waterway": [None, None, None, "dam"],
        "landuse": ["meadow", None, None, None],
    }
    town = draw(write_layer(tmp_path / "extract.gpkg", shapes, tags))
    assert [town.at(20, 20), town.at(60, 20), town.at(20, 60)] == ["meadow", "building", "built-up"]


def test_an_extract_as_openstreetmap_gives_it(tmp_path: Path, draw: Draw, reporter: RecordingReporter) -> None:
    corners = [(55.33, 25.12), (55.332, 25.12), (55.332, 25.122), (55.33, 25.122)]
    nodes = [f'<node id="{n}" lat="{lat}" lon="{lon}" version="1"/>' for n, (lon, lat) in enumerate(corners, 1)]
    ways = (
        '<way id="1" version="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/>'
        '<tag k="natural" v="water"/></way>'
        '<way id="2" version="1"><nd ref="1"/><nd ref="3"/><tag k="highway" v="primary"/></way>'
        '<relation id="3" version="1"><member type="way" ref="2" role=""/><tag k="type" v="route"/></relation>'
    )
    path = tmp_path / "town.osm"
    path.write_text(f'<?xml version="1.0"?><osm version="0.6">{"".join(nodes)}{ways}</osm>')
    found = draw(str(path))
    assert "it is drawn in the best UTM zone" in reporter.text
    assert set(found.names.ravel().tolist()) == {"", "water", "road"}
    assert found.share("road") > 0.03
    assert "multilinestrings: no field names classes, so no feature has a class" in reporter.text


def test_layers_without_classes_are_refused_with_their_fields(tmp_path: Path, draw: Draw) -> None:
    path = write_layer(tmp_path / "polygons.gpkg", [box(0, 0, 10, 10)], {"kind": ["Zufluss"]})
    with pytest.raises(InputError, match="CLASS_FIELD names the field of the classes; it has kind"):
        draw(path)
    assert draw(path, class_field="KIND").share("Zufluss") == 1


def test_a_layer_without_features_is_said_to_have_none(tmp_path: Path, draw: Draw) -> None:
    empty = write_layer(tmp_path / "empty.gpkg", [], {"class": []}, kind="Polygon")
    filled = write_layer(tmp_path / "filled.gpkg", [box(0, 0, 10, 10)], {"class": ["water"]})
    with refusal("empty.gpkg holds no feature: choose a layer that has polygons or lines") as said:
        draw(empty)
    assert "CLASS_FIELD" not in said.text
    assert draw(filled).share("water") == 1
    said.followed()


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".shp"])
def test_formats(suffix: str, tmp_path: Path, draw: Draw) -> None:
    path = write_layer(tmp_path / f"cover{suffix}", [box(0, 0, 10, 10)], {"landuse": ["water"]}, kind="Polygon")
    assert draw(path).share("water") == 1


def test_codes_stay_the_numbers_that_they_are(tmp_path: Path, draw: Draw, reporter: RecordingReporter) -> None:
    path = write_layer(
        tmp_path / "clc.gpkg",
        [box(0, 0, 10, 10), box(10, 0, 20, 10), box(0, 10, 10, 20)],
        {"code_18": ["112", "512", "999"]},
    )
    with rasterised_landcover(path, VectorLandCover(), DrawingPlace(1.0), reporter) as raster:
        assert class_names(raster.dataset) == {}
        values, known = raster.read(raster.grid.window)
        assert sorted(np.unique(values[known]).tolist()) == [112, 512, 999]
        assert known.sum() == 300


@pytest.mark.parametrize("codes", [[0, 255], [-5, 3], [1, 70_000]])
def test_codes_of_any_size_are_kept_apart_from_nodata(
    codes: list[int], tmp_path: Path, reporter: RecordingReporter
) -> None:
    path = write_layer(tmp_path / "c.gpkg", [box(0, 0, 10, 10), box(20, 0, 30, 10)], {"CODE": codes})
    with rasterised_landcover(path, VectorLandCover(), DrawingPlace(1.0), reporter) as raster:
        values, known = raster.read(raster.grid.window)
        assert sorted(np.unique(values[known]).tolist()) == codes
        assert known.sum() == 200


def test_small_polygons_lie_over_large_ones_whatever_their_order(tmp_path: Path, draw: Draw) -> None:
    path = write_layer(tmp_path / "c.gpkg", [box(20, 20, 30, 30), box(0, 0, 60, 60)], {"class": ["water", "land"]})
    assert draw(path).at(25, 25) == "water"


def test_overlays_are_drawn_in_the_order_given(tmp_path: Path, draw: Draw) -> None:
    base = write_layer(tmp_path / "base.gpkg", [box(0, 0, 60, 60)], {"class": ["land"]})
    water = write_layer(tmp_path / "water.geojson", [box(10, 10, 50, 50)], {"class": ["water"]})
    park = write_layer(tmp_path / "park.gpkg", [box(20, 20, 60, 40)], {"class": ["vegetation"]})
    assert draw(base, overlays=(water, park)).at(25, 25) == "vegetation"
    assert draw(base, overlays=(park, water)).at(25, 25) == "water"


def test_what_is_drawn_over_a_land_cover_leaves_it_the_numbers_of_its_classes(tmp_path: Path) -> None:
    words = write_layer(tmp_path / "words.gpkg", [box(0, 0, 30, 60), box(30, 0, 60, 60)], {"class": ["water", "land"]})
    codes = write_layer(tmp_path / "codes.gpkg", [box(0, 0, 30, 60), box(30, 0, 60, 60)], {"class": ["2", "10"]})
    above = write_layer(tmp_path / "above.gpkg", [box(20, 20, 40, 40)], {"class": ["building"]})

    def values(path: str, **options: object) -> list[int]:
        chosen = VectorLandCover(**options)  # type: ignore[arg-type]
        with rasterised_landcover(path, chosen, DrawingPlace(1.0), RecordingReporter()) as raster:
            drawn = raster.dataset.read(1)
        return [int(drawn[50, 10]), int(drawn[50, 50])]

    assert values(words) == values(words, overlays=(above,), background="a") == [2, 1]
    assert values(codes) == values(codes, overlays=(above,), background="a") == [2, 10]


def test_widths_come_from_the_field_the_user_or_the_kind(tmp_path: Path, draw: Draw) -> None:
    roads = [line((0, 10), (60, 10)), line((0, 30), (60, 30)), line((0, 50), (60, 50))]
    path = write_layer(
        tmp_path / "roads.gpkg", roads, {"fclass": ["motorway", "track", "motorway"], "w": ["20", None, "3,5 m"]}
    )

    def widths(**options: object) -> list[int]:
        names = draw(path, background="land", **options)
        return [int((names.names[:, 30] == "road")[rows].sum()) for rows in _thirds(names)]

    assert widths() == [11, 3, 11]
    assert widths(width_field="W") == [20, 3, 4]
    assert widths(line_widths="motorway=6 8") == [6, 8, 6]


def test_texts_that_are_no_widths_are_named(tmp_path: Path, draw: Draw, reporter: RecordingReporter) -> None:
    shapes = [line((0, 20 * n), (SIDE, 20 * n)) for n in range(1, 5)]
    said = {"class": ["road"] * 4, "width": ["650 cm", "-4", "6,5 m", "0"]}
    draw(write_layer(tmp_path / "roads.gpkg", shapes, said))
    assert "width has '-4', '650 cm', which are no widths in metres up to 1000" in reporter.text


def _thirds(drawn: Drawn) -> list[slice]:
    edges = [int((~drawn.grid.transform @ (X, Y - down))[1]) for down in (20, 40)]
    return [slice(0, edges[0]), slice(*edges), slice(edges[1], None)]


def test_narrow_lines_have_no_gaps(tmp_path: Path, draw: Draw) -> None:
    path = write_layer(tmp_path / "paths.gpkg", [line((0, 0), (300, 170))], {"highway": ["footway"]})
    names = draw(path, DrawingPlace(10.0)).names
    assert all((names[:, column] == "road").any() for column in range(1, names.shape[1] - 1))


@pytest.mark.parametrize("as_fields", [True, False])
def test_bridges_lie_over_rivers_and_tunnels_are_left_out(
    as_fields: bool, tmp_path: Path, draw: Draw, reporter: RecordingReporter
) -> None:
    roads = [line((0, down), (SIDE, down)) for down in (20, 40, 60, 80)]
    rivers = [line((30, 0), (30, SIDE)), line((60, 0), (60, SIDE)), line((90, 0), (90, SIDE))]
    highways = ["primary", "primary", "footway", "track", None, None, None]
    bridges = [None, "yes", None, None, None, "T", None]
    tunnels = ["F", "no", "yes", None, None, None, "culvert"]
    levels = [None, "2", None, "-1", None, "0", None]
    texts = [
        ",".join(f'"{key}"=>"{value}"' for key, value in (("bridge", b), ("tunnel", t), ("layer", n)) if value)
        for b, t, n in zip(bridges, tunnels, levels, strict=True)
    ]
    tags = {"bridge": bridges, "tunnel": tunnels, "layer": levels} if as_fields else {"other_tags": texts}
    waterways = [None] * 4 + ["river"] * 3
    path = write_layer(tmp_path / "map.gpkg", [*roads, *rivers], {"highway": highways, "waterway": waterways, **tags})
    town = draw(path, background="land")
    # A road lies over a river; a waterway on a bridge over the road, and a road on level 2 over that.
    assert [town.at(right, 20) for right in (10, 30, 60)] == ["road", "road", "water"]
    assert [town.at(right, 40) for right in (10, 30, 60)] == ["road", "road", "road"]
    assert [town.at(right, 60) for right in (10, 30)] == ["land", "water"]
    assert [town.at(right, 80) for right in (10, 30, 90)] == ["road", "water", "road"]
    assert town.at(90, 100) == "land"
    assert any("of 7 features, 2 in tunnels; left out" in warning for warning in reporter.warnings)
    assert "waterways of level 1 of map.gpkg (1); lines of level 2 of map.gpkg (1)" in reporter.text


def test_a_field_layer_of_other_programs_is_no_level(tmp_path: Path, draw: Draw) -> None:
    shapes = [line((0, 60), (SIDE, 60)), line((60, 0), (60, SIDE))]
    town = draw(write_layer(tmp_path / "cad.gpkg", shapes, {"class": ["road", "river"], "layer": ["1", "3"]}))
    assert town.at(60, 60) == "road"


def test_invalid_polygons_are_repaired_and_counted(tmp_path: Path, draw: Draw, reporter: RecordingReporter) -> None:
    bow_tie = shapely.Polygon([(X, Y), (X + 20, Y - 20), (X + 20, Y), (X, Y - 20)])
    town = draw(write_layer(tmp_path / "c.gpkg", [bow_tie], {"class": ["water"]}))
    assert town.share("water") == pytest.approx(0.5, abs=0.03)
    assert "1 polygon had an invalid geometry" in reporter.warnings[0]


def test_collections_are_taken_apart_and_the_rest_is_counted(
    tmp_path: Path, draw: Draw, reporter: RecordingReporter
) -> None:
    mixed = shapely.GeometryCollection(
        [shapely.MultiPolygon([box(0, 0, 10, 10), box(20, 0, 30, 10)]), shapely.Point(X, Y), line((0, 20), (30, 20))]
    )
    shapes = [mixed, shapely.Point(X, Y), None, box(0, 30, 5, 40)]
    town = draw(write_layer(tmp_path / "c.gpkg", shapes, {"class": ["water", "land", "land", ""]}))
    assert [town.at(*place) for place in ((5, 5), (25, 5), (15, 5), (15, 19))] == ["water", "water", "", "water"]
    assert "of 4 features, 1 without an area, as points and 1 empty or damaged and 1 without a class" in reporter.text


def test_the_ground_between_features_is_nodata_or_the_background(
    tmp_path: Path, draw: Draw, reporter: RecordingReporter
) -> None:
    path = write_layer(tmp_path / "c.gpkg", [box(0, 0, 10, 10), box(30, 30, 40, 40)], {"class": ["water", "water"]})
    assert draw(path).at(20, 20) == ""
    assert "No feature covers 87.5 % of the pixels" in reporter.text
    assert draw(path, background="land").at(20, 20) == "land"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"class_field": "kind"}, r"CLASS_FIELD names the field kind, which .* it has class"),
        ({"width_field": "w"}, "WIDTH_FIELD names the field w"),
        ({"line_widths": "road"}, "not of the form"),
        ({"line_widths": "road=0"}, "not of the form"),
        ({"overlays": ("nothing.gpkg",)}, r"no file nothing\.gpkg"),
    ],
)
def test_parameters_that_fit_nothing_are_refused(
    options: dict[str, object], sentence: str, tmp_path: Path, draw: Draw
) -> None:
    path = write_layer(tmp_path / "c.gpkg", [box(0, 0, 20, 20)], {"class": ["water"]})
    with pytest.raises(InputError, match=sentence):
        draw(path, **options)


def test_a_layer_that_is_missing_is_named_with_those_that_are_there(tmp_path: Path, draw: Draw) -> None:
    path = write_town(tmp_path / "town.gpkg")
    with pytest.raises(InputError, match="no layer parks; it has landcover, roads"):
        draw(f"{path}|layername=parks")
    assert draw(f"{path}|layername=roads").at(20, 20) == ""


def test_a_layer_that_nothing_says_the_classes_of_is_refused_with_its_fields(
    tmp_path: Path, draw: Draw, reporter: RecordingReporter
) -> None:
    path = tmp_path / "p.gpkg"
    square = shapely.to_wkb(np.array([shapely.box(X, Y - 20, X + 20, Y)]))

    def write(**fields: str) -> None:
        columns = [np.array([value], object) for value in fields.values()]
        pyogrio.raw.write(path, square, columns, list(fields), crs="EPSG:32640", geometry_type="Polygon")

    write(plan="Acker", nutzung="water", planner="Adams")
    with pytest.raises(InputError, match=r"words in plan, nutzung\. .* CLASS_FIELD: plan, nutzung, planner"):
        draw(str(path))
    assert draw(str(path), class_field="nutzung").at(5, 5) == "water"
    write(planner="Adams", nutzung="water")  # of the texts, one names a class
    assert draw(str(path)).at(5, 5) == "water"
    assert "the classes are those of the field nutzung" in reporter.text
    write(planner="Adams")
    with pytest.raises(InputError, match="CLASS_FIELD: planner"):
        draw(str(path))
    write(nutzung="water")  # the only text, and it names a class
    assert draw(str(path)).at(5, 5) == "water"


def test_lists_in_a_field_are_no_words_of_classes(tmp_path: Path, draw: Draw) -> None:
    path = tmp_path / "listed.geojson"
    square = json.loads(shapely.to_geojson(shapely.box(54, 25, 54.0001, 25.0001)))
    feature = {"type": "Feature", "properties": {"tags": ["a", "b"], "nutzung": "water"}, "geometry": square}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert (draw(str(path), target_crs="utm").names == "water").any()
