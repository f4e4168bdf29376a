"""What a user asks of an environment before it is made: the build of PyTorch, its source, and the room it takes."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass, replace
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements.txt"

CPU = "cpu"
CUDA = "cuda"
BUILDS = (CPU, CUDA) if sys.platform != "darwin" else (CPU,)
"""The builds of PyTorch that this system has; macOS has one, which also uses the graphics processor of the Mac."""

_INDEX = "https://download.pytorch.org/whl/"
_INDEXES = {("linux", CPU): _INDEX + "cpu", ("win32", CUDA): _INDEX + "cu130"}
"""Where pip finds the build that the general index does not have on this system."""

USUAL = CUDA if sys.platform == "linux" else CPU
"""The build that the general index has for this system."""


@dataclass(frozen=True)
class Size:
    """What an environment takes while it is set up.

    Attributes:
        download: gigabytes to download.
        room: gigabytes on the disk, with what is downloaded, which lies there until all of it is unpacked.
        minutes: at 50 megabits per second.
    """

    download: float
    room: float
    minutes: int

    def __str__(self) -> str:
        return (
            f"about {self.download:g} GB to download and {self.room:g} GB of free disk space; {self.minutes} minutes "
            "at 50 Mbit/s"
        )


SIZES = {CPU: Size(0.5, 2.9, 5), CUDA: Size(3.5, 11.5, 12)}
"""Measured for processors: 0.46 GB of packages, 1.85 GB of the disk when they are unpacked, and pip's own copy of the
packages, rounded up for the versions to come."""


@dataclass(frozen=True)
class EnvironmentRequest:
    """The environment to make.

    Attributes:
        build: `cpu` or `cuda`; None takes the one that the general index has for this system.
        wheels: folder of downloaded wheels; pip then uses no network.
    """

    build: str | None = None
    wheels: Path | None = None

    @property
    def size(self) -> Size:
        """What the environment takes; a folder of wheels lies on the disk already."""
        size = SIZES[self.build or USUAL]
        return size if self.wheels is None else replace(size, download=0.0, room=size.room - size.download)

    def pip_options(self) -> list[str]:
        """Return the options of `pip install` that say where packages come from."""
        if self.wheels is not None:
            return ["--no-index", "--find-links", str(self.wheels)]
        return []

    @property
    def torch_index(self) -> str:
        """The index that has PyTorch in the chosen build; empty where the general index has it."""
        return "" if self.wheels is not None else _INDEXES.get((sys.platform, self.build or ""), "")


def requirements_digest() -> str:
    """Return a short name for the packages that this version of the plugin needs, in their versions."""
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    wanted = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return hashlib.sha256("\n".join(wanted).encode()).hexdigest()[:12]
