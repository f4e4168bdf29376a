"""Draw the sample land cover: an invented town on an invented coast, 1536 x 1536 pixels of 1 m.

Run `python setup/sample_town/make_landcover.py`; the same seed draws the same town, byte for byte of pixels.
Writes town_landcover.tif with its colour table, .aux.xml (category names) and .qml (QGIS style) into resources/sample.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from districts import Filler, apartments, businesses, desert, farms, golf, park, terraces, villas
from numpy.typing import NDArray
from rasterio.features import rasterize
from rasterio.transform import from_origin
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring, unary_union
from shapes import Shape, blob, hall, place, polygons, scattered, smooth, trees_along

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
SCHEME = SAMPLE.parent / "class_schemes" / "urban.json"
STYLE = SAMPLE.parent / "styles" / "landcover_urban.qml"
SIZE = 1536
ORIGIN = (288_000.0, 2_812_000.0)  # EPSG:32640, in the open Persian Gulf, where no real town can be mistaken for it
SEED = 20


@dataclass(frozen=True)
class Road:
    """A main road: the points it bends between, the width of one carriageway and of the median (0 = undivided)."""

    points: tuple[tuple[float, float], ...]
    carriageway: float
    median: float = 0.0

    @property
    def line(self) -> LineString:
        """The centre line."""
        return LineString(smooth(self.points))

    @property
    def width(self) -> float:
        """The whole width, kerb to kerb."""
        return 2 * self.carriageway + self.median if self.median else self.carriageway


HIGHWAY = Road(((-60, 300), (250, 285), (520, 350), (800, 520), (1050, 650), (1300, 690), (1600, 670)), 12, 8)
BOULEVARD = Road(((905, -60), (850, 200), (800, 520), (730, 760), (640, 960)), 10, 6)
ROADS = (
    HIGHWAY,
    BOULEVARD,
    Road(((1050, 650), (1130, 860), (1060, 1110), (1130, 1340), (1110, 1600)), 11),
    Road(((-60, 690), (160, 700), (400, 780), (640, 960), (830, 1070), (1060, 1110), (1300, 1090), (1600, 1150)), 10),
    Road(((640, 960), (640, 1120), (770, 1260), (870, 1380), (900, 1600)), 9),
    Road(((850, 200), (1090, 150), (1350, 260), (1600, 230)), 10),
    Road(((250, 285), (300, 120), (420, -60)), 10),
    Road(((1300, 690), (1270, 480), (1350, 260)), 10),
)
ROUNDABOUTS = ((800, 520, 36), (1050, 650, 34), (640, 960, 34), (850, 200, 28), (1060, 1110, 28), (1350, 260, 24))

COAST = (
    (-80, 880),
    (90, 860),
    (230, 930),
    (330, 1080),
    (470, 1150),
    (560, 1290),
    (690, 1370),
    (760, 1480),
    (770, 1640),
)
CREEK = ((250, 1010), (300, 900), (380, 800), (400, 700), (470, 610))
LAGOON = ((380, 640), (430, 520), (520, 480), (610, 530), (650, 620), (600, 680), (520, 640), (470, 700))

DISTRICTS: tuple[tuple[tuple[float, float], Filler], ...] = (
    ((120, 120), terraces),
    ((600, 150), villas(12)),
    ((1180, 60), businesses(-6)),
    ((1050, 400), apartments(24, pitch=132)),
    ((1440, 480), villas(-18)),
    ((900, 850), terraces),
    ((1330, 880), villas(31)),
    ((860, 1240), golf),
    ((1330, 1350), farms(-9)),
)


def draw_town(rng: np.random.Generator) -> Iterator[Shape]:
    """All shapes of the town in drawing order: later ones lie on top."""
    frame = box(-60, -60, SIZE + 60, SIZE + 60)
    sea = Polygon([*smooth(COAST), (-80, 1640)])
    creek = LineString(smooth(CREEK)).buffer(17)
    lagoon = Polygon(smooth(LAGOON, closed=True))
    water = unary_union([sea, creek, lagoon])
    carriageways = unary_union([road.line.buffer(road.width / 2) for road in ROADS])
    circles = unary_union([Point(x, y).buffer(radius) for x, y, radius in ROUNDABOUTS])
    roads = carriageways.union(circles)
    cells = polygons(frame.difference(roads.buffer(9)).difference(water.buffer(16)))

    yield frame, "land"
    yield water, "water"
    yield from shore(rng, sea, water, roads)
    for seat, fill in DISTRICTS:
        yield from fill(rng, next(cell for cell in cells if cell.contains(Point(seat))).simplify(1))
    yield from lagoon_quarter(rng, lagoon.union(creek), roads)
    yield from beach(rng, sea, creek, roads)
    yield from main_roads(rng, carriageways)


def shore(rng: np.random.Generator, sea: Polygon, water: BaseGeometry, roads: BaseGeometry) -> Iterator[Shape]:
    """Breakwaters in the sea and reeds along the sheltered banks."""
    yield LineString(smooth([(90, 850), (110, 990), (60, 1080)])).buffer(6), "land"
    yield LineString(smooth([(470, 1140), (380, 1230), (400, 1310)])).buffer(6), "land"
    yield blob(rng, 190, 1290, 85, 0.5, stretch=1.5), "land"
    banks = water.difference(sea.buffer(40)).buffer(11).difference(water).difference(roads)
    yield banks, "vegetation"


def lagoon_quarter(rng: np.random.Generator, water: BaseGeometry, roads: BaseGeometry) -> Iterator[Shape]:
    """The park around the lagoon, and what stands between it and the roads: terraces, villas, a school."""
    cells = polygons(box(-60, 200, 900, 960).difference(roads.buffer(9)))
    cell = next(part for part in cells if part.contains(Point(500, 600)))
    grounds = cell.difference(water.buffer(10))
    yield from park(rng, polygons(grounds.intersection(water.buffer(68)))[0])
    west, *others = polygons(grounds.difference(water.buffer(82)).buffer(-4).buffer(4))
    yield from terraces(rng, west)
    for part in others:
        yield from villas(-17, plot_width=27)(rng, part)
    island = blob(rng, 545, 575, 22, 0.3, stretch=1.5)
    yield island, "vegetation"
    yield water.intersection(cell).difference(island), "water"


def beach(rng: np.random.Generator, sea: Polygon, creek: BaseGeometry, roads: BaseGeometry) -> Iterator[Shape]:
    """Sand along the coast with hotels and palms, and seaside villas behind them."""
    coast = box(-60, 690, 760, SIZE + 60).difference(roads.buffer(9)).difference(creek.buffer(26))
    behind = [part for part in polygons(coast.difference(sea.buffer(118))) if part.contains(Point(470, 920))]
    for part in behind:
        yield from villas(38, plot_width=29)(rng, part)
    strip = coast.intersection(sea.buffer(105)).difference(sea.buffer(20))
    for x, y, degrees in ((405, 1045, 35), (515, 1118, 50), (595, 1215, 55), (690, 1318, 45), (75, 790, 5)):
        yield place(blob(rng, 0, 0, 45, 0.25), x, y, degrees), "vegetation"
        yield place(hall(rng, 62, 30), x, y, degrees), "building"
        yield place(box(-28, 21, 28, 35), x, y, degrees), "road"
        yield place(box(-9, -31, 9, -22), x, y, degrees), "water"
    for spot in scattered(rng, strip, 60):
        yield blob(rng, spot.x, spot.y, rng.uniform(1.8, 4)), "vegetation"
    yield from desert(rng, polygons(strip)[0])


def main_roads(rng: np.random.Generator, carriageways: BaseGeometry) -> Iterator[Shape]:
    """Carriageways with planted medians and verges, and roundabouts with green islands."""
    for road in (HIGHWAY, BOULEVARD):
        for side in (-1, 1):
            verge = road.line.offset_curve(side * (road.width / 2 + 5.5))
            for start in np.arange(0, verge.length, 130):
                lawn = substring(verge, start, start + rng.uniform(50, 115))
                yield lawn.buffer(3, cap_style="flat"), "vegetation"
    yield carriageways, "road"
    junctions = unary_union([Point(x, y).buffer(radius + 14) for x, y, radius in ROUNDABOUTS])
    for road in (HIGHWAY, BOULEVARD):
        others = unary_union([other.line.buffer(other.width / 2 + 4) for other in ROADS if other is not road])
        median = road.line.buffer(road.median / 2).difference(junctions).difference(others)
        yield median, "land"
        for tree in trees_along(rng, road.line, 8):
            yield tree.intersection(median), "vegetation"
    for x, y, radius in ROUNDABOUTS:
        yield Point(x, y).buffer(radius), "road"
        yield Point(x, y).buffer(radius - 13), "vegetation"


def burn(shapes: Iterator[Shape], values: dict[str, int]) -> NDArray[np.uint8]:
    """Rasterise the shapes to class values, (SIZE, SIZE) uint8, later shapes over earlier ones."""
    burnt = [(geometry, values[name]) for geometry, name in shapes if not geometry.is_empty]
    pixels: NDArray[np.uint8] = rasterize(burnt, out_shape=(SIZE, SIZE), fill=0, dtype="uint8")
    return pixels


def write(pixels: NDArray[np.uint8], classes: list[dict[str, Any]]) -> Path:
    """Write the GeoTIFF with its colour table, the category names (.aux.xml) and the style (.qml)."""
    path = SAMPLE / "town_landcover.tif"
    profile = {"driver": "GTiff", "width": SIZE, "height": SIZE, "count": 1, "dtype": "uint8", "nodata": 0}
    layout = {"tiled": True, "blockxsize": 512, "blockysize": 512, "compress": "DEFLATE", "zlevel": 9}
    transform = from_origin(*ORIGIN, 1.0, 1.0)
    with rasterio.open(path, "w", crs="EPSG:32640", transform=transform, **profile, **layout) as target:
        target.write(pixels, 1)
        target.set_band_description(1, "land cover")
        target.write_colormap(1, {0: (0, 0, 0, 0)} | {c["value"]: (*c["colour"], 255) for c in classes})
    names = {c["value"]: c["name"] for c in classes}
    categories = "\n".join(f"      <Category>{escape(names.get(v, ''))}</Category>" for v in range(max(names) + 1))
    path.with_suffix(".tif.aux.xml").write_text(
        '<PAMDataset>\n  <PAMRasterBand band="1">\n    <CategoryNames>\n'
        f"{categories}\n    </CategoryNames>\n  </PAMRasterBand>\n</PAMDataset>\n",
        encoding="utf-8",
    )
    shutil.copyfile(STYLE, path.with_suffix(".qml"))
    return path


def main() -> None:
    """Draw the town and report what share of it each class covers."""
    classes = json.loads(SCHEME.read_text(encoding="utf-8"))["classes"]
    values = {c["name"]: c["value"] for c in classes}
    pixels = burn(draw_town(np.random.default_rng(SEED)), values)
    path = write(pixels, classes)
    shares = ", ".join(f"{name} {np.mean(pixels == value):.1%}" for name, value in values.items())
    print(f"{path}: {path.stat().st_size / 1000:.0f} kB; {shares}")


if __name__ == "__main__":
    main()
