"""A reporter for scripts: the messages of a job as lines on stdout."""

from __future__ import annotations

import time

from satsyn_core.contract.progress import Reporter


class PrintingReporter(Reporter):
    """Prints the messages of a job, its progress every half a minute, and validation scores."""

    def __init__(self) -> None:
        self._printed = 0.0

    def progress(self, fraction: float, message: str = "") -> None:
        """Print the progress every half a minute."""
        if time.monotonic() - self._printed > 30:
            self._printed = time.monotonic()
            print(f"{100 * fraction:.0f} % {message}", flush=True)

    def log(self, text: str, level: str = "info") -> None:
        """Print a line."""
        print(f"{level}: {text}", flush=True)

    def metric(self, name: str, step: int, value: float) -> None:
        """Print validation scores; losses are in the metrics file."""
        if name.startswith("validation"):
            print(f"step {step}: {name} {value:.4f}", flush=True)
