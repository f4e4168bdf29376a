"""The footprints of chips as a GeoPackage, to look at in QGIS: `chips`, and what was `left_out`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray

from ..plan.chips import Chips
from ..plan.footprints import GroundPlane

_ROWS_AT_ONCE = 5000

_NO_TIME = "1970-01-01T00:00:00.000Z"
"""GeoPackages carry the time of their last change; sets of the same input shall be the same file."""


@contextmanager
def without_time() -> Iterator[None]:
    """Make GDAL write the same time whenever a GeoPackage is written."""
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _NO_TIME})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


class FootprintFile:
    """Writes layers of footprints, batch by batch.

    Args:
        path: of the GeoPackage, which does not exist yet.
        ground: says where the chips lie.
    """

    def __init__(self, path: Path, ground: GroundPlane) -> None:
        self._path = path
        self._ground = ground
        self._layers: set[str] = set()

    def write_chips(self, records: Iterable[Mapping[str, Any]], scene_numbers: Mapping[str, int], size: int) -> None:
        """Write the layer `chips` from the manifest's records."""
        rows = iter(records)
        while batch := list(islice(rows, _ROWS_AT_ONCE)):
            windows = np.array([record["window"] for record in batch], np.int32)
            scenes = np.array([scene_numbers[record["scene"]] for record in batch], np.int32)
            chips = Chips(size, scenes, row=windows[:, 1], col=windows[:, 0])
            fields = {
                name: np.array([record[name] for record in batch], object)
                for name in ("id", "split", "kind", "scene", "image", "mask")
            }
            self._write("chips", chips, {**fields, "version": np.array([r["version"] for r in batch], np.int32)})

    def write_left_out(self, chips: Chips, reasons: NDArray[np.object_], names: Sequence[str]) -> None:
        """Write the layer `left_out` with the reason for each chip."""
        for start in range(0, len(chips), _ROWS_AT_ONCE):
            part = slice(start, start + _ROWS_AT_ONCE)
            numbers = np.arange(len(chips))[part]
            scenes = np.array([names[scene] for scene in chips.scene[part]], object)
            self._write("left_out", chips.taken(numbers), {"reason": reasons[part], "scene": scenes})

    def _write(self, layer: str, chips: Chips, fields: Mapping[str, NDArray[Any]]) -> None:
        with without_time():
            pyogrio.raw.write(
                self._path,
                shapely.to_wkb(self._ground.on_map(chips)),
                list(fields.values()),
                list(fields),
                layer=layer,
                driver="GPKG",
                geometry_type="Polygon",
                crs=self._ground.crs.to_wkt() if self._ground.crs is not None else None,
                append=layer in self._layers,
            )
        self._layers.add(layer)
