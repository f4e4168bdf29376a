"""SatSyn's core: synthetic satellite imagery from land cover. It knows nothing of QGIS."""

__version__ = "0.2.0"
