"""The memory of real crops: random codes come with the statistics of the crops they were encoded from."""

from __future__ import annotations

import pytest
import torch

from satsyn_core.generator.network.architecture import Architecture
from satsyn_core.generator.network.class_statistics import ClassStatistics, statistic_count
from satsyn_core.generator.training.style_memory import ONE_CROP_SHARE, StyleMemory

CLASSES, BANDS = 3, 3


def remembered(architecture: Architecture) -> StyleMemory:
    """Return a memory of eight crops, of which crop n has n for its code; class 1 is shown by crop 5 alone, class 2 by
    none.
    """
    memory = StyleMemory(architecture, 16)
    numbers = torch.arange(8.0)
    weights = torch.zeros(8, CLASSES)
    weights[:, 0], weights[5, 1] = 0.8, 0.6
    values = numbers[:, None, None].expand(8, CLASSES, statistic_count(BANDS))
    memory.remember(numbers[:, None].expand(8, architecture.code_size), ClassStatistics(values, weights))
    return memory


def test_images_of_drawn_codes_want_the_statistics_of_the_crops_that_the_codes_come_from() -> None:
    torch.manual_seed(0)
    architecture = Architecture(classes=CLASSES, bands=BANDS)
    drawn = remembered(architecture).draw(256)
    for index in (0, 1):
        code = drawn.codes[:, architecture.class_code_of(index)]
        assert torch.allclose(code, drawn.wanted.values[:, index, :1].expand_as(code))
    assert torch.allclose(drawn.codes[:, architecture.class_code_of(1)], torch.tensor(5.0))
    assert torch.allclose(drawn.wanted.weights, torch.tensor([0.8, 0.6, 0.0]).expand(256, -1))


def test_most_drawn_codes_have_the_scene_from_one_crop_and_each_class_from_another() -> None:
    torch.manual_seed(0)
    architecture = Architecture(classes=CLASSES, bands=BANDS)
    drawn = remembered(architecture).draw(256)
    assert drawn.from_one_crop.float().mean().item() == pytest.approx(ONE_CROP_SHARE, abs=0.1)
    scene, of_class = drawn.codes[:, 0], drawn.codes[:, architecture.class_code_of(0)][:, 0]
    assert torch.equal(scene[drawn.from_one_crop], of_class[drawn.from_one_crop])
    assert not torch.equal(scene[~drawn.from_one_crop], of_class[~drawn.from_one_crop])


def test_the_oldest_crops_are_forgotten() -> None:
    architecture = Architecture(classes=CLASSES, bands=BANDS)
    memory = StyleMemory(architecture, 4)
    for number in range(3):
        statistics = ClassStatistics(torch.zeros(2, CLASSES, statistic_count(BANDS)), torch.ones(2, CLASSES))
        memory.remember(torch.full((2, architecture.code_size), float(number)), statistics)
    assert sorted(memory.codes[:, 0].tolist()) == [1, 1, 2, 2]


def test_scales_are_standard_deviations_within_classes_and_never_0() -> None:
    memory = remembered(Architecture(classes=CLASSES, bands=BANDS))
    spread = torch.arange(8.0).std(correction=0).item()
    # Class 1 was shown once, and adds no deviation.
    assert memory.scales()[0].item() == pytest.approx(spread * (6.4 / 7.0) ** 0.5, rel=1e-4)
    assert memory.code_scale().item() == pytest.approx(spread, rel=1e-4)
    same = StyleMemory(Architecture(classes=CLASSES, bands=BANDS), 4)
    same.remember(torch.zeros(1, same.codes.shape[1]), ClassStatistics(memory.values[:1], memory.weights[:1]))
    assert (same.scales() > 0).all()
    assert same.code_scale() > 0
