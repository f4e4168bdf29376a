"""The data of a segmentation: which scenes are for training, for validation and for testing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

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

    Synthetic rasters beside real ones train as a whole: what is real chooses the weights.

    Args:
        sources: of whole rasters.
        gap: rows between both parts that are in neither, so that no crop sees the other part.

    Raises:
        InputError: a raster is too small to be parted.
    """
    upper, lower = [], []
    has_real = any(not source.synthetic for source in sources)
    for source in sources:
        if source.synthetic and has_real:
            upper.append(source)
            continue
        with open_raster(source.files.imagery) as dataset:
            grid = Grid.of(dataset)
        kept = max(FEWEST_HELD_OUT_ROWS, round(grid.height * HELD_OUT_SHARE))
        rows = grid.height - kept - gap
        if rows < FEWEST_HELD_OUT_ROWS:
            raise InputError(
                f"{source.files.imagery} has {counted(grid.height, 'row')}: too few to hold some out for validation. "
                "Give rasters of their own in VALIDATION_IMAGERY and VALIDATION_LANDCOVER."
            )
        upper.append(replace(source, window=Window(0, 0, grid.width, rows)))
        lower.append(replace(source, window=Window(0, grid.height - kept, grid.width, kept)))
    return tuple(upper), tuple(lower)


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
