"""STAC items of chips, and the collection that holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import shapely
from rasterio.crs import CRS
from rasterio.warp import transform as transform_points

from ...contract.class_scheme import ClassScheme
from ...contract.errors import InputError
from ...raster.grid import Grid
from ...raster.window import Window
from ...scenes.training_set import CLASSES, MANIFEST, STAC
from ..scene_pool import SceneInfo

_VERSION = "1.0.0"
_PROJECTION = "https://stac-extensions.github.io/projection/v1.1.0/schema.json"
_CLASSIFICATION = "https://stac-extensions.github.io/classification/v1.1.0/schema.json"
_GEOTIFF = "image/tiff; application=geotiff"
_WGS84 = CRS.from_epsg(4326)


@dataclass(frozen=True)
class Period:
    """When imagery was taken: STAC items must say it."""

    start: datetime
    end: datetime

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read "2023-05-17" or "2023-01-01/2023-12-31", with or without time of day (UTC).

        Raises:
            InputError: the text has another form.
        """
        try:
            moments = [datetime.fromisoformat(part.strip().replace("Z", "+00:00")) for part in text.split("/")]
            start, end = moments if len(moments) == 2 else moments * 2
        except ValueError as error:
            raise InputError(
                f'STAC_DATE "{text}" is not of the form "2023-05-17" or "2023-01-01/2023-12-31".'
            ) from error
        if start.tzinfo is None:
            start = start.replace(tzinfo=timezone.utc)
        if end.tzinfo is None:
            end = end.replace(tzinfo=timezone.utc)
        if start > end:
            raise InputError(f'STAC_DATE "{text}" ends before it starts.')
        return cls(start, end)

    def properties(self) -> dict[str, str | None]:
        """Return the properties of an item that say it."""
        if self.start == self.end:
            return {"datetime": _stamp(self.start)}
        return {"datetime": None, "start_datetime": _stamp(self.start), "end_datetime": _stamp(self.end)}


def check_places(scenes: Sequence[SceneInfo]) -> None:
    """Check that every scene lies on the earth, as STAC wants it.

    Raises:
        InputError: a scene has no coordinate system.
    """
    for scene in scenes:
        if scene.grid.crs is None:
            raise InputError(f"{scene.files.imagery} has no coordinate system: leave STAC_DATE empty, or give it one.")


def write_stac(
    folder: Path,
    records: Iterable[Mapping[str, Any]],
    scenes: Mapping[str, SceneInfo],
    scheme: ClassScheme,
    period: Period,
) -> None:
    """Write `stac/collection.json` and an item for each chip beside it.

    Args:
        folder: of the set.
        records: of the chips, as in the manifest.
        scenes: by name; all have a coordinate system.
        scheme: of the masks.
        period: when the imagery was taken.
    """
    stac = folder / STAC
    west = south = float("inf")
    east = north = float("-inf")
    links: list[dict[str, str]] = []
    classes = [{"value": index, "name": name} for index, name in enumerate(scheme.names)]
    for record in records:
        item = _item(record, scenes[record["scene"]].grid, classes, period)
        path = stac / record["split"] / f"{record['id']}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(item, ensure_ascii=False), encoding="utf-8")
        links.append(
            {"rel": "item", "href": f"./{record['split']}/{record['id']}.json", "type": "application/geo+json"}
        )
        box = item["bbox"]
        west, south, east, north = min(west, box[0]), min(south, box[1]), max(east, box[2]), max(north, box[3])
    collection = {
        "type": "Collection",
        "stac_version": _VERSION,
        "id": "satsyn-training-set",
        "description": "Chips of real and synthetic imagery with land-cover masks.",
        "license": "various",
        "extent": {
            "spatial": {"bbox": [[west, south, east, north]]},
            "temporal": {"interval": [[_stamp(period.start), _stamp(period.end)]]},
        },
        "links": [{"rel": "root", "href": "./collection.json", "type": "application/json"}, *links],
        "assets": {
            "manifest": {"href": f"../{MANIFEST}", "type": "application/json", "roles": ["metadata"]},
            "classes": {"href": f"../{CLASSES}", "type": "application/json", "roles": ["metadata"]},
        },
    }
    (stac / "collection.json").write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")


def _item(record: Mapping[str, Any], scene: Grid, classes: list[dict[str, object]], period: Period) -> dict[str, Any]:
    grid = scene.cut(Window(*record["window"]))
    polygon = _on_earth(grid)
    return {
        "type": "Feature",
        "stac_version": _VERSION,
        "stac_extensions": [_PROJECTION, _CLASSIFICATION],
        "id": record["id"],
        "collection": "satsyn-training-set",
        "geometry": shapely.geometry.mapping(polygon),
        "bbox": list(polygon.bounds),
        "properties": {
            **period.properties(),
            "proj:epsg": grid.crs.to_epsg() if grid.crs is not None else None,
            "proj:wkt2": grid.crs.to_wkt() if grid.crs is not None else None,
            "proj:transform": list(grid.transform)[:6],
            "proj:shape": [grid.height, grid.width],
            "satsyn:split": record["split"],
            "satsyn:kind": record["kind"],
            "satsyn:scene": record["scene"],
        },
        "links": [
            {"rel": "root", "href": "../collection.json", "type": "application/json"},
            {"rel": "parent", "href": "../collection.json", "type": "application/json"},
            {"rel": "collection", "href": "../collection.json", "type": "application/json"},
        ],
        "assets": {
            "image": {"href": f"../../{record['image']}", "type": _GEOTIFF, "roles": ["data"]},
            "mask": {
                "href": f"../../{record['mask']}",
                "type": _GEOTIFF,
                "roles": ["labels"],
                "classification:classes": classes,
            },
        },
    }


def _on_earth(grid: Grid) -> shapely.Polygon:
    corners = [(0, 0), (grid.width, 0), (grid.width, grid.height), (0, grid.height)]
    xs, ys = zip(*(grid.transform @ corner for corner in corners), strict=True)
    lons, lats = transform_points(grid.crs, _WGS84, xs, ys)[:2]
    return shapely.Polygon(zip(lons, lats, strict=True)).normalize()


def _stamp(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
