"""Statistics of classes in images, and the losses that compare them and the codes."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from satsyn_core.contract.class_scheme import UNKNOWN
from satsyn_core.generator.network.architecture import Architecture
from satsyn_core.generator.network.class_statistics import MIN_PIXELS, class_statistics, statistic_count
from satsyn_core.generator.network.encoder import StyleEncoder
from satsyn_core.generator.training.style_statistics import DrawnCodes, code_distance, statistics_distance

CLASSES, BANDS, SIZE = 3, 3, 48


def halves() -> Tensor:
    """Return labels of two crops: class 0 to the west, class 1 to the east, the last rows unknown."""
    labels = torch.zeros(2, SIZE, SIZE, dtype=torch.uint8)
    labels[:, :, SIZE // 2 :] = 1
    labels[:, -4:] = UNKNOWN
    return labels


def test_statistics_are_those_of_the_inner_pixels_of_a_class() -> None:
    torch.manual_seed(0)
    labels, image = halves(), torch.full((2, BANDS, SIZE, SIZE), -0.5)
    image[:, :, :, SIZE // 2 :] = 0.1 * torch.randn(2, BANDS, SIZE, SIZE // 2)
    image[:, 0, :, SIZE // 2 :] += 0.3
    found = class_statistics(image, labels, CLASSES)
    assert found.values.shape == (2, CLASSES, statistic_count(BANDS))
    west, east = found.values[0, 0], found.values[0, 1]
    assert west[:4].tolist() == pytest.approx([-0.5, 0, 0, 0], abs=1e-6)
    assert east[0].item() == pytest.approx(0.1, abs=0.02)
    assert east[1:4].tolist() == pytest.approx([0.2, -0.1, -0.1], abs=0.02)
    assert east[4:7].exp().tolist() == pytest.approx([0.1] * 3, rel=0.1)
    assert (east[7:] > west[7:] + 2).all()
    assert found.weights[0, 2] == 0
    assert (found.weights[:, :2] > 0.5).all()


def test_a_few_pixels_of_a_class_are_not_weightsed() -> None:
    labels = torch.full((1, SIZE, SIZE), 0, dtype=torch.uint8)
    labels[0, 4:9, 4:9] = 1
    assert class_statistics(torch.zeros(1, BANDS, SIZE, SIZE), labels, CLASSES).weights[0, 1] == 0
    assert MIN_PIXELS > 9


def test_the_loss_vanishes_for_the_wanted_image_and_its_gradient_leads_to_the_wanted_look() -> None:
    torch.manual_seed(0)
    labels = halves()
    target = torch.full((2, BANDS, SIZE, SIZE), 0.2) + 0.15 * torch.randn(2, BANDS, SIZE, SIZE)
    target[:, :, :, SIZE // 2 :] = -0.4
    wanted, scales = class_statistics(target, labels, CLASSES), torch.full((statistic_count(BANDS),), 0.1)
    assert statistics_distance(wanted, wanted, scales).item() == 0
    image = (0.05 * torch.randn(2, BANDS, SIZE, SIZE)).requires_grad_(True)
    optimiser = torch.optim.Adam([image], lr=0.02)
    distances = []
    for _ in range(100):
        loss = statistics_distance(class_statistics(image, labels, CLASSES), wanted, scales)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        distances.append(loss.item())
    assert distances[-1] < 0.1 * distances[0]


def test_the_encoder_is_not_moved_to_find_a_code_and_the_image_is() -> None:
    torch.manual_seed(0)
    architecture = Architecture(classes=CLASSES, bands=BANDS)
    encoder, labels = StyleEncoder(architecture), halves()
    image = torch.randn(2, BANDS, SIZE, SIZE, requires_grad=True)
    wanted = class_statistics(image.detach(), labels, CLASSES)
    drawn = DrawnCodes(torch.randn(2, architecture.code_size), wanted, torch.tensor([True, False]))
    code_distance(encoder, image, labels, drawn, torch.tensor(1.0)).backward()
    assert image.grad is not None
    assert image.grad.abs().sum() > 0
    assert all(weights.grad is None for weights in encoder.parameters())
