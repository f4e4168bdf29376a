"""SatSyn's core: synthetic satellite imagery from land cover. It knows nothing of QGIS."""

from __future__ import annotations

__version__ = "0.1.0"
