"""Settings of the environment that lead to the files of another program's Python, PROJ or GDAL.

QGIS, OSGeo4W, ROS, ArcGIS and others point these at their own copies. The packages of the SatSyn environment have
their own; with another program's, coordinate systems are lost and imports fail.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from .working_folder import forget_working_folder

FOREIGN_VARIABLES = ("VIRTUAL_ENV", "LD_LIBRARY_PATH", "LD_PRELOAD", "__PYVENV_LAUNCHER__")
FOREIGN_PREFIXES = ("PYTHON", "PROJ_", "GDAL_", "OGR_", "OSR_", "GTIFF_", "QGIS_", "DYLD_")
"""What a child process of QGIS is started without."""

PIP_SOURCES = (
    *("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_CONFIG_FILE", "PIP_PROXY"),
    *("PIP_TRUSTED_HOST", "PIP_CERT", "PIP_CLIENT_CERT", "PIP_CACHE_DIR", "PIP_TIMEOUT", "PIP_DEFAULT_TIMEOUT"),
    "PIP_RETRIES",
)
"""The settings of pip that say where packages come from. Others, as PIP_TARGET and PIP_USER, put them elsewhere."""

CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
"""Files of certificates. With the name of a file that does not exist, every download fails."""

DATA_VARIABLES = (
    *("PROJ_LIB", "PROJ_DATA", "PROJ_AUX_DB"),
    *("GDAL_DATA", "GDAL_DRIVER_PATH", "GDAL_PYTHON_DRIVER_PATH", "OGR_DRIVER_PATH"),
)
"""Those that name files."""

_LIBRARY_PREFIXES = ("GDAL_", "OGR_", "OSR_", "GTIFF_", "VRT_")
_HARMLESS = ("GDAL_CACHEMAX", "GDAL_NUM_THREADS", "GDAL_MAX_DATASET_POOL_SIZE", "GDAL_SWATH_SIZE")
"""Settings of GDAL that do not change what it reads, as GDAL_DISABLE_READDIR_ON_OPEN and GDAL_PAM_ENABLED do, which
hide masks and attribute tables, or GTIFF_POINT_GEO_IGNORE, which moves pixels."""

_OWN_SETTINGS = {
    "GDAL_VRT_ENABLE_PYTHON": "NO",
    "GDAL_CONFIG_FILE": os.devnull,
    "CPL_VSIL_CURL_ALLOWED_FILENAME": "/vsicurl/none",
    "GDAL_HTTP_PROXY": "127.0.0.1:1",
    "GDAL_HTTPS_PROXY": "127.0.0.1:1",
}
"""Settings of GDAL with which it runs no code that stands in a raster, has no other settings from `.gdal/gdalrc` in the
user's folder, reads no file on the web and reaches no server: rasters, layers and what lies beside them may name any.
It has no setting of its own for the last, and nobody answers at this proxy."""

_ROOT = Path(__file__).resolve().parents[2]


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what QGIS sets for itself and without what breaks installations."""
    return {name: value for name, value in environment.items() if not _is_foreign(name.upper(), value)}


def _is_foreign(name: str, value: str) -> bool:
    if name in CERTIFICATES:
        return not Path(value).exists()
    if name.startswith("PIP_"):
        return name not in PIP_SOURCES
    return name in FOREIGN_VARIABLES or name.startswith(FOREIGN_PREFIXES)


def use_own_libraries() -> None:
    """Make this process, and those that it starts, use the packages and data of its own Python environment.

    Call it before numpy, rasterio or another compiled package is imported. Packages from PYTHONPATH are found only
    where the environment has none, and those in the working folder, where files of strangers may lie, not at all.
    """
    use_own_data()
    forget_working_folder()
    given = os.environ.pop("PYTHONPATH", "").split(os.pathsep)
    last = {os.path.abspath(entry) for entry in given if entry}  # noqa: PTH100 - sys.path holds such paths
    moved = [entry for entry in sys.path if os.path.abspath(entry) in last and not _is_root(entry)]  # noqa: PTH100
    sys.path[:] = [entry for entry in sys.path if entry not in moved] + moved


def use_own_data() -> None:
    """Remove variables that lead PROJ and GDAL to the data of another program, or that change what GDAL reads; and keep
    GDAL from the web and from running code in rasters.
    """
    for name, value in list(os.environ.items()):
        if name in DATA_VARIABLES:
            foreign = not _is_own(value)
        else:
            foreign = name.startswith(_LIBRARY_PREFIXES) and name not in _HARMLESS
        if foreign:
            del os.environ[name]
    os.environ.update(_OWN_SETTINGS)


def _is_root(entry: str) -> bool:
    return Path(entry).resolve() == _ROOT


def _is_own(value: str) -> bool:
    """Whether all paths of a variable lie in this conda environment, whose packages look for their data there."""
    prefix = Path(sys.prefix).resolve()
    paths = [Path(path).resolve() for path in value.split(os.pathsep) if path]
    return (prefix / "conda-meta").is_dir() and all(prefix in path.parents for path in paths)
