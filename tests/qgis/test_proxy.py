"""The proxy of QGIS reaches pip, or is refused where pip can't use it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from assertions import RecordingFeedback
from pythons import offer_python

from tests.support.proposals import follow


@pytest.fixture
def set_proxy(qgis) -> Iterator[Callable[..., None]]:
    """Write settings of the proxy, those that are not given as of an HTTP proxy."""
    from qgis.core import QgsSettings

    def write(**given: object) -> None:
        usual = {"proxyEnabled": True, "proxyType": "HttpProxy", "proxyHost": "proxy.example", "proxyPort": "3128"}
        for name, value in {**usual, **given}.items():
            QgsSettings().setValue(f"proxy/{name}", value)

    yield write
    QgsSettings().remove("proxy")


def test_the_proxy_of_qgis_is_passed_on(set_proxy) -> None:
    from satsyn.processing_provider.worker.proxy import proxy_variables

    set_proxy(proxyUser="müller@example")
    assert proxy_variables()["HTTPS_PROXY"] == "http://m%C3%BCller%40example:@proxy.example:3128"
    set_proxy(proxyEnabled=False)
    assert proxy_variables() == {}
    set_proxy(proxyType="DefaultProxy")
    assert proxy_variables() == {}


def test_the_proxy_of_qgis_comes_before_that_of_the_environment(set_proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    from satsyn.processing_provider.worker.child_process import ChildProcess
    from satsyn.processing_provider.worker.proxy import proxy_variables

    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://other.example:1")
    monkeypatch.setenv("NO_PROXY", "localhost")
    set_proxy(
        proxyExcludedUrls=["https://packages.example/simple", "wheels.example"],
        noProxyUrls="http://a.example:8080|http://[bad",
    )
    program = "import urllib.request as u; print(u.getproxies()['https'], u.proxy_bypass('packages.example') and "
    program += "u.proxy_bypass('wheels.example') and u.proxy_bypass('a.example') and u.proxy_bypass('localhost'))"
    with ChildProcess([sys.executable, "-c", program], Path.cwd(), variables=proxy_variables()) as child:
        assert list(child.lines(lambda: False)) == ["http://proxy.example:3128 True"]


def test_a_socks_proxy_is_refused_unless_there_are_wheels(
    set_proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from satsyn.processing_provider.worker.environment_places import environments_folder
    from satsyn.processing_provider.worker.environment_request import EnvironmentRequest
    from satsyn.processing_provider.worker.managed_environment import create_environment

    set_proxy(proxyType="Socks5Proxy")
    offer_python(tmp_path, monkeypatch)
    follow("pip can't use a SOCKS proxy.*: name an HTTP proxy, or choose a folder of wheels",
           lambda: create_environment(RecordingFeedback()),
           lambda: create_environment(RecordingFeedback(), EnvironmentRequest(wheels=tmp_path)))  # fmt: skip
    shutil.rmtree(environments_folder())


def test_what_pip_says_of_a_socks_proxy_is_understood(qgis, tmp_path: Path) -> None:
    from satsyn.processing_provider.worker.package_installation import InstallStep

    # Another name of the module hides the one that may be installed.
    (tmp_path / "socks.py").write_text("raise ImportError")
    pip = [os.environ["SATSYN_PYTHON"], "-m", "pip", "download", "--no-cache-dir", "nothing", "--retries", "0"]
    pip += ["--index-url", "https://index.example/simple"]
    variables = {**os.environ, "HTTPS_PROXY": "socks5://127.0.0.1:9", "PYTHONPATH": str(tmp_path)}
    variables.pop("https_proxy", None)
    said = subprocess.run(
        [*pip, "-i", "https://index.example/simple"], env=variables, cwd=tmp_path, capture_output=True
    )
    step = InstallStep("Installing packages", (5, 98), tmp_path)
    for line in (said.stdout + said.stderr).decode().splitlines():
        step.hear(line, RecordingFeedback())
    assert "pip can't use a SOCKS proxy" in str(step.failure(1, "plan.log"))
