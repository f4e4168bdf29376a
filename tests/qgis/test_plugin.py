"""The plugin as QGIS loads it: without the heavy libraries that crash inside QGIS."""

from __future__ import annotations

import configparser
import subprocess
import sys
from pathlib import Path

from released import ALGORITHMS, CHAINS

REPOSITORY = Path(__file__).resolve().parents[2]

LOAD = """
import importlib.abc, json, sys
from qgis.core import QgsApplication

class Refusal(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"torch", "torchvision", "rasterio", "segmentation_models_pytorch", "safetensors"}:
            raise ImportError(f"{name} must not be loaded into QGIS")

sys.meta_path.insert(0, Refusal())
application = QgsApplication([], False)
application.initQgis()
sys.path.insert(0, sys.argv[1])
import satsyn
plugin = satsyn.classFactory(None)
plugin.initProcessing()
registry = QgsApplication.processingRegistry()
print(json.dumps({"algorithms": [a.id() for a in registry.providerById("satsyn").algorithms()]}))
plugin.unload()
assert registry.providerById("satsyn") is None
"""

UNLOAD = """
import sys
from pathlib import Path
from qgis.core import QgsApplication
application = QgsApplication([], False)
application.initQgis()
sys.path.insert(0, sys.argv[1])
import satsyn
from satsyn.processing_provider.worker.kept_worker import keep_worker
from satsyn.processing_provider.worker.protocol import WorkerProcess, WorkerStart
plugin = satsyn.classFactory(None)
plugin.initProcessing()
said = []
QgsApplication.messageLog().messageReceived.connect(lambda text, tag, level: said.append((tag, text)))
worker = WorkerProcess(["sleep", "60"], Path("/"))
keep_worker(worker, WorkerStart(Path("python"), {}))
QgsApplication.processingRegistry().removeProvider(plugin.provider)  # as somebody else may do
plugin.unload()
assert worker.wait(30), "the steps after the one that fails are done"
assert plugin.provider is plugin.translator is None
assert [tag for tag, text in said if "SatSynProvider has been deleted" in text] == ["SatSyn"], said
"""


def test_a_part_that_cannot_be_taken_out_keeps_no_other_in(profile: Path) -> None:
    plugins = profile / "profiles" / "default" / "python" / "plugins"
    run = subprocess.run([sys.executable, "-c", UNLOAD, str(plugins)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def _load(profile: Path) -> dict:
    import json

    plugins = profile / "profiles" / "default" / "python" / "plugins"
    run = subprocess.run([sys.executable, "-c", LOAD, str(plugins)], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


def test_loads_without_the_libraries_of_the_worker(profile: Path) -> None:
    assert set(_load(profile)["algorithms"]) == ALGORITHMS | CHAINS


def test_metadata_is_complete_for_the_plugin_repository() -> None:
    metadata = configparser.ConfigParser()
    metadata.read(REPOSITORY / "metadata.txt", encoding="utf-8")
    general = metadata["general"]
    required = "name description about version qgisMinimumVersion author email repository tracker homepage license icon"
    assert [name for name in required.split() if not general.get(name)] == []
    assert general["qgisMinimumVersion"] == "3.22"
    assert general["qgisMaximumVersion"] == "4.99"
    assert general["hasProcessingProvider"] == "yes"
    assert (REPOSITORY / general["icon"]).is_file()


def test_plugin_core_and_provider_have_one_version(qgis) -> None:
    from satsyn.satsyn_core import __version__

    metadata = configparser.ConfigParser()
    metadata.read(REPOSITORY / "metadata.txt", encoding="utf-8")
    provider = qgis.processingRegistry().providerById("satsyn")
    assert metadata["general"]["version"] == __version__ == provider.versionInfo()
