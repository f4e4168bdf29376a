"""Chips as GeoTIFF pairs: image and mask on the pixels of their scene."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..grid import Grid, Window
from ..landcover.scheme import UNKNOWN, ClassScheme
from ..rasters import GeoTiffWriter
from .layout import image_path, mask_path
from .scenes import Scene


@dataclass(frozen=True)
class ChipFiles:
    """Writes chips into a folder.

    Attributes:
        folder: of the set; its `images/SPLIT` and `masks/SPLIT` exist.
        scheme: gives the masks their colours.
    """

    folder: Path
    scheme: ClassScheme

    def write(
        self,
        split: str,
        name: str,
        scene: Scene,
        window: Window,
        image: NDArray[np.generic],
        labels: NDArray[np.uint8],
        tags: Mapping[str, str],
    ) -> None:
        """Write a pair; a file that exists is complete.

        Args:
            split: train, validation or test.
            name: of the chip.
            scene: gives coordinate system, band names and nodata.
            window: the chip's pixels in the scene.
            image: (bands, h, w).
            labels: class indices (h, w), 255 where the pixel is to be ignored.
            tags: of the image file.
        """
        grid = scene.grid.cut(window)
        self._write(image_path(split, name), grid, image, scene.nodata, scene.band_names, tags, None)
        colours = {index: known.colour for index, known in enumerate(self.scheme.classes)}
        self._write(mask_path(split, name), grid, labels[None], UNKNOWN, ("class index",), {}, colours)

    def _write(
        self,
        path: str,
        grid: Grid,
        array: NDArray[np.generic],
        nodata: float | None,
        band_names: tuple[str, ...],
        tags: Mapping[str, str],
        colours: Mapping[int, tuple[int, int, int]] | None,
    ) -> None:
        with GeoTiffWriter(
            self.folder / path,
            grid,
            dtype=str(array.dtype),
            nodata=nodata,
            band_names=band_names,
            tags=tags,
            colormap=colours,
            compression="deflate",
        ) as writer:
            writer.write(array, Window(0, 0, grid.width, grid.height))
