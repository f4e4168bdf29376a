"""Where in imagery a patch is found again: normalised cross-correlation over all shifts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.fft
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter

from ..grid import Window, canonical_blocks
from ..progress import Reporter
from ..segmentation.prediction import Imagery

FACTOR = 4
"""The search over all shifts is done on pixels of 4 x 4, the best place then checked on whole pixels."""

_SEARCH_PIXELS = 384
"""Side of the blocks of reduced pixels that are searched at once."""

_TEMPLATES = 32
"""Patches that are searched for at once: bounds the memory."""

_FLATTEST = 2.0
"""Standard deviation, in digital numbers of 8 bits, under which a patch has nothing to be recognised by."""


@dataclass(frozen=True)
class Match:
    """The most similar place to a patch: the number of its raster, its window there, and the correlation, -1 to 1."""

    source: int
    window: Window
    correlation: float


def best_matches(
    patches: NDArray[np.generic], sources: Sequence[Imagery], spread: float, reporter: Reporter
) -> list[Match | None]:
    """Return the most similar place in the sources to each patch; None for patches too flat to be recognised.

    Args:
        patches: (N, bands, size, size) digital numbers; the size is a multiple of 4.
        sources: imagery with the same bands.
        spread: of the value range, in digital numbers.
        reporter: gets progress; may cancel.
    """
    grey = patches.astype(np.float32).mean(axis=1)
    usable = grey.std(axis=(1, 2)) > _FLATTEST / 255 * spread
    found: list[Match | None] = [None] * len(patches)
    pieces = [(number, piece) for number, source in enumerate(sources) for piece in _pieces(source, grey.shape[1])]
    chosen = np.flatnonzero(usable)
    batches = [chosen[start : start + _TEMPLATES] for start in range(0, len(chosen), _TEMPLATES)]
    coarse: dict[int, Match] = {}
    for done, (number, (place, image)) in enumerate(pieces):
        reporter.check_cancelled()
        reporter.progress(done / len(pieces), "Searching the training imagery")
        for batch in batches:
            for patch, match in zip(batch, _coarse(grey[batch], image, number, place), strict=True):
                if match.correlation > coarse.get(int(patch), _NOWHERE).correlation:
                    coarse[int(patch)] = match
    for patch, match in coarse.items():
        reporter.check_cancelled()
        found[patch] = _refined(grey[patch], sources[match.source], match)
    return found


_NOWHERE = Match(-1, Window(0, 0, 1, 1), -2.0)


def correlations(image: NDArray[np.float32], templates: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the normalised cross-correlation of templates (n, s, s) with an image (h, w) at every shift inside it.

    Returns:
        Correlations (n, h - s + 1, w - s + 1), -1 to 1; 0 where the image is flat.
    """
    size = templates.shape[1]
    centred = templates - templates.mean(axis=(1, 2), keepdims=True)
    centred = centred / np.maximum(np.linalg.norm(centred, axis=(1, 2), keepdims=True), 1e-6)
    shape = [scipy.fft.next_fast_len(length, real=True) for length in image.shape]
    offset = image.mean()
    spectrum = scipy.fft.rfft2(image - offset, shape)
    spectra = scipy.fft.rfft2(centred, shape)
    products = scipy.fft.irfft2(spectrum[None] * spectra.conj(), shape)
    height, width = image.shape[0] - size + 1, image.shape[1] - size + 1
    norms = _local_norms(image - offset, size)
    return products[:, :height, :width] / norms[None]


def _local_norms(image: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Return the norm of every window of `size` pixels about its own mean; infinite where the window is flat."""
    precise = image.astype(np.float64)
    first, second = uniform_filter(precise, size), uniform_filter(precise**2, size)
    middle = size // 2
    height, width = image.shape[0] - size + 1, image.shape[1] - size + 1
    inside = (slice(middle, middle + height), slice(middle, middle + width))
    variance = (second - first**2)[inside]
    norms = np.sqrt(np.maximum(variance, 0)) * size
    return np.where(variance > 1e-3, norms, np.inf).astype(np.float32)


def _coarse(grey: NDArray[np.float32], image: NDArray[np.float32], number: int, place: Window) -> Iterator[Match]:
    size = grey.shape[1]
    reduced = _reduced(grey)
    for found in correlations(image, reduced):
        row, col = np.unravel_index(int(found.argmax()), found.shape)
        window = Window(place.col + int(col) * FACTOR, place.row + int(row) * FACTOR, size, size)
        yield Match(number, window, float(found.max()))


def _refined(grey: NDArray[np.float32], source: Imagery, match: Match) -> Match:
    """Return the match on whole pixels, around the one on reduced pixels."""
    around = match.window.expanded(FACTOR)
    inside = around.intersection(source.grid.window) or around
    image = source.read_imagery(inside).astype(np.float32).mean(axis=0)
    found = correlations(image, grey[None])[0]
    row, col = np.unravel_index(int(found.argmax()), found.shape)
    window = Window(inside.col + int(col), inside.row + int(row), match.window.width, match.window.height)
    return Match(match.source, window, float(found.max()))


def _pieces(source: Imagery, patch: int) -> Iterator[tuple[Window, NDArray[np.float32]]]:
    """Yield blocks of a source as reduced grey images, overlapping so that every patch lies in one wholly."""
    step = _SEARCH_PIXELS * FACTOR
    for block in canonical_blocks(source.grid.window, step):
        wide = Window(block.col, block.row, block.width + patch, block.height + patch)
        inside = wide.intersection(source.grid.window) or block
        window = Window(inside.col, inside.row, inside.width // FACTOR * FACTOR, inside.height // FACTOR * FACTOR)
        if min(window.width, window.height) >= patch and source.valid(window).any():
            yield window, _reduced(source.read_imagery(window).astype(np.float32).mean(axis=0)[None])[0]


def _reduced(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return images (n, h, w) averaged over cells of FACTOR pixels."""
    count, height, width = grey.shape
    cells = grey.reshape(count, height // FACTOR, FACTOR, width // FACTOR, FACTOR)
    found: NDArray[np.float32] = cells.mean(axis=(2, 4), dtype=np.float32)
    return found
