"""Edits of an image whose rows are stored in another order than those of the land cover."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from numpy.typing import NDArray

from satsyn_core.jobs import run_job
from tests.support.gdal_commands import run_proposed
from tests.support.proposals import refusal
from tests.support.rasters import UTM, RecordingReporter

Generate = Callable[..., NDArray[np.uint8]]
NORTH_UP, SOUTH_UP = "north-up", "south-up"
LEFT, TOP = 331_200.5, 2_780_150.25
EDITED = (slice(40, 60), slice(90, 120))


@pytest.fixture
def generate(tiny_model: Path, tmp_path: Path, reporter: RecordingReporter) -> Generate:
    """Run the job and return the pixels of its image."""

    def run(landcover: Path, base_image: Path, mask: Path, **values: object) -> NDArray[np.uint8]:
        names = {"landcover": landcover, "base_image": base_image, "mask": mask, "model": tiny_model}
        given = {name: str(path) for name, path in names.items()}
        output = tmp_path / "edited.tif"
        run_job("generate-imagery", {**given, "output": str(output), "block_size": 64, **values}, reporter)
        with rasterio.open(output) as written, rasterio.open(landcover) as cover:
            assert written.transform.e == cover.transform.e, "the image has the rows of the land cover"
            pixels: NDArray[np.uint8] = written.read()
        return pixels

    return run


def _write(folder: Path, name: str, values: NDArray[np.uint8], rows: str, metres: float = 1) -> Path:
    """Write values that are given from the north to the south, with their rows in an order."""
    bands = values if values.ndim == 3 else values[None]
    bottom = TOP - metres * bands.shape[1]
    transform = Affine(metres, 0, LEFT, 0, -metres, TOP) if rows == NORTH_UP else Affine(1, 0, LEFT, 0, 1, bottom)
    profile = {"driver": "GTiff", "count": len(bands), "width": bands.shape[2], "height": bands.shape[1]}
    path = folder / f"{name}_{rows}.tif"
    with rasterio.open(path, "w", dtype="uint8", crs=UTM, transform=transform, **profile) as file:
        file.write(bands if rows == NORTH_UP else bands[:, ::-1])
        file.update_tags(SATSYN_VERSION="1.0.0")
    return path


@pytest.fixture
def edited_place(town: NDArray[np.uint8]) -> NDArray[np.uint8]:
    values = np.zeros_like(town)
    values[EDITED] = 1
    return values


@pytest.mark.parametrize("extent", [None, "331220.5,331360.5,2780015.25,2780115.25"])
@pytest.mark.parametrize(("rows", "other"), [(NORTH_UP, SOUTH_UP), (SOUTH_UP, NORTH_UP)])
def test_an_image_with_its_rows_in_the_opposite_order_is_kept_exactly(
    rows: str, other: str, extent: str | None, generate: Generate, town: NDArray[np.uint8],
    edited_place: NDArray[np.uint8], tmp_path: Path
) -> None:  # fmt: skip
    landcover = _write(tmp_path, "cover", town, rows)
    image = np.random.default_rng(1).integers(1, 256, (3, *town.shape), np.uint8)
    found = [
        generate(landcover, _write(tmp_path, "base", image, order), _write(tmp_path, "mask", edited_place, order),
                 extent=extent)
        for order in (rows, other)
    ]  # fmt: skip
    np.testing.assert_array_equal(*found)
    part = np.s_[..., 35:135, 20:160] if extent else np.s_[...]
    from_north = found[0] if rows == NORTH_UP else found[0][:, ::-1]
    differs = (from_north != image[part]).any(axis=0)
    assert differs[edited_place[part] == 1].mean() > 0.9
    at_rows, cols = np.nonzero(edited_place[part])
    differs[max(at_rows.min() - 9, 0) : at_rows.max() + 10, max(cols.min() - 9, 0) : cols.max() + 10] = False
    assert not differs.any(), "beyond the feather of 8 pixels nothing changes"


def test_an_image_of_other_pixels_is_brought_to_a_land_cover_whose_rows_go_north(
    generate: Generate, town: NDArray[np.uint8], edited_place: NDArray[np.uint8], tmp_path: Path
) -> None:
    landcover, mask = (
        _write(tmp_path, name, values, SOUTH_UP) for name, values in (("cover", town), ("mask", edited_place))
    )
    coarse = _write(tmp_path, "coarse", np.arange(75 * 105, dtype=np.uint16).astype(np.uint8).reshape(1, 75, 105)
                    .repeat(3, axis=0), NORTH_UP, metres=2)  # fmt: skip
    with refusal("Bring it to that grid first: gdalwarp") as said:
        generate(landcover, coarse, mask)
    aligned = run_proposed(said.text, tmp_path)
    edited = generate(landcover, aligned, mask)
    with rasterio.open(aligned) as file:
        np.testing.assert_array_equal(edited[:, 130:], file.read()[:, ::-1][:, 130:])
    said.followed()
