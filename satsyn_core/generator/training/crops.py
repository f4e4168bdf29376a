"""Training scenes: real imagery with its land cover, laid out on disk so that random crops of rasters of any size are
cheap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN
from ...contract.progress import Reporter
from ...raster.window import canonical_blocks
from ...scenes.disk_arrays import disk_array
from ...scenes.pairs import Scene
from ...scenes.valid_patches import patch_corners, whole_cells
from ...scenes.value_range import ValueRange
from ..network.inputs import LabelCrop, stack_labels, training_labels
from ..network.label_reach import LabelReach

SCENE_SUFFIXES = (".image.npy", ".valid.npy", ".classes.npy")
"""Endings of the files that a scene is laid out in."""

STRIP_PIXELS = 2048
"""Size of the blocks in which a scene is laid out: bounds the memory that preparation needs."""

CANDIDATES_PER_CLASS = 50_000
"""Positions remembered of each class in each scene, from which class-balanced crops are centred."""


@dataclass(frozen=True)
class SceneArrays:
    """One scene as arrays on disk.

    Attributes:
        image: (bands, height, width) in the imagery's data type.
        valid: (height, width), 1 where the imagery holds data.
        classes: (height + 2 margin, width + 2 margin) class indices, 255 where unknown and beyond the scene.
        whole: for each square of `CELL` pixels, whether the imagery has data in all of it.
        candidates: for each class, positions (n, 2) of pixels with data, as row and column.
    """

    name: str
    image: NDArray[np.generic]
    valid: NDArray[np.uint8]
    classes: NDArray[np.uint8]
    whole: NDArray[np.bool_]
    candidates: tuple[NDArray[np.int32], ...]

    @property
    def size(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.valid.shape[0], self.valid.shape[1]


@dataclass(frozen=True)
class CropBatch:
    """A batch of N crops; of one crop, image and labels come without the leading dimension.

    Attributes:
        image: float32 (N, bands, size, size) in [-1, 1].
        labels: uint8 (N, size, size), 255 where the pixel counts in no loss.
        label_crop: land cover around the crops, from which the generator's inputs are made.
    """

    image: NDArray[np.float32]
    labels: NDArray[np.uint8]
    label_crop: LabelCrop


def write_scene_arrays(pair: Scene, architecture: LabelReach, folder: Path, reporter: Reporter) -> SceneArrays:
    """Lay out a scene's imagery and land cover as arrays under `folder`, block by block.

    Args:
        pair: imagery and land cover of the scene; its name names the files.
        architecture: the generator to train; gives classes and margins.
        folder: an existing work folder; needs about bands + 2 bytes a pixel for 8-bit imagery.
        reporter: gets progress; may cancel.
    """
    grid, name = pair.grid, pair.name
    margin = architecture.label_margin
    padded = (grid.height + 2 * margin, grid.width + 2 * margin)
    image = disk_array(folder / f"{name}.image.npy", (len(pair.bands), grid.height, grid.width), pair.dtype)
    valid = disk_array(folder / f"{name}.valid.npy", (grid.height, grid.width), "uint8")
    classes = disk_array(folder / f"{name}.classes.npy", padded, "uint8")
    classes[:] = UNKNOWN
    blocks = list(canonical_blocks(grid.window, STRIP_PIXELS))
    for number, block in enumerate(blocks):
        reporter.check_cancelled()
        reporter.progress(number / len(blocks), f"Laying out {name}")
        rows, cols = block.slices_in(grid.window)
        image[:, rows, cols] = pair.read_imagery(block)
        valid[rows, cols] = pair.valid(block)
        classes[margin + rows.start : margin + rows.stop, margin + cols.start : margin + cols.stop] = (
            pair.land_cover.read(block)
        )
    inner = classes[margin : margin + grid.height, margin : margin + grid.width]
    rng = np.random.default_rng(0)
    candidates = tuple(_positions(inner, valid, index, rng) for index in range(architecture.classes))
    return SceneArrays(name, image, valid, classes, whole_cells(valid), candidates)


ATTEMPTS = 32
"""Random places that are tried for a crop without nodata, before one of those is taken that are known to have none."""

MASKED_SHARE = 0.1
"""Share of crops in which land cover is hidden, so that the generator knows nodata and the edge of a raster."""


class CropSampler:
    """Draws batches of crops, the same for the same seed and step, whatever was drawn before. No crop holds nodata."""

    def __init__(
        self, scenes: Sequence[SceneArrays], architecture: LabelReach, value_range: ValueRange, size: int, seed: int
    ) -> None:
        """Prepare to draw.

        Args:
            scenes: laid out for this architecture; crops fall on them in proportion to their area.
            architecture: gives the margins.
            value_range: of the imagery.
            size: edge of a crop in pixels, a multiple of 16; every scene has such a patch without nodata.
            seed: of the draws.
        """
        self.scenes = scenes
        self.architecture = architecture
        self.value_range = value_range
        self.size = size
        self.seed = seed
        areas = np.array([scene.size[0] * scene.size[1] for scene in scenes], float)
        self._shares = areas / areas.sum()
        # None are needed where every place will do.
        nowhere = np.zeros((0, 2), np.int64)
        self._corners = [
            nowhere if scene.whole.all() else patch_corners(scene.whole, scene.size, size) for scene in scenes
        ]
        self._present = [
            index for index in range(architecture.classes) if any(len(scene.candidates[index]) for scene in scenes)
        ]

    def draw(self, step: int, count: int, rank: int = 0) -> CropBatch:
        """Return `count` crops for a step: every other one is centred on a pixel of a random class, the rest
        anywhere.
        """
        rng = np.random.default_rng([self.seed, step, rank])
        return self._stacked([self._crop(rng, balanced=number % 2 == 0) for number in range(count)])

    def _crop(self, rng: np.random.Generator, balanced: bool) -> CropBatch:
        scene, row, col = self._place(rng, balanced)
        size, margin = self.size, self.architecture.label_margin
        classes = np.array(scene.classes[row : row + size + 2 * margin, col : col + size + 2 * margin])
        hidden = rng.random() < MASKED_SHARE
        if hidden:
            _hide_side(classes, rng)
        core = (slice(row, row + size), slice(col, col + size))
        own = classes[margin : margin + size, margin : margin + size]
        labels = np.where(scene.valid[core] > 0, own, UNKNOWN).astype(np.uint8)
        image = self.value_range.to_network(scene.image[:, core[0], core[1]])
        return CropBatch(image, labels, training_labels(self.architecture, classes, rng, exact=hidden))

    def _place(self, rng: np.random.Generator, balanced: bool) -> tuple[SceneArrays, int, int]:
        for _ in range(ATTEMPTS):
            number, row, col = self._somewhere(rng, balanced)
            scene, corners = self.scenes[number], self._corners[number]
            if not len(corners) or scene.valid[row : row + self.size, col : col + self.size].all():
                break
        else:
            row, col = map(int, rng.choice(corners))
        return scene, row, col

    def _somewhere(self, rng: np.random.Generator, balanced: bool) -> tuple[int, int, int]:
        """Return number of the scene, row and column of a place for a crop."""
        if balanced:
            wanted = int(rng.choice(self._present))
            weights = np.array([len(scene.candidates[wanted]) for scene in self.scenes], float) * self._shares
            number = int(rng.choice(len(self.scenes), p=weights / weights.sum()))
            scene = self.scenes[number]
            row, col = rng.choice(scene.candidates[wanted]) - rng.integers(0, self.size, 2)
        else:
            number = int(rng.choice(len(self.scenes), p=self._shares))
            scene = self.scenes[number]
            row, col = (rng.integers(0, max(length - self.size, 0) + 1) for length in scene.size)
        height, width = scene.size
        return number, int(np.clip(row, 0, height - self.size)), int(np.clip(col, 0, width - self.size))

    @staticmethod
    def _stacked(crops: Sequence[CropBatch]) -> CropBatch:
        return CropBatch(
            np.stack([crop.image for crop in crops]),
            np.stack([crop.labels for crop in crops]),
            stack_labels([crop.label_crop for crop in crops]),
        )


def _hide_side(classes: NDArray[np.uint8], rng: np.random.Generator) -> None:
    """Hide the land cover beyond a random horizontal or vertical line, as beyond a raster's edge."""
    view = classes if rng.random() < 0.5 else classes.T
    line = int(rng.integers(len(view) // 4, 3 * len(view) // 4))
    if rng.random() < 0.5:
        view[:line] = UNKNOWN
    else:
        view[line:] = UNKNOWN


def _positions(
    classes: NDArray[np.uint8], valid: NDArray[np.uint8], index: int, rng: np.random.Generator
) -> NDArray[np.int32]:
    """Return up to `CANDIDATES_PER_CLASS` random positions of a class where there is imagery, found strip by strip."""
    found = []
    strips = range(0, classes.shape[0], STRIP_PIXELS)
    for top in strips:
        strip = slice(top, top + STRIP_PIXELS)
        positions = np.argwhere((classes[strip] == index) & (valid[strip] > 0)).astype(np.int32)
        kept = rng.permutation(len(positions))[:CANDIDATES_PER_CLASS]
        found.append(positions[kept] + np.array([top, 0], np.int32))
    together = np.concatenate(found)
    return together[rng.permutation(len(together))[:CANDIDATES_PER_CLASS]]
