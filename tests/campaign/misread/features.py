"""Kind 6: every feature is drawn or counted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .desk import Desk, Outcome, clean, tried
from .in_qgis import qgis_process

X, Y = 412_300, 5_317_900


def _ring(left: int, top: int, side: int = 10, more: str = "") -> str:
    corners = ((left, top), (left + side, top), (left + side, top + side), (left, top + side), (left, top))
    return "(" + ",".join(f"{X + right} {Y - down}{more}" for right, down in corners) + ")"


_CIRCLE = ",".join(f"{X + right} {Y - down}" for right, down in ((40, 30), (45, 25), (50, 30), (45, 35), (40, 30)))

_GEOMETRIES = {
    "CurvePolygon": f"CURVEPOLYGON (CIRCULARSTRING ({_CIRCLE}))",
    "CompoundCurve as the ring of a CurvePolygon": f"CURVEPOLYGON (COMPOUNDCURVE (CIRCULARSTRING ({_CIRCLE})))",
    "MultiSurface of a curve and a polygon": f"MULTISURFACE (CURVEPOLYGON (CIRCULARSTRING ({_CIRCLE})),({_ring(60, 20)}))",  # noqa: E501
    "PolyhedralSurface Z": f"POLYHEDRALSURFACE Z (({_ring(40, 20, 10, ' 3')}))",
    "TIN Z of two triangles": "TIN Z "
    + str(
        [
            f"(({X + 40} {Y - 20} 1,{X + 50} {Y - 20} 1,{X + 50} {Y - 30} 1,{X + 40} {Y - 20} 1))",
            f"(({X + 40} {Y - 20} 1,{X + 50} {Y - 30} 1,{X + 40} {Y - 30} 1,{X + 40} {Y - 20} 1))",
        ]
    )
    .replace("[", "(")
    .replace("]", ")")
    .replace("'", ""),
    "GeometryCollection of polygon, line and point": f"GEOMETRYCOLLECTION (POLYGON ({_ring(40, 20)}),POINT ({X} {Y}),"
    f"LINESTRING ({X} {Y},{X + 9} {Y}))",
    "GeometryCollection within a GeometryCollection": f"GEOMETRYCOLLECTION (GEOMETRYCOLLECTION (POLYGON ({_ring(40, 20)})))",  # noqa: E501
    "Polygon ZM": f"POLYGON ZM ({_ring(40, 20, 10, ' 1 2')})",
    "Polygon M": f"POLYGON M ({_ring(40, 20, 10, ' 7')})",
    "MultiPolygon with an empty part": f"MULTIPOLYGON (({_ring(40, 20)}),EMPTY)",
}


def _layer(desk: Desk, wkt: str) -> str:
    desk.gdal(f"""
file = ogr.GetDriverByName("GPKG").CreateDataSource({desk.path("h.gpkg")!r})
place = osr.SpatialReference(); place.ImportFromEPSG(32633)
layer = file.CreateLayer("houses", place, ogr.wkbUnknown)
for text in ("POLYGON ({_ring(5, 5)})", {wkt!r}, None, "POLYGON EMPTY", "POINT ({X} {Y})"):
    feature = ogr.Feature(layer.GetLayerDefn())
    if text: feature.SetGeometry(ogr.CreateGeometryFromWkt(text))
    layer.CreateFeature(feature)
layer = file = None
""")
    return f"{desk.path('h.gpkg')}|layername=houses"


def _attempt(wkt: str) -> Callable[[Desk], Outcome]:
    def run(desk: Desk) -> Outcome:
        desk.raster("lc.tif", np.full((72, 88), 2, np.uint8))
        said = desk.generate("lc.tif", "--scheme", "model", "--buildings", _layer(desk, wkt))
        right = said.code == 0 and clean(said) and said.has("Buildings: 2 polygons", "3 without an area")
        lines = [line for line in said.text.splitlines() if "olygon" in line or "area" in line]
        return Outcome(
            "both are drawn, three are counted" if right else f"exit {said.code}: {lines or said.last}", right
        )

    return run


for _name, _wkt in _GEOMETRIES.items():
    tried(6, f"{_name} among BUILDINGS")(_attempt(_wkt))


def _qgis(wkt: str) -> Callable[[Desk], Outcome]:
    def run(desk: Desk) -> Outcome:
        desk.raster("lc.tif", np.full((72, 88), 2, np.uint8))
        given = {"LANDCOVER": desk.path("lc.tif"), "SCHEME": "model", "MODEL": desk.generator}
        buildings = _layer(desk, wkt)
        said = qgis_process(desk, "generateimagery", **given, BUILDINGS=buildings, OUTPUT=desk.path("o.tif"))
        right = not said.code and said.has("2 polygons", "3 features")
        lines = [line for line in said.text.splitlines() if "olygon" in line or "left out" in line]
        return Outcome("both are drawn, three are counted" if right else f"exit {said.code}: {lines}"[:260], right)

    return run


for _name in ("MultiSurface of a curve and a polygon", "PolyhedralSurface Z"):
    tried(6, f"{_name} among BUILDINGS in QGIS")(_qgis(_GEOMETRIES[_name]))


@tried(6, "Vector land cover across the antimeridian, in degrees, drawn in a Pacific system")
def _(desk: Desk) -> Outcome:
    ring = "[[179.9995,-17],[-179.9995,-17],[-179.9995,-17.001],[179.9995,-17.001],[179.9995,-17]]"
    feature = (
        f'{{"type":"Feature","properties":{{"class":"water"}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}'
    )
    desk.text("sea.geojson", f'{{"type":"FeatureCollection","features":[{feature}]}}')
    said = desk.generate("sea.geojson", "--target-crs", "EPSG:32760")
    pixels = said.classes.get("water", 0)
    return Outcome(f"exit {said.code}: {pixels} pixels of water", not said.code and 10_000 < pixels < 14_000)
