"""The land cover that a user means by the layer that is selected, and the layers that are drawn over it."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer, QgsWkbTypes

from ..result_layers import GROUP_PREFIX

_LINES = QgsWkbTypes.GeometryType.LineGeometry
_POLYGONS = QgsWkbTypes.GeometryType.PolygonGeometry


def landcover_of(layer: QgsMapLayer | None) -> QgsMapLayer | None:
    """Return the land cover that a result was made from, the areas that the map shows under lines, or the layer."""
    project = QgsProject.instance()
    root = project.layerTreeRoot()
    node = root.findLayer(layer) if layer is not None else None
    if node is None:
        return layer
    group = node.parent().name() if node.parent() is not None else ""
    if group.startswith(GROUP_PREFIX):
        origins = project.mapLayersByName(group[len(GROUP_PREFIX) :])
        return origins[0] if origins else layer
    if _is_of(layer, _LINES):
        order = root.layerOrder()
        below = order[order.index(layer) + 1 :] if layer in order else []
        areas = (one for one in below if _is_of(one, _POLYGONS) and root.findLayer(one).isVisible())
        return next(areas, layer)
    return layer


def layers_over(layer: QgsMapLayer) -> list[QgsVectorLayer]:
    """Return the lines and polygons that the map shows over a vector layer, from below to above."""
    if not isinstance(layer, QgsVectorLayer):
        return []
    root = QgsProject.instance().layerTreeRoot()
    order = root.layerOrder()
    above = order[: order.index(layer)] if layer in order else []
    drawn = (one for one in reversed(above) if _is_of(one, _LINES) or _is_of(one, _POLYGONS))
    return [one for one in drawn if root.findLayer(one).isVisible()]


def _is_of(layer: QgsMapLayer | None, kind: QgsWkbTypes.GeometryType) -> bool:
    return isinstance(layer, QgsVectorLayer) and layer.geometryType() == kind
