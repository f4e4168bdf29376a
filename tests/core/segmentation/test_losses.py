from __future__ import annotations

import pytest
import torch

from satsyn_core.contract.class_scheme import UNKNOWN, ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.segmentation.losses import LOSS_NAMES, SegmentationLoss, parse_class_weights, parse_loss


@pytest.fixture
def labels() -> torch.Tensor:
    labels = torch.randint(0, 5, (2, 16, 16), generator=torch.Generator().manual_seed(0))
    labels[:, :4] = UNKNOWN
    return labels


def perfect(labels: torch.Tensor) -> torch.Tensor:
    """Return logits that are right and sure, and sure of class 0 where the label is unknown."""
    known = torch.where(labels == UNKNOWN, 0, labels)
    return 80.0 * torch.nn.functional.one_hot(known, 5).permute(0, 3, 1, 2).float() - 40.0


@pytest.mark.parametrize("name", LOSS_NAMES)
def test_a_perfect_prediction_costs_nothing_and_a_wrong_one_much(name: str, labels: torch.Tensor) -> None:
    loss = SegmentationLoss([name], torch.ones(5))
    right = perfect(labels)
    assert float(loss(right, labels)[name]) == pytest.approx(0, abs=1e-3)
    assert float(loss(right.roll(1, dims=1), labels)[name]) > 0.5


@pytest.mark.parametrize("name", LOSS_NAMES)
def test_unknown_pixels_do_not_count(name: str, labels: torch.Tensor) -> None:
    loss = SegmentationLoss([name], torch.ones(5))
    logits = torch.randn(2, 5, 16, 16, generator=torch.Generator().manual_seed(1))
    other = logits.clone()
    other[:, :, :4] = 7.0
    assert float(loss(logits, labels)[name]) == pytest.approx(float(loss(other, labels)[name]), rel=1e-5)


@pytest.mark.parametrize("name", LOSS_NAMES)
def test_a_batch_without_labels_costs_nothing_and_has_a_gradient(name: str) -> None:
    logits = torch.randn(1, 5, 8, 8, requires_grad=True)
    value = SegmentationLoss([name], torch.ones(5))(logits, torch.full((1, 8, 8), UNKNOWN))[name]
    value.backward()
    assert float(value) == 0
    assert logits.grad is not None and torch.isfinite(logits.grad).all()


@pytest.mark.parametrize("name", LOSS_NAMES)
def test_crops_of_ignored_classes_alone_cost_nothing_in_cross_entropy_and_have_a_gradient(name: str) -> None:
    weights, labels = torch.tensor([0.0, 1, 1, 1, 1]), torch.zeros(1, 8, 8, dtype=torch.long)
    logits = torch.randn(1, 5, 8, 8, requires_grad=True)
    value = SegmentationLoss([name], weights)(logits, labels)[name]
    value.backward()
    assert torch.isfinite(value) and (name != "cross-entropy" or float(value.detach()) == 0)
    assert logits.grad is not None and torch.isfinite(logits.grad).all()
    labels[0, 0, 0] = 2
    expected = torch.nn.functional.cross_entropy(logits[:, :, :1, :1], labels[:, :1, :1])
    if name == "cross-entropy":
        assert float(SegmentationLoss([name], weights)(logits, labels)[name]) == pytest.approx(float(expected))


def test_losses_are_given_as_a_sum() -> None:
    assert parse_loss("Cross-entropy + dice") == ("cross-entropy", "dice")
    with pytest.raises(InputError, match="is not a sum of"):
        parse_loss("dice+hinge")


def test_class_weights_by_name_and_by_share(scheme: ClassScheme) -> None:
    pixels = [900, 80, 20, 0, 0]
    assert parse_class_weights("road=2 building=1.5", scheme, pixels).tolist() == [1, 1, 2, 1, 1.5]
    balanced = parse_class_weights("balanced", scheme, pixels)
    assert balanced[0] < balanced[1] < balanced[2]
    with pytest.raises(InputError, match='no class "forest"'):
        parse_class_weights("forest=2", scheme, pixels)
    with pytest.raises(InputError, match="CLASS_WEIGHTS"):
        parse_class_weights("road: 2", scheme, pixels)
