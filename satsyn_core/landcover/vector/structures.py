"""Bridges, tunnels and levels of lines, as OpenStreetMap's tags say them in fields or in `other_tags` of GDAL."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

OTHER_TAGS = "other_tags"
"""Field in which GDAL's driver for OpenStreetMap keeps the tags that have no field of their own."""

_BRIDGE, _TUNNEL, _LAYER = "bridge", "tunnel", "layer"
_HIGHEST = 5
"""OpenStreetMap's levels go from -5 to 5; other numbers in a field `layer` are something else."""

_ABSENT = {"", "no", "none", "false", "f", "0", "nan"}


@dataclass(frozen=True)
class LineStructures:
    """What the tags of features say of their height.

    Attributes:
        in_tunnel: (n,), whether each runs under the ground.
        levels: (n,), 0 on the ground, higher ones lie over lower ones.
    """

    in_tunnel: NDArray[np.bool_]
    levels: NDArray[np.int8]

    @classmethod
    def read(cls, table: Mapping[str, Any], count: int) -> LineStructures:
        """Read the tags of a layer's features.

        Args:
            table: columns of the layer by field.
            count: number of features.
        """
        bridges, tunnels, layers = (tag_values(table, count, key) for key in (_BRIDGE, _TUNNEL, _LAYER))
        # Without a sister tag, a field `layer` is none of OpenStreetMap's: CAD and merged files have one, too.
        is_tagged = any(name.strip().casefold() in (_BRIDGE, _TUNNEL, OTHER_TAGS) for name in table)
        on_bridge = np.array([_is_there(text) for text in bridges], bool)
        stated = np.array([_level(text) if is_tagged else 0 for text in layers], np.int8)
        return cls(np.array([_is_there(text) for text in tunnels], bool), np.where(stated == 0, on_bridge, stated))


def tag_values(table: Mapping[str, Any], count: int, key: str) -> Sequence[str]:
    """Return the value of a tag of each feature as text, empty for none: from the field of its name, else other tags.

    Args:
        table: columns of a layer by field.
        count: number of features.
        key: of the tag, in lower case.
    """
    fields = {name.strip().casefold(): name for name in table}
    if key in fields:
        return ["" if value is None else str(value).strip() for value in table[fields[key]].tolist()]
    if OTHER_TAGS not in fields:
        return [""] * count
    # The text is `"key"=>"value"` with commas between, or JSON.
    pattern = re.compile(rf'"{key}"\s*(?:=>|:)\s*"([^"]*)"')
    found = (pattern.search(str(text)) if text else None for text in table[fields[OTHER_TAGS]].tolist())
    return ["" if match is None else match[1].strip() for match in found]


def _is_there(text: str) -> bool:
    return text.casefold() not in _ABSENT


def _level(text: str) -> int:
    try:
        number = int(float(text))
    except (ValueError, OverflowError):
        return 0
    return number if abs(number) <= _HIGHEST else 0
