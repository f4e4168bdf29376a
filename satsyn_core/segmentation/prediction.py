"""Prediction over a raster of any size: overlapping windows, whose logits are blended, in bounded memory.

Windows start at multiples of the step and reach beyond it by the overlap, in which the weight moves linearly from one
window to the next. Every window is computed once, except that wide rasters are done in strips of columns, which share
one window column with their neighbour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

import numpy as np
import torch
from lightning_fabric import Fabric
from numpy.typing import NDArray
from torch import Tensor, nn

from ..errors import InputError
from ..grid import Grid, Window
from ..pipeline import ahead
from ..progress import Reporter
from .architecture import INPUT_MULTIPLE
from .model import SegmentationModel

STRIP_WINDOWS = 16
"""Window columns in a strip: a strip's logits fit into memory, and few windows are computed twice."""

DEFAULT_STEP = 512
"""The tiles of an output raster: each part of a prediction is then one whole tile."""

DEFAULT_OVERLAP = 64


class Imagery(Protocol):
    """Imagery that is read by windows."""

    @property
    def grid(self) -> Grid:
        """Its pixels on the map."""

    def read_imagery(self, window: Window) -> NDArray[np.generic]:
        """Return imagery (bands, height, width) of a window that may reach beyond the raster."""

    def valid(self, window: Window) -> NDArray[np.bool_]:
        """Return where the imagery has data (height, width)."""


@dataclass(frozen=True)
class WindowPlan:
    """How imagery is cut into windows.

    Attributes:
        grid: of the imagery.
        step: pixels from one window to the next.
        overlap: pixels that a window shares with the next one, less than the step.
        batch: windows computed at once.
    """

    grid: Grid
    step: int = DEFAULT_STEP
    overlap: int = DEFAULT_OVERLAP
    batch: int = 2

    def __post_init__(self) -> None:
        if (self.step + self.overlap) % INPUT_MULTIPLE or not 0 <= self.overlap < self.step:
            raise InputError(
                f"A window of {self.step} pixels with {self.overlap} pixels of overlap does not fit the network: the "
                f"sum must be a multiple of {INPUT_MULTIPLE}, and the overlap less than the window."
            )

    @classmethod
    def fitting(cls, grid: Grid, overlap: int = DEFAULT_OVERLAP) -> WindowPlan:
        """Return the usual plan, with one smaller window for rasters that are smaller than one."""
        longest = max(grid.width, grid.height)
        if longest > DEFAULT_STEP:
            return cls(grid, DEFAULT_STEP, overlap)
        return cls(grid, -(-longest // INPUT_MULTIPLE) * INPUT_MULTIPLE, 0)

    @property
    def size(self) -> int:
        """Pixels along the side of a window."""
        return self.step + self.overlap

    @property
    def rows(self) -> int:
        """Number of window rows."""
        return -(-self.grid.height // self.step)

    @property
    def cols(self) -> int:
        """Number of window columns."""
        return -(-self.grid.width // self.step)

    @property
    def strips(self) -> list[range]:
        """Window columns of each strip of which the pixels are given out."""
        return [range(start, min(start + STRIP_WINDOWS, self.cols)) for start in range(0, self.cols, STRIP_WINDOWS)]

    def window(self, row: int, col: int) -> Window:
        """Return the window of a row and column of windows; it may reach beyond the raster."""
        return Window(col * self.step, row * self.step, self.size, self.size)

    def core(self, row: int, col: int) -> Window:
        """Return the pixels that are given out for a window."""
        core = Window(col * self.step, row * self.step, self.step, self.step)
        return core.intersection(self.grid.window) or core


@dataclass(frozen=True)
class Predicted:
    """A part of the prediction.

    Attributes:
        window: its place in the raster.
        probabilities: float32 (K, height, width), the sum over K is 1.
        image: the imagery (bands, height, width).
        valid: where the imagery has data (height, width); elsewhere the probabilities mean nothing.
    """

    window: Window
    probabilities: NDArray[np.float32]
    image: NDArray[np.generic]
    valid: NDArray[np.bool_]

    @property
    def classes(self) -> NDArray[np.uint8]:
        """The most probable class index (height, width)."""
        found: NDArray[np.uint8] = self.probabilities.argmax(axis=0).astype(np.uint8)
        return found


def predict(
    model: SegmentationModel, imagery: Imagery, plan: WindowPlan, fabric: Fabric, reporter: Reporter
) -> Iterator[Predicted]:
    """Yield the prediction part by part, the parts side by side and none twice; parts without data are left out.

    Args:
        model: trained network.
        imagery: read in a thread of its own, ahead of the network.
        plan: made for the imagery's grid.
        fabric: launched; gives device and precision.
        reporter: gets progress; may cancel.
    """
    network = fabric.setup_module(model.network, move_to_device=True) if _is_bare(model.network) else model.network
    network.eval()
    total, done = plan.rows * sum(len(strip) for strip in plan.strips), 0
    for strip in plan.strips:
        with ThreadPoolExecutor(1, "satsyn-read") as executor:
            for row, blended in _rows(network, model, imagery, plan, strip, fabric, executor):
                for col in strip:
                    reporter.check_cancelled()
                    reporter.progress(done / total, f"Part {done + 1} of {total}")
                    done += 1
                    core = plan.core(row, col)
                    valid = blended.valid(core)
                    if valid.any():
                        yield Predicted(core, blended.probabilities(core), blended.image(core), valid)


@dataclass(frozen=True)
class _ReadWindow:
    window: Window
    image: NDArray[np.generic]
    valid: NDArray[np.bool_]


@dataclass
class _Band:
    """Logits of one row of windows of a strip, and the imagery under them; `left` is its first pixel column."""

    left: int
    top: int
    logits: Tensor
    pixels: list[_ReadWindow]

    def probabilities(self, core: Window) -> NDArray[np.float32]:
        """Return class probabilities (K, h, w) of a window."""
        cols = slice(core.col - self.left, core.col - self.left + core.width)
        found: NDArray[np.float32] = self.logits[:, : core.height, cols].softmax(0).cpu().numpy()
        return found

    def image(self, core: Window) -> NDArray[np.generic]:
        """Return the imagery (bands, h, w) of a window."""
        return self._of(core).image[:, : core.height, : core.width]

    def valid(self, core: Window) -> NDArray[np.bool_]:
        """Return where a window (h, w) has data."""
        return self._of(core).valid[: core.height, : core.width]

    def _of(self, core: Window) -> _ReadWindow:
        return next(read for read in self.pixels if (read.window.col, read.window.row) == (core.col, core.row))


def _rows(
    network: nn.Module,
    model: SegmentationModel,
    imagery: Imagery,
    plan: WindowPlan,
    strip: range,
    fabric: Fabric,
    executor: ThreadPoolExecutor,
) -> Iterator[tuple[int, _Band]]:
    """Yield each row of windows of a strip with its blended logits.

    The lowest pixels of a row overlap the next one and are handed on to it.
    """
    cols = range(max(strip.start - 1, 0), strip.stop)
    width = (len(cols) - 1) * plan.step + plan.size
    places = [plan.window(row, col) for row in range(plan.rows) for col in cols]
    read = ahead(executor, lambda window: _read(imagery, plan, window), places, pieces=2 * plan.batch)
    handed_on = torch.zeros(len(model.scheme.classes), plan.overlap, width, device=fabric.device)
    for row in range(plan.rows):
        logits = torch.zeros(len(model.scheme.classes), plan.size, width, device=fabric.device)
        logits[:, : plan.overlap] = handed_on
        pixels = list(islice(read, len(cols)))
        seen = [piece for piece in pixels if piece.valid.any()]
        for piece, found in zip(seen, _logits(network, model, seen, plan.batch, fabric), strict=True):
            left = piece.window.col - cols.start * plan.step
            logits[:, :, left : left + plan.size] += found * _weights(plan, piece.window).to(fabric.device)
        handed_on = logits[:, plan.step :].clone()
        yield row, _Band(cols.start * plan.step, row * plan.step, logits, pixels)


@torch.inference_mode()
def _logits(
    network: nn.Module, model: SegmentationModel, pieces: list[_ReadWindow], batch: int, fabric: Fabric
) -> Iterable[Tensor]:
    for start in range(0, len(pieces), batch):
        part = pieces[start : start + batch]
        images = np.stack([model.normalisation.to_network(piece.image, piece.valid) for piece in part])
        tensor = torch.from_numpy(images).to(fabric.device).contiguous(memory_format=torch.channels_last)
        yield from network(tensor).float()


def _read(imagery: Imagery, plan: WindowPlan, window: Window) -> _ReadWindow:
    """Read a window; beyond the raster's right and lower edge the imagery is mirrored, as a network expects ground."""
    inside = window.intersection(plan.grid.window) or window
    image, valid = imagery.read_imagery(inside), imagery.valid(inside)
    missing = ((0, window.height - inside.height), (0, window.width - inside.width))
    return _ReadWindow(window, np.pad(image, ((0, 0), *missing), mode="symmetric"), np.pad(valid, missing, "symmetric"))


def _weights(plan: WindowPlan, window: Window) -> Tensor:
    """Return the weight (h, w) of a window's pixels: with those of its neighbours the sum is 1 everywhere."""
    rows = _ramp(plan, window.row, plan.rows)
    cols = _ramp(plan, window.col, plan.cols)
    return torch.outer(rows, cols)


def _ramp(plan: WindowPlan, start: int, windows: int) -> Tensor:
    ramp = torch.ones(plan.size)
    rising = (torch.arange(plan.overlap) + 0.5) / max(plan.overlap, 1)
    if start > 0:
        ramp[: plan.overlap] = rising
    if start // plan.step < windows - 1:
        ramp[plan.step :] = rising.flip(0)
    return ramp


def _is_bare(network: nn.Module) -> bool:
    return not hasattr(network, "_forward_module")
