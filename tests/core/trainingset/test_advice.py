"""What sentences about training sets propose is followed to the letter, and the step that was refused is done."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from affine import Affine

from satsyn_core.contract.class_scheme import ClassScheme, LandCoverClass
from satsyn_core.generator.model import GeneratorDescription
from satsyn_core.jobs import job_named
from satsyn_core.process.fingerprint import Fingerprint
from satsyn_core.raster.grid import Grid
from satsyn_core.scenes.value_comparison import FoundValues
from satsyn_core.trainingset.plan.chips import Chips, regular_chips
from satsyn_core.trainingset.plan.footprints import GroundPlane, count_chips_seen
from satsyn_core.trainingset.plan.splits import Shares, SplitOptions, by_blocks, by_scenes, divide
from satsyn_core.trainingset.request import read_request
from satsyn_core.trainingset.scene_pool import SceneInfo, check_generator
from satsyn_core.trainingset.synthesis.label_filter import load_filter_model
from satsyn_core.trainingset.writing.stac import check_places
from satsyn_core.trainingset.writing.work_folder import SetWorkFolder
from tests.core.trainingset.conftest import MakeRecord
from tests.support.proposals import Said, follow, refusal
from tests.support.rasters import UTM, RecordingReporter
from tests.support.tiny_model import tiny_generator
from tests.support.tiny_segmenter import tiny_segmenter

SAME, OTHER = Fingerprint({"seed": 0}), Fingerprint({"seed": 1})
SIZE = 32
THREE = Shares((0.6, 0.2, 0.2))


def _open(target: Path, fingerprint: Fingerprint, existing: str) -> None:
    with SetWorkFolder(target, fingerprint, existing):
        pass


def _interrupted(target: Path, record: MakeRecord) -> None:
    with pytest.raises(KeyError), SetWorkFolder(target, SAME, "refuse") as folder:
        folder.start(RecordingReporter())
        folder.add(record(0, 0))
        raise KeyError


@pytest.mark.parametrize("existing", ["resume", "overwrite"])
def test_an_unfinished_set_is_resumed_or_overwritten(existing: str, tmp_path: Path, record: MakeRecord) -> None:
    target = tmp_path / "set"
    _interrupted(target, record)
    with refusal("An unfinished training set lies in .*: set EXISTING to resume .*, or to overwrite to start") as said:
        _open(target, SAME, "refuse")
    assert existing in said.text
    _open(target, SAME, existing)
    said.followed()


def test_an_unfinished_set_of_other_input_gets_the_same_or_is_overwritten(tmp_path: Path, record: MakeRecord) -> None:
    target, words = tmp_path / "set", "was begun with other input .*: give the same again, or set EXISTING to overwrite"
    _interrupted(target, record)
    follow(words, lambda: _open(target, OTHER, "resume"), lambda: _open(target, SAME, "resume"))
    follow(words, lambda: _open(target, OTHER, "resume"), lambda: _open(target, OTHER, "overwrite"))


def test_what_lies_in_an_unfinished_set_is_moved_away(tmp_path: Path, record: MakeRecord) -> None:
    target = tmp_path / "set"
    _interrupted(target, record)
    notes = tmp_path / "set.partial" / "notes.txt"
    notes.write_text("years of work")
    follow("holds what SatSyn did not write: .* Move that away", lambda: _open(target, SAME, "resume"),
           act=lambda: shutil.move(notes, tmp_path / "notes.txt"))  # fmt: skip


def test_a_finished_set_without_a_whole_manifest_gives_way(tmp_path: Path) -> None:
    target, words = tmp_path / "set", "is damaged .*: choose another folder, or move this one away"
    target.mkdir()
    (target / "manifest.json").write_text('{"schema": "satsyn-training-set", "chips": [', encoding="utf-8")
    (target / "classes.json").write_text("{}", encoding="utf-8")
    follow(words, lambda: _open(target, SAME, "overwrite"), lambda: _open(tmp_path / "other", SAME, "overwrite"))
    follow(words, lambda: _open(target, SAME, "overwrite"), act=lambda: target.rename(tmp_path / "moved"))


def test_a_place_that_is_no_folder_of_a_set_is_left(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").touch()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    new = tmp_path / "new"
    follow("notes.txt is a file: name a folder", lambda: _open(tmp_path / "notes.txt", SAME, "refuse"),
           lambda: _open(new, SAME, "refuse"))  # fmt: skip
    follow("holds other files and no training set: choose a new or empty folder",
           lambda: _open(tmp_path / "mine", SAME, "refuse"), lambda: _open(new, SAME, "refuse"))  # fmt: skip
    follow("is a symbolic link: name the folder that it leads to", lambda: _open(tmp_path / "link", SAME, "refuse"),
           lambda: _open(tmp_path / "there", SAME, "refuse"))  # fmt: skip


def test_a_style_image_needs_its_style(tmp_path: Path) -> None:
    def read(**given: str) -> None:
        files = {"imagery": ["a.tif"], "landcover": ["b.tif"], "output": str(tmp_path / "set"), "style_image": "c.tif"}
        for name in ("a.tif", "b.tif", "c.tif"):
            (tmp_path / name).touch()
        absolute = {name: [str(tmp_path / one) for one in value] if isinstance(value, list) else value
                    for name, value in files.items()}  # fmt: skip
        read_request(job_named("build-training-set").read_parameters({**absolute, "synthetic_percent": 20, **given}))

    follow("There is a STYLE_IMAGE, but STYLE is scene: set STYLE to image", read, lambda: read(style="image"))


def test_a_finished_set_is_moved_when_its_place_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What uses the place is here whatever keeps a folder from being renamed, as a program on Windows does."""
    target, in_use = tmp_path / "set", True
    rename = Path.replace

    def replaced(self: Path, to: Path) -> Path:
        if in_use and self.name == "set.partial":
            raise PermissionError(13, "Permission denied", str(self))
        return rename(self, to)

    def build(existing: str) -> None:
        with SetWorkFolder(target, SAME, existing) as folder:
            folder.start(RecordingReporter())
            (folder.path / "manifest.json").write_text('{"schema": "satsyn-training-set"}')
            folder.publish()

    monkeypatch.setattr(Path, "replace", replaced)
    with refusal("close whatever uses it, and run this again with EXISTING resume") as said:
        build("refuse")
    in_use = False
    build("resume")
    said.followed()


def _scene(x: float, pixels: int = 512) -> Grid:
    return Grid(UTM, Affine(2, 0, x, 0, -2, 2_780_000), pixels, pixels)


def _chips(*grids: Grid, size: int = SIZE) -> tuple[Chips, GroundPlane]:
    return regular_chips(list(grids), size, size), GroundPlane.of(list(grids))


def test_chips_that_cannot_be_divided_get_smaller_blocks_smaller_chips_or_other_shares() -> None:
    chips, plane = _chips(_scene(331_000))
    words = "choose smaller blocks with SPLIT_BLOCK .*, a smaller CHIP_SIZE, more imagery, or other shares with SPLIT"
    with refusal(words) as said:
        by_blocks(chips, plane, 16, THREE, 0)
    by_blocks(chips, plane, 4, THREE, 0)
    by_blocks(*_chips(_scene(331_000), size=8), 16, THREE, 0)
    by_blocks(*_chips(*(_scene(x) for x in (331_000, 341_000, 351_000))), 16, THREE, 0)
    by_blocks(chips, plane, 16, Shares((1, 0, 0)), 0)
    said.followed()
    with refusal("choose other shares with SPLIT, or SPLIT_BY blocks") as said:
        by_scenes(chips, plane, THREE, 0)
    by_scenes(chips, plane, Shares((1, 0, 0)), 0)
    by_blocks(chips, plane, 4, THREE, 0)
    said.followed()


def _warnings_of_division(pixels: int, block: int | None, buffer: float, shares: Shares) -> list[str]:
    plane, reporter = GroundPlane.of([_scene(331_200, pixels)]), RecordingReporter()
    chips = regular_chips(plane.grids, SIZE, SIZE)
    divide(chips, plane, SplitOptions("blocks", shares, block, "", "", buffer), SIZE, 0, reporter)
    return reporter.warnings


def test_shares_come_out_as_asked_for_with_what_the_warning_names() -> None:
    half = Shares((0.5, 0.5, 0.0))
    (warning,) = _warnings_of_division(256, None, 32.0, half)
    said = Said("Choose a smaller BUFFER, another SPLIT_BLOCK or more imagery", warning)
    assert not _warnings_of_division(256, None, 0.0, half)
    assert not _warnings_of_division(2048, None, 32.0, half)
    assert not all(_warnings_of_division(256, block, 32.0, half) for block in range(1, 5))
    said.followed()


def test_a_split_without_chips_gets_some() -> None:
    shares = Shares.parse("20 80 0")
    words = "No chip is left for train: choose a smaller BUFFER or other SPLIT_BLOCK"
    said = Said(words, " ".join(_warnings_of_division(256, None, 32.0, shares)))
    assert "No chip is left" not in " ".join(_warnings_of_division(256, None, 0.0, shares))
    assert any("No chip" not in " ".join(_warnings_of_division(256, block, 32.0, shares)) for block in range(1, 5))
    said.followed()


def test_chips_on_the_ground_of_a_generator_are_tested_elsewhere() -> None:
    generator, seen = tiny_generator(), _scene(331_000)
    area = {
        "crs": UTM.to_wkt(),
        "footprint": shapely.geometry.mapping(shapely.box(331_000, 2_779_000, 332_000, 2_780_000)),
    }
    trained = replace(generator.description, provenance={"training_area": [area]})

    def warnings(grid: Grid, description: GeneratorDescription = trained) -> list[str]:
        reporter = RecordingReporter()
        count_chips_seen(*_chips(grid), replace(generator, description=description), reporter)
        return reporter.warnings

    said = Said("Test elsewhere, or train a generator without that area", " ".join(warnings(seen)))
    assert not warnings(_scene(341_000))
    far = {**area, "footprint": shapely.geometry.mapping(shapely.box(341_000, 2_779_000, 342_000, 2_780_000))}
    assert not warnings(seen, replace(trained, provenance={"training_area": [far]}))
    said.followed()


def test_scenes_fit_the_generator_when_bands_are_named_or_it_is_another(scene: SceneInfo) -> None:
    generator, reporter = tiny_generator(), RecordingReporter()

    def check(one: SceneInfo, band_names: tuple[str, ...] = generator.band_names) -> None:
        other = replace(generator, description=replace(generator.description, band_names=band_names))
        check_generator([one], other, reporter)

    with refusal("give the model's order with BANDS, as in ") as said:
        check(replace(scene, band_names=("blue", "green", "red")))
    order = [int(band) - 1 for band in said.part('as in "([0-9 ]+)"').split()]
    check(replace(scene, band_names=tuple(("blue", "green", "red")[place] for place in order)))
    said.followed()
    four = replace(scene, band_names=("red", "green", "blue", "infrared"))
    words = "choose another model, or name the bands to use with BANDS"
    follow(words, lambda: check(four), lambda: check(four, four.band_names))
    follow(words, lambda: check(four), lambda: check(scene))
    wide = replace(scene, dtype="uint16", values=FoundValues("", "uint16", np.arange(0, 250, dtype=np.uint16)))
    converted = replace(scene, values=FoundValues("", "uint8", np.arange(0, 250, dtype=np.uint8)))
    follow("which would be mixed in one set: choose another model, or convert the imagery first",
           lambda: check(wide), lambda: check(converted))  # fmt: skip


def test_scenes_without_place_get_one_or_no_date(scene: SceneInfo) -> None:
    placeless = replace(scene, grid=replace(scene.grid, crs=None))
    words = "has no coordinate system, or a local one: leave STAC_DATE empty, or give it one"
    follow(words, lambda: check_places([placeless]), lambda: check_places([scene]))


def test_another_filter_model_is_chosen(tmp_path: Path, scheme: ClassScheme) -> None:
    path = tmp_path / "filter.safetensors"
    tiny_segmenter().save(path)
    more = ClassScheme((*scheme.classes, LandCoverClass(6, "rail", (1, 2, 3))))
    follow("has no class rail .*: choose one that was trained on the classes of this set",
           lambda: load_filter_model(str(path), more, 3),
           lambda: load_filter_model(str(path), scheme, 3))  # fmt: skip
