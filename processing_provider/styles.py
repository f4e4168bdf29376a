"""Styles of output rasters: natural colours for imagery, class colours for land cover; in layers and as files."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    Qgis,
    QgsContrastEnhancement,
    QgsMapLayer,
    QgsMultiBandColorRenderer,
    QgsPalettedRasterRenderer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
)
from qgis.PyQt.QtGui import QColor

from ..satsyn_core.contract.class_scheme import ClassScheme
from .result_layers import Origin, explain, loaded_as
from .style_files import write_own_style

RED, GREEN, BLUE = 1, 2, 3


def show_in_natural_colours(layer: QgsRasterLayer) -> None:
    """Show bands 1, 2 and 3 as red, green and blue; 8-bit imagery without a stretch, which differs by image."""
    if layer.bandCount() < BLUE:
        return
    provider = layer.dataProvider()
    renderer = QgsMultiBandColorRenderer(provider, RED, GREEN, BLUE)
    layer.setRenderer(renderer)
    if provider.dataType(RED) == Qgis.DataType.Byte:
        layer.setContrastEnhancement(QgsContrastEnhancement.ContrastEnhancementAlgorithm.NoEnhancement)
    else:
        layer.setDefaultContrastEnhancement()
    for band in (RED, GREEN, BLUE):
        provider.setUseSourceNoDataValue(band, True)


def write_style_beside(raster: Path, feedback: QgsProcessingFeedback) -> None:
    """Write the natural-colour style as `.qml` beside a raster of imagery; say so where that is not done."""
    write_own_style(raster, show_in_natural_colours, feedback)


def show_classes(layer: QgsRasterLayer, scheme: ClassScheme) -> None:
    """Show a raster of land cover by the names and colours of its classes."""
    classes = [QgsPalettedRasterRenderer.Class(c.value, QColor(*c.colour), c.name) for c in scheme.classes]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))


def write_class_style_beside(raster: Path, scheme: ClassScheme, feedback: QgsProcessingFeedback) -> None:
    """Write the style of the classes as `.qml` beside a raster of land cover; say so where that is not done."""
    write_own_style(raster, lambda layer: show_classes(layer, scheme), feedback)


class ClassColours(QgsProcessingLayerPostProcessorInterface):
    """Styles a layer of land cover when QGIS loads it. QGIS does not keep it alive: `keep` makes one that stays."""

    _kept: dict[str, ClassColours] = {}  # noqa: RUF012 - shared on purpose

    def __init__(self, scheme: ClassScheme, origin: Origin | None) -> None:
        super().__init__()
        self._scheme = scheme
        self._origin = origin

    @classmethod
    def keep(cls, output: str, scheme: ClassScheme, origin: Origin | None = None) -> ClassColours:
        """Return the post-processor of an output, which lives as long as QGIS."""
        cls._kept[output] = cls(scheme, origin)
        return cls._kept[output]

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if isinstance(layer, QgsRasterLayer):
            show_classes(layer, self._scheme)
            explain(layer, self._origin, context.project())
            layer.triggerRepaint()


def show_classes_of_output(
    output: str,
    scheme: ClassScheme,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    origin: Origin | None = None,
) -> None:
    """Style an output raster with the names and colours of its classes, and write the style file beside it."""
    write_class_style_beside(Path(output), scheme, feedback)
    if (text := loaded_as(output, context)) is not None:
        details = context.layerToLoadOnCompletionDetails(text)
        details.setPostProcessor(ClassColours.keep(output, scheme, origin))


class NaturalColours(QgsProcessingLayerPostProcessorInterface):
    """Styles a layer of imagery when QGIS loads it. QGIS does not keep it alive: `keep` makes one that stays."""

    _kept: dict[str, NaturalColours] = {}  # noqa: RUF012 - shared on purpose

    def __init__(self, origin: Origin | None) -> None:
        super().__init__()
        self._origin = origin

    @classmethod
    def keep(cls, output: str, origin: Origin | None = None) -> NaturalColours:
        """Return the post-processor of an output, which lives as long as QGIS."""
        cls._kept[output] = cls(origin)
        return cls._kept[output]

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if isinstance(layer, QgsRasterLayer):
            show_in_natural_colours(layer)
            explain(layer, self._origin, context.project())
            layer.triggerRepaint()
