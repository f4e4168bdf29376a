"""Worker processes as the system sees them, and `qgis_process` as a user starts it."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

WORKER = b"satsyn_core.worker"


def qgis_process() -> str:
    """Return the program; Debian's wrapper `qgis_process` passes an option that the program does not know."""
    program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
    assert program is not None
    return program


def run_qgis_process(*arguments: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    return subprocess.run([qgis_process(), *arguments], capture_output=True, text=True, timeout=timeout)


def enable_plugin() -> None:
    """Enable SatSyn in the profile; to enable what is enabled already is an error to `qgis_process`."""
    enabling = run_qgis_process("plugins", "enable", "satsyn")
    assert enabling.returncode == 0 or "already enabled" in enabling.stderr, enabling.stderr


def worker_of(parent: int) -> int | None:
    """Return the process id of the worker that a process has started, if it runs."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and is_running(int(entry.name)):
            try:
                if _parent(entry) == parent and WORKER in (entry / "cmdline").read_bytes():
                    return int(entry.name)
            except OSError:
                continue
    return None


def is_running(pid: int) -> bool:
    """Whether a process exists and is more than an entry that nobody has asked for yet."""
    try:
        return _fields(Path(f"/proc/{pid}"))[0] not in ("Z", "X")
    except OSError:
        return False


def wait_until_gone(pid: int, limit: float = 60.0) -> None:
    start = time.monotonic()
    while is_running(pid):
        assert time.monotonic() - start < limit, f"process {pid} goes on"
        time.sleep(0.02)


def wait_for_worker(parent: int, limit: float = 60.0) -> int:
    start = time.monotonic()
    while time.monotonic() - start < limit:
        if pid := worker_of(parent):
            return pid
        time.sleep(0.02)
    raise AssertionError(f"process {parent} started no worker")


def wait_for_unfinished_output(folder: Path, limit: float = 60.0) -> Path:
    """Wait until the worker is in the middle of its work: finished blocks lie beside the target."""
    start = time.monotonic()
    while time.monotonic() - start < limit:
        if found := list(folder.glob("*.generating/*/blocks_*/*.npy")):
            return found[0]
        time.sleep(0.02)
    raise AssertionError(f"nothing is being written in {folder}: {list(folder.iterdir())}")


def _parent(entry: Path) -> int:
    return int(_fields(entry)[1])


def _fields(entry: Path) -> list[str]:
    # The name before them is in brackets, and may hold blanks and brackets itself.
    return (entry / "stat").read_text().rpartition(")")[2].split()
