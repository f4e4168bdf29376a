"""Values of QGIS parameters as the worker takes them: text, numbers and absolute paths."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsMapLayer,
    QgsPalettedRasterRenderer,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QVariant

from ..satsyn_core.contract.bundled import bundled_or_own
from ..satsyn_core.contract.declaration import Kind, Parameter
from ..satsyn_core.contract.errors import InputError, SatSynError


class JobValues:
    """Reads the values of one run of an algorithm; layers may be used on the main thread only, and so may this.

    Masks and extents are given in the coordinate system of the job's rasters.
    """

    def __init__(
        self, algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext
    ) -> None:
        self._algorithm = algorithm
        self._parameters = parameters
        self._context = context

    def read(self, declared: Parameter, ground: ReferenceExtent | None) -> Any:
        """Return the value of an input parameter, a `PolygonMask` for a polygon layer; None where none was given.

        Raises:
            InputError: a layer can't be loaded or can't be given to another process.
        """
        name = declared.qgis_name
        if not self.is_given(declared):
            return declared.default
        algorithm, arguments = self._algorithm, (self._parameters, name, self._context)
        if declared.kind is Kind.RASTER:
            return raster_path(self.raster_layer(declared))
        if declared.kind is Kind.RASTERS:
            return [raster_path(layer) for layer in self.raster_layers(declared)]
        if declared.kind is Kind.MASK:
            return self._mask(declared, ground)
        if declared.kind is Kind.POLYGONS:
            return self._polygons(declared, ground)
        if declared.kind is Kind.EXTENT:
            return self._extent(name, ground)
        if declared.kind is Kind.MODEL:
            return str(Path(bundled_or_own(algorithm.parameterAsString(*arguments))).absolute())
        if declared.kind in (Kind.FILE, Kind.FOLDER):
            return str(Path(algorithm.parameterAsString(*arguments)).absolute())
        if declared.kind is Kind.INTEGER:
            return algorithm.parameterAsInt(*arguments)
        if declared.kind is Kind.NUMBER:
            return algorithm.parameterAsDouble(*arguments)
        if declared.kind is Kind.CHOICE:
            return algorithm.parameterAsEnumString(*arguments)
        if declared.kind is Kind.SWITCH:
            return algorithm.parameterAsBoolean(*arguments)
        return algorithm.parameterAsString(*arguments)

    def is_given(self, declared: Parameter) -> bool:
        """Whether the user gave a value; QGIS passes absent ones as None, as a null variant or as empty text."""
        value = self._parameters.get(declared.qgis_name)
        if isinstance(value, QVariant):
            return not value.isNull()
        return value is not None and value != "" and value != []

    def raster_layer(self, declared: Parameter) -> QgsRasterLayer:
        """Return the raster layer of a parameter.

        Raises:
            InputError: there is no such layer or file.
        """
        layer = self._algorithm.parameterAsRasterLayer(self._parameters, declared.qgis_name, self._context)
        if layer is None or not layer.isValid():
            raise self._not_loaded(declared, "raster")
        return layer

    def raster_layers(self, declared: Parameter) -> list[QgsRasterLayer]:
        """Return the raster layers of a parameter that takes several, in the user's order.

        Raises:
            InputError: one of them can't be loaded or is not a raster.
        """
        given = self._parameters[declared.qgis_name]
        layers = self._algorithm.parameterAsLayerList(self._parameters, declared.qgis_name, self._context)
        # QGIS drops what it can't load, and the lists of imagery and land cover would no longer match.
        for text in given if isinstance(given, (list, tuple)) else [given]:
            if isinstance(text, str) and QgsProcessingUtils.mapLayerFromString(text, self._context) is None:
                raise _no_layer(declared, text, "raster")
        for layer in layers:
            if not isinstance(layer, QgsRasterLayer):
                raise InputError(f"The layer '{layer.name()}' is not a raster: choose raster layers only.")
        return layers

    def ground(self, declared: Parameter) -> ReferenceExtent:
        """Return where the raster or rasters of a parameter lie."""
        several = declared.kind is Kind.RASTERS
        layers = self.raster_layers(declared) if several else [self.raster_layer(declared)]
        return ReferenceExtent.of(layers, self._context.transformContext())

    def _mask(self, declared: Parameter, ground: ReferenceExtent | None) -> str | PolygonMask:
        layer = self._algorithm.parameterAsLayer(self._parameters, declared.qgis_name, self._context)
        if isinstance(layer, QgsVectorLayer) and ground is not None:
            return PolygonMask.of(layer, QgsFields(), ground, self._context.transformContext())
        if not isinstance(layer, QgsRasterLayer):
            raise self._not_loaded(declared, "raster or polygon layer")
        return raster_path(layer)

    def _polygons(self, declared: Parameter, ground: ReferenceExtent | None) -> PolygonMask:
        layer = self._algorithm.parameterAsVectorLayer(self._parameters, declared.qgis_name, self._context)
        if layer is None or not layer.isValid() or ground is None:
            raise self._not_loaded(declared, "layer of polygons")
        return PolygonMask.of(layer, layer.fields(), ground, self._context.transformContext())

    def _extent(self, name: str, ground: ReferenceExtent | None) -> str:
        arguments = (self._parameters, name, self._context)
        extent = self._algorithm.parameterAsExtent(*arguments, *([ground.crs] if ground is not None else []))
        if extent.isNull():
            raise InputError(f"{name} is '{self._parameters[name]}', which is no extent or can't be transformed.")
        return extent_text(extent)

    def _not_loaded(self, declared: Parameter, expected: str) -> InputError:
        value = self._parameters[declared.qgis_name]
        return _no_layer(declared, value.source() if isinstance(value, QgsMapLayer) else value, expected)


def _no_layer(declared: Parameter, shown: object, expected: str) -> InputError:
    missing = isinstance(shown, str) and "|" not in shown and not Path(shown).exists()
    problem = "There is no such file or layer" if missing else f"It can't be opened as {expected}"
    return InputError(f"{declared.label} ({declared.qgis_name}) is '{shown}'. {problem}: choose another one.")


def chosen_file(value: object) -> Path | None:
    """Return the file that a destination parameter's value names; None where QGIS shall choose one or leave it out."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    if not isinstance(value, str) or value in ("", QgsProcessing.TEMPORARY_OUTPUT):
        return None
    return Path(value).absolute()


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
class ReferenceExtent:
    """Where the rasters of a job lie: the coordinate system of the first, in which `extent` holds all of them."""

    crs: QgsCoordinateReferenceSystem
    extent: QgsRectangle

    @classmethod
    def of(cls, rasters: Sequence[QgsRasterLayer], transforms: QgsCoordinateTransformContext) -> ReferenceExtent:
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
        cls,
        layer: QgsVectorLayer,
        fields: QgsFields,
        ground: ReferenceExtent,
        transforms: QgsCoordinateTransformContext,
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
