"""The places of chips of different scenes, compared on one plane."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.errors import CRSError

from ...contract.errors import InputError
from ...contract.progress import Reporter
from ...contract.wording import counted
from ...generator.model import ImageryGenerator
from ...landcover.placement import PlacedShapes, mesh_of, place_on_map
from ...raster.coordinates import is_local, transform_points
from ...raster.grid import Grid
from ...raster.pixel_plane import PixelPlane, window_corners
from ...raster.window import Window
from .chips import Chips

_APART_PIXELS = 1e9
"""Distance from all others at which a scene is placed that cannot be compared with them."""

_WITHIN = 1e-3
"""Share by which chips are drawn in, so that neighbours that share an edge do not count as overlapping."""


_TOGETHER = 100
"""Footprints that are transformed in one call.

A call fails as a whole if one of its points has no place in the other coordinate system. `transform_points` then
searches for such points by halves, and after some thousand failures gives up the others as well. The corners of so few
footprints cannot fail that often.
"""


@dataclass(frozen=True)
class GroundPlane(PixelPlane):
    """A plane on which chips of all scenes can be compared: the first scene's pixels, continued in all directions.

    Distances on it are in pixels of the first scene, whatever the coordinate systems. Scenes without coordinate system,
    or with a local one that is not the plane's, are taken to overlap no other scene.

    Many coordinate systems have no coordinates for the far side of the earth. What lies there is compared on the pixels
    of a scene there, which lie far from all others on the plane.

    `of` makes this plane; the inherited `of_grid` gives that of a single raster, a `PixelPlane` without scenes.

    Attributes:
        grids: of the scenes.
        crs: map coordinate system, that of the first scene with a place on the earth; a local one if none has a place,
            and None if none has any.
        to_pixels: from map coordinates to the plane.
    """

    grids: tuple[Grid, ...]

    @classmethod
    def of(cls, grids: Sequence[Grid]) -> GroundPlane:
        """Return the plane of scenes."""
        systems = [grid for grid in grids if grid.crs is not None]
        first = next((grid for grid in systems if grid.has_place), (*systems, *grids)[0])
        return cls(first.crs, ~first.transform, tuple(grids))

    def knows_ground_of(self, chips: Chips) -> bool:
        """Whether all scenes of the chips have a place on the earth."""
        return all(self.grids[number].has_place for number in np.unique(chips.scene).tolist())

    def on_map(self, chips: Chips) -> NDArray[np.object_]:
        """Return the footprints (n,) as polygons in map coordinates, for each scene that cannot be compared in those of
        its own; None for those without map coordinates.
        """
        corners = np.zeros((len(chips), 4, 2))
        for number, here in _by_scene(chips):
            corners[here] = self.map_corners(self.grids[number], chips.col[here], chips.row[here], chips.size)
        return _polygons(corners)

    def on_plane(self, chips: Chips) -> NDArray[np.object_]:
        """Return the footprints (n,) as polygons on the plane, a thousandth smaller than they are; None for those
        without a place on it, which overlap no other.
        """
        corners, shifts = self._plane_corners(chips)
        middle, corners = corners.mean(axis=1) + shifts, corners + shifts[:, None]
        return _polygons(corners + (middle[:, None] - corners) * _WITHIN)

    def middles(self, chips: Chips) -> NDArray[np.float64]:
        """Return the middles of the footprints on the plane (n, 2)."""
        corners, shifts = self._plane_corners(chips)
        middles: NDArray[np.float64] = corners.mean(axis=1) + shifts
        return middles

    def scenes_on_plane(self) -> NDArray[np.object_]:
        """Return the footprints of the whole scenes on the plane."""
        return np.array([self.window_on_plane(number, grid.window) for number, grid in enumerate(self.grids)], object)

    def scenes_elsewhere(self) -> list[NDArray[np.object_]]:
        """Return the footprints of the whole scenes on the pixels of each scene with which places are compared that the
        plane does not have; None for scenes without a place there.
        """
        found = []
        for plane, _ in self._planes[1:]:
            corners = np.full((len(self.grids), 4, 2), np.nan)
            for number, grid in enumerate(self.grids):
                if plane.is_comparable(grid):
                    corners[number] = plane.from_map(plane.map_points(grid, *_corners_of([grid.window])))[0]
            found.append(_polygons(corners))
        return found

    def window_on_plane(self, number: int, window: Window) -> shapely.Polygon | None:
        """Return the footprint of a part of a scene on the plane; None if it has no place on it."""
        footprint: shapely.Polygon | None = self.windows_on_plane(number, [window])[0]
        return footprint

    def windows_on_plane(self, number: int, windows: Sequence[Window]) -> NDArray[np.object_]:
        """Return the footprints (n,) of parts of a scene on the plane; None for those without a place on it."""
        cols, rows = _corners_of(windows)
        polygons = []
        for part in _in_parts(np.arange(len(windows))):
            places, shifts = self._places(number, cols[part], rows[part])
            polygons.append(_polygons(places + shifts[:, None]))
        return np.concatenate(polygons)

    def pixels_on_plane(
        self, number: int, cols: NDArray[np.intp], rows: NDArray[np.intp]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return where the middles of pixels (n,) of a scene lie on the plane."""
        places, shifts = self._places(number, cols[:, None] + 0.5, rows[:, None] + 0.5)
        xs, ys = (places[:, 0] + shifts).T
        return xs, ys

    def polygons_on_plane(self, polygons: NDArray[np.object_], crs: CRS) -> NDArray[np.object_]:
        """Return polygons (n,) in the coordinate system `crs` on the plane (m, n): where it is defined, and on the
        pixels of scenes elsewhere; None for those without a place there.
        """
        return np.stack([_moved(polygons, crs, plane, shift) for plane, shift in self._planes])

    def place_polygons(self, polygons: NDArray[np.object_], crs: CRS | None) -> PlacedShapes:
        """Return those of polygons in the coordinate system `crs` that have a place on the plane, there."""
        found = []
        for plane, shift in self._planes if crs is not None else self._planes[:1]:
            scenes = [plane.map_points(grid, *mesh_of(grid)) for grid in self.grids if plane.is_comparable(grid)]
            near = np.concatenate(scenes) if scenes else None
            placed = place_on_map(polygons, crs, plane.crs, "The layer of polygons", near)
            found.append(replace(placed, shapes=shapely.transform(placed.shapes, _to_plane(plane, shift))))
        owners = np.concatenate([one.owners for one in found])
        shapes = found[0].unplaced + len(np.unique(found[0].owners))
        return PlacedShapes(
            np.concatenate([one.shapes for one in found]),
            owners,
            shapes - len(np.unique(owners)),
            np.concatenate([one.is_cut for one in found]),
        )

    def _plane_corners(self, chips: Chips) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the corners of the footprints (n, 4, 2), and how far each footprint is still to be moved (n, 2)."""
        corners, shifts = np.zeros((len(chips), 4, 2)), np.zeros((len(chips), 2))
        cols, rows = window_corners(chips.col, chips.row, chips.size)
        for number, here in _by_scene(chips):
            corners[here], shifts[here] = self._places(number, cols[here], rows[here])
        return corners, shifts

    def _places(
        self, number: int, cols: NDArray[np.floating], rows: NDArray[np.floating]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return places of a scene's pixels (n, k, 2), of which k stay together, and how far these are still to be
        moved (n, 2), so that what cannot be compared lies apart.
        """
        grid = self.grids[number]
        places = self.from_map(self.map_points(grid, cols, rows))
        shifts = np.tile(self._shift(number), (len(places), 1))
        for plane, shift in self._planes[1:]:
            lost = np.flatnonzero(~np.isfinite(places).all(axis=(1, 2)))
            if not len(lost):
                break
            places[lost] = plane.from_map(plane.map_points(grid, cols[lost], rows[lost]))
            shifts[lost] = shift
        return places, shifts

    @cached_property
    def _planes(self) -> list[tuple[PixelPlane, tuple[float, float]]]:
        """The plane itself and the pixels of scenes where it is not defined, each with its place on the plane."""
        planes: list[tuple[PixelPlane, tuple[float, float]]] = [(self, (0.0, 0.0))]
        by_system: dict[CRS, list[int]] = {}
        for number, grid in enumerate(self.grids):
            if grid.crs != self.crs and self.is_comparable(grid):
                by_system.setdefault(grid.crs, []).append(number)
        for crs, numbers in by_system.items():
            if self._has_all_of([self.grids[number] for number in numbers], crs):
                continue
            for number in numbers:
                grid = self.grids[number]
                cols, rows = mesh_of(grid)
                if not any(np.isfinite(plane.map_points(grid, cols, rows)).all() for plane, _ in planes):
                    planes.append((PixelPlane.of_grid(grid), _place_apart(number)))
        return planes

    def _has_all_of(self, grids: Sequence[Grid], crs: CRS) -> bool:
        """Whether the plane is defined all over scenes of one coordinate system: one transformation for thousands."""
        points = np.concatenate([PixelPlane.of_grid(grid).map_points(grid, *mesh_of(grid)) for grid in grids])
        owner = f"A scene ({grids[0].describe()})"
        return bool(np.isfinite(transform_points(points[:, 0], points[:, 1], crs, self.crs, owner)).all())

    def _shift(self, number: int) -> tuple[float, float]:
        return (0.0, 0.0) if self.is_comparable(self.grids[number]) else _place_apart(number)


def _to_plane(plane: PixelPlane, shift: tuple[float, float]) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    return lambda points: plane.from_map(points) + shift


def _moved(
    polygons: NDArray[np.object_], crs: CRS, plane: PixelPlane, shift: tuple[float, float]
) -> NDArray[np.object_]:
    """Return polygons (n,) in the coordinate system `crs` on a plane, moved by the shift; None for those without a
    place there.
    """
    moved: NDArray[np.object_]
    if plane.crs is None or crs == plane.crs:
        moved = shapely.transform(polygons, _to_plane(plane, shift))
        return moved
    points, owners = shapely.get_coordinates(polygons, return_index=True)
    places = np.column_stack(transform_points(points[:, 0], points[:, 1], crs, plane.crs, "An outline"))
    is_far = np.isin(np.arange(len(polygons)), owners[~np.isfinite(places).all(axis=1)])
    near = polygons.copy()
    near[is_far] = None
    moved = shapely.set_coordinates(near, plane.from_map(places[~is_far[owners]]) + shift)
    return moved


def _place_apart(number: int) -> tuple[float, float]:
    return _APART_PIXELS * (number + 1), 0.0


def _corners_of(windows: Sequence[Window]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return window_corners(*np.array([(one.col, one.row, one.width, one.height) for one in windows]).T)


def _polygons(corners: NDArray[np.float64]) -> NDArray[np.object_]:
    """Return polygons (n,) with corners (n, k, 2), None for those that are not finite."""
    is_finite = np.isfinite(corners).all(axis=(1, 2))
    polygons = np.full(len(corners), None, object)
    polygons[is_finite] = shapely.polygons(corners[is_finite])
    return polygons


def count_chips_seen(test: Chips, plane: GroundPlane, generator: ImageryGenerator, reporter: Reporter) -> int | None:
    """Return how many test chips lie in the area that the generator was trained on, None if that is not known; warn of
    both.

    Raises:
        InputError: as `training_area`.
    """
    area = training_area(generator.provenance, plane)
    if area is None or not plane.knows_ground_of(test):
        reporter.log(
            f"The place of the imagery, or of the training area of the model {generator.name}, is not known. The "
            "generator may have been trained on the test chips.",
            "warning",
        )
        return None
    footprints = plane.on_plane(test)
    seen = len(np.unique(shapely.STRtree(area).query(footprints, predicate="intersects")[0])) if len(test) else 0
    if seen:
        reporter.log(
            f"{seen} of {counted(len(test), 'test chip')} lie in the area that the generator {generator.name} "
            f"was trained on: "
            "scores on them are too good. Test elsewhere, or train a generator without that area.",
            "warning",
        )
    return seen


def training_area(provenance: Mapping[str, Any], plane: GroundPlane) -> NDArray[np.object_] | None:
    """Return the area that a model was trained on as polygons on the plane, None for those without a place on it; None
    if its file or the plane does not say where on the earth that is.

    Raises:
        InputError: the model file says it in a way that cannot be read.
    """
    areas = provenance.get("training_area")
    if not areas or not plane.has_place:
        return None
    try:
        if not all(area["crs"] for area in areas):
            return None
        names = np.array([area["crs"] for area in areas], object)
        systems = {name: CRS.from_user_input(name) for name in dict.fromkeys(names)}
        if any(map(is_local, systems.values())):
            return None
        shapes = np.array([shapely.geometry.shape(area["footprint"]) for area in areas], object)
        parts = [
            (part, plane.polygons_on_plane(shapes[part], systems[name]))
            for name in systems
            for part in _in_parts(np.flatnonzero(names == name))
        ]
    except (KeyError, TypeError, ValueError, AttributeError, CRSError, shapely.errors.ShapelyError) as error:
        raise InputError(
            f"The model's training area cannot be read ({error}): another SatSyn wrote the file."
        ) from error
    order = np.argsort(np.concatenate([part for part, _ in parts]))
    found: NDArray[np.object_] = np.concatenate([polygons for _, polygons in parts], axis=1)[:, order].ravel()
    return found


def _by_scene(chips: Chips) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Yield the number of each scene that has chips, and which chips these are."""
    in_order = np.argsort(chips.scene, kind="stable")
    numbers, starts = np.unique(chips.scene[in_order], return_index=True)
    yield from zip(numbers.tolist(), np.split(in_order, starts[1:]))


def _in_parts(values: NDArray[np.integer]) -> Iterator[NDArray[np.integer]]:
    """Yield some values after the other, as many as are transformed in one call."""
    for start in range(0, len(values), _TOGETHER):
        yield values[start : start + _TOGETHER]
