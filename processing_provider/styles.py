"""How outputs look when they are loaded: imagery in natural colours, here and wherever its style file goes with it."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    Qgis,
    QgsContrastEnhancement,
    QgsMapLayer,
    QgsMultiBandColorRenderer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsRasterLayer,
)

RED, GREEN, BLUE = 1, 2, 3


def show_in_natural_colours(layer: QgsRasterLayer) -> None:
    """Show bands 1, 2 and 3 as red, green and blue; bytes as they are, without a stretch that differs by image."""
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


def write_style_beside(raster: Path) -> bool:
    """Write the natural-colour style as `.qml` beside a raster of imagery; return whether that worked."""
    layer = QgsRasterLayer(str(raster), raster.stem, "gdal")
    if not layer.isValid():
        return False
    show_in_natural_colours(layer)
    _, written = layer.saveNamedStyle(str(raster.with_suffix(".qml")))
    return bool(written)


class NaturalColours(QgsProcessingLayerPostProcessorInterface):
    """Styles a layer of imagery when QGIS loads it. QGIS does not keep it alive: `keep` makes one that stays."""

    _kept: dict[str, NaturalColours] = {}  # noqa: RUF012 - shared on purpose

    @classmethod
    def keep(cls, output: str) -> NaturalColours:
        """Return the post-processor of an output, which lives as long as QGIS."""
        cls._kept[output] = cls()
        return cls._kept[output]

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if isinstance(layer, QgsRasterLayer):
            show_in_natural_colours(layer)
            layer.triggerRepaint()
