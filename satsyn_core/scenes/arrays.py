"""Training scenes as arrays on disk, so that random crops of rasters of any size and format are cheap."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..contract.atomic_files import also_by_force
from ..contract.class_scheme import UNKNOWN
from ..contract.progress import Reporter
from ..raster.window import Window, canonical_blocks
from .candidate_budget import CandidateBudget
from .disk_arrays import disk_array
from .sources import SceneSource, SourceInfo, read_sources

BLOCK_PIXELS = 2048
"""Size of the blocks in which scenes are read: it bounds the memory that preparation needs."""

STRIP_PIXELS = BLOCK_PIXELS**2
"""Pixels of the strips in which classes are counted and found: a wide raster has strips of few rows."""

MOST_PERMUTED = 2**26
"""Pixels of a class up to which all of them are permuted to choose candidates, with 4 bytes each. Of more, candidates
are drawn one by one. Both choose evenly, but differently: the limit decides which crops a seed gives.
"""

CANDIDATES_PER_CLASS = 50_000
"""Positions chosen of each class in each scene, around which class-balanced crops are placed; `CandidateBudget` keeps
fewer where the scenes are many.
"""

SUFFIXES = (".image.npy", ".valid.npy", ".classes.npy")
"""Endings of the files that hold scenes."""

PARTS = ("training", "validation")
"""Parts of the data; their names start those of the files."""

PROCESS_FOLDER = "process-"


@dataclass(frozen=True)
class SceneArrays:
    """One scene as arrays on disk.

    Attributes:
        window: the part of the raster that the arrays hold.
        image: (bands, height, width) in the imagery's data type.
        valid: (height, width), True where the imagery has data.
        classes: (height, width) class indices, 255 where unknown; known also where the imagery has no data.
        candidates: for each class, positions (n, 2) of pixels with data, as row and column.
        chosen: for each class, the candidates before they were thinned to the budget; empty where they were not.
    """

    window: Window
    image: NDArray[np.generic]
    valid: NDArray[np.bool_]
    classes: NDArray[np.uint8]
    candidates: tuple[NDArray[np.int32], ...] = ()
    chosen: tuple[int, ...] = ()

    @property
    def size(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.classes.shape[0], self.classes.shape[1]

    def class_pixels(self, classes: int) -> NDArray[np.int64]:
        """Return the pixels (classes,) of each class where the imagery has data."""
        found = np.zeros(classes, np.int64)
        for rows in _strips(self.size):
            labels = self.classes[rows][self.valid[rows]]
            found += np.bincount(labels, minlength=UNKNOWN + 1)[:classes]
        return found


@dataclass(frozen=True)
class SceneArraySet:
    """Scenes of one part of the data (training, validation).

    Attributes:
        scenes: as arrays.
        sources: of the scenes, in the same order.
        contents: SHA-256 of all that the scenes hold, for "imagery" and for "land cover".
    """

    scenes: tuple[SceneArrays, ...]
    sources: tuple[SourceInfo, ...]
    contents: Mapping[str, str]

    @property
    def first(self) -> SourceInfo:
        """Of the imagery whose bands and data type all of it has."""
        return self.sources[0]


def contents_of(parts: Mapping[str, SceneArraySet]) -> dict[str, str]:
    """Return digests of what the parts of the data hold, by names such as "training land cover"."""
    return {f"{part} {kind}": digest for part, one in parts.items() for kind, digest in one.contents.items()}


ChooseCandidates = Callable[[SceneArrays, int], tuple[NDArray[np.int32], ...]]
"""Chooses the candidates of so many classes in a scene."""


def write_scene_arrays(
    sources: Sequence[SceneSource], folder: Path, name: str, choose: ChooseCandidates, reporter: Reporter
) -> SceneArraySet:
    """Write scenes as arrays under `folder`, block by block: three files for all scenes, even thousands of chips.

    Args:
        sources: at least one; all with the same bands, data type and classes.
        folder: an existing folder; needs bands + 2 bytes a pixel for 8-bit imagery.
        name: of this part of the data, one of `PARTS`.
        choose: `shuffled_candidates`, `ordered_candidates`, or `no_candidates` for scenes that are read as a whole.
        reporter: gets progress, and what a user should know of the scenes; may cancel.

    Raises:
        InputError: a scene cannot be read, or bands or data types differ.
        DiskFullError: there is no room.
    """
    found = read_sources(sources)
    bands, pixels = len(found[0].band_names), sum(one.window.width * one.window.height for one in found)
    image, valid, classes = (folder / f"{name}{suffix}" for suffix in SUFFIXES)
    arena = _Arena(
        disk_array(image, (bands * pixels,), found[0].dtype),
        disk_array(valid, (pixels,), "bool"),
        disk_array(classes, (pixels,), "uint8"),
    )
    scenes, chosen, budget = [], [], CandidateBudget()
    for number, (source, info) in enumerate(zip(sources, found, strict=True)):
        part = reporter.part(number / len(sources), (number + 1) / len(sources))
        part.progress(0, f"Preparing {name} scene {number + 1} of {len(sources)}")
        scene = arena.next(bands, info.window)
        _fill(scene, source, part)
        candidates = choose(scene, len(source.match.scheme.classes))
        scenes.append(scene)
        chosen.append(tuple(len(positions) for positions in candidates))
        budget.add(candidates)
    sizes = [scene.size for scene in scenes]
    contents = {
        "imagery": _content(sizes, arena.image, arena.valid),
        "land cover": _content(sizes, arena.classes),
    }
    with_candidates = (
        replace(scene, candidates=tuple(kept), chosen=numbers)
        for scene, kept, numbers in zip(scenes, budget.scenes, chosen, strict=True)
    )
    return SceneArraySet(tuple(with_candidates), found, contents)


def _content(sizes: Sequence[tuple[int, int]], *arrays: NDArray[np.generic]) -> str:
    digest = hashlib.sha256(repr(sizes).encode())
    for array in arrays:
        digest.update(array.data)
    return digest.hexdigest()


def scene_blocks(scene: SceneArrays) -> Iterator[tuple[slice, slice]]:
    """Yield rows and columns of the blocks in which the scene was read."""
    for block in canonical_blocks(scene.window, BLOCK_PIXELS):
        yield block.slices_in(scene.window)


@contextmanager
def array_folder(work: Path, rank: int) -> Iterator[Path]:
    """Yield a process's own folder for arrays in a work folder. Afterwards its arrays are removed, whatever happens,
    and with them a folder in which nothing else is.

    Args:
        work: work folder of a training, made if it is not there.
        rank: number of the process.
    """
    folder = work / f"{PROCESS_FOLDER}{rank}" if rank else work
    folder.mkdir(parents=True, exist_ok=True)
    remove = partial(remove_arrays, folder)
    with also_by_force(remove):
        try:
            yield folder
        finally:
            remove()


def remove_arrays(folder: Path) -> None:
    """Remove the arrays in a folder, and the folder if nothing else is in it."""
    # An array that Windows still holds open stays: nothing depends on its removal.
    with suppress(OSError):
        for part, suffix in product(PARTS, SUFFIXES):
            (folder / f"{part}{suffix}").unlink(missing_ok=True)
        folder.rmdir()


@dataclass
class _Arena:
    """Flat arrays of which scenes take their parts, one after the other."""

    image: NDArray[np.generic]
    valid: NDArray[np.bool_]
    classes: NDArray[np.uint8]
    used: int = 0

    def next(self, bands: int, window: Window) -> SceneArrays:
        """Return the arrays of the next scene, without candidates."""
        size = (window.height, window.width)
        start, end = self.used, self.used + window.height * window.width
        self.used = end
        return SceneArrays(
            window,
            self.image[bands * start : bands * end].reshape(bands, *size),
            self.valid[start:end].reshape(size),
            self.classes[start:end].reshape(size),
        )


def _fill(scene: SceneArrays, source: SceneSource, reporter: Reporter) -> None:
    blocks = list(canonical_blocks(scene.window, BLOCK_PIXELS))
    with source.open(reporter) as pair:
        for number, block in enumerate(blocks):
            reporter.check_cancelled()
            reporter.progress(number / len(blocks))
            rows, cols = block.slices_in(scene.window)
            scene.image[:, rows, cols] = pair.read_imagery(block)
            scene.valid[rows, cols] = pair.valid(block)
            scene.classes[rows, cols] = pair.land_cover.read(block)


def no_candidates(scene: SceneArrays, classes: int) -> tuple[NDArray[np.int32], ...]:  # noqa: ARG001 - one of several
    """Return none: crops that are drawn at no class need no positions."""
    return ()


def shuffled_candidates(scene: SceneArrays, classes: int) -> tuple[NDArray[np.int32], ...]:
    """Return up to `CANDIDATES_PER_CLASS` random positions of each class, in random order.

    The generator's trainings draw from these. Their order decides which crops a seed gives, so that
    `ordered_candidates` cannot replace it without changing what trainings give.
    """
    rng = np.random.default_rng(0)
    found = []
    for index in range(classes):
        by_strip = []
        for top in range(0, scene.size[0], BLOCK_PIXELS):
            rows = slice(top, min(top + BLOCK_PIXELS, scene.size[0]))
            by_strip.append(_nth_positions(scene, index, _chosen(rng, _count(scene, index, rows)), rows))
        together = np.concatenate(by_strip)
        found.append(together[rng.permutation(len(together))[:CANDIDATES_PER_CLASS]])
    return tuple(found)


def ordered_candidates(scene: SceneArrays, classes: int) -> tuple[NDArray[np.int32], ...]:
    """Return up to `CANDIDATES_PER_CLASS` random positions of each class, row by row.

    Segmentation trainings draw from these, see `shuffled_candidates`.
    """
    rng = np.random.default_rng(0)
    found = []
    for index, count in enumerate(scene.class_pixels(classes)):
        kept = np.sort(_chosen(rng, int(count)))
        found.append(_nth_positions(scene, index, kept, slice(0, scene.size[0])))
    return tuple(found)


def _chosen(rng: np.random.Generator, count: int) -> NDArray[np.integer]:
    """Return up to `CANDIDATES_PER_CLASS` different numbers below `count`, in random order."""
    if count > MOST_PERMUTED:
        drawn: NDArray[np.integer] = rng.choice(count, min(CANDIDATES_PER_CLASS, count), replace=False)
        return drawn
    numbers = np.arange(count, dtype=np.uint32)
    rng.shuffle(numbers)
    return numbers[:CANDIDATES_PER_CLASS].astype(np.int64)


def _count(scene: SceneArrays, index: int, rows: slice) -> int:
    """Return the pixels of a class in some rows where the imagery has data."""
    return sum(int(np.count_nonzero(_shown(scene, index, part))) for part in _strips(scene.size, rows))


def _nth_positions(scene: SceneArrays, index: int, kept: NDArray[np.integer], rows: slice) -> NDArray[np.int32]:
    """Return the positions (n, 2) of the occurrences of a class in some rows with these numbers, in their order."""
    found, before = np.zeros((len(kept), 2), np.int32), 0
    for part in _strips(scene.size, rows):
        shown = _shown(scene, index, part)
        after = before + int(np.count_nonzero(shown))
        here = (kept >= before) & (kept < after)
        if here.any():
            row, col = np.divmod(np.flatnonzero(shown)[kept[here] - before], scene.size[1])
            found[here] = np.stack([row + part.start, col], axis=1)
        before = after
    return found


def _shown(scene: SceneArrays, index: int, rows: slice) -> NDArray[np.bool_]:
    """Return where some rows show a class and the imagery has data."""
    shown: NDArray[np.bool_] = (scene.classes[rows] == index) & scene.valid[rows]
    return shown


def _strips(size: tuple[int, int], rows: slice | None = None) -> Iterator[slice]:
    """Yield the rows of a scene of height and width `size`, or some of them, in strips of `STRIP_PIXELS` at most."""
    first, end = (0, size[0]) if rows is None else (rows.start, rows.stop)
    step = max(STRIP_PIXELS // max(size[1], 1), 1)
    for top in range(first, end, step):
        yield slice(top, min(top + step, end))
