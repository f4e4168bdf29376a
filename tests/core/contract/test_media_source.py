from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from defusedxml import ElementTree
from PIL import Image

from satsyn_core.contract.marked_pictures import mark_picture
from satsyn_core.contract.media_source import MediaSource, xmp_of_tags, xmp_packet
from satsyn_core.contract.raster_tags import synthetic_tags, tags_of_given_imagery
from tests.support.paths import REPOSITORY

SOURCE_TYPE = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}DigitalSourceType"
SYSTEM = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}AISystemUsed"


def test_the_packet_is_xml_whatever_the_model_is_called() -> None:
    root = ElementTree.fromstring(xmp_packet(MediaSource.GENERATED, 'a<b & "c"\x01'))
    assert next(root.iter(SYSTEM)).text == 'SatSyn, model a<b & "c"'
    assert next(root.iter(SOURCE_TYPE)).text == (
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    )


def test_only_generated_imagery_is_marked() -> None:
    tags = synthetic_tags("tiny", "0", 1, "random")
    assert "/trainedAlgorithmicMedia<" in (xmp_of_tags(tags) or "")
    assert "/compositeWithTrainedAlgorithmicMedia<" in (xmp_of_tags({**tags, "SATSYN_SYNTHETIC": "PARTLY"}) or "")
    assert xmp_of_tags(tags_of_given_imagery({})) is None
    assert xmp_of_tags({}) is None


@pytest.mark.parametrize("name", ["sheet.jpg", "sheet.png"])
def test_a_marked_picture_keeps_its_pixels(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (20, 30, 3), np.uint8)).save(path)
    before = np.asarray(Image.open(path))
    mark_picture(path, MediaSource.COMPOSITE, "tiny")
    marked = path.read_bytes()
    mark_picture(path, MediaSource.COMPOSITE, "tiny")
    assert path.read_bytes() == marked
    with Image.open(path) as picture:
        np.testing.assert_array_equal(np.asarray(picture), before)
        assert b"/compositeWithTrainedAlgorithmicMedia<" in picture.info["xmp"]


def test_other_files_are_refused_and_stay(tmp_path: Path) -> None:
    path = tmp_path / "sheet.bmp"
    path.write_bytes(b"BM")
    with pytest.raises(ValueError, match="neither a JPEG nor a PNG"):
        mark_picture(path, MediaSource.GENERATED, "tiny")
    assert path.read_bytes() == b"BM"


@pytest.mark.parametrize("path", sorted((REPOSITORY / "resources/models").glob("*.jpg")), ids=lambda path: path.stem)
def test_sample_sheets_of_bundled_models_are_marked(path: Path) -> None:
    with Image.open(path) as picture:
        assert b"/compositeWithTrainedAlgorithmicMedia<" in picture.info["xmp"]
