"""Parameters that several jobs have, declared once."""

from __future__ import annotations

from typing import Any

from .declaration import Kind, parameter


def device_parameter(*, advanced: bool = False) -> Any:
    """Declare where a job computes."""
    return parameter(
        Kind.CHOICE,
        "Device",
        "Where to compute; auto takes the graphics card if there is one.",
        default="auto",
        choices=("auto", "cpu", "cuda"),
        advanced=advanced,
    )


def seed_parameter(
    help: str,  # noqa: A002 - the name that argparse and QGIS use
    *,
    advanced: bool = False,
) -> Any:
    """Declare the seed of a job; `help` says what it decides there."""
    return parameter(Kind.INTEGER, "Seed", help, default=0, minimum=0, maximum=2**31 - 1, advanced=advanced)
