"""Ground that training imagery shows, and validation or test imagery, too: of a training and of a finished model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ...contract.own_files import listed
from ...raster.grid import Grid
from ...raster.reading import open_raster
from ...raster.window import Window, canonical_blocks
from ...scenes.pairs import open_imagery
from ...scenes.sources import SceneSource
from .footprints import GroundPlane, training_area

_WITHIN = 1e-3
"""Share by which outlines are drawn in, so that tiles side by side share no ground."""

_BLOCK_PIXELS = 1024
"""Side of the blocks in which imagery is searched for data: bounds the memory."""


def shared_ground(training: Sequence[SceneSource], held_out: Sequence[SceneSource], kind: str) -> str | None:
    """Return a warning of training scenes that show the ground of held-out ones, None if none do or no place is known.

    What has no data in the training imagery, as where that ground was cut out of it, is not shown.

    Args:
        training: scenes to learn from.
        held_out: scenes that the training must not see.
        kind: what these are, "validation" or "test".

    Raises:
        InputError: imagery cannot be read.
    """
    if not training or not held_out:
        return None
    plane = GroundPlane.of([_grid(source) for source in (*training, *held_out)])
    drawn_in = _drawn_in(plane)
    known, unseen = drawn_in[: len(training)], drawn_in[len(training) :]
    pairs = [
        (of_unseen, of_known)
        for of_unseen, of_known in shapely.STRtree(known).query(unseen, predicate="intersects").T.tolist()
        if _has_data(training[of_known], of_known, plane, unseen[of_unseen])
    ]
    if not pairs:
        return None
    hidden, shown = _names(held_out, [pair[0] for pair in pairs]), _names(training, [pair[1] for pair in pairs])
    if kind == "validation":
        return (
            f"Training imagery ({shown}) shows ground of the validation imagery ({hidden}), so that weights that know "
            "this ground count as the best. Leave that training imagery out, cut that ground off it, or validate on "
            "imagery of another place."
        )
    return (
        f"Training imagery ({shown}) shows ground of the test imagery ({hidden}): scores there are too good. Leave "
        "that training imagery out, cut that ground off it, or test on imagery of another place."
    )


def ground_of_model(model: str, provenance: Mapping[str, Any], scenes: Mapping[str, Grid]) -> str | None:
    """Return a warning of imagery on ground within the outlines of a segmentation model's training imagery, None if
    there is none or no place is known. Which pixels had data there, a model does not say.

    Args:
        model: its name.
        provenance: of the model.
        scenes: grids of the imagery that it is scored on, by name.

    Raises:
        InputError: as `training_area`.
    """
    plane = GroundPlane.of(list(scenes.values()))
    area = training_area(provenance, plane)
    if area is None:
        return None
    hidden = np.unique(shapely.STRtree(area).query(_drawn_in(plane), predicate="intersects")[0])
    if not len(hidden):
        return None
    shown = [list(scenes)[number] for number in hidden.tolist()]
    return (
        f"The segmentation model {model} was trained within outlines that hold ground of the imagery that it is scored "
        f"on ({listed(shown)}): its scores are too good, unless that ground was cut out of the training imagery. If it "
        "was not, score the model on imagery of another place, or give one that was trained without that ground."
    )


def _drawn_in(plane: GroundPlane) -> NDArray[np.object_]:
    """Return the outlines of the scenes on the plane, a little smaller than they are."""
    corners = [shapely.get_coordinates(outline) for outline in plane.scenes_on_plane()]
    # A scene whose outline is not defined on the plane lies far from the others.
    drawn_in = [
        shapely.polygons(points + (points.mean(axis=0) - points) * _WITHIN) if np.isfinite(points).all() else None
        for points in corners
    ]
    return np.array(drawn_in, object)


def grids_of(sources: Sequence[SceneSource]) -> dict[str, Grid]:
    """Return the grids of scenes by name.

    Raises:
        InputError: imagery cannot be read.
    """
    return {source.files.name: _grid(source) for source in sources}


def _has_data(source: SceneSource, number: int, plane: GroundPlane, outline: shapely.Geometry) -> bool:
    """Return whether a scene of a plane has data anywhere in an outline there."""
    used = plane.grids[number].window
    left, top = (0, 0) if source.window is None else (source.window.col, source.window.row)
    with open_imagery(source.files.imagery, source.bands) as imagery:
        for block in canonical_blocks(used, _BLOCK_PIXELS):
            footprint = plane.window_on_plane(number, block)
            if not (shapely.is_valid(footprint) and shapely.intersects(footprint, outline)):
                continue
            rows, cols = np.nonzero(imagery.valid(Window(left + block.col, top + block.row, block.width, block.height)))
            places = plane.pixels_on_plane(number, block.col + cols, block.row + rows)
            if shapely.contains_xy(outline, *places).any():
                return True
    return False


def _grid(source: SceneSource) -> Grid:
    with open_raster(source.files.imagery) as dataset:
        grid = Grid.of(dataset)
    return grid if source.window is None else grid.cut(source.window)


def _names(sources: Sequence[SceneSource], numbers: Sequence[int]) -> str:
    return listed([sources[number].files.name for number in sorted(set(numbers))])
