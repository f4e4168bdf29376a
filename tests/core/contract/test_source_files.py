from __future__ import annotations

import os
from pathlib import Path

import pytest

from satsyn_core.contract.folder_names import FEW
from satsyn_core.contract.source_files import identity, is_side_file, same_place, side_files, source_files


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("maps.gpkg", "cover.tif", "part a.tif", "area.zip", "it's here.gpkg", "old.nc", "a=b,c.tif"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "city.gdb").mkdir()
    (tmp_path / "city.gdb" / "a0001.gdbtable").write_bytes(b"x")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("{0}/cover.tif", "cover.tif"),
        ("cover.tif", "cover.tif"),
        ("GPKG:{0}/maps.gpkg:cover", "maps.gpkg"),
        ('GPKG:"{0}/maps.gpkg":cover', "maps.gpkg"),
        ("GPKG:maps.gpkg:cover", "maps.gpkg"),
        ("{0}/maps.gpkg|layername=houses", "maps.gpkg"),
        ('{0}/maps.gpkg|layername=houses|subset="floors" > 2', "maps.gpkg"),
        ("{0}/it's here.gpkg|layername=houses", "it's here.gpkg"),
        ("dbname='{0}/maps.gpkg' table=\"houses\" (geom)", "maps.gpkg"),
        ('NETCDF:"{0}/old.nc":cover', "old.nc"),
        ("/vsizip/{0}/area.zip/inner/cover.tif", "area.zip"),
        ("/vsizip/area.zip/inner/cover.tif", "area.zip"),
        ("/vsizip/{{{0}/area.zip}}/inner/cover.tif", "area.zip"),
        ("/vsisubfile/100_2000,{0}/cover.tif", "cover.tif"),
        ("zip://{0}/area.zip!inner/cover.tif", "area.zip"),
        ("zip://area.zip!inner/cover.tif", "area.zip"),
        ("zip+file://{0}/area.zip!inner/cover.tif", "area.zip"),
        ("vrt://{0}/cover.tif?bands=1", "cover.tif"),
        ("GTIFF_DIR:2:{0}/cover.tif", "cover.tif"),
        ("file://{0}/part%20a.tif?crs=EPSG:4326", "part a.tif"),
        ("{0}/a=b,c.tif", "a=b,c.tif"),
        ("{0}/city.gdb|layername=houses", "city.gdb"),
        ("OpenFileGDB:{0}/city.gdb:cover", "city.gdb"),
        ("{0}/city.gdb/a0001.gdbtable", "city.gdb"),
    ],
)
def test_the_file_behind_the_name_of_a_dataset_is_found(folder: Path, name: str, file: str) -> None:
    found = {path.resolve() for path in source_files(name.format(folder))}
    assert folder / file in found
    assert found <= {folder / file, *(folder / "city.gdb").iterdir()}


@pytest.mark.parametrize(
    "name", ["PG:dbname=town", "https://example.org/cover.tif", "/vsicurl/https://example.org/a", ""]
)
def test_what_is_no_file_has_none(folder: Path, name: str) -> None:
    assert not source_files(name)


def test_a_folder_of_data_is_no_dataset(folder: Path) -> None:
    assert not source_files(str(folder))
    assert not source_files(f"{folder}=x/none.tif")


def test_a_mosaic_is_made_of_its_tiles_and_of_theirs(folder: Path) -> None:
    (folder / "tiles").mkdir()
    (folder / "tiles" / "north & south.tif").write_bytes(b"x")
    (folder / "tiles" / "inner.vrt").write_text(
        '<VRTDataset><SourceFilename relativeToVRT="1">north &amp; south.tif</SourceFilename></VRTDataset>'
    )
    (folder / "whole.vrt").write_text(
        f'<VRTDataset><SourceFilename relativeToVRT="1">tiles/inner.vrt</SourceFilename>'
        f'<SourceFilename relativeToVRT="0" shared="0">{folder}/cover.tif</SourceFilename>'
        f"<SourceFilename>GPKG:{folder}/maps.gpkg:cover</SourceFilename></VRTDataset>"
    )
    names = {path.name for path in source_files(str(folder / "whole.vrt"))}
    assert names == {"whole.vrt", "inner.vrt", "north & south.tif", "cover.tif", "maps.gpkg"}
    (folder / "houses.vrt").write_text(
        '<OGRVRTDataSource><OGRVRTLayer name="h"><SrcDataSource relativeToVRT="1">maps.gpkg</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )
    assert {path.name for path in source_files(f"{folder}/houses.vrt|layername=h")} == {"houses.vrt", "maps.gpkg"}


def test_mosaics_that_refer_to_each_other_end(folder: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        (folder / f"{one}.vrt").write_text(
            f'<VRTDataset><SourceFilename relativeToVRT="1">{other}.vrt</SourceFilename></VRTDataset>'
        )
    assert {path.name for path in source_files("a.vrt")} == {"a.vrt", "b.vrt"}


def test_a_mosaic_given_as_text_is_read(folder: Path) -> None:
    text = f"<VRTDataset><SourceFilename>{folder}/cover.tif</SourceFilename></VRTDataset>"
    assert source_files(text) == {folder / "cover.tif"}


@pytest.mark.parametrize(
    ("dataset", "side"),
    [
        ("cover.tif", "cover.qml"),
        ("cover.tif", "cover.tif.aux.xml"),
        ("cover.tif", "cover.tif.ovr"),
        ("cover.tif", "cover.tfw"),
        ("cover.TIF", "cover.tfw"),
        ("cover.tif", "cover.tifw"),
        ("cover.png", "cover.wld"),
        ("cover.tif", "cover.tif.vat.dbf"),
        ("cover.tif", "cover_rpc.txt"),
        ("houses.shp", "houses.dbf"),
        ("maps.gpkg", "maps.gpkg-wal"),
    ],
)
def test_side_files_are_known_by_name(tmp_path: Path, dataset: str, side: str) -> None:
    assert is_side_file(tmp_path / side, tmp_path / dataset)
    assert not is_side_file(tmp_path / "elsewhere" / side, tmp_path / dataset)
    assert not list(side_files([tmp_path / dataset]))
    (tmp_path / side).write_bytes(b"x")
    assert tmp_path / side in side_files([tmp_path / dataset])


def test_side_files_of_many_tiles_in_a_folder_are_found(tmp_path: Path) -> None:
    tiles = [tmp_path / f"Äcker {number}.tif" for number in range(2 * FEW)]
    sides = [tile.with_suffix(end) for tile, end in zip(tiles, (".qml", ".tfw") * FEW)]
    for path in (*tiles, *sides):
        path.touch()
    tiles[-1].with_suffix(".prj").mkdir()
    assert list(side_files([*tiles, tmp_path / "gone" / "cover.tif"])) == sides


@pytest.mark.parametrize("other", ["cover.json", "cover.html", "cover_2.tif", "cover.tiff", "discover.qml"])
def test_other_names_are_not_side_files(tmp_path: Path, other: str) -> None:
    assert not is_side_file(tmp_path / other, tmp_path / "cover.tif")


def test_paths_through_links_are_one_place(folder: Path) -> None:
    (folder / "link.tif").symlink_to("cover.tif")
    os.link(folder / "cover.tif", folder / "hard.tif")
    (folder / "here").symlink_to(folder)
    assert identity(folder / "link.tif") == identity(folder / "hard.tif") == identity(Path("cover.tif"))
    assert same_place(folder / "here" / "new.tif", Path("new.tif"))
    assert not same_place(folder / "new.tif", folder / "other.tif")


@pytest.mark.parametrize("name", ["<VRTDataset>" + "tiles" * 1000, "a\0b.tif", "x" * 300 + ".tif"])
def test_names_that_no_disk_can_hold_are_places_of_their_own(folder: Path, name: str) -> None:
    assert not same_place(Path(name), Path("cover.tif"))
    assert same_place(Path(name), folder / name)
