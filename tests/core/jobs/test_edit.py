"""Edits: imagery generated within a mask, an existing image outside of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely
from numpy.typing import NDArray

from satsyn_core.contract.errors import InputError
from satsyn_core.generation.edit import open_edit
from satsyn_core.generation.request import open_request
from satsyn_core.jobs import job_named, run_job
from tests.support.gdal_commands import run_proposed
from tests.support.proposals import follow, refusal
from tests.support.rasters import RasterFactory, RecordingReporter

Generate = Callable[..., NDArray[np.uint8]]
MASK = (slice(40, 60), slice(90, 120))


@pytest.fixture
def generate(tiny_model: Path, tmp_path: Path, reporter: RecordingReporter) -> Generate:
    """Run the job and return the pixels of `NAME.tif`."""

    def run(landcover: Path, name: str, **values: object) -> NDArray[np.uint8]:
        paths = {"landcover": str(landcover), "output": str(tmp_path / f"{name}.tif"), "model": str(tiny_model)}
        result = run_job("generate-imagery", {**paths, "engine": "torch", "block_size": 64, **values}, reporter)
        with rasterio.open(str(result["OUTPUT"])) as written:
            pixels: NDArray[np.uint8] = written.read()
        return pixels

    return run


@pytest.fixture
def landcover(make_raster: RasterFactory, town: NDArray[np.uint8]) -> Path:
    return make_raster(town)


@pytest.fixture
def mask(make_raster: RasterFactory, town: NDArray[np.uint8]) -> Path:
    values = np.zeros_like(town)
    values[MASK] = 1
    return make_raster(values, name="mask.tif")


@pytest.fixture
def base(make_raster: RasterFactory, town: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Real imagery on the land cover's grid, `base.tif`."""
    pixels = np.random.default_rng(1).integers(1, 256, (3, *town.shape), np.uint8)
    make_raster(pixels, name="base.tif")
    return pixels


def _near(shape: tuple[int, ...], distance: float) -> NDArray[np.bool_]:
    """Where pixels (height, width) are not farther than so many pixels from those of the mask."""
    rows, cols = np.indices(shape)
    apart = [np.maximum(0, np.maximum(s.start - n, n - s.stop + 1)) for s, n in zip(MASK, (rows, cols))]
    return np.hypot(*apart) <= distance


@pytest.mark.parametrize("feather", [0, 3, 40])
def test_pixels_outside_the_mask_and_its_feather_are_those_of_the_base_image(
    feather: float, generate: Generate, landcover: Path, mask: Path, base: NDArray[np.uint8], tmp_path: Path
) -> None:
    whole = generate(landcover, "whole", seed=3)
    # Pixels of 0.3 m: a little more than the feather, which does not end on a pixel.
    given = {"mask": str(mask), "base_image": str(tmp_path / "base.tif"), "feather": feather * 0.3 + 0.01}
    edited = generate(landcover, "edited", seed=3, **given)
    near = _near(base.shape[1:], feather)
    np.testing.assert_array_equal(edited[:, ~near], base[:, ~near])
    np.testing.assert_array_equal(edited[:, MASK[0], MASK[1]], whole[:, MASK[0], MASK[1]])
    edge = near & ~_near(base.shape[1:], 0)
    between = (edited >= np.minimum(base, whole)) & (edited <= np.maximum(base, whole))
    assert between[:, edge].all()
    assert not edge.any() or (edited != base)[:, edge].mean() > 0.5


def test_an_edit_of_nothing_new_changes_no_pixel(
    generate: Generate, landcover: Path, mask: Path, tmp_path: Path
) -> None:
    whole = generate(landcover, "whole", seed=3)
    given = {"mask": str(mask), "base_image": str(tmp_path / "whole.tif"), "seed": 3}
    np.testing.assert_array_equal(generate(landcover, "edited", **given), whole)


def test_tiles_of_a_generated_image_are_kept_as_those_of_any_other(
    generate: Generate, make_raster: RasterFactory, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    large = np.tile(town, (6, 5))[:600, :700]
    landcover, mask = make_raster(large, name="large.tif"), np.zeros_like(large)
    mask[500:530, 480:530] = 1
    whole = generate(landcover, "whole", seed=3)
    shutil.copy(tmp_path / "whole.tif", tmp_path / "foreign.tif")
    with rasterio.open(tmp_path / "foreign.tif", "r+") as file:
        file.update_tags(OWNER="somebody")
    given = {"mask": str(make_raster(mask, name="large_mask.tif")), "seed": 4, "feather": 1}
    copied = generate(landcover, "copied", base_image=str(tmp_path / "whole.tif"), **given)
    written = generate(landcover, "written", base_image=str(tmp_path / "foreign.tif"), **given)
    np.testing.assert_array_equal(copied, written)
    assert (copied != whole).any(axis=0).sum() > 1000
    with rasterio.open(tmp_path / "copied.tif") as file:
        assert file.tags()["SATSYN_KEPT"] == "whole.tif"
        assert file.tags()["SATSYN_SEED"] == "4"
    with rasterio.open(tmp_path / "written.tif") as file:
        assert "OWNER" not in file.tags()


def test_polygons_in_degrees_and_an_extent(
    generate: Generate, landcover: Path, base: NDArray[np.uint8], tmp_path: Path
) -> None:
    with rasterio.open(landcover) as source:
        transform = source.transform
    rows, cols = MASK
    (left, top), (right, bottom) = (transform @ corner for corner in ((cols.start, rows.start), (cols.stop, rows.stop)))
    area = shapely.box(left, bottom, right, top)
    xs, ys = rasterio.warp.transform("EPSG:32640", "EPSG:4326", *area.segmentize(1).exterior.xy)
    path = tmp_path / "area.gpkg"
    polygon = np.array([shapely.Polygon(zip(xs, ys)).wkb], object)
    pyogrio.raw.write(path, polygon, [], [], geometry_type="Polygon", crs="EPSG:4326", driver="GPKG")
    (west, north), (east, south) = (transform @ corner for corner in ((50, 30), (150, 110)))
    extent = f"{west},{east},{south},{north} [EPSG:32640]"
    given = {"mask": str(path), "base_image": str(tmp_path / "base.tif"), "feather": 0, "extent": extent}
    edited = generate(landcover, "edited", **given)
    kept = base[:, 30:110, 50:150]
    inside = _near(base.shape[1:], 0)[30:110, 50:150]
    np.testing.assert_array_equal(edited[:, ~inside], kept[:, ~inside])
    assert (edited != kept)[:, inside].mean() > 0.9


def test_unknown_places_keep_the_base_image_and_its_nodata(
    generate: Generate, make_raster: RasterFactory, town: NDArray[np.uint8], mask: Path, tmp_path: Path
) -> None:
    values = town.copy()
    values[40:50, 90:100] = 99
    pixels = np.random.default_rng(1).integers(1, 256, (3, *town.shape), np.uint8)
    pixels[:, 60:63, 90:120] = 7
    make_raster(pixels, name="base.tif", nodata=7)
    given = {"mask": str(mask), "base_image": str(tmp_path / "base.tif"), "feather": 2}
    classes = "1=water 2=land 3=road 4=vegetation 5=building 99=nodata"
    edited = generate(make_raster(values, nodata=99), "edited", classes=classes, **given)
    np.testing.assert_array_equal(edited[:, 40:50, 90:100], pixels[:, 40:50, 90:100])
    np.testing.assert_array_equal(edited[:, 60:63, 90:120], pixels[:, 60:63, 90:120])
    assert not (edited[:, 50:60, 100:120] == 7).any()
    with rasterio.open(tmp_path / "edited.tif") as written:
        assert written.nodata == 7


def test_only_an_image_with_real_parts_is_a_composite(
    generate: Generate, landcover: Path, mask: Path, base: NDArray[np.uint8], tmp_path: Path
) -> None:
    generate(landcover, "whole")
    terms = {}
    for name in ("base", "whole"):
        generate(landcover, f"{name}_edited", mask=str(mask), base_image=str(tmp_path / f"{name}.tif"))
        with rasterio.open(tmp_path / f"{name}_edited.tif") as written:
            xmp = written.tags(ns="xml:XMP")["xml:XMP"]
            terms[name] = (written.tags()["SATSYN_SYNTHETIC"], "/compositeWithTrainedAlgorithmicMedia<" in xmp)
            assert written.tags()["SATSYN_KEPT"] == f"{name}.tif"
    assert terms == {"base": ("PARTLY", True), "whole": ("YES", False)}


def test_what_does_not_fit_is_refused_with_the_command_that_makes_it_fit(
    tiny_model: Path,
    reporter: RecordingReporter,
    landcover: Path,
    mask: Path,
    base: NDArray[np.uint8],
    make_raster: RasterFactory,
    tmp_path: Path,
) -> None:
    make_raster(base[:, :-1], name="smaller.tif")
    make_raster(np.concatenate([base, base[:1]]), name="four.tif")
    make_raster(base.astype(np.uint16), name="uint16.tif")
    make_raster(np.concatenate([base, base[:1]]).astype(np.uint16) * 39, name="reflectance.tif")
    make_raster(base[0], name="grey.tif")
    make_raster(base, name="masked.tif")
    with rasterio.open(tmp_path / "masked.tif", "r+") as file:
        file.write_mask(base[0] > 50)
    commands = {
        "smaller": "Bring it to that grid first: gdalwarp -t_srs EPSG:32640 -te .* -dstnodata 0 /",
        "four": "or make an image of these bands, .*gdal_translate -ot Byte -b 1 -b 2 -b 3 /",
        "reflectance": r"or make an image of these bands, .* -ot Byte -b 1 -b 2 -b 3 -scale 0 9\d+ ",
        "grey": "has 1 band, .* if grey is right, repeat its band .*-b 1 -b 1 -b 1 /",
        "uint16": "holds uint16 numbers, .* or convert the image first",
        "masked": "has a mask beside its bands, .*: make its pixels nodata first",
    }
    given = {"landcover": str(landcover), "model": str(tiny_model), "engine": "torch", "mask": str(mask)}
    values = {**given, "output": str(tmp_path / "made.tif"), "base_image": str(tmp_path / "base.tif")}
    parameters = job_named("generate-imagery").read_parameters(values)
    with open_request(parameters, reporter) as request:

        def edit(base_image: Path) -> None:
            new = replace(parameters, edit=replace(parameters.edit, base_image=str(base_image)))
            with open_edit(replace(request, parameters=new), reporter):
                pass

        for name, words in commands.items():
            with refusal(words) as said:
                edit(tmp_path / f"{name}.tif")
            edit(run_proposed(said.text, tmp_path))
            said.followed()


def test_images_of_other_places_and_grids_are_replaced(
    generate: Generate, mask: Path, make_raster: RasterFactory, base: NDArray[np.uint8], town: NDArray[np.uint8],
    landcover: Path, tmp_path: Path
) -> None:  # fmt: skip
    far, rotated = make_raster(base, name="far.tif", grid="geographic"), make_raster(town, name="r.tif", grid="rotated")
    edit: dict[str, object] = {"mask": str(mask), "base_image": str(far)}
    fitting: dict[str, object] = {"mask": str(mask), "base_image": str(tmp_path / "base.tif")}
    follow("do not overlap: choose an image of the same place", lambda: generate(landcover, "a", **edit),
           lambda: generate(landcover, "a", **fitting))  # fmt: skip
    values = np.ones_like(town)
    aligned: dict[str, object] = {
        "mask": str(make_raster(values, name="r_mask.tif", grid="rotated")),
        "base_image": str(make_raster(base, name="aligned.tif", grid="rotated")),
    }
    follow("Bring it to the grid of the land cover first, with QGIS' Align",
           lambda: generate(rotated, "b", **{**aligned, "base_image": str(tmp_path / "base.tif")}),
           lambda: generate(rotated, "b", **aligned))  # fmt: skip


def test_an_edit_without_its_parts_is_refused(
    generate: Generate, landcover: Path, mask: Path, make_raster: RasterFactory, base: NDArray[np.uint8], tmp_path: Path
) -> None:
    good = str(tmp_path / "base.tif")
    empty = str(make_raster(np.zeros_like(base[0]), name="empty.tif"))
    for sentence, given in {
        "covers no pixel": {"base_image": good, "mask": empty},
        "in BASE_IMAGE": {"mask": str(mask)},
        "in MASK": {"base_image": good},
        "leave FEATHER empty": {"feather": 2},
    }.items():
        with pytest.raises(InputError, match=sentence):
            generate(landcover, "refused", **given)
    assert not list(tmp_path.glob("*refused*"))
