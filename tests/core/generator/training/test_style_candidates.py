"""Each class of a style bank has codes of crops that show it."""

from __future__ import annotations

import pytest
import torch

from satsyn_core.generator.network.architecture import Architecture
from satsyn_core.generator.network.class_statistics import ClassStatistics, statistic_count
from satsyn_core.generator.training.style_candidates import StyleCandidates, assembled_bank, further_apart

CLASSES, ENTRIES, CROPS = 3, 12, 3
ARCHITECTURE = Architecture(classes=CLASSES, bands=3)


def candidates(shares: torch.Tensor) -> StyleCandidates:
    """Return candidates whose codes and statistics hold the number of their crop."""
    numbers = torch.arange(len(shares))[:, None].float()
    codes = numbers.expand(-1, ARCHITECTURE.code_size).clone()
    values = numbers[..., None].expand(-1, CLASSES, statistic_count(ARCHITECTURE.bands))
    statistics = ClassStatistics(values, numbers.expand(-1, CLASSES))
    return StyleCandidates(codes, shares, [], torch.arange(ENTRIES) * CROPS + 1, statistics)


def test_a_class_takes_its_codes_from_crops_that_show_enough_of_it_each_about_equally_often() -> None:
    shares = torch.zeros(ENTRIES * CROPS, CLASSES)
    shares[:, 0] = 0.6
    shares[[0, 3, 8, 29], 1] = 0.2
    shares[[1, 4, 7], 1] = 0.02
    assembled = assembled_bank(candidates(shares), ARCHITECTURE)
    bank = assembled.codes
    of_class = [bank[:, ARCHITECTURE.class_code_of(index)][:, 0] for index in range(CLASSES)]
    own = bank[:, 0]
    assert own.tolist() == [number * CROPS + 1 for number in range(ENTRIES)]
    assert torch.equal(of_class[0], own)
    assert torch.unique(of_class[1], return_counts=True)[1].tolist() == [3, 3, 3, 3]
    assert set(of_class[1].tolist()) == {0, 3, 8, 29}
    # The first entries have scene codes nearest to the first crops.
    assert of_class[1][0] in (0, 3)
    # No crop shows the last class.
    assert torch.equal(of_class[2], own)
    # What is known of a class is of the crop that its code comes from.
    assert torch.equal(assembled.real.values[..., 0], torch.stack(of_class, 1))
    assert torch.equal(assembled.real.weights, torch.stack(of_class, 1))


def test_a_class_that_fills_no_crop_has_codes_of_those_with_a_little_of_it() -> None:
    shares = torch.zeros(ENTRIES * CROPS, CLASSES)
    shares[[5, 20], 2] = 0.05
    bank = assembled_bank(candidates(shares), ARCHITECTURE).codes
    assert set(bank[:, ARCHITECTURE.class_code_of(2)].flatten().tolist()) == {5, 20}


def test_colours_of_a_class_move_from_their_mean_and_codes_stay() -> None:
    shares = torch.full((ENTRIES * CROPS, CLASSES), 0.3)
    bank = assembled_bank(candidates(shares), ARCHITECTURE)
    apart = further_apart(bank, 1.5)
    before, after = bank.real.values[:, 1, 0], apart.real.values[:, 1, 0]
    assert torch.equal(apart.codes, bank.codes)
    assert after.mean().item() == pytest.approx(before.mean().item(), rel=1e-5)
    assert torch.allclose(after - after.mean(), 1.5 * (before - before.mean()), atol=1e-3)
