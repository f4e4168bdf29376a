"""The places of chips of different scenes, compared on one plane."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from ...raster.pixel_plane import PixelPlane
from ...raster.window import Window
from .chips import Chips

_APART_PIXELS = 1e9
"""Distance from all others at which a scene is placed that cannot be compared with them."""

_WITHIN = 1e-3
"""Share by which chips are drawn in, so that neighbours that share an edge do not count as overlapping."""


_TOGETHER = 100
"""Footprints that are transformed in one call. If their points fail in more, some that do not fail are given up."""


@dataclass(frozen=True)
class GroundPlane(PixelPlane):
    """A plane on which chips of all scenes can be compared: the first scene's pixels, continued in all directions.

    Distances on it are in pixels of the first scene, whatever the coordinate systems. Scenes without coordinate system,
    or with a local one that is not the plane's, are taken to overlap no other scene.

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
        its own.
        """
        corners = np.zeros((len(chips), 4, 2))
        by_scene = np.argsort(chips.scene, kind="stable")
        numbers, starts = np.unique(chips.scene[by_scene], return_index=True)
        for number, here in zip(numbers.tolist(), np.split(by_scene, starts[1:])):
            corners[here] = self.map_corners(self.grids[number], chips.col[here], chips.row[here], chips.size)
        polygons: NDArray[np.object_] = shapely.polygons(corners)
        return polygons

    def on_plane(self, chips: Chips) -> NDArray[np.object_]:
        """Return the footprints (n,) as polygons on the plane, a thousandth smaller than they are."""
        within, apart = self._plane_corners(chips), self._apart(chips)
        middle, corners = within.mean(axis=1) + apart, within + apart[:, None]
        polygons: NDArray[np.object_] = shapely.polygons(corners + (middle[:, None] - corners) * _WITHIN)
        return polygons

    def middles(self, chips: Chips) -> NDArray[np.float64]:
        """Return the middles of the footprints on the plane (n, 2)."""
        middles: NDArray[np.float64] = self._plane_corners(chips).mean(axis=1) + self._apart(chips)
        return middles

    def scenes_on_plane(self) -> NDArray[np.object_]:
        """Return the footprints of the whole scenes on the plane."""
        return np.array([self.window_on_plane(number, grid.window) for number, grid in enumerate(self.grids)], object)

    def window_on_plane(self, number: int, window: Window) -> shapely.Polygon:
        """Return the footprint of a part of a scene on the plane."""
        return self.windows_on_plane(number, [window])[0]

    def windows_on_plane(self, number: int, windows: Sequence[Window]) -> NDArray[np.object_]:
        """Return the footprints (n,) of parts of a scene on the plane."""
        sides = np.array([(one.col, one.row, one.width, one.height) for one in windows])
        polygons = [
            shapely.polygons(self.from_map(self.map_corners(self.grids[number], *part.T)) + self._shift(number))
            for part in _in_parts(sides)
        ]
        return np.concatenate(polygons)

    def pixels_on_plane(
        self, number: int, cols: NDArray[np.intp], rows: NDArray[np.intp]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return where the middles of pixels (n,) of a scene lie on the plane."""
        middles = self.from_map(self.map_points(self.grids[number], cols + 0.5, rows + 0.5))
        xs, ys = (middles + self._shift(number)).T
        return xs, ys

    def polygons_on_plane(self, polygons: NDArray[np.object_], crs: CRS | None) -> NDArray[np.object_]:
        """Return polygons in the coordinate system `crs` on the plane; None where the plane is not defined."""
        moved: NDArray[np.object_]
        if crs is None or self.crs is None or crs == self.crs:
            moved = shapely.transform(polygons, self.from_map)
            return moved
        points, owners = shapely.get_coordinates(polygons, return_index=True)
        places = np.column_stack(transform_points(points[:, 0], points[:, 1], crs, self.crs, "An outline"))
        is_far = np.isin(np.arange(len(polygons)), owners[~np.isfinite(places).all(axis=1)])
        near = polygons.copy()
        near[is_far] = None
        moved = shapely.set_coordinates(near, self.from_map(places[~is_far[owners]]))
        return moved

    def place_polygons(self, polygons: NDArray[np.object_], crs: CRS | None) -> PlacedShapes:
        """Return those of polygons in the coordinate system `crs` that have a place on the plane, there."""
        scenes = [self.map_points(grid, *mesh_of(grid)) for grid in self.grids if self.is_comparable(grid)]
        near = np.concatenate(scenes) if scenes else None
        placed = place_on_map(polygons, crs, self.crs, "The layer of polygons", near)
        return replace(placed, shapes=shapely.transform(placed.shapes, self.from_map))

    def _plane_corners(self, chips: Chips) -> NDArray[np.float64]:
        """Return the corners of the footprints (n, 4, 2); scenes that cannot be compared are not yet set apart."""
        polygons = shapely.transform(self.on_map(chips), self.from_map)
        corners: NDArray[np.float64] = shapely.get_coordinates(polygons).reshape(len(chips), 5, 2)[:, :4]
        return corners

    def _apart(self, chips: Chips) -> NDArray[np.float64]:
        shifts = np.array([self._shift(number) for number in range(len(self.grids))])
        return shifts[chips.scene]

    def _shift(self, number: int) -> tuple[float, float]:
        return (0.0, 0.0) if self.is_comparable(self.grids[number]) else (_APART_PIXELS * (number + 1), 0.0)


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
    """Return the area that a model was trained on as polygons on the plane, None for those too far away for it; None if
    its file or the plane does not say where on the earth that is.

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
        found = np.array([shapely.geometry.shape(area["footprint"]) for area in areas], object)
        for name, crs in systems.items():
            for part in _in_parts(np.flatnonzero(names == name)):
                found[part] = plane.polygons_on_plane(found[part], crs)
    except (KeyError, TypeError, ValueError, AttributeError, CRSError, shapely.errors.ShapelyError) as error:
        raise InputError(
            f"The model's training area cannot be read ({error}): another SatSyn wrote the file."
        ) from error
    return found


def _in_parts(values: NDArray[np.integer]) -> Iterator[NDArray[np.integer]]:
    """Yield some values after the other, as many as are transformed in one call."""
    for start in range(0, len(values), _TOGETHER):
        yield values[start : start + _TOGETHER]
