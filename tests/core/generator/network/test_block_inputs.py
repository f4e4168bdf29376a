"""Blocks are prepared without PyTorch, and to the last bit as PyTorch prepares training crops."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from satsyn_core.generator.network.architecture import Architecture
from satsyn_core.generator.network.block_inputs import block_inputs
from satsyn_core.generator.network.inputs import block_labels, network_inputs
from satsyn_core.generator.network.noise import HashedNoise

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
    noise = HashedNoise(7, 160, -3200)
    found = block_inputs(architecture, classes, noise)
    expected = network_inputs(architecture, block_labels(architecture, classes, noise), noise)
    assert found.size == expected.labels.size
    assert np.array_equal(found.classes, expected.labels.classes)
    assert np.array_equal(found.distance, expected.labels.distance)
    for own, tensors in ((found.coarse, expected.labels.coarse), (found.noise, expected.noise)):
        for array, tensor in zip(own, tensors, strict=True):
            assert array.dtype == np.float32
            assert np.array_equal(array, tensor)
