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
    waiting = _applying((line for line in lines if line.strip() and not line.startswith("#")), "")
    found: dict[str, str] = {}
    followed: set[tuple[str, str]] = set()
    while waiting:
        requirement = waiting.pop()
        name = requirement.name.lower().replace("_", "-")
        if name in PRESENT:
            continue
        found[name] = metadata.version(name)
        for extra in ("", *requirement.extras):
            if (name, extra) not in followed:
                followed.add((name, extra))
                waiting += _applying(metadata.requires(name) or (), extra)
    return [f"{name}=={version}" for name, version in sorted(found.items())]


def _applying(lines: Iterable[str], extra: str) -> list[Requirement]:
    """Return the requirements that count here, for an extra or, with an empty name, without any."""
    every = map(Requirement, lines)
    return [one for one in every if one.marker is None or one.marker.evaluate({"extra": extra})]


def download_wheels(folder: Path) -> None:
    """Download the wheels of `wheel_list` with pip.

    Raises:
        subprocess.CalledProcessError: pip cannot reach its index, or has no wheel of a version.
    """
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--dest", str(folder)]
    # The list comes from this environment alone.
    subprocess.run([*command, *wheel_list()], check=True)  # nosec B603
