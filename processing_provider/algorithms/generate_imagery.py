"""Generate synthetic imagery from land cover."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsRasterLayer, QgsVectorLayer

from ...satsyn_core.contract.bundled import BUNDLED_MODEL
from ...satsyn_core.contract.class_scheme import ClassScheme
from ...satsyn_core.contract.declarations import generate_imagery
from ...satsyn_core.contract.errors import SatSynError
from ...satsyn_core.contract.model_metadata import read_metadata
from ...satsyn_core.contract.output_paths import variant_path
from ..raster_layers import class_labels, load_own_style
from ..styles import NaturalColours, write_style_beside
from ..vector_layers import field_of_legend
from .base import JobAlgorithm


class GenerateImageryAlgorithm(JobAlgorithm):
    """`satsyn:generateimagery`."""

    job = generate_imagery.JOB
    group_name = "Imagery"

    def prepare_with_layer(
        self, grid: QgsRasterLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Take the classes from the layer's legend if the user gave none and the legend has the model's class names."""
        if self.values["classes"]:
            return
        load_own_style(grid, context.project())
        labels = class_labels(grid)
        if not labels:
            return
        try:
            scheme = _class_scheme(self.values["model"])
        except SatSynError:
            return  # the job rejects such a model with a sentence
        unknown = [label for label in labels.values() if scheme.find(label) is None]
        if unknown:
            feedback.pushInfo(
                f"The layer's legend is not used for the classes: the model has no class '{unknown[0]}' "
                f"(it has {', '.join(scheme.names)})."
            )
            return
        self.values["classes"] = " ".join(f"{value}={label}" for value, label in labels.items())
        feedback.pushInfo(f"Classes are taken from the layer's legend: {self.values['classes']}.")

    def prepare_with_vector_layer(self, layer: QgsVectorLayer, feedback: QgsProcessingFeedback) -> None:
        """Take the classes from the field that the layer's legend shows if the user named none."""
        field = field_of_legend(layer)
        if field is not None and not self.values["class_field"]:
            self.values["class_field"] = field
            feedback.pushInfo(f"Classes are taken from the field {field}, whose categories the layer's legend shows.")

    def finish(self, outputs: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        """Style the imagery, and load further variants where the first one is loaded."""
        first = outputs.get("OUTPUT")
        if first is None:
            return  # other runs have not finished their share of the blocks
        for number in range(1, self.values["variants"] + 1):
            output = str(variant_path(first, number))
            write_style_beside(Path(output), feedback)
            if number > 1:
                feedback.pushInfo(f"Variant {number}: '{output}'.")
            if context.willLoadLayerOnCompletion(first):
                self._load_styled(output, number, first, context)

    def _load_styled(self, output: str, number: int, first: str, context: QgsProcessingContext) -> None:
        details = context.layerToLoadOnCompletionDetails(first)
        if number > 1:
            details = QgsProcessingContext.LayerDetails(f"{details.name} {number}", details.project, details.outputName)
            context.addLayerToLoadOnCompletion(output, details)
        context.layerToLoadOnCompletionDetails(output).setPostProcessor(NaturalColours.keep(output, self.origin))


def _class_scheme(model: str | None) -> ClassScheme:
    """Return the classes of the chosen model, or of the bundled one."""
    return ClassScheme.from_json(read_metadata(model or BUNDLED_MODEL, "generator")["class_scheme"])
