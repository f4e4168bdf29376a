"""The names of a user's layers in place of those of the copies that the worker gets of them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ...satsyn_core.contract.atomic_files import complete_or_absent
from ...satsyn_core.contract.declaration import Kind
from ...satsyn_core.contract.wording import quoted
from ..polygon_layers import PolygonMask
from ..raster_as_shown import RasterAsShown
from ..vector_layers import VectorSnapshot

_COMMAND = r"(\bgdal\w+(?:\.py)?\s(?:-\S+\s\S+\s)*)"
"""A command of GDAL up to the file that it changes."""


class CopiedLayers:
    """What is called after copies in the worker's messages, and the layers that the copies were made of."""

    def __init__(self, given: Mapping[str, Any], written: Mapping[str, Any]) -> None:
        """Note the copies of a run.

        Args:
            given: the inputs as the user gave them, by name; those that are copied are layers.
            written: the same inputs as the worker gets them.
        """
        found: dict[str, str] = {}
        self._paths: dict[str, str] = {}
        self._origins: dict[str, str] = {}
        for name, value in given.items():
            pairs = zip(value, written[name]) if isinstance(value, list) else [(value, written[name])]
            for layer, copy in pairs:
                if isinstance(layer, (PolygonMask, RasterAsShown, VectorSnapshot)) and copy:
                    found.update(dict.fromkeys(_called(str(copy)), f"'{layer.name}'"))
                    self._paths.update({str(copy): layer.name, str(copy).partition("|")[0]: layer.name})
                    if isinstance(layer, RasterAsShown):
                        self._origins[str(copy)] = layer.origin
        self._names = dict(sorted(found.items(), key=lambda pair: -len(pair[0])))

    def renamed(self, text: str) -> str:
        """Return a message with the names of layers, and with the layers' files in commands of GDAL."""
        for copy, origin in self._origins.items():
            parts = re.split(_COMMAND + re.escape(quoted(copy)), text)
            # Between the parts stand the commands up to their file.
            text = "".join(f"{part}{quoted(origin)}" if place % 2 else part for place, part in enumerate(parts))
        for called, name in self._names.items():
            text = text.replace(called, name)
        return text

    def renamed_output(self, value: Any, kind: Kind = Kind.TEXT) -> Any:
        """Return an output of a job with the names of layers; other values than text, and paths of files, stay."""
        if not isinstance(value, str) or kind is not Kind.TEXT:
            return value
        if not value.startswith(("{", "[")):
            return self.renamed(value)
        for called, name in self._names.items():
            value = value.replace(json.dumps(called)[1:-1], json.dumps(name.strip("'"))[1:-1])
        return value

    def rename_in(self, file: str) -> None:
        """Put the names of layers in the place of their copies' paths in a report or a JSON file that a job wrote.

        A file that cannot be read stays as it is.

        Raises:
            SatSynError: the file cannot be written anew; it stays as it was then.
        """
        path = Path(file)
        if not self._paths or path.suffix.casefold() not in (".json", ".html") or not path.is_file():
            return
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return  # the job is done, and the file holds all of it
        renamed = text
        escapes = (_in_json,) if path.suffix.casefold() == ".json" else (html.escape, _as_templates_escape)
        for copy in sorted(self._paths, key=len, reverse=True):
            for escape in escapes:
                renamed = renamed.replace(escape(copy), escape(self._paths[copy]))
        if renamed != text:
            with complete_or_absent(path) as temporary:
                temporary.write_text(renamed, encoding="utf-8")


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _as_templates_escape(text: str) -> str:
    """Return a text as the templates of reports escape it, who write the apostrophe in another way."""
    return html.escape(text).replace("&#x27;", "&#39;")


def _called(copy: str) -> Iterator[str]:
    """Yield how the worker calls a copy: by its path, or by the name of its file and of its layer."""
    path, _, layer = copy.partition("|layername=")
    yield copy
    yield path
    if layer:
        yield f"{Path(path).name}, layer {layer}"
    yield Path(path).name
