"""QGIS parameters and outputs from the declarations of a job: labels, defaults, limits and help come from there."""

from __future__ import annotations

from typing import Callable

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputHtml,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
    QgsProperty,
)
from qgis.PyQt.QtCore import QVariant

from ..satsyn_core.contract.declaration import Kind, Output, Parameter
from ..satsyn_core.contract.output_paths import DESTINATIONS
from ..satsyn_core.contract.scheme_library import OWN_VALUES, RECOGNISE, scheme_ids
from ..satsyn_core.contract.shared_parameters import MODEL_FILES
from .translation import tr

PAGE = "REPORT"
"""The output that is an HTML page: QGIS lists it in the results viewer."""

_WIDGETS = f"{__package__}.desktop"
"""Widgets are given by name: `qgis_process` imports none."""


def qgis_parameter(declared: Parameter) -> QgsProcessingParameterDefinition:
    """Return the QGIS parameter of a declared one."""
    definition = _BUILDERS[declared.kind](declared)
    if not declared.required and declared.default is None:
        definition.setFlags(definition.flags() | QgsProcessingParameterDefinition.Flag.FlagOptional)
    if declared.advanced:
        definition.setFlags(definition.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    definition.setHelp(help_of(declared))
    return definition


def help_of(declared: Parameter) -> str:
    """Return the help of a parameter, with the limits of a number."""
    if declared.limits is None:
        return tr(declared.help)
    low, high = f"{declared.limits.minimum:.12g}", f"{declared.limits.maximum:.12g}"
    return f"{tr(declared.help)} {tr('From {low} to {high}.').format(low=low, high=high)}"


def qgis_output(output: Output) -> QgsProcessingOutputDefinition | None:
    """Return the QGIS output of a declared one; None for files, whose destination parameter makes the output."""
    if output.kind in DESTINATIONS:
        return None
    if output.name == PAGE:
        return QgsProcessingOutputHtml(output.name, tr(output.label))
    kind = QgsProcessingOutputNumber if output.kind in (Kind.INTEGER, Kind.NUMBER) else QgsProcessingOutputString
    return kind(output.name, tr(output.label))


def _raster(declared: Parameter) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterRasterLayer(declared.qgis_name, tr(declared.label))


def _rasters(declared: Parameter) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterMultipleLayers(
        declared.qgis_name, tr(declared.label), QgsProcessing.SourceType.TypeRaster
    )


def _landcover(declared: Parameter) -> QgsProcessingParameterDefinition:
    kinds = [QgsProcessing.SourceType.TypeRaster, QgsProcessing.SourceType.TypeVectorAnyGeometry]
    return QgsProcessingParameterMapLayer(declared.qgis_name, tr(declared.label), types=kinds)


def _landcovers(declared: Parameter) -> QgsProcessingParameterDefinition:
    kind = QgsProcessing.SourceType.TypeMapLayer
    return QgsProcessingParameterMultipleLayers(declared.qgis_name, tr(declared.label), kind)


def _vectors(declared: Parameter) -> QgsProcessingParameterDefinition:
    kind = QgsProcessing.SourceType.TypeVectorAnyGeometry
    return QgsProcessingParameterMultipleLayers(declared.qgis_name, tr(declared.label), kind)


def _mask(declared: Parameter) -> QgsProcessingParameterDefinition:
    kinds = [QgsProcessing.SourceType.TypeRaster, QgsProcessing.SourceType.TypeVectorPolygon]
    return QgsProcessingParameterMapLayer(declared.qgis_name, tr(declared.label), types=kinds)


def _polygons(declared: Parameter) -> QgsProcessingParameterDefinition:
    kinds = [QgsProcessing.SourceType.TypeVectorPolygon]
    return QgsProcessingParameterVectorLayer(declared.qgis_name, tr(declared.label), types=kinds)


def _file(declared: Parameter) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterFile(declared.qgis_name, tr(declared.label))


def _model(declared: Parameter) -> QgsProcessingParameterDefinition:
    definition = QgsProcessingParameterFile(declared.qgis_name, tr(declared.label), fileFilter=MODEL_FILES)
    definition.setMetadata(
        {"widget_wrapper": {"class": f"{_WIDGETS}.model_choice.ModelChoice", "kind": declared.model_kind or None}}
    )
    return definition


def _folder(declared: Parameter) -> QgsProcessingParameterDefinition:
    behaviour = QgsProcessingParameterFile.Behavior.Folder
    return QgsProcessingParameterFile(declared.qgis_name, tr(declared.label), behavior=behaviour)


def _text(declared: Parameter) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterString(declared.qgis_name, tr(declared.label), defaultValue=declared.default)


def _extent(declared: Parameter) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterExtent(declared.qgis_name, tr(declared.label))


def _number(declared: Parameter) -> QgsProcessingParameterDefinition:
    kinds = QgsProcessingParameterNumber.Type
    definition = QgsProcessingParameterNumber(
        declared.qgis_name,
        tr(declared.label),
        kinds.Integer if declared.kind is Kind.INTEGER else kinds.Double,
        declared.default,
    )
    if declared.limits is not None:
        definition.setMinimum(declared.limits.minimum)
        definition.setMaximum(declared.limits.maximum)
    return definition


def _choice(declared: Parameter) -> QgsProcessingParameterDefinition:
    definition = QgsProcessingParameterEnum(
        declared.qgis_name,
        tr(declared.label),
        options=list(declared.choices),
        defaultValue=declared.default,
        usesStaticStrings=True,
    )
    meanings = {value: tr(meaning) for value, meaning in zip(declared.choices, declared.meanings)}
    definition.setMetadata({"widget_wrapper": {"class": f"{_WIDGETS}.named_choice.NamedChoice", "meanings": meanings}})
    return definition


class SchemeParameter(QgsProcessingParameterEnum):
    """A class scheme: an id from a list, or the path of a file, which scripts and models may give."""

    def __init__(self, name: str, label: str) -> None:
        options = [RECOGNISE, OWN_VALUES, *scheme_ids()]
        super().__init__(name, label, options=options, defaultValue=RECOGNISE, usesStaticStrings=True)
        self.setMetadata({"widget_wrapper": {"class": f"{_WIDGETS}.named_choice.SchemeChoice"}})

    def checkValueIsAcceptable(self, value: object, context: QgsProcessingContext | None = None) -> bool:
        return value is None or isinstance(value, (str, QVariant, QgsProperty))

    def clone(self) -> SchemeParameter:
        copy = SchemeParameter(self.name(), self.description())
        copy.setFlags(self.flags())
        copy.setHelp(self.help())
        copy.setDefaultValue(self.defaultValue())
        return copy


def _classes(declared: Parameter) -> QgsProcessingParameterDefinition:
    definition = _text(declared)
    definition.setMetadata({"widget_wrapper": {"class": f"{__package__}.classes_table.ClassesWidgetWrapper"}})
    return definition


def _scheme(declared: Parameter) -> QgsProcessingParameterDefinition:
    return SchemeParameter(declared.qgis_name, tr(declared.label))


def _switch(declared: Parameter) -> QgsProcessingParameterDefinition:
    # Models that were saved before a switch came have no value for it: left out, a switch that may be left off is off.
    return QgsProcessingParameterBoolean(
        declared.qgis_name, tr(declared.label), defaultValue=declared.default, optional=not declared.default
    )


def _output_raster(declared: Parameter) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterRasterDestination(
        declared.qgis_name, tr(declared.label), optional=not declared.required, createByDefault=declared.required
    )


def _output_file(declared: Parameter) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterFileDestination(
        declared.qgis_name,
        tr(declared.label),
        declared.files,
        optional=not declared.required,
        createByDefault=declared.required,
    )


def _output_folder(declared: Parameter) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterFolderDestination(
        declared.qgis_name, tr(declared.label), optional=not declared.required, createByDefault=declared.required
    )


_BUILDERS: dict[Kind, Callable[[Parameter], QgsProcessingParameterDefinition]] = {
    Kind.RASTER: _raster,
    Kind.RASTERS: _rasters,
    Kind.LANDCOVER: _landcover,
    Kind.LANDCOVERS: _landcovers,
    Kind.VECTORS: _vectors,
    Kind.MASK: _mask,
    Kind.POLYGONS: _polygons,
    Kind.FILE: _file,
    Kind.FOLDER: _folder,
    Kind.MODEL: _model,
    Kind.TEXT: _text,
    Kind.CLASSES: _classes,
    Kind.SCHEME: _scheme,
    Kind.EXTENT: _extent,
    Kind.INTEGER: _number,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.SWITCH: _switch,
    Kind.OUTPUT_RASTER: _output_raster,
    Kind.OUTPUT_FILE: _output_file,
    Kind.OUTPUT_FOLDER: _output_folder,
}
