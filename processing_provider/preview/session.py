"""What a preview shows, and how it gets there: it follows the map, asks the worker, and hands the result to the map."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...satsyn_core.contract.errors import SatSynError
from ...satsyn_core.contract.model_catalogue import CataloguedModel, catalogued_models
from ...satsyn_core.contract.raster_tags import MODEL
from ..raster_layers import raster_path
from ..result_layers import raster_tags
from ..settings import model_folder
from ..styles import show_in_natural_colours
from ..translation import tr
from .edits import Edits
from .handover import Handover
from .overlay import PreviewOverlay
from .place_change import ChangedLandCover
from .request_line import Request
from .source import Choice, Source, box_of, why_not
from .visible_part import Box, Pace, VisiblePart, visible_part
from .warm_worker import WarmWorker

_MAP_RESTS_MILLISECONDS = 250


@dataclass(frozen=True)
class Wanted:
    """What the user has chosen.

    Attributes:
        choice: layers and model.
        style: number of the random style.
        seed: of the detail.
        base: id of the image that is kept outside changed places; empty for none.
    """

    choice: Choice = field(default_factory=lambda: Choice(""))
    style: int = 0
    seed: int = 0
    base: str = ""

    @property
    def parameters(self) -> dict[str, Any]:
        """The choice as parameters of `satsyn:generateimagery`."""
        own_style = {} if self.style == self.seed else {"STYLE_SEED": self.style}
        return {**self.choice.parameters, "SEED": self.seed, **own_style}


@dataclass(frozen=True)
class Shown:
    """What is on the map: what was wanted, the changes of the land cover it has, its rectangle and its file."""

    wanted: Wanted
    changes: int
    box: Box
    path: Path


class PreviewSession(QObject):
    """Draws the preview again whenever the map, the choice or a layer changes.

    Signals:
        said: a sentence on what is shown, or why nothing is; and whether it is a problem.
        busy_changed: whether something is drawn.
        model_known: name of the model that drew the preview.
    """

    said = pyqtSignal(str, bool)
    busy_changed = pyqtSignal(bool)
    model_known = pyqtSignal(str)

    def __init__(self, canvas: QgsMapCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self.wanted = Wanted()
        self.shown: Shown | None = None
        self.model_name = ""
        self.worker = WarmWorker(self)
        self.overlay = PreviewOverlay(canvas)
        self.folder = Path(tempfile.mkdtemp(prefix="satsyn-preview-"))
        self.edits = Edits(self.folder)
        self._pace = Pace()
        self._handover = Handover(self.folder, self.draw, self._fail)
        self._described: Source | None = None
        self._watched: list[QgsMapLayer] = []
        self._is_active = False
        self._count = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_MAP_RESTS_MILLISECONDS)
        self._rest.timeout.connect(self.draw)
        self.worker.busy_changed.connect(self.busy_changed)
        self.worker.environment_changed.connect(self._draw_soon)
        canvas.extentsChanged.connect(self._draw_soon)
        canvas.destinationCrsChanged.connect(self._draw_soon)

    def set_active(self, is_active: bool) -> None:
        """Follow the map, or rest: then the picture is taken off the map, and the worker ends after a while."""
        self._is_active = is_active
        self.overlay.set_on(is_active)
        if is_active:
            self._rest.start()

    def want(self, wanted: Wanted) -> None:
        """Show something else."""
        drawn, before = ((one.choice.landcover, *one.choice.overlays) for one in (wanted, self.wanted))
        if drawn != before:
            self._watch([layer for name in drawn if (layer := QgsProject.instance().mapLayer(name)) is not None])
        if drawn[0] != before[0]:
            self.edits.clear()
        if wanted.choice != self.wanted.choice:
            self.edits.forget_match()
        self.wanted = wanted
        self._handover.give_up_unless(wanted.choice)
        self._rest.start()

    def draw(self) -> None:
        """Draw what is wanted for what the map shows, unless it is on the map already."""
        if not self._is_active:
            return
        landcover = QgsProject.instance().mapLayer(self.wanted.choice.landcover)
        if problem := why_not(landcover):
            self._fail(problem)
            return
        if self._source is None or not self.is_landcover_read:
            self._prepare()
            return
        try:
            part = visible_part(self._view(self._source), self._source.grid, self._pace.most_pixels)
        except QgsCsException:
            self._fail(tr("What the map shows has no place in the land cover's coordinate system: zoom to its layer."))
            return
        if part.box is None:
            self._fail(part.sentence)
        elif self._is_shown(part.box):
            self.worker.drop_previews()
            self._say(part)
        else:
            self._ask(self._source, part, part.box)

    def change_place(self, polygon: Any, class_name: str) -> None:
        """Give a polygon, in the coordinate system of the map, another class; then draw again."""
        landcover = QgsProject.instance().mapLayer(self.wanted.choice.landcover)
        if problem := why_not(landcover):
            self.said.emit(problem, True)
            return
        if isinstance(landcover, QgsVectorLayer):
            self.said.emit(
                tr("Places are drawn into rasters. Edit the vector layer itself: the preview follows it."), True
            )
            return
        to_landcover = QgsCoordinateTransform(
            self._canvas.mapSettings().destinationCrs(), landcover.crs(), QgsProject.instance()
        )
        try:
            polygon.transform(to_landcover)
        except QgsCsException:
            self.said.emit(
                tr("The polygon can't be brought to the land cover's coordinate system: draw it on the land cover."),
                True,
            )
            return
        self.edits.add(polygon, class_name)
        self._rest.start()

    def undo_change(self) -> None:
        """Take back the last changed place."""
        self.edits.undo()
        self._rest.start()

    def kept_landcover(self, folder: Path) -> str:
        """Return the file of the land cover; one that was written for the preview alone is copied into a folder."""
        if self._source is None:
            return ""
        path = Path(str(self._source.values["landcover"]))
        if self._source.folder in path.parents:
            return str(shutil.copy(str(path), str(folder)))
        return str(path)

    def models(self) -> list[CataloguedModel]:
        """Return the generators that a user can choose."""
        return catalogued_models(model_folder(), "generator")

    def model_in_use(self) -> CataloguedModel | None:
        """Return the chosen model, or the one that drew the preview; None if that is not known yet."""
        chosen = self.wanted.choice.model
        for model in self.models():
            if str(model.path) == chosen or (not chosen and model.name == self.model_name):
                return model
        return None

    def close(self) -> None:
        """Take everything off the map, end the worker, and remove what was written."""
        self._is_active = False
        self._canvas.extentsChanged.disconnect(self._draw_soon)
        self._canvas.destinationCrsChanged.disconnect(self._draw_soon)
        self._watch([])
        self.overlay.remove()
        self.worker.stop()
        self._handover.close()

    def _draw_soon(self) -> None:
        if self._is_active:
            self._rest.start()

    def _watch(self, layers: list[QgsMapLayer]) -> None:
        """Follow the changes of the land cover and of the layers over it, instead of those before."""
        for signal, slot in self._connections():
            with contextlib.suppress(TypeError, RuntimeError):
                signal.disconnect(slot)
        self._watched = layers
        for signal, slot in self._connections():
            signal.connect(slot)

    def _connections(self) -> Iterator[tuple[Any, Callable[..., None]]]:
        """Yield the signals of the watched layers that matter, and what each calls; none of deleted layers."""
        for number, layer in enumerate(self._watched):
            with contextlib.suppress(RuntimeError):
                changes = [layer.dataChanged, layer.styleChanged, layer.crsChanged]
                if isinstance(layer, QgsVectorLayer):
                    changes += [layer.editCommandEnded, layer.afterRollBack, layer.subsetStringChanged]
                yield from ((signal, self._layer_changed) for signal in changes)
                if number == 0:
                    yield layer.willBeDeleted, self._layer_gone

    def _layer_changed(self, *_: object) -> None:
        self._handover.forget()
        self.shown = None
        self.edits.forget_match()
        self._rest.start()

    def _layer_gone(self) -> None:
        self._watched = []
        self._handover.forget()
        self._fail(tr("The land cover was removed. Choose another one."))

    @property
    def _source(self) -> Source | None:
        return self._handover.source

    def _prepare(self) -> None:
        sizes = {str(one.path): one.pixel_size for one in self.models()}
        self.busy_changed.emit(True)
        self._handover.write(self.wanted.choice, sizes.get(self.wanted.choice.model))

    def _view(self, source: Source) -> Box:
        to_landcover = QgsCoordinateTransform(
            self._canvas.mapSettings().destinationCrs(), source.crs, QgsProject.instance()
        )
        return box_of(to_landcover.transformBoundingBox(self._canvas.extent()))

    def _is_shown(self, box: Box) -> bool:
        shown = self.shown
        is_same = shown is not None and (shown.wanted, shown.changes) == (self.wanted, self.edits.version)
        return is_same and shown is not None and shown.box.contains(box)

    def _ask(self, source: Source, part: VisiblePart, box: Box) -> None:
        """Ask for what is wanted; before the first changed place, for the classes of the land cover."""
        if self.edits.places and not self.edits.has_match:
            self._ask_for_classes(source)
        else:
            self._ask_for_imagery(source, part, box)

    def _ask_for_imagery(self, source: Source, part: VisiblePart, box: Box) -> None:
        self._count += 1
        path = self.folder / f"preview_{self._count}.tif"
        wanted = Shown(self.wanted, self.edits.version, box, path)
        try:
            values = {**source.values, **self._edited_values(source)}
        except SatSynError as problem:
            self._fail(str(problem))
            return
        values.update(extent=box.extent_text, output=str(path), seed=self.wanted.seed)
        if self.wanted.style != self.wanted.seed:
            values["style_seed"] = self.wanted.style
        is_timed = self.worker.is_warm and self.worker.line.is_empty
        start = time.monotonic()

        def done(outputs: dict[str, Any]) -> None:
            if is_timed:
                self._pace.learn(int(outputs["PIXELS"]), time.monotonic() - start)
            self._show(wanted, part)

        def failed(problem: str) -> None:
            self._fail(source.copies.renamed(problem))

        if not self.worker.is_warm:
            self.said.emit(tr("Starting. The first preview takes a few seconds, later ones about one."), False)
        self.worker.ask(Request("generate-imagery", values, done, failed))

    def _edited_values(self, source: Source) -> dict[str, Any]:
        """Return what changed places change in the parameters."""
        if not self.edits.places:
            return {}
        changed = self.edits.changed(str(source.values["landcover"]))
        values: dict[str, Any] = {"landcover": changed.path, "classes": changed.classes}
        if source.values.get("legends"):
            # That of the land cover itself has no value for new classes.
            legends = json.loads(source.values["legends"])
            legends.pop(source.values["landcover"], None)
            values["legends"] = json.dumps(legends) if legends else None
        if before := self.style_landcover(changed):
            values["style_landcover"] = before
        base = QgsProject.instance().mapLayer(self.wanted.base)
        if isinstance(base, QgsRasterLayer):
            values["base_image"] = raster_path(base)
            values["mask"] = self.edits.mask(source.crs)
        return values

    @property
    def is_landcover_read(self) -> bool:
        """Whether the land cover that is wanted was read, with the layers and classes of now."""
        return self._handover.has(self.wanted.choice)

    def style_landcover(self, changed: ChangedLandCover) -> str:
        """Return the land cover that a style image shows, if changed places would give it wrong classes; else "".

        With a base image, pixels inside changed places do not count for the style anyway.
        """
        if self.wanted.base or self._source is None or not self._source.has_style_of_landcover:
            return ""
        return changed.before

    def _ask_for_classes(self, source: Source) -> None:
        if self._described is source:
            return  # the answer draws again
        self._described = source
        names = ("landcover", "model", "classes", "scheme", "legends")
        values = {name: source.values[name] for name in names if source.values.get(name)}
        if "legends" in values:
            # That of the style image's land cover is of no use here, and refused.
            legends = json.loads(values["legends"])
            values["legends"] = json.dumps({path: one for path, one in legends.items() if path == values["landcover"]})
        if not values.get("model") and (model := self.model_in_use()):
            values["model"] = str(model.path)

        def done(outputs: dict[str, Any]) -> None:
            self._described = None
            if self._source is source:
                self.edits.use_match(json.loads(source.copies.renamed_output(outputs["MATCH"])))
            self._rest.start()

        def failed(problem: str) -> None:
            self._described = None
            self._fail(source.copies.renamed(problem))

        self.worker.ask(Request("describe-landcover", values, done, failed, may_be_dropped=False))

    def _show(self, shown: Shown, part: VisiblePart) -> None:
        layer = QgsRasterLayer(str(shown.path), "SatSyn preview", "gdal")
        if not layer.isValid():
            self._fail(tr("The preview could not be opened."))
            return
        show_in_natural_colours(layer)
        self.shown = shown
        self._put_on_map(layer)
        self.model_name = raster_tags(str(shown.path)).get(MODEL, "")
        self.model_known.emit(self.model_name)
        self._say(part)

    def _say(self, part: VisiblePart) -> None:
        style = tr("style of the image") if self.wanted.choice.style else tr("style {0}").format(self.wanted.style)
        seed = tr("seed {0}").format(self.wanted.seed)
        self.said.emit(f"{part.sentence} {self.model_name}, {style}, {seed}.", False)

    def _fail(self, sentence: str) -> None:
        self.shown = None
        self._put_on_map(None)
        self.busy_changed.emit(False)
        self.said.emit(sentence, True)

    def _put_on_map(self, layer: QgsRasterLayer | None) -> None:
        """Show a preview, or none, and remove the file of the one before, which stayed on the map until now."""
        before = self.overlay.layer
        self.overlay.show_layer(layer)
        written = () if before is None else self.folder.glob(f"{Path(before.source()).name}*")
        for file in written:  # with the statistics that GDAL has put beside it
            with contextlib.suppress(OSError):
                file.unlink()
