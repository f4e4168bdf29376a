"""Values of QGIS parameters as the worker takes them: text, numbers and absolute paths."""

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
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

from ..satsyn_core.bundled import bundled_or_own
from ..satsyn_core.errors import InputError
from ..satsyn_core.jobs import Kind, Parameter
from .layers import Ground, PolygonMask, extent_text, raster_path


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

    def read(self, declared: Parameter, ground: Ground | None) -> Any:
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

    def ground(self, declared: Parameter) -> Ground:
        """Return where the raster or rasters of a parameter lie."""
        several = declared.kind is Kind.RASTERS
        layers = self.raster_layers(declared) if several else [self.raster_layer(declared)]
        return Ground.of(layers, self._context.transformContext())

    def _mask(self, declared: Parameter, ground: Ground | None) -> str | PolygonMask:
        layer = self._algorithm.parameterAsLayer(self._parameters, declared.qgis_name, self._context)
        if isinstance(layer, QgsVectorLayer) and ground is not None:
            return PolygonMask.of(layer, QgsFields(), ground, self._context.transformContext())
        if not isinstance(layer, QgsRasterLayer):
            raise self._not_loaded(declared, "raster or polygon layer")
        return raster_path(layer)

    def _polygons(self, declared: Parameter, ground: Ground | None) -> PolygonMask:
        layer = self._algorithm.parameterAsVectorLayer(self._parameters, declared.qgis_name, self._context)
        if layer is None or not layer.isValid() or ground is None:
            raise self._not_loaded(declared, "layer of polygons")
        return PolygonMask.of(layer, layer.fields(), ground, self._context.transformContext())

    def _extent(self, name: str, ground: Ground | None) -> str:
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
