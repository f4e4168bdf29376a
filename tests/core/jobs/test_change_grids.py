"""Change pairs whose land covers have other pixels: the refusal says which, and what it proposes works."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
import shapely
from affine import Affine
from numpy.typing import NDArray
from rasterio.crs import CRS

from satsyn_core.contract.errors import InputError
from satsyn_core.jobs import run_job
from tests.support.gdal_commands import run_all_proposed, run_proposed
from tests.support.german import in_german
from tests.support.proposals import refusal
from tests.support.rasters import UTM, RasterFactory, RecordingReporter
from tests.support.vector_layers import X, Y, write_layer

Change = Callable[..., dict[str, object]]
X0, Y0 = 331_200, 2_780_000
NORTH_UP = Affine(1, 0, X0, 0, -1, Y0)


@pytest.fixture
def change(tiny_model: Path, tmp_path: Path) -> Change:
    def run(before: object, after: object, **values: object) -> dict[str, object]:
        given: dict[str, Any] = {"before": str(before), "after": str(after), "model": str(tiny_model)}
        outputs = {name: str(tmp_path / f"{name}.tif") for name in ("output_before", "output_after", "change")}
        return run_job("generate-change", {**given, **outputs, **values}, RecordingReporter())

    return run


def _write(path: Path, values: NDArray[np.uint8], transform: Affine, crs: CRS | None = UTM) -> Path:
    profile = {"driver": "GTiff", "count": 1, "height": values.shape[0], "width": values.shape[1]}
    with rasterio.open(path, "w", dtype="uint8", crs=crs, transform=transform, **profile) as file:
        file.write(values, 1)
        file.update_tags(SATSYN_VERSION="1.0.0")
    return path


@pytest.fixture
def before(town: NDArray[np.uint8], tmp_path: Path) -> Path:
    return _write(tmp_path / "before.tif", town[:60, :80], NORTH_UP)


LON, LAT = 55.3256, 25.1265
OTHERS = {
    "the coordinate system is EPSG:32640 before and EPSG:4326 after": (
        Affine(1e-5, 0, LON, 0, -1e-5, LAT),
        CRS.from_epsg(4326),
    ),
    "a pixel measures 1 x 1 before and 2 x 2 after": (Affine(2, 0, X0, 0, -2, Y0), UTM),
    "the first pixel starts at (331200, 2780000) before and at (331200.5, 2780007) after": (
        Affine(1, 0, X0 + 0.5, 0, -1, Y0 + 7),
        UTM,
    ),
    "the rows are turned by 0 degrees before and by 30 degrees after": (
        Affine.translation(X0, Y0) @ Affine.rotation(30) @ Affine.scale(1, -1),
        UTM,
    ),
    "the first row is the northern one before and the southern one after": (Affine(1, 0, X0, 0, 1, Y0 - 60), UTM),
}


@pytest.mark.parametrize("difference", OTHERS)
def test_what_differs_is_said_and_the_command_makes_it_fit(
    difference: str, change: Change, before: Path, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    after = _write(tmp_path / "after.tif", town[:60, 100:180], *OTHERS[difference])
    with refusal("Bring the one after to the pixels of the one before, and take the result in its place: ") as said:
        change(before, after)
    assert said.text.startswith(
        f"{before} (before) and {after} (after) do not have the same pixels: {difference}. Bring"
    )
    aligned = run_proposed(said.text, tmp_path)
    change(before, aligned)
    said.followed()
    if "northern" in difference:
        with rasterio.open(aligned) as file:
            np.testing.assert_array_equal(file.read(1), town[:60, 100:180][::-1])


def test_land_covers_of_other_places_are_replaced(
    change: Change, before: Path, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    after = _write(tmp_path / "after.tif", town[:60, :80], NORTH_UP, CRS.from_epsg(32641))
    with refusal("They do not overlap: choose land covers of the same place") as said:
        change(before, after)
    assert "the coordinate system is EPSG:32640 before and EPSG:32641 after. They" in said.text
    change(before, before)
    said.followed()


def test_other_sizes_are_said_in_german_too(
    change: Change, before: Path, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    after = _write(tmp_path / "after.tif", town[:50], Affine(1, 0, X0, 0, -1, Y0))
    with pytest.raises(InputError) as refused:
        change(before, after)
    command = (
        f"gdalwarp -t_srs EPSG:32640 -te 331200.0 2779940.0 331280.0 2780000.0 -ts 80 60 -r near -dstnodata 0 {after}"
    )
    assert str(refused.value).endswith(
        "the same pixels: there are 80 x 60 pixels before and 210 x 50 pixels after. Bring the one after to the pixels "
        f"of the one before, and take the result in its place: {command} aligned.tif."
    )
    assert in_german(str(refused.value)) == (
        f"{before} (vorher) und {after} (nachher) haben nicht dieselben Pixel: es sind vorher 80 x 60 Pixel und "
        "nachher 210 x 50 Pixel. Bringen Sie die Landbedeckung nachher auf die Pixel der Landbedeckung vorher, und "
        f"nehmen Sie das Ergebnis an ihrer Stelle: {command} aligned.tif."
    )
    assert change(before, run_proposed(str(refused.value), tmp_path))["CHANGED"]


def test_the_land_cover_whose_rows_go_north_is_the_one_to_be_brought(
    change: Change, before: Path, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    south_up = _write(tmp_path / "first.tif", town[:60, 100:180], Affine(1, 0, X0, 0, 1, Y0 - 60))
    with refusal("Bring the one before to the pixels of the one after") as said:
        change(south_up, before)
    change(run_proposed(said.text, tmp_path), before)
    said.followed()


SHIFTED = Affine(1, 0, X0 + 3, 0, 1, Y0 - 60)
TURNED = Affine.translation(X0, Y0) @ Affine.rotation(30) @ Affine.scale(1, -1)
OWN = CRS.from_proj4("+proj=tmerc +lat_0=25 +lon_0=55.3 +x_0=331000 +y_0=2766000 +ellps=GRS80 +units=m")
OWN_EASTER = CRS.from_proj4("+proj=tmerc +lat_0=25 +lon_0=55.3 +x_0=331010 +y_0=2766000 +ellps=GRS80 +units=m")
PAIRS = {
    "both have their rows from the south to the north": (
        (Affine(1, 0, X0, 0, 1, Y0 - 60), UTM),
        (SHIFTED, UTM),
    ),
    "one is turned": ((TURNED, UTM), (SHIFTED, UTM)),
    "no coordinate system has a code": ((NORTH_UP, OWN), (NORTH_UP, OWN_EASTER)),
}


@pytest.mark.parametrize("kinds", PAIRS)
def test_where_none_can_get_the_pixels_of_the_other_both_are_brought_to_others(
    kinds: str, change: Change, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    first, second = PAIRS[kinds]
    before = _write(tmp_path / "first.tif", town[:60, 100:180], *first)
    after = _write(tmp_path / "second.tif", town[:60, 103:183], *second)
    with refusal("Bring both to pixels whose rows go from the north to the south, and take the results in") as said:
        change(before, after)
    aligned = run_all_proposed(said.text, tmp_path)
    assert len(aligned) == 2
    assert change(*aligned)["CHANGED"]
    said.followed()
    if "both have" in kinds:
        for path, shift in zip(aligned, (0, 3), strict=True):
            with rasterio.open(path) as file:
                expected = town[:60, 100 + shift : 180][::-1]
                np.testing.assert_array_equal(file.read(1)[:, shift:], town[:60, 103:180][::-1] if shift else expected)


def test_pictures_without_a_place_are_cut_to_the_same_size(
    change: Change, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    before = _write(tmp_path / "first.tif", town[:60, :90], Affine.identity(), None)
    after = _write(tmp_path / "second.tif", town[:70, :80], Affine.identity(), None)
    with refusal("If their upper left pixels are the same place, cut both to the same size, and take the res") as said:
        change(before, after)
    change(*run_all_proposed(said.text, tmp_path))
    said.followed()


def test_names_of_classes_that_the_command_leaves_out_are_given_as_classes(
    change: Change, make_raster: RasterFactory, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    names = ["", "building", "land", "road", "vegetation", "water"]
    before = make_raster(town, name="named.tif", categories=names)
    after = make_raster(6 - town[:90, :90], name="small.tif", categories=names)
    with refusal("That leaves out the names of its classes: give them with CLASSES") as said:
        change(before, after)
    text = said.part('CLASSES, as "(.*)"')
    assert text == "1=building 2=land 3=road 4=vegetation 5=water"
    outputs = change(before, run_proposed(said.text, tmp_path), classes=text)
    assert outputs["CHANGED"]
    said.followed()


def test_names_are_given_as_classes_where_both_land_covers_are_brought_to_others(
    change: Change, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    before, after = (
        _write(tmp_path / f"{name}.tif", town[:60, left : left + 80], Affine(1, 0, X0 + left, 0, 1, Y0 - 60))
        for name, left in (("first", 0), ("second", 3))
    )
    names = {"1": "building", "2": "land", "3": "road", "4": "vegetation", "5": "water"}
    legends = json.dumps({str(path): names for path in (before, after)})
    with refusal("take the results in their place: .* That leaves out the names of its classes") as said:
        change(before, after, legends=legends)
    assert "aligned_after.tif. That" in said.text
    outputs = change(*run_all_proposed(said.text, tmp_path), classes=said.part('CLASSES, as "(.*)"'))
    assert outputs["CHANGED"]


def test_vector_layers_get_the_pixels_of_one_raster_and_rasters_those_of_a_layer(
    change: Change, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    plans = [
        write_layer(tmp_path / f"{name}.gpkg", [shapely.box(X, Y - side, X + side, Y)], {"class": ["land"]})
        for name, side in (("small", 40), ("large", 60))
    ]
    grid = _write(tmp_path / "grid.tif", town[:50, :50], Affine(1, 0, X, 0, -1, Y))
    with refusal("Give both the pixels of one raster, with GRID") as said:
        change(*plans)
    change(*plans, grid=str(grid))
    said.followed()
    with refusal("Bring the one after to the pixels of the one before") as said:
        change(plans[0], grid)
    change(plans[0], run_proposed(said.text, tmp_path))
    said.followed()


def test_a_raster_gets_the_pixels_of_a_layer_whose_coordinate_system_has_no_code(
    change: Change, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    square = shapely.box(X, Y - 40, X + 40, Y)
    plan = write_layer(tmp_path / "plan.gpkg", [square], {"class": ["land"]}, crs=OWN.to_wkt())
    raster = _write(tmp_path / "raster.tif", town[:60, :80], Affine(1, 0, X, 0, 1, Y - 60), OWN_EASTER)
    with refusal("Bring the one after to the pixels of the one before") as said:
        change(plan, raster)
    change(plan, run_proposed(said.text, tmp_path))
    said.followed()
