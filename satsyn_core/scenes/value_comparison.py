"""Whether imagery has the digital numbers of a model or of other imagery, or those of other units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..contract.wording import quoted
from ..raster.window import Window
from .imagery import Imagery
from .pairs import open_imagery
from .sources import SceneSource

_SAMPLED_PER_SIDE = 4
_SAMPLE_PIXELS = 128
"""Side of each of the windows, four by four, that are read of a raster: few bytes, whatever its size."""

_SUMMARY_NUMBERS = 2048
"""Numbers of a summary: shares of them differ from those of all by less than a thousandth."""

_MOSTLY_OUTSIDE = 0.5
"""Share of the numbers outside the model's range at which they must have other units."""

_OFTEN_OUTSIDE = 0.05
"""Share of the numbers outside the model's range at which a warning is due."""

_DARK = 0.05
"""Share of the model's range below which imagery has other units if its data type is another, too, as reflectance has
in 8 bits and 8-bit numbers have in 16 bits; in the same data type it may be dark, and a warning is due."""

_HARDLY_DIFFERENT = 0.1
"""Share of the model's range that imagery of another data type takes up when it is in the same units."""

_UNLIKE, _UNLIKELY = 100, 8
"""How many times as large as those of another scene the numbers of a scene are in other units for sure, and where a
warning is due: a bright city and dark water in the same units differ less."""

_UNLIKE_OTHER_TYPE = 4
"""The same where the data types differ, too."""


@dataclass(frozen=True)
class KnownValues:
    """The digital numbers that a model was trained on: `low` to `high`, stored as `dtype`; `model` is its name."""

    model: str
    low: float
    high: float
    dtype: str


@dataclass(frozen=True)
class FoundValues:
    """Digital numbers of imagery, a sample of which is compared.

    Attributes:
        path: of the raster.
        dtype: its data type.
        sample: valid numbers (n,), of any band; of a summary few that stand for all.
        training_set: folder of the set that the raster is a chip of; empty for others.
        most: what most numbers lie between, of a summary; None: the sample says it.
    """

    path: str
    dtype: str
    sample: NDArray[np.generic]
    training_set: str = ""
    most: tuple[float, float] | None = None


def summarised(found: FoundValues) -> FoundValues:
    """Return numbers that compare like those that were found, in some kilobytes, to be kept for thousands of scenes."""
    finite = np.sort(found.sample[np.isfinite(found.sample)])
    if len(finite) <= _SUMMARY_NUMBERS:
        return found
    evenly = (np.arange(_SUMMARY_NUMBERS) + 0.5) * (len(finite) / _SUMMARY_NUMBERS)
    return replace(found, sample=finite[evenly.astype(np.intp)], most=_range(found))


def sample_values(imagery: Imagery) -> NDArray[np.generic]:
    """Return valid digital numbers (n,) from windows that are spread over imagery; none if they hold nothing valid."""
    grid, found = imagery.grid, []
    for row in range(_SAMPLED_PER_SIDE):
        for col in range(_SAMPLED_PER_SIDE):
            window = Window(
                _start(grid.width, col), _start(grid.height, row), _SAMPLE_PIXELS, _SAMPLE_PIXELS
            ).intersection(grid.window)
            if window is not None:
                found.append(imagery.read_imagery(window)[:, imagery.valid(window)].ravel())
    return np.concatenate(found)


def found_values(source: SceneSource, training_set: str = "") -> FoundValues:
    """Return digital numbers of the imagery of a scene.

    Args:
        source: of the scene.
        training_set: folder of the set that it is a chip of.

    Raises:
        InputError: it cannot be read.
    """
    with open_imagery(source.files.imagery, source.bands) as imagery:
        return FoundValues(source.files.imagery, imagery.dtype, sample_values(imagery), training_set)


def compare_scenes(scenes: Iterable[FoundValues], reporter: Reporter) -> None:
    """Refuse imagery that a model is to learn or to be scored from together, and that has several units.

    Args:
        scenes: digital numbers of each; the first ones are those that the others are compared with.
        reporter: gets a warning where units are likely to differ.

    Raises:
        InputError: with both ranges, and how to rescale.
    """
    known: FoundValues | None = None
    for found in scenes:
        if _range(found) is None:
            continue
        known = known or found
        _compare_scene(found, known, reporter)


def _range(found: FoundValues) -> tuple[float, float] | None:
    """Return what most numbers lie between, None if none is finite."""
    if found.most is not None:
        return found.most
    numbers = found.sample[np.isfinite(found.sample)].astype(np.float64)
    if not numbers.size:
        return None
    low, high = (float(part) for part in np.percentile(numbers, (0.5, 99.5)))
    return low, high


def _compare_scene(found: FoundValues, known: FoundValues, reporter: Reporter) -> None:
    (low, high), (known_low, known_high) = _range(found) or (0.0, 0.0), _range(known) or (0.0, 0.0)
    sizes = sorted(max(abs(low), abs(high), 1e-12) for low, high in ((low, high), (known_low, known_high)))
    times, other_type = sizes[1] / sizes[0], np.dtype(found.dtype) != np.dtype(known.dtype)
    if not other_type and times <= _UNLIKELY:
        return
    says = (
        f"{found.path} holds {found.dtype} numbers, most of them from {low:.4g} to {high:.4g}, and {known.path} holds "
        f"{known.dtype} numbers, most of them from {known_low:.4g} to {known_high:.4g}"
    )
    target = KnownValues("", min(known_low, 0.0), known_high, known.dtype)
    remedy = rescaling(found, target)
    if times > (_UNLIKE_OTHER_TYPE if other_type else _UNLIKE):
        raise InputError(f"{says}: these are other units. Give all imagery in the same units, {remedy}.")
    reporter.log(
        f"{says}. If these are other units, the result is wrong: then give all imagery in the same units, {remedy}.",
        "warning",
    )


def compare_values(found: FoundValues, known: KnownValues, reporter: Reporter) -> None:
    """Refuse imagery whose numbers cannot mean what those of the model's imagery meant, and warn of unlikely ones.

    Raises:
        InputError: with both ranges, and how to rescale.
    """
    most = _range(found)
    if most is None:
        return
    low, high = most
    numbers = found.sample[np.isfinite(found.sample)].astype(np.float64)
    outside = float(np.mean((numbers < known.low) | (numbers > known.high)))
    height = (high - known.low) / max(known.high - known.low, 1e-9)
    says = (
        f"{found.path} holds {found.dtype} numbers, most of them from {low:.4g} to {high:.4g}, and the model "
        f"{known.model} was trained on {known.dtype} numbers from {known.low:.6g} to {known.high:.6g}"
    )
    other_type = np.dtype(found.dtype) != np.dtype(known.dtype)
    if outside > _MOSTLY_OUTSIDE or (other_type and height < _DARK):
        raise InputError(f"{says}: these are other units, so {_remedy(found, known)}.")
    if other_type or outside > _OFTEN_OUTSIDE or height < _DARK:
        reporter.log(f"{says}. If these are other units, the result is wrong: then {_remedy(found, known)}.", "warning")


def _remedy(found: FoundValues, known: KnownValues) -> str:
    """Return what to do about imagery of other units than a model's, as the end of a sentence."""
    if not found.training_set:
        return f"rescale the imagery first, {rescaling(found, known)}"
    # Chips that are rescaled one by one lose their common scale.
    whole = replace(found, path="imagery.tif")
    return (
        f"choose a model that was trained on such numbers; or rescale the imagery that {found.training_set} was built "
        f"of, {rescaling(whole, known)}, and build the set anew"
    )


def rescaling(found: FoundValues, known: KnownValues) -> str:
    """Return the command that brings imagery into the range of a model, as a part of a sentence."""
    return _translation(found, known, _scale(found, known))


def _scale(found: FoundValues, known: KnownValues) -> str:
    low, high = _range(found) or (0.0, 1.0)
    return f"-scale {min(low, 0.0):.6g} {high:.6g} {known.low:.6g} {known.high:.6g} "


def conversion(found: FoundValues, known: KnownValues, bands: Sequence[int] = ()) -> str:
    """Return the command that brings imagery to the data type of a model, as a part of a sentence: numbers that are in
    the model's range stay as they are, others are rescaled.

    Args:
        found: digital numbers of the imagery.
        known: those of the model.
        bands: that the command selects, from 1; none: all.
    """
    low, high = _range(found) or (known.low, known.high)
    span = known.high - known.low
    is_near = known.low <= low and high <= known.high and high - low >= _HARDLY_DIFFERENT * span
    keeps = is_near or np.dtype(found.dtype) == np.dtype(known.dtype)
    selected = "".join(f"-b {band} " for band in bands)
    return _translation(found, known, selected if keeps else f"{selected}{_scale(found, known)}")


def _translation(found: FoundValues, known: KnownValues, options: str) -> str:
    name = {"uint8": "Byte", "uint16": "UInt16", "int16": "Int16", "float32": "Float32"}.get(known.dtype, "Float32")
    target = f"{Path(found.path).stem}_rescaled.tif"
    return f"for example with gdal_translate -ot {name} {options}{quoted(found.path)} {quoted(target)}"


def _start(length: int, number: int) -> int:
    return max(0, (length - _SAMPLE_PIXELS) * number // (_SAMPLED_PER_SIDE - 1))
