"""The layers of a preview, handed over to the worker once, until one of them changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsUnitTypes,
)

from ..desktop.tasks import BackgroundTask
from ..translation import tr
from ..worker.copies import CopiedLayers
from .visible_part import FEWEST_PIXELS_A_SIDE, Box, PixelGrid

_METRES_A_DEGREE = 111_320.0
_TRAINED_METRES = 1.0
_UTM_ZONE_DEGREES = 6
_UTM_NORTH, _UTM_SOUTH = 32600, 32700
"""EPSG codes of the zones, less their numbers."""


@dataclass(frozen=True)
class Choice:
    """What a preview is made from, apart from numbers.

    Attributes:
        landcover: id of a layer of the project.
        model: file of the generator; empty for the one that suits the land cover.
        classes: text of CLASSES; empty where the land cover says them.
        style: id of a raster layer, or the path of an image; empty for a random style.
        style_landcover: id of the land cover of the style image; empty for none.
        overlays: ids of the lines and polygons that are drawn over vector land cover, from below to above.
    """

    landcover: str
    model: str = ""
    classes: str = ""
    style: str = ""
    style_landcover: str = ""
    overlays: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, Any]:
        """The choice as parameters of `satsyn:generateimagery`, with the coordinate system in which it is drawn."""
        layer = QgsProject.instance().mapLayer(self.landcover)
        given = {
            "LANDCOVER": self.landcover,
            "MODEL": self.model,
            "CLASSES": self.classes,
            "STYLE": self.style,
            "STYLE_LANDCOVER": self.style_landcover if self.style else "",
            "OVERLAYS": list(self.overlays),
            "TARGET_CRS": drawn_in(layer).authid() if layer is not None and drawn_in(layer) != layer.crs() else "",
        }
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Source:
    """Layers as the worker takes them.

    Attributes:
        choice: that they were made from.
        values: parameters of the job `generate-imagery`, without those that differ from preview to preview.
        grid: the pixels of the imagery.
        crs: coordinate system of the grid.
        folder: holds what was written for the worker.
        copies: names of the layers that were written, for messages of the worker.
    """

    choice: Choice
    values: dict[str, Any]
    grid: PixelGrid
    crs: QgsCoordinateReferenceSystem
    folder: Path
    copies: CopiedLayers

    @property
    def has_style_of_landcover(self) -> bool:
        """Whether the style image shows the place of the land cover, which then gives the image's classes."""
        style = QgsProject.instance().mapLayer(self.choice.style) or QgsRasterLayer(self.choice.style)
        if self.choice.style_landcover or not self.choice.style or not style.isValid():
            return False
        if not (style.crs().isValid() and self.crs.isValid()):
            same_size = self.grid.pixels(self.grid.land) == style.width() * style.height()
            return same_size and box_of(style.extent()) == self.grid.land
        to_landcover = QgsCoordinateTransform(style.crs(), self.crs, QgsProject.instance())
        try:
            image = box_of(to_landcover.transformBoundingBox(style.extent()))
        except QgsCsException:
            return False
        shared = image.shared_with(self.grid.land)
        return shared is not None and self.grid.pixels(shared) >= FEWEST_PIXELS_A_SIDE**2


def prepare(
    choice: Choice,
    model_metres: float | None,
    folder: Path,
    ready: Callable[[Source], None],
    failed: Callable[[str], None],
) -> BackgroundTask | None:
    """Read the layers on this thread, the main one, and write them for the worker on another.

    Args:
        choice: the layers.
        model_metres: pixel size of the model, which vector land cover is drawn with.
        folder: takes what is written.
        ready: called with the source.
        failed: called with a sentence.

    Returns:
        The task that writes; None if it failed before.
    """
    algorithm = QgsApplication.processingRegistry().algorithmById("satsyn:generateimagery").create()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    layer = QgsProject.instance().mapLayer(choice.landcover)
    try:
        algorithm.prepareAlgorithm(choice.parameters, context, QgsProcessingFeedback(False))
        grid, crs = pixel_grid(layer, model_metres), drawn_in(layer)
    except QgsProcessingException as problem:
        failed(str(problem))
        return None
    except QgsCsException:
        words = tr("The layer '{name}' has no place on the map in {crs}: give it its own coordinate system.")
        failed(words.format(name=layer.name(), crs=layer.crs().authid()))
        return None

    def write(feedback: QgsProcessingFeedback) -> dict[str, Any]:
        return algorithm.written_values(folder, feedback)

    def written(values: object, problem: str) -> None:
        if problem or not isinstance(values, dict):
            failed(problem or tr("The layers could not be read."))
        else:
            ready(Source(choice, values, grid, crs, folder, CopiedLayers(algorithm.values, values)))

    task = BackgroundTask(tr("Hand over the land cover to SatSyn preview"), write)
    task.ended.connect(written)
    QgsApplication.taskManager().addTask(task)
    return task


def drawn_in(layer: QgsMapLayer) -> QgsCoordinateReferenceSystem:
    """Return the coordinate system of a land cover's imagery: its own; for vector layers in degrees, a UTM zone."""
    crs, extent = layer.crs(), layer.extent()
    if isinstance(layer, QgsRasterLayer) or not crs.isGeographic() or extent.isEmpty():
        return crs
    to_degrees = QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance())
    try:
        middle = to_degrees.transformBoundingBox(extent).center()
    except QgsCsException:
        return crs  # `prepare` says so
    zone = int((middle.x() + 180) // _UTM_ZONE_DEGREES) % 60 + 1
    return QgsCoordinateReferenceSystem(f"EPSG:{(_UTM_NORTH if middle.y() >= 0 else _UTM_SOUTH) + zone}")


def pixel_grid(layer: QgsMapLayer, model_metres: float | None) -> PixelGrid:
    """Return the pixels of the imagery of a land cover: a raster's own; for vector layers, those of the model.

    Raises:
        QgsCsException: the layer has no place in the coordinate system of its imagery.
    """
    land = box_of(layer.extent())
    if isinstance(layer, QgsRasterLayer) and layer.width() and layer.height():
        return PixelGrid(land, land.width / layer.width(), land.height / layer.height())
    crs = drawn_in(layer)
    to_grid = QgsCoordinateTransform(layer.crs(), crs, QgsProject.instance())
    land = box_of(to_grid.transformBoundingBox(layer.extent()))
    side = (model_metres or _TRAINED_METRES) / metres_a_unit(crs)
    return PixelGrid(land, side, side)


def metres_a_unit(crs: QgsCoordinateReferenceSystem) -> float:
    """Return about how many metres a map unit is; degrees as along a meridian."""
    if crs.isGeographic():
        return _METRES_A_DEGREE
    return QgsUnitTypes.fromUnitToUnitFactor(crs.mapUnits(), QgsUnitTypes.DistanceUnit.DistanceMeters) or 1.0


def box_of(extent: QgsRectangle) -> Box:
    """Return a rectangle of QGIS as a box."""
    return Box(extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())


def why_not(layer: QgsMapLayer | None) -> str:
    """Return why a layer cannot be shown, in a sentence; empty if nothing speaks against it."""
    if layer is None:
        return tr("Choose a land cover: a raster of classes, or polygons with a class. Getting started has a sample.")
    if not layer.isValid():
        return tr("The file of the layer '{name}' can't be opened. Choose another land cover.").format(
            name=layer.name()
        )
    return ""
