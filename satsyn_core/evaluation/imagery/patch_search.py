"""The search for a patch in imagery: normalised cross-correlation over all shifts, quarter turns and mirrorings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import scipy.fft
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter

from ...contract.progress import Reporter
from ...raster.window import Window, canonical_blocks
from ...scenes.imagery import Imagery
from .symmetries import SYMMETRIES, Symmetry

COARSE_PIXELS = 16
"""Side of a reduced patch. All places are searched with reduced patches, the best ones checked on whole pixels."""

REFINED = 3
"""Turns and mirrorings of a patch that are checked on whole pixels: those whose best reduced place is most similar."""

_SEARCH_PIXELS = 192
"""Side of the blocks of reduced pixels that are searched at once: bounds the memory."""

_TEMPLATES = 32
"""Patches that are searched for at once, in all symmetries: bounds the memory."""

_FLATTEST = 2.0
"""Standard deviation, in digital numbers of 8 bits, under which a patch is too flat to be recognised."""


@dataclass(frozen=True)
class PatchMatch:
    """The most similar place to a patch.

    Attributes:
        source: number of its raster.
        window: its place there.
        correlation: of the place with the patch, -1 to 1.
        symmetry: turns and mirrors the patch into the orientation of the place.
    """

    source: int
    window: Window
    correlation: float
    symmetry: Symmetry


def best_matches(
    patches: NDArray[np.generic], sources: Sequence[Imagery], spread: float, reporter: Reporter
) -> list[PatchMatch | None]:
    """Return the most similar place in the sources to each patch; None for patches too flat to be recognised.

    Args:
        patches: (N, bands, size, size) digital numbers; the size is a multiple of 4.
        sources: imagery with the same bands.
        spread: of the value range, in digital numbers.
        reporter: gets progress; may cancel.
    """
    grey = _grey(patches, spread)
    usable = np.flatnonzero(grey.std(axis=(1, 2)) > _FLATTEST)
    factor = _reduction(grey.shape[1])
    coarse = _CoarseSearch(grey[usable], factor)
    pieces = [(number, place) for number, source in enumerate(sources) for place in _places(source, grey.shape[1])]
    for done, (number, place) in enumerate(pieces):
        reporter.check_cancelled()
        reporter.progress(0.8 * done / len(pieces), "Searching the training imagery")
        coarse.search(_searched(sources[number], place, spread)[None], number, place)
    found: list[PatchMatch | None] = [None] * len(patches)
    for done, (patch, candidates) in enumerate(zip(usable, coarse.candidates(), strict=True)):
        reporter.check_cancelled()
        reporter.progress(0.8 + 0.2 * done / len(usable), "Searching the training imagery")
        refined = [_refine(grey[patch], sources[match.source], match, factor, spread) for match in candidates]
        found[patch] = max(refined, key=lambda match: match.correlation, default=None)
    return found


class _CoarseSearch:
    """Keeps the place most similar to each patch in each symmetry, at reduced resolution."""

    def __init__(self, patches: NDArray[np.float32], factor: int) -> None:
        self._factor, self._size = factor, patches.shape[1]
        turned = np.concatenate([_reduce(symmetry.apply(patches), factor) for symmetry in SYMMETRIES])
        self._templates = _standardise(turned.reshape(len(turned), (self._size // factor) ** 2))
        shape = (len(SYMMETRIES), len(patches))
        self._correlations = np.full(shape, -2.0, np.float32)
        self._places = np.zeros((*shape, 3), np.int64)  # source, column, row

    def search(self, grey: NDArray[np.float32], source: int, place: Window) -> None:
        """Search an image (1, h, w), which shows `place` of a source.

        It is reduced four times, half a reduced pixel apart: a copy that lies between reduced pixels is blurred beyond
        recognition.
        """
        half = self._factor // 2
        for down, right in product({0, half}, {0, half}):
            moved = grey[:, down:, right:]
            if min(moved.shape[1:]) >= self._size:
                self._search_offset(_reduce(moved, self._factor)[0], source, place.col + right, place.row + down)

    def _search_offset(self, image: NDArray[np.float32], source: int, left: int, top: int) -> None:
        factor, size = self._factor, self._size // self._factor
        windows = sliding_window_view(image, (size, size))
        rows, cols = windows.shape[:2]
        # Every window as a row: the correlations with all templates are then one product of matrices.
        standardised = _standardise(windows.reshape(rows * cols, size * size))
        best, where = self._correlations.reshape(-1), self._places.reshape(-1, 3)
        step = _TEMPLATES * len(SYMMETRIES)
        for start in range(0, len(self._templates), step):
            part = slice(start, start + step)
            found = self._templates[part] @ standardised.T
            highest = found.argmax(axis=1)
            values = np.take_along_axis(found, highest[:, None], 1)[:, 0]
            better = np.flatnonzero(values > best[part])
            best[part][better] = values[better]
            row, col = np.divmod(highest[better], cols)
            where[part][better] = np.stack(
                [np.full(len(better), source), left + col * factor, top + row * factor], axis=1
            )

    def candidates(self) -> Iterator[list[PatchMatch]]:
        """Yield for each patch the places that are to be checked on whole pixels."""
        for patch in range(self._correlations.shape[1]):
            order = np.argsort(-self._correlations[:, patch])[:REFINED]
            yield [self._match(int(number), patch) for number in order if self._correlations[number, patch] > -2]

    def _match(self, number: int, patch: int) -> PatchMatch:
        source, col, row = self._places[number, patch].tolist()
        correlation = float(self._correlations[number, patch])
        return PatchMatch(source, Window(col, row, self._size, self._size), correlation, SYMMETRIES[number])


def correlations(image: NDArray[np.float32], template: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the normalised cross-correlation of a template (s, s) with an image (h, w) at every shift inside it.

    `skimage.feature.match_template` does the same, but took 2.4 to 16 times as long for templates of 16 to 256 pixels,
    and in single precision its correlations of bright, even imagery were wrong by up to 0.013 (here 2e-7).

    Returns:
        Correlations (h - s + 1, w - s + 1), -1 to 1 up to rounding; 0 where the image is flat, or is no number.
    """
    size = len(template)
    centred = template - template.mean()
    centred = centred / max(float(np.linalg.norm(centred)), 1e-6)
    shape = [scipy.fft.next_fast_len(length, real=True) for length in image.shape]
    offset = image.mean()
    spectrum, other = scipy.fft.rfft2(image - offset, shape), scipy.fft.rfft2(centred, shape)
    products = scipy.fft.irfft2(spectrum * other.conj(), shape)
    height, width = image.shape[0] - size + 1, image.shape[1] - size + 1
    found: NDArray[np.float32] = products[:height, :width] / _local_norms(image - offset, size)
    found[~np.isfinite(found)] = 0  # it would count as the highest one
    return found


def _local_norms(image: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """Return the norm of every window of `size` pixels about its own mean; infinite where the window is flat."""
    precise = image.astype(np.float64)
    first, second = uniform_filter(precise, size), uniform_filter(precise**2, size)
    middle = size // 2
    height, width = image.shape[0] - size + 1, image.shape[1] - size + 1
    inside = (slice(middle, middle + height), slice(middle, middle + width))
    variance = (second - first**2)[inside]
    norms: NDArray[np.float32] = np.where(variance > 1e-3, np.sqrt(np.maximum(variance, 0)) * size, np.inf).astype(
        np.float32
    )
    return norms


def _standardise(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return rows (n, d) with mean 0 and norm 1; flat ones, and those with values that are no numbers, become 0."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    norms = np.sqrt(np.einsum("nd,nd->n", centred, centred))
    unusable = ~(np.isfinite(norms) & (norms >= 1e-1))
    centred /= np.where(unusable, 1, norms)[:, None]
    centred[unusable] = 0
    standardised: NDArray[np.float32] = centred
    return standardised


def _refine(grey: NDArray[np.float32], source: Imagery, match: PatchMatch, factor: int, spread: float) -> PatchMatch:
    """Return the match on whole pixels, around the one on reduced pixels."""
    around = match.window.expanded(factor)
    inside = around.intersection(source.grid.window) or around
    found = correlations(_searched(source, inside, spread), match.symmetry.apply(grey))
    row, col = np.unravel_index(int(found.argmax()), found.shape)
    window = Window(inside.col + int(col), inside.row + int(row), match.window.width, match.window.height)
    # In single precision, a copy correlates with itself by a little more than 1.
    return PatchMatch(match.source, window, min(float(found.max()), 1.0), match.symmetry)


def _places(source: Imagery, patch: int) -> Iterator[Window]:
    """Yield blocks of a source that overlap so that every patch lies in one wholly, and have data."""
    factor = _reduction(patch)
    for block in canonical_blocks(source.grid.window, _SEARCH_PIXELS * factor):
        wide = Window(block.col, block.row, block.width + patch, block.height + patch)
        inside = wide.intersection(source.grid.window) or block
        if min(inside.width, inside.height) >= patch and source.valid(inside).any():
            yield inside


def _searched(source: Imagery, window: Window, spread: float) -> NDArray[np.float32]:
    """Return the grey values (h, w) of a window; pixels without data have the mean of the others.

    Their own values may be no numbers, or so large that nothing beside them is compared exactly.
    """
    image, valid = source.read_imagery(window), source.valid(window)
    with_data = image if valid.all() else np.where(valid, image, image.dtype.type(0))
    grey: NDArray[np.float32] = _grey(with_data[None], spread)[0]
    if not valid.all():
        grey[~valid] = grey[valid].mean() if valid.any() else 0
    return grey


def _reduction(patch: int) -> int:
    """Return how many pixels a reduced pixel has along its side."""
    return max(patch // COARSE_PIXELS, 1)


def _grey(images: NDArray[np.generic], spread: float) -> NDArray[np.float32]:
    """Return images (n, bands, h, w) as the mean of their bands (n, h, w), in digital numbers of 8 bits."""
    found: NDArray[np.float32] = images.astype(np.float32).mean(axis=1) * np.float32(255 / spread)
    return found


def _reduce(grey: NDArray[np.float32], factor: int) -> NDArray[np.float32]:
    """Return images (n, h, w) averaged over cells of `factor` pixels, without what is left over below and right."""
    count, height, width = len(grey), grey.shape[1] // factor, grey.shape[2] // factor
    cells = grey[:, : height * factor, : width * factor].reshape(count, height, factor, width, factor)
    found: NDArray[np.float32] = cells.mean(axis=(2, 4), dtype=np.float32)
    return found
