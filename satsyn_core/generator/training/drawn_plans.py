"""Land cover of real imagery as somebody would draw it: straight edges, plain shapes, no small objects.

A generator that was trained on masks of real imagery alone takes a hall with straight walls for something else. This
makes masks into plans, for images that are compared with no real pixel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rasterio.features import rasterize, shapes
from scipy import ndimage
from shapely import affinity
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from ...contract.class_scheme import UNKNOWN

SMALLEST_AREAS = (8, 120)
"""Range of the smallest area that a plan shows, in pixels."""

TOLERANCES = (1.0, 4.0)
"""Range of the distance by which edges may be straightened, in pixels."""

SHIFT = 1.5
"""Largest distance by which a shape is moved along each axis, in pixels."""

RECTANGLE_FILL = 0.7
"""Share of its smallest rectangle from which a shape is drawn as that rectangle."""

LARGEST_RECTANGLE = 4000
"""Area in pixels up to which shapes are drawn as rectangles: a field or park keeps its outline."""


def as_drawn_plan(classes: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Return class indices (h, w) as a plan would show them; unknown pixels stay where they are.

    Args:
        classes: class indices (h, w), 255 where unknown.
        rng: gives how much the plan leaves out, straightens and moves.
    """
    unknown = classes == UNKNOWN
    if unknown.all():
        return classes
    plan = _without_small_objects(classes, int(rng.integers(*SMALLEST_AREAS)))
    tolerance = float(rng.uniform(*TOLERANCES))
    outlines = [(shape(outline), int(index)) for outline, index in shapes(plan, mask=~unknown)]
    outlines.sort(key=lambda pair: pair[0].area, reverse=True)
    drawn = [(_drawn_outline(outline, tolerance, rng), index) for outline, index in outlines]
    drawn = [(outline, index) for outline, index in drawn if not outline.is_empty]
    result: NDArray[np.uint8] = rasterize(drawn, classes.shape, UNKNOWN, dtype="uint8") if drawn else plan
    result = np.where(result == UNKNOWN, plan, result)
    result[unknown] = UNKNOWN
    return result


def _without_small_objects(classes: NDArray[np.uint8], smallest: int) -> NDArray[np.uint8]:
    """Return class indices in which connected parts of fewer than `smallest` pixels have the class around them."""
    kept = np.zeros(classes.shape, bool)
    for index in np.unique(classes):
        parts, _ = ndimage.label(classes == index)
        areas = np.bincount(parts.ravel())
        areas[0] = 0
        kept |= (areas >= smallest)[parts]
    kept &= classes != UNKNOWN
    if not kept.any():
        return classes
    rows, columns = ndimage.distance_transform_edt(~kept, return_distances=False, return_indices=True)
    filled: NDArray[np.uint8] = classes[rows, columns]
    return filled


def _drawn_outline(outline: BaseGeometry, tolerance: float, rng: np.random.Generator) -> BaseGeometry:
    """Return an outline with straight edges, a little moved."""
    straight = outline.simplify(tolerance)
    if outline.area <= LARGEST_RECTANGLE:
        rectangle = outline.minimum_rotated_rectangle
        if rectangle.area and outline.area / rectangle.area >= RECTANGLE_FILL:
            straight = rectangle
    return affinity.translate(straight, *rng.uniform(-SHIFT, SHIFT, 2))
