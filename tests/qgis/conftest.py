"""A real QGIS for the tests: an isolated profile with the plugin linked as `satsyn`, rasters, and a tiny model."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(Path(__file__).resolve().parent))


def _isolate(folder: Path) -> None:
    """Point QGIS at folders of its own before it is imported: no test may read or write the user's profile."""
    plugins = folder / "qgis" / "profiles" / "default" / "python" / "plugins"
    plugins.mkdir(parents=True)
    (plugins / "satsyn").symlink_to(REPOSITORY)
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.update(
        QGIS_CUSTOM_CONFIG_PATH=str(folder / "qgis"),
        XDG_CONFIG_HOME=str(folder / "config"),
        XDG_RUNTIME_DIR=str(runtime),
        QT_QPA_PLATFORM="offscreen",
        OMP_NUM_THREADS="1",
    )
    os.environ.setdefault("SATSYN_PYTHON", str(REPOSITORY / ".venv" / "bin" / "python"))
    sys.path.insert(0, str(plugins))


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the isolated profile; QGIS reads it from the environment."""
    folder = tmp_path_factory.mktemp("isolated")
    _isolate(folder)
    return folder / "qgis"


@pytest.fixture(scope="session")
def qgis(profile: Path):
    """QGIS in this process, with Processing and the SatSyn provider."""
    from qgis.core import QgsApplication

    QgsApplication.setPrefixPath(os.environ.get("QGIS_PREFIX_PATH", "/usr"), True)
    application = QgsApplication([], False, str(profile / "profiles" / "default"))
    application.initQgis()
    sys.path.append(str(Path(application.pkgDataPath()) / "python" / "plugins"))

    from processing.core.Processing import Processing

    Processing.initialize()
    import satsyn

    plugin = satsyn.classFactory(None)
    plugin.initProcessing()
    yield application
    plugin.unload()
    # Qt objects that tests still hold would be destroyed after the application: exitQgis() crashes on them.


@pytest.fixture(scope="session")
def model(profile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny generator with random weights: the path through it is the real one."""
    path = tmp_path_factory.mktemp("model") / "tiny.safetensors"
    maker = REPOSITORY / "tests" / "support" / "tiny_model.py"
    subprocess.run([os.environ["SATSYN_PYTHON"], str(maker), str(path)], check=True, cwd=REPOSITORY)
    return path
