"""Runs in a real QGIS: algorithms by `qgis_process`, and scripts with layers that have settings of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.paths import REPOSITORY

from .desk import SYSTEM_PYTHON, Desk, Said

_SECONDS = 300
_START = """
import os, sys
sys.path.insert(0, os.environ["QGIS_CUSTOM_CONFIG_PATH"] + "/profiles/default/python/plugins")
from qgis.core import *
from qgis.PyQt.QtGui import QColor
application = QgsApplication([], False, os.environ["QGIS_CUSTOM_CONFIG_PATH"] + "/profiles/default")
application.initQgis()
sys.path.append("/usr/share/qgis/python/plugins")
from processing.core.Processing import Processing
Processing.initialize()
import processing, satsyn, traceback
plugin = satsyn.classFactory(None)
plugin.initProcessing()

class Told(QgsProcessingFeedback):
    def pushInfo(self, text): print("INFO", text, flush=True)
    def pushWarning(self, text): print("WARNING", text, flush=True)
    def reportError(self, text, fatalError=False): print("ERROR", text, flush=True)

def run(name, **given):
    try:
        print("RESULT", dict(processing.run("satsyn:" + name, given, feedback=Told())), flush=True)
    except QgsProcessingException as error:
        print("REFUSED", str(error).replace("\\n", " "), flush=True)

def keep(layer):
    QgsProject.instance().addMapLayer(layer)
    return layer
"""


def _environment(desk: Desk) -> dict[str, str]:
    """Return the environment of an isolated QGIS profile beside the desk, with the plugin linked in."""
    profile = desk.models / "qgis"
    link = profile / "profiles/default/python/plugins/satsyn"
    if not link.exists():
        link.parent.mkdir(parents=True)
        link.symlink_to(REPOSITORY)
        (profile / "runtime").mkdir(mode=0o700)
        enable = [_program(), "plugins", "enable", "satsyn"]
        subprocess.run(enable, env=_variables(profile), capture_output=True, timeout=_SECONDS, check=False)
    return _variables(profile)


def _variables(profile: Path) -> dict[str, str]:
    own = {"QGIS_CUSTOM_CONFIG_PATH": str(profile), "XDG_RUNTIME_DIR": str(profile / "runtime")}
    return {
        **os.environ,
        **own,
        "QT_QPA_PLATFORM": "offscreen",
        "SATSYN_PYTHON": sys.executable,
        "OMP_NUM_THREADS": "1",
    }


def _program() -> str:
    return shutil.which("qgis_process.bin") or "qgis_process"


def qgis_process(desk: Desk, algorithm: str, **given: object) -> Said:
    """Run an algorithm by `qgis_process`. A refusal, which has exit code 1 there, comes back as 2."""
    words = [f"{name}={value}" for name, value in given.items()]
    done = subprocess.run(
        [_program(), "run", f"satsyn:{algorithm}", "--", *words],
        env=_environment(desk),
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    text = (done.stdout + done.stderr).decode("utf-8", "replace")
    lines = [line for line in text.splitlines() if line.strip() and "DeprecationWarning" not in line]
    return Said(2 * bool(done.returncode), "\n".join(lines))


def qgis_script(desk: Desk, code: str) -> Said:
    """Run code in QGIS' Python, with `run(algorithm, PARAMETER=...)` and `keep(layer)`; code 2 if a run was refused."""
    script = desk.folder.parent / f"{desk.folder.name}.py"
    script.write_text(f"{_START}\nW = {str(desk.folder)!r} + '/'\nMODEL = {desk.generator!r}\n{code}\nos._exit(0)\n")
    try:
        done = subprocess.run(
            [SYSTEM_PYTHON, script], env=_environment(desk), capture_output=True, timeout=_SECONDS, check=False
        )
    finally:
        script.unlink()
    text = (done.stdout + done.stderr).decode("utf-8", "replace")
    lines = [line for line in text.splitlines() if line.startswith(("INFO", "WARNING", "ERROR", "RESULT", "REFUSED"))]
    failed = done.returncode or "Traceback" in text
    return Said(2 if "REFUSED" in text else int(bool(failed)), "\n".join(lines) if not failed else text[-1500:])
