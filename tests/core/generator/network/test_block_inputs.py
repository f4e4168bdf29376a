"""Blocks are prepared without PyTorch, and to the last bit as PyTorch prepares training crops."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from satsyn_core.generator.network.architecture import Architecture
from satsyn_core.generator.network.block_inputs import block_inputs
from satsyn_core.generator.network.inputs import network_inputs, training_labels
from satsyn_core.generator.network.noise import HashedNoise, RandomNoise

EDGES = Architecture(classes=4)


@pytest.mark.parametrize(
    "architecture",
    [
        EDGES,
        replace(EDGES, instance_classes=(1, 3)),
        replace(EDGES, edge_direction=False),
        replace(EDGES, edge_distance=0, edge_direction=False),
    ],
)
def test_a_block_has_the_inputs_that_pytorch_makes(architecture: Architecture) -> None:
    height, width = (length + 2 * architecture.label_margin for length in (112, 208))
    coarse = np.random.default_rng(3).integers(0, 5, (height // 8 + 1, width // 8 + 1)).astype(np.uint8)
    coarse[coarse == 4] = 255
    classes = coarse.repeat(8, 0).repeat(8, 1)[:height, :width]
    crop = training_labels(architecture, classes, np.random.default_rng(3), exact=True)
    expected = network_inputs(architecture, crop, RandomNoise())
    # The values of instances in crops have this seed, and the place of a raster's first pixel.
    margin, seed = architecture.label_margin, int(np.random.default_rng(3).integers(1 << 32))
    found = block_inputs(architecture, classes, HashedNoise(seed, margin, margin))
    assert found.size == expected.labels.size
    assert np.array_equal(found.classes, expected.labels.classes)
    assert np.array_equal(found.distance, expected.labels.distance)
    for array, tensor in zip(found.coarse, expected.labels.coarse, strict=True):
        assert array.dtype == np.float32
        assert np.array_equal(array, tensor)
    for array, tensor, random in zip(found.noise, expected.noise, architecture.noise_channels, strict=True):
        assert array.shape == tensor.shape
        assert np.array_equal(array[:, random:], tensor[:, random:])
