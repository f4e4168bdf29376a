"""The chips of a training set on the map: where they lie, in which split, and which are synthetic."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsRendererCategory,
    QgsVectorLayer,
)

from .translation import tr

FOOTPRINTS = "splits.gpkg"

_GROUPS = '"split" || \' \' || "kind"'
_CATEGORIES = (
    ("train real", "31,120,180"),
    ("train synthetic", "230,126,34"),
    ("validation real", "58,125,68"),
    ("test real", "142,94,162"),
)


def show_splits(layer: QgsVectorLayer) -> None:
    """Show chips by their split, and synthetic ones in a colour of their own."""
    labels = (tr("training, real"), tr("training, synthetic"), tr("validation"), tr("test"))
    categories = [
        QgsRendererCategory(value, _fill(colour), f"{label} ({_count(layer, value)})")
        for (value, colour), label in zip(_CATEGORIES, labels)
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer(_GROUPS, categories))


def _count(layer: QgsVectorLayer, value: str) -> int:
    """Return the number of chips of a split and kind, as "train real"."""
    split, kind = value.split()
    layer.setSubsetString(f"\"split\" = '{split}' AND \"kind\" = '{kind}'")
    count = layer.featureCount()
    layer.setSubsetString("")
    return int(count)


def _fill(colour: str) -> QgsFillSymbol:
    return QgsFillSymbol.createSimple(
        {"color": f"{colour},70", "outline_color": f"{colour},255", "outline_width": "0.35"}
    )


class SplitColours(QgsProcessingLayerPostProcessorInterface):
    """Styles the chips when QGIS loads them. QGIS does not keep it alive: `keep` makes one that stays."""

    _kept: dict[str, SplitColours] = {}  # noqa: RUF012 - shared on purpose

    @classmethod
    def keep(cls, source: str) -> SplitColours:
        """Return the post-processor of a layer, which lives as long as QGIS."""
        cls._kept[source] = cls()  # a new one each time: QGIS deletes that of an earlier run
        return cls._kept[source]

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if isinstance(layer, QgsVectorLayer):
            show_splits(layer)
            layer.triggerRepaint()


def load_splits(folder: str, context: QgsProcessingContext) -> None:
    """Have QGIS load the chips of a training set when the algorithm has ended, in a window."""
    source = f"{Path(folder) / FOOTPRINTS}|layername=chips"
    project = context.project()
    if project is None:
        return
    details = QgsProcessingContext.LayerDetails(tr("Chips of {name}").format(name=Path(folder).name), project, "")
    context.addLayerToLoadOnCompletion(source, details)
    context.layerToLoadOnCompletionDetails(source).setPostProcessor(SplitColours.keep(source))
