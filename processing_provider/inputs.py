"""The inputs of an algorithm as the worker takes them: text, numbers and absolute paths."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsFields,
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

from ..satsyn_core.contract.bundled import bundled_or_own
from ..satsyn_core.contract.declaration import Kind, Parameter
from ..satsyn_core.contract.errors import InputError
from .polygon_layers import PolygonMask, ReferenceExtent
from .raster_as_shown import RasterAsShown, raster_as_shown
from .raster_layers import load_own_style, raster_path
from .vector_layers import VectorSnapshot, layers_in
from .vector_legends import VectorLegend


class InputReader:
    """Reads the inputs of one run of an algorithm. Like layers, it may be used on the main thread only.

    Masks and extents are given in the coordinate system of the job's rasters.
    """

    def __init__(
        self, algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext
    ) -> None:
        self._algorithm = algorithm
        self._parameters = parameters
        self._context = context

    def read(self, declared: Parameter, reference: ReferenceExtent | None) -> Any:
        """Return the value of an input; the default where none was given. A polygon layer is a `PolygonMask`, another
        vector layer a `VectorSnapshot`, and a raster whose layer has settings of its own is a `RasterAsShown`.

        Args:
            declared: the parameter.
            reference: the area of the job's rasters, if it has any.

        Raises:
            InputError: a layer can't be loaded or can't be given to another process.
        """
        if declared.kind is Kind.LEGENDS or not self.is_given(declared):
            return declared.default
        if declared.kind is Kind.RASTER:
            return _raster(self.raster_layer(declared))
        if declared.kind is Kind.RASTERS:
            return [_raster(layer) for layer in self.raster_layers(declared)]
        if declared.kind is Kind.LANDCOVER:
            return self._landcover(declared)
        if declared.kind is Kind.LANDCOVERS:
            return self._landcovers(declared)
        if declared.kind is Kind.VECTORS:
            return self._vectors(declared)
        if declared.kind is Kind.MASK:
            return self._mask(declared, reference)
        if declared.kind is Kind.POLYGONS:
            return self._polygons(declared, reference)
        if declared.kind is Kind.EXTENT:
            return self._extent(declared.qgis_name, reference)
        return self._plain_value(declared)

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

    def reference_extent(self, declared: Parameter) -> ReferenceExtent:
        """Return the area of the raster or rasters of a parameter, or of the layers of a vector land cover."""
        return ReferenceExtent.of(self._placed_layers(declared), self._context.transformContext())

    def landcover_layer(self, declared: Parameter) -> QgsMapLayer:
        """Return the raster or vector layer of a parameter; of a file with several, the first one.

        Raises:
            InputError: there is no such layer or file.
        """
        layer = self._algorithm.parameterAsLayer(self._parameters, declared.qgis_name, self._context)
        if not isinstance(layer, (QgsRasterLayer, QgsVectorLayer)) or not layer.isValid():
            raise self._not_loaded(declared, "raster or vector layer")
        return layer

    def landcover_rasters(self, declared: Parameter) -> list[QgsRasterLayer]:
        """Return the raster layers of a parameter of land cover, which may have vector layers, too.

        Those that were named by their file have the style beside it; those that a script made have the script's.
        """
        if not self.is_given(declared):
            return []
        if declared.kind in (Kind.RASTER, Kind.LANDCOVER):
            layers = [self._algorithm.parameterAsLayer(self._parameters, declared.qgis_name, self._context)]
        else:
            layers = self._algorithm.parameterAsLayerList(self._parameters, declared.qgis_name, self._context)
        rasters = [layer for layer in layers if isinstance(layer, QgsRasterLayer)]
        given = self._parameters[declared.qgis_name]
        values = given if isinstance(given, (list, tuple)) else [given]
        of_script = {value.id() for value in values if isinstance(value, QgsMapLayer)}
        for layer in rasters:
            if layer.id() not in of_script:
                load_own_style(layer, self._context.project())
        return rasters

    def _placed_layers(self, declared: Parameter) -> list[QgsMapLayer]:
        if declared.kind is Kind.RASTERS:
            return self.raster_layers(declared)
        if declared.kind is Kind.RASTER:
            return [self.raster_layer(declared)]
        layer = self.landcover_layer(declared)
        file = self._file_of_layers(declared, layer)
        return (layers_in(file) if file else []) or [layer]

    def _landcovers(self, declared: Parameter) -> list[str | RasterAsShown | VectorSnapshot]:
        given = self._parameters[declared.qgis_name]
        texts = list(given) if isinstance(given, (list, tuple)) else [given]
        layers = self._algorithm.parameterAsLayerList(self._parameters, declared.qgis_name, self._context)
        for text in texts:
            if isinstance(text, str) and QgsProcessingUtils.mapLayerFromString(text, self._context) is None:
                raise _no_layer(declared, text, "raster or vector layer")
        found: list[str | RasterAsShown | VectorSnapshot] = []
        for layer, text in zip(layers, texts if len(texts) == len(layers) else layers):
            if isinstance(layer, QgsRasterLayer):
                found.append(_raster(layer))
            elif isinstance(layer, QgsVectorLayer):
                found.append(self._file_named(text, layer) or self._snapshot(layer))
            else:
                raise InputError(f"The layer '{layer.name()}' is neither a raster nor a vector layer: choose another.")
        return found

    def _landcover(self, declared: Parameter) -> str | RasterAsShown | VectorSnapshot:
        layer = self.landcover_layer(declared)
        if isinstance(layer, QgsRasterLayer):
            return _raster(layer)
        return self._file_of_layers(declared, layer) or self._snapshot(layer)

    def _file_of_layers(self, declared: Parameter, layer: QgsMapLayer) -> str | None:
        """Return the file that a user names without a layer, so that all of its layers count; None if it is a layer."""
        return self._file_named(self._parameters[declared.qgis_name], layer)

    def _file_named(self, given: object, layer: QgsMapLayer) -> str | None:
        project = self._context.project()
        is_loaded = project is not None and project.mapLayer(layer.id()) is not None
        if isinstance(layer, QgsRasterLayer) or is_loaded or not isinstance(given, str) or not Path(given).exists():
            return None
        load_own_style(layer, project)
        # The style beside a file of one layer may name its classes, which the file alone does not.
        if VectorLegend.of(layer) is not None and len(layers_in(given)) == 1:
            return None
        return str(Path(given).absolute())

    def _vectors(self, declared: Parameter) -> list[str | VectorSnapshot]:
        given = self._parameters[declared.qgis_name]
        texts = list(given) if isinstance(given, (list, tuple)) else [given]
        layers = self._algorithm.parameterAsLayerList(self._parameters, declared.qgis_name, self._context)
        for text in texts:
            if isinstance(text, str) and QgsProcessingUtils.mapLayerFromString(text, self._context) is None:
                raise _no_layer(declared, text, "vector layer")
        for layer in layers:
            if not isinstance(layer, QgsVectorLayer):
                raise InputError(f"The layer '{layer.name()}' is not a vector layer: choose vector layers only.")
        given_as = texts if len(texts) == len(layers) else layers
        return [self._file_named(text, layer) or self._snapshot(layer) for layer, text in zip(layers, given_as)]

    def _snapshot(self, layer: QgsVectorLayer) -> VectorSnapshot:
        named = self._algorithm.parameterAsString(self._parameters, "CLASS_FIELD", self._context)
        return VectorSnapshot.of(layer, self._context.transformContext(), named)

    def _plain_value(self, declared: Parameter) -> str | int | float | bool:
        algorithm, arguments = self._algorithm, (self._parameters, declared.qgis_name, self._context)
        if declared.kind is Kind.INTEGER:
            return algorithm.parameterAsInt(*arguments)
        if declared.kind is Kind.NUMBER:
            return algorithm.parameterAsDouble(*arguments)
        if declared.kind is Kind.CHOICE:
            return algorithm.parameterAsEnumString(*arguments)
        if declared.kind is Kind.SWITCH:
            return algorithm.parameterAsBoolean(*arguments)
        text = algorithm.parameterAsString(*arguments)
        if declared.kind is Kind.MODEL:
            return str(Path(bundled_or_own(text)).absolute())
        is_file = declared.kind in (Kind.FILE, Kind.FOLDER) or (declared.kind is Kind.SCHEME and Path(text).is_file())
        return str(Path(text).absolute()) if is_file else text

    def _mask(self, declared: Parameter, reference: ReferenceExtent | None) -> str | RasterAsShown | PolygonMask:
        layer = self._algorithm.parameterAsLayer(self._parameters, declared.qgis_name, self._context)
        if isinstance(layer, QgsVectorLayer) and reference is not None:
            return PolygonMask.of(layer, QgsFields(), reference, self._context.transformContext())
        if not isinstance(layer, QgsRasterLayer):
            raise self._not_loaded(declared, "raster or polygon layer")
        return _raster(layer)

    def _polygons(self, declared: Parameter, reference: ReferenceExtent | None) -> PolygonMask:
        layer = self._algorithm.parameterAsVectorLayer(self._parameters, declared.qgis_name, self._context)
        if layer is None or not layer.isValid() or reference is None:
            raise self._not_loaded(declared, "layer of polygons")
        return PolygonMask.of(layer, layer.fields(), reference, self._context.transformContext())

    def _extent(self, name: str, reference: ReferenceExtent | None) -> str:
        arguments = (self._parameters, name, self._context)
        extent = self._algorithm.parameterAsExtent(*arguments, *([reference.crs] if reference is not None else []))
        if extent.isNull():
            raise InputError(f"{name} is '{self._parameters[name]}', which is no extent or can't be transformed.")
        text = extent_text(extent)
        if reference is None:
            return text
        if reference.crs.isValid():
            return f"{text} [{reference.crs.authid()}]" if reference.of_vectors and reference.crs.authid() else text
        # Rasters without coordinate system lie on the map by their own numbers, and so does what is drawn there.
        stated, project = self._algorithm.parameterAsExtentCrs(*arguments), self._context.project()
        on_map = project is not None and project.crs() == stated
        return text if on_map or not stated.authid() else f"{text} [{stated.authid()}]"

    def _not_loaded(self, declared: Parameter, expected: str) -> InputError:
        value = self._parameters[declared.qgis_name]
        return _no_layer(declared, value.source() if isinstance(value, QgsMapLayer) else value, expected)


def _no_layer(declared: Parameter, shown: object, expected: str) -> InputError:
    missing = isinstance(shown, str) and "|" not in shown and not Path(shown).exists()
    problem = "There is no such file or layer" if missing else f"It can't be opened as {expected}"
    return InputError(f"{declared.label} ({declared.qgis_name}) is '{shown}'. {problem}: choose another one.")


def _raster(layer: QgsRasterLayer) -> str | RasterAsShown:
    """Return the file of a layer, with the layer's settings where these say something else."""
    shown = raster_as_shown(layer, raster_path(layer))
    return shown if shown.differs else shown.origin


def chosen_file(value: object) -> Path | None:
    """Return the file that a destination parameter's value names; None where QGIS chooses one or leaves it out."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    if not isinstance(value, str) or value in ("", QgsProcessing.TEMPORARY_OUTPUT):
        return None
    return Path(value).absolute()


def extent_text(extent: QgsRectangle) -> str:
    """Return an extent as the core reads it: `xmin,xmax,ymin,ymax`."""
    return f"{extent.xMinimum()!r},{extent.xMaximum()!r},{extent.yMinimum()!r},{extent.yMaximum()!r}"
