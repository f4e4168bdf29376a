"""Generate synthetic imagery from land cover."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ...satsyn_core.contract.declarations import generate_imagery
from ...satsyn_core.contract.output_paths import variant_path
from ..sentences import in_language
from ..styles import NaturalColours, write_style_beside
from .base import JobAlgorithm

_NEEDS = (
    ("mask", "base_image"),
    ("base_image", "mask"),
    ("feather", "mask"),
    ("style_landcover", "style"),
    ("style_classes", "style"),
)


class GenerateImageryAlgorithm(JobAlgorithm):
    """`satsyn:generateimagery`."""

    job = generate_imagery.JOB
    group_name = "Imagery"
    image_outputs: ClassVar[tuple[str, ...]] = ("OUTPUT",)

    def missing(self, given: set[str], parameters: dict[str, Any]) -> str:
        for name, needed in _NEEDS:
            if name in given and needed not in given:
                return f"{self.label(name)} needs {self.label(needed)}: choose both or neither."
        return ""

    def finish(self, outputs: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        """Style the imagery, and load further variants where the first one is loaded."""
        for name in self.image_outputs:
            if name in outputs:  # otherwise other runs have not finished their share of the blocks
                self._finish_images(outputs[name], context, feedback)

    def _finish_images(self, first: str, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        for number in range(1, self.values["variants"] + 1):
            output = str(variant_path(first, number))
            write_style_beside(Path(output), feedback)
            if number > 1:
                feedback.pushInfo(in_language(f"Variant {number}: '{output}'."))
            if context.willLoadLayerOnCompletion(first):
                self._load_styled(output, number, first, context)

    def _load_styled(self, output: str, number: int, first: str, context: QgsProcessingContext) -> None:
        details = context.layerToLoadOnCompletionDetails(first)
        if number > 1:
            details = QgsProcessingContext.LayerDetails(f"{details.name} {number}", details.project, details.outputName)
            context.addLayerToLoadOnCompletion(output, details)
        context.layerToLoadOnCompletionDetails(output).setPostProcessor(NaturalColours.keep(output, self.origin))
