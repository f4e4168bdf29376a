"""The names of a user's layers in place of those of the copies that the worker gets of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..polygon_layers import PolygonMask
from ..raster_as_shown import RasterAsShown
from ..vector_layers import VectorSnapshot


class CopiedLayers:
    """What is called after copies in the worker's messages, and the layers that the copies were made of."""

    def __init__(self, given: Mapping[str, Any], written: Mapping[str, Any]) -> None:
        """Note the copies of a run.

        Args:
            given: the inputs as the user gave them, by name; those that are copied are layers.
            written: the same inputs as the worker gets them.
        """
        found: dict[str, str] = {}
        for name, value in given.items():
            pairs = zip(value, written[name]) if isinstance(value, list) else [(value, written[name])]
            for layer, copy in pairs:
                if isinstance(layer, (PolygonMask, RasterAsShown, VectorSnapshot)) and copy:
                    found.update(dict.fromkeys(_called(str(copy)), f"'{layer.name}'"))
        self._names = dict(sorted(found.items(), key=lambda pair: -len(pair[0])))

    def renamed(self, text: str) -> str:
        """Return a message with the names of layers."""
        for called, name in self._names.items():
            text = text.replace(called, name)
        return text

    def renamed_output(self, value: Any) -> Any:
        """Return an output of a job with the names of layers; other values than text, and paths of files, stay."""
        if not isinstance(value, str) or not value.startswith(("{", "[")):
            return value
        for called, name in self._names.items():
            value = value.replace(json.dumps(called)[1:-1], json.dumps(name.strip("'"))[1:-1])
        return value


def _called(copy: str) -> Iterator[str]:
    """Yield how the worker calls a copy: by its path, or by the name of its file and of its layer."""
    path, _, layer = copy.partition("|layername=")
    yield copy
    yield path
    if layer:
        yield f"{Path(path).name}, layer {layer}"
    yield Path(path).name
