"""Scenes: real imagery and, on its grid, the land cover and the buildings of the same area."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rasterio.io import DatasetReader

from ..contract.class_scheme import ClassScheme
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..contract.source_files import identity
from ..contract.wording import counted
from ..landcover.buildings import open_buildings
from ..landcover.class_matching import ClassMatch, match_classes
from ..landcover.raster import LandCoverRaster, open_landcover
from ..landcover.reader import LandCoverReader
from ..landcover.stated_classes import StatedClasses
from ..raster.bands import band_names, bands_without_doubt, hides_a_band, used_bands, valid_by_nodata
from ..raster.coordinates import describe_crs
from ..raster.grid import Grid
from ..raster.reading import open_raster, read_band_masks, read_mask, read_padded
from ..raster.warp import on_grid, overlap
from ..raster.window import Window

Resampled = Callable[[DatasetReader], AbstractContextManager[DatasetReader]]
"""Yields an open raster as it shall be read, with its pixels or others."""


@dataclass(frozen=True)
class ScenePaths:
    """The files of a scene; `name` is unique among the scenes and fit for file names."""

    name: str
    imagery: str
    land_cover: str
    buildings: str | None = None


@dataclass(frozen=True)
class OpenImagery:
    """Open imagery. Use it in the thread that opened it, or in one other.

    Attributes:
        name: for messages and reports, and fit for file names.
        imagery: open raster.
        bands: band numbers that are used, from 1, without an alpha band.
    """

    name: str
    imagery: DatasetReader
    bands: tuple[int, ...]

    @cached_property
    def grid(self) -> Grid:
        """The imagery's grid."""
        return Grid.of(self.imagery)

    @property
    def dtype(self) -> str:
        """Data type of the imagery."""
        return str(self.imagery.dtypes[self.bands[0] - 1])

    @cached_property
    def band_names(self) -> tuple[str, ...]:
        """One name a band: its description, else its colour, else its number."""
        return band_names(self.imagery, self.bands)

    def read_imagery(self, window: Window) -> NDArray[np.generic]:
        """Return imagery (bands, height, width) of a window in its own data type, 0 outside the raster."""
        return read_padded(self.imagery, window, 0, self.bands)

    def valid(self, window: Window) -> NDArray[np.bool_]:
        """Return where the imagery has data (height, width); a window may reach beyond the raster, where it has none.

        A pixel has data if any band has: cameras leave true zeros, and 255, in single bands. Other nodata values are no
        measurements, and a pixel that has one in a used band has no data. Where there is an alpha band, it says which
        true zeros are measured.
        """
        valid = np.zeros((window.height, window.width), dtype=bool)
        inside = window.intersection(self.grid.window)
        if inside is None:
            return valid
        needed = self._needed_bands
        if needed == self.bands:
            found = read_band_masks(self.imagery, inside, needed).all(axis=0)
        elif hides_a_band(self.imagery, self.bands):
            found = valid_by_nodata(self.read_imagery(inside), self.imagery.nodata)
        else:
            found = read_mask(self.imagery, inside)
            if needed:
                found &= read_band_masks(self.imagery, inside, needed).all(axis=0)
        if np.dtype(self.dtype).kind == "f":
            found &= np.isfinite(self.read_imagery(inside)).all(axis=0)
        valid[inside.slices_in(window)] = found
        return valid

    @cached_property
    def _needed_bands(self) -> tuple[int, ...]:
        """Those of the bands that have data in every pixel with data."""
        return bands_without_doubt(self.imagery, self.bands)


@dataclass(frozen=True)
class Scene(OpenImagery):
    """An open scene: imagery with its land cover.

    Attributes:
        land_cover: on the imagery's grid.
    """

    land_cover: LandCoverReader

    def read_classes(self, window: Window) -> NDArray[np.uint8]:
        """Return class indices (height, width), `UNKNOWN` where nodata, unlabelled or not covered."""
        return self.land_cover.read(window)


def pair_scenes(
    imagery: Sequence[str],
    land_cover: Sequence[str],
    buildings: str | None = None,
    purpose: str = "",
    parameter: str = "IMAGERY",
) -> tuple[ScenePaths, ...]:
    """Return the scenes of lists of rasters in the same order; nothing is opened.

    Args:
        imagery: rasters of real imagery.
        land_cover: rasters or vector layers, one for each image, or a single one that covers all of them.
        buildings: raster or polygon layer of building footprints for all scenes.
        purpose: what the names of both parameters begin with, as in "VALIDATION_".
        parameter: the rest of the name of the parameter that gives the imagery.

    Raises:
        InputError: there is no imagery, or the numbers differ.
    """
    if not imagery:
        raise InputError(f"There is no imagery: give at least one raster in {purpose}{parameter}.")
    if len(land_cover) not in (1, len(imagery)):
        raise InputError(
            f"{purpose}{parameter} has {counted(len(imagery), 'raster')} and {purpose}LANDCOVER has {len(land_cover)}: "
            "give one land cover for each image, in the same order, or a single one that covers all of them."
        )
    covers = list(land_cover) * len(imagery) if len(land_cover) == 1 else list(land_cover)
    names = unique_names(imagery)
    return tuple(ScenePaths(*files, buildings) for files in zip(names, imagery, covers, strict=True))


def require_both(imagery: Sequence[str] | None, land_cover: Sequence[str] | None, purpose: str = "") -> None:
    """Refuse imagery without land cover, and land cover without imagery; `purpose` as for `pair_scenes`.

    Raises:
        InputError: one of them is given, and the other one is not.
    """
    if bool(imagery) != bool(land_cover):
        given, absent = ("IMAGERY", "LANDCOVER") if imagery else ("LANDCOVER", "IMAGERY")
        raise InputError(f"{purpose}{given} is given without {purpose}{absent}: give both, or none of them.")


def pair_optional_scenes(
    imagery: Sequence[str] | None, land_cover: Sequence[str] | None, buildings: str | None, purpose: str
) -> tuple[ScenePaths, ...]:
    """Return the scenes as `pair_scenes`, and none if neither imagery nor land cover is given.

    Raises:
        InputError: one is given without the other, or the numbers differ.
    """
    require_both(imagery, land_cover, purpose)
    return pair_scenes(imagery, land_cover, buildings, purpose) if imagery and land_cover else ()


def imagery_by_land_cover(files: Sequence[ScenePaths], others: Sequence[ScenePaths] = ()) -> dict[str, list[str]]:
    """Return the imagery on each land cover, for `choose_classes`.

    Args:
        files: scenes whose land cover says which classes there are.
        others: scenes that have the same classes, as those for validation: where they lie counts, too.
    """
    found: dict[str, list[str]] = {}
    for one in files:
        found.setdefault(one.land_cover, []).append(one.imagery)
    return {path: [*own, *(other.imagery for other in others)] for path, own in found.items()}


def unique_names(paths: Sequence[str]) -> list[str]:
    """Return the files' names without extension; a repeated one gets a number that no other has."""
    names: list[str] = []
    for path in paths:
        stem = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in Path(path).stem) or "scene"
        name, number = stem, 1
        while name.casefold() in {taken.casefold() for taken in names}:
            number += 1
            name = f"{stem}_{number}"
        names.append(name)
    return names


def warn_of_repeated(scenes: Sequence[ScenePaths], reporter: Reporter) -> None:
    """Warn of images that are one file, whatever the paths to it."""
    first: dict[tuple[object, ...], str] = {}
    for scene in scenes:
        key = identity(Path(scene.imagery))
        known = first.get(key)
        if known is None:
            first[key] = scene.imagery
        else:
            names = known if known == scene.imagery else f"{known} and {scene.imagery}"
            reporter.log(
                f"IMAGERY names one file twice ({names}), so that its chips are doubled: remove one of both unless you "
                "want that.",
                "warning",
            )


def match_scene(
    files: ScenePaths, scheme: ClassScheme, classes: StatedClasses | str | None, reporter: Reporter
) -> ClassMatch:
    """Return what the land cover's values mean, having checked that it overlaps the imagery.

    Only values that lie on the imagery need a class.

    Args:
        files: of the scene.
        scheme: the classes to match to.
        classes: what is stated of the values, see `match_classes`.
        reporter: gets the match, and a notice if the land cover is warped.

    Raises:
        InputError: a raster cannot be read, both do not overlap or cannot be brought together, or values have no match.
    """
    with _open_rasters(files, reporter) as rasters:
        return _match(files, rasters, scheme, classes, reporter)


@contextmanager
def open_scene(
    files: ScenePaths, match: ClassMatch, reporter: Reporter | None = None, bands: Sequence[int] | None = None
) -> Iterator[Scene]:
    """Open a scene for a `with` block.

    Args:
        files: of the scene.
        match: of its land cover, from `match_scene`.
        reporter: gets what the user should know of the buildings; None keeps silent, for opening a scene again.
        bands: imagery bands to use, from 1; None uses all but an alpha band.

    Raises:
        InputError: as `match_scene`; the buildings cannot be read; the imagery lacks a band.
    """
    with _open_rasters(files) as rasters, _read_classes(files, rasters, match, reporter or Reporter()) as reader:
        yield Scene(files.name, rasters.imagery, used_bands(rasters.imagery, bands), reader)


@contextmanager
def match_and_open_scene(
    files: ScenePaths,
    scheme: ClassScheme,
    classes: StatedClasses | str | None,
    reporter: Reporter,
    bands: Sequence[int] | None = None,
    resampled: Resampled = nullcontext,
) -> Iterator[Scene]:
    """Open a scene for a `with` block, with its land cover matched as by `match_scene`.

    The match is the `match` of the scene's land cover; for other arguments and errors see `match_scene` and
    `open_scene`.

    Args:
        resampled: gives the imagery the pixels that the scene shall have; as it is, they are its own.
    """
    with _open_rasters(files, reporter, resampled) as rasters:
        match = _match(files, rasters, scheme, classes, reporter)
        with _read_classes(files, rasters, match, reporter) as reader:
            yield Scene(files.name, rasters.imagery, used_bands(rasters.imagery, bands), reader)


@contextmanager
def open_imagery(path: str, bands: Sequence[int] | None = None) -> Iterator[OpenImagery]:
    """Open imagery alone for a `with` block.

    Args:
        path: raster.
        bands: bands to use, from 1; None uses all but an alpha band.

    Raises:
        InputError: the raster cannot be read or lacks a band.
    """
    with open_raster(path) as imagery:
        yield OpenImagery(unique_names([path])[0], imagery, used_bands(imagery, bands))


@dataclass(frozen=True)
class _SceneRasters:
    """The open rasters of a scene; `on_imagery` is the land cover on the imagery's grid."""

    imagery: DatasetReader
    land_cover: LandCoverRaster
    on_imagery: DatasetReader


@contextmanager
def _open_rasters(
    files: ScenePaths, reporter: Reporter | None = None, resampled: Resampled = nullcontext
) -> Iterator[_SceneRasters]:
    with (
        open_raster(files.imagery) as own,
        resampled(own) as imagery,
        open_landcover(files.land_cover, Grid.of(imagery), reporter) as land_cover,
        on_grid(land_cover.dataset, Grid.of(imagery), files.imagery) as on_imagery,
    ):
        yield _SceneRasters(imagery, land_cover, on_imagery)


def _match(
    files: ScenePaths,
    rasters: _SceneRasters,
    scheme: ClassScheme,
    classes: StatedClasses | str | None,
    reporter: Reporter,
) -> ClassMatch:
    land_cover, grid = rasters.land_cover, Grid.of(rasters.imagery)
    window = land_cover.grid.window
    if not land_cover.grid.same_pixels_as(grid):
        window = _shared_window(files, land_cover.grid, grid)
        reporter.log(
            f"The land cover {files.land_cover} ({land_cover.grid.describe()}) is warped to the grid of "
            f"{files.imagery} ({grid.describe()}), by nearest neighbour."
        )
        if land_cover.has_mask_beside_nodata:
            reporter.log(
                f"{files.land_cover} has both a nodata value and a mask, and warping keeps the nodata value alone: "
                "pixels that only the mask leaves out count as land cover.",
                "warning",
            )
    elif grid.has_place != land_cover.grid.has_place:
        lacking, crs = (files.land_cover, land_cover.grid.crs) if grid.has_place else (files.imagery, grid.crs)
        what = "no coordinate system" if crs is None else f"a local coordinate system ({describe_crs(crs)})"
        reporter.log(
            f"{lacking} has {what}; its pixels are taken to be those of its pair, whose size and position are the "
            "same.",
            "warning",
        )
    return match_classes(land_cover, scheme, classes, window, reporter)


@contextmanager
def _read_classes(
    files: ScenePaths, rasters: _SceneRasters, match: ClassMatch, reporter: Reporter
) -> Iterator[LandCoverReader]:
    """Yield the reader of the scene's classes, with its buildings open if it has any."""
    land_cover = LandCoverRaster(rasters.on_imagery)
    if files.buildings is None:
        yield LandCoverReader(land_cover, match)
        return
    with open_buildings(files.buildings, Grid.of(rasters.imagery), reporter) as buildings:
        yield LandCoverReader(land_cover, match, buildings)


def _shared_window(files: ScenePaths, land_cover: Grid, imagery: Grid) -> Window:
    """Return the pixels of the land cover that lie on the imagery."""
    window = overlap(land_cover, imagery)
    if window is None:
        raise InputError(
            f"{files.imagery} ({imagery.describe()}) and {files.land_cover} ({land_cover.describe()}) do not overlap: "
            "give imagery and land cover of the same area, in the same order."
        )
    return window
