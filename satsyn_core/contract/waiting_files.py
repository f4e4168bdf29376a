"""Files that a reader waits for: pipes and devices without end, and databases that another program locks."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

from .errors import InputError
from .plain_files import require_plain_file
from .source_files import endless_file

_START = b"SQLite format 3\0"
_VERSIONS = slice(18, 20)
_WITH_LOG = 2
_PATIENCE_SECONDS = 3.0
"""Longer than a program holds the lock that saves a few edits."""


def refuse_waiting(name: str) -> None:
    """Check that GDAL reads a dataset without waiting for other programs.

    Args:
        name: what GDAL or QGIS opens: a path, `town.gpkg|layername=houses`, `GPKG:town.gpkg:cover`.

    Raises:
        InputError: it is a SQLite database, as a GeoPackage is, that another program locks for some seconds; or one of
            its files or side files is a pipe, a device or the like.
    """
    require_plain_file(name.partition("|")[0])
    endless = endless_file(name)
    if endless is not None:
        raise InputError(
            f"{endless} is a pipe, a device or the like, and would be read with {name}: remove it, or choose another "
            "file."
        )
    _refuse_locked(name)


def _refuse_locked(name: str) -> None:
    path = _database(name)
    if path is None:
        return
    import sqlite3

    with suppress(sqlite3.DatabaseError, ValueError):  # whatever else is wrong, GDAL says it
        try:
            uri = f"{path.absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, timeout=_PATIENCE_SECONDS, uri=True)) as database:
                database.execute("SELECT 1 FROM [sqlite_master] LIMIT 1").fetchone()
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise InputError(
                    f"{path} is locked by another program, which is writing to it: wait until it is done, save or "
                    "discard the edits there, or close the file in it. Then run this again. Or use a copy of the file."
                ) from error


def _database(name: str) -> Path | None:
    """Return the SQLite database that a name leads to, if its readers wait for who writes."""
    whole = name.partition("|")[0]
    inner = whole.partition(":")[2].rpartition(":")[0].strip('"') if whole.upper().startswith("GPKG:") else whole
    try:
        if not Path(inner).is_file():
            return None
        with Path(inner).open("rb") as file:
            head = file.read(_VERSIONS.stop)
    except (OSError, ValueError):
        return None
    # With a write-ahead log, readers do not wait; and opening the database would leave the log's files beside it.
    waits = head.startswith(_START) and _WITH_LOG not in head[_VERSIONS]
    return Path(inner) if waits else None
