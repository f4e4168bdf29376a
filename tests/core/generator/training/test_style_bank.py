"""Random styles take those classes of a code in whose style the class is recognised."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn.functional import one_hot

from satsyn_core.contract.class_scheme import UNKNOWN
from satsyn_core.generator.network.architecture import Architecture
from satsyn_core.generator.training.style_bank import LegibilityTrial, class_recalls, drawable_classes

CLASSES, SIZE, ENTRIES = 3, 16, 24
ARCHITECTURE = Architecture(classes=CLASSES, bands=3)


def trial_of(labels: Tensor) -> LegibilityTrial:
    """Return a trial in which each class has a band of its own, and the code of a class says on what share of its
    pixels another band is drawn.
    """
    colours = one_hot(labels.long().clamp_max(CLASSES - 1), CLASSES).movedim(-1, 1).float()

    def generate(codes: Tensor) -> Tensor:
        shares = torch.stack([codes[:, ARCHITECTURE.class_code_of(index)][:, 0] for index in range(CLASSES)], 1)
        of_pixels = (
            shares.repeat_interleave(len(labels), 0)[:, :, None, None] * colours.repeat(len(codes), 1, 1, 1)
        ).sum(1)
        wrong = torch.rand(of_pixels.shape) < of_pixels
        images = colours.repeat(len(codes), 1, 1, 1)
        return torch.where(wrong[:, None], images.roll(1, 1), images)

    return LegibilityTrial(labels, generate, lambda images: images)


def test_a_code_loses_the_class_that_is_not_recognised_in_its_style_and_no_other() -> None:
    torch.manual_seed(1)
    labels = torch.randint(CLASSES - 1, (4, SIZE, SIZE), dtype=torch.uint8)
    labels[:, :2] = UNKNOWN
    bank = torch.zeros(ENTRIES, ARCHITECTURE.code_size)
    bank[[2, 9], ARCHITECTURE.class_code_of(0).start] = 0.9
    bank[[9, 17, 20], ARCHITECTURE.class_code_of(1).start] = 0.8
    drawable = drawable_classes(bank, ARCHITECTURE, [trial_of(labels), trial_of(labels.flip(1))], seed=4)
    expected = torch.ones(ENTRIES, CLASSES, dtype=torch.bool)
    expected[[2, 9], 0] = False
    expected[[9, 17, 20], 1] = False
    # No crop shows the last class, so that nothing speaks against any of its codes.
    assert torch.equal(drawable, expected)


def test_recall_is_of_the_pixels_of_a_class_and_unlabelled_pixels_do_not_count() -> None:
    labels = torch.tensor([[[0, 0, 0, 2, 255, 255]]], dtype=torch.uint8)
    predicted = one_hot(torch.tensor([[[0, 0, 2, 2, 1, 1]]]), CLASSES).movedim(-1, 1).float()
    recalls = class_recalls(predicted, labels)
    assert recalls[[0, 2]].tolist() == pytest.approx([2 / 3, 1])
    assert recalls[1].isnan()
