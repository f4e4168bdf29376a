"""The job that checks the SatSyn environment: its parameters and outputs."""

from __future__ import annotations

from dataclasses import dataclass

from ..declaration import Job, Kind, Output, parameter


@dataclass(frozen=True)
class Environment:
    """Parameters of `environment`."""

    action: str = parameter(
        Kind.CHOICE,
        "Action",
        "check: say which Python, packages and device SatSyn uses. create: set up an environment for SatSyn.",
        default="check",
        choices=("check", "create"),
    )


JOB = Job(
    name="environment",
    algorithm="environment",
    title="Check or set up the SatSyn environment",
    summary="SatSyn computes in a Python environment of its own, apart from QGIS. This checks it, or creates it.",
    parameters=Environment,
    outputs=(
        Output("INTERPRETER", "Python interpreter", Kind.TEXT),
        Output("VERSIONS", "Versions", Kind.TEXT),
        Output("DEVICE", "Device", Kind.TEXT),
        Output("NEXT_STEP", "Next step", Kind.TEXT),
    ),
)
