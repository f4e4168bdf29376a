"""Chips as GeoTIFF pairs: image and mask on the pixels of their scene."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rasterio.crs import CRS

from ...contract.atomic_files import sync_file
from ...contract.class_scheme import UNKNOWN, ClassScheme
from ...raster.bands import valid_by_nodata
from ...raster.geotiff import write_geotiff
from ...raster.geotiff_check import check_complete
from ...raster.geotiff_layout import RasterProfile
from ...scenes.chip_record import ChipFile, ChipRecord
from ...scenes.training_set import image_path, mask_path
from ..chip import Chip

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

    def write(self, chip: Chip) -> ChipRecord:
        """Write the image and the mask of a chip, and return its record when both are complete and on the disk.

        Files that an interrupted run left half written are replaced.

        Raises:
            SatSynError: a file cannot be written, or is incomplete, as on a full disk.
        """
        image, mask = image_path(chip.split, chip.name), mask_path(chip.split, chip.name)
        grid, classes = chip.scene.grid.cut(chip.window), len(self.scheme.classes)
        write_geotiff(
            self.folder / image,
            chip.image,
            RasterProfile(
                grid,
                str(chip.image.dtype),
                chip.scene.nodata,
                chip.scene.band_names,
                chip.tags,
                compression=_COMPRESSION,
            ),
            _mask_of(chip),
        )
        write_geotiff(
            self.folder / mask,
            chip.labels[None],
            RasterProfile(
                grid,
                "uint8",
                UNKNOWN,
                ("class index",),
                colormap={index: known.colour for index, known in enumerate(self.scheme.classes)},
                compression=_COMPRESSION,
            ),
        )
        return ChipRecord(
            name=chip.name,
            split=chip.split,
            scene=chip.scene.files.name,
            window=chip.window,
            version=chip.version,
            image=self._finish(image, grid.crs),
            mask=self._finish(mask, grid.crs),
            origin=chip.origin,
            class_pixels=tuple(np.bincount(chip.labels[chip.labels != UNKNOWN], minlength=classes).tolist()),
        )

    def _finish(self, path: str, crs: CRS | None) -> ChipFile:
        """Check that a file is complete, with its coordinate system; return its record once it is on the disk."""
        file = self.folder / path
        check_complete(file, file, crs)
        sync_file(file)
        return ChipFile.of(self.folder, path)


def _mask_of(chip: Chip) -> NDArray[np.bool_] | None:
    """Return where a chip has data (h, w), if its nodata value does not say the same: the scene has a mask."""
    if chip.valid is None or np.array_equal(chip.valid, valid_by_nodata(chip.image, chip.scene.nodata)):
        return None
    return chip.valid
