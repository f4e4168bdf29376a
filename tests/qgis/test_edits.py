"""Edits and change pairs in the real `qgis_process`, and what QGIS' translations keep of the marks."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from assertions import pixels
from osgeo import gdal, ogr, osr
from processes import enable_plugin, run_qgis_process
from rasters import NORTH_UP, town, write_landcover

from tests.support.proposals import Said

AREA = (slice(20, 50), slice(40, 80))


@pytest.fixture(scope="module", autouse=True)
def enabled_plugin(profile: Path) -> None:
    enable_plugin()


@pytest.fixture
def execute(model: Path):
    """Run an algorithm of SatSyn with small blocks; return its outputs."""

    def run(algorithm: str, **parameters: object) -> dict[str, object]:
        given = {"MODEL": model, "BLOCK_SIZE": 64, "DEVICE": "cpu", **parameters}
        arguments = [f"{name}={value}" for name, value in given.items()]
        done = run_qgis_process("--json", "run", algorithm, "--", *arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["results"]

    return run


def _area(path: Path) -> Path:
    """Write the outline of the area in degrees."""
    x, y = NORTH_UP.transform[0], NORTH_UP.transform[3]
    size = NORTH_UP.transform[1]
    utm, degrees = osr.SpatialReference(), osr.SpatialReference()
    utm.ImportFromEPSG(32640)
    degrees.ImportFromEPSG(4326)
    for system in (utm, degrees):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    rows, cols = AREA
    corners = [(cols.start, rows.start), (cols.stop, rows.start), (cols.stop, rows.stop), (cols.start, rows.stop)]
    places = [f"{x + col * size} {y - row * size}" for col, row in (*corners, corners[0])]
    outline = ogr.CreateGeometryFromWkt(f"POLYGON (({', '.join(places)}))")
    outline.Transform(osr.CoordinateTransformation(utm, degrees))
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = source.CreateLayer("area", degrees, ogr.wkbPolygon)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(outline)
    layer.CreateFeature(feature)
    return path


def _xmp(path: object) -> str:
    return "".join(gdal.Open(str(path)).GetMetadata("xml:XMP") or [])


def test_an_edit_keeps_the_image_outside_the_polygons(execute, tmp_path: Path) -> None:
    landcover = write_landcover(tmp_path / "landcover.tif", NORTH_UP)
    whole = execute("satsyn:generateimagery", LANDCOVER=landcover, OUTPUT=tmp_path / "whole.tif")["OUTPUT"]
    edited = execute(
        "satsyn:generateimagery",
        LANDCOVER=landcover,
        MASK=_area(tmp_path / "area.gpkg"),
        BASE_IMAGE=whole,
        FEATHER=0,
        SEED=8,
        OUTPUT=tmp_path / "edited.tif",
    )
    before, after = pixels(Path(str(whole))), pixels(Path(str(edited["OUTPUT"])))
    inside = np.zeros(before.shape[1:], bool)
    inside[AREA] = True
    np.testing.assert_array_equal(after[:, ~inside], before[:, ~inside])
    assert (after != before)[:, inside].mean() > 0.5


def test_a_mask_without_polygons_on_the_land_cover_is_named(execute, model: Path, tmp_path: Path) -> None:
    landcover = write_landcover(tmp_path / "landcover.tif", NORTH_UP)
    given = {"LANDCOVER": landcover, "MODEL": model, "BLOCK_SIZE": 64, "DEVICE": "cpu"}
    whole = execute("satsyn:generateimagery", LANDCOVER=landcover, OUTPUT=tmp_path / "whole.tif")["OUTPUT"]
    empty = tmp_path / "no_area.gpkg"
    ogr.GetDriverByName("GPKG").CreateDataSource(str(empty)).CreateLayer("no_area", geom_type=ogr.wkbPolygon)
    edited = {**given, "BASE_IMAGE": whole, "OUTPUT": tmp_path / "edited.tif"}
    arguments = [f"{name}={value}" for name, value in {**edited, "MASK": empty}.items()]
    done = run_qgis_process("run", "satsyn:generateimagery", "--", *arguments)
    assert done.returncode != 0
    said = Said("'no_area' has no polygon on the land cover: choose another one in MASK", done.stdout + done.stderr)
    said.require()
    execute("satsyn:generateimagery", **{**edited, "MASK": _area(tmp_path / "area.gpkg")})
    said.followed()


def test_a_change_pair_and_its_mask(execute, tmp_path: Path) -> None:
    changed = town()
    changed[AREA] = 1
    before = write_landcover(tmp_path / "before.tif", NORTH_UP)
    after = write_landcover(tmp_path / "after.tif", NORTH_UP, changed)
    outputs = execute(
        "satsyn:generatechange",
        BEFORE=before,
        AFTER=after,
        OUTPUT_BEFORE=tmp_path / "imagery_before.tif",
        OUTPUT_AFTER=tmp_path / "imagery_after.tif",
        CHANGE=tmp_path / "change.tif",
    )
    mask = gdal.Open(str(outputs["CHANGE"])).ReadAsArray()
    np.testing.assert_array_equal(mask == 1, (town() != changed) & (mask != 255))
    assert outputs["CHANGED"] == np.count_nonzero(town() != changed)
    assert "/trainedAlgorithmicMedia<" in _xmp(outputs["OUTPUT_AFTER"])
    assert (tmp_path / "imagery_after.qml").exists()


def test_a_translation_by_qgis_keeps_the_marks(execute, tmp_path: Path) -> None:
    landcover = write_landcover(tmp_path / "landcover.tif", NORTH_UP)
    imagery = execute("satsyn:generateimagery", LANDCOVER=landcover, OUTPUT=tmp_path / "imagery.tif")["OUTPUT"]
    copy = tmp_path / "copy.tif"
    done = run_qgis_process("run", "gdal:translate", "--", f"INPUT={imagery}", f"OUTPUT={copy}")
    assert done.returncode == 0, done.stderr
    assert gdal.Open(str(copy)).GetMetadataItem("SATSYN_SYNTHETIC") == "YES"
    assert "/trainedAlgorithmicMedia<" in _xmp(copy)
