from __future__ import annotations

import os
from pathlib import Path

import pytest

from satsyn_core.process import fingerprint
from satsyn_core.process.fingerprint import Fingerprint, content_state, dataset_contents, dataset_state, file_state


def test_the_order_of_the_values_does_not_count() -> None:
    assert Fingerprint({"a": 1, "b": [2, 3]}).digest == Fingerprint({"b": [2, 3], "a": 1}).digest
    assert Fingerprint({"a": 1, "b": [2, 3]}).digest != Fingerprint({"a": 1, "b": [3, 2]}).digest


def test_differences_are_named_also_where_a_value_is_missing() -> None:
    earlier = Fingerprint({"seed": 1, "style": None, "gone": 0})
    assert Fingerprint({"style": None, "seed": 2, "added": 0}).differences(earlier.text) == ["added", "gone", "seed"]
    assert earlier.differences(earlier.text) == []


@pytest.mark.parametrize("text", ["", "{", "[1]"])
def test_what_is_no_fingerprint_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Fingerprint({}).differences(text)


def test_a_file_that_changes_has_another_state(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("one")
    first = file_state(file)
    assert file_state(str(file)) == first
    os.utime(file, ns=(0, 0))
    touched = file_state(file)
    file.write_text("three")
    assert len({str(first), str(touched), str(file_state(file))}) == 3


def _rewrite(path: Path, content: bytes) -> None:
    """Give a file other content and keep its time."""
    before = path.stat()
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("whole", [True, False])
def test_other_content_of_the_same_size_and_time_is_seen(
    whole: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not whole:
        monkeypatch.setattr(fingerprint, "WHOLE_BYTES", 1000)
    file = tmp_path / "cover.tif"
    file.write_bytes(bytes(5_000_000))
    first = file_state(file)
    _rewrite(file, bytes(4_999_999) + b"1")  # the last bytes of a file are always compared
    assert file_state(file) != first
    assert (len(content_state(file)) == 2) is whole


_STATISTICS = """
<Histograms><HistItem><HistMin>0</HistMin><HistCounts>1|2</HistCounts></HistItem></Histograms>
<Metadata><MDI key="STATISTICS_MAXIMUM">5</MDI></Metadata>
"""


def _pam(band: str) -> str:
    structure = '<Metadata domain="IMAGE_STRUCTURE"><MDI key="INTERLEAVE">PIXEL</MDI></Metadata>'
    return f'<PAMDataset>{structure}<PAMRasterBand band="1">{band}</PAMRasterBand></PAMDataset>'


def test_a_dataset_is_told_by_the_files_behind_it_and_beside_it(tmp_path: Path) -> None:
    source, mosaic = tmp_path / "tile.tif", tmp_path / "all.vrt"
    source.write_bytes(b"one")
    mosaic.write_text('<VRTDataset><SourceFilename relativeToVRT="1">tile.tif</SourceFilename></VRTDataset>')
    states = [dataset_state(str(mosaic))]
    side = tmp_path / "tile.tif.aux.xml"
    side.write_text(_pam(_STATISTICS))
    assert dataset_state(str(mosaic)) == states[0]
    side.write_text(_pam("<NoDataValue>4</NoDataValue>"))
    states.append(dataset_state(str(mosaic)))
    side.write_text(_pam("<NoDataValue>4</NoDataValue>\n" + _STATISTICS))  # QGIS has shown the layer meanwhile
    assert dataset_state(str(mosaic)) == states[1]
    side.write_text(_pam("<CategoryNames><Category>water</Category></CategoryNames>"))
    states.append(dataset_state(str(mosaic)))
    side.write_text("damaged")
    states.append(dataset_state(str(mosaic)))
    _rewrite(source, b"two")
    states.append(dataset_state(str(mosaic)))
    (tmp_path / "tile.tif.msk").write_bytes(b"a mask")
    states.append(dataset_state(str(mosaic)))
    folder = tmp_path / "town.gdb"
    folder.mkdir()
    states.append(dataset_state(str(folder)))
    (folder / "a.gdbtable").write_bytes(b"rows")
    states.append(dataset_state(str(folder)))
    described = f"<VRTDataset><SourceFilename>{source}</SourceFilename>{' ' * 5000}</VRTDataset>"
    states.append(dataset_state(described))  # longer than any name of a file
    assert len(set(map(str, states))) == len(states)
    with pytest.raises(FileNotFoundError):
        dataset_state(str(tmp_path / "gone.tif"))


def test_new_statistics_change_nothing_of_what_other_machines_compare(tmp_path: Path) -> None:
    side, tile = tmp_path / "tile.tif.aux.xml", tmp_path / "tile.tif"
    tile.write_bytes(b"pixels")
    side.write_text(_pam("<NoDataValue>4</NoDataValue>"))
    contents = dataset_contents(str(tile))
    side.write_text(_pam("<NoDataValue>4</NoDataValue>" + _STATISTICS))  # a worker has shown the raster
    assert dataset_contents(str(tile)) == contents
    side.write_text(_pam("<NoDataValue>5</NoDataValue>"))
    assert dataset_contents(str(tile)) != contents
