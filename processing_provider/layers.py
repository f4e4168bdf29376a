"""Layers as files: the worker is another process and knows paths only."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsPalettedRasterRenderer,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)

from ..satsyn_core.errors import InputError, SatSynError

_PATH_PARTS = ("path", "layerName", "vsiPrefix", "vsiSuffix")


def raster_path(layer: QgsRasterLayer) -> str:
    """Return the path of a raster layer as GDAL outside QGIS can open it, without QGIS's own `|option` suffixes.

    Raises:
        InputError: the layer is not a raster that GDAL reads from a file.
    """
    provider = layer.providerType()
    parts = QgsProviderRegistry.instance().decodeUri(provider, layer.source()) if provider == "gdal" else {}
    if not parts or parts.get("vsiPrefix") == "/vsimem/":
        raise InputError(
            f"The layer '{layer.name()}' is not a raster file (its provider is '{provider}'): "
            "export it to a GeoTIFF and use that."
        )
    path = str(parts["path"])
    if Path(path).exists():
        parts["path"] = str(Path(path).absolute())
    return str(QgsProviderRegistry.instance().encodeUri("gdal", {name: parts.get(name) for name in _PATH_PARTS}))


def load_own_style(layer: QgsRasterLayer, project: QgsProject | None) -> None:
    """Load the style file beside a raster that was given as a path; a layer of the project has its style already."""
    if project is None or project.mapLayer(layer.id()) is None:
        layer.loadDefaultStyle()


def class_labels(layer: QgsRasterLayer) -> dict[int, str]:
    """Return the class names by value that a layer's palette shows; empty where it shows values alone."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsPalettedRasterRenderer):
        return {}
    provider = layer.dataProvider()
    nodata = provider.sourceNoDataValue(1) if provider.sourceHasNoDataValue(1) else None
    labels = {int(shown.value): shown.label.strip() for shown in renderer.classes() if shown.value != nodata}
    return {} if all(_is_number(label) for label in labels.values()) else labels


def _is_number(label: str) -> bool:
    try:
        float(label)
    except ValueError:
        return not label
    return True


def extent_text(extent: QgsRectangle) -> str:
    """Return an extent as the core reads it: `xmin,xmax,ymin,ymax`."""
    return f"{extent.xMinimum()!r},{extent.xMaximum()!r},{extent.yMinimum()!r},{extent.yMaximum()!r}"


@dataclass(frozen=True)
class Ground:
    """Where the rasters of a job lie: the coordinate system of the first, in which `extent` holds all of them."""

    crs: QgsCoordinateReferenceSystem
    extent: QgsRectangle

    @classmethod
    def of(cls, rasters: Sequence[QgsRasterLayer], transforms: QgsCoordinateTransformContext) -> Ground:
        """Return the ground of raster layers, one at least.

        Raises:
            InputError: a raster lies where the first one's coordinate system is not defined.
        """
        crs = rasters[0].crs()
        extent = QgsRectangle()
        for raster in rasters:
            to_first = QgsCoordinateTransform(raster.crs(), crs, transforms)
            try:
                extent.combineExtentWith(to_first.transformBoundingBox(raster.extent()))
            except QgsCsException as error:
                raise InputError(
                    f"The layer '{raster.name()}' can't be brought into the coordinate system of '{rasters[0].name()}' "
                    f"({error})."
                ) from error
        return cls(crs, extent)


@dataclass(frozen=True)
class PolygonMask:
    """A polygon layer as it was when the algorithm was started; safe to read on another thread.

    `fields` are the attributes that it keeps.
    """

    name: str
    fields: QgsFields
    source: QgsVectorLayerFeatureSource
    crs: QgsCoordinateReferenceSystem
    extent: QgsRectangle
    transforms: QgsCoordinateTransformContext

    @classmethod
    def of(
        cls, layer: QgsVectorLayer, fields: QgsFields, ground: Ground, transforms: QgsCoordinateTransformContext
    ) -> PolygonMask:
        """Take the polygons of `layer` on `ground`, in its coordinate system, with their `fields`, all or none."""
        if layer.geometryType() != QgsWkbTypes.GeometryType.PolygonGeometry:
            raise InputError(f"The layer '{layer.name()}' does not hold polygons: choose a polygon or raster layer.")
        return cls(layer.name(), fields, QgsVectorLayerFeatureSource(layer), ground.crs, ground.extent, transforms)

    def write(self, path: Path) -> str | None:
        """Write the polygons as a GeoPackage and return its path; None if none lies on the grid.

        Raises:
            SatSynError: a polygon can't be transformed or the file can't be written.
        """
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = "polygons"
        writer = QgsVectorFileWriter.create(
            os.fspath(path), self.fields, QgsWkbTypes.Type.MultiPolygon, self.crs, self.transforms, options
        )
        request = QgsFeatureRequest()
        if self.fields.isEmpty():
            request.setNoAttributes()
        if self.crs.isValid():
            request.setDestinationCrs(self.crs, self.transforms).setFilterRect(self.extent)
        count = 0
        for feature in self.source.getFeatures(request):
            polygon = QgsFeature(self.fields)
            if not self.fields.isEmpty():
                polygon.setAttributes(feature.attributes())
            geometry = feature.geometry()
            geometry.convertToMultiType()
            polygon.setGeometry(geometry)
            writer.addFeature(polygon, QgsFeatureSink.Flag.FastInsert)
            count += 1
        failed, problem = writer.hasError() != QgsVectorFileWriter.WriterError.NoError, writer.errorMessage()
        del writer  # closes the file
        if failed:
            raise SatSynError(f"The polygons of '{self.name}' could not be written for the worker: {problem}.")
        return os.fspath(path) if count else None
