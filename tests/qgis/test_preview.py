"""The panel SatSyn preview: what is drawn, what is computed next, changed places, and the whole of it with a worker."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from assertions import assert_run, pixels
from osgeo import gdal
from preview_window import Window, polygon, wait
from rasters import NODATA, NORTH_UP, town, write_landcover


@pytest.fixture
def parts(qgis):
    from satsyn.processing_provider.preview import visible_part

    return visible_part


def test_the_part_in_view_is_drawn_or_its_middle(parts) -> None:
    grid = parts.PixelGrid(parts.Box(1000, 0, 3000, 2000), 2, 2)
    view = parts.Box(1500.5, 500, 1900, 800)
    all_of_it = parts.visible_part(view, grid, 512**2)
    assert all_of_it.box == parts.Box(1500, 500, 1900, 800)
    assert all_of_it.sentence == "All that is in view."
    middle = parts.visible_part(parts.Box(-10_000, -10_000, 10_000, 10_000), grid, 100 * 100)
    assert grid.land.contains(middle.box)
    assert grid.pixels(middle.box) == pytest.approx(100 * 100, rel=0.05)
    assert (middle.box.west - grid.land.west) % grid.width == 0
    assert "1 % of its area" in middle.sentence
    outside = parts.visible_part(parts.Box(5000, 0, 6000, 10), grid, 512**2)
    assert outside.box is None
    assert "not in view" in outside.sentence
    tiny = parts.visible_part(parts.Box(1998, 998, 2002, 1002), grid, 512**2)
    assert grid.pixels(tiny.box) >= 64 * 64


def test_the_size_follows_the_speed(parts) -> None:
    fast, slow = parts.Pace(), parts.Pace()
    for _ in range(5):
        fast.learn(512**2, 0.2)
        slow.learn(512**2, 10.0)
    assert slow.most_pixels < 512**2 < fast.most_pixels
    before = fast.most_pixels
    fast.learn(64**2, 0.4)
    assert fast.most_pixels == before


def test_only_the_newest_preview_is_computed_and_pictures_wait(qgis) -> None:
    from satsyn.processing_provider.preview.request_line import Request, RequestLine

    def request(name: str, **how: bool) -> Any:
        return Request(name, {}, lambda _: None, lambda _: None, **how)

    line = RequestLine()
    line.add(request("picture 1", waits=True))
    line.add(request("picture 2", waits=True))
    assert line.next().job == "picture 1"
    assert line.next() is None
    assert line.add(request("view 1")) is False, "a picture is nearly done: it goes on"
    line.add(request("view 2"))
    assert line.finish()[1] is True
    assert line.next().job == "view 2"
    assert line.add(request("view 3")) is True
    assert line.add(request("view 4")) is False, "it is cancelled already"
    line.add(request("question", may_be_dropped=False))
    assert line.finish()[1] is False
    assert [line.next().job, line.finish() and line.next().job] == ["question", "view 4"]
    assert line.drop_previews() is True
    line.finish()
    assert line.next().job == "picture 2"


def test_styles_are_named_by_how_they_differ(qgis) -> None:
    from satsyn.processing_provider.preview.looks import Look, names_of

    names = names_of({0: Look(40, 0, 10), 1: Look(120, 40, 30), 2: Look(200, -40, 60)})
    assert names == {0: "dark, soft", 1: "warm", 2: "bright, cool, crisp"}


def test_changed_places_lie_over_the_land_cover(qgis, tmp_path: Path) -> None:
    from satsyn.processing_provider.preview.place_change import ChangedPlace, change_landcover

    landcover = write_landcover(tmp_path / "landcover.tif", NORTH_UP)
    colours = gdal.ColorTable()
    colours.SetColorEntry(1, (0, 0, 255, 255))
    dataset = gdal.Open(str(landcover), gdal.GA_Update)
    dataset.GetRasterBand(1).SetColorTable(colours)
    dataset.GetRasterBand(1).SetCategoryNames(["", "Zork", "Blub", "Grumpf"])
    before = dataset.ReadAsArray()
    del dataset
    match = {"classes": [{"value": int(v), "class": name} for v, name in zip((1, 2, 3), ("water", "land", "road"))]}
    first, second = (slice(20, 40), slice(30, 60)), (slice(30, 50), slice(50, 70))
    places = [ChangedPlace(polygon(*first), "building"), ChangedPlace(polygon(*second), "water")]
    changed = change_landcover(str(landcover), match, places, tmp_path)
    after = gdal.Open(changed.path)
    expected = before.copy()
    new = next(int(part[0]) for part in (one.split("=") for one in changed.classes.split()) if part[1] == "building")
    expected[first], expected[second] = new, 1
    np.testing.assert_array_equal(after.ReadAsArray(), expected)
    assert after.GetGeoTransform() == gdal.Open(str(landcover)).GetGeoTransform()
    assert new not in (1, 2, 3, after.GetRasterBand(1).GetNoDataValue())
    assert {"1=water", "2=land", "3=road"} < set(changed.classes.split())
    shown = gdal.Open(changed.before)
    np.testing.assert_array_equal(shown.ReadAsArray(), before)
    table = shown.GetRasterBand(1).GetDefaultRAT()
    named = {table.GetValueAsInt(row, 0): table.GetValueAsString(row, 1) for row in range(table.GetRowCount())}
    assert named == {1: "water", 2: "land", 3: "road"}
    assert not shown.GetRasterBand(1).GetCategoryNames(), "names of the file would count before the table"


def test_places_far_apart_are_as_small_as_they_are(qgis, tmp_path: Path) -> None:
    """Between them lies a land cover that would take seconds to write and read."""
    from qgis.core import QgsGeometry, QgsRectangle

    from satsyn.processing_provider.preview.place_change import ChangedPlace, change_landcover

    side, path = 30_000, tmp_path / "large.tif"
    options = ["SPARSE_OK=TRUE", "TILED=YES"]
    large = gdal.GetDriverByName("GTiff").Create(str(path), side, side, 1, gdal.GDT_Byte, options)
    large.SetGeoTransform((500_000, 1, 0, 4_000_000, 0, -1))
    del large
    corners = [(100, 100), (29_000, 29_000), (-500, 0)]  # the last one lies beside the land cover
    places = [
        ChangedPlace(QgsGeometry.fromRect(QgsRectangle(500_000 + x, 3_999_950 - y, 500_050 + x, 4_000_000 - y)), name)
        for (x, y), name in zip(corners, ("water", "land", "land"))
    ]
    match = {"classes": [{"value": 1, "class": "water"}, {"value": 2, "class": "land"}]}
    (tmp_path / "changed").mkdir()
    changed = change_landcover(str(path), match, places, tmp_path / "changed")
    written = [gdal.Open(str(one)) for one in (tmp_path / "changed").glob("*.tif")]
    assert [(one.RasterXSize, one.RasterYSize) for one in written] == [(50, 50), (50, 50)]
    after = gdal.Open(changed.path)
    for (x, y), value in zip(corners[:2], (1, 2)):
        expected = np.zeros((54, 54), np.uint8)
        expected[2:-2, 2:-2] = value
        np.testing.assert_array_equal(after.ReadAsArray(x - 2, y - 2, 54, 54), expected)


def test_a_preview_has_the_pixels_of_the_full_run_and_follows_what_is_wanted(qgis, model: Path, tmp_path: Path) -> None:
    landcover = write_landcover(tmp_path / "landcover.tif", NORTH_UP)
    window = Window(landcover, model)
    try:
        first = window.shown()
        full = assert_run(
            "satsyn:generateimagery", LANDCOVER=str(landcover), MODEL=str(model), OUTPUT=str(tmp_path / "a.tif")
        )
        np.testing.assert_array_equal(first, pixels(full.output))
        for seed in range(1, 6):
            window.session.want(window.session.wanted.__class__(window.wanted.choice, seed=seed))
        styled = window.shown(seed=7, style=3)
        assert (styled != first).any()
        assert window.session.model_name == "tiny"

        area = (slice(20, 50), slice(40, 80))
        window.session.change_place(polygon(*area), "water")
        changed = window.shown()
        assert (changed[:, 25:45, 45:75] != styled[:, 25:45, 45:75]).mean() > 0.5
        window.session.change_place(polygon(slice(0, 9), slice(90, 99)), "no such class")
        window.wait(lambda: window.said[-1][1])
        assert "no such class" in window.said[-1][0]
        window.session.undo_change()

        window.session.want(window.wanted.__class__(window.wanted.choice, seed=1))
        window.wait(lambda: window.session.worker.line.running is not None)
        window.session.worker._process.kill()
        window.wait(lambda: "worker" in window.said[-1][0] and window.said[-1][1])
        window.session.undo_change()
        again = window.shown(seed=0, style=0)
        np.testing.assert_array_equal(again, first, "another worker goes on, without the changed places")
    finally:
        window.close()
    window.wait(lambda: not list(window.session.folder.glob("*")))


def test_a_change_of_the_layer_while_it_is_handed_over_is_drawn(qgis, model: Path, tmp_path: Path) -> None:
    from qgis.core import QgsRasterRange

    landcover = write_landcover(tmp_path / "landcover.tif", NORTH_UP)
    window = Window(landcover, model)
    try:
        window.session.want(window.wanted)
        window.session.draw()
        assert window.session._handover._task is not None
        window.layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(1, 1)])
        window.layer.emitStyleChanged()
        window.shown()
        image = gdal.Open(str(window.session.shown.path))
        has_no_data = image.GetRasterBand(1).GetMaskBand().ReadAsArray() == 0
        np.testing.assert_array_equal(has_no_data, np.isin(town(), [NODATA, 1]))
    finally:
        window.close()


def test_another_coordinate_system_of_the_layer_is_followed(qgis, model: Path, tmp_path: Path) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    window = Window(write_landcover(tmp_path / "landcover.tif", NORTH_UP), model)
    try:
        window.shown()
        other = QgsCoordinateReferenceSystem("EPSG:32639")
        window.layer.setCrs(other)
        window.wait(lambda: window.said[-1][1])
        assert "not in view" in window.said[-1][0]
        window.canvas.setDestinationCrs(other)
        window.canvas.setExtent(window.layer.extent())
        window.shown()
    finally:
        window.close()


def test_one_preview_is_kept_at_most(qgis, model: Path, tmp_path: Path) -> None:
    window = Window(write_landcover(tmp_path / "landcover.tif", NORTH_UP), model)

    def kept() -> list[Path]:
        return list(window.session.folder.glob("preview_*.tif"))

    try:
        window.shown()
        window.layer.emitStyleChanged()
        assert len(kept()) == 1, "it is on the map until there is another one"
        window.shown()
        assert kept() == [window.session.shown.path]
        window.session.want(replace(window.wanted, choice=replace(window.wanted.choice, landcover="")))
        window.wait(lambda: window.session.shown is None)
        assert not kept()
    finally:
        window.close()


def _many_polygons() -> Any:
    """Return a layer that takes seconds to be handed over."""
    from qgis.core import QgsFeature, QgsVectorLayer

    layer = QgsVectorLayer("Polygon?crs=EPSG:32640&field=class:string(20)", "many", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttribute("class", "water")
    feature.setGeometry(polygon(slice(0, 9), slice(0, 9)))
    layer.dataProvider().addFeatures([feature] * 200_000)
    layer.updateExtents()
    return layer


def test_layers_that_are_not_wanted_any_more_are_not_handed_over_to_the_end(qgis, model: Path, tmp_path: Path) -> None:
    from qgis.core import QgsApplication, QgsProject

    window = Window(write_landcover(tmp_path / "landcover.tif", NORTH_UP), model)
    many = _many_polygons()
    QgsProject.instance().addMapLayer(many)
    session = window.session

    def written_features() -> Any:
        session.want(replace(window.wanted, choice=replace(window.wanted.choice, landcover=many.id())))
        session.draw()
        task = session._handover._task
        wait(lambda: list(session.folder.glob("source_*/landcover*")))
        return task

    try:
        task = written_features()
        ended: list[str] = []
        task.ended.connect(lambda _, problem: ended.append(problem))
        window.shown()
        assert "Cancelled" in ended[0]
        assert len(list(session.folder.glob("source_*"))) == 1
        written_features()
    finally:
        window.close()
        QgsProject.instance().removeMapLayer(many.id())
    start = time.monotonic()
    wait(lambda: not QgsApplication.taskManager().countActiveTasks())
    assert time.monotonic() - start < 2
    wait(lambda: not session.folder.exists())


def test_a_place_that_is_drawn_while_the_layer_is_handed_over_is_kept(qgis, model: Path, tmp_path: Path) -> None:
    window = Window(write_landcover(tmp_path / "landcover.tif", NORTH_UP), model)
    try:
        before = window.shown()
        window.layer.emitStyleChanged()
        assert window.session._source is None
        window.session.change_place(polygon(slice(20, 50), slice(40, 80)), "water")
        assert len(window.session.edits.places) == 1
        after = window.shown()
        assert (after[:, 25:45, 45:75] != before[:, 25:45, 45:75]).mean() > 0.5
    finally:
        window.close()


def test_a_place_without_a_land_cover_is_refused_in_words(qgis, model: Path, tmp_path: Path) -> None:
    window = Window(write_landcover(tmp_path / "landcover.tif", NORTH_UP), model)
    try:
        window.session.change_place(polygon(slice(20, 50), slice(40, 80)), "water")
        assert not window.session.edits.places
        assert "Choose a land cover" in window.said[-1][0]
    finally:
        window.close()


def test_the_preview_is_drawn_as_soon_as_there_is_an_environment(
    qgis, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from satsyn.processing_provider.worker.kept_worker import end_workers

    python = os.environ["SATSYN_PYTHON"]
    monkeypatch.delenv("SATSYN_PYTHON")
    window = Window(write_landcover(tmp_path / "landcover.tif", NORTH_UP), model)
    try:
        window.session.want(window.wanted)
        window.wait(lambda: window.said)
        assert "no Python environment" in window.said[-1][0]
        monkeypatch.setenv("SATSYN_PYTHON", python)
        end_workers()  # as the setup does at its end
        window.wait(window.is_shown)
    finally:
        window.close()


def test_the_style_of_an_image_comes_from_what_it_shows_not_from_changed_places(
    qgis, model: Path, tmp_path: Path
) -> None:
    from qgis.core import QgsProject, QgsRasterLayer

    landcover = write_landcover(tmp_path / "landcover.tif", NORTH_UP)
    image = assert_run(
        "satsyn:generateimagery", LANDCOVER=str(landcover), MODEL=str(model), SEED=5, OUTPUT=str(tmp_path / "image.tif")
    )
    style = QgsRasterLayer(str(image.output), "image")
    QgsProject.instance().addMapLayer(style)
    window = Window(landcover, model)
    try:
        choice = replace(window.wanted.choice, style=style.id())
        styled = window.shown(choice=choice)
        window.session.change_place(polygon(slice(0, 40), slice(0, 40)), "water")
        changed = window.shown()
        assert (changed[:, :30, :30] != styled[:, :30, :30]).mean() > 0.5
        far = (slice(None), slice(-20, None), slice(-20, None))
        np.testing.assert_array_equal(changed[far], styled[far])
        mended = window.session.edits.changed(str(landcover))
        full = assert_run(
            "satsyn:generateimagery",
            LANDCOVER=mended.path,
            CLASSES=mended.classes,
            STYLE=str(image.output),
            STYLE_LANDCOVER=window.session.style_landcover(mended),
            MODEL=str(model),
            OUTPUT=str(tmp_path / "full.tif"),
        )
        np.testing.assert_array_equal(changed, pixels(full.output))
    finally:
        window.close()
        QgsProject.instance().removeMapLayer(style.id())


def test_a_missing_land_cover_is_said(qgis, model: Path, tmp_path: Path) -> None:
    window = Window(write_landcover(tmp_path / "landcover.tif", NORTH_UP), model)
    try:
        window.session.draw()
        assert window.said == [(window.said[0][0], True)]
        assert "Choose a land cover" in window.said[0][0]
    finally:
        window.close()
