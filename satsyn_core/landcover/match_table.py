"""A match of land cover to a model's classes, as a table for people and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NODATA = "nodata"


@dataclass(frozen=True)
class MatchRow:
    """A value of the land cover.

    Attributes:
        value: in the raster.
        name: in the words of the land cover or of its scheme; empty without one.
        shown_as: the model's class, "nodata", or "?" where there is no match.
        pixels: known pixels with this value.
        is_counted: whether the value only counts words of vector layers, so that it says nothing to people.
    """

    value: int
    name: str
    shown_as: str
    pixels: int
    is_counted: bool = False


@dataclass(frozen=True)
class MatchTable:
    """The rows of a match, by value.

    Attributes:
        raster: path of the land cover.
        source: what the match is based on, in words.
        rows: one for each value that occurs.
        losses: what the model cannot show as the land cover has it, in sentences.
    """

    raster: str
    source: str
    rows: Sequence[MatchRow]
    losses: Sequence[str] = ()

    def text(self) -> str:
        """Return the table as lines of aligned columns: value, name, class, share of the pixels."""
        cells = [("value", "name", "class", "pixels")]
        cells += [
            (
                "-" if row.is_counted else str(row.value),
                row.name or "-",
                row.shown_as,
                share(row.pixels, self._total),
            )
            for row in self.rows
        ]
        widths = [max(len(row[column]) for row in cells) for column in range(4)]
        lines = [
            f"  {value:>{widths[0]}}  {name:<{widths[1]}}  {shown:<{widths[2]}}  {part:>{widths[3]}}"
            for value, name, shown, part in cells
        ]
        return "\n".join([*lines, *(f"  {sentence}" for sentence in self.losses)])

    def to_json(self) -> dict[str, Any]:
        """Return the table as JSON-compatible data; `share` is the part of the known pixels, from 0 to 1."""
        classes: list[Mapping[str, Any]] = [
            {
                "value": row.value,
                "name": row.name,
                "class": row.shown_as,
                "pixels": row.pixels,
                "share": row.pixels / self._total,
            }
            for row in self.rows
        ]
        return {"raster": self.raster, "matched_by": self.source, "classes": classes, "lost": list(self.losses)}

    @property
    def _total(self) -> int:
        return sum(row.pixels for row in self.rows) or 1


def share(count: int, total: int) -> str:
    """Return a share in percent, as "3.0 %"."""
    percent = 100 * count / total
    return f"{percent:.1f} %" if percent >= 0.1 else "under 0.1 %"
