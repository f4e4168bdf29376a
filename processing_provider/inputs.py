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
from .raster_layers import raster_path


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
        """Return the value of an input, a `PolygonMask` for a polygon layer; the default where none was given.

        Args:
            declared: the parameter.
            reference: the area of the job's rasters, if it has any.

        Raises:
            InputError: a layer can't be loaded or can't be given to another process.
        """
        if declared.kind is Kind.LEGENDS or not self.is_given(declared):
            return declared.default
        if declared.kind is Kind.RASTER:
            return raster_path(self.raster_layer(declared))
        if declared.kind is Kind.RASTERS:
            return [raster_path(layer) for layer in self.raster_layers(declared)]
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
        """Return the area of the raster or rasters of a parameter."""
        several = declared.kind is Kind.RASTERS
        layers = self.raster_layers(declared) if several else [self.raster_layer(declared)]
        return ReferenceExtent.of(layers, self._context.transformContext())

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

    def _mask(self, declared: Parameter, reference: ReferenceExtent | None) -> str | PolygonMask:
        layer = self._algorithm.parameterAsLayer(self._parameters, declared.qgis_name, self._context)
        if isinstance(layer, QgsVectorLayer) and reference is not None:
            return PolygonMask.of(layer, QgsFields(), reference, self._context.transformContext())
        if not isinstance(layer, QgsRasterLayer):
            raise self._not_loaded(declared, "raster or polygon layer")
        return raster_path(layer)

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
        return extent_text(extent)

    def _not_loaded(self, declared: Parameter, expected: str) -> InputError:
        value = self._parameters[declared.qgis_name]
        return _no_layer(declared, value.source() if isinstance(value, QgsMapLayer) else value, expected)


def _no_layer(declared: Parameter, shown: object, expected: str) -> InputError:
    missing = isinstance(shown, str) and "|" not in shown and not Path(shown).exists()
    problem = "There is no such file or layer" if missing else f"It can't be opened as {expected}"
    return InputError(f"{declared.label} ({declared.qgis_name}) is '{shown}'. {problem}: choose another one.")


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
