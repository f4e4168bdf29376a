"""The panel SatSyn preview in a real QGIS window. QGIS runs this file after its start; each step leaves a picture."""

import os
import time

from qgis.core import QgsRectangle, QgsSettings
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.utils import iface, plugins

from tests.window.steps import STEPS, pause, picture, run, wait


def without_environment(window):
    window.preview_action.trigger()
    wait(lambda: "no Python environment" in window.preview.parts.status.text())
    picture("20_preview_without_environment")
    QgsSettings().setValue("Processing/Configuration/SATSYN_PYTHON", os.environ["WINDOW_TEST_PYTHON"])


def first_preview(window):
    start = time.monotonic()
    window.preview.session.draw()
    wait(lambda: window.preview.session.shown is not None)
    STEPS.append(f"first preview after {time.monotonic() - start:.1f} s")
    picture("21_preview")
    return window.preview.session


def arrows(session, parts):
    times = []
    for box in (parts.style, parts.seed):
        before, start = session.shown, time.monotonic()
        box.stepUp()
        wait(lambda before=before: session.shown is not before)
        times.append(f"{time.monotonic() - start:.1f} s")
    STEPS.append(f"after an arrow: {', '.join(times)}")
    assert (session.shown.wanted.style, session.shown.wanted.seed) == (1, 1)
    picture("22_next_style_and_seed")


def gallery(dock, session):
    wait(lambda: dock.gallery.item(11).text() != "Style 11", 120)
    picture("23_gallery")
    dock.gallery.chosen.emit(5)
    wait(lambda: session.shown is not None and session.shown.wanted.style == 5)
    dock.parts.split.setValue(45)
    picture("24_compare")


def whole_names(parts):
    names = [parts.model.itemText(row) for row in range(parts.model.count())]
    longest = max(range(len(names)), key=lambda row: len(names[row]))
    assert parts.model.fontMetrics().horizontalAdvance(names[longest]) > parts.model.width(), "nothing is cut"
    shown = parts.model.currentIndex()
    parts.model.setCurrentIndex(longest)
    assert parts.model.toolTip() == names[longest]
    parts.model.showPopup()
    pause()
    listed = parts.model.view()
    assert listed.viewport().width() >= listed.sizeHintForColumn(0), "a name is cut in the list"
    picture("24_whole_names", listed.window())
    parts.model.hidePopup()
    parts.model.setCurrentIndex(shown)
    pause()


def far_out(session, parts):
    iface.mapCanvas().setExtent(iface.activeLayer().extent())
    wait(lambda: "Only the middle" in parts.status.text() and session.worker.line.is_empty)
    picture("25_only_the_middle")
    show_middle(300, 200)
    wait(lambda: "All that is in view" in parts.status.text() and session.worker.line.is_empty)


def show_middle(width, height):
    x, y = iface.activeLayer().extent().center()
    iface.mapCanvas().setExtent(QgsRectangle(x - width / 2, y - height / 2, x + width / 2, y + height / 2))
    pause()


def changed_place(dock, session):
    dock.parts.split.setValue(0)
    dock.parts.place_class.setCurrentText("water")
    before = session.shown
    dock.draw_place()
    viewport = iface.mapCanvas().viewport()
    corners = [QPoint(250, 200), QPoint(480, 180), QPoint(520, 420), QPoint(260, 400)]
    for corner in corners:
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, corner)
    QTest.mouseClick(viewport, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, corners[-1])
    assert len(session.edits.places) == 1, "the polygon was not drawn"
    wait(lambda: session.shown is not before and session.shown is not None)
    picture("26_changed_place")


def in_full(dock):
    added = dock.add_to_map()
    assert added.isValid()
    dialog = dock.generate_in_full()
    values = dialog.createProcessingParameters()
    assert values["SEED"] == 1
    assert values["STYLE_SEED"] == 5
    assert "water" in values["CLASSES"]
    picture("27_generate_in_full", dialog)
    dialog.close()
    picture("28_added")


def no_landcover(dock):
    dock.parts.landcover.setLayer(None)
    wait(lambda: "Choose a land cover" in dock.parts.status.text())
    assert not dock.session.overlay.picture.isVisible()
    dock.close()
    assert not dock.session.overlay.picture.isVisible()
    STEPS.append("no land cover, closed")


def walk():
    window = plugins["satsyn"].window
    window.open_panel()
    window.panel.load_sample.click()
    window.panel.close()
    pause()
    show_middle(520, 480)
    without_environment(window)
    session = first_preview(window)
    arrows(session, window.preview.parts)
    gallery(window.preview, session)
    whole_names(window.preview.parts)
    far_out(session, window.preview.parts)
    changed_place(window.preview, session)
    in_full(window.preview)
    no_landcover(window.preview)


run(walk)
