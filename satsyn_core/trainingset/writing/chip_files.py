"""Chips as GeoTIFF pairs: image and mask on the pixels of their scene."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN, ClassScheme
from ...raster.geotiff import RasterProfile, write_geotiff
from ...raster.window import Window
from ...scenes.training_set import image_path, mask_path
from ..scene_pool import SceneInfo

_COMPRESSION = "deflate"
"""Readers that know no geography, as image libraries, know this one."""


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
        scene: SceneInfo,
        window: Window,
        image: NDArray[np.generic],
        labels: NDArray[np.uint8],
        tags: Mapping[str, str],
    ) -> None:
        """Write a pair; files that an interrupted run left half written are written anew.

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
        write_geotiff(
            self.folder / image_path(split, name),
            image,
            RasterProfile(grid, str(image.dtype), scene.nodata, scene.band_names, tags, compression=_COMPRESSION),
        )
        write_geotiff(
            self.folder / mask_path(split, name),
            labels[None],
            RasterProfile(
                grid,
                "uint8",
                UNKNOWN,
                ("class index",),
                colormap={index: known.colour for index, known in enumerate(self.scheme.classes)},
                compression=_COMPRESSION,
            ),
        )
