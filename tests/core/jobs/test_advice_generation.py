"""What sentences about generated imagery propose is followed to the letter, and then the job is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.advice import Advice, move_away, write_site

USUAL = {
    "generate-imagery": {
        "landcover": "@cover.tif",
        "model": "@generator.safetensors",
        "output": ">made.tif",
        "engine": "torch",
    },
    "predict-landcover": {"imagery": "@photo.tif", "model": "@segmenter.safetensors", "output": ">map.tif"},
    "generate-change": {
        "before": "@cover.tif",
        "after": "@cover.tif",
        "model": "@generator.safetensors",
        "engine": "torch",
        "output_before": ">before.tif",
        "output_after": ">after.tif",
        "change": ">change.tif",
    },
    "describe-landcover": {"landcover": "@cover.tif", "model": "@generator.safetensors"},
}

GENERATE, PREDICT, CHANGE, DESCRIBE = USUAL
LARGE = {"landcover": "@large_cover.tif"}
PLAN = {"landcover": "@plan.gpkg", "pixel_size": 1.0}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("site"))


PARAMETERS = [
    Advice("FEATHER needs .* or leave FEATHER empty", GENERATE, {"feather": 3}, {"feather": None}),
    Advice(
        "FEATHER needs an area to generate in MASK: give one",
        GENERATE,
        {"feather": 3},
        {"mask": "@built.gpkg|layername=sheds", "base_image": "@photo.tif"},
    ),
    Advice(
        "FEATHER of 90000 m is an edge of .* pixels.*: give at most",
        GENERATE,
        {"mask": "@built.gpkg|layername=sheds", "base_image": "@photo.tif", "feather": 90_000},
        {"feather": 2000},
    ),
    Advice(
        "BASE_IMAGE needs the area to generate in MASK: give one",
        GENERATE,
        {"base_image": "@photo.tif"},
        {"mask": "@built.gpkg|layername=sheds"},
    ),
    Advice(
        "BASE_IMAGE needs .* or leave BASE_IMAGE empty", GENERATE, {"base_image": "@photo.tif"}, {"base_image": None}
    ),
    Advice(
        "MASK needs the imagery to keep",
        GENERATE,
        {"mask": "@built.gpkg|layername=sheds"},
        {"base_image": "@photo.tif"},
    ),
    Advice(
        "MASK needs .* give a rectangle with EXTENT",
        GENERATE,
        {"mask": "@built.gpkg|layername=sheds"},
        {"mask": None, "extent": "331210,331230,2779970,2779990 [EPSG:32640]"},
    ),
    Advice(
        "STYLE_CLASSES needs a style image in STYLE: give one",
        GENERATE,
        {**LARGE, "style_classes": "water"},
        {"style": "@large_photo.tif"},
    ),
    Advice(
        "STYLE_CLASSES needs .* or leave STYLE_CLASSES empty",
        GENERATE,
        {"style_classes": "water"},
        {"style_classes": None},
    ),
    Advice(
        "STYLE_LANDCOVER needs a style image in STYLE: give one",
        GENERATE,
        {**LARGE, "style_landcover": "@large_cover.tif"},
        {"style": "@large_photo.tif"},
    ),
    Advice(
        "STYLE_LANDCOVER needs .* or leave STYLE_LANDCOVER empty",
        GENERATE,
        {"style_landcover": "@cover.tif"},
        {"style_landcover": None},
    ),
    Advice(
        "48 x 48 pixels, and a style needs 4,096: choose a larger image",
        GENERATE,
        {"style": "@moved_photo.tif"},
        {"style": "@large_moved_photo.tif"},
    ),
    Advice(
        "shows 2,304 pixels with a class of the land cover, .*: choose a larger image of the same place",
        GENERATE,
        {"style": "@photo.tif"},
        {"style": "@large_photo.tif", **LARGE},
    ),
    Advice(
        "shows 0 pixels with a class of its land cover .* give the land cover of the same place|do not overlap",
        GENERATE,
        {"style": "@large_moved_photo.tif", "style_landcover": "@large_cover.tif"},
        {"style_landcover": "@elsewhere_cover.tif"},
    ),
    Advice(
        "The style image .* has 1 band, .*: it holds classes of land cover, so choose real imagery",
        GENERATE,
        {**LARGE, "style": "@large_cover.tif"},
        {"style": "@large_photo.tif"},
    ),
    Advice(
        "has 1 band, and the model .*: it holds classes of land cover, so choose real imagery",
        GENERATE,
        {"mask": "@built.gpkg|layername=sheds", "base_image": "@cover.tif"},
        {"base_image": "@photo.tif"},
    ),
    Advice("PIXEL_SIZE is 2 m, and the pixels .* leave it empty", GENERATE, {"pixel_size": 2.0}, {"pixel_size": None}),
    Advice(
        r"PIXEL_SIZE is 2 m, .* or choose one from 0\.001 to 1\.", GENERATE, {"pixel_size": 2.0}, {"pixel_size": 0.5}
    ),
    Advice(
        "extent does not touch the land cover raster",
        GENERATE,
        {"extent": "0,10,0,10 [EPSG:32640]"},
        {"extent": "331210,331230,2779970,2779990 [EPSG:32640]"},
    ),
    Advice("set DEVICE to auto or cpu", GENERATE, {"device": "cuda"}, {"device": "cpu"}),
    Advice(
        "has three bands|has 3 bands; a land cover raster has one",
        GENERATE,
        {"landcover": "@three.tif"},
        {"landcover": "@cover.tif"},
    ),
    Advice(
        "holds several layers of polygons: name one",
        GENERATE,
        {"buildings": "@built.gpkg"},
        {"buildings": "@built.gpkg|layername=houses"},
    ),
    Advice("CLASSES gives value 1 two classes: keep one", GENERATE, {"classes": "1=water 1=land"}, {"classes": None}),
    Advice(
        "There is no model file at .* Choose an existing",
        GENERATE,
        {"model": ">no.safetensors"},
        {"model": "@generator.safetensors"},
    ),
    Advice(
        "is not a model file: .* Choose another file",
        GENERATE,
        {"model": "@notes.txt"},
        {"model": "@generator.safetensors"},
    ),
    Advice(
        "LINE_WIDTHS .* vector land cover, and .* is a raster: leave it empty|is for vector land cover",
        GENERATE,
        {"line_widths": "5"},
        {"line_widths": None},
    ),
    Advice(
        "has a comma between digits: write 12.5 with a point",
        GENERATE,
        {**PLAN, "line_widths": "12,5"},
        {"line_widths": "12.5"},
    ),
    Advice(
        'TARGET_CRS "no" is no coordinate system: give one as in "EPSG:25832", or utm',
        GENERATE,
        {**PLAN, "target_crs": "no"},
        {"target_crs": "utm"},
    ),
    Advice(
        "TARGET_CRS .* is in degrees, .*: give utm",
        GENERATE,
        {**PLAN, "target_crs": "EPSG:4326"},
        {"target_crs": "utm"},
    ),
    Advice(
        "is in degrees .* Give TARGET_CRS=utm", GENERATE, {**PLAN, "landcover": "@degrees.gpkg"}, {"target_crs": "utm"}
    ),
    Advice(
        "GRID and TARGET_CRS both say",
        GENERATE,
        {"landcover": "@plan.gpkg", "grid": "@cover.tif", "target_crs": "utm"},
        {"target_crs": None},
    ),
    Advice(
        "OVERLAP must be a multiple of 32 from 0 to [0-9]+, not 33: give 32", PREDICT, {"overlap": 33}, {"overlap": 32}
    ),
    Advice(
        "has 5 bands, and the model .* name them in BANDS", PREDICT, {"imagery": "@five_bands.tif"}, {"bands": "1 2 3"}
    ),
    Advice(
        "No chip of 64 x 64 pixels .* choose a smaller CHIP_SIZE, or leave CHIPS empty",
        CHANGE,
        {"chips": ">chips", "chip_size": 64},
        {"chips": None},
    ),
    Advice(
        "1 chip of 32 pixels cannot be split .* or CHIP_SPLIT 100",
        CHANGE,
        {"after": "@other_cover.tif", "chips": ">chips", "chip_size": 32},
        {"chip_split": "100"},
    ),
]


@pytest.mark.parametrize("advice", PARAMETERS, ids=lambda advice: advice.id)
def test_what_is_proposed_of_parameters_works(advice: Advice, site: Path, tmp_path: Path) -> None:
    advice.follow(site, tmp_path, USUAL[advice.job])


CHIPS = {"after": "@other_cover.tif", "chips": ">chips", "chip_size": 32, "chip_split": "100"}
OUTPUTS = [
    (
        None,
        Advice(
            "output folder .* does not exist: create it",
            GENERATE,
            {"output": ">new/made.tif"},
            act=lambda folder: (folder / "new").mkdir(),
        ),
    ),
    (
        None,
        Advice(
            "is written as a GeoTIFF, .* choose one that does",
            GENERATE,
            {"output": ">made.png"},
            {"output": ">made.tif"},
        ),
    ),
    (None, Advice("is a folder: add a file name", DESCRIBE, {"output": ">"}, {"output": ">told.json"})),
    (
        "made.tif",
        Advice(
            "exists and is .*: choose another output, or move the file away", GENERATE, {}, act=move_away("made.tif")
        ),
    ),
    ("made.tif", Advice("exists and is .*: choose another output", GENERATE, {}, {"output": ">other.tif"})),
    (
        "made.tif.msk",
        Advice(
            "is of another raster: choose another output, or move that file away",
            GENERATE,
            {},
            act=move_away("made.tif.msk"),
        ),
    ),
    ("map.tif.ovr", Advice("is of another raster: choose another output", PREDICT, {}, {"output": ">other.tif"})),
    (
        None,
        Advice(
            "both name the output .*: give each a file of its own",
            PREDICT,
            {"probabilities": ">map.tif"},
            {"probabilities": ">other.tif"},
        ),
    ),
    ("chips/mine.txt", Advice("is not empty: choose a new one", CHANGE, CHIPS, {"chips": ">new"})),
]


@pytest.mark.parametrize(("there", "advice"), OUTPUTS, ids=lambda value: getattr(value, "id", ""))
def test_what_is_proposed_of_outputs_works(there: str | None, advice: Advice, site: Path, tmp_path: Path) -> None:
    if there is not None:
        (tmp_path / there).parent.mkdir(exist_ok=True)
        (tmp_path / there).write_text("mine", encoding="utf-8")
    advice.follow(site, tmp_path, USUAL[advice.job])
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and path.read_bytes() == b"mine"]
    assert len(kept) == (there is not None)
