"""Training a generator from QGIS: its model paints at once, in the classes of the land cover it was trained on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from assertions import assert_algorithm, assert_parameter, assert_same_grid
from osgeo import gdal
from rasters import NORTH_UP, write_landcover

SHORT = {"ITERATIONS": 4, "CROP": 32, "BATCH": 4, "WARM_UP": 1, "DEVICE": "cpu"}


@pytest.fixture
def landcover(tmp_path: Path) -> Path:
    return write_landcover(tmp_path / "landcover.tif", NORTH_UP)


@pytest.fixture
def imagery(landcover: Path, tmp_path: Path) -> Path:
    """RGB imagery on the land cover's grid."""
    path = tmp_path / "real.tif"
    cover = gdal.Open(str(landcover))
    values = cover.ReadAsArray()
    image = gdal.GetDriverByName("GTiff").Create(str(path), cover.RasterXSize, cover.RasterYSize, 3, gdal.GDT_Byte)
    image.SetGeoTransform(cover.GetGeoTransform())
    image.SetProjection(cover.GetProjection())
    for band in range(3):
        image.GetRasterBand(band + 1).WriteArray((values * 40 + 10 * band + 5).astype(np.uint8))
    image.FlushCache()
    return path


def test_it_stands_in_the_toolbox_with_its_declared_defaults(qgis) -> None:
    algorithm = qgis.processingRegistry().algorithmById("satsyn:traingenerator")
    assert_algorithm(algorithm, "traingenerator", "Models")
    assert_parameter(algorithm, "IMAGERY", "multilayer")
    assert_parameter(algorithm, "DIVERSITY", "number", default=6.0, advanced=True)
    assert_parameter(algorithm, "WARM_UP", "number", default=300, advanced=True)
    assert_parameter(algorithm, "FINE_NOISE", "number", optional=True, advanced=True)


def test_a_generator_trained_in_qgis_generates_in_qgis(qgis, imagery: Path, landcover: Path, tmp_path: Path) -> None:
    import processing

    model = tmp_path / "own.safetensors"
    trained = processing.run(
        "satsyn:traingenerator",
        {"IMAGERY": [str(imagery)], "LANDCOVER": [str(landcover)], "OUTPUT": str(model), **SHORT},
    )
    assert trained["STEPS"] == 4
    assert Path(trained["SAMPLES"]).is_file()
    output = tmp_path / "synthetic.tif"
    processing.run("satsyn:generateimagery", {"LANDCOVER": str(landcover), "MODEL": str(model), "OUTPUT": str(output)})
    assert_same_grid(output, landcover)


def test_imagery_elsewhere_is_refused(qgis, imagery: Path, landcover: Path, tmp_path: Path) -> None:
    import processing
    from qgis.core import QgsProcessingException

    elsewhere = gdal.Open(str(imagery), gdal.GA_Update)
    left, width, *rest = elsewhere.GetGeoTransform()
    elsewhere.SetGeoTransform((left + 50_000, width, *rest))
    elsewhere = None
    model = tmp_path / "own.safetensors"
    with pytest.raises(QgsProcessingException, match="do not overlap"):
        processing.run(
            "satsyn:traingenerator",
            {"IMAGERY": [str(imagery)], "LANDCOVER": [str(landcover)], "OUTPUT": str(model), **SHORT},
        )
    assert not model.exists()
