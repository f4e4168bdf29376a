from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from satsyn_core.contract.foreign_libraries import (
    CERTIFICATES,
    DATA_VARIABLES,
    FOREIGN_PREFIXES,
    FOREIGN_VARIABLES,
    clean_environment,
    use_own_data,
)
from tests.support.paths import REPOSITORY


def test_a_child_process_gets_nothing_that_qgis_set_for_itself() -> None:
    own = {"PATH": "/bin", "HOME": "/home/me", "LANG": "C", "CUDA_VISIBLE_DEVICES": "0"}
    foreign = dict.fromkeys((*DATA_VARIABLES, "PYTHONHOME", "PythonPath", "GDAL_CACHEMAX", "QGIS_DEBUG"), "/qgis")
    assert clean_environment({**own, **foreign}) == own


def test_the_worker_protocol_names_what_is_removed() -> None:
    page = (REPOSITORY / "docs" / "reference" / "worker-protocol.md").read_text(encoding="utf-8")
    removed = (*FOREIGN_VARIABLES, *FOREIGN_PREFIXES, "PIP_", *CERTIFICATES)
    assert [name for name in removed if f"`{name}`" not in page] == []


def test_variables_that_name_data_go_and_settings_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in DATA_VARIABLES:
        monkeypatch.setenv(name, "/usr/share/other")
    monkeypatch.setenv("GDAL_CACHEMAX", "64")
    monkeypatch.setenv("PROJ_NETWORK", "OFF")
    hide = (
        "GDAL_DISABLE_READDIR_ON_OPEN",
        "GDAL_PAM_ENABLED",
        "GTIFF_POINT_GEO_IGNORE",
        "OGR_ENABLE_PARTIAL_REPROJECTION",
    )
    for name in hide:
        monkeypatch.setenv(name, "YES")
    use_own_data()
    assert not set(hide) & set(os.environ)
    assert not set(DATA_VARIABLES) & set(os.environ)
    assert os.environ["GDAL_CACHEMAX"] == "64"
    assert os.environ["PROJ_NETWORK"] == "OFF"


def test_packages_of_another_python_are_found_last(tmp_path: Path) -> None:
    for package in ("numpy", "only_there"):
        (tmp_path / f"{package}.py").write_text("origin = 'foreign'")
    code = (
        "import json, os; from satsyn_core.contract.foreign_libraries import use_own_libraries; use_own_libraries(); "
        "import numpy, only_there; "
        "print(json.dumps([hasattr(numpy, 'origin'), only_there.origin, 'PYTHONPATH' in os.environ]))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(REPOSITORY)])}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [False, "foreign", False]
