"""Files of a finished training set that somebody changed since it was built: corrected masks, for one.

A changed file is used only where the user says so. Its size, place, bands and class values must still be those that the
set says, because nothing else would notice: another size would be warped, and a class without name left out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from affine import Affine
from rasterio.crs import CRS
from rasterio.errors import CRSError
from rasterio.io import DatasetReader

from ..contract.class_scheme import UNKNOWN
from ..contract.errors import InputError
from ..contract.file_digest import file_digest
from ..contract.own_files import listed
from ..contract.progress import Reporter
from ..contract.wording import counted, quoted
from ..raster.coordinates import describe_crs, epsg_code
from ..raster.library_errors import gdal_errors_as
from ..raster.reading import open_raster
from .chip_record import ChipRecord
from .training_set import CLASSES, TrainingSet

_DESCRIPTIONS = "descriptions"
_CHECKED_EVERY = 50


@dataclass(frozen=True)
class _Place:
    """Where a chip has to lie: coordinate system, None where the scene has none, and geotransform."""

    crs: CRS | None
    transform: Affine


def check_edits(
    training_set: TrainingSet, chips: Sequence[ChipRecord], *, wanted: bool, remedy: str, reporter: Reporter
) -> tuple[str, ...]:
    """Find the files of some chips, and the description of the classes, that were changed since the set was built.

    Every file of the chips is read once. Sets from before SatSyn recorded digests have no changed files; their chips
    are checked like changed ones.

    Args:
        training_set: whose files are read.
        chips: of the set, those that are about to be used.
        wanted: whether changed files are to be used.
        remedy: what a user can do where they are not, as the rest of a sentence.
        reporter: gets progress, and a warning of what was changed; may cancel.

    Returns:
        Paths of the changed files, counted from the folder of the set.

    Raises:
        InputError: files were changed, and are not wanted, or cannot be used as they are.
    """
    changed = _changed_descriptions(training_set)
    suspect: list[ChipRecord] = []
    with_more = _with_side_files(training_set.folder, chips)
    for number, chip in enumerate(chips):
        if number % _CHECKED_EVERY == 0:
            reporter.check_cancelled()
            reporter.progress(number / len(chips), f"Checking chip {number + 1} of {len(chips)}")
        own = _changed_files(training_set.folder, chip)
        changed += own
        if own or chip.image.sha256 is None or chip.name in with_more:
            suspect.append(chip)
    if changed:
        found = (
            f"{counted(len(changed), 'file')} of the training set {training_set.folder} changed since it was built: "
            f"{listed(changed)}."
        )
        if not wanted:
            raise InputError(f"{found} {remedy}")
        reporter.log(f"{found} The changes count.", "warning")
    places = _places(training_set)
    for chip in suspect:
        reporter.check_cancelled()
        _check_chip(training_set, chip, places.get(chip.scene))
    return tuple(changed)


def _changed_descriptions(training_set: TrainingSet) -> list[str]:
    recorded = training_set.manifest.get(_DESCRIPTIONS)
    digest = recorded.get(CLASSES) if isinstance(recorded, dict) else None
    return [CLASSES] if digest is not None and file_digest(training_set.folder / CLASSES) != digest else []


def _changed_files(folder: Path, chip: ChipRecord) -> list[str]:
    try:
        return [file.path for file in (chip.image, chip.mask) if file.is_changed(folder)]
    except OSError as error:
        raise InputError(f"{error.filename} cannot be read ({error.strerror or error}).") from error


def _with_side_files(folder: Path, chips: Sequence[ChipRecord]) -> frozenset[str]:
    """Return the names of chips beside which files lie that may say something else of their place or values."""
    own = {folder / file.path for chip in chips for file in (chip.image, chip.mask)}
    found = set[str]()
    for place in {path.parent for path in own}:
        with suppress(OSError), os.scandir(place) as entries:
            found |= {entry.name.partition(".")[0] for entry in entries if place / entry.name not in own}
    return frozenset(found)


def _places(training_set: TrainingSet) -> dict[str, _Place]:
    """Return where the scenes of a set lie, as far as its manifest says so, by their names."""
    scenes = training_set.manifest.get("scenes")
    return dict(filter(None, map(_placed, scenes if isinstance(scenes, list) else ())))


def _placed(scene: Any) -> tuple[str, _Place] | None:
    try:
        crs = CRS.from_wkt(scene["crs"]) if scene["crs"] else None
        return str(scene["name"]), _Place(crs, Affine(*map(float, scene["transform"])))
    except (CRSError, KeyError, TypeError, ValueError, OverflowError):
        return None


def _check_chip(training_set: TrainingSet, chip: ChipRecord, scene: _Place | None) -> None:
    paths = training_set.scene_paths(chip)
    place = None
    if scene is not None:
        place = _Place(scene.crs, scene.transform @ Affine.translation(chip.window.col, chip.window.row))
    with open_raster(paths.imagery) as image:
        _check_grid(image, chip, place)
        expected = (len(training_set.band_names), training_set.dtype)
        if (image.count, image.dtypes[0]) != expected:
            raise InputError(
                f"{image.name} has {counted(image.count, 'band')} of {image.dtypes[0]}, and the chips of its set have "
                f"{expected[0]} of {expected[1]}: save it in the same bands and data type."
            )
    with open_raster(paths.land_cover) as mask:
        _check_grid(mask, chip, place)
        _check_values(mask, training_set)


def _check_grid(dataset: DatasetReader, chip: ChipRecord, place: _Place | None) -> None:
    size = (chip.window.width, chip.window.height)
    if (dataset.width, dataset.height) != size:
        raise InputError(
            f"{dataset.name} has {dataset.width} x {dataset.height} pixels, and its chip has {size[0]} x {size[1]}: "
            "change the values of pixels alone, and keep the size."
        )
    if place is None:
        return
    same = dataset.transform.almost_equals(place.transform, 1e-6)
    if same and dataset.crs == place.crs:
        return
    has = "no coordinate system" if dataset.crs is None else describe_crs(dataset.crs)
    # Image editors lose the place. A file with a place of its own shows other ground.
    way = (
        f"Give it its place: {_placing(place, size, dataset.name)}"
        if same or dataset.transform.is_identity
        else "It seems to be that of another chip: put the right one there."
    )
    raise InputError(
        f"{dataset.name} does not lie where its chip lies ({has}, upper left corner "
        f"{dataset.transform.c:.10g}, {dataset.transform.f:.10g}). {way}"
    )


def _placing(place: _Place, size: tuple[int, int], name: str) -> str:
    """Return the command that gives a raster of some size its place."""
    corners = (place.transform @ corner for corner in ((0, 0), (size[0], 0), (0, size[1])))
    srs = "None"
    if place.crs is not None:
        epsg = epsg_code(place.crs)
        srs = f"EPSG:{epsg}" if epsg else place.crs.to_wkt()
    numbers = (repr(number) for corner in corners for number in corner)
    return " ".join(["gdal_edit.py", "-a_srs", quoted(srs), "-a_ulurll", *numbers, quoted(name)])


def _check_values(mask: DatasetReader, training_set: TrainingSet) -> None:
    names = training_set.scheme.names
    has = f"the classes of {training_set.folder / CLASSES} are 0 ({names[0]}) to {len(names) - 1} ({names[-1]})"
    if mask.count != 1:
        raise InputError(f"{mask.name} has {mask.count} bands: a mask has one, of class numbers.")
    if mask.nodata is not None and mask.nodata != UNKNOWN:
        raise InputError(
            f"{mask.name} calls the value {mask.nodata:g} nodata, and {has}; {UNKNOWN} is a pixel to be ignored. "
            f"{_without_nodata(mask.name)}"
        )
    with gdal_errors_as(f"{mask.name} cannot be read"):
        values: list[Any] = np.unique(mask.read(1)).tolist()
    unknown = list(_without_class(values, len(names)))
    if unknown:
        shown = ", ".join(f"{value:g}" for value in unknown[:5])
        raise InputError(
            f"{mask.name} has values without a class ({shown}): {has}, and {UNKNOWN} is a pixel to be ignored. Put "
            "these in their place."
        )


def _without_nodata(mask: str) -> str:
    """Return what corrects the nodata value of a mask. What GDAL keeps beside a file wins over the file."""
    side = Path(f"{mask}.aux.xml")
    with suppress(OSError):
        if "<NoDataValue" in side.read_text(encoding="utf-8", errors="replace"):
            return f"The file beside it says so: delete {side}."
    return f"Say so: gdal_edit.py -a_nodata {UNKNOWN} {quoted(mask)}"


def _without_class(values: Sequence[Any], classes: int) -> Iterator[Any]:
    return (value for value in values if value != UNKNOWN and not (0 <= value < classes and value == int(value)))
