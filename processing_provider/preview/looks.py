"""The gallery of a model's styles: pictures of the same small town in one style after the other, with names."""

from __future__ import annotations

import contextlib
import hashlib
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsApplication, QgsRasterLayer
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

from ...satsyn_core.contract.bundled import RESOURCES
from ...satsyn_core.contract.model_catalogue import CataloguedModel
from ..styles import show_in_natural_colours

STYLES = 12
"""Styles in a gallery; more are found with the arrows."""

SIDE = 96
"""Pixels along the side of a picture."""

_TOWN = RESOURCES / "sample" / "town_landcover.tif"
_TOWN_CLASSES = {"water", "land", "road", "vegetation", "building"}
_TOWN_EXTENT = "288256.0,288416.0,2811232.0,2811392.0"
"""A part of the sample town with all of its classes."""

_PATCHES = 18


@dataclass(frozen=True)
class SmallPlace:
    """The land cover that a gallery shows, as parameters of the job `generate-imagery`."""

    values: Mapping[str, str]


def small_place(model: CataloguedModel, folder: Path) -> SmallPlace:
    """Return a small land cover with the classes of a model: a part of the sample town, or patches that are written."""
    if set(model.classes) == _TOWN_CLASSES:
        return SmallPlace({"landcover": str(_TOWN), "extent": _TOWN_EXTENT})
    path = folder / "patches.tif"
    _write_patches(path, len(model.classes), model.pixel_size or 1.0)
    classes = " ".join(f"{value}={name}" for value, name in enumerate(model.classes, 1))
    return SmallPlace({"landcover": str(path), "classes": classes})


def picture_file(model: CataloguedModel, style: int) -> Path:
    """Return where the picture of a style is kept in the QGIS profile; another model file has other pictures."""
    state = model.path.stat()
    key = hashlib.sha256(f"{model.path.name} {state.st_size} {state.st_mtime_ns}".encode()).hexdigest()[:10]
    folder = Path(QgsApplication.qgisSettingsDirPath()) / "satsyn" / "styles"
    return folder / f"{model.name}-{key}" / f"{style}.png"


def keep_picture(imagery: Path, picture: Path) -> QImage:
    """Write and return the picture of imagery; it is not written where the profile cannot be."""
    layer = QgsRasterLayer(str(imagery), "style", "gdal")
    show_in_natural_colours(layer)
    image = layer.previewAsImage(QSize(SIDE, SIDE), QColor(255, 255, 255))
    with contextlib.suppress(OSError):  # it is made again in the next session
        picture.parent.mkdir(parents=True, exist_ok=True)
        image.save(str(picture), "PNG")
    return image


@dataclass(frozen=True)
class Look:
    """What a picture looks like: mean brightness, warmth (red less blue) and contrast, each from 0 to 255."""

    brightness: float
    warmth: float
    contrast: float

    @classmethod
    def of(cls, picture: QImage) -> Look:
        """Return the look of a picture, measured on a coarse copy."""
        small = picture.scaled(QSize(24, 24))
        colours = [QColor(small.pixel(x, y)) for x in range(small.width()) for y in range(small.height())]
        greys = [(one.red() + one.green() + one.blue()) / 3 for one in colours]
        mean = sum(greys) / len(greys)
        warmth = sum(one.red() - one.blue() for one in colours) / len(colours)
        spread = (sum((grey - mean) ** 2 for grey in greys) / len(greys)) ** 0.5
        return cls(mean, warmth, spread)


def names_of(looks: Mapping[int, Look]) -> dict[int, str]:
    """Return a name for each style that says how it differs from the others, as "bright, warm", by its number."""
    words: dict[int, list[str]] = {style: [] for style in looks}
    for quality, low, high in (
        ("brightness", "dark", "bright"),
        ("warmth", "cool", "warm"),
        ("contrast", "soft", "crisp"),
    ):
        ranked = sorted(looks, key=lambda style: getattr(looks[style], quality))
        third = len(ranked) // 3
        for style in ranked[:third]:
            words[style].append(low)
        for style in ranked[len(ranked) - third :]:
            words[style].append(high)
    return {style: ", ".join(found) or "medium" for style, found in words.items()}


def _write_patches(path: Path, classes: int, metres: float) -> None:
    """Write a land cover of patches with the values 1 to `classes`."""
    draw = random.Random(7)  # noqa: S311 # nosec B311 - a pattern, nothing secret
    points = [(draw.uniform(0, SIDE), draw.uniform(0, SIDE), 1 + number % classes) for number in range(_PATCHES)]
    pixels = bytes(
        min(points, key=lambda point: (point[0] - x) ** 2 + (point[1] - y) ** 2)[2]
        for y in range(SIDE)
        for x in range(SIDE)
    )
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), SIDE, SIDE, 1, gdal.GDT_Byte)
    dataset.SetGeoTransform((300000.0, metres, 0, 5000000.0, 0, -metres))
    dataset.GetRasterBand(1).WriteRaster(0, 0, SIDE, SIDE, pixels)
    dataset.FlushCache()
