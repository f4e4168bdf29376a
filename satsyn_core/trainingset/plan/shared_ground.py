"""Ground that training imagery shows, and validation or test imagery, too: of a training and of a finished model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ...contract.own_files import listed
from ...contract.progress import Reporter
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


def shared_ground(
    training: Sequence[SceneSource], held_out: Sequence[SceneSource], kind: str, reporter: Reporter
) -> str | None:
    """Return a warning of training scenes that show the ground of held-out ones, None if none do or no place is known.

    What has no data in the training imagery, as where that ground was cut out of it, is not shown.

    Args:
        training: scenes to learn from.
        held_out: scenes that the training must not see.
        kind: what these are, "validation" or "test".
        reporter: gets progress; may cancel.

    Raises:
        InputError: imagery cannot be read.
    """
    if not training or not held_out:
        return None
    plane = GroundPlane.of([_grid(source) for source in (*training, *held_out)])
    drawn_in = _drawn_in(plane)
    known, unseen = drawn_in[: len(training)], drawn_in[len(training) :]
    near = shapely.STRtree(known).query(unseen, predicate="intersects").T.tolist()
    shown_by: dict[int, _ShownGround] = {}
    pairs = []
    for number, (of_unseen, of_known) in enumerate(near):
        reporter.progress(number / len(near), "Comparing the ground of training and other imagery")
        if of_known not in shown_by:
            shown_by[of_known] = _ShownGround(training[of_known], of_known, plane)
        if shown_by[of_known].lies_in(unseen[of_unseen], reporter):
            pairs.append((of_unseen, of_known))
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
    drawn_in: NDArray[np.object_] = shapely.polygons(
        [points + (points.mean(axis=0) - points) * _WITHIN for points in corners]
    )
    return drawn_in


def grids_of(sources: Sequence[SceneSource]) -> dict[str, Grid]:
    """Return the grids of scenes by name.

    Raises:
        InputError: imagery cannot be read.
    """
    return {source.files.name: _grid(source) for source in sources}


class _ShownGround:
    """The ground of which a scene has data, on a plane of several scenes."""

    def __init__(self, source: SceneSource, number: int, plane: GroundPlane) -> None:
        self._source, self._number, self._plane = source, number, plane
        self._blocks = list(canonical_blocks(plane.grids[number].window, _BLOCK_PIXELS))
        footprints = plane.windows_on_plane(number, self._blocks).tolist()
        self._footprints = shapely.STRtree([one if shapely.is_valid(one) else None for one in footprints])

    def lies_in(self, outline: shapely.Geometry, reporter: Reporter) -> bool:
        """Return whether some of it lies in an outline on the plane; the reporter may cancel."""
        source = self._source
        left, top = (0, 0) if source.window is None else (source.window.col, source.window.row)
        with open_imagery(source.files.imagery, source.bands) as imagery:
            for place in np.sort(self._footprints.query(outline, predicate="intersects")).tolist():
                reporter.check_cancelled()
                block = self._blocks[place]
                window = Window(left + block.col, top + block.row, block.width, block.height)
                rows, cols = np.nonzero(imagery.valid(window))
                middles = self._plane.pixels_on_plane(self._number, block.col + cols, block.row + rows)
                if shapely.contains_xy(outline, *middles).any():
                    return True
        return False


def _grid(source: SceneSource) -> Grid:
    with open_raster(source.files.imagery) as dataset:
        grid = Grid.of(dataset)
    return grid if source.window is None else grid.cut(source.window)


def _names(sources: Sequence[SceneSource], numbers: Sequence[int]) -> str:
    return listed([sources[number].files.name for number in sorted(set(numbers))])
