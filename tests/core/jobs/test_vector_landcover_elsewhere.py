"""Jobs on imagery whose land cover is vector layers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
import shapely

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.model_card import ModelCard
from satsyn_core.jobs import run_job
from tests.support.rasters import RecordingReporter
from tests.support.training_sets import BuildSet, write_raster
from tests.support.vector_layers import write_layer


def _layers_like(rasters: list[str], folder: Path) -> list[str]:
    """Write the land cover of scenes as polygons, one for each pixel row of a class, into a layer of a file each."""
    found = []
    for number, raster in enumerate(rasters):
        with rasterio.open(raster) as dataset:
            values, transform = dataset.read(1), dataset.transform
            shapes, names = [], []
            for value in np.unique(values[values != (dataset.nodata or 0)]).tolist():
                for row, cols in enumerate(values == value):
                    edges = np.flatnonzero(np.diff(np.concatenate([[0], cols.astype(int), [0]])))
                    for start, end in edges.reshape(-1, 2).tolist():
                        (left, top), (right, bottom) = transform @ (start, row), transform @ (end, row + 1)
                        shapes.append(shapely.box(left, bottom, right, top))
                        names.append(("water", "land", "road", "vegetation", "building")[value - 1])
            path = folder / f"cover{number}.gpkg"
            write_layer(path, shapes, {"class": names}, layer="cover", crs=dataset.crs.to_string())
            found.append(f"{path}|layername=cover")
    return found


def test_a_training_set_has_the_masks_that_rasters_give(
    build_set: BuildSet, training_scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    (tmp_path / "layers").mkdir()
    layers = _layers_like(training_scenes["landcover"], tmp_path / "layers")
    drawn, read = (
        build_set(name, synthetic_percent=0, **given)
        for name, given in (("drawn", {"landcover": layers}), ("read", {}))
    )
    chips = [sorted(built.folder.rglob("*.tif")) for built in (drawn, read)]
    assert [path.name for path in chips[0]] == [path.name for path in chips[1]]
    assert len(chips[0]) > 4
    for one, other in zip(*chips, strict=True):
        with rasterio.open(one) as first, rasterio.open(other) as second:
            np.testing.assert_array_equal(first.read(), second.read())


@pytest.mark.parametrize(("suffix", "field"), [("", "class"), ("|layername=cover", "meaning")])
def test_a_segmentation_is_trained_on_layers(
    suffix: str, field: str, tmp_path: Path, reporter: RecordingReporter
) -> None:
    rng = np.random.default_rng(1)
    transform = rasterio.Affine(1, 0, 331_200, 0, -1, 2_780_000)
    image = tmp_path / "image.tif"
    with rasterio.open(
        image, "w", driver="GTiff", width=128, height=128, count=3, dtype="uint8", crs="EPSG:32640", transform=transform
    ) as file:
        file.write(rng.integers(1, 255, (3, 128, 128), dtype=np.uint8))
    areas = [shapely.box(331_200, 2_779_872, 331_264, 2_780_000), shapely.box(331_264, 2_779_872, 331_328, 2_780_000)]
    cover = write_layer(tmp_path / "cover.gpkg", areas, {field: ["water", "land"]}, layer="cover") + suffix
    given = {
        "imagery": [str(image)],
        "landcover": [cover],
        "output": str(tmp_path / "model.safetensors"),
        "metrics": str(tmp_path / "metrics.json"),
        "steps": 1,
        "crop": 32,
        "batch": 2,
        "device": "cpu",
        "precision": "full",
    }
    run_job("train-evaluate-segmentation", {**given, "class_field": field}, reporter)
    scheme = ModelCard.read(tmp_path / "model.safetensors").scheme
    assert sorted(scheme.names) == ["land", "water"]
    described = {"landcover": cover, "class_field": field}
    table = json.loads(str(run_job("describe-landcover", described, reporter)["MATCH"]))
    assert {row["name"]: row["class"] for row in table["classes"]} == {"land": "land", "water": "water"}


def test_layers_over_a_plan_are_described_with_the_words_of_both(tmp_path: Path, reporter: RecordingReporter) -> None:
    ground, over = shapely.box(0, 0, 64, 64), shapely.box(0, 0, 32, 32)
    plan = write_layer(tmp_path / "plan.gpkg", [ground], {"class": ["water"]}, layer="plan") + "|layername=plan"
    halls = write_layer(tmp_path / "halls.gpkg", [over], {"class": ["land"]}, layer="halls") + "|layername=halls"
    outputs = run_job("describe-landcover", {"landcover": plan, "overlays": [halls]}, reporter)
    assert outputs["CLASSES"] == "land=land, water=water"
    described = run_job("describe-landcover", {"landcover": plan, "background": "road"}, reporter)
    assert described["CLASSES"] == "road=road, water=water"
    raster = write_raster(tmp_path / "raster.tif", np.ones((8, 8), np.uint8), 331_000)
    with pytest.raises(InputError, match="OVERLAYS is for vector land cover"):
        run_job("describe-landcover", {"landcover": str(raster), "overlays": [halls]}, reporter)


def test_the_class_field_is_that_of_every_job(
    build_set: BuildSet, training_scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    """In another field stands nonsense; without the parameter it would count, as its name is well known."""
    (tmp_path / "layers").mkdir()
    layers = _layers_like(training_scenes["landcover"], tmp_path / "layers")
    odd = []
    for path in layers:
        name = path.partition("|")[0]
        meta, _, geometry, (classes,) = pyogrio.raw.read(name)
        other = str(Path(name).with_name(f"odd_{Path(name).name}"))
        fields = [np.array(["nonsense"] * len(classes), object), classes]
        pyogrio.raw.write(
            other, geometry, fields, ["class", "use"], geometry_type="Polygon", crs=meta["crs"], driver="GPKG"
        )
        odd.append(other)
    built = [
        build_set(name, synthetic_percent=0, **given)
        for name, given in (("odd", {"landcover": odd, "class_field": "use"}), ("plain", {"landcover": layers}))
    ]
    masks = [sorted(one.folder.rglob("masks/**/*.tif")) for one in built]
    assert len(masks[0]) > 4
    for one, other_mask in zip(*masks, strict=True):
        with rasterio.open(one) as first, rasterio.open(other_mask) as second:
            np.testing.assert_array_equal(first.read(), second.read())
    with pytest.raises(InputError, match=r"CLASS_FIELD is for vector land cover, and .* is a raster: leave it empty"):
        build_set("rasters", synthetic_percent=0, class_field="use")


def test_layers_beside_the_imagery_are_refused_with_what_to_check(
    build_set: BuildSet, training_scenes: dict[str, list[str]], tmp_path: Path
) -> None:
    path = write_layer(tmp_path / "c.gpkg", [shapely.box(1e5, 1e5, 1e5 + 9, 1e5 + 9)], {"class": ["land"]})
    imagery = training_scenes["imagery"][:1]
    with pytest.raises(InputError, match=r"No feature of .*c.gpkg lies on .*check the coordinate systems of both"):
        build_set("beside", imagery=imagery, landcover=[path], synthetic_percent=0)
