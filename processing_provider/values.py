"""Values of QGIS parameters as the worker takes them: text, numbers and absolute paths."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsMapLayer,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant

from ..satsyn_core.errors import InputError
from ..satsyn_core.jobs import Kind, Parameter
from .layers import PolygonMask, extent_text, raster_path


class JobValues:
    """Reads the values of one run of an algorithm; layers may be used on the main thread only, and so may this.

    Masks and extents are given in the coordinate system of the job's first raster.
    """

    def __init__(
        self, algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext
    ) -> None:
        self._algorithm = algorithm
        self._parameters = parameters
        self._context = context

    def read(self, declared: Parameter, grid: QgsRasterLayer | None) -> Any:
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
            return [_path(layer) for layer in algorithm.parameterAsLayerList(*arguments)]
        if declared.kind is Kind.MASK:
            return self._mask(declared, grid)
        if declared.kind is Kind.EXTENT:
            return self._extent(name, grid)
        if declared.kind in (Kind.FILE, Kind.FOLDER, Kind.MODEL):
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

    def _mask(self, declared: Parameter, grid: QgsRasterLayer | None) -> str | PolygonMask:
        layer = self._algorithm.parameterAsLayer(self._parameters, declared.qgis_name, self._context)
        if isinstance(layer, QgsVectorLayer) and grid is not None:
            return PolygonMask.of(layer, grid, self._context.transformContext())
        if not isinstance(layer, QgsRasterLayer):
            raise self._not_loaded(declared, "raster or polygon layer")
        return raster_path(layer)

    def _extent(self, name: str, grid: QgsRasterLayer | None) -> str:
        arguments = (self._parameters, name, self._context)
        extent = self._algorithm.parameterAsExtent(*arguments, *([grid.crs()] if grid is not None else []))
        if extent.isNull():
            raise InputError(f"{name} is '{self._parameters[name]}', which is no extent or can't be transformed.")
        return extent_text(extent)

    def _not_loaded(self, declared: Parameter, expected: str) -> InputError:
        value = self._parameters[declared.qgis_name]
        shown = value.source() if isinstance(value, QgsMapLayer) else value
        missing = isinstance(shown, str) and "|" not in shown and not Path(shown).exists()
        problem = "There is no such file or layer" if missing else f"It can't be opened as {expected}"
        return InputError(f"{declared.label} ({declared.qgis_name}) is '{shown}'. {problem}: choose another one.")


def _path(layer: QgsMapLayer) -> str:
    if not isinstance(layer, QgsRasterLayer):
        raise InputError(f"The layer '{layer.name()}' is not a raster: choose raster layers only.")
    return raster_path(layer)


def chosen_file(value: object) -> Path | None:
    """Return the file that a destination parameter's value names; None where QGIS shall choose one or leave it out."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    if not isinstance(value, str) or value in ("", QgsProcessing.TEMPORARY_OUTPUT):
        return None
    return Path(value).absolute()
