"""Measures the processor time that the plugin takes to load: `/usr/bin/python3 tests/compat/load_time.py`.

With QT_QPA_PLATFORM=offscreen where there is no display. QGIS and Processing are loaded before, as in a window.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from unittest import mock

from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QMainWindow

REPOSITORY = Path(__file__).resolve().parents[2]


class Window:
    """Stands in for the interface of QGIS: a main window, and anything else that is asked for."""

    def __init__(self) -> None:
        self._window = QMainWindow()

    def mainWindow(self) -> QMainWindow:
        return self._window

    def __getattr__(self, name: str) -> mock.MagicMock:
        return mock.MagicMock()


def main() -> int:
    """Print the seconds; return 1 if a heavy package was loaded."""
    application = QgsApplication([], True)
    application.initQgis()
    sys.path.insert(0, str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))
    from processing.core.Processing import Processing

    Processing.initialize()
    window = Window()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "satsyn").symlink_to(REPOSITORY)
        sys.path.insert(0, folder)
        clock, processor = time.perf_counter(), time.process_time()
        import satsyn

        satsyn.classFactory(window).initGui()
        print(f"{time.process_time() - processor:.3f} s of the processor, {time.perf_counter() - clock:.3f} s")
    heavy = [name for name in ("torch", "scipy", "rasterio") if name in sys.modules]
    print("heavy packages:", ", ".join(heavy) or "none")
    return bool(heavy)


if __name__ == "__main__":
    sys.exit(main())
