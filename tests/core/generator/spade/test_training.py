"""Training as the source work does: its losses, its steps, and going on after a stop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import InputError, JobCancelledError
from satsyn_core.generator.model import GeneratorDescription
from satsyn_core.generator.network.label_features import one_hot
from satsyn_core.generator.spade.losses import diversity, feature_matching
from satsyn_core.generator.spade.model import SpadeGenerator
from satsyn_core.generator.spade.settings import SpadeSettings
from satsyn_core.generator.spade.training import SpadeMethod, SpadePlan
from satsyn_core.generator.training.crops import GeneratorCrops
from satsyn_core.generator.training.loop import SAMPLES, GeneratorTraining
from satsyn_core.generator.training.losses import divergence_from_prior
from satsyn_core.generator.training.method import TrainingOptions, build_generator
from satsyn_core.learning.devices import make_fabric
from satsyn_core.learning.loop import Schedule, run_training
from satsyn_core.scenes.value_range import ValueRange
from tests.core.generator.spade.conftest import NARROW
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.scenes import training_scene

COLOURS = [(40 * index, 10, 200) for index in range(5)]

WISHES = TrainingOptions(iterations=4, diversity=6, seed=1, warm_up=0, crop=32, batch=2, vgg=False)

EVERY_STEP = Schedule(log=1, checkpoint=1, preview=100, validation=0)

Start = Callable[[], tuple[SpadeMethod, GeneratorCrops]]


@pytest.fixture
def start(make_raster: RasterFactory, town: NDArray[np.uint8], scheme: ClassScheme) -> Start:
    """What begins a training anew, on imagery in which every class has a colour."""
    colours = np.random.default_rng(1).integers(20, 235, (6, 3), dtype=np.uint8)
    image = make_raster(colours[town].transpose(2, 0, 1), name="image.tif")
    cover = make_raster(np.where(town == 1, 0, town).astype(np.uint8), nodata=0, name="cover.tif")
    plan = SpadePlan.of(WISHES, NARROW)
    scene = training_scene(image, cover, scheme)

    def begun() -> tuple[SpadeMethod, GeneratorCrops]:
        method = plan.method(5, 3, make_fabric("cpu", "full"), RecordingReporter())
        return method, GeneratorCrops([scene], method.architecture, ValueRange(0, 255, "uint8"), plan.crop, plan.seed)

    return begun


def test_the_divergence_does_not_grow_with_the_batch() -> None:
    means, variances = torch.randn(4, 8), torch.randn(4, 8)
    once = divergence_from_prior(means, variances)
    twice = divergence_from_prior(means.repeat(2, 1), variances.repeat(2, 1))
    assert twice == pytest.approx(float(once))
    by_hand = 0.5 * (means**2 + variances.exp() - 1 - variances).sum() / 4
    assert once == pytest.approx(float(by_hand), rel=1e-5)


def test_diversity_is_the_ratio_of_mean_distances_and_has_no_ceiling() -> None:
    first, second = torch.zeros(2, 3, 4, 4), torch.ones(2, 3, 4, 4)
    codes = torch.zeros(2, 8)
    assert diversity(first, second, codes, codes + 0.5) == pytest.approx(-2)
    assert diversity(first, second, codes, codes + 0.01) == pytest.approx(-100)


def test_feature_matching_sums_layers_averages_scales_and_leaves_scores_out() -> None:
    zero, one = torch.zeros(1, 2, 3, 3), torch.ones(1, 2, 3, 3)
    assert feature_matching([[one, one, zero], [zero, one, zero]], [[zero, zero, one], [zero, zero, one]]) == 1.5


def test_the_published_settings_are_the_default() -> None:
    settings = SpadePlan.of(TrainingOptions(iterations=10, diversity=6, seed=0, warm_up=200)).settings
    assert settings == SpadeSettings(iterations=10)
    assert (settings.crop, settings.batch, settings.generator_rate, settings.discriminator_rate) == (
        256,
        16,
        1e-4,
        4e-4,
    )
    weights = settings.weights
    assert (weights.feature_matching, weights.perceptual, weights.divergence) == (10, 10, 0.05)


def test_a_crop_that_cannot_be_doubled_to_is_refused() -> None:
    with pytest.raises(InputError, match="CROP must be a multiple of 32, not 48"):
        SpadePlan.of(TrainingOptions(iterations=10, diversity=6, seed=0, warm_up=0, crop=48))


def test_a_step_moves_every_network_and_tells_its_losses(start: Start) -> None:
    method, sampler = start()
    before = {name: weights.detach().clone() for name, weights in method.state.named_parameters()}
    losses = method.step(sampler.draw(0, method.crops_per_step), 0)
    assert {
        "discriminator_real", "discriminator_synthetic", "patch_adversarial", "feature_matching", "divergence",
        "diversity",
    } == set(losses)  # fmt: skip
    assert all(np.isfinite(list(losses.values())))
    moved = {name.split(".")[0] for name, now in method.state.named_parameters() if not torch.equal(now, before[name])}
    assert moved == {"generator", "encoder", "discriminator"}


def test_a_stopped_training_resumes_to_the_same_weights(start: Start, tmp_path: Path) -> None:
    whole, part = tmp_path / "whole", tmp_path / "part"
    whole.mkdir()
    part.mkdir()
    method, sampler = start()
    run_training(GeneratorTraining(method, sampler, whole, COLOURS), whole, EVERY_STEP, RecordingReporter())
    expected = method.state.state_dict()
    method, sampler = start()
    with pytest.raises(JobCancelledError):
        training = GeneratorTraining(method, sampler, part, COLOURS)
        run_training(training, part, EVERY_STEP, RecordingReporter(cancel_after=2))
    method, sampler = start()
    reporter = RecordingReporter()
    run_training(GeneratorTraining(method, sampler, part, COLOURS), part, EVERY_STEP, reporter)
    assert "goes on after step 2" in reporter.text
    found = method.state.state_dict()
    assert all(torch.equal(expected[name], found[name]) for name in expected)


def test_a_finished_training_gives_a_generator_that_paints_as_its_sheet_shows(
    start: Start, scheme: ClassScheme, tmp_path: Path
) -> None:
    method, sampler = start()
    training = GeneratorTraining(method, sampler, tmp_path, COLOURS)
    run_training(training, tmp_path, EVERY_STEP, RecordingReporter())
    assert (tmp_path / SAMPLES).is_file()
    crops = sampler.draw(99, 2)
    rendered = method.generate(crops, method.encode_styles(crops), seed=0)
    generator = build_generator(
        method,
        sampler,
        GeneratorDescription(
            name="own",
            scheme=scheme,
            band_names=("red", "green", "blue"),
            values=sampler.value_range,
            ground_sampling_distance=1.0,
            provenance={},
        ),
    )
    assert isinstance(generator, SpadeGenerator)
    assert generator.provenance["settings"]["weights"]["diversity"] == 6
    codes = generator.encoder(torch.from_numpy(crops.image))[0]
    again = generator.network(one_hot(torch.from_numpy(crops.labels), 5, unknown_channel=True), codes)
    assert torch.allclose(rendered, again, atol=1e-5)


def test_missing_vgg_weights_are_told_and_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # A proxy that nobody answers at: the machine is offline, whatever it is really.
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    reporter = RecordingReporter()
    plan = SpadePlan.of(TrainingOptions(iterations=1, diversity=6, seed=0, warm_up=0, crop=32, batch=2), NARROW)
    method = plan.method(5, 3, make_fabric("cpu", "full"), reporter)
    (warning,) = reporter.warnings
    assert "VGG-19 can't be had" in warning
    assert "goes on without the perceptual loss" in warning
    assert method.settings.weights.perceptual == 0
