"""The files on disk behind the name of a dataset: containers, archives, mosaics and side files.

A name is what GDAL or QGIS opens: a path, `GPKG:maps.gpkg:cover`, `maps.gpkg|layername=houses`,
`/vsizip/area.zip/cover.tif`, `zip://area.zip!cover.tif`, `vrt://cover.tif?bands=1`, or the XML of a VRT.
"""

from __future__ import annotations

import html
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from .folder_names import FolderNames

_MOST_COLONS = 12
"""More than any name of a dataset has; it bounds the number of parts that are tried."""
_VRT_ROOTS = ("<VRTDataset", "<OGRVRTDataSource", "<GDALTileIndexDataset")
_VRT_HEAD_BYTES = 4096
_VRT_REFERENCE = re.compile(
    r"<(?:SourceFilename|SourceDataset|SrcDataSource|IndexDataset)\b([^>]*)>\s*(.*?)\s*</", re.DOTALL
)
_VIRTUAL_FILE_SYSTEM = re.compile(r"/vsi[a-z0-9_]+/")
_OPTIONS = re.compile(r"[|?!]")
_SEPARATORS = re.compile(r"[|?!\"'{},&=]")

_MOST_CHECKED = 2000
"""Files of a mosaic that are asked whether they are plain ones, before each time that it is opened."""

DATASET_FOLDERS = (".gdb", ".zarr", ".safe")
"""Suffixes of folders that are one dataset."""

_AFTER_NAME = (".aux.xml", ".ovr", ".msk", ".vat.dbf", ".vat.cpg", ".xml", ".qml", "-wal", "-shm", "-journal")
_AFTER_STEM = (
    *(".aux", ".rrd", ".ovr", ".qml", ".qmd", ".sld", ".lyr", ".prj", ".wld", ".hdr", ".ige", ".clr", ".stx"),
    *(".rpb", ".rpc", "_rpc.txt", "_RPC.TXT", ".imd", ".vat.dbf", ".shp", ".shx", ".dbf", ".cpg", ".sbn", ".sbx"),
    *(".qix", ".qpj", ".dat", ".map", ".id", ".ind", ".mid", ".mif", ".gfs", ".csvt"),
)


def source_files(name: str) -> frozenset[Path]:
    """Return the files, and folders that are one dataset, behind a name; those that VRTs refer to are included.

    What does not exist is left out, and so are web addresses and databases on servers.
    """
    found: set[Path] = set()
    waiting: list[tuple[str, tuple[Path, ...]]] = [(name, (Path(),))]
    while waiting:
        text, folders = waiting.pop()
        for path in _mentioned(text, folders):
            if path not in found:
                found.add(path)
                waiting += _references(_vrt_text(path), path.parent)
        waiting += _references(text, Path())
    return frozenset(found)


def endless_file(name: str) -> Path | None:
    """Return a pipe, a device or the like among the files behind a name and their side files; None if there is none.

    Side files are looked for beside a plain path, and beside what a VRT refers to.
    """
    waiting: list[tuple[str, tuple[Path, ...]]] = [(name.partition("|")[0], (Path(),))]
    known: set[Path] = set()
    folder_names = FolderNames()
    while waiting and len(known) < _MOST_CHECKED:
        text, folders = waiting.pop()
        plain = [folder / text for folder in folders]
        for path in (
            plain if any(map(_is_there, plain)) else [folder / part for part in _parts(text) for folder in folders]
        ):
            if path in known or not path.name:
                continue
            known.add(path)
            sides = folder_names.possible(path.parent, _side_names(path))
            for file in (path, *map(path.with_name, sides)):
                if _is_endless(file):
                    return file
            if _is_there(path) and not path.is_dir():
                waiting += _references(_vrt_text(path), path.parent)
        waiting += _references(text, Path())
    return None


def is_missing(name: str) -> bool:
    """Whether a name is a plain path at which there is nothing; names in archives and containers are no plain paths."""
    if name.startswith(("/vsi", "<")) or ":" in name[2:]:
        return False
    try:
        return not Path(name).exists()
    except (OSError, ValueError):  # no disk can hold such a name
        return True


def is_side_file(path: Path, dataset: Path) -> bool:
    """Whether `path`, which need not exist, is the name under which GDAL or QGIS looks for a side file of a dataset:
    a style, an attribute table, overviews, a world file, a projection and the like.
    """
    name = path.name.casefold()
    if name == dataset.name.casefold() or not name.startswith(dataset.stem.casefold()):
        return False
    return any(name == other.casefold() for other in _side_names(dataset)) and same_place(path.parent, dataset.parent)


def side_files(datasets: Iterable[Path]) -> Iterator[Path]:
    """Yield the side files of datasets that exist."""
    folder_names = FolderNames()
    for dataset in datasets:
        possible = folder_names.possible(dataset.parent, _side_names(dataset))
        yield from filter(Path.is_file, map(dataset.with_name, possible))


def same_place(one: Path, other: Path) -> bool:
    """Whether two paths, which need not exist, mean one file or folder."""
    return identity(one) == identity(other)


def identity(path: Path) -> tuple[object, ...]:
    """Return a key that is equal for paths to one file or folder: through links, and whatever the case of the letters
    where the disk ignores it.
    """
    try:
        found = path.stat()
    except (OSError, ValueError):
        whole = Path(os.path.abspath(path))  # noqa: PTH100 - links are followed in the parent
        if whole.parent == whole:
            return (str(whole),)
        name = whole.name.casefold() if _ignores_case(whole.parent) else whole.name
        return (*identity(whole.parent), name)
    if not found.st_ino:  # some network disks number no files
        return (os.path.realpath(path),)
    return (found.st_dev, found.st_ino)


def _side_names(dataset: Path) -> list[str]:
    # A world file is named by the first and the last letter of the suffix, or by all of it: .tfw, .tifw.
    suffixes = sorted({dataset.suffix, dataset.suffix.lower()} - {""})
    world = tuple(end for suffix in suffixes for end in (f"{suffix[:2]}{suffix[-1]}w", f"{suffix}w"))
    names = [f"{dataset.name}{end}" for end in _AFTER_NAME] + [f"{dataset.stem}{end}" for end in _AFTER_STEM + world]
    return [name for name in names if name != dataset.name]


def _ignores_case(folder: Path) -> bool:
    """Whether names in a folder differ by more than the case of letters; found from its own name or a parent's."""
    for known in (folder, *folder.parents):
        other = known.with_name(known.name.swapcase()) if known.name else known
        if other.name != known.name and _is_there(known):
            try:
                return other.samefile(known)
            except OSError:
                return False
    return False


def _mentioned(name: str, folders: Sequence[Path]) -> Iterator[Path]:
    """Yield what exists of the paths that a name may contain; relative ones count from each of the folders."""
    for part in _parts(name):
        for folder in folders:
            path = _existing(folder / part)
            if path is not None:
                yield path
                yield from (parent for parent in path.parents if parent.suffix.casefold() in DATASET_FOLDERS)
                if path.suffix.casefold() == ".adf":  # an Esri grid is a folder
                    yield path.parent


def _parts(name: str) -> set[str]:
    """Return all parts of a name that may be a path: what stands between prefixes, separators and options."""
    texts = {name, unquote(name)}
    texts |= {part for text in list(texts) for pattern in (_OPTIONS, _SEPARATORS) for part in pattern.split(text)}
    parts: set[str] = set()
    for text in texts:
        colons = [index for index, letter in enumerate(text) if letter == ":"][:_MOST_COLONS]
        starts, ends = [0, *(index + 1 for index in colons)], [*colons, len(text)]
        parts |= {text[start:end].strip() for start in starts for end in ends if start < end}
    for part in list(parts):
        *_, inner = _VIRTUAL_FILE_SYSTEM.split(part)
        parts |= {inner, re.sub(r"^/{2,}", "", part)}  # zip://area.zip, file:///C:/area.tif
    return parts - {""}


def _existing(path: Path) -> Path | None:
    """Return the path, or the archive that it leads into; None where there is no such file or dataset."""
    try:
        if path.is_file():
            return path
        if path.is_dir():
            return path if path.suffix.casefold() in DATASET_FOLDERS else None
        return next((parent for parent in path.parents if parent.is_file()), None)
    except (OSError, ValueError):  # a name that is too long, or that no file can have
        return None


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that is too long, or that no file can have
        return False


def _is_endless(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _vrt_text(path: Path) -> str:
    """Return the XML of a VRT file; empty text for any other file."""
    try:
        with path.open("rb") as file:
            head = file.read(_VRT_HEAD_BYTES)
            if any(root.encode() in head for root in _VRT_ROOTS):
                return (head + file.read()).decode("utf-8", "replace")
    except OSError:
        pass
    return ""


def _references(text: str, folder: Path) -> list[tuple[str, tuple[Path, ...]]]:
    """Return the names that the XML of a VRT in a folder refers to, each with the folders that it may count from."""
    if not any(root in text for root in _VRT_ROOTS):
        return []
    return [
        (html.unescape(name), (folder,) if "1" in options else (Path(), folder))
        for options, name in _VRT_REFERENCE.findall(text)
    ]
