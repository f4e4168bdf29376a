"""The scenes of a generator's training: checked for what a training needs, and written as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...contract.class_scheme import ClassScheme
from ...contract.errors import InputError
from ...contract.progress import Reporter
from ...scenes.arrays import SceneArrays, SceneArraySet, shuffled_candidates, write_scene_arrays
from ...scenes.sources import SceneSource, read_sources
from ...scenes.valid_patches import patch_corners, whole_cells
from ...scenes.value_comparison import KnownValues, conversion, found_values
from ...scenes.value_range import ValueRange, stated_range, usual_range

_SIXTEEN_BITS = KnownValues("", 0, 10_000, "uint16")
"""What reflectance is usually stored as."""

LARGEST_PIXEL_DIFFERENCE = 0.1
"""Share by which the pixel sizes of the imagery of one training may differ."""


@dataclass(frozen=True)
class GeneratorSources:
    """Where the scenes of a training come from; without any for validation, the training scenes validate.

    Attributes:
        training, validation: sources with the same classes.
        value_range: as the user states it, see `stated_range`, or None.
    """

    training: Sequence[SceneSource]
    validation: Sequence[SceneSource] = ()
    value_range: str | None = None


@dataclass(frozen=True)
class GeneratorScenes:
    """The scenes of a training as arrays.

    Attributes:
        training: scenes to learn from.
        validation: scenes that choose the best weights.
        value_range: of the training imagery.
    """

    training: SceneArraySet
    validation: SceneArraySet
    value_range: ValueRange


def refuse_absent_classes(sources: Sequence[SceneSource]) -> None:
    """Refuse classes that no pixel of the land cover has, because nothing can be learnt of them.

    Raises:
        InputError: with the names of the classes.
    """
    scheme = sources[0].match.scheme
    present = {
        source.match.index_of_value[value]
        for source in sources
        for value, count in source.match.counts.items()
        if count
    }
    if sources[0].files.buildings is not None and scheme.building_index is not None:
        present.add(scheme.building_index)
    absent = [name for index, name in enumerate(scheme.names) if index not in present]
    if absent:
        raise InputError(
            f"The land cover has no pixel of {', '.join(absent)}: give SCHEME a JSON file of the scheme without it, or "
            "add land cover that has it."
        )


def write_generator_scenes(sources: GeneratorSources, crop: int, folder: Path, reporter: Reporter) -> GeneratorScenes:
    """Write the scenes of a training as arrays.

    Args:
        sources: of the scenes.
        crop: pixels along the side of a training crop.
        folder: an existing folder, see `write_scene_arrays`.
        reporter: gets progress; may cancel.

    Raises:
        InputError: scenes cannot be read, cannot be trained on together, or have no room for a crop; the imagery
            shows no pixel of a class; or the stated value range is none.
    """
    dtype = _common_type((*sources.training, *sources.validation), crop)
    values = stated_range(sources.value_range, dtype)
    training = _written(sources.training, crop, folder, "training", reporter.part(0, 0.8))
    _refuse_unseen_classes(sources.training[0].match.scheme, training.scenes)
    values = values or usual_range(dtype, training.scenes)
    validation = training
    if sources.validation:
        validation = _written(sources.validation, crop, folder, "validation", reporter.part(0.8, 1))
    return GeneratorScenes(training, validation, values)


def _written(sources: Sequence[SceneSource], crop: int, folder: Path, name: str, reporter: Reporter) -> SceneArraySet:
    written = write_scene_arrays(sources, folder, name, shuffled_candidates, reporter)
    for info, scene in zip(written.sources, written.scenes, strict=True):
        _refuse_without_patch(info.imagery, scene, crop)
    return written


def _common_type(scenes: Sequence[SceneSource], crop: int) -> str:
    """Return the data type of the imagery; refuse imagery that cannot be trained on with the first one, or is smaller
    than a crop.
    """
    sources = read_sources(scenes)
    first = sources[0]
    for own, source in zip(sources, scenes, strict=True):
        if own.dtype not in {"uint8", "uint16"}:
            raise InputError(
                f"{own.imagery} holds {own.dtype} numbers: imagery of 8 or 16 bits without sign is needed. Rescale it "
                f"first, {conversion(found_values(source), _SIXTEEN_BITS)}."
            )
    for own in sources:
        if abs(own.pixel_metres / first.pixel_metres - 1) > LARGEST_PIXEL_DIFFERENCE:
            raise InputError(
                f"{own.imagery} has pixels of {own.pixel_metres:.3g} m, and the first image of "
                f"{first.pixel_metres:.3g} m: resample the imagery to one pixel size."
            )
        if min(own.window.width, own.window.height) < crop:
            raise InputError(
                f"{own.imagery} has {own.window.width} x {own.window.height} pixels, which is smaller than a crop of "
                f"{crop}: leave it out, or make CROP smaller."
            )
    return first.dtype


def _refuse_without_patch(name: str, scene: SceneArrays, crop: int) -> None:
    """Refuse a scene without room for a crop between its nodata."""
    whole = whole_cells(scene.valid)
    if not whole.any():
        raise InputError(f"{name} holds hardly anything but nodata: leave it out.")
    if not len(patch_corners(whole, scene.size, crop)):
        raise InputError(
            f"{name} has no patch of {crop} x {crop} pixels without nodata: leave it out, or make CROP smaller. If "
            "dark pixels count as nodata, give the raster a nodata value that none of its pixels has."
        )


def _refuse_unseen_classes(scheme: ClassScheme, scenes: Sequence[SceneArrays]) -> None:
    """Refuse classes that lie nowhere but where the imagery has no data."""
    shown = [any(len(scene.candidates[index]) for scene in scenes) for index in range(len(scheme.names))]
    hidden = [name for name, is_shown in zip(scheme.names, shown, strict=True) if not is_shown]
    if hidden:
        raise InputError(
            f"The imagery has no data where the land cover is {', '.join(hidden)}: make its values nodata with "
            "CLASSES, or add imagery that shows it."
        )
