"""Training scenes laid out on disk, so that random crops of rasters of any size and format are cheap."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN, ClassScheme
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..landcover.class_matching import ClassMatch
from ..raster.grid import Grid
from ..raster.window import Window, canonical_blocks
from ..scenes.disk_arrays import disk_array
from ..scenes.pairs import Scene, ScenePaths, open_scene
from .normalisation import Normalisation, NormalisationFit

BLOCK_PIXELS = 2048
"""Size of the blocks in which a scene is laid out: bounds the memory that preparation needs."""

CANDIDATES_PER_CLASS = 50_000
"""Positions remembered of each class in each scene, from which class-balanced crops are centred."""


@dataclass(frozen=True)
class SceneSource:
    """Where a scene comes from.

    Attributes:
        files: of the scene.
        match: of its land cover.
        window: the part to use; None is the whole.
        bands: of the imagery, from 1; None is all but an alpha band.
    """

    files: ScenePaths
    match: ClassMatch
    window: Window | None = None
    bands: tuple[int, ...] | None = None

    def open(self) -> AbstractContextManager[Scene]:
        """Open the whole scene for a `with` block."""
        return open_scene(self.files, self.match, bands=self.bands)


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


@dataclass(frozen=True)
class TrainingScene:
    """A scene as arrays on disk.

    Attributes:
        image: (bands, height, width) in the imagery's data type.
        valid: (height, width), True where the imagery has data.
        labels: (height, width) class indices, 255 where the pixel counts in no loss and no metric.
        candidates: for each class, pixel positions (n, 2) as row and column.
    """

    image: NDArray[np.generic]
    valid: NDArray[np.bool_]
    labels: NDArray[np.uint8]
    candidates: tuple[NDArray[np.int32], ...]

    @property
    def size(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.labels.shape[0], self.labels.shape[1]


@dataclass(frozen=True)
class SceneArraySet:
    """Scenes of one part of the data (training, validation) and what they have in common.

    Attributes:
        scenes: in the order of their sources.
        band_names, dtype: of the imagery.
        pixel_size: ground sampling distance in metres.
        normalisation: fitted to these scenes.
        class_pixels: labelled pixels of each class.
    """

    scenes: tuple[TrainingScene, ...]
    band_names: tuple[str, ...]
    dtype: str
    pixel_size: float
    normalisation: Normalisation
    class_pixels: tuple[int, ...]


def lay_out(
    sources: Sequence[SceneSource], scheme: ClassScheme, folder: Path, name: str, reporter: Reporter
) -> SceneArraySet:
    """Lay scenes out as arrays under `folder`, block by block.

    Args:
        sources: at least one; all with the same bands and data type.
        scheme: the classes.
        folder: an existing work folder; needs about bands + 2 bytes a pixel for 8-bit imagery.
        name: starts the names of the files.
        reporter: gets progress; may cancel.

    Raises:
        InputError: bands or data types differ, or no pixel has both imagery and a class.
    """
    sizes, (band_names, dtype, pixel_size) = _common(sources)
    bands, pixels = len(band_names), sum(height * width for height, width in sizes)
    image_path, valid_path, label_path = array_paths(folder, name)
    arena = _Arena(
        disk_array(image_path, (bands * pixels,), dtype),
        disk_array(valid_path, (pixels,), "bool"),
        disk_array(label_path, (pixels,), "uint8"),
    )
    fit = NormalisationFit(bands, dtype)
    class_pixels = np.zeros(len(scheme.classes), np.int64)
    scenes = []
    for number, (source, size) in enumerate(zip(sources, sizes, strict=True)):
        reporter.check_cancelled()
        reporter.progress(number / len(sources), f"Preparing {name} scene {number + 1} of {len(sources)}")
        image, valid, labels = arena.next(bands, size)
        with source.open() as pair:
            _fill(pair, source.window or pair.grid.window, image, valid, labels, fit, reporter)
        counts = np.bincount(labels.ravel(), minlength=UNKNOWN + 1)[: len(class_pixels)]
        class_pixels += counts
        scenes.append(TrainingScene(image, valid, labels, _candidates(labels, counts)))
    if not class_pixels.any():
        raise InputError(f"No pixel of the {name} scenes has both imagery and a class: check that they overlap.")
    return SceneArraySet(tuple(scenes), band_names, dtype, pixel_size, fit.result(), tuple(class_pixels.tolist()))


def array_paths(folder: Path, name: str) -> tuple[Path, Path, Path]:
    """Return the files of a layout: imagery, where it has data, and labels."""
    return folder / f"{name}.image.npy", folder / f"{name}.valid.npy", folder / f"{name}.labels.npy"


@dataclass
class _Arena:
    """Flat arrays that scenes take their parts of, one after the other: few files for thousands of chips."""

    image: NDArray[np.generic]
    valid: NDArray[np.bool_]
    labels: NDArray[np.uint8]
    used: int = 0

    def next(
        self, bands: int, size: tuple[int, int]
    ) -> tuple[NDArray[np.generic], NDArray[np.bool_], NDArray[np.uint8]]:
        """Return the image (bands, h, w), valid (h, w) and label (h, w) arrays of the next scene."""
        start, end = self.used, self.used + size[0] * size[1]
        self.used = end
        return (
            self.image[bands * start : bands * end].reshape(bands, *size),
            self.valid[start:end].reshape(size),
            self.labels[start:end].reshape(size),
        )


def _common(sources: Sequence[SceneSource]) -> tuple[list[tuple[int, int]], tuple[tuple[str, ...], str, float]]:
    """Return the size of every scene, and the band names, data type and pixel size that they share."""
    sizes = []
    first: tuple[tuple[str, ...], str, float] | None = None
    for source in sources:
        with source.open() as pair:
            window = source.window or pair.grid.window
            sizes.append((window.height, window.width))
            found = (pair.band_names, pair.dtype, pair.grid.pixel_metres)
        first = first or found
        if (len(found[0]), found[1]) != (len(first[0]), first[1]):
            raise InputError(
                f"{source.files.imagery} has {len(found[0])} bands of {found[1]}, and {sources[0].files.imagery} has "
                f"{len(first[0])} of {first[1]}: imagery of one training has the same bands."
            )
    if first is None:
        raise InputError("There is no scene to learn from.")
    return sizes, first


def _fill(
    pair: Scene,
    window: Window,
    image: NDArray[np.generic],
    valid: NDArray[np.bool_],
    labels: NDArray[np.uint8],
    fit: NormalisationFit,
    reporter: Reporter,
) -> None:
    for block in canonical_blocks(window, BLOCK_PIXELS):
        reporter.check_cancelled()
        rows, cols = block.slices_in(window)
        pixels, has_data = pair.read_imagery(block), pair.valid(block)
        fit.add(pixels, has_data)
        image[:, rows, cols], valid[rows, cols] = pixels, has_data
        labels[rows, cols] = np.where(has_data, pair.land_cover.read(block), np.uint8(UNKNOWN))


def _candidates(labels: NDArray[np.uint8], counts: NDArray[np.integer]) -> tuple[NDArray[np.int32], ...]:
    """Return up to `CANDIDATES_PER_CLASS` random positions of each class."""
    rng = np.random.default_rng(0)
    found = []
    for index, count in enumerate(counts):
        kept = np.sort(rng.permutation(int(count))[:CANDIDATES_PER_CLASS])
        found.append(_nth_positions(labels, index, kept))
    return tuple(found)


def _nth_positions(labels: NDArray[np.uint8], index: int, kept: NDArray[np.integer]) -> NDArray[np.int32]:
    """Return the positions (n, 2) of the occurrences of a class with these numbers, found strip by strip."""
    found, before = [np.zeros((0, 2), np.int32)], 0
    for top in range(0, len(labels), BLOCK_PIXELS):
        positions = np.argwhere(labels[top : top + BLOCK_PIXELS] == index)
        here = kept[(kept >= before) & (kept < before + len(positions))] - before
        found.append((positions[here] + np.array([top, 0])).astype(np.int32))
        before += len(positions)
    return np.concatenate(found)
