"""The wheels of a training's environment, but PyTorch, which the other machine has."""

from __future__ import annotations

import subprocess  # nosec B404
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from satsyn_core.contract.bundled import RESOURCES

REQUIREMENTS = RESOURCES.parent / "requirements.txt"

PRESENT = frozenset({"torch", "torchvision"})
"""Distributions that the other machine has, with all that they need."""


def wheel_list(requirements: Iterable[str] | None = None) -> list[str]:
    """Return the distributions of requirements, and what they need in turn, as `name==version` of those installed here.

    Args:
        requirements: lines of a requirements file; None for those of SatSyn.
    """
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines() if requirements is None else requirements
    waiting = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    found: dict[str, str] = {}
    while waiting:
        requirement = waiting.pop()
        name = requirement.name.lower().replace("_", "-")
        if name in found or name in PRESENT or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found[name] = metadata.version(name)
        waiting += map(Requirement, metadata.requires(name) or ())
    return [f"{name}=={version}" for name, version in sorted(found.items())]


def download_wheels(folder: Path) -> None:
    """Download the wheels of `wheel_list` with pip.

    Raises:
        subprocess.CalledProcessError: pip cannot reach its index, or has no wheel of a version.
    """
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--dest", str(folder)]
    # The list comes from this environment alone.
    subprocess.run([*command, *wheel_list()], check=True)  # nosec B603
