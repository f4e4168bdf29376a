"""Where scenes come from: files with their class match, and parts of them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import ClassScheme
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..contract.raster_tags import NOT, SYNTHETIC
from ..contract.wording import counted
from ..landcover.class_matching import ClassMatch
from ..landcover.stated_classes import StatedClasses
from ..raster.grid import Grid
from ..raster.reading import open_raster
from ..raster.window import Window
from .pairs import Scene, ScenePaths, match_scene, open_imagery, open_scene


@dataclass(frozen=True)
class SceneSource:
    """Where a scene comes from.

    Attributes:
        files: of the scene.
        match: of its land cover.
        window: the part to use; None is the whole.
        bands: of the imagery, from 1; None is all but an alpha band.
        synthetic: whether the imagery is synthetic.
        scene: name of the scene that a chip is cut from; empty for others.
    """

    files: ScenePaths
    match: ClassMatch
    window: Window | None = None
    bands: tuple[int, ...] | None = None
    synthetic: bool = False
    scene: str = ""

    def open(self, reporter: Reporter | None = None) -> AbstractContextManager[Scene]:
        """Open the whole scene for a `with` block; for the reporter see `open_scene`."""
        return open_scene(self.files, self.match, reporter, self.bands)


def match_sources(
    files: Sequence[ScenePaths],
    scheme: ClassScheme,
    classes: StatedClasses | str | None,
    bands: tuple[int, ...] | None,
    reporter: Reporter,
) -> tuple[SceneSource, ...]:
    """Return the sources of rasters, their land cover matched to a scheme; `bands` as for `open_scene`.

    Raises:
        InputError: a raster cannot be read, or values have no match.
    """
    return tuple(
        SceneSource(
            one, match_scene(one, scheme, classes, reporter), bands=bands, synthetic=is_synthetic_file(one.imagery)
        )
        for one in files
    )


def is_synthetic_file(path: str) -> bool:
    """Return whether imagery says of itself that a generator made it, wholly or in part.

    Raises:
        InputError: the raster cannot be read.
    """
    with open_raster(path) as dataset:
        return bool(dataset.tags().get(SYNTHETIC, NOT) != NOT)


@dataclass(frozen=True)
class SourceInfo:
    """What the imagery of a source says of itself.

    Attributes:
        imagery: path of the raster.
        window: the part to use, in pixels of the raster.
        band_names: one a band.
        dtype: data type of the imagery.
        pixel_metres: ground sampling distance.
        area: outline of the part, see `area_record`.
        synthetic: whether the imagery is synthetic.
    """

    imagery: str
    window: Window
    band_names: tuple[str, ...]
    dtype: str
    pixel_metres: float
    area: dict[str, Any]
    synthetic: bool = False

    @classmethod
    def read(cls, source: SceneSource) -> SourceInfo:
        """Read it from the imagery; the land cover is not opened.

        Raises:
            InputError: the imagery cannot be read or lacks a band.
        """
        with open_imagery(source.files.imagery, source.bands) as imagery:
            grid = imagery.grid
            window = source.window or grid.window
            area = area_record(grid.cut(window))
            path = source.files.imagery
            return cls(path, window, imagery.band_names, imagery.dtype, grid.pixel_metres, area, source.synthetic)


def read_sources(sources: Sequence[SceneSource]) -> tuple[SourceInfo, ...]:
    """Return what the imagery of sources says, which must have the same bands to be trained on together.

    Raises:
        InputError: there is no source, imagery cannot be read, or bands or data types differ.
    """
    if not sources:
        raise InputError("There is no scene to learn from.")
    found = tuple(SourceInfo.read(source) for source in sources)
    require_same_bands(found)
    return found


def require_same_bands(sources: Sequence[SourceInfo]) -> None:
    """Refuse imagery whose bands or data type differ from those of the first image.

    Raises:
        InputError: with the name of the imagery.
    """
    first = sources[0]
    for own in sources[1:]:
        if (len(own.band_names), own.dtype) != (len(first.band_names), first.dtype):
            raise InputError(
                f"{own.imagery} has {counted(len(own.band_names), 'band')} of {own.dtype}, and the first image has "
                f"{len(first.band_names)} of {first.dtype}: all imagery must have the same bands."
            )


def area_record(grid: Grid) -> dict[str, Any]:
    """Return the outline of a grid for a model's card, JSON-compatible.

    Returns:
        `crs`, WKT or None, and `footprint`, a GeoJSON polygon in that coordinate system.
    """
    corners = [(0, 0), (grid.width, 0), (grid.width, grid.height), (0, grid.height), (0, 0)]
    ring = [list(grid.transform @ corner) for corner in corners]
    return {
        "crs": grid.crs.to_wkt() if grid.crs else None,
        "footprint": {"type": "Polygon", "coordinates": [ring]},
    }


@dataclass(frozen=True)
class PartOfScene:
    """A part of an open scene, with a grid of its own, to be predicted and evaluated as if it were the whole."""

    pair: Scene
    part: Window

    @property
    def name(self) -> str:
        """Name of the scene."""
        return self.pair.name

    @property
    def grid(self) -> Grid:
        """The part's grid."""
        return self.pair.grid.cut(self.part)

    @property
    def band_count(self) -> int:
        """Number of bands of the imagery."""
        return len(self.pair.bands)

    def read_imagery(self, window: Window) -> NDArray[np.generic]:
        """Return imagery (bands, height, width) of a window of the part."""
        return self.pair.read_imagery(self._in_scene(window))

    def valid(self, window: Window) -> NDArray[np.bool_]:
        """Return where the imagery has data (height, width)."""
        return self.pair.valid(self._in_scene(window))

    def read_classes(self, window: Window) -> NDArray[np.uint8]:
        """Return class indices (height, width), 255 where unknown."""
        return self.pair.read_classes(self._in_scene(window))

    def _in_scene(self, window: Window) -> Window:
        return Window(window.col + self.part.col, window.row + self.part.row, window.width, window.height)
