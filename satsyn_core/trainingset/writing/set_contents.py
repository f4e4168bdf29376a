"""What lies in the folder of a training set and is the user's: files of their own, and files that they changed."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pyogrio
import pyogrio.errors

from ...contract.errors import InputError
from ...contract.file_digest import file_digest
from ...contract.json_entries import JsonEntries
from ...contract.json_text import read_json
from ...contract.own_files import other_files
from ...scenes.chip_record import ChipRecord
from ...scenes.training_set import CLASSES, FOOTPRINTS, IMAGES, MANIFEST, MASKS, SCHEMA, STAC
from ..plan.splits import SPLITS
from .footprint_layer import FOOTPRINT_LAYERS, footprints_digest

DESCRIPTIONS = "descriptions"
"""Key of the manifest under which it has the digests of the other files that describe the set."""

_COLLECTION = f"{STAC}/collection.json"
_HEAD_CHARACTERS = 200
_DESCRIPTIONS = frozenset({MANIFEST, CLASSES, FOOTPRINTS, _COLLECTION})
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
    """Return the files of a finished set that somebody has changed since: chips, classes, footprints, collection.

    Every chip is read. Files that are gone count as unchanged, and so do those of sets from before SatSyn recorded
    digests.

    Raises:
        InputError: the manifest is damaged.
    """
    chips = [file for chip in _chips(folder) for file in (chip.image, chip.mask)]
    written = _manifest(folder).get(DESCRIPTIONS)
    recorded = written if isinstance(written, dict) else {}
    described = description_digests(folder).items()
    changed = [name for name, digest in described if recorded.get(name, digest) != digest]
    return sorted([*changed, *(file.path for file in chips if file.is_changed(folder))])


def description_digests(folder: Path) -> dict[str, str]:
    """Return the digests of the files beside the manifest that describe a set, as far as they are there.

    Of the footprints it is that of the features; a GeoPackage that cannot be read counts by its bytes.
    """
    digests = {name: file_digest(folder / name) for name in (CLASSES, _COLLECTION) if (folder / name).is_file()}
    footprints = folder / FOOTPRINTS
    if footprints.is_file():
        try:
            digests[FOOTPRINTS] = footprints_digest(footprints)
        except (InputError, pyogrio.errors.DataSourceError):
            digests[FOOTPRINTS] = file_digest(footprints)
    return digests


def _chips(folder: Path) -> list[ChipRecord]:
    try:
        manifest = JsonEntries({"chips": [], **_manifest(folder)})
        return [ChipRecord.read(chip) for chip in manifest.objects("chips")]
    except ValueError as error:
        raise _damaged(folder, error) from error


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = read_json((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(folder, getattr(error, "strerror", None) or error) from error
    if not isinstance(manifest, dict):
        raise _damaged(folder, "it holds no object in braces")
    return manifest


def _damaged(folder: Path, reason: object) -> InputError:
    return InputError(
        f"{folder / MANIFEST} is damaged ({reason}), so that it does not say which files belong to the training set: "
        "choose another folder, or move this one away."
    )


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
