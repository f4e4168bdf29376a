"""The footprints of chips as a GeoPackage for QGIS, with the layers `chips` and `left_out`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray

from ...landcover.layer_digest import features_digest
from ...scenes.chip_record import ChipRecord
from ..plan.chips import Chips
from ..plan.footprints import GroundPlane

_CHIPS, _LEFT_OUT = "chips", "left_out"
FOOTPRINT_LAYERS = (_CHIPS, _LEFT_OUT)

_ROWS_AT_ONCE = 5000

_NO_TIME = "1970-01-01T00:00:00.000Z"
"""GeoPackages carry the time of their last change, and the same input must give the same bytes."""


@contextmanager
def without_time() -> Iterator[None]:
    """Make GDAL write the same time whenever a GeoPackage is written."""
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _NO_TIME})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def footprints_digest(path: Path) -> str:
    """Return what tells the footprints in a GeoPackage from others; QGIS changes the bytes of one that it opens.

    Raises:
        InputError: its layers cannot be read.
        DataSourceError: it is no GeoPackage.
    """
    layers = [str(name) for name, _ in pyogrio.list_layers(path) if name in FOOTPRINT_LAYERS]
    return features_digest(str(path), sorted(layers))


class FootprintFile:
    """Writes layers of footprints, batch by batch.

    Args:
        path: of the GeoPackage, which does not exist yet.
        plane: gives the places of chips on the map.
    """

    def __init__(self, path: Path, plane: GroundPlane) -> None:
        self._path = path
        self._plane = plane
        self._layers: set[str] = set()

    def write_chips(self, records: Sequence[ChipRecord], names: Sequence[str], size: int) -> None:
        """Write the layer `chips`.

        Args:
            records: of the chips.
            names: of the scenes, in the order of the plane's grids.
            size: side of a chip in pixels.
        """
        number_of = {name: number for number, name in enumerate(names)}
        for start in range(0, len(records), _ROWS_AT_ONCE):
            batch = records[start : start + _ROWS_AT_ONCE]
            chips = Chips(
                size,
                scene=np.array([number_of[record.scene] for record in batch], np.int32),
                row=np.array([record.window.row for record in batch], np.int32),
                col=np.array([record.window.col for record in batch], np.int32),
            )
            fields = {
                "id": [record.name for record in batch],
                "split": [record.split for record in batch],
                "kind": [record.kind for record in batch],
                "scene": [record.scene for record in batch],
                "image": [record.image.path for record in batch],
                "mask": [record.mask.path for record in batch],
            }
            columns: dict[str, NDArray[Any]] = {name: np.array(values, object) for name, values in fields.items()}
            columns["version"] = np.array([record.version for record in batch], np.int32)
            self._write(_CHIPS, chips, columns)

    def write_left_out(self, chips: Chips, reasons: NDArray[np.object_], names: Sequence[str]) -> None:
        """Write the layer `left_out`.

        Args:
            chips: that the set lacks.
            reasons: why (n,).
            names: of the scenes, in the order of the plane's grids.
        """
        for start in range(0, len(chips), _ROWS_AT_ONCE):
            part = slice(start, start + _ROWS_AT_ONCE)
            numbers = np.arange(len(chips))[part]
            scenes = np.array([names[scene] for scene in chips.scene[part]], object)
            self._write(_LEFT_OUT, chips.select(numbers), {"reason": reasons[part], "scene": scenes})

    def _write(self, layer: str, chips: Chips, fields: Mapping[str, NDArray[Any]]) -> None:
        with without_time():
            pyogrio.raw.write(
                self._path,
                shapely.to_wkb(self._plane.on_map(chips)),
                list(fields.values()),
                list(fields),
                layer=layer,
                driver="GPKG",
                geometry_type="Polygon",
                crs=self._plane.crs.to_wkt() if self._plane.crs is not None else None,
                append=layer in self._layers,
            )
        self._layers.add(layer)
