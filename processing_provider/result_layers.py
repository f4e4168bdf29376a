"""Layers of results that explain themselves: named after model, style and seed, grouped, with their provenance."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal
from qgis.core import (
    QgsLayerMetadata,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

from ..satsyn_core.contract.raster_tags import MODEL, SEED, STYLE, VERSION
from .sentences import in_language

GROUP_PREFIX = "SatSyn: "


@dataclass(frozen=True)
class Origin:
    """What a result was made from.

    Attributes:
        layer_id: id of the layer in the project; empty where a file was given.
        name: name of the layer or file.
    """

    layer_id: str
    name: str

    @classmethod
    def of(cls, layer: QgsMapLayer) -> Origin:
        """Return the origin for an input layer."""
        return cls(layer.id(), layer.name())


def loaded_as(output: str, context: QgsProcessingContext) -> str | None:
    """Return the text under which QGIS will load an output when the algorithm has ended; None if it will not.

    That is the destination as the user gave it: on Windows with other separators than the output, and anywhere
    perhaps relative or with doubled separators.
    """
    path = Path(output).absolute()
    return next((text for text in context.layersToLoadOnCompletion() if Path(text).absolute() == path), None)


def explain(layer: QgsRasterLayer, origin: Origin | None, project: QgsProject | None) -> None:
    """Name a raster of SatSyn, write its provenance into its metadata, and put it into the group of its origin."""
    tags = raster_tags(layer.source())
    described = description(tags)
    if described and described not in layer.name():
        layer.setName(f"{layer.name()} ({described})")
    layer.setMetadata(_metadata(layer, tags, origin))
    if origin is not None and project is not None:
        with _selection_kept():
            _group(layer, origin, project)


def raster_tags(path: str) -> dict[str, str]:
    """Return the tags of a raster file; none where it can't be opened."""
    try:
        dataset = gdal.OpenEx(path, gdal.OF_RASTER)
    except RuntimeError:
        return {}
    return dict(dataset.GetMetadata()) if dataset is not None else {}


def description(tags: dict[str, str]) -> str:
    """Return model, style and seed in one line, as far as the tags have them."""
    seed = f"seed {tags[SEED]}" if SEED in tags else ""
    if seed in tags.get(STYLE, ""):
        seed = ""  # a random style says its seed itself
    said = (in_language(words) for words in (tags.get(STYLE, ""), seed))
    return ", ".join(words for words in (tags.get(MODEL, ""), *said) if words)


def _metadata(layer: QgsRasterLayer, tags: dict[str, str], origin: Origin | None) -> QgsLayerMetadata:
    metadata = QgsLayerMetadata(layer.metadata())
    metadata.setTitle(layer.name())
    made_from = f" It was made from '{origin.name}'." if origin else ""
    made_by = f"Made by SatSyn {tags.get(VERSION, '')} with the model {tags.get(MODEL, '?')}."
    metadata.setAbstract(in_language(made_by + made_from))
    metadata.setHistory([f"{name}: {value}" for name, value in sorted(tags.items()) if name.startswith("SATSYN_")])
    return metadata


@contextmanager
def _selection_kept() -> Iterator[None]:
    """Have the same layer selected in the list afterwards: when a layer is moved, QGIS selects its neighbour."""
    from qgis.utils import iface

    selected = iface.activeLayer() if iface is not None else None
    yield
    if selected is not None:
        iface.setActiveLayer(selected)


def _group(layer: QgsRasterLayer, origin: Origin, project: QgsProject) -> None:
    """Move the layer into a group that stands directly above its land cover; the land cover stays where it is.

    Above vector layers it stands on top: those that are drawn over the land cover would hide the imagery.
    """
    root = project.layerTreeRoot()
    node, source = root.findLayer(layer.id()), root.findLayer(origin.layer_id)
    if node is None or source is None:
        return
    parent = source.parent()
    name = GROUP_PREFIX + origin.name
    groups = [child for child in parent.children() if isinstance(child, QgsLayerTreeGroup) and child.name() == name]
    is_vector = isinstance(source.layer(), QgsVectorLayer)
    group = groups[0] if groups else parent.insertGroup(0 if is_vector else parent.children().index(source), name)
    group.insertChildNode(0, node.clone())
    node.parent().removeChildNode(node)
