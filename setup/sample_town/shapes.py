"""Plain shapes a town is drawn with: smooth lines, wavy outlines, houses, roads. Units are metres, y points south."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from shapely import affinity
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

Coordinates = Sequence[tuple[float, float]]
Shape = tuple[BaseGeometry, str]
"""A geometry and the name of the land-cover class it becomes."""


def smooth(points: Coordinates, closed: bool = False, rounds: int = 4) -> list[tuple[float, float]]:
    """Round off the corners of a polyline (Chaikin's corner cutting); an open line keeps its two ends."""
    line = np.asarray(points, dtype=float)
    for _ in range(rounds):
        start, end = (line, np.roll(line, -1, axis=0)) if closed else (line[:-1], line[1:])
        cut = np.stack([0.75 * start + 0.25 * end, 0.25 * start + 0.75 * end], axis=1).reshape(-1, 2)
        line = cut if closed else np.vstack([line[:1], cut, line[-1:]])
    return [(float(x), float(y)) for x, y in line]


def blob(
    rng: np.random.Generator, x: float, y: float, radius: float, waviness: float = 0.25, stretch: float = 1.0
) -> Polygon:
    """A closed organic outline around (x, y): a tree crown at 3 m, a pond at 60 m."""
    angles = np.linspace(0, 2 * math.pi, max(10, int(radius * 1.5)), endpoint=False)
    radii = np.ones_like(angles)
    for wave in range(2, 7):
        radii += waviness / wave * rng.normal() * np.cos(wave * angles + rng.uniform(0, 2 * math.pi))
    radii = radius * np.clip(radii, 0.3, 2.0)
    outline = Polygon(np.stack([stretch * radii * np.cos(angles), radii * np.sin(angles)], axis=1)).buffer(0)
    return affinity.translate(affinity.rotate(outline, rng.uniform(0, 180), origin=(0, 0)), x, y)


def place(shape: BaseGeometry, x: float, y: float, degrees: float) -> BaseGeometry:
    """Turn a shape drawn around the origin and move it to (x, y)."""
    return affinity.translate(affinity.rotate(shape, degrees, origin=(0, 0)), x, y)


def house(rng: np.random.Generator, width: float, depth: float) -> BaseGeometry:
    """A villa around the origin: a plain block, an L or a T, `width` along the street and `depth` away from it."""
    main = box(-width / 2, -depth / 2, width / 2, depth / 2)
    form = rng.random()
    if form < 0.25:
        return main
    side = -1 if rng.random() < 0.5 else 1
    notch_width, notch_depth = rng.uniform(0.3, 0.5) * width, rng.uniform(0.3, 0.5) * depth
    centre = side * (width - notch_width) / 2
    notch = box(centre - notch_width / 2, depth / 2 - notch_depth, centre + notch_width / 2, depth / 2)
    carved = main.difference(notch)
    if form < 0.7:
        return carved
    porch = box(-width / 6, -depth / 2 - 3, width / 6, -depth / 2)
    return carved.union(porch)


def hall(rng: np.random.Generator, width: float, depth: float) -> BaseGeometry:
    """A large commercial or industrial building around the origin: a block with a court or a step cut out of it."""
    main = box(-width / 2, -depth / 2, width / 2, depth / 2)
    form = rng.random()
    if form < 0.4:
        return main
    if form < 0.7:
        return main.difference(box(-width / 6, 0, width / 6, depth))
    return main.difference(box(width / 2 - 0.35 * width, depth / 2 - 0.4 * depth, width, depth))


def arc(radius: float, start: float, end: float, thickness: float) -> BaseGeometry:
    """A bent block around the origin: `thickness` wide, on a circle of `radius`, from `start` to `end` degrees."""
    angles = np.radians(np.linspace(start, end, 12))
    line = LineString(np.stack([radius * np.cos(angles), radius * np.sin(angles)], axis=1))
    return line.buffer(thickness / 2, cap_style="flat")


def trees_along(rng: np.random.Generator, line: LineString, spacing: float) -> Iterator[Polygon]:
    """Crowns of 2 to 3.5 m radius in a row, with gaps where a tree did not grow."""
    for distance in np.arange(spacing / 2, line.length, spacing):
        if rng.random() < 0.8:
            point = line.interpolate(float(distance))
            yield blob(rng, point.x, point.y, rng.uniform(2.0, 3.5))


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    """The non-empty polygons of any geometry, largest first."""
    parts = getattr(geometry, "geoms", [geometry])
    return sorted((p for p in parts if isinstance(p, Polygon) and not p.is_empty), key=lambda p: -p.area)


def scattered(rng: np.random.Generator, area: BaseGeometry, count: int) -> Iterator[Point]:
    """`count` points, evenly random inside `area`."""
    if area.is_empty:
        return
    left, top, right, bottom = area.bounds
    found = 0
    while found < count:
        point = Point(rng.uniform(left, right), rng.uniform(top, bottom))
        if area.contains(point):
            found += 1
            yield point
