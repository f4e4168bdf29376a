"""How plots show each source of imagery: the same in all of them, told apart by the colour-blind and in grey print.

The colours are those of Okabe and Ito (2008). Lines also differ in their dashes, and bars in their hatching.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from matplotlib.colors import to_rgb

Dashes = tuple[float, ...]

_HATCHING_SHARE = 0.55
"""Of white that is mixed into the colour of a bar to draw its hatching."""


@dataclass(frozen=True)
class SourceStyle:
    """The style of one source.

    Attributes:
        colour: of lines and bars.
        dashes: lengths of dashes and gaps in line widths; empty: a solid line.
        hatch: of bars, as matplotlib names it; empty: none.
    """

    colour: str
    dashes: Dashes = ()
    hatch: str = ""

    @property
    def line(self) -> dict[str, Any]:
        """Arguments for a line of this style."""
        return {"color": self.colour, "linestyle": (0, self.dashes) if self.dashes else "-"}

    @property
    def bar(self) -> dict[str, Any]:
        """Arguments for a bar of this style."""
        light = tuple(one + (1 - one) * _HATCHING_SHARE for one in to_rgb(self.colour))
        return {"facecolor": self.colour, "edgecolor": light, "hatch": self.hatch, "linewidth": 0}


REAL = SourceStyle("#333333")

_OF_SOURCE = {
    "real": REAL,
    "real against real": REAL,
    "unseen real": REAL,
    "synthetic": SourceStyle("#0072b2", (5, 1.5), "////"),
    "random styles": SourceStyle("#d55e00", (1.2, 1.2), "...."),
    "encoded styles": SourceStyle("#009e73", (6, 1.5, 1.2, 1.5), "xxxx"),
}
_OTHERS = (SourceStyle("#cc79a7", (3, 1)), SourceStyle("#56b4e9", (8, 2)))


def source_styles(names: Iterable[str]) -> dict[str, SourceStyle]:
    """Return the style of each source, which depends on its name alone; unknown ones get styles in their order."""
    given = list(names)
    others = [name for name in given if name not in _OF_SOURCE]
    unknown = {name: _OTHERS[number % len(_OTHERS)] for number, name in enumerate(others)}
    return {name: _OF_SOURCE.get(name) or unknown[name] for name in given}
