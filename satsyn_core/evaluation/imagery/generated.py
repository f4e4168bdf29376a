"""Imagery that a generator renders while it is read, so that its evaluation needs no file."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN
from ...generator.engine_choice import EngineOptions, make_engine
from ...generator.engines import EngineBlock
from ...generator.model import ImageryGenerator
from ...generator.network.noise import noise_seed_of
from ...generator.styles import ENCODED_SIDE, SceneStyle, Style
from ...landcover.reader import LandCoverReader
from ...raster.grid import Grid
from ...raster.window import Window
from ...scenes.pairs import Scene
from .comparison import ImagerySet
from .patches import Patches


class GeneratedImagery:
    """A scene as a generator renders it in one style, pixel for pixel as generate-imagery would write it.

    Args:
        name: for reports.
        land_cover: to render, on the scene's grid.
        generator: renders it.
        style: of the whole scene.
        seed: of the noise.
        device: "auto", "cpu" or "cuda".
    """

    def __init__(
        self, name: str, land_cover: LandCoverReader, generator: ImageryGenerator, style: Style, seed: int, device: str
    ) -> None:
        self.name = name
        self.style = style
        self.band_names = generator.band_names
        self._reader = land_cover
        self._margin = generator.margin
        self._engine = make_engine(generator, SceneStyle(style, seed), EngineOptions(device=device))
        # Prediction reads imagery and evaluation reads classes at the same time, from one open raster.
        self._lock = threading.Lock()

    @property
    def grid(self) -> Grid:
        """The scene's grid."""
        return self._reader.grid

    def read_classes(self, window: Window) -> NDArray[np.uint8]:
        """Return class indices (height, width), 255 where unknown."""
        with self._lock:
            return self._reader.read(window)

    def read_imagery(self, window: Window) -> NDArray[np.generic]:
        """Return imagery (bands, height, width)."""
        block = EngineBlock(window, self._engine.align, self._margin)
        with self._lock:
            classes = self._reader.read_mirrored(block.around)
        return block.cut_imagery(self._engine.render(classes, block.core.row, block.core.col))

    def valid(self, window: Window) -> NDArray[np.bool_]:
        """Return where there is land cover to render (height, width)."""
        return np.not_equal(self.read_classes(window), UNKNOWN)


@dataclass(frozen=True)
class GeneratedStyles:
    """The styles in which a generator is measured.

    Attributes:
        random: number of random styles of each scene; the scene's own, encoded style comes on top.
        seed: of the random styles and of the noise.
        device: "auto", "cpu" or "cuda".
    """

    random: int
    seed: int
    device: str


def generated_sets(
    generator: ImageryGenerator, scenes: Sequence[Scene], styles: GeneratedStyles
) -> tuple[ImagerySet, ImagerySet]:
    """Return the land cover of scenes as a generator renders it: in random styles, and in each scene's own style.

    Args:
        generator: renders the imagery when it is read.
        scenes: real scenes with as many bands as the generator.
        styles: how many random styles there are, and their seed.
    """
    seed, device = styles.seed, styles.device
    groups = [
        [
            GeneratedImagery(
                f"{scene.name}, style {variant + 1}",
                scene.land_cover,
                generator,
                generator.draw_style(seed, variant),
                noise_seed_of(seed, variant),
                device,
            )
            for variant in range(styles.random)
        ]
        for scene in scenes
    ]
    encoded = [
        GeneratedImagery(
            f"{scene.name}, own style", scene.land_cover, generator, encoded_style(scene, generator), seed, device
        )
        for scene in scenes
    ]
    random = ImagerySet(
        "random styles",
        [one for group in groups for one in group],
        groups,
        lambda patches: patches_in_own_styles(generator, scenes, styles, patches),
    )
    return random, ImagerySet("encoded styles", encoded)


def patches_in_own_styles(
    generator: ImageryGenerator, scenes: Sequence[Scene], styles: GeneratedStyles, patches: Patches
) -> Patches:
    """Return the land cover of patches as a generator renders it, each in a random style of its own.

    Args:
        generator: renders the patches.
        scenes: that the patches were drawn from.
        styles: seed of the styles, which follow those of `generated_sets`.
        patches: of the scenes.
    """
    land_cover = {(scene.name, scene.grid): scene.land_cover for scene in scenes}
    images = []
    for number, place in enumerate(patches.places, styles.random):
        imagery = GeneratedImagery(
            place.source,
            land_cover[place.source, place.grid],
            generator,
            generator.draw_style(styles.seed, number),
            noise_seed_of(styles.seed, number),
            styles.device,
        )
        images.append(imagery.read_imagery(place.window))
    return Patches(np.stack(images), patches.classes, patches.places)


def encoded_style(scene: Scene, generator: ImageryGenerator) -> Style:
    """Return the style of a real scene, encoded from the part in its middle."""
    window = scene.grid.window.middle(ENCODED_SIDE)
    classes = np.where(scene.valid(window), scene.read_classes(window), np.uint8(UNKNOWN))
    return generator.encode_style(scene.read_imagery(window), classes)
