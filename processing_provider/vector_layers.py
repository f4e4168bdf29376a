"""Vector land cover of QGIS: layers written for the worker as QGIS has them, with filters, edits and joins."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsMapLayer,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ..satsyn_core.contract.errors import InputError, SatSynError

GEOPACKAGE_OPTIONS = ("FID=satsyn_fid", "GEOMETRY_NAME=satsyn_geometry")
"""A GeoPackage keeps its key and its geometries in columns of its own: no layer of a user has fields of these names."""

_PLAIN_TYPES = tuple(
    getattr(QMetaType.Type, name) for name in ("Bool", "Int", "UInt", "LongLong", "ULongLong", "Double", "QString")
)
"""Types that name a class or a width. A GeoPackage does not take all others, such as the objects of GeoJSON."""


@dataclass(frozen=True)
class VectorSnapshot:
    """A vector layer as it was when the algorithm was started; safe to read on another thread.

    `origin` is the name of the dataset that holds it.
    """

    name: str
    origin: str
    fields: QgsFields
    source: QgsVectorLayerFeatureSource
    crs: QgsCoordinateReferenceSystem
    transforms: QgsCoordinateTransformContext

    @classmethod
    def of(cls, layer: QgsVectorLayer, transforms: QgsCoordinateTransformContext) -> VectorSnapshot:
        """Take the features of a layer, with its subset filter and its unsaved edits."""
        source = QgsVectorLayerFeatureSource(layer)
        return cls(layer.name(), layer.source(), layer.fields(), source, layer.crs(), transforms)

    def write(self, path: Path) -> str:
        """Write the features as a GeoPackage with one layer, and return its name as the worker opens it.

        Raises:
            InputError: two fields differ in upper and lower case alone.
            SatSynError: the file can't be written.
        """
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = self.name.replace("|", " ").strip() or "layer"
        options.layerOptions = list(GEOPACKAGE_OPTIONS)
        fields = plain_fields(self.name, self.fields)
        writer = QgsVectorFileWriter.create(
            os.fspath(path), fields, QgsWkbTypes.Type.Unknown, self.crs, self.transforms, options
        )
        for feature in self.source.getFeatures():
            copy = QgsFeature(fields)
            copy.setAttributes(attributes_for(fields, self.fields, feature))
            copy.setGeometry(feature.geometry())
            writer.addFeature(copy, QgsFeatureSink.Flag.FastInsert)
        failed, problem = writer.hasError() != QgsVectorFileWriter.WriterError.NoError, writer.errorMessage()
        del writer  # closes the file
        if failed:
            raise SatSynError(f"The features of '{self.name}' could not be written for the worker: {problem}.")
        return f"{os.fspath(path)}|layername={options.layerName}"


def plain_fields(layer: str, fields: QgsFields) -> QgsFields:
    """Return the fields of numbers and text, which are those that the worker can use.

    Raises:
        InputError: two of them differ in upper and lower case alone, which a GeoPackage does not tell apart.
    """
    kept = QgsFields()
    names: dict[str, str] = {}
    for field in fields:
        if field.type() not in _PLAIN_TYPES:
            continue
        name = field.name()
        if name.lower() in names:
            raise InputError(
                f"The layer '{layer}' has the fields {names[name.lower()]} and {name}, which differ in upper and lower "
                "case alone: rename one of them, or export the layer without it."
            )
        names[name.lower()] = name
        kept.append(field)
    return kept


def attributes_for(kept: QgsFields, fields: QgsFields, feature: QgsFeature) -> list[Any]:
    """Return a feature's values of the fields that are kept of all its fields."""
    values = feature.attributes()
    return [values[fields.indexOf(field.name())] for field in kept]


def layers_in(path: str) -> list[QgsMapLayer]:
    """Return the vector layers of a file, which stay QGIS's own: they have its place on the map."""
    found = [
        QgsVectorLayer(details.uri(), details.name(), details.providerKey())
        for details in QgsProviderRegistry.instance().querySublayers(path)
        if details.providerKey() == "ogr"
    ]
    return [layer for layer in found if layer.isValid() and layer.isSpatial()]


def field_of_legend(layer: QgsVectorLayer) -> str | None:
    """Return the field whose categories a layer's legend shows; None for another legend, or one of an expression."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return None
    name = renderer.classAttribute().strip('"')
    return name if layer.fields().indexOf(name) >= 0 else None
