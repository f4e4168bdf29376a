"""The declaration of `environment`: check or set up the Python that SatSyn computes in."""

from __future__ import annotations

from dataclasses import dataclass

from ..declaration import Job, Kind, Output, choice


@dataclass(frozen=True)
class Environment:
    """Parameters of `environment`."""

    action: str = choice(
        "Action",
        "check: show which Python, packages and device SatSyn uses. create: set up an environment for SatSyn.",
        {"check": "show what there is", "create": "set up an environment"},
        default="check",
    )


JOB = Job(
    name="environment",
    algorithm="environment",
    title="Check or set up the SatSyn environment",
    summary="SatSyn computes in a Python environment of its own, apart from QGIS. This algorithm checks or creates it.",
    parameters=Environment,
    outputs=(
        Output("INTERPRETER", "Python interpreter", Kind.TEXT),
        Output("VERSIONS", "Versions", Kind.TEXT),
        Output("DEVICE", "Device", Kind.TEXT),
        Output("NEXT_STEP", "Next step", Kind.TEXT),
    ),
)
