"""What sentences about the values, the place and the form of a land cover propose is followed, and the job is done."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine

from satsyn_core.contract.scheme_library import scheme_named
from satsyn_core.generator.families import load_generator
from satsyn_core.jobs import run_job
from tests.core.jobs.test_advice_generation import CHANGE, DESCRIBE, GENERATE, USUAL
from tests.support.advice import LEFT, SIDE, TOP, Advice, resolved, write, write_site
from tests.support.gdal_commands import run_proposed
from tests.support.proposals import Said, follow, refusal
from tests.support.proposed_classes import followed, proposal
from tests.support.rasters import RecordingReporter
from tests.support.vector_layers import write_layer

pytestmark = pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")

NLCD = (11, 21, 22, 24, 31, 41, 42, 52, 71, 81, 82, 95)
PLACE = "331210,331230,2779970,2779990"
ON_EARTH = f"{PLACE} [EPSG:32640]"
Generate = Callable[..., RecordingReporter]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_site(tmp_path_factory.mktemp("site"))
    squares = [shapely.box(LEFT + 4 * n, TOP - 48, LEFT + 4 * (n + 1), TOP) for n in range(len(NLCD))]
    fields = {"class": [f"Zone {n}" for n in range(len(NLCD))], "survey": NLCD}
    write_layer(folder / "zones.gpkg", squares, fields, kind="Polygon")
    return folder


@pytest.fixture
def generate(site: Path, tmp_path: Path) -> Generate:
    """Runs the job on a land cover."""

    def run(landcover: Path, **values: Any) -> RecordingReporter:
        reporter = RecordingReporter()
        run_job(
            GENERATE, resolved({**USUAL[GENERATE], "landcover": str(landcover), **values}, site, tmp_path), reporter
        )
        return reporter

    return run


def _named(path: Path, values: np.ndarray, names: str, **place: Any) -> Path:
    """Write a map of squares whose classes have names, by their values from 1."""
    write(path, np.kron(values.astype(np.uint8), np.ones((24, 24), np.uint8)), tags={}, **place)
    categories = "".join(f"<Category>{name}</Category>" for name in ("", *names.split()))
    Path(f"{path}.aux.xml").write_text(
        f'<PAMDataset><PAMRasterBand band="1"><CategoryNames>{categories}</CategoryNames></PAMRasterBand></PAMDataset>'
    )
    return path


PARAMETERS = [
    Advice("If another field holds the classes, name it with CLASS_FIELD", GENERATE,
           {"landcover": "@zones.gpkg", "pixel_size": 1.0}, {"class_field": "survey"}),
    Advice("The output folder .* is a file, not a folder: choose another output", GENERATE,
           {"output": "@notes.txt/made.tif"}, {"output": ">made.tif"}),
]  # fmt: skip


@pytest.mark.parametrize("advice", PARAMETERS, ids=lambda advice: advice.id)
def test_what_is_proposed_of_land_cover_works(advice: Advice, site: Path, tmp_path: Path) -> None:
    advice.follow(site, tmp_path, USUAL[advice.job])


def test_rasters_of_a_mosaic_that_disagree_are_used_one_by_one_or_get_a_class(
    generate: Generate, tmp_path: Path
) -> None:
    squares = np.array([[1, 2], [2, 3]])
    west = _named(tmp_path / "west.tif", squares, "water forest road")
    east = _named(tmp_path / "east.tif", squares, "water houses grass", left=LEFT + SIDE)
    sources = "".join(
        f"<SimpleSource><SourceFilename>{path}</SourceFilename><SourceBand>1</SourceBand>"
        f'<SrcRect xOff="0" yOff="0" xSize="{SIDE}" ySize="{SIDE}"/>'
        f'<DstRect xOff="{SIDE * number}" yOff="0" xSize="{SIDE}" ySize="{SIDE}"/></SimpleSource>'
        for number, path in enumerate((west, east))
    )
    mosaic = tmp_path / "town.vrt"
    mosaic.write_text(
        f'<VRTDataset rasterXSize="{2 * SIDE}" rasterYSize="{SIDE}"><SRS>EPSG:32640</SRS>'
        f"<GeoTransform>{LEFT},1,0,{TOP},0,-1</GeoTransform>"
        f'<VRTRasterBand dataType="Byte" band="1">{sources}</VRTRasterBand></VRTDataset>'
    )
    with refusal(
        r"so no class is right for both\. Values with several names are also: 3\. Use these rasters one by one\. If "
        "each such value means the same in all of them, give it a class with CLASSES, as in"
    ) as said:
        generate(mosaic)
    for path in (west, east):
        generate(path)
    assert "contradicts" not in generate(mosaic, classes=proposal(said.text)).text
    said.followed()


def test_classes_of_an_older_map_are_corrected(generate: Generate, tmp_path: Path) -> None:
    cover, old = _named(tmp_path / "new.tif", np.array([[1, 2], [2, 3]]), "road water forest"), "1=water 2=road 3=land"
    words = "If its numbers are those of an older map, correct them: by the names it is"
    said = Said(words, generate(cover, classes=old).text)
    said.require()
    right = said.part('by the names it is "([^"]*)"')
    assert [pair.partition("=")[0] for pair in right.split()] == ["1", "2", "3"]
    assert not generate(cover, classes=right).warnings
    said.followed()


def test_a_number_beside_a_known_scheme_gets_a_class_or_is_nodata(generate: Generate, tmp_path: Path) -> None:
    values = np.array(NLCD, np.uint8).reshape(3, 4)
    values[1, 2] = 255
    cover = tmp_path / "my map.tif"
    write(cover, np.kron(values, np.ones((12, 12), np.uint8)), tags={})
    with refusal("If 255 is a class of your own, give it .* name nothing else.* Or say so with CLASSES, as in") as own:
        generate(cover)
    with refusal("Or declare it in the file: gdal_edit.py -a_nodata 255") as declared:
        generate(cover)
    generate(cover, classes="255=road")
    generate(cover, classes=proposal(own.text))
    own.followed()
    with refusal("If it marks pixels without class, take SCHEME=[a-z]+") as marking:
        generate(cover)
    generate(cover, scheme=marking.part("SCHEME=([a-z]+)"))
    marking.followed()
    run_proposed(declared.part(r"(gdal_edit\.py .*?)\. Or say"), tmp_path)
    assert "nodata" not in generate(cover).text
    declared.followed()


def _colours(scheme: str) -> dict[int, tuple[int, int, int]]:
    return {one.value: one.colour for one in scheme_named(scheme).classes if one.value is not None and one.colour}


def _described(cover: Path, **values: Any) -> tuple[dict[str, str], str]:
    """Return the classes of the values as *Describe land cover* finds them, and what it warned of."""
    reporter = RecordingReporter()
    outputs = run_job(DESCRIBE, {"landcover": str(cover), "model": "urban-vhr", **values}, reporter)
    classes = json.loads(str(outputs["MATCH"]))["classes"]
    return {str(one["value"]): one["class"] for one in classes}, "\n".join(reporter.warnings)


def test_what_values_mean_is_said_with_classes_or_a_scheme(generate: Generate, tmp_path: Path) -> None:
    bare = tmp_path / "bare.tif"
    write(bare, np.kron(np.array([[1, 2], [3, 4]], np.uint8), np.ones((24, 24), np.uint8)), tags={})
    said = Said("If they mean something else, say so with CLASSES or SCHEME; SCHEME=model says", generate(bare).text)
    for given in ({"classes": "1=road 2=land 3=water 4=building"}, {"scheme": "lcmap"}, {"scheme": "model"}):
        assert not generate(bare, **given).warnings
    said.followed()


def test_a_class_of_ones_own_is_said_with_classes(tmp_path: Path) -> None:
    coloured, named = tmp_path / "coloured.tif", _named(tmp_path / "named.tif", np.array([[1, 2]]), "water forest")
    write(coloured, np.kron(np.array(NLCD, np.uint8).reshape(3, 4), np.ones((12, 12), np.uint8)), tags={})
    with rasterio.open(coloured, "r+") as file:
        file.write_colormap(1, {**_colours("nlcd"), 21: (1, 200, 90)})
    for cover, value, words, more in (
        (coloured, "21", "If such a value is a class of your own, say so with CLASSES, which need name no other", {}),
        (named, "2", "which comes before a scheme. Where one is wrong, say so with CLASSES", {"scheme": "nlcd"}),
    ):
        before, warned = _described(cover, **more)
        said = Said(words, warned)
        said.require()
        after, _ = _described(cover, **more, classes=f"{value}=road")
        assert after == {**before, value: "road"}
        said.followed()


def test_a_table_of_classes_that_is_none_gives_way_to_classes(generate: Generate, tmp_path: Path) -> None:
    cover = tmp_path / "cover.tif"
    write(cover, np.kron(np.array([[1, 2]], np.uint8), np.ones((24, 24), np.uint8)))
    Path(f"{cover}.vat.dbf").write_bytes(b"no table")
    with refusal("GDAL can't open it as a table. Say what the values mean with CLASSES, as in") as said:
        generate(cover)
    generate(cover, classes=proposal(said.text))
    said.followed()


def test_the_model_whose_classes_are_named_is_set(site: Path, tmp_path: Path) -> None:
    cover = write(tmp_path / "bare.tif", np.kron(np.array([[1, 2], [3, 9]]), np.ones((24, 24))).astype("u1"), tags={})

    def described(**values: Any) -> str:
        return str(run_job(DESCRIBE, {"landcover": cover, **values}, RecordingReporter())["PROBLEM"])

    said = Said("Set MODEL to [a-z0-9-]+, whose classes are named here", described())
    said.require()
    named = {"model": said.part("Set MODEL to ([a-z0-9-]+),"), "classes": followed(said.text, "land")}
    assert described(**named) == "None"
    said.followed()


def test_a_map_without_place_gets_it_or_an_extent_in_its_own_numbers(generate: Generate, tmp_path: Path) -> None:
    values, own = np.full((SIDE, SIDE), 2, np.uint8), "Or, if the numbers are those of the raster itself, write "
    systemless, placeless = tmp_path / "systemless.tif", tmp_path / "placeless.tif"
    write(systemless, values, crs=None)
    with refusal(f"Give the raster its coordinate system, as with gdal_edit.py .* FILE if that is it. {own}") as said:
        generate(systemless, extent=ON_EARTH)
    generate(systemless, extent=said.part('write "([^"]*)"'))
    run_proposed(said.part(r"(gdal_edit\.py .*) FILE if"), tmp_path, str(systemless))
    generate(systemless, extent=ON_EARTH)
    said.followed()

    write(placeless, values, crs=None, transform=Affine.identity())
    pixels = "10,30,10,30 [EPSG:32640]"
    with refusal(own) as of_pixels:
        generate(placeless, extent=pixels)
    generate(placeless, extent=of_pixels.part('write "([^"]*)"'))
    with refusal(
        "Give the raster its place by the coordinates of its edges, as with gdal_edit.py .* BOTTOM FILE"
    ) as said:
        generate(placeless, extent=ON_EARTH)
    edges = f"{LEFT} {TOP} {LEFT + SIDE} {TOP - SIDE}"
    command = said.part(r"(gdal_edit\.py .*) FILE\.").replace("LEFT TOP RIGHT BOTTOM", edges)
    run_proposed(command, tmp_path, str(placeless))
    generate(placeless, extent=ON_EARTH)
    said.followed()
    of_pixels.followed()


def test_values_of_two_states_get_the_same_meaning(site: Path, tmp_path: Path) -> None:
    squares = np.array([[1, 2], [2, 3]])
    said_by_names = _named(tmp_path / "names.tif", squares, "building land road")
    pixels = np.kron(squares.astype(np.uint8), np.ones((24, 24), np.uint8))
    write(tmp_path / "own.tif", pixels)
    of_colours = Path(write(tmp_path / "lcmap.tif", pixels, tags={}))
    with rasterio.open(of_colours, "r+") as file:
        file.write_colormap(1, _colours("lcmap"))

    def change(before: Path, **values: str) -> str:
        reporter, states = RecordingReporter(), {"before": str(before), "after": ">own.tif"}
        run_job(CHANGE, resolved({**USUAL[CHANGE], **states, **values}, site, tmp_path), reporter)
        return reporter.text

    for before, given in (
        (said_by_names, {"classes": "1=water 2=land 3=road"}),
        (of_colours, {"scheme": "lcmap"}),
    ):
        said = Said(
            "If the values mean the same in both, .*: say what they mean with CLASSES or SCHEME", change(before)
        )
        said.require()
        assert "Equal values mean different classes" not in change(before, **given)
        said.followed()


@pytest.mark.parametrize("extent", ["331230,331210,2779970,2779990", "331230,331210,2779990,2779970 [EPSG:32640]"])
def test_swapped_numbers_of_an_extent_are_written_as_they_are_meant(
    extent: str, generate: Generate, site: Path, tmp_path: Path
) -> None:
    with refusal('If two numbers are swapped, write "') as said:
        generate(site / "cover.tif", extent=extent)
    generate(site / "cover.tif", extent=said.part('write "([^"]*)"'))
    with rasterio.open(tmp_path / "made.tif") as made:
        assert tuple(made.bounds) == (331210, 2779970, 331230, 2779990)
    said.followed()


def test_values_that_python_code_computes_are_written_by_who_trusts_it(
    generate: Generate, site: Path, tmp_path: Path
) -> None:
    code = "def same(in_ar, out_ar, *rest, **more):\n    out_ar[:] = in_ar[0]\n"
    cover = tmp_path / "computed.vrt"
    cover.write_text(
        f'<VRTDataset rasterXSize="{SIDE}" rasterYSize="{SIDE}"><SRS>EPSG:32640</SRS>'
        f"<GeoTransform>{LEFT},1,0,{TOP},0,-1</GeoTransform>"
        '<VRTRasterBand dataType="Byte" band="1" subClass="VRTDerivedRasterBand">'
        "<PixelFunctionType>same</PixelFunctionType><PixelFunctionLanguage>Python</PixelFunctionLanguage>"
        f"<PixelFunctionCode><![CDATA[{code}]]></PixelFunctionCode>"
        f"<SimpleSource><SourceFilename>{site / 'cover.tif'}</SourceFilename></SimpleSource>"
        "</VRTRasterBand></VRTDataset>"
    )
    with refusal(
        "have whoever trusts that code write the values to a GeoTIFF with gdal_translate, and use that"
    ) as said:
        generate(cover)
    program, written = shutil.which("gdal_translate"), tmp_path / "written.tif"
    if program is None:
        pytest.skip("gdal_translate is not installed")
    trusting = [program, "-q", "--config", "GDAL_VRT_ENABLE_PYTHON", "YES", str(cover), str(written)]
    if subprocess.run(trusting, capture_output=True, check=False).returncode:
        pytest.skip("GDAL's programs run no Python here")
    generate(written, classes="1=water 2=land 3=road 4=vegetation 5=building")
    said.followed()


def test_an_edit_is_made_by_the_model_that_made_the_image(generate: Generate, site: Path, tmp_path: Path) -> None:
    first = load_generator(site / "generator.safetensors")
    replace(first, description=replace(first.description, name="other")).save(tmp_path / "other.safetensors")
    generate(site / "cover.tif", model=">other.safetensors", output=">other.tif")
    edit = {"mask": "@built.gpkg|layername=sheds", "base_image": ">other.tif"}
    words = "it will differ from what is around it. If that is not wanted, choose the file of that model with MODEL"
    said = Said(words, generate(site / "cover.tif", **edit).text)
    said.require()
    assert not generate(site / "cover.tif", **edit, model=">other.safetensors").warnings
    said.followed()


def test_schemes_say_true_or_false_without_quotes(generate: Generate, site: Path, tmp_path: Path) -> None:
    scheme = tmp_path / "own.json"

    def described(building: str) -> object:
        classes = ", ".join(
            f'{{"value": {value}, "name": "{name}", "building": {building if name == "hut" else "false"}}}'
            for value, name in enumerate(("water", "land", "road", "vegetation", "hut"), 1)
        )
        scheme.write_text(f'{{"classes": [{classes}]}}', encoding="utf-8")
        return run_job(
            DESCRIBE,
            resolved({**USUAL[DESCRIBE], "scheme": ">own.json"}, site, tmp_path),
            RecordingReporter(),
        )

    follow("has \"building\": 'true': write true or false in its place", lambda: described('"true"'),
           lambda: described("true"))  # fmt: skip
