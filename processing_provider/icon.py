"""The icon of the provider and its algorithms."""

from __future__ import annotations

from pathlib import Path

ICON = Path(__file__).resolve().parent.parent / "resources" / "icons" / "satsyn.svg"
