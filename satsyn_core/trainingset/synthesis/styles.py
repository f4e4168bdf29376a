"""The styles of synthetic chips: of their own scene, of a reference image, or random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN
from ...contract.declarations.build_training_set import ChipSynthesis
from ...contract.errors import InputError
from ...contract.progress import Reporter
from ...generation.style_image import compare_style_pixels, read_style_image
from ...generator.model import ImageryGenerator
from ...generator.styles import Style, interpolated
from ...scenes.value_comparison import FoundValues, compare_values
from ..plan.chips import Chips
from ..plan.class_counts import real_labels
from ..plan.plan import SetPlan
from ..scene_pool import ScenePool

ENCODED_CHIPS = 16
"""Chips from which the style of a scene is encoded: more change it little."""

RANDOM_SHARE = 0.5
"""How far the style of a second or later version of a chip lies on the way from the first one's to a random style."""

_MOST_COPIES = 1000
"""Versions of a chip that have a style number of their own."""


class StyleAssignment(Protocol):
    """Gives each version of a chip a style. Chips of one style are rendered together.

    Attributes:
        from_imagery: whether the styles are encoded from real imagery.
    """

    from_imagery: ClassVar[bool]

    def style_numbers(self, chips: Chips, copies: NDArray[np.int32]) -> NDArray[np.int64]:
        """Return the number of the style (n,) of each chip's version; `copies` (n,) counts versions from 0."""

    def style(self, number: int) -> Style:
        """Return the style with a number."""

    def variant(self, number: int) -> int:
        """Return the number of the noise variant of a style: styles of the same place have different ones."""


@dataclass(frozen=True)
class SceneStyles:
    """The style of each scene, encoded from its training chips alone, so that it holds nothing of the test chips.

    Further versions of a chip lie half way to a random style.
    """

    from_imagery: ClassVar[bool] = True

    generator: ImageryGenerator
    scenes: ScenePool
    training: Chips
    seed: int

    def style_numbers(self, chips: Chips, copies: NDArray[np.int32]) -> NDArray[np.int64]:
        """See `StyleAssignment`."""
        return chips.scene.astype(np.int64) * _MOST_COPIES + copies

    def style(self, number: int) -> Style:
        """See `StyleAssignment`."""
        scene_number, copy = divmod(number, _MOST_COPIES)
        chips = np.flatnonzero(self.training.scene == scene_number)
        sample = chips[np.linspace(0, len(chips) - 1, min(ENCODED_CHIPS, len(chips))).astype(int)]
        scene = self.scenes[scene_number]
        windows = [self.training.window(chip) for chip in sample]
        image = np.concatenate([scene.read_imagery(window) for window in windows], axis=2)
        classes = np.concatenate([real_labels(scene, window) for window in windows], axis=1)
        own = Style(self.generator.encode_style(image, classes).code, f"encoded from scene {scene.name}")
        return _vary(own, self.generator, self.seed, number, copy)

    def variant(self, number: int) -> int:
        """See `StyleAssignment`."""
        return number % _MOST_COPIES


@dataclass(frozen=True)
class ImageStyles:
    """The style of a reference image; further versions of a chip lie half way to a random style."""

    from_imagery: ClassVar[bool] = True

    generator: ImageryGenerator
    reference: Style
    seed: int

    @classmethod
    def encode(
        cls, generator: ImageryGenerator, image: str, scenes: ScenePool, seed: int, reporter: Reporter
    ) -> ImageStyles:
        """Encode the image with the classes of the first scene that it overlaps.

        Raises:
            InputError: it overlaps no scene, or cannot be read.
        """
        problem: InputError | None = None
        for number in range(len(scenes)):
            try:
                pixels, classes = read_style_image(image, scenes[number].land_cover, generator.band_names)
            except InputError as error:
                problem = problem or error
                continue
            known = pixels[:, classes != UNKNOWN].ravel()
            compare_style_pixels(image, generator, reporter)
            compare_values(FoundValues(image, pixels.dtype.name, known), generator.known_values, reporter)
            code = generator.encode_style(pixels, classes).code
            return cls(generator, Style(code, f"encoded from {Path(image).name}"), seed)
        raise problem or ValueError("a style image needs a scene whose land cover it may lie on")

    def style_numbers(
        self,
        chips: Chips,  # noqa: ARG002 - all chips have the same styles
        copies: NDArray[np.int32],
    ) -> NDArray[np.int64]:
        """See `StyleAssignment`."""
        return copies.astype(np.int64)

    def style(self, number: int) -> Style:
        """See `StyleAssignment`."""
        return _vary(self.reference, self.generator, self.seed, number, number)

    def variant(self, number: int) -> int:
        """See `StyleAssignment`."""
        return number


@dataclass(frozen=True)
class RandomStyles:
    """Random styles of the generator: no real imagery is needed. Versions of one chip have different ones.

    Their number is limited, since the network is prepared anew for each.
    """

    from_imagery: ClassVar[bool] = False

    generator: ImageryGenerator
    count: int
    seed: int

    def style_numbers(self, chips: Chips, copies: NDArray[np.int32]) -> NDArray[np.int64]:
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


def assign_styles(
    synthesis: ChipSynthesis,
    generator: ImageryGenerator,
    plan: SetPlan,
    scenes: ScenePool,
    seed: int,
    reporter: Reporter,
) -> StyleAssignment:
    """Return the styles that a user asks for.

    Args:
        synthesis: the user's choice.
        generator: the model.
        plan: of the set; it has synthetic chips.
        scenes: of the set.
        seed: of random styles.
        reporter: gets warnings about a style image that may have other units, or has other pixels.

    Raises:
        InputError: the style image overlaps no scene, or cannot be read.
    """
    if synthesis.style == "random":
        # Versions of one chip have different styles, so there are at least as many.
        return RandomStyles(generator, max(synthesis.looks, int(plan.copies.max())), seed)
    if synthesis.style == "image":
        return ImageStyles.encode(generator, str(synthesis.style_image), scenes, seed, reporter)
    return SceneStyles(generator, scenes, plan.training, seed)


def _vary(style: Style, generator: ImageryGenerator, seed: int, number: int, copy: int) -> Style:
    if copy == 0:
        return style
    drawn = generator.draw_style(seed, number)
    return Style(interpolated(style.code, drawn.code, RANDOM_SHARE), f"{style.name}, half way to {drawn.name}")


def code_of(style: Style) -> Sequence[float]:
    """Return a style's code as numbers for a text file."""
    return [round(float(value), 6) for value in style.code]
