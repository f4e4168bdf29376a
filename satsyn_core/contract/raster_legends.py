"""Legends outside the rasters: which land cover of a job each of them is of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .declaration import Job, Kind
from .errors import InputError
from .json_text import read_json, shortened
from .source_files import same_place


def read_legends(text: str | None) -> dict[str, dict[int, str]]:
    """Read legends as JSON: {"path of a raster": {"1": "Forest"}}.

    Raises:
        InputError: the text has another form.
    """
    if not text or not text.strip():
        return {}
    try:
        data = read_json(text)
        if not isinstance(data, dict):
            raise ValueError(f"{shortened(data)} does not name a land cover")
        return {path: _legend(path, names) for path, names in data.items()}
    except ValueError as error:
        raise InputError(
            f'LEGENDS is not of the form {{"landcover.tif": {{"1": "Forest", "2": "Water"}}}} ({error}).'
        ) from error


def _legend(path: str, names: object) -> dict[int, str]:
    """Return the names of a land cover's values; those without a name are left out.

    Raises:
        ValueError: `names` is no object of values and names; the message is a part of a sentence.
    """
    if not isinstance(names, dict):
        raise ValueError(f"{path} has {shortened(names)} where an object of values and names is expected")
    legend: dict[int, str] = {}
    for value, name in names.items():
        if not re.fullmatch(r"\s*[-+]?[0-9]{1,19}(\.0*)?\s*", value):
            raise ValueError(f'"{value}" of {path} is no whole number')
        if not isinstance(name, str):
            raise ValueError(f"value {value} of {path} has no name in double quotes")
        number = int(value.partition(".")[0])
        if legend.setdefault(number, name.strip()) != name.strip():
            raise ValueError(f"value {number} of {path} has two names")
    return {value: name for value, name in legend.items() if name}


def legend_for(path: str, legends: Mapping[str, Mapping[int, str]]) -> Mapping[int, str]:
    """Return the legend of a land cover; empty without one. That of its path comes before that of its name alone.

    Args:
        path: of the land cover, absolute or relative to the working folder.
        legends: by the path of a file, written in whatever way, or by its name without a folder.
    """
    for key in sorted(legends, key=lambda key: not _is_path_of(key, path)):
        if _is_path_of(key, path) or _is_name_of(key, path):
            return legends[key]
    return {}


def check_legends(job: Job, values: Mapping[str, Any]) -> None:
    """Check that every legend is of a land cover that the job is given.

    Args:
        job: its declaration.
        values: all parameters by name.

    Raises:
        InputError: the legends have another form, or one is of no land cover.
    """
    kinds = (Kind.LANDCOVER, Kind.LANDCOVERS)
    for declared in job.declared:
        if declared.kind is not Kind.LEGENDS:
            continue
        legends = read_legends(values.get(declared.name))
        covers = [one.name for one in job.declared if one.kind in kinds or one.name.endswith("landcover")]
        given = [path for name in covers for path in _listed(values.get(name))]
        for key in legends:
            if not any(_is_path_of(key, path) or _is_name_of(key, path) for path in given):
                unknown = f"LEGENDS has a legend of {key}, which is no land cover of this run"
                if not given:
                    raise InputError(f"{unknown}: leave it out.")
                raise InputError(f"{unknown}: name one of {', '.join(given)}, or leave that legend out.")


def _is_path_of(key: str, path: str) -> bool:
    return key == path or (same_place(Path(_file_of(key)), Path(_file_of(path))) and _layer_of(key) == _layer_of(path))


def _is_name_of(key: str, path: str) -> bool:
    return key == Path(_file_of(path)).name


def _file_of(name: str) -> str:
    return name.partition("|")[0]


def _layer_of(name: str) -> str:
    return name.partition("|")[2]


def _listed(value: object) -> Sequence[str]:
    return [value] if isinstance(value, str) else list(value) if isinstance(value, (list, tuple)) else []
