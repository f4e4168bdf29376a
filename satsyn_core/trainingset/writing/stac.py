"""STAC items of chips, and the collection that holds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import count
from pathlib import Path

import pystac
import shapely
from pystac.extensions.classification import Classification, ClassificationExtension
from pystac.extensions.projection import ProjectionExtension

from ...contract.class_scheme import ClassScheme
from ...contract.errors import InputError
from ...contract.media_source import MediaSource
from ...raster.coordinates import epsg_code
from ...scenes.chip_record import ChipRecord
from ...scenes.training_set import CLASSES, MANIFEST, STAC
from ..scene_pool import SceneInfo
from .earth_outlines import BoxesOnEarth, bbox_of, geojson_of, outline_on_earth

_COLLECTION = "satsyn-training-set"
AI_GENERATED = "satsyn:ai_generated"
"""Whether a chip's imagery is generated; neither STAC nor its extensions have a field for it."""

DIGITAL_SOURCE_TYPE = "satsyn:digital_source_type"
_WORLD = [-180.0, -90.0, 180.0, 90.0]


@dataclass(frozen=True)
class Period:
    """When the imagery was taken, which STAC items must give."""

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


def check_places(scenes: Sequence[SceneInfo]) -> None:
    """Check that every scene has a place on the earth, which STAC items must give.

    Raises:
        InputError: a scene has no coordinate system with a place on the earth.
    """
    for scene in scenes:
        if not scene.grid.has_place:
            raise InputError(
                f"{scene.files.imagery} has no coordinate system, or a local one: leave STAC_DATE empty, or give it "
                "one."
            )


def write_stac(
    folder: Path,
    records: Iterable[ChipRecord],
    scenes: Mapping[str, SceneInfo],
    scheme: ClassScheme,
    period: Period,
) -> None:
    """Write `stac/collection.json` and an item for each chip beside it.

    Args:
        folder: of the set.
        records: of the chips.
        scenes: by name; all have a coordinate system.
        scheme: of the masks.
        period: when the imagery was taken.
    """
    stac = (folder / STAC).absolute()
    collection = pystac.Collection(
        id=_COLLECTION,
        description="Chips of real and synthetic imagery with land-cover masks.",
        extent=pystac.Extent(pystac.SpatialExtent([_WORLD]), pystac.TemporalExtent([[period.start, period.end]])),
        href=str(stac / "collection.json"),
        catalog_type=pystac.CatalogType.SELF_CONTAINED,
        assets={
            "manifest": pystac.Asset(f"../{MANIFEST}", media_type=pystac.MediaType.JSON, roles=["metadata"]),
            "classes": pystac.Asset(f"../{CLASSES}", media_type=pystac.MediaType.JSON, roles=["metadata"]),
        },
    )
    names = _machine_readable(scheme.names)
    classes = [Classification.create(index, name=names[index], title=title) for index, title in enumerate(scheme.names)]
    generated: set[bool] = set()
    area = BoxesOnEarth()
    for record in records:
        item = _item(record, scenes[record.scene], classes, period)
        item.set_self_href(str(stac / record.split / f"{item.id}.json"))
        # Not item.set_root, nor collection.add_item: the collection would keep every item in memory.
        item.add_links(
            [pystac.Link.root(collection), pystac.Link.parent(collection), pystac.Link.collection(collection)]
        )
        item.save_object(include_self_link=False)
        collection.add_link(
            pystac.Link(pystac.RelType.ITEM, f"./{record.split}/{item.id}.json", pystac.MediaType.GEOJSON)
        )
        generated.add(item.properties[AI_GENERATED])
        area.add(item.bbox or _WORLD)
    collection.extent.spatial = pystac.SpatialExtent([area.box])
    collection.summaries = pystac.Summaries({AI_GENERATED: sorted(generated)})
    collection.save_object(include_self_link=False)


def _item(record: ChipRecord, scene: SceneInfo, classes: list[Classification], period: Period) -> pystac.Item:
    grid = scene.grid.cut(record.window)
    source = MediaSource.GENERATED if record.synthetic else MediaSource.of_tags(scene.marks)
    outline = outline_on_earth(grid)
    moment = period.start == period.end
    item = pystac.Item(
        id=record.name,
        geometry=shapely.geometry.mapping(geojson_of(outline)),
        bbox=bbox_of(outline),
        datetime=period.start if moment else None,
        start_datetime=None if moment else period.start,
        end_datetime=None if moment else period.end,
        collection=_COLLECTION,
        properties={
            "satsyn:split": record.split,
            "satsyn:kind": record.kind,
            "satsyn:scene": record.scene,
            AI_GENERATED: source is not None,
            **({} if source is None else {DIGITAL_SOURCE_TYPE: source.uri}),
        },
        assets={
            "image": pystac.Asset(f"../../{record.image.path}", media_type=pystac.MediaType.GEOTIFF, roles=["data"]),
            "mask": pystac.Asset(f"../../{record.mask.path}", media_type=pystac.MediaType.GEOTIFF, roles=["labels"]),
        },
    )
    code = epsg_code(grid.crs) if grid.crs is not None else None
    ProjectionExtension.ext(item, add_if_missing=True).apply(
        code=f"EPSG:{code}" if code is not None else None,
        wkt2=grid.crs.to_wkt(version="WKT2_2019") if grid.crs is not None else None,
        transform=list(grid.transform)[:6],
        shape=[grid.height, grid.width],
    )
    ClassificationExtension.ext(item.assets["mask"], add_if_missing=True).apply(classes=classes)
    return item


def _machine_readable(names: Sequence[str]) -> list[str]:
    """Return class names with nothing in them but what the extension allows; the titles keep the names as they are.

    Where nothing is left of a name, or the same as of another, it gets the number of the class, and where a name with
    this number is taken, too, the next one that is not.
    """
    allowed = [re.sub(r"[^0-9A-Za-z_-]+", "-", name) for name in names]
    is_kept = [bool(name.strip("-")) and allowed.count(name) == 1 for name in allowed]
    used = {name for name, kept in zip(allowed, is_kept, strict=True) if kept}
    found = []
    for index, (name, kept) in enumerate(zip(allowed, is_kept, strict=True)):
        if not kept:
            numbered = (f"{name.rstrip('-')}-{number}" for number in count(index))
            name = next(one for one in numbered if one not in used)
            used.add(name)
        found.append(name)
    return found
