"""What sentences of the plugin propose is followed to the letter, and the check that refused then passes."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import ssl
import subprocess
import tempfile
import threading
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from rasters import NORTH_UP, GridKind, town, write_landcover

from tests.support.proposals import follow, refusal
from tests.support.wheels import write_wheel

POINTS = "Point?crs=EPSG:32640&field=class:string"
POLYGONS = "Polygon?crs=EPSG:32640&field=class:string"


@pytest.fixture
def check(qgis):
    """Check the parameters of an algorithm, as QGIS does before a run; raise what it says."""
    from qgis.core import QgsProcessingContext

    def run(name: str, **given: object) -> None:
        algorithm = qgis.processingRegistry().algorithmById(f"satsyn:{name}")
        accepted, sentence = algorithm.checkParameterValues(given, QgsProcessingContext())
        if not accepted:
            raise ValueError(sentence)

    return run


@pytest.fixture
def landcover(tmp_path: Path) -> str:
    return str(write_landcover(tmp_path / "landcover.tif", NORTH_UP))


def test_parameters_of_dialogs_are_completed(check, landcover: str, model: Path, tmp_path: Path) -> None:
    photo = str(tmp_path / "photo.tif")
    gdal.Translate(photo, landcover)
    output = {"OUTPUT": str(tmp_path / "made.tif")}
    pair = {"IMAGERY": [photo], "LANDCOVER": [landcover]}
    written, known = {"OUTPUT": str(tmp_path / "own.safetensors")}, {"MODEL": "urban-segmentation"}
    generate = {"LANDCOVER": landcover, "MODEL": str(model), **output}
    training = {**pair, "OUTPUT": str(tmp_path / "set")}
    cases = (
        ("trainevaluatesegmentation", "There is nothing to train on: choose a .*, or", written, {**written, **pair}),
        ("trainevaluatesegmentation", "nothing to evaluate the model on: choose", known, {**known, **pair}),
        ("trainevaluatesegmentation", "is only evaluated: choose one of them", pair, {**pair, **written}),
        ("trainevaluatesegmentation", "leave one of them empty", {**pair, **known, **written}, {**pair, **known}),
        ("trainevaluatesegmentation", "choose both or neither", {"IMAGERY": [photo], **written}, {**pair, **written}),
        ("generateimagery", "choose both or neither", {**generate, "MASK": landcover},
         {**generate, "MASK": landcover, "BASE_IMAGE": photo}),
        ("generateimagery", "choose both or neither", {**generate, "FEATHER": 3}, generate),
        ("buildtrainingset", "is image: choose a", {**training, "STYLE": "image"},
         {**training, "STYLE": "image", "STYLE_IMAGE": photo}),
        ("evaluateimagery", "There is nothing to measure: choose .* that generates it",
         {"REAL": [photo], "LANDCOVER": [landcover], "OUTPUT": str(tmp_path / "m.json")},
         {"REAL": [photo], "LANDCOVER": [landcover], "OUTPUT": str(tmp_path / "m.json"), "MODEL": str(model)}),
    )  # fmt: skip
    for name, words, wrong, right in cases:
        follow(words, partial(check, name, **wrong), partial(check, name, **right))


def test_layers_of_the_kind_that_is_needed_are_chosen(check, landcover: str, model: Path, tmp_path: Path) -> None:
    from qgis.core import QgsMeshLayer, QgsProject, QgsRasterLayer, QgsVectorLayer

    mesh = tmp_path / "mesh.2dm"
    mesh.write_text("MESH2D\nND 1 0 0 0\nND 2 9 0 0\nND 3 9 9 0\nE3T 1 1 2 3 1\n")
    gdal.Translate("/vsimem/hidden.tif", landcover)
    layers = {
        "points": QgsVectorLayer(POINTS, "points", "memory"),
        "polygons": QgsVectorLayer(POLYGONS, "polygons", "memory"),
        "raster": QgsRasterLayer(landcover, "raster", "gdal"),
        "mesh": QgsMeshLayer(str(mesh), "mesh", "mdal"),
        "hidden": QgsRasterLayer("/vsimem/hidden.tif", "hidden", "gdal"),
    }
    assert all(layer.isValid() for layer in layers.values())
    QgsProject.instance().addMapLayers(list(layers.values()), False)
    generate = {"MODEL": str(model), "OUTPUT": str(tmp_path / "made.tif"), "LANDCOVER": layers["raster"]}
    plan = {**generate, "LANDCOVER": layers["polygons"], "TARGET_CRS": "EPSG:32640"}
    training = {"OUTPUT": str(tmp_path / "own.safetensors"), "LANDCOVER": [layers["raster"]]}
    cases = (
        ("trainevaluatesegmentation", "is not a raster: choose raster layers only", training, "IMAGERY", "polygons"),
        ("trainevaluatesegmentation", "is neither a raster nor a vector layer: choose another",
         {**training, "IMAGERY": [layers["raster"]]}, "LANDCOVER", "mesh"),
        ("generateimagery", "is not a vector layer: choose vector layers only", plan, "OVERLAYS", "raster"),
        ("generateimagery", "does not hold polygons: choose a polygon or raster layer", generate, "BUILDINGS",
         "points"),
        ("generateimagery", "is not a raster file .*: export it to a GeoTIFF", generate, "LANDCOVER", "hidden"),
    )  # fmt: skip
    right = {"IMAGERY": "raster", "LANDCOVER": "raster", "OVERLAYS": "polygons", "BUILDINGS": "polygons"}
    for name, words, given, parameter, wrong in cases:
        is_list = name == "trainevaluatesegmentation" or parameter == "OVERLAYS"
        values = [[layers[key]] if is_list else layers[key] for key in (wrong, right[parameter])]
        follow(words, *(partial(check, name, **{**given, parameter: value}) for value in values))
    missing = str(tmp_path / "no.tif")
    follow("There is no such file or layer: choose another one",
           lambda: check("generateimagery", **{**generate, "LANDCOVER": missing}),
           lambda: check("generateimagery", **generate))  # fmt: skip
    QgsProject.instance().removeMapLayers([layer.id() for layer in layers.values()])
    gdal.Unlink("/vsimem/hidden.tif")


def _layer(path: object):
    from qgis.core import QgsRasterLayer

    return QgsRasterLayer(str(path), "my land cover", "gdal")


def test_no_data_values_and_settings_are_exported(qgis, landcover: str, tmp_path: Path) -> None:
    from qgis.core import QgsCoordinateReferenceSystem, QgsRasterRange

    from satsyn.processing_provider.raster_as_shown import raster_as_shown

    decimals = tmp_path / "decimals.tif"
    gdal.Translate(str(decimals), landcover, outputType=gdal.GDT_Float32)
    layer = _layer(decimals)
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(1, 1), QgsRasterRange(2, 2.5)])
    words = "or remove the additional no-data values"
    follow(words, lambda: raster_as_shown(layer, str(decimals)),
           act=lambda: layer.dataProvider().setUserNoDataValue(1, []))  # fmt: skip

    lost = tmp_path / "lost.tif"
    gdal.Translate(str(lost), landcover)
    layer = _layer(lost)
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32639"))
    shown = raster_as_shown(layer, str(lost))
    exported = tmp_path / "exported.tif"
    gdal.Translate(str(exported), landcover, outputSRS="EPSG:32639")
    lost.unlink()
    follow("Export the layer to a GeoTIFF and use that", lambda: shown.write(tmp_path / "a.vrt"),
           lambda: raster_as_shown(_layer(exported), str(exported)).write(tmp_path / "b.vrt"))  # fmt: skip


def test_legends_name_values_that_the_file_holds(qgis, landcover: str, tmp_path: Path) -> None:
    from qgis.core import QgsPalettedRasterRenderer
    from qgis.PyQt.QtGui import QColor

    from satsyn.processing_provider.raster_layers import legends_of

    scaled = str(tmp_path / "scaled.tif")
    gdal.Translate(scaled, landcover)
    dataset = gdal.Open(scaled, gdal.GA_Update)
    dataset.GetRasterBand(1).SetScale(0.3)
    del dataset

    def read(path: str) -> None:
        layer = _layer(path)
        named = [QgsPalettedRasterRenderer.Class(1, QColor("red"), "Wood")]
        layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, named))
        assert legends_of([layer])

    follow("or export the layer to a raster without scale and offset", lambda: read(scaled), lambda: read(landcover))


def test_values_of_the_land_cover_of_a_style_image_get_labels(
    qgis, landcover: str, model: Path, tmp_path: Path
) -> None:
    from assertions import assert_run
    from qgis.core import QgsPalettedRasterRenderer
    from qgis.PyQt.QtGui import QColor

    elsewhere = GridKind("elsewhere", 32640, (428000.1, 1.0, 0.0, 2788000.7, 0.0, -1.0))
    bare = str(write_landcover(tmp_path / "bare.tif", elsewhere, np.where(town() > 2, 71, 73)))
    photo = str(tmp_path / "photo.tif")
    gdal.Translate(photo, bare, bandList=[1, 1, 1], noData="none")
    layer = _layer(bare)

    def generate() -> None:
        given = {"LANDCOVER": landcover, "MODEL": str(model), "STYLE": photo, "STYLE_LANDCOVER": layer}
        assert_run("satsyn:generateimagery", OUTPUT=str(tmp_path / "made.tif"), DEVICE="cpu", **given)

    def label() -> None:
        named = [
            QgsPalettedRasterRenderer.Class(value, QColor("red"), name) for value, name in ((71, "water"), (73, "road"))
        ]
        layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, named))

    follow("Name its values instead: in QGIS with the labels of the layer's unique values", generate, act=label)


def test_places_are_drawn_into_exported_land_cover(qgis, landcover: str, tmp_path: Path) -> None:
    from qgis.core import QgsGeometry

    from satsyn.processing_provider.preview.place_change import ChangedPlace, change_landcover

    west, _, _, north, _, _ = NORTH_UP.transform
    polygon = QgsGeometry.fromWkt(f"POLYGON(({west} {north},{west + 9} {north},{west} {north - 9},{west} {north}))")

    def draw(path: object, values: range = range(1, 4), drawn: QgsGeometry = polygon) -> None:
        match = {"classes": [{"value": value, "class": f"class {value}"} for value in values]}
        change_landcover(str(path), match, [ChangedPlace(drawn, "new")], tmp_path)

    away = QgsGeometry.fromWkt("POLYGON((0 0,9 0,0 9,0 0))")
    follow("The polygon does not lie on the land cover: draw it there", lambda: draw(landcover, drawn=away),
           lambda: draw(landcover))  # fmt: skip
    decimals, wide = tmp_path / "decimals.tif", tmp_path / "wide.tif"
    gdal.Translate(str(decimals), landcover, outputType=gdal.GDT_Float32)
    gdal.Translate(str(wide), landcover, outputType=gdal.GDT_UInt16)
    follow("Export the land cover with Raster > Projections > Warp, and choose the new layer", lambda: draw(decimals),
           lambda: draw(landcover))  # fmt: skip
    follow("has no free value for another class: export it with 16 bits", lambda: draw(landcover, range(256)),
           lambda: draw(wide, range(256)))  # fmt: skip


def test_fields_that_differ_in_case_alone_are_renamed(qgis, tmp_path: Path) -> None:
    from qgis.core import QgsVectorLayer

    from satsyn.processing_provider.vector_layers import plain_fields

    def keep(*names: str) -> None:
        path = tmp_path / f"{'_'.join(names)}.geojson"
        point = {"type": "Point", "coordinates": [0, 0]}
        feature = {"type": "Feature", "properties": dict.fromkeys(names, "land"), "geometry": point}
        path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
        plain_fields("twice", QgsVectorLayer(str(path), "twice", "ogr").fields())

    words = "differ in upper and lower case alone: rename one of them, or export the layer without it"
    follow(words, lambda: keep("Class", "class"), lambda: keep("Use", "class"))
    follow(words, lambda: keep("Class", "class"), lambda: keep("class"))


def test_a_table_of_classes_gets_its_land_cover(qgis, landcover: str, model: Path) -> None:
    from satsyn.processing_provider.classes_table import Question

    follow("Choose a land cover first: the table is filled from it", lambda: Question.of({"MODEL": str(model)}),
           lambda: Question.of({"MODEL": str(model), "LANDCOVER": landcover}))  # fmt: skip


def test_a_named_python_is_corrected(qgis, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from qgis.core import QgsSettings

    from satsyn.processing_provider.worker.interpreter import find_interpreter

    right = os.environ["SATSYN_PYTHON"]
    monkeypatch.setenv("SATSYN_PYTHON", str(tmp_path / "python"))
    follow("names does not exist. Correct it, or empty it", find_interpreter,
           act=lambda: os.environ.update(SATSYN_PYTHON=right))  # fmt: skip
    started = tmp_path / "qgis-bin"
    started.write_text("#!/bin/sh\n")
    started.chmod(0o755)
    monkeypatch.setenv("SATSYN_PYTHON", str(started))
    QgsSettings().setValue("satsyn/python", right)
    follow("is QGIS and not a Python. Empty it", find_interpreter, act=lambda: os.environ.update(SATSYN_PYTHON=""))
    QgsSettings().remove("satsyn/python")


def test_room_for_an_environment_is_made_on_another_disk(qgis, tmp_path: Path) -> None:
    from satsyn.processing_provider.worker.environment_request import EnvironmentRequest
    from satsyn.processing_provider.worker.environment_room import require_room

    follow("Free some space, or set SatSyn's Python", lambda: require_room(Path("/proc"), EnvironmentRequest()),
           lambda: require_room(tmp_path, EnvironmentRequest()))  # fmt: skip


def test_room_for_downloads_is_made_on_another_disk(qgis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from satsyn.processing_provider.worker.environment_request import EnvironmentRequest
    from satsyn.processing_provider.worker.environment_room import require_room

    def room(temporary: str) -> None:
        monkeypatch.setattr(tempfile, "tempdir", temporary)
        require_room(tmp_path, EnvironmentRequest())

    follow("temporary folder '/proc'. Free some space, or set the environment variable TMPDIR", lambda: room("/proc"),
           lambda: room(str(tmp_path)))  # fmt: skip
    monkeypatch.setattr(tempfile, "tempdir", "/proc")
    require_room(tmp_path, EnvironmentRequest(wheels=tmp_path))


@pytest.fixture
def install(qgis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Install a package with the real pip, which gives up after one more try."""
    from assertions import RecordingFeedback

    from satsyn.processing_provider.worker.package_installation import PIP_OPTIONS, InstallStep, run_step

    for name in ("PIP_CERT", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)

    def run(*options: str) -> None:
        pip = [os.environ["SATSYN_PYTHON"], "-m", "pip", "install", *PIP_OPTIONS, "--retries", "1"]
        with (tmp_path / "log").open("wb") as log:
            step = InstallStep("Installing packages", (0, 100), tmp_path)
            run_step(step, [*pip, "--target", str(tmp_path / "there"), *options, "nothing"], RecordingFeedback(), log)

    return run


def test_an_index_that_is_not_reached_is_replaced_by_a_folder_of_wheels(install, tmp_path: Path) -> None:
    from satsyn.processing_provider.worker.environment_request import CPU, EnvironmentRequest

    wheels = EnvironmentRequest(CPU, write_wheel(tmp_path / "wheels", "nothing").parent)
    follow("check the network connection and the proxy .*, or choose a folder of wheels, and run this again",
           lambda: install("--index-url", "http://127.0.0.1:9/simple"),
           lambda: install(*wheels.pip_options()))  # fmt: skip


def test_another_python_has_a_version_of_a_package(install, tmp_path: Path) -> None:
    """The version that pip looks for stands for that of the Python."""
    wheels = str(write_wheel(tmp_path / "wheels", "nothing", tag="cp311-none-any").parent)
    options = ("--no-index", "--find-links", wheels, "--only-binary", ":all:", "--python-version")
    follow("A package has no version for this Python .*: install Python 3.11 or 3.12", lambda: install(*options, "3.9"),
           lambda: install(*options, "3.11"))  # fmt: skip


@pytest.fixture
def secure_index(tmp_path: Path):
    """An index with a certificate that its network made itself: address, and the file of the certificate."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run([*made, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    write_wheel(tmp_path / "nothing", "nothing")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"https://127.0.0.1:{server.server_address[1]}/", certificate
        server.shutdown()


def test_the_certificate_of_a_network_is_named(install, secure_index, monkeypatch: pytest.MonkeyPatch) -> None:
    address, certificate = secure_index
    # Another program's file of certificates counts less.
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", _other_certificates())
    with refusal("A certificate of the network is not known: .* name that file in the environment variable") as said:
        install("--index-url", address)
    monkeypatch.setenv(said.part("environment variable ([A-Z_]+),"), str(certificate))
    install("--index-url", address)
    said.followed()


def _other_certificates() -> str:
    found = ssl.get_default_verify_paths()
    return os.environ.get("REQUESTS_CA_BUNDLE") or found.cafile or found.openssl_cafile


def test_a_python_for_environments_is_installed(qgis, monkeypatch: pytest.MonkeyPatch) -> None:
    from satsyn.processing_provider.worker import base_python

    with monkeypatch.context() as without:
        # What finds out whether a Python can make environments says that none can, as on a machine without one.
        without.setattr(base_python, "_PROBE", "print(False)")
        with refusal("No Python .* or newer that can make environments was found. Install one") as said:
            next(base_python.base_pythons())
    assert next(base_python.base_pythons()).path.is_file()
    said.followed()
