"""Land cover recomposed from that of several chips, so that rare classes are frequent and new layouts appear.

On each chip, classes of another chip of the same share are laid, as in ClassMix (Olsson, Tranheden, Pinto and Svensson,
WACV 2021), with two differences: the other chip is turned and mirrored, and rare classes are chosen more often. A
generator then shows the result as one place, without the seams that composed images have. What lies outside the share
is not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import UNKNOWN
from ..contract.progress import Reporter
from ..raster.geotiff import GeoTiffWriter
from ..raster.geotiff_layout import RasterProfile
from ..raster.window import canonical_blocks
from ..trainingset.plan.chips import Chips
from ..trainingset.scene_pool import ScenePool

_SCENE_STREAM = 37
_BLOCK_PIXELS = 1024


@dataclass(frozen=True)
class ChipLandCover:
    """The chips that give and get land cover.

    Attributes:
        chips: of all scenes (n,).
        counts: pixels of each class in each chip (n, K).
        scenes: open.
    """

    chips: Chips
    counts: NDArray[np.integer]
    scenes: ScenePool

    @property
    def rarity(self) -> NDArray[np.float64]:
        """Weight of each class (K,), higher for rarer ones; 0 for those that no chip has."""
        shares = self.counts.sum(axis=0) / max(int(self.counts.sum()), 1)
        return np.where(shares > 0, 1 / np.sqrt(np.maximum(shares, 1e-9)), 0.0)

    def read(self, chip: int) -> NDArray[np.uint8]:
        """Return the classes (h, w) of a chip, 255 where unknown."""
        scene = self.scenes[int(self.chips.scene[chip])]
        return scene.land_cover.read(self.chips.window(chip))


def write_recomposed(donors: ChipLandCover, number: int, path: Path, seed: Sequence[int], reporter: Reporter) -> None:
    """Write the land cover of a scene with its chips recomposed, as class indices, 255 where unknown.

    Args:
        donors: chips of the share.
        number: of the scene.
        path: GeoTIFF to write, on the grid of the imagery.
        seed: of the draws.
        reporter: may cancel.
    """
    rng = np.random.default_rng([*seed, _SCENE_STREAM])
    # Chips with rare classes give more often.
    weights = (donors.counts / np.maximum(donors.counts.sum(axis=1, keepdims=True), 1)) @ donors.rarity + 1e-9
    changed = {}
    for chip in np.flatnonzero(donors.chips.scene == number).tolist():
        donor = int(rng.choice(len(weights), p=weights / weights.sum()))
        changed[chip] = recomposed(donors.read(chip), donors.read(donor), donors.rarity, rng)
    # The pool may close a scene when others are read.
    scene = donors.scenes[number]
    with GeoTiffWriter(path, RasterProfile(scene.grid, "uint8", float(UNKNOWN), ("class",)), reporter) as written:
        for block in canonical_blocks(scene.grid.window, _BLOCK_PIXELS):
            reporter.check_cancelled()
            classes = scene.land_cover.read(block)
            for chip, labels in changed.items():
                window = donors.chips.window(chip)
                common = window.intersection(block)
                if common is not None:
                    classes[common.slices_in(block)] = labels[common.slices_in(window)]
            written.write(classes[None], block)


def recomposed(
    own: NDArray[np.uint8], donor: NDArray[np.uint8], rarity: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.uint8]:
    """Return land cover (n, n) with half of the donor's classes laid on it.

    Args:
        own, donor: class indices (n, n), 255 where unknown; unknown pixels of the donor are not laid on.
        rarity: weight of each class (K,) in the choice.
        rng: gives the draws.
    """
    turned = np.rot90(donor, int(rng.integers(4)))
    if rng.integers(2):
        turned = turned[:, ::-1]
    present = np.unique(turned[turned != UNKNOWN])
    if not present.size:
        return own
    weights = np.maximum(rarity[present], 1e-9)
    chosen = rng.choice(present, -(-len(present) // 2), replace=False, p=weights / weights.sum())
    return np.where(np.isin(turned, chosen), turned, own)
