"""Trainings that start from a generator which was trained before."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors.numpy import load_file

from satsyn_core.contract.bundled import BUNDLED_MODEL
from satsyn_core.contract.errors import InputError
from satsyn_core.contract.model_metadata import read_metadata
from satsyn_core.generator.engine_choice import EngineOptions, make_engine
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.styles import SceneStyle
from satsyn_core.generator.training import seamless
from satsyn_core.generator.training.warm_start import values_sentence
from satsyn_core.jobs import run_job
from satsyn_core.scenes.value_range import ValueRange
from tests.support.rasters import RasterFactory, RecordingReporter

SHORT = {"iterations": 8, "crop": 32, "batch": 4, "initial_model": str(BUNDLED_MODEL)}
"""Steps, and where they start from."""


def train(values: dict[str, object], output: Path, reporter: RecordingReporter, **changes: object) -> dict[str, object]:
    return run_job("train-generator", {**SHORT, **values, "output": str(output), **changes}, reporter)


def test_the_networks_start_with_the_weights_of_the_model(
    ground: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    output = tmp_path / "own.safetensors"
    # In the warm-up the discriminator alone learns.
    train(ground, output, reporter, iterations=2, warm_up=2)
    assert "100% of the weights start from those of urban-vhr" in reporter.text
    bundled, own = load_file(BUNDLED_MODEL), load_file(output)
    networks = [name for name in bundled if name.startswith(("generator.", "encoder."))]
    assert networks
    assert all(np.array_equal(bundled[name], own[name]) for name in networks)
    assert not np.array_equal(bundled["style_bank"], own["style_bank"])


def test_there_is_no_time_without_a_discriminator_and_weights_are_scored_sooner(
    ground: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    outputs = train(ground, tmp_path / "own.safetensors", reporter, iterations=4, warm_up=1)
    assert outputs["BEST_STEP"] == 4
    assert outputs["VALIDATION_DISTANCE"] is not None


def test_every_style_code_is_kept_with_the_classes_that_may_be_drawn_from_it(
    ground: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    output = tmp_path / "own.safetensors"
    train(ground, output, reporter, iterations=51, warm_up=50)
    bank, drawable = (load_file(output)[name] for name in ("style_bank", "style_bank_classes"))
    assert drawable.shape == (len(bank), 5) == (seamless.CODES, 5)
    assert drawable.any(axis=0).all()


def test_the_card_tells_where_the_weights_come_from_and_counts_their_ground(
    ground: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    output = tmp_path / "own.safetensors"
    train(ground, output, reporter, iterations=2, warm_up=2)
    provenance, bundled = (read_metadata(path)["provenance"] for path in (output, BUNDLED_MODEL))
    assert provenance["started_from"]["name"] == "urban-vhr"
    assert provenance["started_from"]["licence"] == bundled["licence"]
    assert len(provenance["training_area"]) == 1 + len(bundled["training_area"])
    run_job("describe-model", {"model": str(output)}, reporter)
    lines = reporter.text.splitlines()
    ancestors = lines[lines.index("Started from:") + 1 :]
    licence = bundled["licence"]
    assert ancestors[0].startswith(f"  urban-vhr {provenance['started_from']['digest'][:12]}, data {bundled['data']}, ")
    assert f"licence {licence}, {bundled['steps']:,} steps" in ancestors[0]
    # What the bundled model started from had the same data and licence.
    assert ancestors[1].startswith("  urban-vhr ")
    assert licence not in ancestors[1]


def test_other_bands_start_anew_and_the_rest_from_the_model(
    make_raster: RasterFactory, ground: dict[str, object], town: NDArray[np.uint8], tmp_path: Path
) -> None:
    reporter = RecordingReporter()
    two = make_raster(np.stack([town * 10, town * 40]), name="two.tif")
    output = tmp_path / "own.safetensors"
    train({**ground, "imagery": [str(two)]}, output, reporter, iterations=2, warm_up=2)
    bundled, own = load_file(BUNDLED_MODEL), load_file(output)
    assert own["generator.exit.weight"].shape != bundled["generator.exit.weight"].shape
    assert np.array_equal(own["generator.entrance.weight"], bundled["generator.entrance.weight"])
    assert "100%" not in reporter.text


def test_fine_noise_is_as_loud_as_asked_for_and_the_weights_start_from_the_model_all_the_same(
    ground: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    output = tmp_path / "own.safetensors"
    train(ground, output, reporter, iterations=2, warm_up=2, fine_noise=1)
    own, bundled = (read_metadata(path)["architecture"]["noise_amplitudes"] for path in (output, BUNDLED_MODEL))
    assert own[:-1] == bundled[:-1]
    assert own[-1] == 1 != bundled[-1]
    assert "100% of the weights start from those of urban-vhr" in reporter.text


def test_another_model_to_start_from_is_another_training(ground: dict[str, object], tmp_path: Path) -> None:
    output = tmp_path / "own.safetensors"
    train(ground, output, RecordingReporter(), warm_up=1, iterations=2)
    with pytest.raises(
        InputError,
        match=r"another training: it differs in architecture, fine_noise_delay, initial, reconstruction_phase",
    ):
        train(ground, output, RecordingReporter(), warm_up=1, iterations=2, initial_model=None)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"preset": "base"}, "urban-vhr is not a generator of the size 'base': set PRESET to small"),
        ({"preset": "paper"}, "INITIAL_MODEL is for the presets small and base"),
        ({"initial_model": "missing.safetensors"}, r"missing\.safetensors"),
    ],
)
def test_models_that_cannot_be_started_from_are_refused(
    ground: dict[str, object], tmp_path: Path, reporter: RecordingReporter, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        train(ground, tmp_path / "own.safetensors", reporter, **changes)
    assert not list(tmp_path.glob("own*"))


def test_imagery_of_other_units_than_the_models_is_said_to_take_their_place() -> None:
    initial = load_generator(BUNDLED_MODEL)
    assert values_sentence(initial, ValueRange(0, 255, "uint8")) == ""
    assert "In this training, uint16 numbers from 0 to 9800 take their place" in values_sentence(
        initial, ValueRange(0, 9800, "uint16")
    )


def test_a_generator_that_is_told_of_instances_starts_by_painting_what_the_model_paints(
    ground: dict[str, object], town: NDArray[np.uint8], tmp_path: Path, reporter: RecordingReporter
) -> None:
    output = tmp_path / "own.safetensors"
    train(ground, output, reporter, iterations=2, warm_up=2, shapes="instances", instances="e", instance_size=8)
    assert "100% of the weights start from those of urban-vhr" in reporter.text
    assert read_metadata(output)["architecture"]["instance_classes"] == [4]
    bundled, own = (load_generator(path) for path in (BUNDLED_MODEL, output))
    rendered = []
    for generator in (bundled, own):
        around = np.full((64 + 2 * generator.margin,) * 2, 1, np.uint8)
        around[generator.margin :, generator.margin :][16:40, 16:48] = 4
        engine = make_engine(generator, SceneStyle(bundled.draw_style(0), 3), EngineOptions(device="cpu"))
        rendered.append(engine.render(around, 320, 640)[:, :64, :64])
    assert np.ptp(rendered[0]) > 100
    # Sums of more terms round differently.
    assert np.abs(rendered[0].astype(int) - rendered[1]).max() <= 1


def test_instances_of_a_class_that_is_not_there_are_refused(
    ground: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    with pytest.raises(InputError, match="INSTANCES names 'meadow', which is none of the classes a, b"):
        train(ground, tmp_path / "own.safetensors", reporter, shapes="instances", instances="meadow")
    with pytest.raises(InputError, match="the scheme marks no class as buildings"):
        train(ground, tmp_path / "own.safetensors", reporter, shapes="instances")
    with pytest.raises(InputError, match="INSTANCE_SIZE must be a multiple of 2, not 7"):
        train(ground, tmp_path / "own.safetensors", reporter, shapes="instances", instances="e", instance_size=7)


def test_what_the_model_is_told_of_shapes_is_taken_over(
    ground: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    first, second = tmp_path / "first.safetensors", tmp_path / "second.safetensors"
    train(ground, first, reporter, iterations=2, warm_up=2, shapes="instances", instances="e", instance_size=8)
    train(ground, second, RecordingReporter(), iterations=2, warm_up=2, initial_model=str(first))
    assert read_metadata(second)["architecture"] == read_metadata(first)["architecture"]
    assert np.array_equal(load_file(first)["generator.entrance.weight"], load_file(second)["generator.entrance.weight"])


def test_fine_noise_is_that_of_the_model_unless_another_is_asked_for(
    ground: dict[str, object], tmp_path: Path, reporter: RecordingReporter
) -> None:
    output = tmp_path / "own.safetensors"
    train(ground, output, reporter, iterations=2, warm_up=2, initial_model="sentinel2-rgbn")
    own, model = (
        read_metadata(path)["architecture"]["noise_amplitudes"]
        for path in (output, BUNDLED_MODEL.with_name("sentinel2-rgbn.safetensors"))
    )
    assert own[-1] == pytest.approx(model[-1])
