"""Which bundled generator a land cover suits, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine

from satsyn_core.contract.errors import InputError
from satsyn_core.jobs import run_job
from satsyn_core.landcover.bundled_choice import BundledChoice, choose_bundled, choose_for_scene
from satsyn_core.landcover.choice_reasons import SceneNeeds
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.stated_classes import StatedClasses
from tests.support.proposals import follow
from tests.support.rasters import UTM, RasterFactory, RecordingReporter

URBAN = {1: (38, 116, 201), 2: (229, 206, 161), 3: (77, 77, 82), 4: (66, 143, 69), 5: (204, 71, 60)}


def test_building_footprints_need_a_model_that_has_buildings(make_raster: RasterFactory) -> None:
    path = make_raster(np.array([[11, 21], [41, 82]], np.uint8), ours=False)
    with open_landcover(path) as landcover:
        chosen = {
            buildings: choose_bundled(
                landcover, StatedClasses(scheme="nlcd"), [11, 21, 41, 82], SceneNeeds(30, buildings=buildings)
            )
            for buildings in (False, True)
        }
    assert chosen[False].card.name == "sentinel2-rgbn"
    assert chosen[True].card.scheme.building_index is not None
    assert "of the models with a class for buildings" in chosen[True].reason


def _raster(
    folder: Path, values: list[int], metres: float, colours: dict[int, tuple[int, int, int]] | None = None
) -> Path:
    path = folder / "cover.tif"
    profile = {"driver": "GTiff", "width": len(values), "height": 1, "count": 1, "dtype": "uint8", "crs": UTM}
    transform = Affine(metres, 0, 331_200, 0, -metres, 2_780_000)
    with rasterio.open(path, "w", **profile, transform=transform) as file:
        file.write(np.array([[values]], np.uint8))
        if colours:
            file.write_colormap(1, colours)
    return path


def _chosen(path: Path, stated: StatedClasses | None = None) -> BundledChoice:
    with open_landcover(path) as landcover:
        values = sorted(landcover.sampled_values)
        return choose_bundled(landcover, stated or StatedClasses(), values, SceneNeeds.of(landcover))


def _named(names: dict[int, str]) -> StatedClasses:
    return StatedClasses(legends={"cover.tif": names})


@pytest.mark.parametrize("values", [[1, 2, 3], [1, 2, 3, 4, 5], [2, 3, 5], [2, 3, 4, 5]])
@pytest.mark.parametrize("metres", [0.6, 0.7, 0.9])
def test_numbers_that_several_models_have_are_those_of_none_until_the_user_says_so(
    tmp_path: Path, values: list[int], metres: float
) -> None:
    path = _raster(tmp_path, values, metres)
    with open_landcover(path) as landcover, pytest.raises(InputError) as refusal:
        choose_for_scene(landcover, StatedClasses(), values, SceneNeeds.of(landcover), RecordingReporter())
    assert "MODEL=tokyo-vhr SCHEME=model if" in str(refusal.value)
    assert "3=developed space" in str(refusal.value)
    assert "MODEL=urban-vhr SCHEME=model if" in str(refusal.value)
    assert "3=road" in str(refusal.value)


@pytest.mark.parametrize(
    ("values", "metres", "model"),
    [([2, 3, 4, 5, 8], 0.5, "tokyo-vhr"), ([2, 3, 4, 5], 0.2, "tokyo-vhr"), ([1, 2, 3], 10, "sentinel2-rgbn")],
)
def test_numbers_that_one_model_has_are_supposed_to_be_its_own(
    tmp_path: Path, values: list[int], metres: float, model: str
) -> None:
    choice = _chosen(_raster(tmp_path, values, metres))
    assert (choice.card.name, choice.problem) == (model, "")
    assert choice.reason.startswith("the only bundled model of about the land cover's pixel size")


@pytest.mark.parametrize(
    ("metres", "model", "other"),
    [
        (0.3, "tokyo-vhr", "urban-vhr"),
        (0.5, "tokyo-vhr", "urban-vhr"),
        (1, "urban-vhr", "tokyo-vhr"),
        (2, "urban-vhr", "tokyo-vhr"),
    ],
)
def test_numbers_with_the_pixels_of_one_model_are_likely_its_own_with_a_warning(
    tmp_path: Path, metres: float, model: str, other: str
) -> None:
    choice = _chosen(_raster(tmp_path, [2, 3, 4, 5], metres))
    assert (choice.card.name, choice.problem) == (model, "")
    assert f"Set MODEL={other} SCHEME=model if 2=" in choice.warning


def test_colours_of_a_model_say_what_the_numbers_mean(tmp_path: Path) -> None:
    assert not _chosen(_raster(tmp_path, [2, 3], 0.5, URBAN)).problem


@pytest.mark.parametrize(("metres", "model", "other"), [(0.5, "tokyo-vhr", "urban-vhr"), (1, "urban-vhr", "tokyo-vhr")])
def test_the_models_own_values_are_those_of_the_nearest_one_with_a_warning_that_names_the_other(
    tmp_path: Path, metres: float, model: str, other: str
) -> None:
    choice = _chosen(_raster(tmp_path, [2, 3, 4, 5], metres), StatedClasses(scheme="model"))
    assert choice.card.name == model
    assert f"Set MODEL={other} SCHEME=model if 2=" in choice.warning


@pytest.mark.parametrize(
    ("names", "metres", "model", "reason"),
    [
        ("water forest building road", 0.5, "tokyo-vhr", "its pixels of 0.5 m are nearest to 0.5 m among"),
        ("water forest building road", 1, "urban-vhr", "its pixels of 1 m are nearest to 1 m among"),
        ("lake forest meadow houses", 1, "tokyo-vhr", "pixels of 1 m are near its 0.5 m, and it keeps more of the"),
        ("water forest building road", 30, "sentinel2-rgbn", "are the nearest to 30 m, though 3 times smaller"),
        ("water forest building road", 300, "sentinel2-rgbn", "are the nearest to 300 m, though 30 times smaller"),
        ("water forest building road", 0.1, "tokyo-vhr", "are the nearest to 0.1 m, though 5 times larger"),
        ("water forest building road", 7, "sentinel2-rgbn", "because pixels of 7 m are near its 10 m"),
    ],
)
def test_a_reason_is_given_where_it_is_true(tmp_path: Path, names: str, metres: float, model: str, reason: str) -> None:
    path = _raster(tmp_path, [1, 2, 3, 4], metres)
    choice = _chosen(path, _named(dict(enumerate(names.split(), 1))))
    assert choice.card.name == model
    assert reason in choice.reason
    assert ("keeps more" in choice.reason) == ("keeps more" in reason)


def test_values_without_class_are_named_only_where_there_are_some(tmp_path: Path) -> None:
    choice = _chosen(_raster(tmp_path, [1, 2, 3, 9], 1))
    assert choice.reason == "because pixels of 1 m are near its 1 m; not all values have a class yet"


def test_nodata_alone_gives_no_reason_for_a_model(tmp_path: Path) -> None:
    reporter = RecordingReporter()
    with open_landcover(_raster(tmp_path, [0, 0], 1)) as landcover:
        choose_for_scene(landcover, StatedClasses(), [], SceneNeeds.of(landcover), reporter)
    assert not reporter.logs


def test_numbers_of_several_models_are_asked_about_where_the_pixel_size_is_unknown(tmp_path: Path) -> None:
    """As of polygon layers, which have no pixels, and of land cover beside imagery without coordinate system."""
    with open_landcover(_raster(tmp_path, [1, 2, 3, 4, 5], 1)) as landcover, pytest.raises(InputError) as refusal:
        choose_for_scene(landcover, StatedClasses(), [1, 2, 3, 4, 5], SceneNeeds(None), RecordingReporter())
    assert "MODEL=urban-vhr SCHEME=model if 1=water" in str(refusal.value)


@pytest.mark.parametrize("classes", ["99=nodata", "?=nodata", "99=nodata 1=water"])
def test_a_warning_of_other_models_names_their_own_values_alone(tmp_path: Path, classes: str) -> None:
    choice = _chosen(_raster(tmp_path, [1, 2, 3, 99], 1), StatedClasses(classes, scheme="model"))
    assert choice.card.name == "urban-vhr"
    taken, others = choice.warning.split("Set MODEL=")
    assert "2=land, 3=road" in taken and "2=rangeland" in others
    assert ("1=water" in taken) == ("1=water" not in classes)
    assert "99" not in choice.warning


def test_a_class_for_the_rest_does_not_choose_a_model_that_knows_fewer_values(tmp_path: Path) -> None:
    """Pixels of 2.1 m are two factors of two nearer to urban-vhr, which has 1 to 5 alone."""
    path = _raster(tmp_path, [1, 2, 3, 4, 5, 6, 7, 8], 2.1)
    assert _chosen(path, StatedClasses(scheme="model")).card.name == "tokyo-vhr"
    assert _chosen(path, StatedClasses("?=nodata", scheme="model")).card.name == "tokyo-vhr"


@pytest.mark.parametrize(
    ("metres", "reason"),
    [
        (None, "the first bundled model with the classes that CLASSES names; not all values have a class yet"),
        (1, "because of the models with the classes that CLASSES names, its pixels of 10 m are the nearest to 1 m, "),
        (10, "because pixels of 10 m are near its 10 m; not all values have a class yet"),
    ],
)
def test_only_a_model_with_the_classes_of_the_user_is_asked_about(
    metres: float | None, reason: str, tmp_path: Path
) -> None:
    path = _raster(tmp_path, [1, 2, 3], metres or 10)
    if metres is None:
        with rasterio.open(path, "r+") as file:
            file.crs = rasterio.CRS()
    choice = _chosen(path, StatedClasses("1=water 2=built-up"))
    assert choice.card.name == "sentinel2-rgbn"
    assert choice.reason.startswith(reason)


def test_values_without_a_class_are_asked_about_where_classes_and_no_pixel_size_say_the_model(tmp_path: Path) -> None:
    path = _raster(tmp_path, [1, 2, 3], 10)
    with rasterio.open(path, "r+") as file:
        file.crs = rasterio.CRS()

    def generate(classes: str) -> object:
        values = {"landcover": str(path), "classes": classes, "engine": "torch", "output": str(tmp_path / "made.tif")}
        return run_job("generate-imagery", values, RecordingReporter())

    follow(
        r'Or give the values classes of the model with CLASSES, as in "1=water 2=built-up 3=\?"',
        lambda: generate("1=water 2=built-up"),
        lambda: generate("1=water 2=built-up 3=vegetation"),
    )
