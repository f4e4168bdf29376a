"""Draw the plans: a European suburb, a village with fields and forest, and an industrial estate.

python -m training.plans.draw_plans [FOLDER]

Each is a GeoTIFF of 512 x 512 pixels of 1 m with class names. They are drawn as people draw: rectangles of houses,
halls of 60 x 80 m, parks with straight edges, roads of one width, large fields. FOLDER is the one of this script where
it is left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.features import rasterize
from shapely import LineString, Point, Polygon, affinity, box
from shapely.geometry.base import BaseGeometry

from satsyn_core.landcover.class_names import write_class_names

SIDE = 512
"""Width and height of a plan in metres and in pixels."""

NAMES = {
    1: "water",
    2: "grass",
    3: "tree",
    4: "cropland",
    5: "bare ground",
    6: "paved",
    7: "road",
    8: "building",
}
VALUES = {name: value for value, name in NAMES.items()}

GRID = Affine(1, 0, 500_000, 0, -1, 5_500_000)
ZONE = CRS.from_epsg(32632)


class Plan:
    """Shapes on a ground, the later ones on top, in metres from the upper left corner."""

    def __init__(self, ground: str) -> None:
        self._shapes: list[tuple[BaseGeometry, int]] = [(box(0, 0, SIDE, SIDE), VALUES[ground])]

    def add(self, name: str, *shapes: BaseGeometry) -> None:
        """Draw shapes of a class over those before."""
        self._shapes += [(shape, VALUES[name]) for shape in shapes]

    def road(self, width: float, *points: tuple[float, float], name: str = "road") -> None:
        """Draw a road, or another strip of one width, along points."""
        self.add(name, LineString(points).buffer(width / 2, cap_style="flat", join_style="mitre"))

    def pixels(self) -> NDArray[np.uint8]:
        """Return the values (SIDE, SIDE)."""
        found: NDArray[np.uint8] = rasterize(self._shapes, (SIDE, SIDE), dtype="uint8")
        return found


def house(x: float, y: float, width: float, depth: float, turn: float = 0) -> Polygon:
    """Return a rectangle around a middle, turned by degrees."""
    shape = box(x - width / 2, y - depth / 2, x + width / 2, y + depth / 2)
    return affinity.rotate(shape, turn)


def suburb() -> Plan:
    """Return a European suburb: detached houses, two terraces, a school, a park with a pond, and a car park."""
    plan = Plan("grass")
    plan.add("grass", box(330, 300, 500, 500))
    plan.add(
        "tree",
        box(330, 300, 350, 500),
        box(350, 480, 500, 500),
        *(Point(x, 330).buffer(5) for x in range(365, 500, 22)),
    )
    plan.add("water", Point(420, 410).buffer(32))
    plan.add("paved", box(330, 20, 500, 130))
    plan.add("building", box(350, 30, 410, 60), box(390, 60, 410, 110), box(440, 70, 490, 120))
    for y in (60, 160, 260):
        plan.road(7, (0, y), (310, y))
        for x in range(20, 300, 24):
            plan.add("building", house(x, y - 20, 11, 9), house(x + 4, y + 20, 10, 10))
            plan.add("tree", Point(x + 12, y - 38).buffer(4), Point(x - 6, y + 38).buffer(3))
            plan.road(3, (x, y), (x, y - 15), name="paved")
    plan.road(7, (0, 360), (310, 360))
    plan.road(7, (0, 440), (310, 440))
    plan.add(
        "building",
        *(box(x, 378, x + 60, 389) for x in (20, 100, 200)),
        *(box(x, 411, x + 60, 422) for x in (20, 100, 200)),
    )
    plan.add("paved", box(20, 455, 130, 500))
    plan.add("building", house(220, 478, 70, 14, 8))
    plan.road(10, (316, 0), (316, SIDE))
    plan.road(7, (316, 215), (SIDE, 215))
    for x in range(340, 500, 26):
        plan.add("building", house(x, 192, 12, 10), house(x, 240, 10, 12))
    return plan


def village() -> Plan:
    """Return a village along a road that bends, with large fields, a forest with straight edges, and a stream."""
    plan = Plan("cropland")
    plan.add("grass", box(0, 0, 180, 190), box(330, 350, 512, 430))
    plan.add("bare ground", box(190, 0, 330, 150))
    plan.add("tree", box(350, 0, SIDE, 180), Polygon([(0, 400), (150, 380), (170, SIDE), (0, SIDE)]))
    plan.road(8, (0, 215), (180, 300), (SIDE, 480), name="water")
    road = [(0, 340), (140, 250), (300, 240), (SIDE, 300)]
    plan.add("grass", LineString(road).buffer(48, join_style="mitre"))
    line = LineString(road)
    for distance in range(30, 540, 28):
        point, ahead = line.interpolate(distance), line.interpolate(distance + 1)
        turn = float(np.degrees(np.arctan2(ahead.y - point.y, ahead.x - point.x)))
        for side in (-1, 1):
            across = np.radians(turn + 90 * side)
            x, y = point.x + 20 * np.cos(across), point.y + 20 * np.sin(across)
            plan.add("building", house(x, y, 14, 10, turn))
            x, y = point.x + 36 * np.cos(across), point.y + 36 * np.sin(across)
            if distance % 3 == 0:
                plan.add("building", house(x, y, 20, 9, turn))
            else:
                plan.add("tree", Point(x, y).buffer(5))
    plan.road(4, (250, 240), (240, 0))
    plan.road(4, (300, 240), (330, SIDE))
    plan.add("road", line.buffer(3.5, join_style="mitre"))
    return plan


def estate() -> Plan:
    """Return an industrial estate: halls of 60 x 80 m and larger, yards, car parks, and a basin."""
    plan = Plan("paved")
    plan.add("grass", box(0, 0, SIDE, 30), box(0, 482, SIDE, SIDE), box(300, 300, 420, 470))
    plan.add("tree", box(0, 0, SIDE, 14), box(300, 440, 420, 470))
    plan.add("bare ground", box(20, 310, 140, 470))
    plan.add("water", box(320, 330, 390, 370))
    for x in (25, 105, 185):
        plan.add("building", box(x, 50, x + 60, 130))
    plan.add(
        "building", box(300, 45, 490, 135), box(20, 185, 180, 245), box(330, 185, 390, 265), box(430, 185, 490, 265)
    )
    plan.add(
        "building", box(165, 320, 265, 360), box(165, 385, 265, 425), box(440, 330, 495, 460), house(215, 215, 30, 50)
    )
    plan.road(10, (0, 158), (SIDE, 158))
    plan.road(10, (0, 285), (SIDE, 285))
    plan.road(10, (280, 30), (280, 482))
    return plan


PLANS: dict[str, Callable[[], Plan]] = {"suburb": suburb, "village": village, "estate": estate}


def write_plan(name: str, folder: Path) -> Path:
    """Write a plan and its class names; return the file."""
    path = folder / f"{name}.tif"
    profile = {"driver": "GTiff", "width": SIDE, "height": SIDE, "count": 1, "dtype": "uint8", "compress": "deflate"}
    with rasterio.open(path, "w", crs=ZONE, transform=GRID, nodata=0, **profile) as file:
        file.write(PLANS[name]().pixels(), 1)
    write_class_names(path, NAMES)
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent)
    chosen = parser.parse_args()
    for plan_name in PLANS:
        print(write_plan(plan_name, chosen.folder))
