"""A small drawn place as users' land cover has it: layers, OpenStreetMap, polygons edited by hand, a styled raster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import quoteattr  # nosec B406 - writes; parses nothing

import numpy as np
import pyogrio
import rasterio
import shapely
from affine import Affine
from rasterio.features import rasterize

LEFT, TOP = 331_200.0, 2_780_000.0
SIDE = 440.0
CRS = "EPSG:32640"
_STREETS = (90.0, 190.0, 290.0)
_AVENUES = (140.0, 300.0)
_LOT = 24.0


@dataclass(frozen=True)
class Place:
    """The shapes of the place.

    Attributes:
        ground: polygons of land use by OpenStreetMap's tag, as ("landuse", "residential"), from the lowest up.
        roads: lines by kind, as "residential".
        houses: polygons.
    """

    ground: list[tuple[tuple[str, str], shapely.Geometry]]
    roads: list[tuple[str, shapely.Geometry]]
    houses: list[shapely.Geometry]


def place() -> Place:
    """Return the place: a river, a park, a wood, fields, and streets with houses."""
    river = _line((0, 395), (90, 380), (190, 405), (300, 385), (440, 410)).buffer(16)
    park = _line((225, 120), (270, 150), (230, 175)).buffer(24).intersection(_box(152, 98, 290, 182))
    wood = _line((350, 40), (400, 110), (380, 60)).buffer(40)
    field = _box(310, 200, 430, 355)
    village = _box(10, 15, 296, 350)
    roads = [("residential", _line((0, y), (440, y + 6))) for y in _STREETS]
    roads += [("residential", _line((x, 0), (x + 8, 360))) for x in _AVENUES]
    roads.append(("secondary", _line((0, 356), (150, 352), (300, 362), (440, 358))))
    roads.append(("track", _line((300, 250), (370, 270), (440, 262))))
    taken = shapely.union_all([park, wood, field, river, *(road.buffer(6) for _, road in roads)])
    houses = [house for house in _houses() if not house.intersects(taken) and house.within(village)]
    ground = [
        (("landuse", "residential"), village),
        (("landuse", "farmland"), field),
        (("natural", "wood"), wood),
        (("leisure", "park"), park),
        (("natural", "water"), river),
    ]
    return Place(ground, roads, houses)


def write_layers(folder: Path) -> str:
    """Write a GeoPackage with a layer of polygons that name their classes and a layer of roads; return its path."""
    here, path = place(), folder / "town.gpkg"
    names = {"residential": "bare ground", "farmland": "cropland", "wood": "forest", "park": "lawn", "water": "river"}
    shapes = [_box(0, 0, SIDE, SIDE), *(shape for _, shape in here.ground), *here.houses]
    classes = ["bare ground", *(names[tag[1]] for tag, _ in here.ground), *["building"] * len(here.houses)]
    _write(path, "landcover", shapes, {"class": classes})
    widths = [{"secondary": 11.0, "track": 3.0}.get(kind, 6.5) for kind, _ in here.roads]
    _write(path, "roads", [shape for _, shape in here.roads], {"width": widths})
    return str(path)


def write_openstreetmap(folder: Path) -> str:
    """Write an extract in OpenStreetMap's own format, and return its path."""
    here, path = place(), folder / "extract.osm"
    nodes: list[str] = []
    ways: list[str] = []
    tagged = [(shape, {tag[0]: tag[1]}) for tag, shape in here.ground]
    tagged += [(shape, {"highway": kind}) for kind, shape in here.roads]
    tagged += [(shape, {"building": "house"}) for shape in here.houses]
    for number, (shape, tags) in enumerate(tagged, start=1):
        line = shape.exterior if shape.geom_type == "Polygon" else shape
        refs = []
        xs, ys = rasterio.warp.transform(CRS, "EPSG:4326", *line.xy)
        for lon, lat in zip(xs, ys, strict=True):
            nodes.append(f'<node id="{len(nodes) + 1}" version="1" lat="{lat:.8f}" lon="{lon:.8f}"/>')
            refs.append(f'<nd ref="{len(nodes)}"/>')
        if line.is_closed:
            nodes.pop()
            refs[-1] = refs[0]
        texts = "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())
        ways.append(f'<way id="{number}" version="1">{"".join(refs)}{texts}</way>')
    content = "\n".join(['<?xml version="1.0"?>', '<osm version="0.6">', *nodes, *ways, "</osm>"])
    path.write_text(content, encoding="utf-8")
    return str(path)


def write_edited_polygons(folder: Path) -> str:
    """Write polygons as people draw them: overlapping, with words of their own; return the path."""
    here, path = place(), folder / "my plan.gpkg"
    words = {"residential": "Bare soil", "farmland": "Fields", "wood": "Trees", "park": "Park (new)", "water": "Lake"}
    shapes = [_box(0, 0, SIDE, SIDE), *(shape for _, shape in here.ground)]
    classes = ["Grassland", *(words[tag[1]] for tag, _ in here.ground)]
    shapes += [shape.buffer(5) for _, shape in here.roads] + [
        house.buffer(2, join_style="mitre") for house in here.houses
    ]
    classes += ["Street"] * len(here.roads) + ["Houses"] * len(here.houses)
    _write(path, "my plan", shapes, {"id": list(range(len(shapes))), "class": classes})
    return str(path)


def write_styled_raster(folder: Path) -> str:
    """Write a raster whose classes are only in the style file of QGIS beside it; return its path."""
    here, path = place(), folder / "classified.tif"
    values = {"residential": 4, "farmland": 21, "wood": 17, "park": 9, "water": 30}
    drawn = [(shape, values[tag[1]]) for tag, shape in here.ground]
    drawn += [(shape.buffer(4), 12) for _, shape in here.roads] + [(house, 3) for house in here.houses]
    transform = Affine(1, 0, LEFT, 0, -1, TOP)
    pixels = rasterize(drawn, (int(SIDE), int(SIDE)), fill=4, transform=transform, dtype="uint8")
    layout = {"driver": "GTiff", "width": pixels.shape[1], "height": pixels.shape[0], "count": 1, "dtype": "uint8"}
    with rasterio.open(path, "w", crs=CRS, transform=transform, **layout) as file:
        file.write(pixels, 1)
    labels = {3: "Roofs", 4: "Bare ground", 9: "Lawn", 12: "Asphalt road", 17: "Tree canopy", 21: "Crops", 30: "Water"}
    entries = "".join(
        f'<paletteEntry value="{value}" label={quoteattr(label)} color="#{37 * value % 256:02x}8060" alpha="255"/>'
        for value, label in labels.items()
    )
    style = f'<rasterrenderer type="paletted" band="1"><colorPalette>{entries}</colorPalette></rasterrenderer>'
    path.with_suffix(".qml").write_text(f"<qgis><pipe>{style}</pipe></qgis>", encoding="utf-8")
    return str(path)


def _houses() -> Iterator[shapely.Geometry]:
    rng = np.random.default_rng(7)
    for x in np.arange(20, SIDE, _LOT):
        for y in np.arange(25, SIDE, _LOT):
            width, height = rng.uniform(8, 15, 2)
            if rng.random() < 0.85:
                yield _box(x, y, x + width, y + height)


def _box(left: float, top: float, right: float, bottom: float) -> shapely.Geometry:
    return shapely.box(LEFT + left, TOP - bottom, LEFT + right, TOP - top)


def _line(*points: tuple[float, float]) -> shapely.Geometry:
    return shapely.LineString([(LEFT + x, TOP - y) for x, y in points])


def _write(path: Path, layer: str, shapes: Sequence[shapely.Geometry], fields: Mapping[str, Sequence[object]]) -> None:
    columns = [np.array(values, object if isinstance(values[0], str) else float) for values in fields.values()]
    pyogrio.raw.write(
        path,
        geometry=shapely.to_wkb(np.array(shapes, object)),
        field_data=columns,
        fields=list(fields),
        layer=layer,
        driver="GPKG",
        geometry_type="Unknown",
        crs=CRS,
        append=False,
    )
