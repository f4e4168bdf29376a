"""How synthetic chips look: as their own scene, as a reference image, or as drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ...contract.errors import InputError
from ...generation.style_image import read_style_image
from ...generator.model import ImageryGenerator
from ...generator.styles import Style, interpolated
from ..plan.chips import Chips
from ..plan.class_counts import real_labels
from ..scene_pool import OpenScenes

CHIPS_SHOWN = 16
"""Chips of a scene whose common look is the scene's: more say little more."""

DRAWN_SHARE = 0.5
"""How far the look of a second or later version of a chip is from the first one's, on the way to a random look."""

_MOST_COPIES = 1000
"""Versions of a chip that keep apart in the numbers of the looks."""


class StyleAssignment(Protocol):
    """The looks of a set. Chips of one look are painted together."""

    def numbers(self, chips: Chips, copies: NDArray[np.int32]) -> NDArray[np.int64]:
        """Return the number of the look (n,) of each chip's version; `copies` (n,) counts versions from 0."""

    def style(self, number: int) -> Style:
        """Return the style of a look."""

    def variant(self, number: int) -> int:
        """Return what tells the noise of this look from that of others over the same ground."""


@dataclass(frozen=True)
class SceneStyles:
    """Each scene's own look, encoded from its training chips alone: nothing of the test ground gets into it.

    Further versions of a chip lie half way to a random look.
    """

    generator: ImageryGenerator
    scenes: OpenScenes
    training: Chips
    seed: int

    def numbers(self, chips: Chips, copies: NDArray[np.int32]) -> NDArray[np.int64]:
        """See `StyleAssignment`."""
        return chips.scene.astype(np.int64) * _MOST_COPIES + copies

    def style(self, number: int) -> Style:
        """See `StyleAssignment`."""
        scene, copy = divmod(number, _MOST_COPIES)
        numbers = np.flatnonzero(self.training.scene == scene)
        shown = numbers[np.linspace(0, len(numbers) - 1, min(CHIPS_SHOWN, len(numbers))).astype(int)]
        pair = self.scenes[scene]
        windows = [self.training.window(chip) for chip in shown]
        image = np.concatenate([pair.read_imagery(window) for window in windows], axis=2)
        classes = np.concatenate([real_labels(pair, window) for window in windows], axis=1)
        own = Style(self.generator.encode_style(image, classes).code, f"encoded from scene {pair.name}")
        return _varied(own, self.generator, self.seed, number, copy)

    def variant(self, number: int) -> int:
        """See `StyleAssignment`."""
        return number % _MOST_COPIES


@dataclass(frozen=True)
class ImageStyles:
    """The look of a reference image; further versions of a chip lie half way to a random look."""

    generator: ImageryGenerator
    image: str
    reference: Style
    seed: int

    @classmethod
    def of(cls, generator: ImageryGenerator, image: str, scenes: OpenScenes, count: int, seed: int) -> ImageStyles:
        """Encode the image with the classes of the first scene that it shows.

        Raises:
            InputError: it shows no scene, or cannot be read.
        """
        problem: InputError | None = None
        for number in range(count):
            try:
                pixels, classes = read_style_image(image, scenes[number].land_cover, generator.band_names)
            except InputError as error:
                problem = problem or error
                continue
            code = generator.encode_style(pixels, classes).code
            return cls(generator, image, Style(code, f"encoded from {Path(image).name}"), seed)
        raise problem or InputError("There is no scene.")

    def numbers(self, chips: Chips, copies: NDArray[np.int32]) -> NDArray[np.int64]:  # noqa: ARG002 - all look alike
        """See `StyleAssignment`."""
        return copies.astype(np.int64)

    def style(self, number: int) -> Style:
        """See `StyleAssignment`."""
        return _varied(self.reference, self.generator, self.seed, number, number)

    def variant(self, number: int) -> int:
        """See `StyleAssignment`."""
        return number


@dataclass(frozen=True)
class RandomStyles:
    """Looks from the generator alone: no real imagery is needed. Versions of one chip have different ones.

    There is a limited number of them, since the network is prepared anew for each.
    """

    generator: ImageryGenerator
    count: int
    seed: int

    def numbers(self, chips: Chips, copies: NDArray[np.int32]) -> NDArray[np.int64]:
        """See `StyleAssignment`."""
        places = np.stack([chips.scene, chips.row, chips.col]).T.tolist()
        first = [int(np.random.default_rng([self.seed, 4, *place]).integers(self.count)) for place in places]
        return (np.array(first, np.int64) + copies) % self.count

    def style(self, number: int) -> Style:
        """See `StyleAssignment`."""
        return self.generator.draw_style(self.seed, number)

    def variant(self, number: int) -> int:
        """See `StyleAssignment`."""
        return number


def _varied(style: Style, generator: ImageryGenerator, seed: int, number: int, copy: int) -> Style:
    if copy == 0:
        return style
    drawn = generator.draw_style(seed, number)
    return Style(interpolated(style.code, drawn.code, DRAWN_SHARE), f"{style.name}, half way to {drawn.name}")


def code_of(style: Style) -> Sequence[float]:
    """Return a style's code as numbers for a text file."""
    return [round(float(value), 6) for value in style.code]
