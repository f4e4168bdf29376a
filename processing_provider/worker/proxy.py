"""The proxy of QGIS's network settings, as environment variables for pip."""

from __future__ import annotations

import os
from urllib.parse import quote, urlsplit

from qgis.core import QgsSettings

from ...satsyn_core.contract.errors import EnvironmentSetupError

NO_SOCKS = (
    "pip can't use a SOCKS proxy, as Settings > Options > Network or the environment variable HTTPS_PROXY names one: "
    "name an HTTP proxy, or choose a folder of wheels under Offline in Plugins > SatSyn > Getting started, and run "
    "this again."
)
"""The package with which pip could is one that it would have to download first."""

HTTP, SOCKS = "HTTP", "SOCKS"


def proxy_kind() -> str:
    """Return `HTTP` or `SOCKS` for a proxy of QGIS's own; empty where QGIS uses none, or that of the system."""
    kind = _setting("proxyType")
    is_on = QgsSettings().value("proxy/proxyEnabled", False, type=bool)
    if not is_on or not _setting("proxyHost") or kind == "DefaultProxy":
        return ""
    return SOCKS if kind == "Socks5Proxy" else HTTP


def refuse_socks() -> None:
    """Check that pip can use the proxy of QGIS.

    Raises:
        EnvironmentSetupError: it can't.
    """
    if proxy_kind() == SOCKS:
        raise EnvironmentSetupError(NO_SOCKS)


def proxy_variables() -> dict[str, str]:
    """Return the HTTP proxy of QGIS as environment variables; no variables where QGIS has none.

    The password travels in the environment of the child, and never on a command line, which other users can read.
    """
    if proxy_kind() != HTTP:
        return {}
    port, user = _setting("proxyPort"), _setting("proxyUser")
    login = f"{quote(user, safe='')}:{quote(_setting('proxyPassword'), safe='')}@" if user else ""
    address = f"http://{login}{_setting('proxyHost')}{f':{port}' if port else ''}"
    variables = {"HTTP_PROXY": address, "HTTPS_PROXY": address}
    if excluded := _excluded_hosts():
        known = os.environ.get("no_proxy") or os.environ.get("NO_PROXY")
        variables["NO_PROXY"] = ",".join([*([known] if known else []), *excluded])
    # Those in lower case, which others may have set, would count more.
    return {**variables, **{name.lower(): value for name, value in variables.items()}}


def _excluded_hosts() -> list[str]:
    """Return the hosts of the addresses for which QGIS does not use its proxy."""
    hosts: list[str] = []
    for name in ("proxyExcludedUrls", "noProxyUrls"):
        value = QgsSettings().value(f"proxy/{name}", [])
        addresses = value if isinstance(value, list) else str(value or "").split("|")
        hosts += filter(None, (_host(str(address).strip()) for address in addresses))
    return list(dict.fromkeys(hosts))


def _host(address: str) -> str | None:
    """Return the host of an address as users write it; None where it has none."""
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:  # as of brackets that do not close
        return None


def _setting(name: str) -> str:
    return str(QgsSettings().value(f"proxy/{name}", "") or "")
