"""The part of an architecture that all families share: how much land cover the generator reads."""

from __future__ import annotations

from typing import Any, Protocol


class LabelReach(Protocol):
    """How much land cover a generator reads around what it generates, and what it derives from it."""

    @property
    def classes(self) -> int:
        """Number of land-cover classes."""

    @property
    def bands(self) -> int:
        """Imagery bands."""

    @property
    def feature_margin(self) -> int:
        """Pixels of land cover around an image that the network is fed."""

    @property
    def label_margin(self) -> int:
        """Pixels of land cover around an image that are read."""

    @property
    def edge_distance(self) -> int:
        """Cap of the distance to the nearest class edge, in pixels; 0 for a generator without shape features."""

    @property
    def instance_classes(self) -> tuple[int, ...]:
        """Indices of the classes whose connected parts get a random value each."""

    @property
    def instance_reach(self) -> int:
        """Pixels over which such connected parts are found."""

    def to_json(self) -> dict[str, Any]:
        """Return the hyper-parameters as JSON-compatible values."""
