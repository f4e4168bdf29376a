"""The class schemes that there are: those that come with SatSyn, and the user's own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from .bundled import RESOURCES
from .errors import InputError
from .known_scheme import KnownScheme, read_known_scheme

RECOGNISE = "recognise"
"""What SCHEME says where the scheme is to be recognised from the land cover."""

OWN_VALUES = "model"
"""What SCHEME says where the land cover holds the model's own values."""

FOLDER_VARIABLE = "SATSYN_SCHEMES"
"""Environment variable that names the folder of the user's class schemes."""

BUNDLED_SCHEMES = RESOURCES / "class_schemes"


def user_folder() -> Path:
    """Return the folder of the user's class schemes; it need not exist."""
    stated = os.environ.get(FOLDER_VARIABLE)
    if stated:
        return Path(stated)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", str(Path.home()))) / "satsyn" / "class_schemes"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "satsyn" / "class_schemes"
    return Path(os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")) / "satsyn" / "class_schemes"


def scheme_ids() -> tuple[str, ...]:
    """Return the ids of all schemes, the user's own first; files are not checked."""
    own = sorted(path.stem for path in _files(user_folder()))
    return tuple(dict.fromkeys([*own, *sorted(path.stem for path in _files(BUNDLED_SCHEMES))]))


def all_schemes() -> tuple[KnownScheme, ...]:
    """Return every scheme; one of the user's takes the place of a bundled one with the same id.

    Raises:
        InputError: a file of the user's does not describe a scheme.
    """
    by_id = {scheme.id: scheme for scheme in _read(_files(BUNDLED_SCHEMES))}
    by_id.update({scheme.id: scheme for scheme in _read(_files(user_folder()))})
    return tuple(by_id[name] for name in sorted(by_id))


def scheme_named(name: str) -> KnownScheme:
    """Return the scheme with an id, or the one in a file.

    Raises:
        InputError: there is neither; or the file does not describe a scheme.
    """
    path = scheme_file(name)
    if path is not None:
        return _read([path])[0] if path.parent in (user_folder(), BUNDLED_SCHEMES) else read_known_scheme(path)
    raise InputError(
        f'There is no class scheme "{name}", and no file of that name. There are {", ".join(scheme_ids())}; schemes of '
        f"your own are JSON files in {user_folder()}."
    )


def scheme_file(name: str) -> Path | None:
    """Return the file of the scheme with an id, or the file of that name; None if there is neither."""
    for folder in (user_folder(), BUNDLED_SCHEMES):
        found = [path for path in _files(folder) if path.stem.casefold() == name.strip().casefold()]
        if found:
            return found[0]
    return Path(name) if Path(name).is_file() else None


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".json" and path.exists())
    except OSError:
        return []


def _read(paths: Iterable[Path]) -> list[KnownScheme]:
    # In a folder, the file's name is the id: two files cannot have the same, and what messages name can be given.
    return [replace(_read_once(str(path), path.stat().st_mtime_ns), id=path.stem) for path in paths]


@cache
def _read_once(path: str, changed: int) -> KnownScheme:  # noqa: ARG001 - a file that was edited is read again
    return read_known_scheme(path)
