"""The kinds of district of the sample town. Each function fills a polygon (metres, y south) with land-cover shapes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from shapes import Shape, arc, blob, hall, house, place, polygons, scattered, smooth, trees_along

Filler = Callable[[np.random.Generator, Polygon], Iterator[Shape]]

PERIMETER_STREET = 9.0
STREET = 7.5
KERB = 12.0  # how far a street may reach out of its district to meet the main road beside it


def villas(degrees: float, plot_width: float = 25.0, plot_depth: float = 29.0) -> Filler:
    """Detached villas with gardens, in rows back to back along gently bent streets that run at `degrees`."""

    def fill(rng: np.random.Generator, cell: Polygon) -> Iterator[Shape]:
        bend = rng.uniform(0, 2 * math.pi, size=2)
        centre, heading = cell.centroid, math.radians(degrees)

        def to_town(u: float, v: float) -> tuple[float, float]:
            u, v = u + 9 * math.sin(v / 110 + bend[0]), v + 9 * math.sin(u / 130 + bend[1])
            return (
                centre.x + u * math.cos(heading) - v * math.sin(heading),
                centre.y + u * math.sin(heading) + v * math.cos(heading),
            )

        def line(points: list[tuple[float, float]]) -> LineString:
            return LineString([to_town(u, v) for u, v in points])

        cell = polygons(cell.buffer(-22).buffer(22))[0]
        inner = cell.buffer(-PERIMETER_STREET - 2)
        perimeter = cell.buffer(-2).difference(inner)
        reach = math.hypot(cell.bounds[2] - cell.bounds[0], cell.bounds[3] - cell.bounds[1]) / 2
        row_pitch, crossing_pitch = 2 * plot_depth + STREET, 7 * plot_width + STREET
        steps = np.linspace(-reach, reach, 60)
        rows = np.arange(-reach, reach, row_pitch)
        crossings = np.arange(-reach, reach, crossing_pitch) + rng.uniform(0, 40)
        streets = [line([(u, v) for u in steps]) for v in rows] + [line([(u, v) for v in steps]) for u in crossings]
        network = unary_union([street.buffer(STREET / 2) for street in streets]).intersection(cell.buffer(-4))
        entrances = unary_union([line([(u, v) for v in steps]).buffer(STREET / 2) for u in crossings[1::2]])
        tarmac = unary_union([network, perimeter, entrances.intersection(cell.buffer(KERB))])
        yield tarmac, "road"

        green_plot = place(box(-70, -23, 70, 23), *to_town(crossings[len(crossings) // 2] + 90, row_pitch / 2), degrees)
        green_plot = green_plot.intersection(inner).difference(tarmac.buffer(4)).buffer(-8).buffer(8)
        yield green_plot, "vegetation"

        quarter = _Quarter(to_town, inner, kerb=tarmac.buffer(3), green=green_plot)
        for v in rows:
            for side in (-1, 1):
                for u in np.arange(-reach, reach, plot_width):
                    yield from _plot(rng, quarter, u, v + side * (STREET / 2 + plot_depth / 2), side)

    return fill


@dataclass(frozen=True)
class _Quarter:
    """A district of villas: its own coordinates u and v, the area of its plots, the kerb of its streets, its green."""

    to_town: Callable[[float, float], tuple[float, float]]
    inner: Polygon
    kerb: BaseGeometry
    green: BaseGeometry


def _plot(rng: np.random.Generator, quarter: _Quarter, u: float, v: float, side: int) -> Iterator[Shape]:
    to_town, inner, kerb = quarter.to_town, quarter.inner, quarter.kerb
    x, y = to_town(u, v)
    ahead = to_town(u + 1, v)
    degrees = math.degrees(math.atan2(ahead[1] - y, ahead[0] - x)) + (180 if side < 0 else 0)
    if not inner.contains(Point(x, y)) or quarter.green.distance(Point(x, y)) < 16 or rng.random() < 0.07:
        return
    if rng.random() < 0.55:
        garden = blob(rng, *to_town(u + rng.uniform(-9, 9), v + side * rng.uniform(4, 11)), rng.uniform(3, 7), 0.5)
        yield garden.intersection(inner).difference(kerb), "vegetation"
    villa = place(house(rng, rng.uniform(15, 21), rng.uniform(14, 19)), x, y, degrees + rng.normal(0, 1.5))
    if inner.contains(villa) and not villa.intersects(kerb):
        yield villa, "building"
        if rng.random() < 0.25:
            annex = place(box(-3, -2.5, 3, 2.5), *to_town(u + 8, v + side * 11), degrees)
            yield annex.difference(kerb), "building"


def terraces(rng: np.random.Generator, cell: Polygon) -> Iterator[Shape]:
    """Rows of terraced houses that follow the outline of the district, ring inside ring, around a common green."""
    row_depth, back_garden = 29.0, 7.0
    outline = cell.buffer(-34).buffer(30)
    yield cell.buffer(-2).difference(outline.buffer(4)), "vegetation"
    while outline.area > 14_000:
        yield _row(rng, outline, row_depth), "building"
        street = outline.buffer(-row_depth - 3 - STREET / 2 - 14).buffer(14)
        yield street.boundary.buffer(STREET / 2), "road"
        facing = street.buffer(-STREET / 2 - 3)
        yield _row(rng, facing, row_depth), "building"
        backyards = facing.buffer(-row_depth - 1)
        outline = backyards.buffer(1 - back_garden).buffer(-10).buffer(10)
        yield backyards.difference(outline.buffer(1)), "vegetation"
    yield outline, "vegetation"
    yield from _lane_through(cell)


def _row(rng: np.random.Generator, outline: BaseGeometry, depth: float) -> BaseGeometry:
    """A ring of houses `depth` deep inside `outline`, with a passage of 5 m every 60 to 150 m."""
    gaps = []
    for part in polygons(outline):
        ring, distance = part.exterior, rng.uniform(0, 40)
        while distance < ring.length:
            here, ahead = ring.interpolate(distance), ring.interpolate(distance + 2)
            along = math.degrees(math.atan2(ahead.y - here.y, ahead.x - here.x))
            gaps.append(place(box(-2.5, -depth - 4, 2.5, depth + 4), here.x, here.y, along))
            distance += rng.uniform(60, 150)
    return outline.difference(outline.buffer(-depth)).difference(unary_union(gaps)).buffer(-2).buffer(2)


def _lane_through(cell: Polygon) -> Iterator[Shape]:
    """One street that crosses all rings, so that every one of them can be reached."""
    centre = cell.representative_point()
    left, _, right, _ = cell.bounds
    bent = LineString(smooth([(left - 20, centre.y - 25), (centre.x, centre.y), (right + 20, centre.y + 35)]))
    yield bent.buffer(STREET / 2 + 3).intersection(cell), "land"
    yield bent.buffer(STREET / 2).intersection(cell.buffer(KERB)), "road"


def apartments(degrees: float, pitch: float = 150.0) -> Filler:
    """Bent apartment blocks around circular courts, with L-shaped blocks and parking lots between the courts."""

    def fill(rng: np.random.Generator, cell: Polygon) -> Iterator[Shape]:
        inner = cell.buffer(-6)
        centre = cell.centroid
        reach = int(max(cell.bounds[2] - cell.bounds[0], cell.bounds[3] - cell.bounds[1]) / pitch) + 1
        steps = range(-reach, reach + 1)
        courts = [
            affinity.rotate(Point(centre.x + i * pitch, centre.y + j * pitch), degrees, origin=centre)
            for i in steps
            for j in steps
        ]
        lanes = [
            affinity.rotate(LineString(ends), degrees, origin=centre).buffer(STREET / 2)
            for i in steps
            for ends in (
                [(centre.x + i * pitch, centre.y - 2000), (centre.x + i * pitch, centre.y + 2000)],
                [(centre.x - 2000, centre.y + i * pitch), (centre.x + 2000, centre.y + i * pitch)],
            )
        ]
        network = unary_union(lanes).intersection(cell.buffer(KERB))
        yield network, "road"
        for court in courts:
            if inner.contains(court.buffer(30)):
                yield from _court(rng, court, degrees, network, inner)
            between = affinity.rotate(Point(court.x + pitch / 2, court.y + pitch / 2), degrees, origin=court)
            if inner.contains(between.buffer(30)):
                yield from _between_courts(rng, between, degrees)

    return fill


def _court(
    rng: np.random.Generator, court: Point, degrees: float, network: BaseGeometry, inner: Polygon
) -> Iterator[Shape]:
    yield court.buffer(31).difference(court.buffer(24)), "road"
    yield court.buffer(24), "land"
    if rng.random() < 0.7:
        yield blob(rng, court.x, court.y, 15, 0.2), "vegetation"
    for quarter in range(4):
        block = place(arc(47, 12, 78, 17), court.x, court.y, degrees + 90 * quarter)
        yield block.intersection(inner).difference(network.buffer(3)), "building"
        trees = place(LineString([(34, 14), (36, 20), (33, 26)]), court.x, court.y, degrees + 90 * quarter)
        for tree in trees_along(rng, trees, 6):
            yield tree, "vegetation"


def _between_courts(rng: np.random.Generator, middle: Point, degrees: float) -> Iterator[Shape]:
    kind = rng.random()
    if kind < 0.45:
        yield place(box(-17, -12, 17, 12), middle.x, middle.y, degrees), "road"
        for offset in (-14, 14):
            row = place(LineString([(-18, offset), (18, offset)]), middle.x, middle.y, degrees)
            for tree in trees_along(rng, row, 8):
                yield tree, "vegetation"
    elif kind < 0.75:
        corner = box(-22, -22, 22, -6).union(box(-22, -22, -6, 22))
        yield place(corner, middle.x, middle.y, degrees + 90 * rng.integers(4)), "building"
    else:
        yield blob(rng, middle.x, middle.y, 17, 0.4), "vegetation"


def businesses(degrees: float) -> Filler:
    """Halls, offices and malls of 40 to 110 m, each on its plot with a parking lot; some plots are still sand."""

    def fill(rng: np.random.Generator, cell: Polygon) -> Iterator[Shape]:
        inner, centre = cell.buffer(-9), cell.centroid
        pitch_x, pitch_y = 150.0, 118.0
        reach = 8
        lanes = []
        for step in range(-reach, reach + 1):
            lanes.append(LineString([(step * pitch_x, -2000), (step * pitch_x, 2000)]))
            lanes.append(LineString([(-2000, step * pitch_y), (2000, step * pitch_y)]))
        network = unary_union([place(lane.buffer(4.5), centre.x, centre.y, degrees) for lane in lanes])
        yield network.intersection(cell.buffer(KERB)), "road"
        for i in range(-reach, reach):
            for j in range(-reach, reach):
                spot = place(Point((i + 0.5) * pitch_x, (j + 0.5) * pitch_y), centre.x, centre.y, degrees)
                plot = place(box(-66, -50, 66, 50), spot.x, spot.y, degrees).intersection(inner)
                if plot.area > 0.6 * 132 * 100 and rng.random() < 0.88:
                    yield from _business_plot(rng, spot, degrees, plot)

    return fill


def _business_plot(rng: np.random.Generator, spot: Point, degrees: float, plot: BaseGeometry) -> Iterator[Shape]:
    kind, turn = rng.random(), degrees + 180 * rng.integers(2)
    if kind < 0.3:
        for offset in (-32, 0, 32):
            yield place(box(-52, offset - 11, 44, offset + 11), spot.x, spot.y, turn).intersection(plot), "building"
        return
    width, depth = rng.uniform(62, 82), rng.uniform(58, 84)
    yield (
        place(affinity.translate(hall(rng, width, depth), -22, 0), spot.x, spot.y, turn).intersection(plot),
        "building",
    )
    lot_left = -22 + width / 2 + 7
    lot = place(box(lot_left, -40, 60, 40), spot.x, spot.y, turn).intersection(plot)
    yield lot, "road"
    row = place(LineString([(62.5, -42), (62.5, 42)]), spot.x, spot.y, turn)
    for tree in trees_along(rng, row, 9):
        yield tree.intersection(plot), "vegetation"


def park(rng: np.random.Generator, cell: Polygon) -> Iterator[Shape]:
    """Lawns and groves with a pond, winding paths, sandy clearings and a few pavilions."""
    lawn = cell.buffer(-5)
    yield lawn, "vegetation"
    for spot in scattered(rng, lawn.buffer(-30), max(2, int(cell.area / 16000))):
        yield blob(rng, spot.x, spot.y, rng.uniform(10, 24), 0.6), "land"
    left, top, right, bottom = cell.bounds
    for _ in range(int(cell.area / 16000)):
        ends = [(rng.uniform(left, right), top), (rng.uniform(left, right), rng.uniform(top, bottom))]
        ends += [(rng.uniform(left, right), rng.uniform(top, bottom)), (rng.uniform(left, right), bottom)]
        yield LineString(smooth(ends)).buffer(2.2).intersection(lawn), "land"
    yield cell.buffer(-14).boundary.buffer(2.2), "land"
    for spot in scattered(rng, lawn.buffer(-20), 4):
        yield place(house(rng, 15, 12), spot.x, spot.y, rng.uniform(0, 90)), "building"


def golf(rng: np.random.Generator, cell: Polygon) -> Iterator[Shape]:
    """Long fairways with bunkers between ponds, on sand, with groves."""
    inner = cell.buffer(-14)
    for spot in scattered(rng, inner, int(cell.area / 3600)):
        fairway = blob(rng, spot.x, spot.y, rng.uniform(15, 27), 0.35, stretch=rng.uniform(1.5, 3.2))
        yield fairway.intersection(inner), "vegetation"
    for spot in scattered(rng, inner, int(cell.area / 9000)):
        yield blob(rng, spot.x, spot.y, rng.uniform(3, 8), 0.6).intersection(inner), "land"
    for spot in scattered(rng, inner.buffer(-30), int(cell.area / 26000)):
        pond = blob(rng, spot.x, spot.y, rng.uniform(16, 32), 0.45, stretch=1.7).intersection(inner)
        yield pond.buffer(6), "vegetation"
        yield pond, "water"
    for spot in scattered(rng, inner, int(cell.area / 2500)):
        yield blob(rng, spot.x, spot.y, rng.uniform(2, 4)), "vegetation"


def farms(degrees: float) -> Filler:
    """Irrigated fields behind tree rows, some of them fallow, with tracks and a farmstead here and there."""

    def fill(rng: np.random.Generator, cell: Polygon) -> Iterator[Shape]:
        centre, inner = cell.centroid, cell.buffer(-12)
        for i in range(-7, 8):
            for j in range(-7, 8):
                width, depth = 74.0, 104.0
                spot = place(Point(i * (width + 10), j * (depth + 10)), centre.x, centre.y, degrees)
                field = place(box(-width / 2, -depth / 2, width / 2, depth / 2), spot.x, spot.y, degrees)
                if not inner.contains(field):
                    continue
                use = rng.random()
                if use < 0.5:
                    yield field.buffer(-rng.uniform(1, 6)), "vegetation"
                elif use < 0.72:
                    for strip in range(-3, 4):
                        bed = box(strip * 10 - 3, -depth / 2 + 6, strip * 10 + 3, depth / 2 - 6)
                        yield place(bed, spot.x, spot.y, degrees), "vegetation"
                elif use < 0.86:
                    yield place(house(rng, 22, 16), spot.x, spot.y, degrees), "building"
                    yield place(box(14, -30, 30, 30), spot.x, spot.y, degrees), "building"
                    yield blob(rng, spot.x - 20, spot.y + 15, 12, 0.5).intersection(field), "vegetation"
                for tree in trees_along(rng, LineString(field.exterior.coords[:3]), 7):
                    yield tree, "vegetation"
        tracks = [LineString([(-2000, 2 * 114 * n + 57), (2000, 2 * 114 * n + 57)]) for n in range(-4, 5)]
        for track in tracks:
            yield place(track.buffer(2.6), centre.x, centre.y, degrees).intersection(cell), "road"

    return fill


def desert(rng: np.random.Generator, cell: Polygon) -> Iterator[Shape]:
    """Open sand with shrubs that gather in a few shallow hollows."""
    for hollow in scattered(rng, cell, max(2, int(cell.area / 22000))):
        for _ in range(rng.integers(4, 14)):
            x, y = hollow.x + rng.normal(0, 22), hollow.y + rng.normal(0, 14)
            yield blob(rng, x, y, rng.uniform(1.8, 6), 0.5).intersection(cell), "vegetation"
