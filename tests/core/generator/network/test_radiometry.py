"""Gains and offsets of classes: the same in blocks and in training, and without a seam between classes."""

from __future__ import annotations

import numpy as np
import torch

from satsyn_core.generator.network.architecture import Architecture
from satsyn_core.generator.network.radiometry import adjusted_block, class_positions, code_radiometry
from satsyn_core.generator.network.styled_images import adjusted_images

RADIOMETRY = np.array([[0.5, 0.1, -0.2, 0.3], [2.0, -0.4, 0.0, 0.2]], np.float32)


def made_up_block() -> tuple[np.ndarray, np.ndarray]:
    """Return imagery (3, 12, 16) and classes with a margin of 3: class 0, class 1, and unknown pixels to the east."""
    imagery = np.random.default_rng(0).uniform(-0.3, 0.3, (3, 12, 16)).astype(np.float32)
    classes = np.zeros((18, 22), np.uint8)
    classes[:, 8:] = 1
    classes[:, 14:] = 255
    return imagery, classes


def test_a_class_has_its_gain_and_offsets_unknown_pixels_have_none_and_edges_blend() -> None:
    imagery, classes = made_up_block()
    adjusted = adjusted_block(imagery, RADIOMETRY, classes)
    first, second, unknown = slice(0, 4), slice(6, 10), slice(12, 16)
    for columns, (gain, *offsets) in ((first, RADIOMETRY[0]), (second, RADIOMETRY[1]), (unknown, (1, 0, 0, 0))):
        expected = imagery[..., columns] * gain + np.array(offsets)[:, None, None]
        assert np.allclose(adjusted[..., columns], expected, atol=1e-6)
    # A pixel beside the edge has a third of its neighbours beyond it.
    gain, *offsets = (RADIOMETRY[0] * 2 + RADIOMETRY[1]) / 3
    assert np.allclose(adjusted[..., 4], imagery[..., 4] * gain + np.array(offsets)[:, None], atol=1e-6)


def test_blocks_and_training_images_are_adjusted_alike() -> None:
    imagery, classes = made_up_block()
    block = adjusted_block(imagery, RADIOMETRY, classes)
    near = torch.from_numpy(classes[2:-2, 2:-2].copy())
    images = adjusted_images(torch.from_numpy(imagery)[None], torch.from_numpy(RADIOMETRY)[None], near[None])
    assert np.allclose(images[0].numpy(), np.clip(block, -1, 1), atol=1e-6)


def test_a_code_holds_the_numbers_of_each_class_once() -> None:
    architecture = Architecture(classes=2, bands=3)
    code = np.arange(architecture.code_size + 8, dtype=np.float32)
    radiometry = code_radiometry(architecture, code)
    assert radiometry is not None
    positions = [class_positions(architecture, index, len(code)) for index in range(2)]
    assert [own[-4:].tolist() for own in positions] == radiometry.astype(int).tolist()
    found = np.concatenate([np.arange(architecture.global_code), *positions])
    assert sorted(found.tolist()) == list(range(len(code)))
    assert code_radiometry(architecture, code[: architecture.code_size]) is None
