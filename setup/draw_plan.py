"""Draws the sample plan: a quarter as a planner has it, with land use as polygons and roads as lines.

`.venv/bin/python -m setup.draw_plan` writes resources/sample/plan_landuse.geojson and plan_roads.geojson.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import shapely
from shapely import affinity

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sample"
WEST, SOUTH, WIDTH, HEIGHT = 331_000.0, 2_779_000.0, 480.0, 360.0
CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32640"}}


def main() -> None:
    """Write both files."""
    landuse = [("land", shapely.box(0, 0, WIDTH, HEIGHT)), ("water", _lake()), ("vegetation", _park())]
    landuse += [("building", one) for one in _buildings()]
    _write("plan_landuse", [(shape, {"class": name}) for name, shape in landuse])
    _write("plan_roads", [(shape, {"class": "road", "width": width}) for shape, width in _roads()])


def _lake() -> shapely.Polygon:
    return affinity.scale(shapely.Point(395, 78).buffer(58), 1.0, 0.75)


def _park() -> shapely.Geometry:
    green = shapely.union_all([shapely.box(285, 8, 472, 150), shapely.box(292, 215, 330, 350)])
    return green.difference(_lake().buffer(4))


def _buildings() -> list[shapely.Polygon]:
    rows = [shapely.box(x, y, x + 16, y + 13) for y in (30, 62, 116, 148) for x in range(24, 240, 30)]
    blocks = [shapely.box(30, 225, 120, 247), shapely.box(30, 225, 52, 330), shapely.box(150, 225, 255, 262)]
    halls = [shapely.box(150, 285, 255, 330), shapely.box(355, 230, 450, 270), shapely.box(355, 290, 450, 330)]
    yard = shapely.union_all(blocks[:2])
    return [*rows, yard, blocks[2], *halls]


def _roads() -> list[tuple[shapely.LineString, float]]:
    main_road = shapely.LineString([(0, 190), (150, 190), (270, 182), (480, 182)])
    cross = shapely.LineString([(270, 0), (270, 360)])
    lanes = [shapely.LineString([(0, y), (270, y)]) for y in (96,)]
    lane = shapely.LineString([(342, 182), (342, 360)])
    return [(main_road, 14.0), (cross, 10.0), *((one, 6.0) for one in lanes), (lane, 6.0)]


def _write(name: str, features: list[tuple[shapely.Geometry, dict[str, Any]]]) -> None:
    moved = [(affinity.translate(shape, WEST, SOUTH), properties) for shape, properties in features]
    content = {
        "type": "FeatureCollection",
        "name": name,
        "crs": CRS,
        "features": [
            {
                "type": "Feature",
                "properties": properties,
                "geometry": json.loads(shapely.to_geojson(shapely.set_precision(shape, 0.1))),
            }
            for shape, properties in moved
        ],
    }
    (FOLDER / f"{name}.geojson").write_text(json.dumps(content) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
