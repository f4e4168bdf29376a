"""Predict land cover."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..satsyn_core.jobs import predict_landcover
from ..satsyn_core.landcover.scheme import ClassScheme
from ..satsyn_core.modelfile import read_metadata
from .algorithm import JobAlgorithm
from .styles import ClassColours, write_class_style_beside


class PredictLandCoverAlgorithm(JobAlgorithm):
    """`satsyn:predictlandcover`."""

    job = predict_landcover.JOB
    group_name = "Segmentation"

    def finish(self, outputs: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> None:
        """Show the classes by their names and colours, here and wherever the style file goes with the raster."""
        output = outputs["OUTPUT"]
        scheme = ClassScheme.from_json(read_metadata(self.values["model"])["class_scheme"])
        if not write_class_style_beside(Path(output), scheme):
            feedback.pushWarning(f"The style of '{output}' could not be written beside it.")
        if context.willLoadLayerOnCompletion(output):
            details = context.layerToLoadOnCompletionDetails(output)
            details.setPostProcessor(ClassColours.keep(output, scheme))
