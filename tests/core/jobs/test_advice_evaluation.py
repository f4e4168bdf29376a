"""What an evaluation of imagery proposes is followed to the letter: the land cover of rasters, copies, and variety."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from satsyn_core.jobs import run_job
from tests.core.jobs.test_advice_training import EVALUATE, USUAL
from tests.support.advice import COMPARES, LARGE, LEFT, TOP, Advice, resolved, write, write_site
from tests.support.imagery import texture
from tests.support.proposals import Said
from tests.support.rasters import RecordingReporter

APART = 10_000
"""Pixels from one place to the other."""

SIDE = 320
GENERATED = {"synthetic": None, "model": "@generator.safetensors", "codes": 1}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Textures, even imagery with some texture, even squares, a land cover of one class, and one of two places."""
    folder = write_site(tmp_path_factory.mktemp("site"))
    numbers = np.random.default_rng(3)
    for number, name in enumerate(("real", "synthetic", "training", "more_training", "unseen")):
        # No imagery that counts as unseen shows the ground of training imagery.
        left = LEFT + SIDE if "training" in name else LEFT
        write(folder / f"{name}.tif", texture(number, SIDE, SIDE), left=left, tags={})
    write(folder / "small.tif", texture(9, 160, 160), tags={})
    write(folder / "tiny.tif", texture(9, 110, 110), tags={})
    write(folder / "tiniest.tif", texture(9, 70, 40), tags={})
    tones = numbers.integers(40, 200, (3, SIDE // 32, SIDE // 32), np.uint8)
    write(folder / "squares.tif", np.kron(tones, np.ones((32, 32), np.uint8)), tags={})
    # A quarter of each patch of 64 pixels, and so one of four patches of 32, has texture.
    is_even = np.kron((np.indices((SIDE // 32, SIDE // 32)) % 2 == 0).any(0), np.ones((32, 32), bool))
    write(folder / "mostly_even.tif", np.where(is_even, 90, texture(4, SIDE, SIDE)).astype(np.uint8), tags={})
    write(folder / "land.tif", np.full((SIDE, 2 * SIDE), 2, np.uint8))
    covers = "".join(
        f"<SimpleSource><SourceFilename>{folder / name}</SourceFilename><SourceBand>1</SourceBand>"
        f'<SrcRect xOff="0" yOff="0" xSize="{LARGE}" ySize="{LARGE}"/>'
        f'<DstRect xOff="{APART * number}" yOff="0" xSize="{LARGE}" ySize="{LARGE}"/></SimpleSource>'
        for number, name in enumerate(("large_cover.tif", "elsewhere_cover.tif"))
    )
    (folder / "mosaic.vrt").write_text(
        f'<VRTDataset rasterXSize="{APART + LARGE}" rasterYSize="{LARGE}"><SRS>EPSG:32640</SRS>'
        f"<GeoTransform>{LEFT},1,0,{TOP},0,-1</GeoTransform>"
        f'<VRTRasterBand dataType="Byte" band="1"><NoDataValue>0</NoDataValue>{covers}</VRTRasterBand></VRTDataset>'
    )
    return folder


@pytest.mark.parametrize(
    "landcover",
    [["@large_cover.tif", "@elsewhere_cover.tif"], ["@mosaic.vrt"]],
    ids=["one for each raster", "a mosaic of all"],
)
def test_imagery_that_a_generator_is_measured_on_gets_its_land_cover(
    landcover: list[str], site: Path, tmp_path: Path
) -> None:
    words = "give one land cover for each raster of REAL, in the same order, or a single one that covers all of them"
    given = {"real": ["@large_photo.tif", "@large_moved_photo.tif"], "landcover": ["@large_cover.tif"] * 3}
    advice = Advice(words, EVALUATE, {**GENERATED, **given}, {"landcover": landcover}, until=COMPARES)
    advice.follow(site, tmp_path, USUAL[EVALUATE])


def _measure(site: Path, folder: Path, **values: Any) -> tuple[dict[str, Any], str]:
    """Return the metrics of an evaluation of textures, and the verdict on copies."""
    reporter = RecordingReporter()
    given = {"real": ["@real.tif"], "synthetic": ["@synthetic.tif"], "landcover": ["@land.tif"]}
    outputs = run_job(EVALUATE, resolved({**USUAL[EVALUATE], **given, **values}, site, folder), reporter)
    return json.loads((folder / "scores.json").read_text()), str(outputs["VERDICT"])


def test_several_training_scenes_are_named_for_a_control_between_them(site: Path, tmp_path: Path) -> None:
    def control(*training: str) -> tuple[str, bool]:
        found = _measure(site, tmp_path, training=list(training))[0]["copy_audit"]["membership"]
        return found["control"], found["compared_with_other_scenes"]

    said = Said("name several scenes in TRAINING for a control between scenes", control("@training.tif")[0])
    said.require()
    words, is_between = control("@training.tif", "@more_training.tif")
    assert is_between and "the other training scenes" in words and "name several" not in words
    said.followed()


def _follow_verdict(words: str, site: Path, folder: Path, given: dict[str, Any], *changes: dict[str, Any]) -> None:
    """Check that a verdict on copies is open with words, and that each of several changes closes it."""
    given = {"training": ["@training.tif"], **given}
    said = Said(f"Whether this imagery copies is not known: .*{words}", _measure(site, folder, **given)[1])
    said.require()
    for change in changes:
        assert _measure(site, folder, **{**given, **change})[0]["copy_audit"]["decided"]
    said.followed()


def test_even_imagery_is_searched_in_larger_patches_or_gives_way_to_other(site: Path, tmp_path: Path) -> None:
    _follow_verdict(
        "Make PATCH larger, or measure imagery that shows more than one even area",
        site,
        tmp_path,
        {"synthetic": ["@squares.tif"]},
        {"patch": 64},
        {"synthetic": ["@synthetic.tif"]},
    )


@pytest.mark.parametrize(
    ("words", "given", "changes"),
    [
        ("Make PATCH or COUNT larger, or give more real imagery that the generator was not trained on",
         {"real": ["@mostly_even.tif"]},
         [{"patch": 64}, {"count": 40}, {"real": ["@mostly_even.tif", "@unseen.tif"]}]),
        ("Make PATCH larger, or give more real imagery that the generator was not trained on",
         {"real": ["@squares.tif"], "count": 120},
         [{"patch": 64}, {"real": ["@squares.tif", "@unseen.tif"]}]),
        ("Give more real imagery that the generator was not trained on, or make PATCH smaller",
         {"real": ["@training.tif", "@tiny.tif"], "patch": 64},
         [{"patch": 32}, {"real": ["@training.tif", "@tiny.tif", "@unseen.tif"]}]),
        (r"Give more real imagery that the generator was not trained on\.$",
         {"real": ["@training.tif", "@tiniest.tif"]},
         [{"real": ["@training.tif", "@tiniest.tif", "@unseen.tif"]}]),
    ],
    ids=["COUNT limits the patches", "imagery limits the patches", "one unseen patch", "one unseen smallest patch"],
)  # fmt: skip
def test_unseen_imagery_without_detail_gets_what_gives_it_some(
    words: str, given: dict[str, Any], changes: list[dict[str, Any]], site: Path, tmp_path: Path
) -> None:
    _follow_verdict(words, site, tmp_path, given, *changes)


@pytest.mark.parametrize(
    ("words", "given", "changes"),
    [
        ("More patches help: give more imagery, or make PATCH smaller", {"patch": 64},
         [{"real": ["@real.tif", "@unseen.tif"]}, {"patch": 32}]),
        (r"More patches help: give more imagery\.$", {"real": ["@small.tif"]}, [{"real": ["@real.tif"]}]),
    ],
    ids=["patches that may be smaller", "the smallest patches"],
)  # fmt: skip
def test_classes_in_too_few_patches_get_more_of_them(
    words: str, given: dict[str, Any], changes: list[dict[str, Any]], site: Path, tmp_path: Path
) -> None:
    def coverage(**more: Any) -> dict[str, Any]:
        return _measure(site, tmp_path, **{"count": 60, **given, **more})[0]["sets"]["synthetic"]["range_coverage"]

    said = Said(words, coverage()["note"])
    said.require()
    for change in changes:
        assert list(coverage(**change)["classes"]) == ["land"]
    said.followed()
