"""Raster layers of QGIS: their files as other programs open them, their styles, and the classes of their legends."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from pathlib import Path

from qgis.core import (
    QgsColorRampShader,
    QgsMapLayer,
    QgsPalettedRasterRenderer,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsSingleBandPseudoColorRenderer,
)

from ..satsyn_core.contract.errors import InputError

_ROUNDED_WITHIN = 1e-3
"""Values so near to a whole number are that number."""

_NUMBERS = re.compile(r"[-+]?\d[\d.,]*(e[-+]?\d+)?|\binf\b|\bnan\b", re.IGNORECASE)

_PATH_PARTS = ("path", "layerName", "vsiPrefix", "vsiSuffix")


def raster_path(layer: QgsRasterLayer) -> str:
    """Return the path of a raster layer as GDAL outside QGIS can open it, without QGIS's own `|option` suffixes.

    Raises:
        InputError: the layer is not a raster that GDAL reads from a file.
    """
    provider = layer.providerType()
    parts = QgsProviderRegistry.instance().decodeUri(provider, layer.source()) if provider == "gdal" else {}
    if not parts or f"{parts.get('vsiPrefix') or ''}{parts['path']}".startswith("/vsimem/"):
        raise InputError(
            f"The layer '{layer.name()}' is not a raster file (its provider is '{provider}'): "
            "export it to a GeoTIFF and use that."
        )
    path = str(parts["path"])
    if Path(path).exists():
        parts["path"] = str(Path(path).absolute())
    return str(QgsProviderRegistry.instance().encodeUri("gdal", {name: parts.get(name) for name in _PATH_PARTS}))


def load_own_style(layer: QgsMapLayer, project: QgsProject | None) -> None:
    """Load the style file beside a layer that was given as a path; a layer of the project has its style already."""
    if project is None or project.mapLayer(layer.id()) is None:
        layer.loadDefaultStyle()


def class_labels(layer: QgsRasterLayer) -> dict[int, str]:
    """Return the class names that a layer's palette or its colour ramp shows by value in the file; empty where it shows
    values alone.

    QGIS shows values with the band's scale and offset applied; other programs, as the worker, read those in the file.

    Raises:
        InputError: a value of the palette is none that the file can hold.
    """
    entries = _legend_entries(layer)
    provider = layer.dataProvider()
    has_nodata = provider.sourceHasNoDataValue(1) and provider.useSourceNoDataValue(1)
    nodata = provider.sourceNoDataValue(1) if has_nodata else None
    hidden = provider.userNoDataValues(1)
    shown = {
        value: label
        for value, label in entries
        if value != nodata and not any(values.contains(value) for values in hidden)
    }
    if not any(_has_words(label) for label in shown.values()):
        return {}
    return {_value_in_file(layer, value): label for value, label in shown.items()}


def _legend_entries(layer: QgsRasterLayer) -> list[tuple[float, str]]:
    """Return the values, as QGIS shows them, and the labels of a legend; none for a legend of another kind.

    A label of a ramp with steps is of the numbers up to its value: it names the last whole one of them.
    """
    renderer = layer.renderer()
    if isinstance(renderer, QgsPalettedRasterRenderer):
        return [(one.value, one.label.strip()) for one in renderer.classes()]
    shader = renderer.shader() if isinstance(renderer, QgsSingleBandPseudoColorRenderer) else None
    function = shader.rasterShaderFunction() if shader is not None else None
    if not isinstance(function, QgsColorRampShader):
        return []
    entries = [(one.value, one.label.strip()) for one in function.colorRampItemList() if math.isfinite(one.value)]
    if function.colorRampType() == QgsColorRampShader.Type.Exact:
        return entries
    if function.colorRampType() == QgsColorRampShader.Type.Discrete:
        return [(math.floor(value + _ROUNDED_WITHIN), label) for value, label in entries]
    return [(value, label) for value, label in entries if abs(value - round(value)) <= _ROUNDED_WITHIN]


def legends_of(layers: Iterable[QgsRasterLayer]) -> dict[str, dict[str, str]]:
    """Return the class names that the legends of land-cover layers give, by path and by value in the file.

    Raises:
        InputError: a value of a legend is none that the file can hold.
    """
    legends = {}
    for layer in layers:
        labels = class_labels(layer)
        if labels:
            legends[raster_path(layer)] = {str(value): label for value, label in labels.items()}
    return legends


def _value_in_file(layer: QgsRasterLayer, value: float) -> int:
    scale, offset = layer.dataProvider().bandScale(1), layer.dataProvider().bandOffset(1)
    stored = (value - offset) / scale
    if abs(stored - round(stored)) > _ROUNDED_WITHIN:
        raise InputError(
            f"The legend of '{layer.name()}' names the value {value:g}, which its file can't hold as a whole number: "
            f"the band has a scale of {scale:g} and an offset of {offset:g}. Give the classes by the values in the "
            "file, with CLASSES, or export the layer to a raster without scale and offset."
        )
    return round(stored)


def _has_words(label: str) -> bool:
    """Whether a label says more than a number or a range of numbers, as QGIS writes "<= 2" by itself."""
    return any(character.isalpha() for character in _NUMBERS.sub("", label))
