"""Installing packages with pip: where PyTorch comes from, and what pip says in words of the panel."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from qgis.core import QgsProcessingFeedback

from ...satsyn_core.contract.errors import EnvironmentSetupError
from ..sentences import in_language
from .child_process import ChildProcess
from .environment_request import CUDA, REQUIREMENTS, SIZES, USUAL, EnvironmentRequest
from .environment_room import fullest, require_room
from .proxy import NO_SOCKS, proxy_variables

PIP_OPTIONS = ("--no-input", "--disable-pip-version-check", "--progress-bar", "off")
_FEW_RETRIES = ("--retries", "1", "--timeout", "20")
"""For the index of PyTorch, which some networks block: without it the general index is used."""

_TORCH = ("torch==", "torchvision==")
_SHARE_OF_TORCH = 0.5

_WORDS = (
    (re.compile(r"Collecting ([\w.-]+)"), r"Looking for \1"),
    (re.compile(r"Downloading ([\w.]+?)-(\d[\w.]*).*?(\([\d.]+ [kMG]?B\))"), r"Downloading \1 \2 \3"),
    (re.compile(r"Using cached ([\w.]+?)-(\d[\w.]*)"), r"\1 \2 is on this computer already"),
    (re.compile(r"WARNING: Retrying"), "The package index does not answer; trying again"),
    (re.compile(r"(Processing|Requirement already satisfied:) .*"), "Going through the packages"),
)
_UNREACHABLE = (
    "The package index can't be reached: check the network connection and the proxy in Settings > Options > Network, "
    "or choose a folder of wheels, and run this again."
)
_NO_VERSION = (
    "A package has no version for this Python and system: install Python 3.11 or 3.12 from python.org, and run this "
    "again. Or name a Python that has the packages of requirements.txt in Options > Processing > SatSyn."
)
_CAUSES = (
    ("enable-long-paths", "A path is too long for Windows: turn on long paths, see "
     "https://pip.pypa.io/warnings/enable-long-paths, and run this again."),
    ("CERTIFICATE_VERIFY_FAILED", "A certificate of the network is not known: ask whoever runs it for its file, name "
     "that file in the environment variable PIP_CERT, and start QGIS again."),
    ("SOCKS support", NO_SOCKS),
    ("Retrying (Retry", _UNREACHABLE),
    ("HTTP error", _UNREACHABLE),
    ("No matching distribution", _NO_VERSION),
)  # fmt: skip
_FULL_DISK = ("No space left", "[WinError 112]")
_ELSE = "Check the network connection and the free disk space, and run this again."


class UnreachableIndexError(EnvironmentSetupError):
    """The package index did not answer, or refused to."""


class NoVersionError(EnvironmentSetupError):
    """A package has no version for the Python of the environment."""


def install_packages(python: Path, request: EnvironmentRequest, feedback: QgsProcessingFeedback, log: IO[bytes]) -> str:
    """Install the packages of requirements.txt into the environment of `python`.

    PyTorch's own index offers nothing but PyTorch and what it needs, so it is asked for that alone. Where it can't be
    reached, the general index is used, which may have another build. Other failures stop the setup.

    Returns:
        The build of PyTorch as it was asked for; empty where the general index decided.

    Raises:
        EnvironmentSetupError: a step failed; the sentence names the log file.
        JobCancelledError: the user cancelled.
    """
    pip = [str(python), "-m", "pip", "install", *PIP_OPTIONS]
    start, build = 5.0, request.build or ""
    environment = python.parents[1]
    if request.torch_index and (wanted := _torch_requirements()):
        middle = start + _SHARE_OF_TORCH * (98 - start)
        step = InstallStep("Installing PyTorch", (start, middle), environment)
        arguments = [*pip, *_FEW_RETRIES, "--index-url", request.torch_index, *wanted]
        try:
            run_step(step, arguments, feedback, log)
            start = middle
        except (UnreachableIndexError, NoVersionError) as problem:
            # pip says that there is no version, too, where a network answers in the place of the index.
            _prepare_general_index(environment, problem, feedback)
            build = ""
    run_step(
        InstallStep("Installing packages", (start, 98), environment),
        [*pip, *request.pip_options(), "-r", str(REQUIREMENTS)],
        feedback,
        log,
    )
    return build


def _prepare_general_index(environment: Path, problem: EnvironmentSetupError, feedback: QgsProcessingFeedback) -> None:
    """Say that the general index is used, whose build of PyTorch may be a larger one.

    Raises:
        EnvironmentSetupError: there is no room for it; a `NoVersionError` if that was the problem.
    """
    try:
        require_room(environment, EnvironmentRequest(USUAL))
    except EnvironmentSetupError as lack:
        # Where the Python is too new, another one may be tried that needs less room.
        kind = NoVersionError if isinstance(problem, NoVersionError) else EnvironmentSetupError
        raise kind(f"{problem} {lack}") from problem
    words = (
        "The index of PyTorch can't be reached, or has none for this Python, so the general index is used. It may have "
        f"the build for graphics cards, which also computes on the processor: {SIZES[USUAL]}."
        if USUAL == CUDA
        else "The index of PyTorch can't be reached, or has none for this Python, so the general index is used. It has "
        f"the build for the processor alone: {SIZES[USUAL]}. When PyTorch's own can be reached, choose the graphics "
        "card in Plugins > SatSyn > Getting started, and press Repair."
    )
    feedback.pushWarning(in_language(words))


@dataclass
class InstallStep:
    """A step of the setup, and what its program has said so far.

    Attributes:
        name: in words, as `Installing packages`.
        span: its share of the progress in percent, from and to.
        environment: folder that it fills.
    """

    name: str
    span: tuple[float, float]
    environment: Path
    _packages: int = 0
    _last: str = ""
    _causes: list[str] = field(default_factory=list)

    def hear(self, line: str, feedback: QgsProcessingFeedback) -> None:
        """Show a line, as it is and in words, and move the progress."""
        self._last = line
        self._causes += self._causes_in(line)[:1]
        feedback.pushConsoleInfo(line)
        if words := pip_words(line):
            feedback.setProgressText(in_language(words))
        if line.startswith(("Collecting", "Requirement already satisfied")):
            self._packages += 1
        # pip does not say how many packages there are: each one advances by a share of what is left.
        start, end = self.span
        feedback.setProgress(end - (end - start) * 0.96**self._packages)

    def _causes_in(self, line: str) -> list[str]:
        if any(sign in line for sign in _FULL_DISK):
            # Asked at once: pip removes what it has downloaded when it ends.
            return [f"The disk of '{fullest(self.environment)}' is full: free some space, and run this again."]
        return [advice for sign, advice in _CAUSES if sign in line]

    def failure(self, exit_code: int, log_name: str) -> EnvironmentSetupError:
        """Return the error of a program that failed."""
        # The last cause that pip names is the one that it gave up for. But of an index that it could not ask, it says
        # in the end that it has no such package.
        others = [cause for cause in self._causes if cause != _NO_VERSION]
        advice = others[-1] if others else self._causes[-1] if self._causes else _ELSE
        said = (self._last or f"exit code {exit_code}").rstrip(".")
        kinds = {_NO_VERSION: NoVersionError, _UNREACHABLE: UnreachableIndexError}
        kind = kinds.get(advice, EnvironmentSetupError)
        return kind(f"{self.name} failed ({said}). {advice} The log is '{log_name}'.")


def run_step(step: InstallStep, arguments: list[str], feedback: QgsProcessingFeedback, log: IO[bytes]) -> None:
    """Run one program of the setup, showing and logging what it says.

    Raises:
        EnvironmentSetupError: it failed.
        JobCancelledError: the user cancelled.
    """
    feedback.setProgressText(in_language(step.name))
    variables: Mapping[str, str] = {**proxy_variables(), **_certificate_variables()}
    with ChildProcess(arguments, folder=REQUIREMENTS.parent, variables=variables) as child:
        for line in child.lines(feedback.isCanceled):
            log.write(f"{line}\n".encode())
            if line.strip():
                step.hear(line.strip(), feedback)
        exit_code = child.kill()
    if exit_code != 0:
        raise step.failure(exit_code, log.name)
    feedback.setProgress(step.span[1])


def _certificate_variables() -> dict[str, str]:
    """Return what makes pip use the certificate of PIP_CERT also where another variable names one, which it prefers."""
    named = os.environ.get("PIP_CERT")
    return {"REQUESTS_CA_BUNDLE": named} if named else {}


def pip_words(line: str) -> str:
    """Return a line of pip in plain words; empty where it says nothing that a user waits for."""
    if line.startswith("Installing collected packages:"):
        return f"Unpacking {line.count(',') + 1} packages, which takes one to three minutes"
    for pattern, words in _WORDS:
        if found := pattern.match(line):
            return found.expand(words)
    return ""


def _torch_requirements() -> list[str]:
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.startswith(_TORCH)]
