"""What land cover shows of its class scheme: values, colours, and what its files are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

from ..raster.window import Window
from .raster import LandCoverRaster
from .recognition import FILL_VALUES, Colour, Evidence

_BLACK_AND_WHITE = {(0, 0, 0), (255, 255, 255)}

_OWN_TAGS = "SATSYN_"
_LONGEST_TAG = 10_000

_STRAY_SHARE = 0.001
_VALUES_TO_A_STRAY = 8
"""One value of so many may be a stray one."""

_CORNERS = 2
_PART_ROWS = 128

_FEWEST_BESIDE_A_STRAY = 3
"""Of fewer values, each counts."""


def evidence_of(landcover: LandCoverRaster) -> Evidence:
    """Return what the whole of a land cover shows, whichever part of it is in use."""
    counts = landcover.sampled_counts
    rare = frozenset() if landcover.is_drawn else rare_values(counts)
    fills = FILL_VALUES & counts.keys()
    outside = fills & rare if fills <= rare else fills & rare | _around(landcover, fills - rare)
    return Evidence(frozenset(counts), palette(landcover), rare, texts(landcover), outside)


def _around(landcover: LandCoverRaster, fills: Set[int]) -> set[int]:
    """Return those of some values that surround a map, as fill values do around one that was cut or warped: those of
    at least half of the outermost pixels, or of two corners or more.
    """
    width, height = landcover.grid.width, landcover.grid.height
    corners = Counter[int]()
    for place in [Window(col, row, 1, 1) for col in {0, width - 1} for row in {0, height - 1}]:
        corners.update(landcover.count_readable(place))
    found = {value for value in fills if corners[value] >= _CORNERS}
    return found | _on_half(landcover, fills - found, list(_outermost(width, height)))


def _outermost(width: int, height: int) -> Iterator[Window]:
    """Yield the outermost pixels: both rows, then the columns in parts, because each part costs a strip of the raster.

    A file may hold whole rows together, so that a column costs as much as all of it.
    """
    yield from (Window(0, row, width, 1) for row in (0, height - 1))
    for row in range(0, height, _PART_ROWS):
        yield from (Window(col, row, 1, min(_PART_ROWS, height - row)) for col in (0, width - 1))


def _on_half(landcover: LandCoverRaster, fills: Set[int], places: Sequence[Window]) -> set[int]:
    """Return those of some values that at least half of the known pixels of places have, reading until that is sure."""
    counts = Counter[int]()
    left = sum(place.width * place.height for place in places)
    for place in places:
        fills = {value for value in fills if 2 * counts[value] + left >= counts.total()}
        if not fills:
            break
        counts.update(landcover.count_readable(place))
        left -= place.width * place.height
    return {value for value in fills if 0 < counts.total() <= 2 * counts[value]}


def rare_values(counts: Mapping[int, int]) -> frozenset[int]:
    """Return the values that together so few pixels have that they may be strays, as resampling leaves them.

    Args:
        counts: pixels of each value.
    """
    total, found = sum(counts.values()), list[int]()
    most = max(len(counts) // _VALUES_TO_A_STRAY, int(len(counts) > _FEWEST_BESIDE_A_STRAY))
    for value in sorted(counts, key=lambda one: (counts[one], one))[:most]:
        if sum(counts[one] for one in (*found, value)) >= _STRAY_SHARE * total:
            break
        found.append(value)
    return frozenset(found)


def evidence_of_several(counts: Counter[int], colours: Mapping[int, Colour], said: Sequence[str]) -> Evidence:
    """Return what several land covers of one legend show together.

    Args:
        counts: pixels of each value in all of them.
        colours: of their palettes.
        said: their `texts`.
    """
    return Evidence(frozenset(counts), colours, rare_values(counts), said)


def palette(landcover: LandCoverRaster) -> dict[int, Colour]:
    """Return the colours stored with a raster, by value; empty if it has none, or black and white alone."""
    try:
        found = {value: colour[:3] for value, colour in landcover.dataset.colormap(1).items()}
    except ValueError:
        return {}
    # Rasters of one bit have them, whatever the bit means.
    return found if set(found.values()) - _BLACK_AND_WHITE else {}


def texts(landcover: LandCoverRaster) -> tuple[str, ...]:
    """Return the name of a land cover's file, and the texts of its tags and its band."""
    dataset = landcover.dataset
    tags = {**dataset.tags(), **{f"band {name}": text for name, text in dataset.tags(1).items()}}
    said = [text[:_LONGEST_TAG] for name, text in tags.items() if not name.startswith(_OWN_TAGS)]
    return (Path(landcover.name).name, *said, dataset.descriptions[0] or "")
