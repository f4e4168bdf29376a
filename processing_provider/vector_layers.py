"""Vector land cover of QGIS: layers written for the worker as QGIS has them, with filters, edits and joins."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsMapLayer,
    QgsProcessingFeedback,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ..satsyn_core.contract.errors import InputError, JobCancelledError, SatSynError
from .cancellation import features_until_cancelled
from .vector_legends import VectorLegend, legends_apply, with_legend

GEOPACKAGE_OPTIONS = ("FID=satsyn_fid", "GEOMETRY_NAME=satsyn_geometry")
"""A GeoPackage keeps its key and its geometries in columns of its own: no layer of a user has fields of these names."""

_PLAIN_TYPES = tuple(
    getattr(QMetaType.Type, name) for name in ("Bool", "Int", "UInt", "LongLong", "ULongLong", "Double", "QString")
)
"""Types that name a class or a width. A GeoPackage does not take all others, such as the objects of GeoJSON."""


@dataclass(frozen=True)
class VectorSnapshot:
    """A vector layer as it was when the algorithm was started; safe to read on another thread.

    `origin` is the name of the dataset that holds it, and `legend` names its classes; None where it does not.
    """

    name: str
    origin: str
    fields: QgsFields
    source: QgsVectorLayerFeatureSource
    crs: QgsCoordinateReferenceSystem
    transforms: QgsCoordinateTransformContext
    legend: VectorLegend | None = None

    @classmethod
    def of(
        cls, layer: QgsVectorLayer, transforms: QgsCoordinateTransformContext, class_field: str = ""
    ) -> VectorSnapshot:
        """Take the features of a layer, with its subset filter and its unsaved edits.

        Args:
            layer: to take.
            transforms: transformations that the project prefers.
            class_field: fields that the user names for the classes; the legend counts if it shows them, or if the text
                is empty.
        """
        source = QgsVectorLayerFeatureSource(layer)
        legend = VectorLegend.of(layer, class_field)
        if legend is not None and not legends_apply(class_field, legend):
            legend = None
        return cls(_name_of(layer), layer.source(), layer.fields(), source, layer.crs(), transforms, legend)

    @property
    def described(self) -> str:
        """A sentence for the log that says what its legend gives; empty if it gives nothing."""
        return "" if self.legend is None else f"The classes of '{self.name}' are those of {self.legend.described}."

    def write(self, path: Path, feedback: QgsProcessingFeedback) -> str:
        """Write the features as a GeoPackage with one layer, and return its name as the worker opens it.

        Raises:
            InputError: two fields differ in upper and lower case alone.
            JobCancelledError: the user cancelled; there is no file then.
            SatSynError: the file can't be written.
        """
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = self.name.replace("|", " ").strip() or "layer"
        options.layerOptions = list(GEOPACKAGE_OPTIONS)
        fields = plain_fields(self.name, self.fields)
        written = fields if self.legend is None else with_legend(fields, self.legend.fields)
        legend = None if self.legend is None else self.legend.reader(self.fields)
        writer = QgsVectorFileWriter.create(
            os.fspath(path), written, QgsWkbTypes.Type.Unknown, self.crs, self.transforms, options
        )
        cancelled: JobCancelledError | None = None
        try:
            for feature in features_until_cancelled(self.source, QgsFeatureRequest(), feedback):
                copy = QgsFeature(written)
                of_legend = [] if legend is None else legend.values_of(feature)
                copy.setAttributes(attributes_for(fields, self.fields, feature) + of_legend)
                copy.setGeometry(feature.geometry())
                writer.addFeature(copy, QgsFeatureSink.Flag.FastInsert)
        except JobCancelledError as error:
            cancelled = error
        failed, problem = writer.hasError() != QgsVectorFileWriter.WriterError.NoError, writer.errorMessage()
        del writer  # closes the file
        if cancelled is not None:
            path.unlink(missing_ok=True)
            raise cancelled
        if failed:
            raise SatSynError(f"The features of '{self.name}' could not be written for the worker: {problem}.")
        return f"{os.fspath(path)}|layername={options.layerName}"


def _name_of(layer: QgsVectorLayer) -> str:
    """Return a layer's name: its own within a file of several where QGIS has called it after the file.

    QGIS calls the layers of `town.gpkg` "town" or "town \u2014 roads". The name may be all that says their class.
    """
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path, within = str(parts.get("path") or ""), str(parts.get("layerName") or "")
    stem = Path(path).stem
    if not within or layer.name() not in (stem, f"{stem} \u2014 {within}", f"{stem} {within}"):
        return str(layer.name())
    return within if len(QgsProviderRegistry.instance().querySublayers(path)) > 1 else str(layer.name())


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
