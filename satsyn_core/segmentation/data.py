"""The data of a segmentation: which scenes are for training, for validation and for testing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from ..contract.class_scheme import UNKNOWN, ClassScheme
from ..contract.errors import InputError
from ..contract.own_files import listed
from ..contract.wording import counted
from ..landcover.class_matching import ClassMatch
from ..raster.grid import Grid
from ..raster.reading import open_raster
from ..raster.window import Window
from ..scenes.sources import SceneSource
from ..scenes.training_set import CLASSES, TrainingSet

HELD_OUT_SHARE = 0.2
"""Share of a raster's rows that is kept for validation where no validation rasters are given."""

FEWEST_HELD_OUT_ROWS = 32

_STRIP_ROWS = 256
"""Rows read at a time in the search for labels."""


@dataclass(frozen=True)
class SegmentationData:
    """Scenes for each purpose.

    Attributes:
        training, validation, test: sources of scenes; `test` is empty where there is nothing of its own to test on.
        description: of the training data, for the model's card.
        notes: sentences that a reader of scores needs to know of the data.
    """

    training: tuple[SceneSource, ...]
    validation: tuple[SceneSource, ...]
    test: tuple[SceneSource, ...]
    description: str
    notes: tuple[str, ...] = ()


def of_training_set(training_set: TrainingSet, scheme: ClassScheme, edited: Sequence[str] = ()) -> SegmentationData:
    """Return the data of a training set, its classes matched to a scheme by their names.

    Args:
        training_set: to learn from.
        scheme: classes of the model.
        edited: paths of its files that were changed since it was built.

    Raises:
        InputError: the set has a class that the scheme lacks.
    """
    match = _match_by_name(training_set, scheme)
    bands = tuple(range(1, len(training_set.band_names) + 1))
    splits = {
        name: tuple(
            SceneSource(training_set.scene_paths(chip), match, bands=bands, synthetic=chip.synthetic, scene=chip.scene)
            for chip in training_set.split(name)
        )
        for name in ("train", "validation", "test")
    }
    synthetic = sum(chip.synthetic for chip in training_set.split("train"))
    chips = counted(len(splits["train"]), "chip")
    description = f"training set {training_set.folder.name}: {chips}, {synthetic} of them synthetic"
    if edited:
        description += f"; {counted(len(edited), 'file')} edited since it was built"
    notes = (_edits_in_words(edited),) if edited else ()
    return SegmentationData(splits["train"], splits["validation"], splits["test"], description, notes)


def _edits_in_words(edited: Sequence[str]) -> str:
    chips = {Path(path).stem for path in edited if path != CLASSES}
    return (
        f"{counted(len(edited), 'file')} of the training set changed since it was built, {listed(edited)}, and the "
        f"changes count. They concern {counted(len(chips), 'chip')}."
    )


def held_out(sources: Sequence[SceneSource], gap: int) -> tuple[tuple[SceneSource, ...], tuple[SceneSource, ...]]:
    """Return training and validation parts of each raster: the lowest fifth of its rows validates.

    Where that leaves no labels to train or to validate on, it is the lowest fifth of the rows from the first to the
    last one with labels. Rasters of too few such rows train as a whole beside others. So do synthetic rasters beside
    real ones: what is real chooses the weights.

    Args:
        sources: of whole rasters.
        gap: rows between both parts that are in neither, so that no crop sees the other part.

    Raises:
        InputError: all rasters have too few rows, or labels in too few.
    """
    has_real = any(not source.synthetic for source in sources)

    def parted(*, at_labels: bool) -> tuple[tuple[SceneSource, ...], tuple[SceneSource, ...]]:
        upper, lower, too_small = [], [], []
        for source in sources:
            if source.synthetic and has_real:
                upper.append(source)
                continue
            rows = _rows(source, at_labels=at_labels)
            halves = _halves(source, rows, gap)
            if halves is None:
                upper.append(source)
                too_small.append(_too_few_rows(source, rows, at_labels=at_labels))
            else:
                upper.append(halves[0])
                lower.append(halves[1])
        if too_small and not lower:
            raise too_small[0]
        return tuple(upper), tuple(lower)

    parts = parted(at_labels=False)
    if all(any(any(_labelled_rows(source)) for source in part) for part in parts):
        return parts
    return parted(at_labels=True)


def _rows(source: SceneSource, *, at_labels: bool) -> tuple[int, int]:
    """Return the first row of a raster that can be used and the one after the last; see `held_out`."""
    labelled = list(_labelled_rows(source)) if at_labels else []
    return (labelled[0][0], labelled[-1][1]) if labelled else (0, _grid(source).height)


def _halves(source: SceneSource, rows: tuple[int, int], gap: int) -> tuple[SceneSource, SceneSource] | None:
    """Return the parts of a raster's rows that train and validate; None where these are too few."""
    (top, bottom), width = rows, _grid(source).width
    kept = max(FEWEST_HELD_OUT_ROWS, round((bottom - top) * HELD_OUT_SHARE))
    left = bottom - top - kept - gap
    if left < FEWEST_HELD_OUT_ROWS:
        return None
    return (
        replace(source, window=Window(0, top, width, left)),
        replace(source, window=Window(0, bottom - kept, width, kept)),
    )


def _too_few_rows(source: SceneSource, rows: tuple[int, int], *, at_labels: bool) -> InputError:
    height = rows[1] - rows[0]
    found = counted(height, "row with land cover", "rows with land cover") if at_labels else counted(height, "row")
    return InputError(
        f"{source.files.imagery} has {found}: too few to hold some out for validation. "
        "Give rasters of their own in VALIDATION_IMAGERY and VALIDATION_LANDCOVER."
    )


def _grid(source: SceneSource) -> Grid:
    with open_raster(source.files.imagery) as dataset:
        return Grid.of(dataset)


def _labelled_rows(source: SceneSource) -> Iterator[tuple[int, int]]:
    """Yield of each strip, from the top, the first row with both imagery and a class, and the one after the last."""
    with source.open() as scene:
        whole = source.window or scene.grid.window
        for start in range(whole.row, whole.row + whole.height, _STRIP_ROWS):
            strip = Window(whole.col, start, whole.width, min(_STRIP_ROWS, whole.row + whole.height - start))
            known = (scene.read_classes(strip) != UNKNOWN) & scene.valid(strip)
            rows = np.flatnonzero(known.any(axis=1))
            if len(rows):
                yield start + int(rows[0]), start + int(rows[-1]) + 1


def has_both_kinds(sources: Sequence[SceneSource]) -> bool:
    """Return whether there are real and synthetic scenes."""
    return len({source.synthetic for source in sources}) > 1


def pixels_by_kind(sources: Sequence[SceneSource]) -> tuple[int, int]:
    """Return the pixels of real and of synthetic scenes.

    Raises:
        InputError: imagery cannot be read.
    """
    pixels = {False: 0, True: 0}
    for source in sources:
        if source.window is None:
            with open_raster(source.files.imagery) as dataset:
                pixels[source.synthetic] += dataset.width * dataset.height
        else:
            pixels[source.synthetic] += source.window.width * source.window.height
    return pixels[False], pixels[True]


def identity(sources: Mapping[str, Sequence[SceneSource]]) -> dict[str, Any]:
    """Return what tells the use of one data set from another, JSON-compatible: parts of rasters, bands and classes.

    Files are not named: QGIS writes some layers to a new file for each run. Digests tell their contents apart.
    """
    return {
        purpose: [[str(one.window), one.bands, sorted(one.match.index_of_value.items())] for one in found]
        for purpose, found in sources.items()
    }


def _match_by_name(training_set: TrainingSet, scheme: ClassScheme) -> ClassMatch:
    meaning = {index: scheme.find(name) for index, name in enumerate(training_set.scheme.names)}
    missing = [training_set.scheme.names[index] for index, found in meaning.items() if found is None]
    if missing:
        raise InputError(
            f"The training set {training_set.folder} has the class {missing[0]}, which the model does not know; it "
            f"knows {', '.join(scheme.names)}."
        )
    return ClassMatch(scheme, {index: UNKNOWN if found is None else found for index, found in meaning.items()}, "set")
