from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from satsyn_core.contract.errors import InputError
from satsyn_core.jobs import job_named
from satsyn_core.trainingset.request import SetRequest, input_state, read_request
from tests.support.rasters import RasterFactory
from tests.support.vector_layers import write_layer


def _request(folder: Path, **values: Any) -> SetRequest:
    image, cover = folder / "image.tif", folder / "cover.tif"
    for path in (image, cover):
        if not path.exists():
            path.write_bytes(b"as it was")
    job = job_named("build-training-set")
    given = {"imagery": [str(image)], "landcover": [str(cover)], "output": str(folder / "set"), "synthetic_percent": 0}
    return read_request(job.read_parameters({**given, **values}))


def test_a_request_is_read_into_what_each_step_needs(tmp_path: Path) -> None:
    request = _request(tmp_path, bands="3 1", chip_size=64, held_out="omit", stac_date="2023-05-17")
    assert [(one.name, Path(one.land_cover).name) for one in request.files] == [("image", "cover.tif")]
    assert request.bands == (3, 1)
    assert (request.options.size, request.options.stride, request.options.held_out) == (64, 64, False)
    assert request.period is not None
    assert request.period.start == request.period.end


def test_what_is_published_names_no_folder(tmp_path: Path) -> None:
    legends = json.dumps({str(tmp_path / "cover.tif"): {"1": "Forest"}})
    published = _request(tmp_path, legends=legends, scheme=str(tmp_path / "classes.json")).published
    assert published["imagery"] == ["image.tif"]
    assert published["legends"] == [["cover.tif", {1: "Forest"}]]
    assert published["scheme"] == "classes.json"
    assert "output" not in published
    assert str(tmp_path) not in str(published)


def test_a_changed_file_or_option_is_another_request(tmp_path: Path) -> None:
    first = _request(tmp_path).fingerprint
    assert _request(tmp_path, workers=2).fingerprint == first
    assert _request(tmp_path, seed=9).fingerprint.differences(first.text) == ["seed"]
    cover = (tmp_path / "cover.tif").read_bytes()
    (tmp_path / "cover.tif").write_bytes(b"as it was drawn anew")
    assert _request(tmp_path).fingerprint.differences(first.text) == ["LANDCOVER or a file beside it"]
    (tmp_path / "cover.tif").write_bytes(cover)
    (tmp_path / "image.tif.aux.xml").write_text("<PAMDataset><GeoTransform>1</GeoTransform></PAMDataset>")
    assert _request(tmp_path).fingerprint.differences(first.text) == ["IMAGERY or a file beside it"]


def test_a_raster_of_buildings_counts_by_its_content(tmp_path: Path) -> None:
    houses = tmp_path / "houses.tif"
    houses.write_bytes(b"II*\0 one")
    first = input_state("buildings", str(houses))
    houses.write_bytes(b"II*\0 two")
    assert input_state("buildings", str(houses)) != first
    again = tmp_path / "again.tif"
    again.write_bytes(b"II*\0 one")
    assert input_state("buildings", str(again)) == first


def test_the_tiles_of_an_index_count_by_their_content(tmp_path: Path, make_raster: RasterFactory) -> None:
    tile = make_raster(np.ones((9, 9), np.uint8), name="tile.tif")
    index = write_layer(tmp_path / "all.gti.gpkg", [shapely.box(0, 0, 9, 9)], {"location": [tile.name]}, kind="Polygon")
    first = input_state("imagery", str(index))
    assert input_state("imagery", str(index)) == first
    make_raster(np.full((9, 9), 2, np.uint8), name="tile.tif")
    assert input_state("imagery", str(index)) != first


def test_vector_layers_count_by_their_features(tmp_path: Path) -> None:
    one, other, copy = (tmp_path / name / "town.gpkg" for name in ("one", "other", "copy"))
    square = [shapely.box(0, 0, 10, 10), shapely.box(20, 0, 30, 10)]
    for path, shapes in ((one, square), (other, [square[0], shapely.box(20, 0, 30, 11)]), (copy, square)):
        path.parent.mkdir()
        write_layer(path, shapes, {"class": ["water", "land"]})
    states = [input_state("landcover", str(path)) for path in (one, other, copy)]
    assert one.stat().st_size == other.stat().st_size
    assert states[0] == states[2] != states[1]


def test_imagery_of_the_same_size_and_time_but_other_content_is_another_request(tmp_path: Path) -> None:
    first = _request(tmp_path).fingerprint
    image = tmp_path / "image.tif"
    before = image.stat()
    image.write_bytes(b"as it wos")
    os.utime(image, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert _request(tmp_path).fingerprint.differences(first.text) == ["IMAGERY or a file beside it"]


def test_a_changed_class_scheme_is_another_request(tmp_path: Path) -> None:
    scheme = tmp_path / "classes.json"
    scheme.write_text("{}", encoding="utf-8")
    first = _request(tmp_path, scheme=str(scheme)).fingerprint
    scheme.write_text('{"1": "water"}', encoding="utf-8")
    assert _request(tmp_path, scheme=str(scheme)).fingerprint.differences(first.text) == ["SCHEME or a file beside it"]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"style": "image"}, "needs an image in STYLE_IMAGE"),
        ({"split_by": "polygons"}, "needs a layer of polygons"),
    ],
)
def test_parameters_that_lack_another_one_are_refused(tmp_path: Path, values: dict[str, Any], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        _request(tmp_path, **values)
