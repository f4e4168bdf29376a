"""Of the codes that a generator is given, those are kept in whose style land cover can be read."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn.functional import one_hot

from satsyn_core.contract.class_scheme import UNKNOWN
from satsyn_core.generator.training.style_bank import KEEP_FRACTION, segmentation_score, select_segmentable

CLASSES, SIZE = 3, 16


def test_styles_that_drown_the_classes_are_left_out_and_the_others_keep_their_order() -> None:
    """Each class has a colour of its own, and as much of the image as the code says has that of the first class."""
    torch.manual_seed(1)
    labels = torch.randint(CLASSES, (4, SIZE, SIZE), dtype=torch.uint8)
    labels[:, :2] = UNKNOWN
    colours = one_hot(labels.long().clamp_max(CLASSES - 1), CLASSES).movedim(-1, 1).float()

    def painted(codes: Tensor) -> Tensor:
        images = colours.repeat(len(codes), 1, 1, 1)
        drowned = (
            torch.rand(len(images), 1, SIZE, SIZE) < codes[:, 0].repeat_interleave(len(labels))[:, None, None, None]
        )
        return torch.where(drowned, torch.eye(CLASSES)[0][:, None, None], images)

    bank = torch.cat([torch.linspace(0.1, 0.0, 6), torch.full((8,), 0.6), torch.linspace(0.1, 0.0, 6)])[:, None]
    kept = select_segmentable(bank, labels, painted, lambda image: image)
    assert len(kept) == round(KEEP_FRACTION * len(bank))
    assert torch.equal(kept, torch.cat([bank[:6], bank[14:]]))


def test_the_score_is_the_mean_over_the_classes_that_are_there_and_unlabelled_pixels_do_not_count() -> None:
    labels = torch.tensor([[[0, 0, 0, 2, 255, 255]]], dtype=torch.uint8)
    told = one_hot(torch.tensor([[[0, 0, 2, 2, 1, 1]]]), CLASSES).movedim(-1, 1).float()
    assert segmentation_score(told, labels) == pytest.approx((2 / 3 + 1 / 2) / 2)
