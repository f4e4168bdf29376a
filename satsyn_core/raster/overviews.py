"""Overviews of a large raster, built in a process of their own."""

from __future__ import annotations

import os
import subprocess  # nosec B404
import sys
from collections.abc import Sequence
from pathlib import Path

from ..contract.errors import NO_ROOM, DiskFullError, SatSynError
from ..contract.progress import Reporter

_PROGRAM = """
import logging, sys
path, factors, resampling, *sys.path[:] = sys.argv[1:]
logging.basicConfig(level=logging.ERROR)
import rasterio
with rasterio.open(path, "r+") as raster:
    raster.build_overviews([int(factor) for factor in factors.split()], rasterio.enums.Resampling[resampling])
"""
_POLL_SECONDS = 0.1


def build_overviews(
    path: Path, factors: Sequence[int], resampling: str, reporter: Reporter, target: Path | None = None
) -> None:
    """Add overviews to a GeoTIFF.

    rasterio holds Python's lock all the while, minutes for a large raster, in which a job could not be cancelled:
    so it is done in another process. rasterio's own command line would take longer to start than most files take.

    Args:
        path: the file; overviews go into it.
        factors: reductions, such as 2, 4, 8.
        resampling: `average` or `nearest`.
        reporter: is asked whether the job is cancelled.
        target: what the user calls the file, where that is not `path`.

    Raises:
        DiskFullError: there is no room for them.
        SatSynError: it failed for another reason.
        JobCancelledError: the reporter said so; the file is then of no use.
    """
    reporter.progress(1, "Building overviews")
    process = subprocess.Popen(  # nosec B603
        # Isolated, it takes packages from where this process has them, and from nowhere else.
        [
            sys.executable,
            "-I",
            "-W",
            "ignore",
            "-c",
            _PROGRAM,
            str(path),
            " ".join(map(str, factors)),
            resampling,
            *sys.path,
        ],
        env={**os.environ, "GDAL_NUM_THREADS": "ALL_CPUS"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    try:
        said = _wait(process, reporter)
    finally:
        process.kill()
        process.wait()
    # GDAL goes on where it cannot write, and says so.
    reasons = [line for line in said.splitlines() if line.strip() and not line.startswith("Warning")]
    if process.returncode or reasons:
        raise _failed(reasons or [f"exit code {process.returncode}"], path, target or path)


def _failed(reasons: Sequence[str], path: Path, target: Path) -> SatSynError:
    if any(os.strerror(number) in reason for reason in reasons for number in NO_ROOM):
        return DiskFullError(target)
    reason = reasons[-1].replace(path.name, target.name).rstrip(".")
    return SatSynError(
        f"Building overviews of {target} failed ({reason}): check that its disk has space, and run this again."
    )


def _wait(process: subprocess.Popen[str], reporter: Reporter) -> str:
    while True:
        reporter.check_cancelled()
        try:
            return process.communicate(timeout=_POLL_SECONDS)[1]
        except subprocess.TimeoutExpired:
            continue
