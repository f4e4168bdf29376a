"""The whole job, from land cover to a compressed GeoTIFF, each run in a process of its own."""

from __future__ import annotations

import json
import resource
import subprocess  # nosec
import sys
import time
from pathlib import Path

import numpy as np
import rasterio
from rasterio.enums import Resampling
from rasterio.windows import Window as RasterioWindow

from satsyn_core.contract.progress import Reporter
from satsyn_core.jobs import run_job

STRIP = 1024


def make_landcover(source: Path, target: Path, side: int) -> None:
    """Write land cover of `side` x `side` pixels: the source, repeated to the right and downwards."""
    with rasterio.open(source) as file:
        tile = file.read(1, out_shape=(file.height, file.width), resampling=Resampling.nearest)
        profile = {"crs": file.crs, "transform": file.transform, "nodata": file.nodata}
    across = np.tile(tile, (1, -(-side // tile.shape[1])))[:, :side]
    layout = {"tiled": True, "blockxsize": 512, "blockysize": 512, "compress": "deflate"}
    with rasterio.open(
        target, "w", driver="GTiff", width=side, height=side, count=1, dtype=tile.dtype, **profile, **layout
    ) as file:
        for top in range(0, side, STRIP):
            rows = np.arange(top, min(top + STRIP, side)) % tile.shape[0]
            file.write(across[rows], 1, window=RasterioWindow(0, top, side, len(rows)))


class FirstBlock(Reporter):
    """Notes when the first block was done."""

    def __init__(self) -> None:
        self.at: float | None = None

    def progress(self, fraction: float, message: str = "") -> None:  # noqa: ARG002 - the message suffices
        """Note the time when the second block is begun."""
        if self.at is None and message.startswith("Block 2 of"):
            self.at = time.time()


def run_here(parameters: dict[str, object], started: float) -> dict[str, float]:
    """Do the job in this process, and return its seconds from the moment `started` and its peak memory in MB."""
    first = FirstBlock()
    run_job("generate-imagery", parameters, first)
    ended = time.time()
    return {
        "seconds": ended - started,
        "first_block": (first.at or ended) - started,
        "peak_mb": peak_megabytes(),
    }


def peak_megabytes() -> float:
    """Return the most memory that this process held; on Linux, without what its parent held when it was forked."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = dict(line.split(":", 1) for line in status.read_text(encoding="ascii", errors="replace").splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024


def run_apart(module: str, parameters: dict[str, object]) -> dict[str, float]:
    """Have `module`, a script, run the job in a process of its own, see `run_here`."""
    order = json.dumps({"parameters": parameters, "started": time.time()})
    command = [sys.executable, "-m", module, "--job", order]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # nosec
    result: dict[str, float] = json.loads(said.splitlines()[-1])
    return result
