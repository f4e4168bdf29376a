"""Land cover as users have it through the real `qgis_process`, with nothing but the layer given.

Small files are always tried. Real rasters are where the project's data lie beside the checkout, or in SATSYN_DATA.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from assertions import assert_same_grid, pixels
from osgeo import gdal
from processes import enable_plugin, run_qgis_process
from rasters import NORTH_UP, write_landcover

REPOSITORY = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("SATSYN_DATA", REPOSITORY.parent / "shared" / "data")) / "georeferenced"
REAL = pytest.mark.skipif(not DATA.is_dir(), reason=f"the real rasters are not in {DATA}")


@pytest.fixture(scope="module", autouse=True)
def enabled_plugin(profile: Path) -> None:
    enable_plugin()


@pytest.fixture
def generate(tmp_path: Path):
    """Run with the bundled models; return the table of the match, and the file of the imagery."""

    def run(landcover: Path, **parameters: object) -> tuple[dict[str, str], Path]:
        output = tmp_path / "imagery.tif"
        given = {"LANDCOVER": landcover, "OUTPUT": output, **parameters}
        arguments = [f"{name}={value}" for name, value in given.items()]
        plain = run_qgis_process("--json", "run", "satsyn:generateimagery", "--", *arguments)
        assert plain.returncode == 0, plain.stderr
        results = json.loads(plain.stdout)
        table = json.loads(results["results"]["MATCH"])["classes"]
        assert sum(row["share"] for row in table) == pytest.approx(1)
        return {row["name"]: row["class"] for row in table}, output

    return run


def test_an_extract_of_openstreetmap(generate, tmp_path: Path) -> None:
    corners = [(55.3300, 25.1200), (55.3306, 25.1200), (55.3306, 25.1205), (55.3300, 25.1205)]
    nodes = [f'<node id="{n}" lat="{lat}" lon="{lon}" version="1"/>' for n, (lon, lat) in enumerate(corners, 1)]
    house = [(55.3302, 25.1201), (55.3304, 25.1201), (55.3304, 25.1202), (55.3302, 25.1202)]
    nodes += [f'<node id="{n}" lat="{lat}" lon="{lon}" version="1"/>' for n, (lon, lat) in enumerate(house, 5)]
    rings = {"landuse=residential": "1 2 3 4 1", "building=yes": "5 6 7 8 5", "highway=service": "1 3"}
    ways = ""
    for number, (tag, refs) in enumerate(rings.items(), 1):
        key, value = tag.split("=")
        points = "".join(f'<nd ref="{ref}"/>' for ref in refs.split())
        ways += f'<way id="{number}" version="1">{points}<tag k="{key}" v="{value}"/></way>'
    path = tmp_path / "extract.osm"
    path.write_text(f'<?xml version="1.0"?><osm version="0.6">{"".join(nodes)}{ways}</osm>')
    classes, output = generate(path)
    assert classes == {"residential": "land", "building": "building", "road": "road"}
    dataset = gdal.Open(str(output))
    transform = dataset.GetGeoTransform()
    assert dataset.GetSpatialRef().GetAuthorityCode(None) == "32640"
    # Pixels of the model's size whose edges lie at multiples of it.
    assert (transform[1], transform[5], transform[0] % 1, transform[3] % 1) == (1, -1, 0, 0)
    assert (pixels(output) != 0).any(axis=0).mean() > 0.8


def test_a_raster_whose_classes_are_in_its_style_alone(generate, tmp_path: Path) -> None:
    values = np.full((60, 80), 17, np.uint8)
    values[:20], values[40:, :30] = 30, 3
    path = write_landcover(tmp_path / "classified.tif", NORTH_UP, values)
    labels = {3: "Roofs", 17: "Tree canopy", 30: "Open water"}
    entries = "".join(
        f'<paletteEntry value="{v}" label="{n}" color="#80{v:02x}60" alpha="255"/>' for v, n in labels.items()
    )
    style = f'<rasterrenderer type="paletted" band="1"><colorPalette>{entries}</colorPalette></rasterrenderer>'
    path.with_suffix(".qml").write_text(f"<!DOCTYPE qgis><qgis version='3.22'><pipe>{style}</pipe></qgis>")
    classes, output = generate(path)
    assert classes == {"Roofs": "building", "Tree canopy": "vegetation", "Open water": "water"}
    assert_same_grid(output, path)


@REAL
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("spDataLarge_zion_nlcd.tif", {"Developed": "built-up", "Forest": "vegetation"}),
        ("crop2000_ESA_WorldCover_2021_SaoTomeTown.tif", {"tree cover": "vegetation", "built-up": "built-up"}),
    ],
)
def test_real_rasters(generate, name: str, expected: dict[str, str], tmp_path: Path) -> None:
    part = tmp_path / name
    gdal.Translate(
        str(part), str(DATA / name), srcWin=[431, 1000, 400, 300] if "zion" in name else [1068, 460, 400, 300]
    )
    classes, output = generate(part)
    assert expected.items() <= classes.items()
    assert_same_grid(output, part)


@REAL
def test_values_that_may_mean_anything_are_refused_with_the_way_out(generate, tmp_path: Path) -> None:
    landcover, buildings = (DATA / f"m_3907833_nw_17_1_{name}.tif" for name in ("lc", "buildings"))
    refused = run_qgis_process(
        "run", "satsyn:generateimagery", "--", f"LANDCOVER={landcover}", f"OUTPUT={tmp_path / 'no.tif'}"
    )
    assert refused.returncode != 0
    assert "SCHEME" in refused.stderr + refused.stdout
    assert not (tmp_path / "no.tif").exists()
    classes, output = generate(landcover, BUILDINGS=buildings, SCHEME="chesapeake-6")
    assert classes["tree canopy"] == "vegetation"
    assert_same_grid(output, landcover)
