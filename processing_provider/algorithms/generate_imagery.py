"""Generate synthetic imagery from land cover."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ...satsyn_core.contract.declarations import generate_imagery
from ...satsyn_core.contract.errors import InputError
from ...satsyn_core.contract.output_paths import variant_path
from ..polygon_layers import PolygonMask
from ..result_layers import loaded_as
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

    def written_values(self, folder: Path, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        values = super().written_values(folder, feedback)
        mask = self.values.get("mask")  # a change pair has none
        if isinstance(mask, PolygonMask) and values["mask"] is None:
            raise InputError(
                f"The layer '{mask.name}' has no polygon on the land cover: choose another one in MASK, with polygons "
                "of the area to generate."
            )
        return values

    def finish(self, outputs: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        """Style the imagery, and load further variants where the first one is loaded."""
        for name in self.image_outputs:
            if name in outputs:  # otherwise other runs have not finished their share of the blocks
                self._finish_images(outputs[name], context, feedback)

    def _finish_images(self, first: str, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        loaded_first = loaded_as(first, context)
        for number in range(1, self.values["variants"] + 1):
            output = str(variant_path(first, number))
            write_style_beside(Path(output), feedback)
            if number > 1:
                feedback.pushInfo(in_language(f"Variant {number}: '{output}'."))
            if loaded_first is not None:
                loaded = loaded_first if number == 1 else self._load_variant(output, number, loaded_first, context)
                details = context.layerToLoadOnCompletionDetails(loaded)
                details.setPostProcessor(NaturalColours.keep(output, self.origin))

    def _load_variant(self, output: str, number: int, loaded_first: str, context: QgsProcessingContext) -> str:
        """Have QGIS load a further variant, and return the text under which it does."""
        details = context.layerToLoadOnCompletionDetails(loaded_first)
        details = QgsProcessingContext.LayerDetails(f"{details.name} {number}", details.project, details.outputName)
        context.addLayerToLoadOnCompletion(output, details)
        return output
