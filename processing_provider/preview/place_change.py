"""Changed places: polygons that are drawn into a land cover with a class, without touching its file."""

from __future__ import annotations

import html
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from osgeo import gdal, ogr
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsVectorLayer

from ...satsyn_core.contract.errors import InputError
from ..translation import tr
from .visible_part import Box, PixelGrid

_LIMITS = {
    gdal.GDT_Byte: (0, 2**8 - 1),
    gdal.GDT_UInt16: (0, 2**16 - 1),
    gdal.GDT_Int16: (-(2**15), 2**15 - 1),
    gdal.GDT_UInt32: (0, 2**32 - 1),
    gdal.GDT_Int32: (-(2**31), 2**31 - 1),
}


@dataclass(frozen=True)
class ChangedPlace:
    """A polygon in the coordinate system of the land cover, and the model's class that it gets."""

    polygon: QgsGeometry
    class_name: str


@dataclass(frozen=True)
class ChangedLandCover:
    """A land cover with changed places.

    Attributes:
        path: of a virtual raster that lays the places over the file.
        classes: text of CLASSES for all of its values.
        before: of a virtual raster without the places; its attribute table names the classes. A style image shows this
            land cover, not the changed one.
    """

    path: str
    classes: str
    before: str


@dataclass(frozen=True)
class _Patch:
    """A small raster, and its place in pixels of the land cover."""

    path: Path
    col: int
    row: int
    width: int
    height: int

    def as_source(self, nothing: int) -> str:
        """Return it as a source of a virtual raster; pixels with the value `nothing` leave what lies below."""
        size = f'xSize="{self.width}" ySize="{self.height}"'
        return (
            f'<ComplexSource><SourceFilename relativeToVRT="0">{html.escape(os.fspath(self.path))}</SourceFilename>'
            f'<SourceBand>1</SourceBand><SrcRect xOff="0" yOff="0" {size}/>'
            f'<DstRect xOff="{self.col}" yOff="{self.row}" {size}/><NODATA>{nothing}</NODATA></ComplexSource>'
        )


def change_landcover(
    landcover: str, match: Mapping[str, Any], places: Sequence[ChangedPlace], folder: Path
) -> ChangedLandCover:
    """Write the changed places, and a virtual raster that has them over the land cover.

    The virtual raster has the pixels of the land cover, so imagery of it differs near the places alone.

    Args:
        landcover: raster file, north up.
        match: what `describe-landcover` says of it: `classes` with the `value` and the `class` of each.
        places: at least one; later ones lie over earlier ones.
        folder: takes the files; files with their names are replaced.

    Raises:
        InputError: the land cover cannot be changed in this way.
    """
    try:
        source = gdal.Open(landcover)
        if source is None:
            raise RuntimeError(gdal.GetLastErrorMsg())
        kind, transform = source.GetRasterBand(1).DataType, source.GetGeoTransform()
        if kind not in _LIMITS or transform[2] or transform[4] or transform[5] >= 0:
            raise InputError(
                "Places can be drawn into rasters of whole numbers that lie north up. Export the land cover with "
                "Raster > Projections > Warp, and choose the new layer here."
            )
        values, nothing = _values(source, match, [place.class_name for place in places])
        patches = [
            patch
            for number, place in enumerate(places)
            if (patch := _write_patch(source, place, values, nothing, folder / f"place_{number}.tif")) is not None
        ]
        if not patches:
            raise InputError("The polygon does not lie on the land cover: draw it there.")
        path = os.fspath(folder / "changed_landcover.vrt")
        view = gdal.Translate(path, source, options=gdal.TranslateOptions(format="VRT"))
        if view is None:
            raise RuntimeError(gdal.GetLastErrorMsg())
        for patch in patches:
            view.GetRasterBand(1).SetMetadataItem("source_0", patch.as_source(nothing), "new_vrt_sources")
        del view  # writes the file
        shown = {int(row["value"]): str(row["class"]) for row in match["classes"]}
        before = _name_classes(source, shown, folder / "landcover_before.vrt")
    except RuntimeError as error:
        raise InputError(f"The land cover can't be changed: GDAL says {error}.") from error
    shown.update({values[place.class_name]: place.class_name for place in places})
    return ChangedLandCover(path, " ".join(f"{value}={name}" for value, name in sorted(shown.items())), before)


def places_layer(places: Sequence[ChangedPlace], crs: QgsCoordinateReferenceSystem) -> QgsVectorLayer:
    """Return the places as a temporary layer of polygons with the field `class`."""
    layer = QgsVectorLayer("MultiPolygon?field=class:string(200)", tr("Changed places"), "memory")
    layer.setCrs(crs)
    features = []
    for place in places:
        feature = QgsFeature(layer.fields())
        geometry = QgsGeometry(place.polygon)
        geometry.convertToMultiType()
        feature.setGeometry(geometry)
        feature.setAttribute("class", place.class_name)
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


def _name_classes(source: gdal.Dataset, classes: Mapping[int, str], path: Path) -> str:
    """Write a virtual raster of a land cover whose attribute table has a class for each value; return its path."""
    table = gdal.RasterAttributeTable()
    table.CreateColumn("value", gdal.GFT_Integer, gdal.GFU_MinMax)
    table.CreateColumn("class", gdal.GFT_String, gdal.GFU_Name)
    for row, (value, name) in enumerate(sorted(classes.items())):
        table.SetValueAsInt(row, 0, value)
        table.SetValueAsString(row, 1, name)
    view = gdal.Translate(os.fspath(path), source, options=gdal.TranslateOptions(format="VRT"))
    if view is None:
        raise RuntimeError(gdal.GetLastErrorMsg())
    view.GetRasterBand(1).SetCategoryNames([])  # names of the source would count before the table
    view.GetRasterBand(1).SetDefaultRAT(table)
    del view  # writes the file
    return os.fspath(path)


def _values(source: gdal.Dataset, match: Mapping[str, Any], names: Sequence[str]) -> tuple[dict[str, int], int]:
    """Return the value of each class, a new one where the land cover has none, and a value that means no change."""
    band = source.GetRasterBand(1)
    own = {str(row["class"]): int(row["value"]) for row in match["classes"]}
    taken = {int(row["value"]) for row in match["classes"]}
    nodata = band.GetNoDataValue()
    if nodata is not None:
        taken.add(int(nodata))
    low, high = _LIMITS[band.DataType]
    # Small numbers first: other programs keep palettes of 256 colours.
    free = (value for value in range(max(low, 0), high + 1) if value not in taken)
    values: dict[str, int] = {}
    try:
        for name in names:
            if name not in values:
                values[name] = own[name] if name in own else next(free)
        return values, next(free)
    except StopIteration:
        raise InputError("The land cover has no free value for another class: export it with 16 bits.") from None


def _write_patch(
    source: gdal.Dataset, place: ChangedPlace, values: Mapping[str, int], nothing: int, path: Path
) -> _Patch | None:
    """Write the pixels of the land cover around a place: its value within, elsewhere `nothing`.

    Each place has a file of its own: one around places that lie far apart could have as many pixels as the land cover.

    Returns:
        None if the place does not lie on the land cover.
    """
    west, width, _, north, _, height = source.GetGeoTransform()
    land = Box(west, north + height * source.RasterYSize, west + width * source.RasterXSize, north)
    grid = PixelGrid(land, width, -height)
    around = place.polygon.boundingBox()
    seen = Box(around.xMinimum(), around.yMinimum(), around.xMaximum(), around.yMaximum()).shared_with(land)
    if seen is None:
        return None
    box = grid.around(seen)
    size = round(box.width / width), round(box.height / -height)
    band_type = source.GetRasterBand(1).DataType
    patch = gdal.GetDriverByName("GTiff").Create(os.fspath(path), *size, 1, band_type, ["COMPRESS=DEFLATE"])
    patch.SetGeoTransform((box.west, width, 0, box.north, 0, height))
    patch.SetProjection(source.GetProjection())
    band = patch.GetRasterBand(1)
    band.SetNoDataValue(nothing)
    band.Fill(nothing)
    memory = (ogr.GetDriverByName("MEM") or ogr.GetDriverByName("Memory")).CreateDataSource("place")
    layer = memory.CreateLayer("place", patch.GetSpatialRef(), ogr.wkbUnknown)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkb(bytes(place.polygon.asWkb())))
    layer.CreateFeature(feature)
    gdal.RasterizeLayer(patch, [1], layer, burn_values=[values[place.class_name]])
    del band, patch
    return _Patch(path, round((box.west - west) / width), round((north - box.north) / -height), *size)
