"""Inputs that no job can use: each is refused before any work, with the reason, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from numpy.typing import NDArray
from rasterio.crs import CRS

from satsyn_core.contract.errors import InputError
from satsyn_core.jobs import run_job
from tests.core.jobs.test_segmentation import SHORT, imagery_of
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.tiny_segmenter import tiny_segmenter

LOCAL = CRS.from_wkt('LOCAL_CS["Old town grid",UNIT["metre",1],AXIS["x",EAST],AXIS["y",NORTH]]')


@pytest.fixture
def photo(make_raster: RasterFactory, town: NDArray[np.uint8]) -> Path:
    return make_raster(imagery_of(town), name="photo.tif")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.safetensors"
    tiny_segmenter().save(path)
    return path


def _in_local_crs(path: Path) -> Path:
    with rasterio.open(path, "r+") as file:
        file.crs = LOCAL
    return path


def _stack(photo: Path, make_raster: RasterFactory, town: NDArray[np.uint8]) -> Path:
    """Return a stack of two 8-bit bands and one of heights, of 32 bits."""
    make_raster(imagery_of(town)[1].astype(np.float32) / 3, name="heights.tif")
    height, width = town.shape
    sources = [("photo.tif", 1, "Byte"), ("heights.tif", 1, "Float32"), ("photo.tif", 3, "Byte")]
    bands = "".join(
        f'<VRTRasterBand dataType="{kind}" band="{band}"><SimpleSource><SourceFilename relativeToVRT="1">{name}'
        f"</SourceFilename><SourceBand>{number}</SourceBand></SimpleSource></VRTRasterBand>"
        for band, (name, number, kind) in enumerate(sources, 1)
    )
    path = photo.with_name("stack.vrt")
    path.write_text(f'<VRTDataset rasterXSize="{width}" rasterYSize="{height}">{bands}</VRTDataset>')
    return path


def _jobs(imagery: Path, landcover: Path, model: Path, output: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return a run of each job that reads imagery."""
    pair = {"imagery": [str(imagery)], "landcover": [str(landcover)]}
    return [
        ("predict-landcover", {"imagery": str(imagery), "model": str(model), "output": f"{output}.tif"}),
        ("build-training-set", {**pair, "synthetic_percent": 0, "chip_size": 32, "output": str(output)}),
        ("train-evaluate-segmentation", {**pair, **SHORT, "output": f"{output}.safetensors"}),
        ("train-generator", {**pair, "iterations": 1, "output": f"{output}.safetensors"}),
        (
            "evaluate-imagery",
            {
                "real": [str(imagery)],
                "synthetic": [str(imagery)],
                "landcover": [str(landcover)],
                "segmentation": str(model),
                "output": f"{output}.json",
            },
        ),
    ]


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
@pytest.mark.parametrize("number", range(5))
def test_bands_of_different_types_are_refused_by_every_job(
    number: int, photo: Path, model: Path, make_raster: RasterFactory, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    cover = make_raster(town, grid="no georeference", categories=["", *tiny_segmenter().scheme.names])
    name, values = _jobs(_stack(photo, make_raster, town), cover, model, tmp_path / "result")[number]
    with pytest.raises(InputError, match=r"band 1 uint8, band 2 float32, band 3 uint8.*gdal_translate -ot Float32"):
        run_job(name, values, RecordingReporter())
    assert list(tmp_path.glob("result*")) == []


@pytest.mark.parametrize("factor", [1 / 255, 40])
@pytest.mark.parametrize("number", [0, 4])
def test_imagery_in_other_units_than_the_models_is_refused(
    number: int, factor: float, model: Path, make_raster: RasterFactory, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    dtype = np.float32 if factor < 1 else np.uint16
    scaled = make_raster((imagery_of(town).astype(np.float64) * factor).astype(dtype), name="scaled.tif")
    cover = make_raster(town, categories=["", *tiny_segmenter().scheme.names])
    name, values = _jobs(scaled, cover, model, tmp_path / "result")[number]
    with pytest.raises(InputError, match=r"trained on uint8 numbers from 0 to 255: these are other units"):
        run_job(name, values, RecordingReporter())
    assert list(tmp_path.glob("result*")) == []


def test_a_style_image_in_other_units_is_refused(
    make_raster: RasterFactory, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    cover = make_raster(np.tile(town, (2, 2)))
    style = make_raster(imagery_of(np.tile(town, (2, 2))).astype(np.float32) / 255, name="style.tif")
    with pytest.raises(InputError, match=r"style\.tif holds float32 numbers.*other units"):
        values = {"landcover": str(cover), "style": str(style), "output": str(tmp_path / "result.tif")}
        run_job("generate-imagery", values, RecordingReporter())
    assert list(tmp_path.glob("result*")) == []


@pytest.mark.parametrize(
    ("values", "nodata", "sentence"),
    [
        ([0, 7], 0, "has one class .class 7, value 7.*-unsetnodata"),
        ([70_000, 1], None, "has the value 70000"),
        ([-4, 1], None, "has the value -4"),
    ],
)
def test_classes_that_cannot_be_told_apart_or_written_are_refused_before_the_training(
    values: list[int], nodata: int | None, sentence: str, photo: Path, make_raster: RasterFactory, tmp_path: Path
) -> None:
    with rasterio.open(photo) as file:
        numbers = np.random.default_rng(0).choice(values, (file.height, file.width)).astype(np.int32)
    cover = make_raster(numbers, nodata=nodata)
    pair = {"imagery": [str(photo)], "landcover": [str(cover)]}
    with pytest.raises(InputError, match=sentence):
        run_job(
            "train-evaluate-segmentation",
            {**pair, **SHORT, "output": str(tmp_path / "result.safetensors")},
            RecordingReporter(),
        )
    assert list(tmp_path.glob("result*")) == []


def test_a_mask_in_a_local_system_is_taken_pixel_by_pixel_with_a_warning(
    photo: Path, make_raster: RasterFactory, town: NDArray[np.uint8], tmp_path: Path
) -> None:
    cover = _in_local_crs(make_raster(town))
    reporter = RecordingReporter()
    values = {
        "imagery": [str(photo)],
        "landcover": [str(cover)],
        "synthetic_percent": 0,
        "chip_size": 32,
        "split": "100 0 0",
        "output": str(tmp_path / "set"),
    }
    assert run_job("build-training-set", values, reporter)["CHIPS"] > 0
    assert "a local coordinate system (Old town grid)" in reporter.text


def test_a_mask_in_a_local_system_with_other_pixels_is_refused(
    photo: Path, make_raster: RasterFactory, town: NDArray[np.uint8], model: Path, tmp_path: Path
) -> None:
    cover = _in_local_crs(make_raster(np.tile(town, (2, 2))))
    name, values = _jobs(photo, cover, model, tmp_path / "result")[1]
    with pytest.raises(InputError, match=r"Old town grid is a local .*gdal_edit\.py -a_srs"):
        run_job(name, values, RecordingReporter())
