"""Vector land cover of QGIS: layers written for the worker as QGIS has them, with filters, edits and joins."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

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

from ..satsyn_core.contract.errors import SatSynError

_KEY_FIELD = "satsyn_fid"
"""A GeoPackage keeps its key in a field that no layer of a user has."""


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
            SatSynError: the file can't be written.
        """
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = self.name.replace("|", " ").strip() or "layer"
        options.layerOptions = [f"FID={_KEY_FIELD}"]
        writer = QgsVectorFileWriter.create(
            os.fspath(path), self.fields, QgsWkbTypes.Type.Unknown, self.crs, self.transforms, options
        )
        for feature in self.source.getFeatures():
            copy = QgsFeature(self.fields)
            copy.setAttributes(feature.attributes())
            copy.setGeometry(feature.geometry())
            writer.addFeature(copy, QgsFeatureSink.Flag.FastInsert)
        failed, problem = writer.hasError() != QgsVectorFileWriter.WriterError.NoError, writer.errorMessage()
        del writer  # closes the file
        if failed:
            raise SatSynError(f"The features of '{self.name}' could not be written for the worker: {problem}.")
        return f"{os.fspath(path)}|layername={options.layerName}"


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
