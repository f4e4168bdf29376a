from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.shutil
from numpy.typing import NDArray

from satsyn_core import __version__
from satsyn_core.contract.errors import InputError, JobCancelledError
from satsyn_core.contract.file_digest import file_digest
from satsyn_core.jobs import run_job
from tests.support.proposals import refusal
from tests.support.rasters import GRIDS, RasterFactory, RecordingReporter
from tests.support.vector_layers import box, write_layer

Generate = Callable[..., NDArray[np.uint8]]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "out" / "imagery.tif"


@pytest.fixture
def generate(tiny_model: Path, output: Path, reporter: RecordingReporter) -> Generate:
    """Run the job on a land cover and return the pixels of its output."""
    output.parent.mkdir()

    def run(landcover: Path, **values: object) -> NDArray[np.uint8]:
        paths = {"landcover": str(landcover), "output": str(output), "model": str(tiny_model)}
        # PyTorch starts sooner than OpenVINO, which has a test of its own.
        given = {**paths, "engine": "torch", **values}
        result = run_job("generate-imagery", given, reporter)
        with rasterio.open(str(result["OUTPUT"])) as written:
            pixels = written.read()
            known = (
                np.ones(pixels.shape[1:], bool) if written.nodata is None else (pixels != written.nodata).all(axis=0)
            )
        assert result["PIXELS"] == known.sum() * int(str(values.get("variants", 1)))
        return pixels

    return run


@pytest.mark.parametrize("grid", GRIDS)
@pytest.mark.parametrize("nodata", [None, 0, 255])
def test_imagery_lies_exactly_on_the_land_cover(
    grid: str, nodata: int | None, make_raster: RasterFactory, town: np.ndarray, generate: Generate, output: Path
) -> None:
    values = town.copy()
    if nodata is not None:
        values[:40, :70] = nodata
    path = make_raster(values, grid=grid, nodata=nodata)
    imagery = generate(path)
    with rasterio.open(path) as source, rasterio.open(output) as written:
        assert (written.crs.to_wkt() if written.crs else "") == (source.crs.to_wkt() if source.crs else "")
        assert tuple(written.transform) == tuple(source.transform)
        assert written.shape == source.shape
        assert written.nodata == source.nodata
    if nodata is not None:
        for band in imagery:
            np.testing.assert_array_equal(band == nodata, values == nodata)


def test_missing_coordinate_system_is_a_warning(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate, reporter: RecordingReporter
) -> None:
    generate(make_raster(town, grid="no CRS"))
    assert "has no coordinate system" in reporter.warnings[0]


def test_file_says_that_it_is_synthetic_and_how_it_was_made(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate, output: Path, tiny_model: Path
) -> None:
    generate(make_raster(town), seed=5)
    with rasterio.open(output) as written:
        tags = written.tags()
        assert written.descriptions == ("red", "green", "blue")
    assert tags["SATSYN_SYNTHETIC"] == "YES"
    assert tags["SATSYN_MODEL"] == "tiny"
    assert tags["SATSYN_MODEL_DIGEST"] == file_digest(tiny_model)
    assert tags["SATSYN_SEED"] == "5"
    assert tags["SATSYN_STYLE"]
    assert tags["SATSYN_VERSION"] == __version__


def test_xmp_says_that_every_variant_is_synthetic_and_translations_keep_it(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate, output: Path
) -> None:
    generate(make_raster(town), variants=2)
    cog, deflated = output.with_name("cog.tif"), output.with_name("deflated.tif")
    rasterio.shutil.copy(output, cog, driver="COG")
    rasterio.shutil.copy(output, deflated, driver="GTiff", compress="deflate")
    for path in (output, output.with_name("imagery_2.tif"), cog, deflated):
        with rasterio.open(path) as written:
            assert "/trainedAlgorithmicMedia<" in written.tags(ns="xml:XMP")["xml:XMP"]
            assert "SatSyn, model tiny" in written.tags(ns="xml:XMP")["xml:XMP"]


def test_same_seed_same_pixels_another_seed_others(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate
) -> None:
    path = make_raster(town)
    first, again, other = (generate(path, seed=seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(again, first)
    assert (other != first).mean() > 0.5


@pytest.mark.parametrize("engine", ["torch", "openvino"])
def test_block_size_does_not_change_the_imagery(
    engine: str, make_raster: RasterFactory, town: np.ndarray, generate: Generate
) -> None:
    path = make_raster(town)
    blocks = generate(path, block_size=64, engine=engine)
    np.testing.assert_array_equal(generate(path, engine=engine), blocks)


def test_extent_gives_the_pixels_of_the_whole_run_in_their_place(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate, output: Path
) -> None:
    path = make_raster(town)
    whole = generate(path)
    with rasterio.open(path) as source:
        left, top = source.transform @ (50, 30)
        right, bottom = source.transform @ (141, 99)
        expected_origin = source.transform @ (50, 30)
    part = generate(path, extent=f"{left},{right},{bottom},{top} [EPSG:32640]")
    np.testing.assert_array_equal(part, whole[:, 30:99, 50:141])
    with rasterio.open(output) as written:
        assert written.transform @ (0, 0) == pytest.approx(expected_origin, abs=1e-6)


def test_an_extent_that_reaches_beyond_the_land_cover_is_said_to_be_cut(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate, reporter: RecordingReporter
) -> None:
    path = make_raster(town)
    with rasterio.open(path) as source:
        left, bottom, right, top = source.bounds
        middle, _ = source.transform @ (50, 0)
    generate(path, extent=f"{left},{right + 0.2},{bottom - 0.2},{top} [EPSG:32640]")  # rounded by less than a pixel
    assert "cut to" not in reporter.text
    assert generate(path, extent=f"{middle},{right + 500},{bottom},{top} [EPSG:32640]").shape[2] == town.shape[1] - 50
    assert f"beyond the land cover, so it is cut to {town.shape[1] - 50} x {town.shape[0]} pixels" in reporter.text


def test_variants_are_numbered_files_of_different_looks(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate, output: Path
) -> None:
    path = make_raster(town)
    first = generate(path, variants=3)
    assert sorted(file.name for file in output.parent.iterdir()) == ["imagery.tif", "imagery_2.tif", "imagery_3.tif"]
    with (
        rasterio.open(output.with_name("imagery_2.tif")) as two,
        rasterio.open(output.with_name("imagery_3.tif")) as three,
    ):
        second, third = two.read(), three.read()
    assert (second != first).mean() > 0.5
    assert (third != second).mean() > 0.5
    np.testing.assert_array_equal(generate(path), first)


def test_buildings_change_the_imagery_where_they_stand(
    make_raster: RasterFactory, generate: Generate, reporter: RecordingReporter
) -> None:
    land = np.full((300, 300), 2, np.uint8)
    footprints = np.zeros((300, 300), np.uint8)
    footprints[10:30, 20:60] = 1
    path = make_raster(land)
    without = generate(path)
    with_buildings = generate(path, buildings=str(make_raster(footprints, name="buildings.tif")))
    drawn = land.copy()
    drawn[10:30, 20:60] = 5
    as_class = generate(make_raster(drawn, name="drawn.tif"))
    np.testing.assert_array_equal(with_buildings, as_class)
    assert (with_buildings != without)[:, 10:30, 20:60].any()


def test_style_image_of_the_place_sets_the_look(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate, output: Path
) -> None:
    path = make_raster(town)
    rng = np.random.default_rng(0)
    dark = make_raster(rng.integers(0, 60, (3, *town.shape), dtype=np.uint8), name="dark.tif")
    bright = make_raster(rng.integers(190, 255, (3, *town.shape), dtype=np.uint8), name="bright.tif")
    assert (generate(path, style=str(dark)) != generate(path, style=str(bright))).any()
    with rasterio.open(output) as written:
        assert written.tags()["SATSYN_STYLE"] == "image bright.tif"


def test_pixels_of_a_style_image_with_nodata_in_one_band_set_no_look(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate
) -> None:
    path = make_raster(town)
    image = np.random.default_rng(0).integers(20, 60, (3, *town.shape), dtype=np.uint8)
    whole, single = image.copy(), image.copy()
    whole[:, 20:70] = 7
    single[2, 20:70] = 7
    pictures = [
        generate(path, style=str(make_raster(pixels, name="style.tif", nodata=7))) for pixels in (whole, single, image)
    ]
    np.testing.assert_array_equal(pictures[1], pictures[0])
    assert (pictures[2] != pictures[0]).any()


def test_the_look_lies_between_that_of_the_style_image_and_the_drawn_one(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate, output: Path
) -> None:
    path = make_raster(town)
    style = str(make_raster(np.random.default_rng(0).integers(0, 60, (3, *town.shape), dtype=np.uint8), name="st.tif"))
    drawn, shown = generate(path), generate(path, style=style)
    np.testing.assert_array_equal(generate(path, style=style, style_strength=0.0), drawn)
    np.testing.assert_array_equal(generate(path, style=style, style_strength=1.0), shown)
    between = generate(path, style=style, style_strength=0.5)
    assert (between != drawn).any()
    assert (between != shown).any()
    with rasterio.open(output) as written:
        assert written.tags()["SATSYN_STYLE"] == "image st.tif, 50% of the way from a random style"


def test_the_style_image_can_set_the_look_of_some_classes_alone(
    make_raster: RasterFactory, generate: Generate, output: Path
) -> None:
    path = make_raster(np.full((100, 100), 2, np.uint8))
    style = str(make_raster(np.random.default_rng(0).integers(0, 60, (3, 100, 100), dtype=np.uint8), name="st.tif"))
    drawn = generate(path)
    np.testing.assert_array_equal(generate(path, style=style, style_classes="water, road"), drawn)
    of_land = generate(path, style=style, style_classes="land")
    assert (of_land != drawn).any()
    assert (of_land != generate(path, style=style)).any()
    generate(path, style=style, style_classes="land")
    with rasterio.open(output) as written:
        assert written.tags()["SATSYN_STYLE"] == "image st.tif, land alone"


def test_a_style_image_of_another_place_has_its_own_land_cover_or_estimated_classes(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate, reporter: RecordingReporter
) -> None:
    path = make_raster(town)
    rng = np.random.default_rng(0)
    far = str(make_raster(rng.integers(0, 60, (3, *town.shape), dtype=np.uint8), grid="geographic", name="far.tif"))
    land = str(make_raster(np.full_like(town, 2), grid="geographic", name="land.tif"))
    with_landcover = generate(path, style=far, style_landcover=land)
    assert "estimated" not in reporter.text
    estimated = generate(path, style=far)
    assert "estimated with the segmentation model" in reporter.text
    assert any(f"The pixels of the style image {far} measure 9." in text for text in reporter.warnings)
    drawn = generate(path, style_strength=0.5)
    assert "STYLE_STRENGTH has no effect without a style image in STYLE." in reporter.warnings
    assert (with_landcover != drawn).any()
    assert (estimated != drawn).any()
    with pytest.raises(InputError, match="STYLE_LANDCOVER needs a style image"):
        generate(path, style_landcover=land)


@pytest.mark.parametrize("named", ["", "|layername=cover", "|layerid=0"])
def test_the_land_cover_of_a_style_image_may_be_a_layer(
    named: str, make_raster: RasterFactory, town: np.ndarray, generate: Generate, tmp_path: Path
) -> None:
    shapes = [box(0, 0, 200, 60), box(0, 60, 200, 200)]
    layer = write_layer(tmp_path / "town.gpkg", shapes, {"class": ["water", "land"]}, layer="cover")
    style = np.random.default_rng(0).integers(0, 60, (3, 400, 400), dtype=np.uint8)
    path, seen = make_raster(town), str(make_raster(style, name="style.tif"))
    assert (generate(path, style=seen, style_landcover=f"{layer}{named}") != generate(path)).any()


def test_bare_values_of_the_land_cover_of_a_style_image_get_names_by_what_is_proposed(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate
) -> None:
    far = str(make_raster(np.ones((3, *town.shape), np.uint8), grid="geographic", name="far.tif"))
    land = str(make_raster(np.where(town == 1, 71, 73).astype(np.uint8), grid="geographic", name="land.tif"))
    path = make_raster(town)
    words = (
        "Name its values instead: .* elsewhere with LEGENDS. Put a class in the place of each question mark: .*LEGENDS="
    )
    with refusal(words, InputError) as said:
        generate(path, style=far, style_landcover=land, classes="71=water 73=land", scheme="model")
    legends = said.part("LEGENDS=(.*)$").replace("?", "water", 1).replace("?", "land")
    generate(path, style=far, style_landcover=land, legends=legends)
    said.followed()


def test_a_style_image_whose_classes_are_not_known_is_refused(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate
) -> None:
    small = make_raster(np.ones((3, 40, 40), np.uint8), grid="geographic", name="small.tif")
    with pytest.raises(InputError, match="has 40 x 40 pixels, and a style needs 4,096: choose a larger image"):
        generate(make_raster(town), style=str(small))
    elsewhere = make_raster(np.zeros((3, 80, 80), np.uint8), grid="geographic", name="elsewhere.tif", nodata=0)
    with pytest.raises(InputError, match=r"overlap.*larger image.*STYLE_LANDCOVER") as refused:
        generate(make_raster(town), style=str(elsewhere))
    assert f"The style image {elsewhere} " in str(refused.value)


def test_the_style_seed_keeps_the_style_while_the_seed_changes_the_detail(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate, output: Path
) -> None:
    path = make_raster(town)
    plain = generate(path, seed=4)
    np.testing.assert_array_equal(generate(path, seed=4, style_seed=4), plain)
    assert (generate(path, seed=5, style_seed=4) != generate(path, seed=5)).any()
    assert (generate(path, seed=5, style_seed=4) != plain).any()
    generate(path, seed=5, style_seed=4)
    with rasterio.open(output) as written:
        assert written.tags()["SATSYN_STYLE"] == "random, seed 4, variant 1"
        assert written.tags()["SATSYN_SEED"] == "5"


def test_log_tells_the_match_the_size_and_the_engine(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate, reporter: RecordingReporter
) -> None:
    generate(make_raster(town))
    assert "1 = water" in reporter.text
    assert "210 x 150 pixels" in reporter.text
    assert "Model tiny" in reporter.text
    assert reporter.fractions == sorted(reporter.fractions)
    assert reporter.fractions[-1] == 1


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"landcover": "gone.tif"}, "There is no file"),
        ({"landcover": "image.tif"}, "has 3 bands"),
        ({"landcover": "foreign.tif"}, r"9 in 4\.0 %"),
        ({"landcover": "empty.tif"}, "only nodata"),
        ({"landcover": "fractions.tif"}, "whole numbers"),
        ({"landcover": "text.tif"}, "is not a raster"),
        ({"model": "text.tif"}, "is not a model file"),
        ({"model": "gone.safetensors"}, "There is no model file"),
        ({"classes": "1=forest"}, "its classes are water"),
        ({"extent": "0,1,0,1"}, "does not touch"),
        ({"extent": "here"}, "not of the form"),
        ({"block_size": 1000}, "multiple of 16"),
        ({"buildings": "gone.gpkg"}, "There is no file"),
        ({"style": "gone.tif"}, "There is no file"),
        ({"style": "fractions.tif"}, r"has 1 band, and the model's imagery has 3 .*: .*gdal_translate -b 1 -b 1 -b 1 "),
        ({"style_classes": "water"}, "STYLE_CLASSES needs a style image in STYLE"),
        ({"style": "image.tif", "style_classes": "forest"}, 'has no class "forest"'),
        ({"output": "gone/imagery.tif"}, "does not exist"),
        ({"output": "/proc/imagery.tif"}, "Cannot write"),
        ({"output": "town.tif"}, "also an input"),
    ],
)
def test_bad_input_gets_a_sentence_and_leaves_no_output(
    values: dict[str, object],
    problem: str,
    make_raster: RasterFactory,
    town: np.ndarray,
    generate: Generate,
    output: Path,
) -> None:
    make_raster(town, name="town.tif")
    make_raster(np.ones((3, 20, 20), np.uint8), name="image.tif")
    make_raster(np.where(np.arange(100).reshape(10, 10) < 4, 9, 1).astype(np.uint8), name="foreign.tif")
    make_raster(np.zeros((10, 10), np.uint8), nodata=0, name="empty.tif")
    make_raster(np.full((10, 10), 1.5, np.float32), name="fractions.tif")
    folder = output.parent.parent
    (folder / "text.tif").write_text("neither a raster nor a model")
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    is_path = {"landcover", "model", "buildings", "style", "output"}
    given = {name: str(folder / str(value)) if name in is_path else value for name, value in values.items()}
    with pytest.raises(InputError, match=problem) as refused:
        generate(folder / "town.tif" if "landcover" not in given else Path(str(given.pop("landcover"))), **given)
    assert str(refused.value).endswith(".")
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert not list(output.parent.iterdir())


def test_cancelled_variants_leave_no_file(
    make_raster: RasterFactory, town: np.ndarray, tiny_model: Path, tmp_path: Path
) -> None:
    path = make_raster(town)
    values = {"landcover": str(path), "output": str(tmp_path / "out.tif"), "model": str(tiny_model), "variants": 2}
    with pytest.raises(JobCancelledError):
        run_job("generate-imagery", {**values, "block_size": 64}, RecordingReporter(cancel_after=15))
    assert {file for file in tmp_path.iterdir() if file.is_file()} == {path}


def test_earlier_output_stays_when_the_job_fails(
    make_raster: RasterFactory, town: np.ndarray, generate: Generate, output: Path
) -> None:
    earlier = generate(make_raster(town))
    with pytest.raises(InputError):
        generate(make_raster(town, name="again.tif"), classes="1=forest")
    with rasterio.open(output) as kept:
        np.testing.assert_array_equal(kept.read(), earlier)
