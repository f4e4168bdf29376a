"""Prediction over a raster of any size: overlapping windows, whose logits are blended, in bounded memory.

Windows start at multiples of the step and reach beyond it by the overlap, in which the weight moves linearly from one
window to the next. What overlaps is handed on: to the right to the next window, downwards to the next row of windows.
Every window is computed once, except that very wide rasters are done in strips of columns, which share one column of
windows with their neighbour. Imagery is read ahead in a thread of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from lightning_fabric import Fabric
from numpy.typing import NDArray
from torch import Tensor, nn

from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..learning.prefetch import prefetch
from ..process.memory import give_freed_memory_back
from ..raster.grid import Grid
from ..raster.window import Window
from ..scenes.imagery import Imagery
from .architecture import INPUT_MULTIPLE
from .model import SegmentationModel

STRIP_WINDOWS = 32
"""Window columns in a strip: what its rows hand on fits into memory, and few windows are computed twice."""

_WAITING_BATCHES = 4
"""Windows without data wait for those with data before them, but not more than these many batches."""

DEFAULT_STEP = 512
"""The tiles of an output raster: each part of a prediction is then one whole tile."""

DEFAULT_OVERLAP = 64

_TRIMMED_EVERY = 16
"""Parts after which freed memory is given back."""


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
        """Return the usual plan, with one smaller window for rasters that are smaller than one.

        Raises:
            InputError: the overlap does not fit the network, whether the raster needs one or not.
        """
        if overlap % INPUT_MULTIPLE or not 0 <= overlap < DEFAULT_STEP:
            below = overlap // INPUT_MULTIPLE * INPUT_MULTIPLE
            raise InputError(
                f"OVERLAP must be a multiple of {INPUT_MULTIPLE} from 0 to {DEFAULT_STEP - INPUT_MULTIPLE}, not "
                f"{overlap}: give {min(max(below, 0), DEFAULT_STEP - INPUT_MULTIPLE)}."
            )
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
class Prediction:
    """A part of the prediction.

    Attributes:
        window: its place in the raster.
        logits: float32 (K, height, width), on the device of the network.
        classes: the most probable class index (height, width).
        image: the imagery (bands, height, width).
        valid: where the imagery has data (height, width); elsewhere the classes mean nothing.
    """

    window: Window
    logits: Tensor
    classes: NDArray[np.uint8]
    image: NDArray[np.generic]
    valid: NDArray[np.bool_]

    @cached_property
    def probabilities(self) -> NDArray[np.float32]:
        """Of each class, float32 (K, height, width); the sum over K is 1."""
        found: NDArray[np.float32] = self.logits.softmax(0).cpu().numpy()
        return found

    @cached_property
    def confidence(self) -> NDArray[np.float32]:
        """The probability of the most probable class, float32 (height, width)."""
        found: NDArray[np.float32] = self.logits.softmax(0).amax(0).cpu().numpy()
        return found


def predict(
    model: SegmentationModel, imagery: Imagery, plan: WindowPlan, fabric: Fabric, reporter: Reporter
) -> Iterator[Prediction]:
    """Yield the prediction part by part, the parts side by side and none twice; parts without data are left out.

    Args:
        model: trained network.
        imagery: read in a thread of its own, ahead of the network.
        plan: made for the imagery's grid.
        fabric: launched; gives device and precision.
        reporter: gets progress; may cancel.
    """
    # Not set up by Fabric, which would make several processes wait for each other's gradients.
    network = model.network.to(fabric.device).eval()
    total, done = plan.rows * sum(len(strip) for strip in plan.strips), 0
    with ThreadPoolExecutor(1, "satsyn-read") as executor:
        for strip in plan.strips:
            blending = _Blending(plan, strip, len(model.scheme.classes), fabric.device)
            places = [(row, col) for row in range(plan.rows) for col in blending.cols]
            read = prefetch(executor, lambda place: _read(model, imagery, plan, place), places, pieces=2 * plan.batch)
            for piece, logits in _with_logits(network, read, plan.batch, fabric):
                reporter.check_cancelled()
                core = blending.core(piece, logits)
                if piece.col in strip:
                    reporter.progress(done / total, f"Part {done + 1} of {total}")
                    done += 1
                    if done % _TRIMMED_EVERY == 0:
                        give_freed_memory_back()
                    part = _part(plan, piece, core)
                    if part is not None:
                        yield part


@dataclass(frozen=True)
class _ReadWindow:
    """A window, the imagery in it, where that has data, and what the network gets of it; None where nothing has."""

    row: int
    col: int
    image: NDArray[np.generic]
    valid: NDArray[np.bool_]
    network_input: Tensor | None


def _read(model: SegmentationModel, imagery: Imagery, plan: WindowPlan, place: tuple[int, int]) -> _ReadWindow:
    """Read a window; beyond the raster's right and lower edge the imagery is mirrored, as a network expects ground."""
    window = plan.window(*place)
    inside = window.intersection(plan.grid.window) or window
    image, valid = imagery.read_imagery(inside), imagery.valid(inside)
    if inside != window:
        missing = ((0, window.height - inside.height), (0, window.width - inside.width))
        image, valid = np.pad(image, ((0, 0), *missing), mode="symmetric"), np.pad(valid, missing, "symmetric")
    if not valid.any():
        return _ReadWindow(*place, image, valid, None)
    return _ReadWindow(*place, image, valid, torch.from_numpy(model.normalisation.to_network(image, valid)))


def _with_logits(
    network: nn.Module, pieces: Iterable[_ReadWindow], batch: int, fabric: Fabric
) -> Iterator[tuple[_ReadWindow, Tensor | None]]:
    """Yield windows in their order with their logits (K, size, size), computed in batches; None without data."""
    waiting: list[_ReadWindow] = []
    for piece in pieces:
        waiting.append(piece)
        with_data = sum(one.network_input is not None for one in waiting)
        if with_data == batch or len(waiting) == _WAITING_BATCHES * batch:
            yield from _computed(network, waiting, fabric)
            waiting = []
    yield from _computed(network, waiting, fabric)


@torch.inference_mode()
def _computed(
    network: nn.Module, pieces: Sequence[_ReadWindow], fabric: Fabric
) -> list[tuple[_ReadWindow, Tensor | None]]:
    inputs = [piece.network_input for piece in pieces if piece.network_input is not None]
    if not inputs:
        return [(piece, None) for piece in pieces]
    images = torch.stack(inputs).to(fabric.device).contiguous(memory_format=torch.channels_last)
    with fabric.autocast():
        found = iter(network(images).float())
    return [(piece, None if piece.network_input is None else next(found)) for piece in pieces]


class _Blending:
    """Joins the windows of a strip, which come row by row, to logits without seams.

    Attributes:
        cols: window columns that are computed: those of the strip, and the one before, which overlaps the first.
    """

    def __init__(self, plan: WindowPlan, strip: range, classes: int, device: torch.device) -> None:
        self.cols = range(strip.start - 1, strip.stop) if strip.start and plan.overlap else strip
        self._plan = plan
        self._classes = classes
        self._device = device
        self._above = torch.zeros(classes, plan.overlap, len(self.cols) * plan.step, device=device)
        self._before = torch.zeros(classes, plan.size, plan.overlap, device=device)

    @torch.inference_mode()
    def core(self, piece: _ReadWindow, logits: Tensor | None) -> Tensor:
        """Return the logits (K, step, step) of a window's first pixels, to which no later window adds anything.

        A window without data has no logits, and no other window needs them.
        """
        plan = self._plan
        if logits is None:
            blended = torch.zeros(self._classes, plan.size, plan.size, device=self._device)
        else:
            blended = logits * _weights(plan, plan.window(piece.row, piece.col)).to(self._device)
        if not plan.overlap:
            return blended
        start = (piece.col - self.cols.start) * plan.step
        above = self._above[:, :, start : start + plan.step]
        if piece.col > self.cols.start:
            blended[:, :, : plan.overlap] += self._before
        if piece.row > 0:
            blended[:, : plan.overlap, : plan.step] += above
        above.copy_(blended[:, plan.step :, : plan.step])
        self._before.copy_(blended[:, :, plan.step :])
        return blended[:, : plan.step, : plan.step]


def _part(plan: WindowPlan, piece: _ReadWindow, blended: Tensor) -> Prediction | None:
    core = plan.core(piece.row, piece.col)
    here = (slice(0, core.height), slice(0, core.width))
    valid = piece.valid[here]
    if not valid.any():
        return None
    logits = blended[:, here[0], here[1]]
    # Of the ways to the highest class this is by far the fastest on processors.
    classes = logits.max(0).indices.to(torch.uint8).cpu().numpy()
    return Prediction(core, logits, classes, piece.image[:, here[0], here[1]], valid)


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
