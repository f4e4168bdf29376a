"""Where a job writes: the names of its outputs, and whether writing there would destroy something of the user's."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from .atomic_files import SIDECARS, check_writable
from .declaration import Beside, Job, Kind, Parameter
from .errors import InputError
from .existing_outputs import (
    refuse_foreign_raster,
    refuse_other_content,
    refuse_other_side_files,
    refuse_other_suffix,
    refuse_other_text_suffix,
)
from .scheme_library import scheme_file
from .source_files import identity, is_side_file, side_files, source_files

DESTINATIONS = (Kind.OUTPUT_RASTER, Kind.OUTPUT_FILE, Kind.OUTPUT_FOLDER)
"""The kinds of the parameters that name outputs."""

_DATASETS = (Kind.RASTER, Kind.RASTERS, Kind.LANDCOVER, Kind.LANDCOVERS, Kind.VECTORS, Kind.MASK, Kind.POLYGONS)
_FILES = (Kind.FILE, Kind.FOLDER, Kind.MODEL, Kind.SCHEME)

FilesBehind = Callable[[str], "frozenset[Path]"]


def variant_path(output: str | os.PathLike[str], number: int) -> Path:
    """Return where image `number` of several is written: the first at `output`, the second with _2 before the
    extension, and so on.
    """
    first = Path(output)
    return first if number == 1 else first.with_name(f"{first.stem}_{number}{first.suffix}")


@dataclass(frozen=True)
class _Destination:
    """What an output parameter makes a job write: `paths`, of one kind, and the folder in which the job works."""

    parameter: Parameter
    paths: tuple[Path, ...]
    work_folder: Path | None

    @cached_property
    def folders(self) -> tuple[Path, ...]:
        """Folders whose content the job replaces or removes."""
        own = self.paths if self.parameter.kind is Kind.OUTPUT_FOLDER else ()
        return own if self.work_folder is None else (*own, self.work_folder)

    @cached_property
    def folder_identities(self) -> tuple[tuple[object, ...], ...]:
        """Of these folders, in their order."""
        return tuple(identity(folder) for folder in self.folders)

    @cached_property
    def identities(self) -> tuple[tuple[object, ...], ...]:
        """Of the paths, in their order."""
        return tuple(identity(path) for path in self.paths)

    @cached_property
    def replaced(self) -> frozenset[tuple[object, ...]]:
        """Of the side files that go when the files are replaced."""
        return frozenset(identity(Path(f"{path}{suffix}")) for path in self.paths for suffix in SIDECARS)

    @cached_property
    def parents(self) -> frozenset[tuple[object, ...]]:
        """Of the folders in which the paths lie."""
        return frozenset(identity(parent) for path in self.paths for parent in _parents(path))


@dataclass(frozen=True)
class _Source:
    """A file or folder that an input is made of; `up_from` returns the identities of a folder and of its parents."""

    parameter: Parameter
    name: str
    path: Path
    up_from: Callable[[Path], frozenset[tuple[object, ...]]]

    @cached_property
    def identity(self) -> tuple[object, ...]:
        """Of the path."""
        return identity(self.path)

    @property
    def folders(self) -> frozenset[tuple[object, ...]]:
        """Identities of the folders that the path lies in."""
        return self.up_from(_absolute(self.path).parent)

    @property
    def is_whole(self) -> bool:
        """Whether the path is what the parameter names."""
        return self.identity == identity(Path(self.name))

    def __str__(self) -> str:
        return f"the input {self.name} ({self.parameter.qgis_name})"


def check_outputs(job: Job, values: Mapping[str, object], files_behind: FilesBehind = source_files) -> None:
    """Check before any work that the outputs of a job can be written and destroy nothing.

    Args:
        job: its declaration says which parameters are inputs and which are outputs.
        values: the values by parameter name: paths, names of datasets or lists of them; those left out are None.
        files_behind: returns the files that a dataset is made of.

    Raises:
        InputError: an output is a file of an input, lies in one or holds one; two outputs are one; an output raster is
            not named as a GeoTIFF; something else stands at its place; or it cannot be written there.
    """
    destinations = tuple(_destinations(job, values))
    if not destinations:
        return
    for source in _sources(job, values, files_behind):
        for destination in destinations:
            _refuse_to_replace(source, destination)
    for one, other in itertools.combinations(destinations, 2):
        _refuse_equal(one, other)
        _refuse_to_lie_in(one, other)
        _refuse_to_lie_in(other, one)
    for destination in destinations:
        _check_places(destination)


def _destinations(job: Job, values: Mapping[str, object]) -> Iterator[_Destination]:
    for declared in job.declared:
        value = values.get(declared.name)
        if declared.kind in DESTINATIONS and value:
            first, beside = Path(str(value)), declared.beside or Beside()
            if not first.name:
                raise InputError(
                    f"The output {value} ({declared.qgis_name}) has no name: name a new file or folder in it."
                )
            folder = None
            if beside.work_folder:
                folder = first.with_name(beside.work_folder.format(name=first.name, stem=first.stem))
            yield _Destination(declared, destination_paths(declared, values), folder)


def destination_paths(declared: Parameter, values: Mapping[str, object]) -> tuple[Path, ...]:
    """Return the paths that an output of a job writes: one, or one for each of its variants.

    Args:
        declared: the output, whose value is a path with a name.
        values: of all parameters by name, where those left out may be missing.
    """
    numbered_by = (declared.beside or Beside()).numbered_by
    stated = numbered_by(values) if callable(numbered_by) else values.get(numbered_by)
    count = max(1, _count(stated))
    return tuple(variant_path(Path(str(values[declared.name])), number) for number in range(1, count + 1))


def _count(value: object) -> int:
    if isinstance(value, int):
        return value
    return len(value) if isinstance(value, (list, tuple)) else 0


def _sources(job: Job, values: Mapping[str, object], files_behind: FilesBehind) -> Iterator[_Source]:
    @cache  # thousands of tiles lie in one folder
    def up_from(folder: Path) -> frozenset[tuple[object, ...]]:
        return frozenset(map(identity, (folder, *folder.parents)))

    for declared in job.declared:
        value = values.get(declared.name)
        for name in value if isinstance(value, (list, tuple)) else [value]:
            if not name or declared.kind not in (*_DATASETS, *_FILES):
                continue
            if declared.kind is Kind.SCHEME and (file := scheme_file(str(name))) is not None:
                name = str(file)
            files = files_behind(str(name)) if declared.kind in _DATASETS else frozenset()
            for path in (Path(str(name)), *files, *side_files(files)):
                yield _Source(declared, str(name), path, up_from)


def _refuse_to_replace(source: _Source, destination: _Destination) -> None:
    """Refuse an output that is a file of an input, lies in one, or is or holds what belongs to one."""
    this = source.identity
    for path, place in zip(destination.paths, destination.identities):
        shown = f"The output {path} ({destination.parameter.qgis_name})"
        if place == this:
            what = "is also an input" if source.is_whole else f"is a file of {source}"
            raise InputError(f"{shown} {what}: choose another output.")
        if is_side_file(path, source.path):
            raise InputError(f"{shown} has the name of a side file of {source}: choose another output.")
    first = f"The output {destination.paths[0]} ({destination.parameter.qgis_name})"
    if this in destination.replaced:
        raise InputError(f"{first} would replace {source}, by its name a side file of it: choose another output.")
    if this in destination.parents:
        raise InputError(f"{first} lies inside {source}: choose another output.")
    for folder, place in zip(destination.folders, destination.folder_identities):
        if place == this or place in source.folders:
            raise InputError(
                f"The folder {folder}, whose content {destination.parameter.qgis_name} replaces, holds {source}: "
                "choose another output."
            )


def _refuse_equal(one: _Destination, other: _Destination) -> None:
    """Refuse two outputs that are one file."""
    for path, place in zip(other.paths, other.identities):
        if place in one.identities:
            raise InputError(
                f"{one.parameter.qgis_name} and {other.parameter.qgis_name} both name the output {path}: give each a "
                "file of its own."
            )


def _refuse_to_lie_in(one: _Destination, other: _Destination) -> None:
    """Refuse outputs that are part of what another output replaces."""
    for path in one.paths:
        shown = f"The output {path} ({one.parameter.qgis_name})"
        if any(_holds(folder, path) for folder in other.folders):
            raise InputError(
                f"{shown} lies in a folder whose content {other.parameter.qgis_name} replaces: choose another output."
            )
        if any(is_side_file(path, own) for own in other.paths):
            raise InputError(
                f"{shown} has the name of a side file of {other.parameter.qgis_name}: choose another output."
            )


def _check_places(destination: _Destination) -> None:
    declared = destination.parameter
    if declared.kind is Kind.OUTPUT_FOLDER:
        return
    for number, path in enumerate(destination.paths):
        if declared.kind is Kind.OUTPUT_RASTER:
            refuse_other_suffix(declared.qgis_name, path)
        check_writable(path)
        refuse_other_text_suffix(declared.qgis_name, path, _content(declared))
        refuse_other_content(path, _content(declared))
        if number and declared.kind is Kind.OUTPUT_RASTER:
            refuse_foreign_raster(declared.qgis_name, path)
        refuse_other_side_files(declared.qgis_name, path)


def _holds(folder: Path, path: Path) -> bool:
    """Whether a folder, which need not exist, is a path or holds it."""
    this = identity(folder)
    return this == identity(path) or any(this == identity(parent) for parent in _parents(path))


def _parents(path: Path) -> Sequence[Path]:
    return _absolute(path).parents


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - `identity` follows links


def _content(declared: Parameter) -> str:
    """Return the kind of content that an output parameter writes."""
    if declared.kind is Kind.OUTPUT_RASTER:
        return "GeoTIFF"
    return declared.files.partition(" (")[0]
