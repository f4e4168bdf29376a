"""What lies in the folder of a training set and is the user's: files of their own, and chips that they changed."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import pyogrio

from ...contract.errors import InputError
from ...contract.json_text import read_json
from ...contract.own_files import other_files
from ...scenes.chip_record import ChipRecord
from ...scenes.training_set import CLASSES, FOOTPRINTS, IMAGES, MANIFEST, MASKS, SCHEMA, STAC
from ..plan.splits import SPLITS
from .footprint_layer import FOOTPRINT_LAYERS

_HEAD_CHARACTERS = 200
_DESCRIPTIONS = frozenset({MANIFEST, CLASSES, FOOTPRINTS, f"{STAC}/collection.json"})
_FOLDERS = frozenset({kind if not split else f"{kind}/{split}" for kind in (IMAGES, MASKS) for split in ("", *SPLITS)})
_CHIP = r"[^/]+_r\d{6,}_c\d{6,}(_s\d+)?"
_ANY_SPLIT = "|".join(SPLITS)
_WORK = re.compile(rf"({IMAGES}|{MASKS})/({_ANY_SPLIT})/{_CHIP}(\.[\w-]+)?\.tif|{STAC}/({_ANY_SPLIT})/{_CHIP}\.json")
"""Chips of an unfinished set, also those that were being written when the process was killed."""


def is_training_set(folder: Path) -> bool:
    """Whether a folder holds a finished training set, whatever else it holds."""
    if not (folder / MANIFEST).is_file():
        return False
    with (folder / MANIFEST).open(encoding="utf-8", errors="replace") as manifest:
        return SCHEMA in manifest.read(_HEAD_CHARACTERS)


def others_in_set(folder: Path) -> list[str]:
    """Return what lies in the folder of a finished set and is not named by its manifest, or in its GeoPackage.

    Raises:
        InputError: the manifest is damaged.
    """
    own = {*_DESCRIPTIONS, *_FOLDERS}
    for chip in _chips(folder):
        own |= {chip.image.path, chip.mask.path, f"{STAC}/{chip.split}/{chip.name}.json"}
    return [*other_files(folder, own.__contains__), *_other_layers(folder / FOOTPRINTS)]


def changed_in_set(folder: Path) -> list[str]:
    """Return the files of chips of a finished set that somebody has changed since: their bytes are others.

    Every chip is read. Files that are gone count as unchanged, and so do those of sets from before SatSyn recorded
    digests.

    Raises:
        InputError: the manifest is damaged.
    """
    files = [file for chip in _chips(folder) for file in (chip.image, chip.mask)]
    return sorted(file.path for file in files if file.is_changed(folder))


def _chips(folder: Path) -> list[ChipRecord]:
    try:
        manifest = read_json((folder / MANIFEST).read_text(encoding="utf-8"))
        return [ChipRecord.from_json(written) for written in manifest.get("chips", ())]
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"The manifest of the training set {folder} is damaged, so that it does not say which files belong to "
            "the set: choose another folder, or move this one away."
        ) from error


def _other_layers(path: Path) -> list[str]:
    """Return the layers that somebody has added to the footprints."""
    try:
        layers = pyogrio.list_layers(path)[:, 0].tolist() if path.is_file() else []
    except pyogrio.errors.DataSourceError:
        return []
    return [f"{path.name} (layer {name})" for name in layers if name not in FOOTPRINT_LAYERS]


def others_in_work(folder: Path, tools: Collection[str]) -> list[str]:
    """Return what lies in the folder of an unfinished set and was not written by SatSyn.

    Args:
        folder: of the unfinished set.
        tools: names of the files that its making alone needs.
    """
    files = {*_DESCRIPTIONS, *tools}
    # Files that a killed run has left half written.
    unfinished = tuple(f".{Path(name).stem}." for name in files)

    def is_own(path: str) -> bool:
        name = path.removeprefix(f"{STAC}/") if path.startswith(f"{STAC}/") else path
        is_unfinished = "/" not in name and name.startswith(unfinished)
        hidden = re.sub(r"/\.([^/]+)$", r"/\1", path)
        return path in files or path in _FOLDERS or is_unfinished or _WORK.fullmatch(hidden) is not None

    return other_files(folder, is_own)
