from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
import rasterio
from affine import Affine

from satsyn_core.contract.bundled import BUNDLED_SEGMENTATION
from satsyn_core.contract.declaration import Job, Kind, Parameter
from satsyn_core.contract.declarations import all_jobs, job_named
from satsyn_core.contract.errors import InputError
from satsyn_core.contract.output_paths import DESTINATIONS, check_outputs, variant_path
from satsyn_core.contract.raster_tags import synthetic_tags
from satsyn_core.landcover.class_names import write_class_names
from tests.support.proposals import follow, refusal

GENERATE, PREDICT = job_named("generate-imagery"), job_named("predict-landcover")
TRAIN, SET = job_named("train-evaluate-segmentation"), job_named("build-training-set")
SEVERAL = (Kind.RASTERS, Kind.LANDCOVERS, Kind.VECTORS)
INPUTS = (
    *(*SEVERAL, Kind.RASTER, Kind.LANDCOVER, Kind.MASK, Kind.POLYGONS),
    *(Kind.FILE, Kind.FOLDER, Kind.MODEL, Kind.SCHEME),
)


def _pairs() -> list[tuple[Job, Parameter, Parameter]]:
    """Return every output of every job with every input of it."""
    return [
        (job, output, source)
        for job in all_jobs()
        for output in job.declared
        if output.kind in DESTINATIONS
        for source in job.declared
        if source.kind in INPUTS
    ]


@pytest.mark.parametrize("output", [".", "/"])
def test_an_output_without_a_name_is_refused(output: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="name a new file or folder in it"):
        check_outputs(GENERATE, {"landcover": str(tmp_path / "lc.tif"), "output": output})


def test_variants_are_numbered_before_the_extension() -> None:
    assert [variant_path("out/a.b.tif", number) for number in (1, 2, 10)] == [
        Path("out/a.b.tif"),
        Path("out/a.b_2.tif"),
        Path("out/a.b_10.tif"),
    ]


@pytest.fixture
def tiff(tmp_path: Path) -> Path:
    """What begins as a GeoTIFF, which an output raster may replace."""
    path = tmp_path / "given.tif"
    path.write_bytes(b"II*\0 and the rest")
    return path


@pytest.mark.parametrize(
    ("job", "output", "source"), _pairs(), ids=lambda value: value.name if hasattr(value, "name") else None
)
def test_every_output_of_every_job_is_compared_with_every_input(
    job: Job, output: Parameter, source: Parameter, tiff: Path, tmp_path: Path
) -> None:
    several = source.kind in SEVERAL
    values = {source.name: (str(tmp_path / "no.tif"), str(tiff)) if several else str(tiff), output.name: str(tiff)}
    with pytest.raises(InputError, match=rf"{output.qgis_name}.*(is also an input|holds the input)"):
        check_outputs(job, values)


def _refused(job: Job, match: str, **values: object) -> None:
    with pytest.raises(InputError, match=match):
        check_outputs(job, {name: str(value) if isinstance(value, Path) else value for name, value in values.items()})


def test_an_output_under_another_name_of_an_input_is_refused(tiff: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.tif").symlink_to(tiff)
    os.link(tiff, tmp_path / "hard.tif")
    for name in ("folder/../given.tif", "link.tif", "hard.tif"):
        _refused(PREDICT, "is also an input", imagery=str(tiff), output=f"{tmp_path}/{name}")


def test_the_container_of_an_input_is_never_replaced(tmp_path: Path) -> None:
    maps = tmp_path / "maps.gpkg"
    maps.write_bytes(b"SQLite format 3\0")
    for name in (f"GPKG:{maps}:cover", f"{maps}|layername=cover", f"/vsizip/{maps}/cover.tif"):
        _refused(GENERATE, "is a file of the input", landcover=name, output=maps)
    _refused(GENERATE, "is a file of the input", buildings=f"{maps}|layername=houses", output=maps)


def test_the_tile_of_a_mosaic_is_never_replaced(tiff: Path, tmp_path: Path) -> None:
    mosaic = tmp_path / "mosaic.vrt"
    mosaic.write_text('<VRTDataset><SourceFilename relativeToVRT="1">given.tif</SourceFilename></VRTDataset>')
    _refused(TRAIN, "is a file of the input .*mosaic.vrt", test_landcover=(str(mosaic),), difference=tiff)


def test_a_mosaic_given_as_text_is_compared_with_outputs(tiff: Path, tmp_path: Path) -> None:
    text = f"<VRTDataset>{' ' * 5000}<SourceFilename>{tiff}</SourceFilename></VRTDataset>"
    _refused(GENERATE, "is a file of the input", landcover=text, output=tiff)
    check_outputs(GENERATE, {"landcover": text, "output": str(tmp_path / "imagery.tif")})


def test_a_large_mosaic_asks_the_disk_a_few_times_for_each_tile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"tiles/{number}.tif" for number in range(500)]
    (tmp_path / "tiles").mkdir()
    for name in names:
        (tmp_path / name).touch()
    tiles = "".join(f'<SourceFilename relativeToVRT="1">{name}</SourceFilename>' for name in names)
    mosaic = tmp_path / "mosaic.vrt"
    mosaic.write_text(f"<VRTDataset>{tiles}</VRTDataset>")
    asked, stat = [], os.stat
    monkeypatch.setattr(os, "stat", lambda *given, **options: (asked.append(given), stat(*given, **options))[1])
    values = {"landcover": str(mosaic), "output": str(tmp_path / "imagery.tif")}
    check_outputs(GENERATE, values)
    assert len(names) < len(asked) < 12 * len(names)
    style = Path(names[-1]).with_suffix(".qml")
    (tmp_path / style).touch()
    for output in (names[-1], style):
        _refused(GENERATE, "is a file of|side file", **{**values, "output": str(tmp_path / output)})


def test_numbered_images_are_outputs_too(tiff: Path, tmp_path: Path) -> None:
    second = tiff.rename(tmp_path / "town_2.tif")
    values = {"landcover": str(second), "output": str(tmp_path / "town.tif")}
    check_outputs(GENERATE, {**values, "variants": 1})
    _refused(GENERATE, "town_2.tif .*is also an input", **values, variants=2)
    lists = {"test_imagery": ("a", "b"), "test_landcover": ("c", str(second))}
    _refused(TRAIN, "town_2.tif .*is also an input", **lists, difference=tmp_path / "town.tif")


def test_only_imagery_that_is_scored_has_difference_rasters(tiff: Path, tmp_path: Path) -> None:
    second = tiff.rename(tmp_path / "town_2.tif")
    several = {"imagery": ("a", str(second)), "landcover": ("c", "d")}
    validation = {"validation_imagery": ("e",), "validation_landcover": ("f",)}
    test = {"test_imagery": ("g",), "test_landcover": ("h",)}
    values = {**several, "difference": str(tmp_path / "town.tif")}
    check_outputs(TRAIN, {**values, **validation})
    check_outputs(TRAIN, {**values, **test})
    check_outputs(TRAIN, {**values, **validation, **test, "model": str(tmp_path / "given.safetensors")})
    _refused(TRAIN, "town_2.tif .*is also an input", **values)
    _refused(TRAIN, "town_2.tif .*is also an input", **values, **validation, model=tmp_path / "given.safetensors")


@pytest.mark.parametrize("bigtiff", ["YES", "NO"])
@pytest.mark.parametrize("endianness", ["LITTLE", "BIG"])
def test_numbered_outputs_replace_only_those_of_satsyn(bigtiff: str, endianness: str, tmp_path: Path) -> None:
    profile = {"driver": "GTiff", "width": 4, "height": 4, "count": 1, "dtype": "uint8", "crs": "EPSG:32640"}
    place = {"transform": Affine(1, 0, 0, 0, -1, 0), "bigtiff": bigtiff, "endianness": endianness}
    for name in ("town.tif", "town_2.tif", "town_3.tif"):
        with rasterio.open(tmp_path / name, "w", **profile, **place) as file:
            if name != "town_3.tif":
                file.update_tags(**synthetic_tags("tiny", "digest", 1, "drawn"))
    values = {"landcover": str(tmp_path / "cover.tif"), "output": str(tmp_path / "town.tif")}
    check_outputs(GENERATE, {**values, "variants": 2})
    check_outputs(GENERATE, {**values, "output": str(tmp_path / "town_3.tif")})
    words = r"town_3\.tif .*one of several numbered ones, and a raster that SatSyn did not write lies there: "
    follow(
        f"{words}choose another output",
        lambda: check_outputs(GENERATE, {**values, "variants": 3}),
        lambda: check_outputs(GENERATE, {**values, "output": str(tmp_path / "other.tif"), "variants": 3}),
    )
    follow(
        f"{words}.*or move the file away",
        lambda: check_outputs(GENERATE, {**values, "variants": 3}),
        act=lambda: (tmp_path / "town_3.tif").rename(tmp_path / "mine.tif"),
    )


@pytest.mark.parametrize("name", ["given.tif.aux.xml", "given.qml", "given.tfw", "given.tif.vat.dbf"])
def test_names_of_side_files_of_an_input_are_refused(name: str, tiff: Path, tmp_path: Path) -> None:
    _refused(TRAIN, "side file of the input", test_landcover=(str(tiff),), metrics=tmp_path / name)


def test_an_input_that_goes_with_the_old_output_is_refused(tmp_path: Path) -> None:
    mask = tmp_path / "town.tif.msk"
    mask.write_bytes(b"II*\0")
    _refused(GENERATE, "would replace the input", buildings=mask, landcover="none.tif", output=tmp_path / "town.tif")


def test_work_folders_hold_no_input(tiff: Path, tmp_path: Path) -> None:
    for job, folder, values in (
        (GENERATE, "new.tif.generating", {"landcover": "{}", "output": "new.tif"}),
        (TRAIN, "new.training", {"model": "{}", "output": "new.safetensors"}),
        (SET, "new.partial", {"imagery": "{}", "output": "new"}),
        (SET, "new", {"imagery": "{}", "output": "new"}),
    ):
        (tmp_path / folder).mkdir()
        held = tmp_path / folder / "given.tif"
        shutil.copy(tiff, held)
        given = {name: str(held) if text == "{}" else str(tmp_path / text) for name, text in values.items()}
        _refused(job, "whose content OUTPUT replaces, holds the input", **given)


def test_nothing_is_written_into_a_training_set_or_a_dataset_folder(tmp_path: Path) -> None:
    (tmp_path / "set").mkdir()
    _refused(TRAIN, "lies inside the input", training_set=tmp_path / "set", metrics=tmp_path / "set" / "m.json")
    (tmp_path / "town.gdb").mkdir()
    geodatabase = f"{tmp_path}/town.gdb|layername=houses"
    _refused(GENERATE, "lies inside", buildings=geodatabase, landcover="no", output=tmp_path / "town.gdb" / "a.tif")


def test_two_outputs_are_two_files(tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to(tmp_path)
    for other in ("a.tif", "here/a.tif", "none/../a.tif"):
        _refused(
            PREDICT, "OUTPUT and PROBABILITIES both", output=tmp_path / "a.tif", probabilities=f"{tmp_path}/{other}"
        )
    _refused(TRAIN, "side file of DIFFERENCE", difference=tmp_path / "a.tif", metrics=tmp_path / "a.tif.aux.xml")
    _refused(TRAIN, "folder whose content OUTPUT replaces", output=tmp_path / "m.safetensors",
             metrics=tmp_path / "m.training" / "metrics.json")  # fmt: skip


@pytest.mark.parametrize("name", ["a.png", "a.vrt", "a.gpkg", "a", "a.tif.zip", "a.jp2"])
def test_rasters_are_named_as_geotiffs(name: str, tmp_path: Path) -> None:
    _refused(GENERATE, "does not end in .tif", landcover="cover.tif", output=tmp_path / name)
    _refused(PREDICT, "does not end in .tif", output=tmp_path / "a.tif", probabilities=tmp_path / name)


@pytest.mark.parametrize("name", ["a.tif", "a", "a.json.txt"])
def test_metrics_and_reports_are_named_as_what_they_are(name: str, tmp_path: Path) -> None:
    evaluation, images = job_named("evaluate-imagery"), {"real": ("r.tif",), "landcover": ("l.tif",)}
    with refusal(r"OUTPUT\) is written as JSON, and its name does not end in .json: choose one that does") as metrics:
        check_outputs(evaluation, {**images, "output": str(tmp_path / name)})
    named = {**images, "output": str(tmp_path / "a.JSON")}
    with refusal(r"REPORT\) is written as HTML, and its name does not end in .html: choose one that does") as report:
        check_outputs(evaluation, {**named, "report": str(tmp_path / name)})
    for suffix in (".html", ".htm"):
        check_outputs(evaluation, {**named, "report": str(tmp_path / f"a{suffix}")})
    metrics.followed()
    report.followed()


def test_usual_outputs_are_taken(tiff: Path, tmp_path: Path) -> None:
    check_outputs(GENERATE, {"landcover": str(tiff), "output": str(tmp_path / "given_imagery.TIF")})
    check_outputs(GENERATE, {"landcover": "none.tif", "output": str(tiff), "model": str(BUNDLED_SEGMENTATION)})
    outputs = {"metrics": "given.json", "report": "given.html", "difference": "given.tiff"}
    values = {name: str(tmp_path / file) for name, file in outputs.items()}
    check_outputs(TRAIN, {"test_imagery": (str(tiff),), **values})
    check_outputs(SET, {"imagery": (str(tiff),), "output": str(tmp_path / "given")})


def test_side_files_without_a_raster_are_the_users(tmp_path: Path) -> None:
    output = tmp_path / "new.tif"
    for job, values in ((GENERATE, {"landcover": "none.tif"}), (PREDICT, {"imagery": "none.tif"})):
        for suffix in (".msk", ".ovr", ".aux.xml"):
            side = Path(f"{output}{suffix}")
            side.write_bytes(b"<PAMDataset><GDALRasterAttributeTable/></PAMDataset>")
            _refused(job, f"new.tif{suffix} lies where the output .*move that file away", **values, output=output)
            assert side.exists()
            side.replace(tmp_path / "kept")
            check_outputs(job, {**values, "output": str(output)})


def test_side_files_of_the_output_that_is_replaced_and_statistics_are_no_hindrance(tiff: Path, tmp_path: Path) -> None:
    values = {"landcover": "none.tif"}
    Path(f"{tiff}.msk").write_bytes(b"II*\0")
    check_outputs(GENERATE, {**values, "output": str(tiff)})
    side = tmp_path / "new.tif.aux.xml"
    metadata = '<Description>red</Description><Metadata><MDI key="STATISTICS_MEAN">3</MDI></Metadata>'
    statistics = f'<PAMRasterBand band="1">{metadata}</PAMRasterBand>'
    side.write_text(f"<PAMDataset>{statistics}</PAMDataset>")
    check_outputs(GENERATE, {**values, "output": str(tmp_path / "new.tif")})
    write_class_names(tmp_path / "new.tif", {1: "water"})
    check_outputs(PREDICT, {"output": str(tmp_path / "new.tif")})
