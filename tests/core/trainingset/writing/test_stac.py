from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pystac
import pytest
import shapely
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.contract.errors import InputError
from satsyn_core.raster.grid import Grid
from satsyn_core.trainingset.scene_pool import SceneInfo
from satsyn_core.trainingset.writing.stac import Period, check_places, write_stac
from tests.core.trainingset.conftest import MakeRecord


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2023-05-17", "2023-05-17T00:00:00+00:00", "2023-05-17T00:00:00+00:00"),
        ("2023-01-01 / 2023-12-31T12:00:00Z", "2023-01-01T00:00:00+00:00", "2023-12-31T12:00:00+00:00"),
        ("2023-05-17T10:00:00+04:00", "2023-05-17T10:00:00+04:00", "2023-05-17T10:00:00+04:00"),
    ],
)
def test_periods_are_dates_or_two_of_them(text: str, start: str, end: str) -> None:
    period = Period.parse(text)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


@pytest.mark.parametrize("text", ["summer", "2023-01-01/2023-02-01/2023-03-01", "2023-12-31/2023-01-01", ""])
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="STAC_DATE"):
        Period.parse(text)


def test_a_scene_without_place_on_the_earth_is_refused(scene: SceneInfo) -> None:
    check_places([scene])
    with pytest.raises(InputError, match="has no coordinate system"):
        check_places([scene, replace(scene, grid=replace(scene.grid, crs=None))])


def test_items_lie_in_their_split_with_the_pixels_of_the_chip(
    tmp_path: Path, scene: SceneInfo, record: MakeRecord
) -> None:
    records = [record(0, 0), record(64, 32, version=2), record(128, 64, split="test")]
    write_stac(tmp_path, iter(records), {"scene": scene}, scene.match.scheme, Period.parse("2023-05-17"))
    collection = pystac.Collection.from_file(str(tmp_path / "stac" / "collection.json"))
    items = {item.id: item for item in collection.get_items()}
    assert list(items) == [chip.name for chip in records]
    item = items[records[1].name]
    assert {name: item.properties[f"satsyn:{name}"] for name in ("split", "kind", "scene")} == {
        "split": "train",
        "kind": "synthetic",
        "scene": "scene",
    }
    assert item.properties["proj:code"] == "EPSG:32640"
    assert item.properties["proj:transform"] == [2, 0, 331_128, 0, -2, 2_779_936]
    assert item.datetime is not None and item.datetime.isoformat() == "2023-05-17T00:00:00+00:00"
    assert item.assets["mask"].get_absolute_href() == str(tmp_path / records[1].mask.path)
    assert [one["title"] for one in item.assets["mask"].extra_fields["classification:classes"]][2] == "road"
    boxes = [shapely.box(*one.bbox) for one in items.values() if one.bbox]
    assert collection.extent.spatial.bboxes[0] == list(shapely.union_all(boxes).bounds)


def _items(tmp_path: Path, scene: SceneInfo, record: MakeRecord) -> list[pystac.Item]:
    write_stac(tmp_path, [record(0, 0)], {"scene": scene}, scene.match.scheme, Period.parse("2023-05-17"))
    return list(pystac.Collection.from_file(str(tmp_path / "stac" / "collection.json")).get_items())


def test_a_coordinate_system_has_the_code_of_no_other_and_its_text_is_wkt2(
    tmp_path: Path, scene: SceneInfo, record: MakeRecord
) -> None:
    # EPSG:5683 is alike, but has a datum.
    crs = CRS.from_string("+proj=tmerc +lon_0=9 +x_0=3500000 +ellps=bessel")
    (item,) = _items(tmp_path, replace(scene, grid=replace(scene.grid, crs=crs)), record)
    assert item.properties["proj:code"] is None
    assert item.properties["proj:wkt2"].startswith("PROJCRS[")
    assert CRS.from_wkt(item.properties["proj:wkt2"]) == crs


def test_chips_near_fiji_do_not_go_around_the_world(tmp_path: Path, scene: SceneInfo, record: MakeRecord) -> None:
    grid = Grid(CRS.from_epsg(32760), Affine(2000, 0, 790_000, 0, -2000, 8_100_000), 256, 192)
    (item,) = _items(tmp_path, replace(scene, grid=grid), record)
    assert item.geometry is not None and item.geometry["type"] == "MultiPolygon"
    assert item.bbox is not None and item.bbox[0] > 179 and item.bbox[2] < -179
    collection = pystac.Collection.from_file(str(tmp_path / "stac" / "collection.json"))
    assert collection.extent.spatial.bboxes[0] == item.bbox


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("水域", "森林", "road", "a 水", "a 森"), ["-0", "-1", "road", "a-3", "a-4"]),
        (("a 水", "a 森", "a-0", "a-1", "road"), ["a-2", "a-3", "a-0", "a-1", "road"]),
        (("水域", "2", "road", "-0", "--1"), ["-1", "2", "road", "-0", "--1"]),
    ],
)
def test_classes_whose_names_have_no_latin_letters_have_different_names(
    tmp_path: Path, scene: SceneInfo, record: MakeRecord, names: tuple[str, ...], expected: list[str]
) -> None:
    classes = tuple(replace(one, name=name) for one, name in zip(scene.match.scheme.classes, names, strict=True))
    scheme = replace(scene.match.scheme, classes=classes)
    write_stac(tmp_path, [record(0, 0)], {"scene": scene}, scheme, Period.parse("2023-05-17"))
    (item,) = pystac.Collection.from_file(str(tmp_path / "stac" / "collection.json")).get_items()
    found = item.assets["mask"].extra_fields["classification:classes"]
    assert [one["title"] for one in found] == list(names)
    assert [one["name"] for one in found] == expected
