"""The panel SatSyn preview as a person uses it: its widgets, its keys, the tool on the map, what is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from assertions import pixels
from preview_window import polygon, wait
from rasters import NORTH_UP, write_landcover


class Interface:
    """What the panel asks of QGIS' window."""

    def __init__(self, canvas: Any, layer: Any) -> None:
        self.mapCanvas, self.activeLayer, self.mainWindow = lambda: canvas, lambda: layer, lambda: None


@pytest.fixture
def dock(qgis, tmp_path: Path):
    from qgis.core import QgsProject, QgsRasterLayer
    from qgis.gui import QgsMapCanvas, QgsMapToolPan
    from qgis.PyQt import sip

    from satsyn.processing_provider.preview.dock import PreviewDock

    layer = QgsRasterLayer(str(write_landcover(tmp_path / "landcover.tif", NORTH_UP)), "land cover")
    QgsProject.instance().addMapLayer(layer)
    canvas = QgsMapCanvas()
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    dock = PreviewDock(Interface(canvas, layer))
    yield dock, canvas, pan
    dock.end()
    QgsProject.instance().removeMapLayer(layer.id())
    for one in (dock, canvas):
        sip.delete(one)  # pytest lets go of what the last test had only after QGIS has ended


def test_a_polygon_that_is_begun_twice_gives_back_the_tool_of_the_user(dock) -> None:
    panel, canvas, pan = dock
    panel.draw_place()
    tool = panel.draw_place()
    assert canvas.mapTool() is tool
    tool.drawn.emit(None)
    assert canvas.mapTool() is pan


def test_a_tool_that_the_user_takes_meanwhile_stays(dock) -> None:
    from qgis.gui import QgsMapToolZoom

    panel, canvas, pan = dock
    panel.draw_place()
    zoom = QgsMapToolZoom(canvas, False)
    canvas.setMapTool(zoom)
    panel._show_or_hide(False)
    assert canvas.mapTool() is zoom
    canvas.setMapTool(pan)


def test_a_panel_that_is_hidden_draws_no_place(dock) -> None:
    panel, canvas, pan = dock
    panel.draw_place()
    panel.visibilityChanged.emit(False)
    assert canvas.mapTool() is pan


def test_drawings_leave_nothing_on_the_map(dock) -> None:
    from qgis.PyQt import sip

    panel, canvas, _ = dock
    before, tools = len(canvas.scene().items()), []
    for _ in range(5):
        tools.append(panel.draw_place())
        tools[-1].drawn.emit(None)
    wait(lambda: all(map(sip.isdeleted, tools)))
    assert len(canvas.scene().items()) == before


def test_changed_places_that_are_not_read_yet_are_not_lost_by_the_dialog(dock) -> None:
    panel, _, _ = dock
    panel.session.edits.add(polygon(slice(0, 9), slice(0, 9)), "water")
    assert panel.generate_in_full() is None
    assert "not drawn yet" in panel.parts.status.text()


def test_a_picture_that_is_not_wanted_stays_off_the_map(dock) -> None:
    panel, _, _ = dock
    overlay = panel.session.overlay
    panel.parts.on_map.setChecked(False)
    overlay.set_on(False)
    overlay.set_on(True)
    assert not overlay.is_shown
    panel.parts.on_map.setChecked(True)
    assert overlay.is_shown


def test_names_that_are_wider_than_the_panel_can_be_read(qgis, tmp_path: Path) -> None:
    from qgis.core import QgsProject, QgsRasterLayer
    from qgis.PyQt.QtWidgets import QWidget

    from satsyn.processing_provider.preview.dock_parts import PreviewParts

    long = "Land cover of the district after the third round of consultations, 1 m, with buildings"
    layer = QgsRasterLayer(str(write_landcover(tmp_path / "landcover.tif", NORTH_UP)), long)
    QgsProject.instance().addMapLayer(layer)
    parts = PreviewParts(QWidget())
    try:
        parts.resize(330, 600)
        for combo in (parts.model, parts.place_class):
            combo.addItems(["short", long])
            combo.setCurrentIndex(1)
        parts.landcover.setLayer(layer)
        parts.base.setLayer(layer)
        for combo in (parts.model, parts.place_class, parts.landcover, parts.base):
            assert combo.toolTip().split("\n")[0] == long
            needed = combo.view().fontMetrics().horizontalAdvance(long)
            assert parts.width() < needed <= combo.view().minimumWidth()
        assert "stays as it is" in parts.base.toolTip()
        parts.model.setCurrentIndex(0)
        assert parts.model.toolTip() == "short"
    finally:
        QgsProject.instance().removeMapLayer(layer.id())


def test_a_style_of_the_gallery_is_chosen_with_the_keyboard(dock) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest

    panel, _, _ = dock
    panel.parts.model.setCurrentIndex(1)
    assert panel.gallery.count()
    panel.gallery.setCurrentRow(0)
    panel.gallery.setCurrentRow(3)
    QTest.keyClick(panel.gallery, Qt.Key.Key_Return)
    assert panel.parts.style.value() == 3


def test_the_style_in_use_is_marked_among_those_of_another_model(dock) -> None:
    panel, _, _ = dock
    panel.parts.model.setCurrentIndex(1)
    panel.gallery.chosen.emit(3)
    panel.parts.model.setCurrentIndex(2)
    assert panel.gallery.currentRow() == 3
    assert [item.text() for item in panel.gallery.selectedItems()] == [panel.gallery.item(3).text()]


def test_screen_readers_have_a_name_for_everything_that_can_be_used(dock) -> None:
    from qgis.PyQt.QtWidgets import (
        QAbstractButton,
        QAbstractSlider,
        QAbstractSpinBox,
        QComboBox,
        QLabel,
        QLineEdit,
        QListWidget,
        QProgressBar,
        QScrollBar,
    )

    panel, _, _ = dock
    parts = panel.parts
    labelled = {label.buddy(): label.text() for label in parts.findChildren(QLabel) if label.buddy() is not None}
    kinds = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QListWidget, QProgressBar)
    used = [one for kind in kinds for one in parts.findChildren(kind) if not isinstance(one, QScrollBar)]
    own = [
        one for one in used if not isinstance(one.parent(), (QAbstractSpinBox, QComboBox)) and one.objectName() == ""
    ]
    assert {parts.style, parts.split, parts.gallery, parts.classes} < set(own)
    for one in own:
        text = one.text().strip("…") if isinstance(one, QAbstractButton) else ""
        assert one.accessibleName() or labelled.get(one) or text, one
    arrows = [one.toolTip() for one in parts.findChildren(QAbstractButton) if "style" in one.toolTip()]
    assert arrows == ["Previous style", "Next style"]


def _luminance(colour: Any) -> float:
    """Return the relative luminance of WCAG 2."""
    shares = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in colour.getRgbF()[:3]]
    return float(np.dot(shares, (0.2126, 0.7152, 0.0722)))


def test_a_problem_can_be_read_in_dark_and_light_themes_and_has_a_sign(dock) -> None:
    from qgis.PyQt.QtGui import QColor, QPalette

    panel, _, _ = dock
    parts = panel.parts
    parts.say("There is no land cover.", True)
    for background in ("#323232", "#f0f0f0", "#ffffff"):
        palette = QPalette(parts.palette())
        palette.setColor(QPalette.ColorRole.Window, QColor(background))
        parts.setPalette(palette)
        colour = QColor(parts.status.styleSheet().partition("color: ")[2])
        dark, light = sorted((_luminance(colour), _luminance(QColor(background))))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, background
        assert not parts.sign.isHidden()
    parts.say("All that is in view.", False)
    assert not parts.status.styleSheet()
    assert parts.sign.isHidden()


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_is_cut_where_the_panel_is_narrow(dock, language: str) -> None:
    from qgis.gui import QgsCollapsibleGroupBox

    from satsyn.processing_provider.preview.dock import PreviewDock
    from satsyn.processing_provider.translation import install_translator, remove_translator

    _, canvas, _ = dock
    translator = install_translator(language)
    try:
        panel = PreviewDock(Interface(canvas, None))
    finally:
        remove_translator(translator)
    parts = panel.parts
    for group in parts.findChildren(QgsCollapsibleGroupBox):
        group.setCollapsed(False)
    area = panel.widget()
    panel.resize(area.minimumWidth(), 500)  # a bar to scroll takes its room, too
    panel.show()
    wait(parts.classes.isVisible)
    needed = parts.classes.fontMetrics().horizontalAdvance(parts.classes.placeholderText())
    assert 0 < needed < parts.classes.width() - 12, "with its margins"
    assert parts.width() <= area.viewport().width()
    panel.hide()
    panel.end()


def test_what_is_not_chosen_is_said_in_words(dock) -> None:
    panel, _, _ = dock
    parts = panel.parts
    combos = (parts.style_image, parts.style_landcover, parts.base)
    words = ["no image: a random style", "not known", "none: all is generated"]
    assert [combo.currentText() for combo in combos] == words
    parts.style_image.setLayer(parts.landcover.currentLayer())
    assert parts.style_image.currentText() == "land cover"
    panel.gallery.chosen.emit(2)
    assert parts.style_image.currentLayer() is None
    assert parts.style_image.currentText() == words[0]


def test_pictures_that_cannot_be_removed_do_not_keep_the_panel_open(
    qgis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As those that a worker has open on Windows. Here a file has taken the place of their folder."""
    import tempfile

    from satsyn.processing_provider.preview.gallery import StyleGallery
    from satsyn.processing_provider.preview.warm_worker import WarmWorker

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gallery = StyleGallery(WarmWorker())
    (folder,) = tmp_path.iterdir()
    folder.rmdir()
    folder.write_text("in the way")
    gallery.end()


def test_previews_that_are_kept_stay_as_they_are_after_the_plugin_was_loaded_again(dock) -> None:
    from qgis.core import QgsProject

    from satsyn.processing_provider.preview.dock import PreviewDock
    from satsyn.processing_provider.preview.session import Shown
    from satsyn.processing_provider.preview.visible_part import Box

    panel, canvas, _ = dock
    again = PreviewDock(Interface(canvas, panel.parts.landcover.currentLayer()))
    kept = []
    for number, one in enumerate((panel, again), 1):
        path = write_landcover(one.session.folder / "preview_2.tif", NORTH_UP, np.full((70, 70), number, np.uint8))
        one.session.shown = Shown(one.session.wanted, 0, Box(0, 0, 1, 1), path)
        kept.append(one.add_to_map())
    again.end()
    assert [int(pixels(Path(layer.source())).max()) for layer in kept] == [1, 2]
    QgsProject.instance().removeMapLayers([layer.id() for layer in kept])
