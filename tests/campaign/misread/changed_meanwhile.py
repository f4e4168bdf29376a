"""Kind 2: side files that come or change beside an input between the stop of a job and its resumption."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.support.paths import REPOSITORY

from .desk import Desk, Outcome, Said, clean, large, photo, tried, village

_SECONDS = 120
_NAMES = ["1=water", "2=land", "3=road", "4=vegetation", "5=building"]
_BANDS = '<PAMDataset><PAMRasterBand band="1">{}</PAMRasterBand></PAMDataset>'
_STATISTICS = _BANDS.format('<Metadata><MDI key="STATISTICS_MAXIMUM">5</MDI></Metadata>')
_TABLE = """
driver = ogr.GetDriverByName("ESRI Shapefile"); source = driver.CreateDataSource({0!r})
layer = source.CreateLayer({1!r}, geom_type=ogr.wkbNone)
layer.CreateField(ogr.FieldDefn("Value", ogr.OFTInteger)); layer.CreateField(ogr.FieldDefn("Class_Name", ogr.OFTString))
feature = ogr.Feature(layer.GetLayerDefn()); feature["Value"] = 1; feature["Class_Name"] = "Houses"
layer.CreateFeature(feature)
"""


def _stopped(desk: Desk, command: list[str], started: Callable[[], bool]) -> None:
    """Start a job and kill it once it has done something."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    with (Path(desk.folder.parent) / f"{desk.folder.name}.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=log, stderr=log)
        try:
            end = time.monotonic() + _SECONDS
            while process.poll() is None and not started() and time.monotonic() < end:
                time.sleep(0.01)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
    if process.returncode != -signal.SIGKILL:
        raise RuntimeError(Path(log.name).read_text(errors="replace")[-300:])
    Path(log.name).unlink()


def _set_command(desk: Desk) -> list[str]:
    options = ["--imagery", desk.path("rgb.tif"), "--landcover", desk.path("lc.tif"), "--classes", *_NAMES]
    options += ["--chip-size", "32", "--buffer", "0", "--synthetic-percent", "0", "--output", desk.path("set")]
    return ["build-training-set", *options]


def _half_a_set(desk: Desk) -> None:
    values = large(village(), 1536)
    desk.raster("lc.tif", values)
    desk.raster("rgb.tif", photo(values))
    journal = Path(desk.path("set.partial/journal.jsonl"))
    command = [sys.executable, "-m", "satsyn_core", *_set_command(desk)]
    _stopped(desk, command, lambda: journal.is_file() and journal.read_bytes().count(b"\n") > 2)


def _resumed(desk: Desk) -> Said:
    command = [*_set_command(desk), "--existing", "resume"]
    return desk.satsyn(command[0], *command[1:])


def _refused(said: Said) -> Outcome:
    right = said.code == 2 and said.has("begun with other input (", " or a file beside it)") and clean(said)
    return Outcome(f"exit {said.code}: {said.last[-200:]}", right)


def _beside(name: str, content: str) -> Callable[[Desk], Outcome]:
    def attempt(desk: Desk) -> Outcome:
        _half_a_set(desk)
        desk.text(name, content)
        return _refused(_resumed(desk))

    return attempt


for _name, _content in {
    "lc.tif.aux.xml": _BANDS.format("<NoDataValue>5</NoDataValue>"),
    "rgb.tif.aux.xml": "<PAMDataset><GeoTransform>412300, 2, 0, 5317900, 0, -2</GeoTransform></PAMDataset>",
    "lc.qml": "<qgis><pipe/></qgis>",
    "lc.tfw": "1\n0\n0\n-1\n500000\n5000000\n",
    "rgb.prj": 'LOCAL_CS["nowhere"]',
}.items():
    tried(2, f"{_name} appears between the stop and the resumption of a training set")(_beside(_name, _content))


@tried(2, "lc.tif.vat.dbf appears between the stop and the resumption of a training set")
def _(desk: Desk) -> Outcome:
    _half_a_set(desk)
    desk.gdal(_TABLE.format(desk.path("lc.tif.vat.dbf"), "lc.tif.vat"))
    return _refused(_resumed(desk))


@tried(2, "Statistics as QGIS writes them appear between the stop and the resumption of a training set")
def _(desk: Desk) -> Outcome:
    _half_a_set(desk)
    desk.text("lc.tif.aux.xml", _STATISTICS)
    desk.run("gdalinfo", "-stats", "-hist", "rgb.tif")
    said = _resumed(desk)
    return Outcome(f"exit {said.code}: {said.last[-150:]}", said.code == 0 and clean(said))


def _image(name: str, content: str, *, is_other: bool = True) -> Callable[[Desk], Outcome]:
    """Stop a generation, write a file beside its land cover, and go on: blocks are kept only if nothing differs."""

    def attempt(desk: Desk) -> Outcome:
        # Without CLASSES, names that come are taken.
        desk.raster("lc.tif", np.tile(village(), (16, 16)))
        values: dict[str, object] = {"landcover": desk.path("lc.tif"), "model": desk.generator}
        values |= {"output": desk.path("o.tif"), "scheme": "model", "engine": "torch", "block_size": 64}
        command = [sys.executable, "-m", "tests.support.resumable_generation", json.dumps(values)]
        _stopped(desk, command, lambda: len(list(desk.folder.glob("*.generating/*/blocks_*/[!.]*"))) > 2)
        desk.text(name, content)
        end = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=500, check=False)
        went_on = "are done already" in end.stderr
        right = end.returncode == 0 and went_on is not is_other and "Traceback" not in end.stderr
        return Outcome(f"exit {end.returncode}, went on: {went_on}: {end.stderr.strip()[-120:]}", right)

    return attempt


for _name, _content, _other in (
    ("lc.tif.aux.xml", _BANDS.format("<NoDataValue>5</NoDataValue>"), True),
    ("lc.tif.aux.xml", _STATISTICS, False),
    ("lc.qml", "<qgis><pipe/></qgis>", False),
    ("lc.tif.aux.xml", "<PAMDataset><GeoTransform>412300, 2, 0, 5317900, 0, -2</GeoTransform></PAMDataset>", True),
):
    tried(2, f"{_name} ({_content[12:50]}) appears between the stop and the resumption of a generation")(
        _image(_name, _content, is_other=_other)
    )
