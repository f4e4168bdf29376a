"""What sentences about rasters propose is followed to the letter, and the raster is then read."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.control import GroundControlPoint
from rasterio.crs import CRS
from rasterio.enums import ColorInterp

from satsyn_core.contract.errors import SatSynError
from satsyn_core.raster.bands import more_bands, used_bands
from satsyn_core.raster.coordinates import transform_points
from satsyn_core.raster.geotiff_layout import write_error
from satsyn_core.raster.grid import Extent, Grid
from satsyn_core.raster.library_errors import gdal_errors_as
from satsyn_core.raster.nesting import nesting_for
from satsyn_core.raster.overviews import build_overviews
from satsyn_core.raster.reading import open_raster
from satsyn_core.raster.warp import on_grid
from tests.support.gdal_commands import run_proposed
from tests.support.proposals import Said, follow, refusal
from tests.support.rasters import UTM, RasterFactory, RecordingReporter

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
PLACE = Affine(2, 0, 331_200, 0, -2, 2_780_000)
LOCAL = 'LOCAL_CS["Old town grid",UNIT["metre",1],AXIS["x",EAST],AXIS["y",NORTH]]'


def _image(path: Path, bands: int = 1, dtype: str = "uint8", **profile: Any) -> Path:
    size = {"driver": "GTiff", "width": 9, "height": 8, "count": bands, "dtype": dtype}
    with rasterio.open(path, "w", **size, **profile) as file:
        file.write(np.ones((bands, 8, 9), dtype))
    return path


def _used(path: Path, bands: Sequence[int] | None = None) -> tuple[int, ...]:
    with open_raster(path) as imagery:
        return used_bands(imagery, bands)


def _opened(path: object) -> Grid:
    with open_raster(str(path)) as dataset:
        return Grid.of(dataset)


def test_bands_are_made_or_named(tmp_path: Path) -> None:
    alpha, photo = tmp_path / "alpha.tif", _image(tmp_path / "photo.tif", 3)
    _image(alpha)
    with rasterio.open(alpha, "r+") as file:
        file.colorinterp = [ColorInterp.alpha]
    follow("has no band but one of transparency .*: choose imagery", lambda: _used(alpha), lambda: _used(photo))

    radar = _image(tmp_path / "radar.tif", dtype="complex64")
    amplitudes = tmp_path / "amplitudes.tif"
    with rasterio.open(radar) as file, rasterio.open(amplitudes, "w", **{**file.profile, "dtype": "float32"}) as real:
        real.write(np.abs(file.read()))
    follow("holds complex numbers, .*: make amplitudes of them first", lambda: _used(radar), lambda: _used(amplitudes))


def test_bands_of_several_types_become_one_or_are_named(tmp_path: Path) -> None:
    mixed = _mixed(tmp_path)
    with refusal(
        "has bands of different data types .*: make them one type, .* -ot UInt16, or name bands of one"
    ) as said:
        _used(mixed)
    _used(mixed, [1])
    made = run_proposed(said.text, tmp_path, str(mixed), "one_type.tif")
    assert _used(made) == (1, 2)
    said.followed()


def _mixed(folder: Path) -> Path:
    bands = "".join(
        f'<VRTRasterBand dataType="{kind}" band="{band}"><SimpleSource><SourceFilename>{path}</SourceFilename>'
        "<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>"
        for band, (kind, path) in enumerate(
            [("Byte", _image(folder / "a.tif")), ("UInt16", _image(folder / "b.tif", dtype="uint16"))], 1
        )
    )
    mixed = folder / "mixed.vrt"
    mixed.write_text(f'<VRTDataset rasterXSize="9" rasterYSize="8">{bands}</VRTDataset>', encoding="utf-8")
    return mixed


def test_images_of_fewer_bands_than_a_model_has_get_more(tmp_path: Path) -> None:
    grey, pair, palette = (_image(tmp_path / f"{name}.tif", count) for name, count in (("g", 1), ("two", 2), ("p", 1)))
    with rasterio.open(palette, "r+") as file:
        file.write_colormap(1, {1: (40, 80, 120, 255)})
    for path, words in (
        (grey, "choose an image with these bands, or, if grey is right, repeat its band with gdal_translate"),
        (palette, "make bands of it with gdal_translate"),
    ):
        with rasterio.open(path) as imagery:
            said = Said(words, f"The image has 1 band: {more_bands(imagery, 3)}.")
        assert len(_used(run_proposed(said.text, tmp_path))) == 3
        said.followed()
    with rasterio.open(pair) as imagery:
        said = Said("choose an image with these bands, or a model for the bands", f"Too few: {more_bands(imagery, 3)}.")
    assert len(_used(_image(tmp_path / "photo.tif", 3))) == 3
    said.followed()


def test_rasters_get_the_place_that_they_lack(tmp_path: Path) -> None:
    points = [GroundControlPoint(row, col, 331_200 + 2 * col, 2_780_000 - 2 * row) for row, col in
              ((0, 0), (0, 9), (8, 0), (8, 9))]  # fmt: skip
    oblique = _image(tmp_path / "oblique.tif", gcps=points, crs=UTM)
    with refusal("is placed by ground control points, .*: bring it onto one first, .* with gdalwarp") as said:
        _opened(oblique)
    _opened(run_proposed("with gdalwarp", tmp_path, str(oblique), "warped.tif"))
    said.followed()
    follow("its geotransform is damaged. Fetch the file again", lambda: _opened(_sizeless(tmp_path)),
           lambda: _opened(_image(tmp_path / "fetched.tif", transform=PLACE)))  # fmt: skip
    follow("its geotransform is damaged. .* or give it its place", lambda: _opened(_sizeless(tmp_path)),
           lambda: _opened(_sizeless(tmp_path, "331200,2,0,2780000,0,-2")))  # fmt: skip


def _sizeless(folder: Path, transform: str = "331200,0,0,2780000,0,0") -> Path:
    path = folder / "mosaic.vrt"
    path.write_text(
        f'<VRTDataset rasterXSize="9" rasterYSize="8"><GeoTransform>{transform}</GeoTransform>'
        '<VRTRasterBand dataType="Byte" band="1"/></VRTDataset>',
        encoding="utf-8",
    )
    return path


def test_a_raster_of_several_is_named(tmp_path: Path) -> None:
    with rasterio.open(tmp_path / "all.gpkg", "w", driver="GPKG", width=9, height=8, count=1, dtype="uint8", crs=UTM,
                       transform=PLACE, RASTER_TABLE="first") as file:  # fmt: skip
        file.write(np.ones((1, 8, 9), np.uint8))
    with rasterio.open(tmp_path / "all.gpkg", "w", driver="GPKG", width=9, height=8, count=1, dtype="uint8", crs=UTM,
                       transform=PLACE, RASTER_TABLE="second", APPEND_SUBDATASET="YES") as file:  # fmt: skip
        file.write(np.ones((1, 8, 9), np.uint8))
    with refusal("holds several rasters and none of its own: name one of them") as said:
        _opened(tmp_path / "all.gpkg")
    assert _opened(said.part("name one of them, as (.*)")).width == 9
    said.followed()


def test_a_mask_beside_a_raster_is_made_one_or_moved_away(tmp_path: Path) -> None:
    words = "does not say that it is a mask, .* Make it one with gdal_edit.py .*, or move that file away"
    cover, mask = _image(tmp_path / "cover.tif", transform=PLACE), tmp_path / "cover.tif.msk"
    _image(mask, transform=PLACE)
    follow(words, lambda: _opened(cover), act=lambda: shutil.move(mask, tmp_path / "moved"))
    shutil.move(tmp_path / "moved", mask)
    with refusal(words) as said:
        _opened(cover)
    run_proposed(said.text, tmp_path)
    _opened(cover)
    said.followed()


def test_other_files_are_chosen(tmp_path: Path) -> None:
    saved = _image(tmp_path / "saved.tif", transform=PLACE)
    endless = tmp_path / "endless.vrt"
    endless.write_text('<VRTDataset rasterXSize="2000000000" rasterYSize="2000000000">'
                       '<VRTRasterBand dataType="Byte" band="1"/></VRTDataset>', encoding="utf-8")  # fmt: skip
    follow("more than any raster has: choose another file", lambda: _opened(endless), lambda: _opened(saved))
    follow("lies on the web, .* Save the area that you need as a GeoTIFF", lambda: _opened("WMS:https://maps.test"),
           lambda: _opened(saved))  # fmt: skip

    def read(name: str) -> None:
        with gdal_errors_as(f"{name} cannot be read"), rasterio.open(name) as file:
            file.read()

    mosaic = tmp_path / "mosaic.vrt"
    tile = "<SimpleSource><SourceFilename>/vsicurl/http://maps.test/tile.tif</SourceFilename></SimpleSource>"
    mosaic.write_text('<VRTDataset rasterXSize="9" rasterYSize="8"><VRTRasterBand dataType="Byte" band="1">'
                      f"{tile}</VRTRasterBand></VRTDataset>", encoding="utf-8")  # fmt: skip
    # As a job keeps GDAL from the web.
    with (
        rasterio.Env(CPL_VSIL_CURL_ALLOWED_FILENAME="/vsicurl/none"),
        refusal("it needs what lies on the web, .*: save that as a GeoTIFF") as said,
    ):
        read(str(mosaic))
    read(str(saved))
    said.followed()


def test_a_local_system_is_replaced_by_the_true_one(tmp_path: Path) -> None:
    local = _image(tmp_path / "local.tif", transform=PLACE, crs=CRS.from_wkt(LOCAL))

    def brought() -> object:
        crs = _opened(local).crs
        assert crs is not None
        return transform_points([1.0], [1.0], crs, UTM, str(local))

    with refusal(
        "is a local .engineering. coordinate system, .* Give the file .* gdal_edit.py -a_srs EPSG:25832"
    ) as said:
        brought()
    run_proposed(said.text, tmp_path, str(local))
    brought()
    said.followed()


def test_extents_are_written_in_the_other_order() -> None:
    grid = Grid(UTM, Affine(2, 0, 2_779_900, 0, -2, 331_400), 100, 100)
    with refusal('If it has the order of GDAL, write "') as said:
        Extent.parse("2779900,331210,2779950,331300")
    grid.window_of(Extent.parse(said.part('write "([^"]*)"')))
    said.followed()
    degrees = Grid(CRS.from_epsg(4326), Affine(0.01, 0, 4.0, 0, -0.01, 9.0), 100, 100)
    with refusal("has the order of GDAL, xmin,ymin,xmax,ymax, .* Write ") as said:
        degrees.window_of(Extent.parse("4.2,8.3,4.4,8.5"))
    degrees.window_of(Extent.parse(said.part('Write "([^"]*)"')))
    said.followed()
    globe = CRS.from_proj4("+proj=ortho +lat_0=50 +lon_0=10")
    seen = Grid(globe, Affine(130_000, 0, -6.5e6, 0, -130_000, 6.5e6), 100, 100)
    follow(
        "The extent lies where the raster's coordinate system is not defined: choose a smaller one",
        lambda: seen.window_of(Extent.parse("-170,170,-80,80 [EPSG:4326]")),
        lambda: seen.window_of(Extent.parse("9.9,10.1,49.9,50.1 [EPSG:4326]")),
    )


def test_a_pixel_size_is_chosen_within_the_limits_that_are_named() -> None:
    grid = Grid(UTM, PLACE, 10, 10)
    for size in (1e-5, 3.0):
        with refusal("choose at least .*, and at most|leave it empty, or choose one from .* to") as said:
            nesting_for(grid, size, "cover.tif")
        named = re.findall(r"\d+(?:\.\d+)?(?:e-\d+)?", re.split("choose", said.text)[-1])
        assert [nesting_for(grid, float(limit), "cover.tif") for limit in named[:2]]
        said.followed()


def test_a_disk_that_cannot_be_written_is_checked(tmp_path: Path, make_raster: RasterFactory) -> None:
    def write(path: Path) -> None:
        try:
            with rasterio.open(path, "w", driver="GTiff", width=1, height=1, count=1, dtype="uint8") as file:
                file.write(np.ones((1, 1, 1), np.uint8))
        except rasterio.errors.RasterioError as error:
            raise write_error(path, error) from error

    with refusal("Writing .* failed .*: check that its disk has space and can be written", SatSynError) as said:
        write(Path("/proc/made.tif"))
    write(tmp_path / "made.tif")
    said.followed()


def test_a_name_that_is_not_in_utf_8_is_changed(tmp_path: Path) -> None:
    named, renamed = tmp_path / os.fsdecode(b"\xff.tif"), tmp_path / "renamed.tif"
    named.write_bytes(_image(tmp_path / "image.tif", transform=PLACE).read_bytes())
    follow("is not in UTF-8, .*: rename the file or its folder", lambda: _opened(named),
           lambda: _opened(named.rename(renamed)))  # fmt: skip


def test_overviews_are_built_where_their_disk_can_be_written(tmp_path: Path) -> None:
    image, missing = _image(tmp_path / "image.tif", transform=PLACE), tmp_path / "gone" / "image.tif"

    def copy() -> None:
        missing.parent.mkdir()
        shutil.copy(image, missing)

    follow("Building overviews of .* failed .*: check that its disk has space, and run this again",
           lambda: build_overviews(missing, [2], "nearest", RecordingReporter()), act=copy)  # fmt: skip


def test_imagery_beyond_the_end_of_the_longitudes_is_cut_there(tmp_path: Path) -> None:
    world, imagery = tmp_path / "world.tif", tmp_path / "imagery.tif"
    for path, transform in ((world, Affine(40, 0, -180, 0, -20, 80)), (imagery, Affine(20, 0, 80, 0, -2, 8))):
        _image(path, crs="EPSG:4326", transform=transform)
    with rasterio.open(world, "r+") as file:
        file.write(np.broadcast_to(np.arange(1, 10, dtype="uint8"), (8, 9)), 1)

    def found(path: Path) -> set[int]:
        with rasterio.open(world) as file, on_grid(file, _opened(path), "the imagery") as placed:
            return set(placed.read(1).flat)

    with refusal(
        "cut the imagery at this longitude, for example with gdal_translate -projwin, and use the parts"
    ) as said:
        found(imagery)
    edge = said.part("goes on beyond longitude (-?[0-9.]+),")
    west = ["80", "8", edge, "-8", str(imagery), "west.tif"]
    east = [edge, "8", "260", "-8", str(imagery), "east.tif"]
    assert [found(run_proposed(said.text, tmp_path, *window)) for window in (west, east)] == [{7, 8, 9}, {1, 2}]
    said.followed()
