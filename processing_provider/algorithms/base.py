"""The base of SatSyn's algorithms: a job of the core as a QGIS algorithm."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsRasterLayer,
)
from qgis.PyQt.QtGui import QIcon

from ...satsyn_core.contract.bundled import bundled_or_own
from ...satsyn_core.contract.declaration import Job, Kind, Output, Parameter
from ...satsyn_core.contract.errors import InputError, SatSynError
from ...satsyn_core.contract.model_metadata import read_metadata
from ...satsyn_core.contract.output_paths import DESTINATIONS, check_outputs
from ..help_pages import help_url
from ..icon import ICON
from ..inputs import InputReader, chosen_file
from ..parameters import help_of, qgis_output, qgis_parameter
from ..polygon_layers import PolygonMask, ReferenceExtent
from ..raster_as_shown import RasterAsShown
from ..raster_layers import legends_of
from ..result_layers import Origin
from ..sentences import in_language
from ..settings import device_for
from ..temporary_folder import temporary_folder
from ..translation import tr
from ..vector_layers import VectorSnapshot
from ..worker.client import run_job
from ..worker.copies import CopiedLayers
from ..worker.interpreter import find_interpreter


class JobAlgorithm(QgsProcessingAlgorithm):
    """Runs `job` in the worker process. Parameters, outputs and all help come from the job's declaration."""

    job: ClassVar[Job]
    group_name: ClassVar[str]
    needs_environment: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.origin: Origin | None = None
        self.legends: dict[str, dict[str, str]] = {}
        self.copies = CopiedLayers({}, {})

    @property
    def _offered(self) -> list[Parameter]:
        """The parameters that users see; legends come from the layers."""
        return [declared for declared in self.job.declared if declared.kind is not Kind.LEGENDS]

    def createInstance(self) -> JobAlgorithm:
        return type(self)()

    def name(self) -> str:
        return self.job.algorithm

    def displayName(self) -> str:
        return tr(self.job.title)

    def group(self) -> str:
        return tr(self.group_name)

    def groupId(self) -> str:
        return self.group_name.lower()

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:
        return str(ICON)

    def shortDescription(self) -> str:
        return tr(self.job.summary)

    def helpUrl(self) -> str:
        return help_url(self.job)

    def shortHelpString(self) -> str:
        sections = [f"<p>{html.escape(tr(self.job.summary), quote=False)}</p>", f"<h2>{tr('Parameters')}</h2>"]
        sections += [
            f"<p><b>{tr(declared.label)}</b>: {html.escape(help_of(declared), quote=False)}</p>"
            for declared in self._offered
        ]
        results = [tr(output.label) for output in self.job.outputs if output.kind not in DESTINATIONS]
        if results:
            sections += [
                f"<h2>{tr('Results')}</h2>",
                *(f"<p>{html.escape(label, quote=False)}</p>" for label in results),
            ]
        return "".join(sections)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for declared in sorted(self._offered, key=lambda declared: declared.kind in DESTINATIONS):
            definition = qgis_parameter(declared)
            if declared.name == "report":
                # Dialogs then write it as a temporary file and show it in the results viewer.
                definition.setCreateByDefault(True)
            self.addParameter(definition)
        for output in self.job.outputs:
            definition = qgis_output(output)
            if definition is not None:
                self.addOutput(definition)

    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[bool, str]:
        """Check before the run that layers and files can be read and that output folders can be written.

        QGIS shows this sentence in every front end, and those of `prepareAlgorithm` only in the log.
        """
        reader = InputReader(self, parameters, context)
        given = {declared.name for declared in self.job.declared if reader.is_given(declared)}
        if missing := self.missing(given, parameters):
            return False, in_language(missing)
        if all(reader.is_given(declared) for declared in self.job.declared if declared.required):
            try:
                self._check_files(self._read_inputs(reader), parameters)
            except SatSynError as problem:
                return False, in_language(str(problem))
        wrong = self._wrong_value(parameters)
        accepted, sentence = super().checkParameterValues(self._with_model_files(parameters), context)
        return accepted and not wrong, wrong or sentence

    def _wrong_value(self, parameters: dict[str, Any]) -> str:
        """Return what the core says of the first number or choice that it refuses.

        QGIS does not name what is right. NaN it takes for a number, and a text that is none for the default of a
        parameter that may be left out.
        """
        for declared in self.job.declared:
            value = parameters.get(declared.qgis_name)
            if value == "" and self.parameterDefinition(declared.qgis_name).checkValueIsAcceptable(value):
                continue  # the user leaves it out
            if declared.kind in (Kind.INTEGER, Kind.NUMBER, Kind.CHOICE) and isinstance(value, (str, int, float)):
                try:
                    declared.checked(value)
                except InputError as problem:
                    return in_language(str(problem))
        return ""

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Read the layers, which may be used only on this thread, the main one."""
        with _readable_errors():
            reader = InputReader(self, parameters, context)
            self.values = self._read_inputs(reader)
            self._read_legends(reader)
            grid = self.grid_layer(reader)
            self.origin = Origin.of(grid) if grid is not None else None
            if isinstance(grid, QgsRasterLayer):
                self.prepare_with_layer(grid, context, feedback)
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        with _readable_errors(), temporary_folder() as folder:
            if self.needs_environment:
                find_interpreter()  # before layers are written, which takes a while
            destinations = self._destinations(parameters, context)
            # Here the layers' own files are known; the worker sees copies of polygons.
            self._check_outputs(self.values, destinations)
            written = self.written_values(folder, feedback)
            self.copies = CopiedLayers(self.values, written)
            found = self.run_job({**written, **destinations}, feedback)
            kinds = {output.name: output.kind for output in self.job.outputs}
            outputs = {name: self.copies.renamed_output(value, kinds.get(name)) for name, value in found.items()}
            for name, value in found.items():
                if kinds.get(name) is Kind.OUTPUT_FILE and value:
                    self.copies.rename_in(str(value))
            self.finish(outputs, context, feedback)
            return {output.name: _plain(output, outputs.get(output.name)) for output in self.job.outputs}

    def written_values(self, folder: Path, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Return the inputs as the worker takes them; what is no file yet is written into a folder."""
        values = {name: _as_file(value, folder / name, feedback) for name, value in self.values.items()}
        if self.legends:
            values["legends"] = self._legends_text(values)
        if "device" in values:
            values["device"] = device_for(values["device"])
        return values

    def grid_layer(self, reader: InputReader) -> QgsMapLayer | None:
        """Return the layer of the job's first raster or land cover."""
        kinds = (Kind.RASTER, Kind.LANDCOVER)
        placed = [declared for declared in self.job.declared if declared.kind in kinds and declared.required]
        if not placed:
            return None
        is_raster = placed[0].kind is Kind.RASTER
        return reader.raster_layer(placed[0]) if is_raster else reader.landcover_layer(placed[0])

    def reference_extent(self, reader: InputReader) -> ReferenceExtent | None:
        """Return the area of the job's first raster or land cover, or of its first list of rasters."""
        kinds = (Kind.RASTER, Kind.RASTERS, Kind.LANDCOVER)
        rasters = [declared for declared in self.job.declared if declared.kind in kinds and declared.required]
        return reader.reference_extent(rasters[0]) if rasters else None

    def missing(self, given: set[str], parameters: dict[str, Any]) -> str:
        """Return what a run needs besides the required parameters, in the words of the dialog; empty: nothing.

        Args:
            given: names of the parameters that have a value.
            parameters: the values as QGIS has them, by the parameters' names in QGIS.
        """
        return ""

    def label(self, name: str) -> str:
        """Return the label of a parameter in quotes, with its name in QGIS."""
        declared = next(one for one in self.job.declared if one.name == name)
        return f"'{tr(declared.label)}' ({declared.qgis_name})"

    def prepare_with_layer(
        self, grid: QgsRasterLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Complete `self.values` with what the layer says. Called on the main thread."""

    def run_job(self, values: dict[str, Any], feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Run the job and return its outputs by name."""
        return run_job(find_interpreter(), self.job.name, values, feedback, self.copies.renamed)

    def finish(self, outputs: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        """Complete the run after the outputs are written: styles, further layers."""

    def _read_inputs(self, reader: InputReader) -> dict[str, Any]:
        reference = self.reference_extent(reader)
        inputs = [declared for declared in self.job.declared if declared.kind not in DESTINATIONS]
        return {declared.name: reader.read(declared, reference) for declared in inputs}

    def _read_legends(self, reader: InputReader) -> None:
        """Keep the legends of land-cover layers: CLASSES has their words, or leaves them what it does not name."""
        if not any(declared.kind is Kind.LEGENDS for declared in self.job.declared):
            return
        covers = [
            declared
            for declared in self.job.declared
            if declared.kind is Kind.LANDCOVER or declared.name.endswith("landcover")
        ]
        layers = [layer for declared in covers for layer in reader.landcover_rasters(declared)]
        self.legends = legends_of(layers)

    def _legends_text(self, written: dict[str, Any]) -> str | None:
        """Return the parameter LEGENDS, with the paths that the worker sees."""
        paths = dict(_written_paths(self.values, written))
        legends = {paths.get(path, path): names for path, names in self.legends.items()}
        return json.dumps(legends, ensure_ascii=False) if legends else None

    def _check_files(self, inputs: dict[str, Any], parameters: dict[str, Any]) -> None:
        for declared in self.job.declared:
            if declared.kind is Kind.MODEL and inputs[declared.name]:
                read_metadata(inputs[declared.name], declared.model_kind or None)
        chosen = {
            declared.name: chosen_file(parameters.get(declared.qgis_name))
            for declared in self.job.declared
            if declared.kind in DESTINATIONS
        }
        self._check_outputs(inputs, {name: str(path) for name, path in chosen.items() if path is not None})

    def _check_outputs(self, inputs: dict[str, Any], destinations: dict[str, str]) -> None:
        names = {name: _origin(value) for name, value in inputs.items()}
        check_outputs(self.job, {**names, **destinations})

    def _with_model_files(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """Return the parameters with the file of each bundled model that is given by name: QGIS accepts only files."""
        names = [declared.qgis_name for declared in self.job.declared if declared.kind is Kind.MODEL]
        given = {name: parameters[name] for name in names if isinstance(parameters.get(name), str)}
        return {**parameters, **{name: bundled_or_own(model) for name, model in given.items()}}

    def _destinations(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, str]:
        readers = {
            Kind.OUTPUT_RASTER: self.parameterAsOutputLayer,
            Kind.OUTPUT_FILE: self.parameterAsFileOutput,
            Kind.OUTPUT_FOLDER: self.parameterAsFileOutput,
        }
        return {
            declared.name: str(Path(path).absolute())
            for declared in self.job.declared
            if declared.kind in DESTINATIONS
            and (path := readers[declared.kind](parameters, declared.qgis_name, context))
        }


def _origin(value: Any) -> Any:
    """Return the names of the datasets of an input, for what QGIS writes anew for the worker."""
    if isinstance(value, list):
        return [_origin(one) for one in value]
    return value.origin if isinstance(value, (PolygonMask, RasterAsShown, VectorSnapshot)) else value


def _written_paths(given: dict[str, Any], written: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the file of each raster that the worker gets as another file, and that other file."""
    for name, value in given.items():
        values, paths = (value, written[name]) if isinstance(value, list) else ([value], [written[name]])
        for one, path in zip(values, paths):
            if isinstance(one, RasterAsShown):
                yield one.origin, str(path)


def _as_file(value: Any, path: Path, feedback: QgsProcessingFeedback) -> Any:
    """Return an input as the worker takes it; what is no file yet is written to `path`, given without suffix."""
    if isinstance(value, list):
        return [_as_file(one, path.with_name(f"{path.name}_{number}"), feedback) for number, one in enumerate(value)]
    if isinstance(value, RasterAsShown):
        feedback.pushInfo(in_language(value.described))
        return value.write(path.with_suffix(".vrt"))
    if isinstance(value, VectorSnapshot):
        if value.described:
            feedback.pushInfo(in_language(value.described))
        return value.write(path.with_suffix(".gpkg"), feedback)
    if not isinstance(value, PolygonMask):
        return value
    written = value.write(path.with_suffix(".gpkg"), feedback)
    if written.left_out:
        words = (
            f"{written.left_out} {'feature' if written.left_out == 1 else 'features'} of '{value.name}' "
            f"{'is' if written.left_out == 1 else 'are'} left out, without an area or without a place in the raster's "
            "coordinate system."
        )
        feedback.pushWarning(in_language(words))
    if written.path is None:
        words = f"No polygon of '{value.name}' lies on the raster: the layer is left out."
        feedback.pushWarning(in_language(words))
    return written.path


def _plain(output: Output, value: Any) -> str | int | float | None:
    """Return a value as the plain type that QGIS passes on; others arrive empty."""
    if value is None:
        return None
    if output.kind is Kind.INTEGER:
        return int(value)
    return float(value) if output.kind is Kind.NUMBER else str(value)


@contextmanager
def _readable_errors() -> Iterator[None]:
    """Turn every error, also that of a cancelled job, into a `QgsProcessingException`, whose sentence QGIS shows."""
    try:
        yield
    except QgsProcessingException:
        raise
    except SatSynError as error:
        raise QgsProcessingException(in_language(str(error))) from error
    except Exception as error:
        words = f"SatSyn failed unexpectedly ({type(error).__name__}: {error})."
        raise QgsProcessingException(in_language(words)) from error
