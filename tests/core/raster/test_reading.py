"""Rasters that cannot be used as they are: each is refused with the reason and what to do."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.control import GroundControlPoint
from rasterio.enums import ColorInterp
from rasterio.rpc import RPC

from satsyn_core.contract.errors import InputError, SatSynError
from satsyn_core.contract.model_metadata import read_metadata
from satsyn_core.raster.reading import has_mask, open_raster, read_band_masks, read_mask, read_padded, small_mask
from satsyn_core.raster.window import Window
from tests.support.paths import REPOSITORY
from tests.support.rasters import UTM, RasterFactory

POINTS = [
    GroundControlPoint(row=row, col=col, x=331_200 + 3 * col + row, y=2_780_000 - 2 * row)
    for row, col in ((0, 0), (0, 9), (8, 0), (8, 9))
]
COEFFICIENTS = RPC(
    height_off=100,
    height_scale=500,
    lat_off=25,
    lat_scale=0.1,
    long_off=55,
    long_scale=0.1,
    line_off=4,
    line_scale=4,
    samp_off=4,
    samp_scale=4,
    line_num_coeff=[0, 0, -1, *[0] * 17],
    line_den_coeff=[1, *[0] * 19],
    samp_num_coeff=[0, 1, 0, *[0] * 17],
    samp_den_coeff=[1, *[0] * 19],
)


def _raster(path: Path, **placing: object) -> Path:
    profile = {"driver": "GTiff", "width": 9, "height": 8, "count": 1, "dtype": "uint8"}
    with rasterio.open(path, "w", **profile, **placing) as file:
        file.write(np.ones((1, 8, 9), np.uint8))
    return path


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
@pytest.mark.parametrize(
    ("placing", "named"),
    [
        ({"crs": UTM, "gcps": POINTS}, "ground control points"),
        ({"rpcs": COEFFICIENTS}, r"rational polynomial coefficients \(RPCs\)"),
        ({"crs": UTM, "rpcs": COEFFICIENTS}, "rational polynomial"),
    ],
)
def test_rasters_without_a_grid_on_the_map_are_refused(placing: dict[str, object], named: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"is placed by {named}.*gdalwarp"):
        open_raster(_raster(tmp_path / "oblique.tif", **placing))


def test_coefficients_that_an_orthoimage_still_carries_do_not_matter(tmp_path: Path) -> None:
    path = _raster(
        tmp_path / "ortho.tif", crs=UTM, transform=Affine(2, 0, 331_200, 0, -2, 2_780_000), rpcs=COEFFICIENTS
    )
    with open_raster(path) as dataset:
        assert dataset.rpcs is not None


@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_a_raster_without_any_place_is_read(tmp_path: Path) -> None:
    with open_raster(_raster(tmp_path / "plain.tif")) as dataset:
        assert dataset.width == 9


def test_the_missing_tile_of_a_mosaic_is_named(make_raster: RasterFactory) -> None:
    tile = make_raster(np.ones((20, 20), np.uint8), name="north.tif")
    mosaic = tile.with_name("all.vrt")
    rasterio.shutil.copy(tile, mosaic, driver="VRT")
    tile.unlink()
    with open_raster(mosaic) as dataset, pytest.raises(SatSynError, match=r"column 0, row 5.*north\.tif") as refused:
        read_padded(dataset, Window(0, 5, 9, 9), 0)
    assert "damaged" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.tif", b"II*\0"),
        ("words.tif", b"classes"),
        ("part.vrt", b"<VRTDataset>"),
        ("x.zip", b"PK"),
    ],
)
def test_files_that_are_no_rasters_are_refused(name: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match="is not a raster that can be read"):
        open_raster(path)


@pytest.mark.parametrize("name", ["a" * 300 + ".tif", "nul\0byte.tif", "\udcff.tif"])
def test_names_that_no_disk_can_hold_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        open_raster(tmp_path / name)


def _mosaic(folder: Path, size: int, transform: str) -> Path:
    path = folder / "mosaic.vrt"
    path.write_text(
        f'<VRTDataset rasterXSize="{size}" rasterYSize="{size}"><GeoTransform>{transform}</GeoTransform>'
        '<VRTRasterBand dataType="Byte" band="1"/></VRTDataset>'
    )
    return path


@pytest.mark.parametrize(
    ("size", "transform", "words"),
    [
        (2**31 - 1, "0,1,0,0,0,-1", "more than any raster has"),
        (64, "0,0,0,0,0,-1", "pixels of no size"),
        (64, "0,1e300,0,0,0,-1e300", "pixels of no size"),
        (64, "0,nan,0,0,0,-1", "pixels of no size"),
    ],
)
def test_rasters_of_absurd_sizes_are_refused(size: int, transform: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=words):
        open_raster(_mosaic(tmp_path, size, transform))
    with open_raster(_mosaic(tmp_path, 1_000_000, "0,1,0,0,0,-1")) as large:
        assert read_padded(large, Window(999_990, 999_990, 20, 20), fill=1).shape == (1, 20, 20)


_READ = """
import sys
from satsyn_core.contract.foreign_libraries import use_own_libraries
use_own_libraries()
import pyogrio
from satsyn_core.contract.errors import SatSynError
from satsyn_core.raster.reading import open_raster, read_padded
from satsyn_core.raster.window import Window
for path in sys.argv[2:]:
    try:
        with open_raster(path) as raster:
            print(read_padded(raster, Window(0, 0, 4, 4), 0).sum(), raster.overviews(1))
    except SatSynError as error:
        print(error)
print(pyogrio.read_info(sys.argv[1])["features"])
"""


def test_nothing_that_a_raster_or_layer_names_is_asked_for_on_the_web(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        web = f"http://127.0.0.1:{server.server_port}"
        with rasterio.open(
            tmp_path / "plain.tif", "w", "GTiff", 4, 4, 1, "EPSG:32640", Affine.scale(2), "uint8"
        ) as one:
            one.write(np.ones((1, 4, 4), np.uint8))
        (tmp_path / "plain.tif.aux.xml").write_text(
            '<PAMDataset><Metadata domain="OVERVIEWS"><MDI key="OVERVIEW_FILE">'
            f"/vsicurl/{web}/a.ovr</MDI></Metadata></PAMDataset>"
        )
        for name, source in (("curl.vrt", f"/vsicurl/{web}/b.tif"), ("http.vrt", f"{web}/c.tif")):
            (tmp_path / name).write_text(
                '<VRTDataset rasterXSize="4" rasterYSize="4"><SRS>EPSG:32640</SRS><GeoTransform>0,2,0,0,0,2'
                '</GeoTransform><VRTRasterBand dataType="Byte" band="1"><SimpleSource><SourceFilename>'
                f"{source}</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"
            )
        layer = tmp_path / "layer.geojson"
        layer.write_text(
            '{"type": "FeatureCollection", "features": [], "crs": {"type": "link", "properties": {"type": "proj4", '
            f'"href": "{web}/d"}}}}}}'
        )
        rasters = [tmp_path / name for name in ("plain.tif", "curl.vrt", "http.vrt")]
        environment = {name: value for name, value in os.environ.items() if name.lower() != "no_proxy"}
        command = [sys.executable, "-c", _READ, *map(str, (layer, *rasters))]
        done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
        server.shutdown()
    assert done.returncode == 0, done.stderr
    assert asked == []
    plain, *mosaics, features = done.stdout.splitlines()
    assert (plain, features) == ("16 []", "0")
    assert len(mosaics) == 2
    assert all("what lies on the web" in sentence for sentence in mosaics)


def test_code_in_a_raster_is_not_run_whatever_the_user_allows_gdal_elsewhere(tmp_path: Path) -> None:
    with rasterio.open(tmp_path / "plain.tif", "w", "GTiff", 4, 4, 1, "EPSG:32640", Affine.scale(2), "uint8") as one:
        one.write(np.ones((1, 4, 4), np.uint8))
    code = (
        "<PixelFunctionType>f</PixelFunctionType><PixelFunctionLanguage>Python</PixelFunctionLanguage>"
        f"<PixelFunctionCode><![CDATA[\nopen({str(tmp_path / 'ran')!r}, 'w')\n"
        "def f(inputs, out, *args, **kwargs):\n    out[:] = inputs[0]\n]]></PixelFunctionCode>"
    )
    for name, source, more, kind in (
        ("code.vrt", "plain.tif", code, ' subClass="VRTDerivedRasterBand"'),
        ("mosaic.vrt", "code.vrt", "", ""),
    ):
        (tmp_path / name).write_text(
            '<VRTDataset rasterXSize="4" rasterYSize="4"><SRS>EPSG:32640</SRS><GeoTransform>0,2,0,0,0,2</GeoTransform>'
            f'<VRTRasterBand dataType="Byte" band="1"{kind}>{more}<SimpleSource><SourceFilename relativeToVRT="1">'
            f"{source}</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"
        )
    (tmp_path / ".gdal").mkdir()
    (tmp_path / ".gdal/gdalrc").write_text("[configoptions]\nGDAL_VRT_ENABLE_PYTHON=YES\n")
    (tmp_path / "layer.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    files = [str(tmp_path / name) for name in ("layer.geojson", "code.vrt", "mosaic.vrt")]
    environment = {**os.environ, "HOME": str(tmp_path), "GDAL_VRT_ENABLE_PYTHON": "YES"}
    command = [sys.executable, "-c", _READ, *files]
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *sentences, _ = done.stdout.splitlines()
    assert len(sentences) == 2
    assert all("SatSyn runs no code from files: have whoever trusts" in sentence for sentence in sentences)
    # GDAL's own words say how to allow it.
    assert "ENABLE_PYTHON" not in done.stdout
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty: fetch or export it again"),
        (b"<!DOCTYPE html><html>404</html>", "is a web page, .*: fetch the file itself again"),
        (b"version https://git-lfs.github.com/spec/v1\n", "fetch the file itself with git lfs pull"),
    ],
)
def test_what_stands_in_place_of_a_download_is_named(content: bytes, sentence: str, tmp_path: Path) -> None:
    for name, reads in (("cover.tif", open_raster), ("model.safetensors", read_metadata)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError, match=sentence):
            reads(tmp_path / name)


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "int32", "uint32", "int64", "float32", "float64"])
@pytest.mark.parametrize("bands", [1, 2, 3, 4])
def test_an_alpha_band_of_any_type_says_where_there_are_data(
    dtype: str, bands: int, make_raster: RasterFactory
) -> None:
    shown = np.arange(48).reshape(6, 8) % 3 > 0
    path = make_raster(np.stack([np.ones((6, 8))] * bands + [shown]).astype(dtype))
    with rasterio.open(path, "r+") as file:
        file.colorinterp = [ColorInterp.gray] * bands + [ColorInterp.alpha]
    with open_raster(path) as dataset:
        assert has_mask(dataset)
        np.testing.assert_array_equal(read_mask(dataset, Window(1, 2, 5, 3)), shown[2:5, 1:6])
        np.testing.assert_array_equal(read_band_masks(dataset, Window(0, 0, 8, 6), [1])[0], shown)
        np.testing.assert_array_equal(small_mask(dataset, 6, 8), shown)
