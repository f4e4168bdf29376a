"""The losses say what their sources say."""

from __future__ import annotations

import math

import pytest
import torch

from satsyn_core.contract.class_scheme import MAX_CLASSES, UNKNOWN
from satsyn_core.generator.training import losses


def test_diversity_is_the_ratio_of_mean_distances_of_images_and_codes() -> None:
    first, second = torch.zeros(1, 3, 8, 8), torch.full((1, 3, 8, 8), 0.3)
    codes = torch.zeros(1, 4), torch.full((1, 4), 2.0)
    assert losses.diversity(first, second, *codes, ceiling=1.0).item() == pytest.approx(-0.15)


def test_diversity_beyond_the_ceiling_gains_nothing() -> None:
    near, far = torch.full((1, 3, 8, 8), 0.5), torch.full((1, 3, 8, 8), 0.9)
    origin, code = torch.zeros(1, 3, 8, 8), torch.ones(1, 4)
    values = [losses.diversity(origin, image, 0 * code, code, ceiling=0.2).item() for image in (near, far)]
    assert values == pytest.approx([-0.2, -0.2])


def test_rare_classes_weigh_as_much_as_common_ones_up_to_a_ceiling() -> None:
    labels = torch.zeros(1, 10, 10, dtype=torch.uint8)
    labels[0, 0] = 1
    labels[0, 9] = UNKNOWN
    weights = losses.class_weights(labels, 3)
    assert (weights[0] * 80).item() == pytest.approx((weights[1] * 10).item())
    labels[0, 0, 1:] = 0
    assert losses.class_weights(labels, 3, ceiling=5)[1] == 5


def test_unknown_pixels_count_in_no_loss() -> None:
    logits = torch.randn(1, 4, 6, 6)
    labels = torch.full((1, 6, 6), UNKNOWN, dtype=torch.uint8)
    labels[0, :3] = 1
    weights = torch.ones(4)
    known = losses.class_adversarial(logits, labels, weights)
    logits[0, :, 3:] += 100 * torch.randn(4, 3, 6)
    assert torch.equal(known, losses.class_adversarial(logits, labels, weights))


@pytest.mark.parametrize("classes", [3, 254, MAX_CLASSES])
def test_the_discriminator_learns_what_is_synthetic_with_any_number_of_classes(classes: int) -> None:
    labels = torch.zeros(1, 6, 6, dtype=torch.uint8)
    labels[0, 3:] = UNKNOWN
    logits = torch.zeros(1, classes + 1, 6, 6, requires_grad=True)
    weights = losses.class_weights(labels, classes)
    loss = losses.synthetic_adversarial(logits, labels, weights)
    assert loss.item() == pytest.approx(math.log(classes + 1))
    (slope,) = torch.autograd.grad(loss, logits)
    assert (slope[:, -1, :3] < 0).all()
    assert (slope[:, :, 3:] == 0).all()


def test_the_prior_itself_has_no_divergence_and_a_shifted_code_half_its_square() -> None:
    means, log_variances = torch.zeros(2, 5), torch.zeros(2, 5)
    assert losses.divergence_from_prior(means, log_variances).item() == 0
    assert losses.divergence_from_prior(means + 2, log_variances).item() == pytest.approx(5 * 2.0)


def test_pooled_colour_sees_tone_and_not_texture() -> None:
    known = torch.ones(1, 8, 8, dtype=torch.bool)
    board = torch.tensor([[1.0, -1.0], [-1.0, 1.0]]).repeat(4, 4).expand(1, 3, 8, 8)
    flat = torch.zeros(1, 3, 8, 8)
    assert losses.pooled_colour(board, flat, known).item() == pytest.approx(0)
    assert losses.pooled_colour(flat + 0.25, flat, known).item() == pytest.approx(0.25)


def test_hinge_losses_vanish_beyond_the_margin() -> None:
    assert losses.hinge_real(torch.tensor([2.0])).item() == 0
    assert losses.hinge_synthetic(torch.tensor([-2.0])).item() == 0
    assert losses.hinge_real(torch.tensor([0.0])).item() == 1


def test_gradient_penalty_is_the_squared_slope_of_each_score() -> None:
    image = torch.randn(2, 3, 4, 4, requires_grad=True)
    slope = torch.tensor([1.0, -2.0, 0.5])
    scores = (image * slope[None, :, None, None]).sum(1, keepdim=True)
    assert losses.gradient_penalty(scores, image).item() == pytest.approx(5.25)
