"""Style files beside output rasters. All layers of a stem share one `.qml`, so SatSyn replaces only its own."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Callable

from osgeo import gdal
from qgis.core import QgsProcessingFeedback, QgsRasterLayer

from .sentences import in_language
from .temporary_folder import temporary_folder

_MARK = re.compile(rb"\n<!-- SatSyn wrote this style: ([0-9a-f]{64}) -->\n$")
_VERSION = re.compile(rb'\bversion="[^"]*"')
_ATTRIBUTES = re.compile(rb'(?:\s+[\w:.-]+="[^"]*")+')
_ATTRIBUTE = re.compile(rb'[\w:.-]+="[^"]*"')
_ELEVATION = re.compile(rb"<elevation.*?</elevation>", re.DOTALL)
"""From QGIS 3.26 on, it holds symbols of random colours, also for rasters that are no elevation."""
_NO_LAYERS = (".qml", ".qmd", ".xml", ".json", ".html", ".safetensors", ".txt", ".md", ".pdf", ".sld", ".prj", ".ovr")


def write_own_style(raster: Path, show: Callable[[QgsRasterLayer], None], feedback: QgsProcessingFeedback) -> None:
    """Write a style as `.qml` beside an output raster, unless another layer uses that file or SatSyn did not write it.

    Args:
        raster: the output.
        show: gives a layer the style.
        feedback: gets a sentence where no style is written.
    """
    # Without the style that is there: what SatSyn writes must not depend on it.
    layer = QgsRasterLayer(str(raster), raster.stem, "gdal", QgsRasterLayer.LayerOptions(loadDefaultStyle=False))
    if not layer.isValid():
        feedback.pushWarning(in_language(f"The style of '{raster}' could not be written beside it."))
        return
    show(layer)
    style = raster.with_suffix(".qml")
    content = _saved(layer)
    if content is None:
        feedback.pushWarning(in_language(f"The style of '{raster}' could not be written beside it."))
    elif (other := _other_layer(raster)) is not None:
        words = f"No style file is written: '{style.name}' would be that of '{other.name}', too."
        feedback.pushInfo(in_language(words))
    elif style.exists() and not _is_own(style.read_bytes(), content):
        feedback.pushInfo(in_language(f"The style file '{style}' is not one that SatSyn wrote: it stays as it is."))
    else:
        _write(style, content, feedback)


def _saved(layer: QgsRasterLayer) -> bytes | None:
    """Return the style of a layer as the content of a `.qml`."""
    with temporary_folder() as folder:
        path = folder / "style.qml"
        _, written = layer.saveNamedStyle(str(path))
        return path.read_bytes() if written else None


def _write(style: Path, content: bytes, feedback: QgsProcessingFeedback) -> None:
    # The digest tells a style that somebody has edited since.
    mark = f"\n<!-- SatSyn wrote this style: {hashlib.sha256(content).hexdigest()} -->\n"
    try:
        style.write_bytes(content + mark.encode())
    except OSError as error:
        words = f"The style file '{style}' could not be written ({error.strerror or error})."
        feedback.pushWarning(in_language(words))


def _is_own(existing: bytes, content: bytes) -> bool:
    """Whether SatSyn wrote a style: it has the mark and is unchanged, or is what an earlier SatSyn, which set no mark,
    wrote for such a raster.
    """
    mark = _MARK.search(existing)
    if mark is not None:
        return hashlib.sha256(existing[: mark.start()]).hexdigest().encode() == mark[1]
    return _comparable(existing) == _comparable(content)


def _comparable(content: bytes) -> bytes:
    """Return a style without the version of QGIS, the line ends of the system and what is random, as the order of
    attributes is.
    """
    plain = _ELEVATION.sub(b"", content.replace(b"\r\n", b"\n"))
    return _ATTRIBUTES.sub(_in_order, _VERSION.sub(b"", plain, count=1)).strip()


def _in_order(attributes: re.Match[bytes]) -> bytes:
    return b" " + b" ".join(sorted(_ATTRIBUTE.findall(attributes[0])))


def _other_layer(raster: Path) -> Path | None:
    """Return another file with the raster's stem that QGIS opens as a layer; they share the style file."""
    stem = raster.stem.casefold()
    for path in sorted(raster.parent.iterdir()):
        is_candidate = path.stem.casefold() == stem and path.suffix.lower() not in _NO_LAYERS
        if is_candidate and path.suffix and not _is_same_file(path, raster) and _is_layer(path):
            return path
    return None


def _is_same_file(path: Path, raster: Path) -> bool:
    return path == raster or (path.exists() and path.samefile(raster))


def _is_layer(path: Path) -> bool:
    """Whether a file holds a raster or vector layer.

    GDAL is asked without a layer of QGIS: that of a raster prints errors for a GeoPackage of polygons.
    """
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        dataset = gdal.OpenEx(str(path), gdal.OF_RASTER | gdal.OF_VECTOR)
    except RuntimeError:
        return False
    finally:
        gdal.PopErrorHandler()
    return dataset is not None and bool(
        dataset.RasterCount or dataset.GetLayerCount() or dataset.GetMetadata("SUBDATASETS")
    )
