"""What sentences about land cover propose is followed to the letter, and the land cover is then read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.vector_parameters import VectorLandCover
from satsyn_core.landcover.class_matching import match_classes
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.value_counts import count_values
from satsyn_core.landcover.vector.rasterised import DrawingPlace, rasterised_landcover
from satsyn_core.raster.window import Window
from tests.support.gdal_commands import run_proposed
from tests.support.proposals import follow, refusal
from tests.support.proposed_classes import followed, proposal
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.vector_layers import X, Y, box, write_layer

SQUARE = shapely.box(X, Y - 20, X + 20, Y)


def _draw(path: object, metres: float = 1.0, **given: Any) -> None:
    with rasterised_landcover(str(path), VectorLandCover(**given), DrawingPlace(metres), RecordingReporter()) as cover:
        cover.read(Window(0, 0, 2, 2))


def _match(path: Path, scheme: ClassScheme, classes: str | None = None) -> dict[int, str]:
    with open_landcover(path) as cover:
        match = match_classes(cover, scheme, classes, cover.grid.window, RecordingReporter())
    return {value: match.name_of(value) for value in sorted(match.counts)}


def test_guesses_are_checked_and_their_marks_left_out(make_raster: RasterFactory, scheme: ClassScheme) -> None:
    path = make_raster(np.array([[1, 2, 3]], np.uint8), categories=["", "Wasser", "Ground cover 7b", "Straße"])
    with refusal("What stands before a question mark is a guess: check it, .* and leave the mark out") as said:
        _match(path, scheme)
    assert "=?" not in proposal(said.text), "each value has a guess"
    assert set(_match(path, scheme, followed(said.text, "land"))) == {1, 2, 3}
    said.followed()


def test_numbers_that_are_no_class_are_declared_as_nodata(tmp_path: Path, make_raster: RasterFactory) -> None:
    def read(path: Path) -> None:
        with open_landcover(path) as cover:
            cover.read(Window(0, 0, 3, 1))

    several = make_raster(np.array([[1, 1e300, 2e300]]), name="several.tif")
    replaced = make_raster(np.array([[1, 1e300, 1e300]]), name="replaced.tif", nodata=1e300)
    follow("replace them by one, .* and declare that as nodata", lambda: read(several), lambda: read(replaced))
    single = make_raster(np.array([[1, 1, 1e300]]), name="single.tif")
    with refusal("declare it as nodata, with gdal_edit.py -a_nodata .*, or with gdal_translate") as said:
        read(single)
    run_proposed(said.part("(gdal_edit.py .*), or"), tmp_path, str(single))
    read(single)
    said.followed()
    halves = make_raster(np.array([[0.5, 1.5, 2.5]]), name="halves.tif")
    whole = make_raster(np.array([[1.0, 2.0, 3.0]]), name="whole.tif")
    follow("make whole numbers of it first", lambda: read(halves), lambda: read(whole))


def test_a_part_of_a_huge_map_is_cut_out(tmp_path: Path) -> None:
    path = tmp_path / "huge.vrt"
    path.write_text(
        '<VRTDataset rasterXSize="3000000" rasterYSize="3000000"><VRTRasterBand dataType="Byte" band="1"/>'
        "</VRTDataset>",
        encoding="utf-8",
    )
    with open_landcover(path) as cover:
        follow(
            "which takes weeks to read: cut out the part that you need, with EXTENT",
            lambda: count_values(cover, cover.grid.window, RecordingReporter(), has_extent=True),
            lambda: count_values(cover, Window(0, 0, 9, 9), RecordingReporter()),
        )


def test_layers_get_a_field_of_classes_and_numbers_that_fit(tmp_path: Path) -> None:
    planned = write_layer(tmp_path / "p.gpkg", [SQUARE], {"nutzung": ["water"], "planner": ["Forest"]})
    with refusal("Name the field with CLASS_FIELD: ") as said:
        _draw(planned)
    _draw(planned, class_field=said.part("CLASS_FIELD: ([a-z]+)"))
    said.followed()
    large = write_layer(tmp_path / "large.gpkg", [SQUARE], {"class": ["99999999999"]})
    renamed = write_layer(tmp_path / "renamed.gpkg", [SQUARE], {"class": ["water"]})
    follow("is too large a number for a raster: rename it in the layer", lambda: _draw(large), lambda: _draw(renamed))


def test_layers_get_their_place(tmp_path: Path) -> None:
    fields = {"class": ["land"]}
    metres = write_layer(tmp_path / "town.geojson", [SQUARE], fields, crs=None, kind="Polygon")
    saved = write_layer(tmp_path / "town.gpkg", [SQUARE], fields)
    follow("Say which one it is .*, save the layer as a GeoPackage", lambda: _draw(metres), lambda: _draw(saved))
    for crs, words in ((None, "has no"), ('LOCAL_CS["Town",UNIT["metre",1]]', "has a local")):
        placeless = write_layer(tmp_path / "placeless.gpkg", [SQUARE], fields, crs=crs)
        follow(
            f"{words} coordinate system, .* give the layer its coordinate system first",
            lambda path=placeless: _draw(path, target_crs="utm"),  # type: ignore[misc]
            lambda: _draw(saved, target_crs="utm"),
        )


def test_layers_that_reach_far_get_larger_pixels(tmp_path: Path) -> None:
    far = write_layer(tmp_path / "far.gpkg", [box(0, 0, 20, 20), box(4e5, 0, 4e5 + 20, 4e5)], {"class": ["land"] * 2})
    near = write_layer(tmp_path / "near.gpkg", [box(0, 0, 20, 20)], {"class": ["land"]})
    words = "choose a larger PIXEL_SIZE, or layers of a smaller area"
    follow(words, lambda: _draw(far, 1e-3), lambda: _draw(far, 1000))
    follow(words, lambda: _draw(far, 1e-3), lambda: _draw(near, 1))


def test_a_map_that_was_compressed_with_loss_is_taken_as_it_was(
    make_raster: RasterFactory, town: np.ndarray, scheme: ClassScheme, tmp_path: Path
) -> None:
    as_it_was = make_raster(town[:128, :128])
    with rasterio.open(as_it_was) as file:
        profile, tags, values = file.profile, file.tags(), file.read()
    profile |= {"compress": "JPEG", "tiled": True, "blockxsize": 128, "blockysize": 128}
    with rasterio.open(tmp_path / "lossy.tif", "w", **profile) as file:
        file.write(values)
        file.update_tags(**tags)
    classes = "1=water 2=land 3=road 4=vegetation 5=building"
    follow(
        "is compressed with loss .*: use the land cover as it was before",
        lambda: _match(tmp_path / "lossy.tif", scheme, classes),
        lambda: _match(as_it_was, scheme, classes),
    )
