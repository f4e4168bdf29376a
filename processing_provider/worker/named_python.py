"""The Python that the user named for SatSyn, and how to get another one where it does not work."""

from __future__ import annotations

import os
from dataclasses import dataclass

from qgis.core import QgsSettings

from ..settings import named_python

VARIABLE = "SATSYN_PYTHON"
SETTING = "satsyn/python"


@dataclass(frozen=True)
class NamedPython:
    """What the user wrote, and where, in words that follow "empty" and "that"."""

    text: str
    source: str

    @classmethod
    def find(cls) -> NamedPython | None:
        """Return the one that counts; None where the user named none."""
        found = (
            (os.environ.get(VARIABLE, ""), f"the environment variable {VARIABLE}"),
            (named_python(), "Options > Processing > SatSyn"),
            (str(QgsSettings().value(SETTING, "") or ""), f"the QGIS setting '{SETTING}'"),
        )
        return next((cls(text.strip(), source) for text, source in found if text and text.strip()), None)


def set_up_again() -> str:
    """Return a sentence on how to get an environment that works where the one in use does not.

    A Python that the user named comes before every environment that SatSyn makes.
    """
    named = NamedPython.find()
    if named is None:
        return "Run 'Check or set up the SatSyn environment' with the action 'create'."
    return (
        f"Run 'Check or set up the SatSyn environment' with the action 'create', and empty {named.source}, which names "
        "this Python."
    )
