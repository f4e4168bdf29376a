"""What cutting training crops needs to know of a generator's architecture, whatever its family."""

from __future__ import annotations

from typing import Any, Protocol


class LabelReach(Protocol):
    """How much land cover a generator sees around what it paints."""

    @property
    def classes(self) -> int:
        """Number of land-cover classes."""

    @property
    def bands(self) -> int:
        """Imagery bands."""

    @property
    def feature_margin(self) -> int:
        """Pixels of labels beyond a training crop that the network is told."""

    @property
    def label_margin(self) -> int:
        """Pixels of labels beyond a painted block that are read."""

    @property
    def edge_distance(self) -> int:
        """Cap of the distance to the nearest class edge, in pixels; 0 for a generator that isn't told it."""

    @property
    def instance_classes(self) -> tuple[int, ...]:
        """Indices of the classes whose connected parts the generator tells apart."""

    @property
    def instance_reach(self) -> int:
        """Pixels over which such parts are found to hang together."""

    def to_json(self) -> dict[str, Any]:
        """Return the hyper-parameters as JSON-compatible values."""
