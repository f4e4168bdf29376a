"""The report on what is wrong: facts for a bug report, without names of people, computers and their folders."""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import re
import socket
import tempfile
from collections.abc import Mapping
from pathlib import Path

from qgis.core import Qgis, QgsApplication

from ...satsyn_core import __version__
from ...satsyn_core.contract.errors import SatSynError
from ...satsyn_core.contract.foreign_libraries import CERTIFICATES, FOREIGN_PREFIXES, FOREIGN_VARIABLES
from ..worker.interpreter import find_interpreter
from ..worker.logs import kept_logs
from ..worker.managed_environment import managed_environment, read_stamp
from ..worker.proxy import proxy_kind

LOG_BYTES = 3000
"""How much of the newest log the report shows."""


def problem_report(outputs: Mapping[str, object] | None, problem: str) -> str:
    """Return the report.

    Args:
        outputs: what the job `environment` found; None if it failed.
        problem: the sentence of its error; empty if there was none.
    """
    found = outputs or {}
    lines = [
        f"SatSyn {__version__}, QGIS {Qgis.version()}, Python of QGIS {platform.python_version()}",
        f"System: {platform.platform()}, {platform.machine()}, {os.cpu_count()} processors",
        f"Python of SatSyn: {_interpreter()}",
        f"Managed environment: {_managed()}",
        f"Packages: {found.get('VERSIONS') or 'not known'}",
        f"Device: {found.get('DEVICE') or 'not known'}",
        f"Proxy in QGIS: {proxy_kind() or 'no'}",
        f"Variables of other programs: {_foreign_variables() or 'none'}",
        f"What is wrong: {problem or found.get('NEXT_STEP') or 'not known'}",
        *_newest_log(),
    ]
    return without_names("\n".join(lines))


def without_names(text: str) -> str:
    """Return a text in which folders of the user, the user's name, the computer's name and logins are replaced."""
    text = re.sub(r"://[^/\s@]+@", "://LOGIN@", text)
    profile = str(Path(QgsApplication.qgisSettingsDirPath()))
    folders = ((profile, "PROFILE"), (str(Path.home()), "HOME"), (tempfile.gettempdir(), "TEMP"))
    for folder, word in folders:
        for written in {folder, folder.replace("\\", "/")}:
            if len(written) > 1:
                text = text.replace(written, word)
    for name, word in ((_user(), "USER"), (socket.gethostname(), "COMPUTER")):
        if name:
            text = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", word, text, flags=re.IGNORECASE)
    # Other folders of people: /home/name, /Users/name, C:\\Users\\name.
    return re.sub(r"((?:/home/|/Users/|\\Users\\))[^/\\\s'\"]+", r"\1USER", text)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _interpreter() -> str:
    try:
        return str(find_interpreter())
    except SatSynError as problem:
        return str(problem)


def _managed() -> str:
    folder = managed_environment()
    if folder is None:
        return "none"
    stamp = read_stamp(folder)
    age = "" if stamp.is_current else ", older than the packages that this version asks for"
    return f"{stamp.build or 'usual'} build, made by SatSyn {stamp.plugin or 'of an earlier version'}{age}"


def _foreign_variables() -> str:
    names = [
        name
        for name in sorted(os.environ)
        if name.upper() in (*FOREIGN_VARIABLES, *CERTIFICATES) or name.upper().startswith((*FOREIGN_PREFIXES, "PIP_"))
    ]
    return ", ".join(names)


def _newest_log() -> list[str]:
    for log in reversed(kept_logs()):
        with contextlib.suppress(OSError):  # another QGIS may have removed it
            text = log.read_text(encoding="utf-8", errors="replace")[-LOG_BYTES:]
            return ["", "End of the newest log:", text] if text.strip() else []
    return []
