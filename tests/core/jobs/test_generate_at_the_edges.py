"""Imagery from land cover in the odd forms that real files have: on exactly their grid, or refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from affine import Affine
from rasterio.enums import ColorInterp
from rasterio.vrt import WarpedVRT

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.raster_tags import VERSION
from satsyn_core.jobs import run_job
from tests.support.gdal_commands import run_proposed
from tests.support.proposals import refusal
from tests.support.rasters import UTM, WGS84, RasterFactory, RecordingReporter

Generate = Callable[..., Path]
CLASSES = "7=water 300=land 70000=road -3=building"


@pytest.fixture
def generate(tiny_model: Path, tmp_path: Path, reporter: RecordingReporter) -> Generate:
    def run(landcover: object, **values: object) -> Path:
        output = tmp_path / "imagery.tif"
        given = {"model": str(tiny_model), "engine": "torch", "block_size": 64, **values}
        run_job("generate-imagery", {"landcover": str(landcover), "output": str(output), **given}, reporter)
        return output

    return run


def _assert_same_grid(output: Path, source: Path) -> None:
    with rasterio.open(output) as written, rasterio.open(source) as given:
        assert tuple(written.transform) == tuple(given.transform)
        assert written.shape == given.shape
        assert written.crs == given.crs


def _masked(path: Path) -> np.ndarray:
    with rasterio.open(path) as dataset:
        masked: np.ndarray = dataset.read_masks(1) == 0
    return masked


@pytest.mark.parametrize(
    ("dtype", "values"),
    [
        ("int8", [7, -3]),
        ("uint16", [7, 300]),
        ("int16", [7, 300, -3]),
        ("uint32", [7, 300, 70_000]),
        ("int32", [7, 300, 70_000, -3]),
        ("int64", [7, 300, 70_000, -3]),
        ("uint64", [7, 300, 70_000]),
        ("float32", [7, 300, 70_000, -3]),
        ("float64", [7, 300, 70_000, -3]),
    ],
)
@pytest.mark.parametrize("pixel_size", [None, 0.1])
def test_numbers_of_every_type(
    dtype: str, values: list[int], pixel_size: float | None, make_raster: RasterFactory, generate: Generate
) -> None:
    numbers = np.array(values).astype(dtype)
    path = make_raster(np.tile(numbers, (4, 3)), grid="projected")
    output = generate(path, classes=CLASSES, pixel_size=pixel_size)
    if pixel_size is None:
        _assert_same_grid(output, path)
    else:
        with rasterio.open(output) as written:
            assert written.shape == (12, 9 * len(values))


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (50, 1)])
@pytest.mark.parametrize("grid", ["projected", "south-up", "rotated", "no CRS", "no georeference", "geographic"])
def test_tiny_rasters_on_every_grid(
    shape: tuple[int, int], grid: str, make_raster: RasterFactory, generate: Generate
) -> None:
    path = make_raster(np.full(shape, 2, np.uint8), grid=grid)
    _assert_same_grid(generate(path), path)


@pytest.mark.parametrize("grid", ["south-up", "rotated", "no CRS"])
def test_finer_pixels_on_every_grid(grid: str, make_raster: RasterFactory, generate: Generate) -> None:
    path = make_raster(np.array([[1, 2, 3], [4, 5, 1]], np.uint8), grid=grid)
    with rasterio.open(path) as source:
        fine = np.hypot(source.transform.a, source.transform.d) / 4
        size = fine if grid != "rotated" else None
        expected = source.transform
    if size is None:
        with pytest.raises(InputError, match="does not divide"):
            generate(path, pixel_size=0.3)
        return
    with rasterio.open(generate(path, pixel_size=size)) as written:
        a, b, c, d, e, f = expected[:6]
        assert tuple(written.transform)[:6] == (a / 4, b / 4, c, d / 4, e / 4, f)
        assert written.shape == (8, 12)


def test_a_cloud_optimised_geotiff_and_a_virtual_raster(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate, tmp_path: Path
) -> None:
    path = make_raster(town)
    pixels = []
    for driver, name in (("GTiff", "landcover.tif"), ("COG", "cog.tif"), ("VRT", "virtual.vrt")):
        copied = tmp_path / name
        if driver != "GTiff":
            rasterio.shutil.copy(path, copied, driver=driver)
        output = generate(copied)
        _assert_same_grid(output, path)
        with rasterio.open(output) as written:
            pixels.append(written.read())
    np.testing.assert_array_equal(pixels[0], pixels[1])
    np.testing.assert_array_equal(pixels[0], pixels[2])


@pytest.mark.parametrize("pixel_size", [None, 0.1])
@pytest.mark.parametrize("kind", ["mask in the file", "mask beside it", "alpha band", "mask and nodata"])
def test_masked_pixels_are_nodata(
    kind: str, pixel_size: float | None, town: np.ndarray, generate: Generate, tmp_path: Path
) -> None:
    masked = np.zeros(town.shape, bool)
    masked[20:60, 30:80] = True
    path = _write_masked(tmp_path / "masked.tif", town, masked, kind)
    expected = masked | (town == 5) if kind == "mask and nodata" else masked
    if pixel_size is not None:
        expected = np.kron(expected, np.ones((3, 3), bool))
    np.testing.assert_array_equal(_masked(generate(path, pixel_size=pixel_size)), expected)


@pytest.mark.parametrize("kind", ["mask in the file", "mask beside it", "alpha band"])
def test_a_mask_over_all_pixels_is_named_and_can_be_left_out(
    kind: str, town: np.ndarray, tmp_path: Path, generate: Generate
) -> None:
    path = _write_masked(tmp_path / "masked.tif", town, np.ones(town.shape, bool), kind)
    with refusal(r"The mask of .* hides every pixel of the part to be done. .* use a copy without the mask") as said:
        generate(path)
    assert not _masked(generate(run_proposed(said.text, tmp_path))).any()
    said.followed()


@pytest.mark.parametrize("moved", [False, True])
def test_a_mask_that_gdal_ignores_is_made_one_or_moved_away(
    moved: bool, town: np.ndarray, tmp_path: Path, make_raster: RasterFactory, generate: Generate
) -> None:
    masked = np.zeros(town.shape, bool)
    masked[20:60, 30:80] = True
    path, mask = make_raster(town), make_raster(np.where(masked, 0, 255).astype(np.uint8), name="landcover.tif.msk")
    with refusal(
        r"landcover\.tif\.msk does not say that it is a mask, .* Make it one .*, or move that file away"
    ) as said:
        generate(path)
    if moved:
        mask.replace(tmp_path / "moved.tif")
    else:
        run_proposed(said.text, tmp_path)
    np.testing.assert_array_equal(_masked(generate(path)), masked if not moved else False)
    said.followed()


@pytest.mark.parametrize("kind", ["mask in the file", "alpha band"])
def test_masked_pixels_stay_masked_in_a_warped_view(
    kind: str, town: np.ndarray, generate: Generate, tmp_path: Path
) -> None:
    masked = np.zeros(town.shape, bool)
    masked[20:60, 30:80] = True
    path = _write_masked(tmp_path / "masked.tif", town, masked, kind)
    view = tmp_path / "warped.vrt"
    with rasterio.open(path) as source:
        shifted = source.transform @ Affine.translation(5, 7)
        with WarpedVRT(source, transform=shifted, width=100, height=100, add_alpha=kind != "alpha band") as warped:
            rasterio.shutil.copy(warped, view, driver="VRT")
    np.testing.assert_array_equal(_masked(generate(view)), masked[7:107, 5:105])


def _write_masked(path: Path, values: np.ndarray, masked: np.ndarray, kind: str) -> Path:
    profile = {"driver": "GTiff", "width": values.shape[1], "height": values.shape[0], "dtype": "uint8", "crs": UTM}
    count = 2 if kind == "alpha band" else 1
    nodata = 5 if kind == "mask and nodata" else None
    transform = Affine(0.3, 0, 331_200, 0, -0.3, 2_780_000)
    with (
        rasterio.Env(GDAL_TIFF_INTERNAL_MASK=kind != "mask beside it"),
        rasterio.open(path, "w", count=count, nodata=nodata, transform=transform, **profile) as file,
    ):
        file.write(values, 1)
        file.update_tags(**{VERSION: "1.0.0"})
        if kind == "alpha band":
            file.colorinterp = [ColorInterp.gray, ColorInterp.alpha]
            file.write(np.where(masked, 0, 255).astype(np.uint8), 2)
        else:
            file.write_mask(~masked)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "WMS:https://maps.example/wms?SERVICE=WMS&LAYERS=cover",
        "WMTS:https://maps.example/wmts,layer=cover",
        "https://maps.example/cover.tif",
        "/vsicurl/https://maps.example/cover.tif",
    ],
)
def test_map_services_are_refused_kindly_without_asking_them(name: str, generate: Generate) -> None:
    with pytest.raises(InputError, match=r"lies on the web.* Save .* as a GeoTIFF"):
        generate(name)


def test_the_description_of_a_map_service_is_refused_kindly(tmp_path: Path, generate: Generate) -> None:
    path = tmp_path / "service.xml"
    path.write_text(
        "<GDAL_WMS><Service name='WMS'><ServerUrl>http://127.0.0.1:9/wms?</ServerUrl><Layers>cover</Layers></Service>"
        "<DataWindow><UpperLeftX>0</UpperLeftX><UpperLeftY>10</UpperLeftY><LowerRightX>10</LowerRightX>"
        "<LowerRightY>0</LowerRightY><SizeX>100</SizeX><SizeY>100</SizeY></DataWindow><BandsCount>1</BandsCount>"
        "</GDAL_WMS>"
    )
    with pytest.raises(InputError, match=r"lies on the web.* Save .* as a GeoTIFF"):
        generate(path)


@pytest.mark.parametrize(
    ("west", "extent", "columns"),
    [
        (179.9, "179.95,180.05,0.02,0.08", (5, 15)),
        (179.9, "179.95,-179.95,0.02,0.08", (5, 15)),
        (179.9, "179.95,-179.95,0.02,0.08 [EPSG:4326]", (5, 15)),
        (179.9, "-180.0,-179.95,0.02,0.08 [EPSG:4326]", (10, 15)),
        (-180.1, "179.95,180.05,0.02,0.08", (5, 15)),
    ],
)
def test_extents_across_the_antimeridian(
    west: float,
    extent: str,
    columns: tuple[int, int],
    tmp_path: Path,
    generate: Generate,
    reporter: RecordingReporter,
) -> None:
    path = tmp_path / "across.tif"
    transform = Affine(0.01, 0, west, 0, -0.01, 0.1)
    values = np.random.default_rng(1).integers(1, 6, (10, 20), dtype=np.uint8)
    with rasterio.open(
        path, "w", driver="GTiff", width=20, height=10, count=1, dtype="uint8", crs=WGS84, transform=transform
    ) as file:
        file.write(values, 1)
        file.update_tags(**{VERSION: "1.0.0"})
    with rasterio.open(generate(path)) as whole:
        expected = whole.read()[:, 2:8, slice(*columns)]
    with rasterio.open(generate(path, extent=extent)) as part:
        np.testing.assert_array_equal(part.read(), expected)
        assert part.transform.c == pytest.approx(west + 0.01 * columns[0])
    assert "cut to" not in reporter.text


def test_an_extent_across_the_antimeridian_on_a_projected_map(
    make_raster: RasterFactory, tmp_path: Path, generate: Generate
) -> None:
    path = tmp_path / "fiji.tif"
    transform = Affine(100, 0, 830_000, 0, -100, 12_000)
    with rasterio.open(
        path, "w", driver="GTiff", width=80, height=60, count=1, dtype="uint8", crs="EPSG:32660", transform=transform
    ) as file:
        file.write(np.full((60, 80), 2, np.uint8), 1)
        file.update_tags(**{VERSION: "1.0.0"})
    with rasterio.open(generate(path, extent="179.99,-179.99,0.06,0.08 [EPSG:4326]")) as part:
        assert part.width == pytest.approx(23, abs=2)
        assert part.height == pytest.approx(23, abs=2)


@pytest.mark.parametrize("kind", ["uniform", "mirrored"])
def test_imagery_has_no_frame_along_the_edge_of_the_raster(
    kind: str, make_raster: RasterFactory, generate: Generate
) -> None:
    """Land cover that goes on as it did gives the pixels that it gives where the raster ends."""
    values = np.full((72, 80), 300, np.uint16)
    if kind == "mirrored":
        values[20:30, 50:80], values[60:72, 10:40] = 7, -3 % 2**16
    classes = "7=water 300=land 65533=building"
    with rasterio.open(generate(make_raster(values, grid="projected"), classes=classes)) as dataset:
        small = dataset.read()
    beyond = np.pad(values, ((0, 72), (0, 80)), mode="symmetric")
    larger = make_raster(beyond, grid="projected", name="larger.tif")
    with rasterio.open(generate(larger, classes=classes)) as dataset:
        np.testing.assert_array_equal(dataset.read()[:, :72, :80], small)
