"""Polygon layers of QGIS, written for the worker in the coordinate system and the extent of the job's rasters."""

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
    QgsGeometry,
    QgsMapLayer,
    QgsProcessingFeedback,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)

from ..satsyn_core.contract.errors import InputError, JobCancelledError, SatSynError
from .cancellation import features_until_cancelled
from .vector_layers import GEOPACKAGE_OPTIONS, attributes_for, plain_fields

_NEAR_ANTIMERIDIAN = 179.0
"""Degrees of longitude."""

_WITHOUT_GEOMETRY = "$geometry IS NULL OR is_empty($geometry)"


@dataclass(frozen=True)
class ReferenceExtent:
    """The area of a job's layers: `extent` contains all of them, in the coordinate system of the first, `crs`.

    `of_vectors` says that they are vector layers, which may be drawn in another coordinate system than their own.
    """

    crs: QgsCoordinateReferenceSystem
    extent: QgsRectangle
    of_vectors: bool = False

    @classmethod
    def of(cls, rasters: Sequence[QgsMapLayer], transforms: QgsCoordinateTransformContext) -> ReferenceExtent:
        """Return the extent of layers, at least one.

        Raises:
            InputError: the extent of a raster cannot be transformed into the first one's coordinate system.
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
        return cls(crs, extent, any(isinstance(layer, QgsVectorLayer) for layer in rasters))


@dataclass(frozen=True)
class WrittenPolygons:
    """The file with the polygons of a layer, None if there are none, and the number of features that are left out."""

    path: str | None
    left_out: int


@dataclass(frozen=True)
class PolygonMask:
    """A polygon layer as it was when the algorithm was started; safe to read on another thread.

    `origin` is the name of the dataset that holds it, and `fields` are the attributes that it keeps.
    """

    name: str
    origin: str
    fields: QgsFields
    source: QgsVectorLayerFeatureSource
    crs: QgsCoordinateReferenceSystem
    extent: QgsRectangle
    transforms: QgsCoordinateTransformContext

    @classmethod
    def of(
        cls,
        layer: QgsVectorLayer,
        fields: QgsFields,
        reference: ReferenceExtent,
        transforms: QgsCoordinateTransformContext,
    ) -> PolygonMask:
        """Take the polygons of `layer` that lie in `reference`, in its coordinate system.

        Args:
            layer: the polygons.
            fields: the attributes to keep: all of the layer, or none.
            reference: the area of the job's rasters.
            transforms: transformations that the project prefers.

        Raises:
            InputError: the layer does not hold polygons.
        """
        kinds = QgsWkbTypes.GeometryType
        # Layers of collections have no type of their own; what they hold shows in their features.
        if layer.geometryType() not in (kinds.PolygonGeometry, kinds.UnknownGeometry):
            raise InputError(f"The layer '{layer.name()}' does not hold polygons: choose a polygon or raster layer.")
        return cls(
            layer.name(),
            layer.source(),
            fields,
            QgsVectorLayerFeatureSource(layer),
            reference.crs,
            reference.extent,
            transforms,
        )

    @property
    def _meets_antimeridian(self) -> bool:
        """Whether the rasters reach 180 degrees: what lies beyond has longitudes from the other end of the world."""
        west, east = self.extent.xMinimum(), self.extent.xMaximum()
        if not self.crs.isGeographic():
            degrees = QgsCoordinateReferenceSystem("EPSG:4326")
            to_degrees = QgsCoordinateTransform(self.crs, degrees, self.transforms)
            try:
                extent = to_degrees.transformBoundingBox(self.extent)
            except QgsCsException:
                return False
            west, east = extent.xMinimum(), extent.xMaximum()
        return west <= -_NEAR_ANTIMERIDIAN or east >= _NEAR_ANTIMERIDIAN

    def _without_geometry(self, feedback: QgsProcessingFeedback) -> set[int]:
        """Return the ids of the features that lie nowhere."""
        request = QgsFeatureRequest().setNoAttributes().setFilterExpression(_WITHOUT_GEOMETRY)
        return {feature.id() for feature in features_until_cancelled(self.source, request, feedback)}

    def write(self, path: Path, feedback: QgsProcessingFeedback) -> WrittenPolygons:
        """Write the polygons as a GeoPackage.

        Raises:
            InputError: two fields differ in upper and lower case alone.
            JobCancelledError: the user cancelled; there is no file then.
            SatSynError: the file can't be written.
        """
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = "polygons"
        options.layerOptions = list(GEOPACKAGE_OPTIONS)
        fields = plain_fields(self.name, self.fields)
        writer = QgsVectorFileWriter.create(
            os.fspath(path), fields, QgsWkbTypes.Type.MultiPolygon, self.crs, self.transforms, options
        )
        request = QgsFeatureRequest()
        if self.fields.isEmpty():
            request.setNoAttributes()
        if self.crs.isValid():
            request.setDestinationCrs(self.crs, self.transforms)
            if not self._meets_antimeridian:
                request.setFilterRect(self.extent)
        # Without this, QGIS ends the layer at the first feature that can't be transformed.
        unplaced: list[int] = []
        request.setTransformErrorCallback(lambda feature: unplaced.append(feature.id()))
        count = 0
        cancelled: JobCancelledError | None = None
        try:
            # QGIS passes over some of these where it asks for a rectangle, and gives others.
            without_area = self._without_geometry(feedback)
            for feature in features_until_cancelled(self.source, request, feedback):
                polygon = QgsFeature(fields)
                if not fields.isEmpty():
                    polygon.setAttributes(attributes_for(fields, self.fields, feature))
                geometry = _polygons_in(feature.geometry())
                if geometry is None:
                    without_area.add(feature.id())
                    continue
                polygon.setGeometry(geometry)
                writer.addFeature(polygon, QgsFeatureSink.Flag.FastInsert)
                count += 1
        except JobCancelledError as error:
            cancelled = error
        failed, problem = writer.hasError() != QgsVectorFileWriter.WriterError.NoError, writer.errorMessage()
        del writer  # closes the file
        if cancelled is not None:
            path.unlink(missing_ok=True)
            raise cancelled
        if failed:
            raise SatSynError(f"The polygons of '{self.name}' could not be written for the worker: {problem}.")
        return WrittenPolygons(os.fspath(path) if count else None, len(without_area) + len(unplaced))


def _polygons_in(geometry: QgsGeometry) -> QgsGeometry | None:
    """Return the polygons of a feature as one multipolygon; None if it has none."""
    polygon_type = QgsWkbTypes.GeometryType.PolygonGeometry
    if QgsWkbTypes.flatType(geometry.wkbType()) == QgsWkbTypes.Type.GeometryCollection:
        geometry.convertGeometryCollectionToSubclass(polygon_type)
    if geometry.isEmpty() or geometry.type() != polygon_type:
        return None
    geometry.convertToMultiType()
    return geometry
