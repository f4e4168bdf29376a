"""The picture of a preview lies on the map where QGIS would draw its layer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from preview_window import wait
from rasters import NORTH_UP, write_landcover


@pytest.fixture
def canvas(qgis, tmp_path: Path) -> Any:
    from qgis.core import QgsRasterLayer
    from qgis.gui import QgsMapCanvas

    from satsyn.processing_provider.preview.overlay import PreviewOverlay

    layer = QgsRasterLayer(str(write_landcover(tmp_path / "landcover.tif", NORTH_UP)), "land cover")
    canvas = QgsMapCanvas()
    canvas.resize(400, 300)
    canvas.show()  # only then has it this size
    canvas.setDestinationCrs(layer.crs())
    canvas.setExtent(layer.extent())
    overlay = PreviewOverlay(canvas)
    yield canvas, overlay, layer
    if overlay.picture.scene() is not None:
        overlay.remove()


def _show(overlay: Any, layer: Any) -> None:
    overlay.show_layer(layer)
    wait(lambda: overlay.picture.isVisible())


def _painted(canvas: Any, picture: Any) -> np.ndarray:
    """Return what the item paints on the canvas."""
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtGui import QImage, QPainter

    image = QImage(canvas.mapSettings().outputSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    picture.paint(painter)
    painter.end()
    return _numbers(image)


def _drawn_by_qgis(canvas: Any, layer: Any) -> np.ndarray:
    from qgis.core import QgsMapRendererSequentialJob, QgsMapSettings
    from qgis.PyQt.QtGui import QColor

    settings = QgsMapSettings(canvas.mapSettings())
    settings.setLayers([layer])
    settings.setBackgroundColor(QColor(0, 0, 0, 0))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return _numbers(job.renderedImage())


def _numbers(image: Any) -> np.ndarray:
    bits = image.bits()
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bits, np.uint8).reshape(image.height(), image.width(), 4).astype(int)


@pytest.mark.parametrize("rotation", [0, 30])
def test_the_picture_lies_where_qgis_would_draw_the_layer(canvas, rotation: int) -> None:
    canvas, overlay, layer = canvas
    canvas.setRotation(rotation)
    _show(overlay, layer)
    expected = _drawn_by_qgis(canvas, layer)
    assert expected.any()
    np.testing.assert_array_equal(_painted(canvas, overlay.picture), expected)


@pytest.mark.parametrize("rotation", [0, 30])
def test_a_picture_moves_turns_and_grows_with_the_map_until_another_one_is_drawn(canvas, rotation: int) -> None:
    canvas, overlay, layer = canvas
    canvas.setRotation(rotation)
    _show(overlay, layer)
    before = _painted(canvas, overlay.picture)
    canvas.setRotation(rotation + 20)
    canvas.zoomByFactor(0.8, layer.extent().center())
    moved, expected = _painted(canvas, overlay.picture), _drawn_by_qgis(canvas, layer)
    assert np.abs(moved - before).mean() > 20
    assert np.abs(moved - expected).mean() < 5, "the edges of its pixels alone differ"


def test_drawings_that_are_given_up_are_kept_until_they_have_ended(canvas) -> None:
    canvas, overlay, layer = canvas
    overlay.show_layer(layer)
    jobs = []
    for _ in range(5):
        overlay.draw()
        jobs.append(overlay._job)
    destroyed: list[int] = []
    for number, job in enumerate(jobs):
        job.destroyed.connect(lambda *_, number=number: destroyed.append(number))
        job.finished.connect(lambda number=number: destroyed.append(number + 100))
    del job
    jobs.clear()
    wait(lambda: len(destroyed) == 10)
    assert overlay.picture.isVisible()
    for number in range(5):
        assert destroyed.index(number + 100) < destroyed.index(number), "it was destroyed before it had ended"
    wait(lambda: not overlay._running)


def test_nothing_is_drawn_any_more_after_the_picture_was_taken_off_the_map(canvas) -> None:
    _, overlay, layer = canvas
    overlay.show_layer(layer)
    job = overlay._job
    assert job.isActive()
    overlay.remove()
    assert not job.isActive()
    assert overlay.picture.scene() is None
