"""The network's inputs: the same for training and generation, for a part and for the whole."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from satsyn_core.generator.network.architecture import SLOPE_REACH, STRIDES, Architecture
from satsyn_core.generator.network.inputs import (
    LabelCrop,
    label_inputs,
    network_inputs,
    stack_labels,
    training_labels,
)
from satsyn_core.generator.network.noise import RandomNoise

ARCHITECTURE = Architecture(classes=3, channels=(4, 4, 4, 4), blocks=(1, 1, 1, 1), instance_classes=(2,))
SIZE = 32


def land_cover(seed: int, size: int = SIZE) -> NDArray[np.uint8]:
    """Return class indices with the label margin: rectangles of 8 pixels, some of them unknown."""
    cells = np.random.default_rng(seed).integers(0, 4, (60, 60)).astype(np.uint8)
    cells[cells == 3] = 255
    side = size + 2 * ARCHITECTURE.label_margin
    return np.kron(cells, np.ones((8, 8), np.uint8))[:side, :side]


def crop(seed: int, *, exact: bool) -> LabelCrop:
    return training_labels(ARCHITECTURE, land_cover(seed), np.random.default_rng(seed), exact=exact)


def test_each_scale_has_its_features_and_its_noise() -> None:
    inputs = network_inputs(ARCHITECTURE, crop(1, exact=True), RandomNoise())
    for scale, (features, noise) in enumerate(zip(inputs.labels.pyramid(), inputs.noise, strict=True)):
        cells = SIZE // STRIDES[scale] + 2 * ARCHITECTURE.margins[scale]
        assert features.shape == (1, ARCHITECTURE.label_features(scale), cells, cells)
        assert noise.shape == (1, ARCHITECTURE.noise_fields(scale), cells, cells)


def test_distances_of_whole_training_crops_are_rounded_to_sixteenths_of_a_pixel() -> None:
    exact, rounded = crop(2, exact=True).distance, crop(2, exact=False).distance
    assert 0 < (exact - rounded).abs().max() <= 1 / 32
    assert torch.equal(rounded * 16, (rounded * 16).round())


def test_a_batch_has_the_inputs_of_its_crops() -> None:
    crops = [crop(seed, exact=True) for seed in range(3)]
    together = label_inputs(ARCHITECTURE, stack_labels(crops))
    for number, one in enumerate(crops):
        alone, selected = label_inputs(ARCHITECTURE, one), together.select(slice(number, number + 1))
        for own, of_batch in zip(alone.pyramid(), selected.pyramid(), strict=True):
            assert torch.equal(own, of_batch)
    again = together.select(torch.tensor([2, 0, 2]))
    assert torch.equal(again.classes[0], again.classes[2])
    assert again.instances is not None
    assert torch.equal(again.instances[0], again.instances[2])


def test_core_planes_lie_on_the_image() -> None:
    labels = crop(4, exact=True)
    margin = ARCHITECTURE.label_margin
    assert np.array_equal(labels.core_classes(ARCHITECTURE)[0], land_cover(4)[margin:-margin, margin:-margin])
    side = SIZE + 2 * SLOPE_REACH
    assert labels.core_distance(ARCHITECTURE).shape == (1, side, side)


def test_noise_amplitudes_can_be_set_for_a_step() -> None:
    labels = label_inputs(ARCHITECTURE, crop(5, exact=True))
    noise = labels.with_noise(RandomNoise(amplitudes=(1.0, 1.0, 1.0, 0.0))).noise
    assert (noise[-1][:, : ARCHITECTURE.noise_channels[-1]] == 0).all()
    assert (noise[0] != 0).any()


def test_a_generator_without_shapes_and_instances_is_fed_classes_alone() -> None:
    plain = Architecture(classes=3, edge_distance=0, edge_direction=False)
    side = SIZE + 2 * plain.label_margin
    labels = training_labels(plain, np.ones((side, side), np.uint8), np.random.default_rng(0), exact=True)
    assert labels.instances is None
    assert not labels.distance.any()
    inputs = network_inputs(plain, labels, RandomNoise())
    assert [features.shape[1] for features in inputs.labels.coarse] == [3, 3, 3]
    assert all((features[:, 1] == 1).all() for features in inputs.labels.coarse)
