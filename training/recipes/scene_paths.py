"""Which files a recipe reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ScenePaths:
    """Images, and the land cover of each in the same order."""

    imagery: Sequence[Path]
    land_cover: Sequence[Path]

    @property
    def imagery_names(self) -> list[str]:
        """The paths of the images as text."""
        return [str(path) for path in self.imagery]

    @property
    def land_cover_names(self) -> list[str]:
        """The paths of the land cover as text."""
        return [str(path) for path in self.land_cover]
