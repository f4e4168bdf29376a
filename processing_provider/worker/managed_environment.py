"""The managed environment: a Python environment for a QGIS profile, separate from QGIS's own Python."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import QLockFile, QSysInfo

from ...satsyn_core import __version__
from ...satsyn_core.contract.environment_use import STAMP, take_away
from ...satsyn_core.contract.errors import EnvironmentSetupError
from ..sentences import in_language
from .base_python import BasePython, base_pythons
from .environment_places import environments_folder, new_environment, numbered_environments, refuse_long_path
from .environment_request import BUILDS, EnvironmentRequest, requirements_digest
from .environment_room import require_room
from .kept_worker import end_workers
from .logs import new_log, remove_log
from .package_installation import InstallStep, NoVersionError, install_packages, run_step
from .proxy import refuse_socks
from .running_jobs import runs_job


@dataclass(frozen=True)
class EnvironmentStamp:
    """What a finished environment was made of.

    Attributes:
        base: the Python that it was made with.
        plugin: version of SatSyn that made it.
        requirements: short name of the packages and versions that were asked for.
        build: build of PyTorch, `cpu`, `cuda` or empty.
    """

    base: str = ""
    plugin: str = ""
    requirements: str = ""
    build: str = ""

    @property
    def is_current(self) -> bool:
        """Whether it has the packages that this version of the plugin asks for."""
        return self.requirements == requirements_digest()


def managed_interpreter() -> Path | None:
    """Return the Python of the newest finished environment, or None."""
    finished = [folder for folder in numbered_environments() if (folder / STAMP).is_file()]
    return _python_in(finished[-1]) if finished else None


def read_stamp(environment: Path) -> EnvironmentStamp:
    """Return what an environment was made of; empty fields where an older SatSyn made it."""
    try:
        said = json.loads((environment / STAMP).read_text(encoding="utf-8"))
        return EnvironmentStamp(**{name: str(said[name]) for name in asdict(EnvironmentStamp())})
    except (OSError, ValueError, KeyError, TypeError):
        return EnvironmentStamp()


def managed_environment() -> Path | None:
    """Return the folder of the newest finished environment, or None."""
    python = managed_interpreter()
    return python.parents[1] if python else None


def build_in_use() -> str | None:
    """Return the build of PyTorch that the managed environment was made with; None where the general index decided."""
    environment = managed_environment()
    build = read_stamp(environment).build if environment is not None else ""
    return build if build in BUILDS else None


def remove_environments() -> None:
    """Remove all environments of the profile.

    Raises:
        EnvironmentSetupError: a job of this QGIS runs in one of them, and all stay; another process runs in one, which
            stays with those after it; another QGIS makes one; or a file is in use, and what could not be removed is no
            longer taken for an environment.
    """
    with _alone():
        environments = numbered_environments()
        _check_no_job_runs(environments)
        end_workers()
        for environment in environments:
            if not _remove(environment):
                raise EnvironmentSetupError(
                    f"The environment in '{environment}' is in use by another QGIS window, or by a job in a terminal. "
                    "Wait until its jobs have ended, or close it, and try again."
                )
        for folder in {environments_folder(), *(environment.parent for environment in environments)}:
            shutil.rmtree(folder, ignore_errors=True)
            if folder.exists():
                raise EnvironmentSetupError(
                    f"Some files in '{folder}' are in use. Close other QGIS windows and try again."
                )


def create_environment(feedback: QgsProcessingFeedback, request: EnvironmentRequest | None = None) -> Path:
    """Make an environment, install requirements.txt into it, and return its Python.

    An earlier environment stays in use until the new one is finished, and is then removed, unless a process runs in it.
    A failed or cancelled one is removed.

    Raises:
        EnvironmentSetupError: a job of this QGIS runs in the earlier one, another QGIS makes one, no usable Python, no
            room, paths that are too long, a proxy that pip can't use, or a step failed; then the sentence names the
            log file.
        JobCancelledError: the user cancelled.
    """
    request = request or EnvironmentRequest()
    if request.wheels is None:
        refuse_socks()
    with _alone():
        earlier = numbered_environments()
        _check_no_job_runs(earlier)
        environment = new_environment()
        refuse_long_path(environment)
        python = _make_with_one_of(base_pythons(), environment, request, feedback)
        end_workers()
        for folder in earlier:
            if not _remove(folder):
                words = f"The earlier environment in '{folder}' is still in use: the next repair removes it."
                feedback.pushInfo(in_language(words))
    return python


@contextmanager
def _alone() -> Iterator[None]:
    """Let nobody else make or remove environments of this profile during a `with` block.

    Raises:
        EnvironmentSetupError: somebody does.
    """
    folder = environments_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    file = f"{folder}.lock"
    lock = QLockFile(file)
    lock.setStaleLockTime(0)  # it counts for as long as its process runs
    if not lock.tryLock(0) and lock.error() == QLockFile.LockError.LockFailedError:
        words = (
            "The environment is being set up or removed already, here or in another QGIS window. Wait until that has "
            "ended, or cancel it, and try again."
        )
        _, _, host, _ = lock.getLockInfo()
        if host and host != QSysInfo.machineHostName():  # whether a process of another computer runs is not known here
            words += f" If no QGIS runs on the computer '{host}', delete the file '{file}'."
        raise EnvironmentSetupError(words)
    try:
        yield
    finally:
        lock.unlock()


def _remove(environment: Path) -> bool:
    """Remove an environment unless a process runs in it; return whether none does."""
    if runs_job(environment) or not take_away(environment):
        return False
    shutil.rmtree(environment, ignore_errors=True)
    return True


def _check_no_job_runs(environments: list[Path]) -> None:
    for environment in environments:
        if runs_job(environment):
            raise EnvironmentSetupError(
                f"A job of SatSyn runs in the environment in '{environment}'. Wait until it has ended, or cancel it, "
                "and try again."
            )


def _make_with_one_of(
    bases: Iterator[BasePython], environment: Path, request: EnvironmentRequest, feedback: QgsProcessingFeedback
) -> Path:
    """Make an environment with the first Python for which there are all packages; return the environment's Python."""
    lacking: list[tuple[BasePython, NoVersionError]] = []
    for base in bases:
        if lacking:
            words = f"A package has no version for '{lacking[-1][0].path}', so '{base.path}' is tried."
            feedback.pushWarning(in_language(words))
        try:
            return _make(base, environment, request, feedback)
        except NoVersionError as error:
            lacking.append((base, error))
    raise lacking[-1][1]


def _make(base: BasePython, environment: Path, request: EnvironmentRequest, feedback: QgsProcessingFeedback) -> Path:
    environment.parent.mkdir(parents=True, exist_ok=True)
    require_room(environment.parent, request)
    feedback.pushInfo(in_language(f"The environment is made in '{environment}' with '{base.path}': {request.size}."))
    log_path = new_log("environment")
    try:
        with log_path.open("wb") as log:
            making = InstallStep("Making the environment", (0, 5), environment)
            run_step(making, [str(base.path), "-m", "venv", str(environment)], feedback, log)
            python = _python_in(environment)
            build = install_packages(python, request, feedback, log)
        stamp = EnvironmentStamp(str(base.path), __version__, requirements_digest(), build)
        (environment / STAMP).write_text(json.dumps(asdict(stamp)), encoding="utf-8")
    except BaseException:
        shutil.rmtree(environment, ignore_errors=True)
        raise
    remove_log(log_path)
    return python


def _python_in(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
