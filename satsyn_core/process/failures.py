"""What a failed job tells the user, whoever runs it: a kind, a sentence and an exit code."""

from __future__ import annotations

import sys
import traceback
from dataclasses import dataclass

from ..contract.errors import NO_ROOM, DiskFullError, EnvironmentSetupError, JobCancelledError, SatSynError


@dataclass(frozen=True)
class Failure:
    """Why a job gave no result; `kind` is input, failed, cancelled, environment or internal."""

    kind: str
    message: str
    exit_code: int

    @classmethod
    def of(cls, error: BaseException) -> Failure:
        """Return the failure for an exception; of an unexpected one the traceback goes to stderr."""
        if isinstance(error, SatSynError):
            return cls(error.kind, str(error), error.exit_code)
        if isinstance(error, KeyboardInterrupt):
            return cls.of(JobCancelledError())
        traceback.print_exception(error, file=sys.stderr)
        if isinstance(error, ImportError):
            return cls.of(EnvironmentSetupError(_import_sentence(error)))
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return cls.of(DiskFullError(error.filename))
        if isinstance(error, MemoryError) or "out of memory" in str(error).lower():
            return cls.of(
                SatSynError("The memory ran out: choose a smaller block size or extent, or close other programs.")
            )
        return cls(
            "internal",
            f"An unexpected error stopped the job ({type(error).__name__}: {error}). This is a defect of SatSyn: "
            "please report it with the log.",
            SatSynError.exit_code,
        )


def _import_sentence(error: ImportError) -> str:
    what = f"lacks the package {error.name}" if isinstance(error, ModuleNotFoundError) else "has a broken package"
    return (
        f"The SatSyn environment ({sys.executable}) {what} ({error}). Set it up again: in QGIS with the algorithm "
        "'Check or set up the SatSyn environment', by hand with pip install -r requirements.txt."
    )
