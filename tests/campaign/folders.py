"""Intact folders of strangers' files, what a job makes of each, and which of their files are damaged."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import rasterio
import rasterio.shutil
from affine import Affine

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.progress import Reporter
from satsyn_core.jobs import run_job
from satsyn_core.raster.window import Window
from satsyn_core.scenes.pairs import match_and_open_scene
from satsyn_core.scenes.training_set import TrainingSet
from satsyn_core.segmentation.model import SegmentationModel
from satsyn_core.study.study_file import read_study
from tests.support.paths import REPOSITORY
from tests.support.tiny_model import tiny_generator
from tests.support.tiny_segmenter import tiny_segmenter
from tests.support.training_sets import write_scenes
from tests.support.vector_layers import SIDE, box, write_layer

OUTPUT = "made"
"""Name without suffix of what jobs write."""

_NAMES = ("", "water", "land", "road", "vegetation", "building")
_CLASSES = " ".join(f"{value}={name}" for value, name in enumerate(_NAMES) if name)


@dataclass(frozen=True)
class FolderKind:
    """A kind of strangers' files.

    Attributes:
        write: puts intact files into an empty folder.
        use: reads them as a user's job does; it may raise whatever a job raises.
        damaged: patterns of the files that are damaged.
    """

    write: Callable[[Path], None]
    use: Callable[[Path], object]
    damaged: tuple[str, ...]


def _write_landcover(folder: Path) -> None:
    cells = np.random.default_rng(0).integers(1, 6, (12, 12), dtype=np.uint8)
    _write(folder / "landcover.tif", cells.repeat(8, 0).repeat(8, 1)[None])


def _write(path: Path, bands: np.ndarray[Any, np.dtype[Any]], **profile: Any) -> None:
    transform = Affine(1, 0, 331_200, 0, -1, 2_780_000)
    size = {"count": len(bands), "height": bands.shape[1], "width": bands.shape[2], "dtype": bands.dtype}
    with rasterio.open(path, "w", driver="GTiff", crs="EPSG:32640", transform=transform, **size, **profile) as file:
        file.write(bands)


def _write_compressed(folder: Path) -> None:
    _write_landcover(folder)
    with rasterio.open(folder / "landcover.tif") as file:
        bands = file.read()
    _write(folder / "landcover.tif", bands, compress="deflate", tiled=True, blockxsize=32, blockysize=32)


def _write_png(folder: Path) -> None:
    _write_landcover(folder)
    rasterio.shutil.copy(folder / "landcover.tif", folder / "landcover.png", driver="PNG", WORLDFILE="YES")
    (folder / "landcover.tif").unlink()


def _write_vrt(folder: Path) -> None:
    _write_landcover(folder)
    rasterio.shutil.copy(folder / "landcover.tif", folder / "landcover.vrt", driver="VRT")


def _write_sidecar(folder: Path) -> None:
    _write_landcover(folder)
    rows = "".join(f"<Row index='{v}'><F>{v}</F><F>{name}</F></Row>" for v, name in enumerate(_NAMES) if name)
    table = (
        "<GDALRasterAttributeTable tableType='thematic'><FieldDefn index='0'><Name>Value</Name><Type>0</Type>"
        "<Usage>5</Usage></FieldDefn><FieldDefn index='1'><Name>Class</Name><Type>2</Type><Usage>2</Usage></FieldDefn>"
        f"{rows}</GDALRasterAttributeTable>"
    )
    categories = "".join(f"<Category>{name}</Category>" for name in _NAMES)
    text = f"<PAMDataset><PAMRasterBand band='1'><CategoryNames>{categories}</CategoryNames>{table}</PAMRasterBand>"
    (folder / "landcover.tif.aux.xml").write_text(f"{text}</PAMDataset>")


def _write_qml(folder: Path) -> None:
    _write_landcover(folder)
    entries = "".join(
        f'<paletteEntry value="{v}" label="{n}" color="#10{v:02}20" alpha="255"/>' for v, n in enumerate(_NAMES) if n
    )
    (folder / "landcover.qml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><qgis><pipe><rasterrenderer type="paletted" band="1"><colorPalette>'
        f"{entries}</colorPalette></rasterrenderer></pipe></qgis>"
    )


def _write_dbf(folder: Path) -> None:
    _write_landcover(folder)
    pyogrio.raw.write(
        folder / "table.shp",
        geometry=None,
        field_data=[np.arange(1, 6), np.array(_NAMES[1:], object)],
        fields=["Value", "Class"],
        driver="ESRI Shapefile",
    )
    (folder / "table.dbf").rename(folder / "landcover.tif.vat.dbf")
    for left in folder.glob("table.*"):
        left.unlink()


def _describe(name: str) -> Callable[[Path], object]:
    return lambda folder: run_job("describe-landcover", {"LANDCOVER": str(folder / name)}, Reporter())


def _model(folder: Path) -> str:
    """Return a generator beside the folder, made once."""
    path = folder.parent / "tiny.safetensors"
    if not path.exists():
        tiny_generator().save(path)
    return str(path)


def _generate(name: str, **parameters: str) -> Callable[[Path], object]:
    def use(folder: Path) -> object:
        paths = {key: str(folder / value) for key, value in parameters.items() if key.isupper()}
        values = {key.upper(): value for key, value in parameters.items() if key.islower()}
        values |= {"LANDCOVER": str(folder / name), "MODEL": _model(folder), "OUTPUT": str(folder / f"{OUTPUT}.tif")}
        return run_job("generate-imagery", {"DEVICE": "cpu", **values, **paths}, Reporter())

    return use


def _write_styled(folder: Path) -> None:
    _write_landcover(folder)
    _write(folder / "style.tif", np.random.default_rng(1).integers(1, 255, (3, 96, 96), dtype=np.uint8))


def _write_polygons(path: Path) -> None:
    shapes = [box(0, 0, SIDE, SIDE), box(10, 10, 50, 40), box(70, 70, 110, 110), box(80, 20, 100, 35)]
    write_layer(path, shapes, {"class": ["land", "water", "vegetation", "building"]}, kind="Polygon")


def _write_vectors(name: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        _write_polygons(folder / name)

    return write


def _write_built(name: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        _write_landcover(folder)
        _write_polygons(folder / name)

    return write


def _write_set(folder: Path) -> None:
    scenes = folder.parent / "scenes"
    if not scenes.exists():
        scenes.mkdir()
        write_scenes(scenes)
    files = sorted(str(path) for path in scenes.glob("*.tif"))
    imagery = [file for file in files if Path(file).name.startswith("scene")]
    landcover = [file for file in files if file not in imagery]
    values = {"IMAGERY": imagery, "LANDCOVER": landcover, "SYNTHETIC_PERCENT": 0, "CHIP_SIZE": 64}
    run_job("build-training-set", {**values, "OUTPUT": str(folder / "set")}, Reporter())


def _read_set(folder: Path) -> object:
    found = TrainingSet.open(folder / "set")
    classes = " ".join(f"{index}={name}" for index, name in enumerate(found.scheme.names))
    for chip in found.chips[:3]:
        with match_and_open_scene(found.scene_paths(chip), found.scheme, f"{classes} 255=nodata", Reporter()) as scene:
            scene.read_imagery(Window(0, 0, 16, 16))
    return found


def _write_study(folder: Path) -> None:
    (folder / "study.yaml").write_text(
        "format: 1\nname: a study\ntreatments:\n  - {mix: add, percent: [50, 100]}\n"
        "  - {mix: synthetic, percent: 100}\n"
        "network: {encoder: resnet18, steps: 100, batch: 4}\nchips: {size: 64}\n"
    )


def _write_segmenter(folder: Path) -> None:
    tiny_segmenter().save(folder / "network.safetensors")


def _write_scheme(folder: Path) -> None:
    _write_landcover(folder)
    scheme = json.loads((REPOSITORY / "resources/class_schemes/urban.json").read_text())
    ClassScheme.from_json(scheme)
    (folder / "scheme.json").write_text(json.dumps(scheme))


FOLDERS: dict[str, FolderKind] = {
    "GeoTIFF": FolderKind(_write_landcover, _generate("landcover.tif", classes=_CLASSES), ("landcover.tif",)),
    "tiled GeoTIFF": FolderKind(_write_compressed, _generate("landcover.tif", classes=_CLASSES), ("landcover.tif",)),
    "PNG": FolderKind(_write_png, _generate("landcover.png", classes=_CLASSES), ("landcover.*",)),
    "VRT": FolderKind(_write_vrt, _generate("landcover.vrt", classes=_CLASSES), ("landcover.vrt",)),
    ".aux.xml": FolderKind(_write_sidecar, _describe("landcover.tif"), ("*.aux.xml",)),
    ".qml": FolderKind(_write_qml, _describe("landcover.tif"), ("*.qml",)),
    ".vat.dbf": FolderKind(_write_dbf, _describe("landcover.tif"), ("*.dbf",)),
    "GeoJSON": FolderKind(_write_vectors("town.geojson"), _generate("town.geojson", pixel_size="2"), ("*.geojson",)),
    "GeoPackage": FolderKind(_write_vectors("town.gpkg"), _generate("town.gpkg", pixel_size="2"), ("*.gpkg",)),
    "buildings": FolderKind(
        _write_built("town.geojson"),
        _generate("landcover.tif", classes=_CLASSES, BUILDINGS="town.geojson"),
        ("*.geojson",),
    ),
    "style image": FolderKind(
        _write_styled, _generate("landcover.tif", classes=_CLASSES, STYLE="style.tif"), ("style.tif",)
    ),
    "class scheme": FolderKind(_write_scheme, _generate("landcover.tif", SCHEME="scheme.json"), ("scheme.json",)),
    "training set": FolderKind(_write_set, _read_set, ("set/manifest.json", "set/classes.json", "set/*/*/*.tif")),
    "study": FolderKind(_write_study, lambda folder: read_study(folder / "study.yaml"), ("study.yaml",)),
    "segmenter": FolderKind(
        _write_segmenter, lambda folder: SegmentationModel.load(folder / "network.safetensors"), ("*.safetensors",)
    ),
}
"""Each kind by its name in the table."""
