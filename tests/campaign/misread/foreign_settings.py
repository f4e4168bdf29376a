"""Kind 4: settings of other programs in the environment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import rasterio

from .desk import GRID, NAMES, OTHER, Desk, Outcome, matched, pixels_of, tried

Setting = Callable[[Desk], dict[str, str]]


def _empty(desk: Desk) -> str:
    Path(desk.path("elsewhere")).mkdir(exist_ok=True)
    return desk.path("elsewhere")


def _foreign_module(desk: Desk) -> str:
    folder = Path(desk.path("site"))
    for name in ("rasterio", "numpy", "shapely", "torch", "affine"):
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text("raise ImportError('of another Python')")
    return str(folder)


_SETTINGS: dict[str, Setting] = {
    "PROJ_DATA of an empty folder": lambda desk: {"PROJ_DATA": _empty(desk)},
    "PROJ_LIB of the system": lambda _: {"PROJ_LIB": "/usr/share/proj"},
    "GDAL_DATA of an empty folder": lambda desk: {"GDAL_DATA": _empty(desk)},
    "GDAL_DRIVER_PATH of the system": lambda _: {"GDAL_DRIVER_PATH": "/usr/lib/gdalplugins"},
    "PYTHONPATH with broken rasterio, numpy, shapely, torch": lambda desk: {"PYTHONPATH": _foreign_module(desk)},
    "PYTHONSTARTUP that fails": lambda desk: {"PYTHONSTARTUP": desk.text("start.py", "raise SystemExit(3)")},
    "GTIFF_POINT_GEO_IGNORE=YES": lambda _: {"GTIFF_POINT_GEO_IGNORE": "YES"},
    "GDAL_PAM_ENABLED=NO": lambda _: {"GDAL_PAM_ENABLED": "NO"},
    "GDAL_DISABLE_READDIR_ON_OPEN=EMPTY_DIR": lambda _: {"GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR"},
    "GTIFF_SRS_SOURCE=GEOKEYS and GTIFF_REPORT_COMPD_CS": lambda _: {
        "GTIFF_SRS_SOURCE": "GEOKEYS",
        "GTIFF_REPORT_COMPD_CS": "NO",
    },
    "GDAL_SKIP=GTiff": lambda _: {"GDAL_SKIP": "GTiff"},
    "PROJ_NETWORK=ON and PROJ_CURL_CA_BUNDLE of nowhere": lambda _: {
        "PROJ_NETWORK": "ON",
        "PROJ_CURL_CA_BUNDLE": "/nowhere.pem",
    },
    "LC_ALL=C and PYTHONIOENCODING=ascii": lambda _: {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
}


def _attempt(setting: Setting) -> Callable[[Desk], Outcome]:
    def run(desk: Desk) -> Outcome:
        path = desk.raster("lc.tif")
        with rasterio.open(path, "r+") as file:
            file.update_tags(AREA_OR_POINT="Point")
        categories = "".join(f"<Category>{OTHER.get(value, '')}</Category>" for value in range(6))
        band = f'<PAMRasterBand band="1"><CategoryNames>{categories}</CategoryNames></PAMRasterBand>'
        desk.text("lc.tif.aux.xml", f"<PAMDataset>{band}</PAMDataset>")
        said = desk.generate("lc.tif", env=setting(desk))
        right = matched(said, pixels_of(OTHER))
        if not right.right:
            return right
        with rasterio.open(desk.path("o.tif")) as file, rasterio.open(path) as source:
            same = file.crs == rasterio.CRS.from_user_input(GRID["crs"]) and file.transform == source.transform
        return Outcome("classes, system and place as they are" if same else "another place or system", same)

    return run


for _name, _setting in _SETTINGS.items():
    tried(4, _name)(_attempt(_setting))


@tried(4, "A working folder with modules called json.py and numpy.py is no matter")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    folder = Path(_empty(desk))
    (folder / "numpy.py").write_text("raise ImportError('not this one')")
    return matched(desk.generate("lc.tif", "--scheme", "model", env={"PWD": str(folder)}), pixels_of(NAMES))
