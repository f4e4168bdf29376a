"""A small plan as a planner may have drawn it, in words of its own: two GeoPackages."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsFeature, QgsField, QgsGeometry, QgsProject, QgsVectorFileWriter, QgsVectorLayer
from qgis.PyQt.QtCore import QVariant

LANDUSE, ROADS = "quarter_2030", "streets"
_WEST, _SOUTH = 565_000, 5_930_000

_AREAS = (
    ("meadow", "0 0, 480 0, 480 400, 0 400"),
    ("pond", "40 40, 150 30, 180 90, 120 150, 50 130"),
    ("woodland", "300 20, 470 20, 470 150, 330 160"),
    *(
        ("house", f"{x} {y}, {x + 16} {y}, {x + 16} {y + 12}, {x} {y + 12}")
        for x in range(30, 450, 36)
        for y in (215, 255, 330, 365)
    ),
)
_LINES = (("main road", 12.0, "0 190, 480 195"), ("lane", 5.0, "0 300, 480 305"), ("lane", 5.0, "240 0, 240 400"))


def _placed(points: str) -> str:
    pairs = (point.split() for point in points.split(","))
    return ", ".join(f"{_WEST + float(x)} {_SOUTH + float(y)}" for x, y in pairs)


def _write(layer: QgsVectorLayer, path: Path) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = path.stem
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), options)


def write_plan(folder: Path) -> None:
    """Write the two layers into a folder."""
    areas = QgsVectorLayer("Polygon?crs=EPSG:25832", LANDUSE, "memory")
    areas.dataProvider().addAttributes([QgsField("planned_use", QVariant.String)])
    lines = QgsVectorLayer("LineString?crs=EPSG:25832", ROADS, "memory")
    lines.dataProvider().addAttributes([QgsField("kind", QVariant.String), QgsField("breadth", QVariant.Double)])
    for layer in (areas, lines):
        layer.updateFields()
    for use, points in _AREAS:
        placed = _placed(points)
        feature = QgsFeature(areas.fields())
        feature.setAttributes([use])
        feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({placed}, {placed.split(',')[0]}))"))
        areas.dataProvider().addFeature(feature)
    for kind, breadth, points in _LINES:
        feature = QgsFeature(lines.fields())
        feature.setAttributes([kind, breadth])
        feature.setGeometry(QgsGeometry.fromWkt(f"LINESTRING({_placed(points)})"))
        lines.dataProvider().addFeature(feature)
    _write(areas, folder / f"{LANDUSE}.gpkg")
    _write(lines, folder / f"{ROADS}.gpkg")
