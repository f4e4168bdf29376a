"""Each class of a style bank has codes of crops that show it."""

from __future__ import annotations

import torch

from satsyn_core.generator.network.architecture import Architecture
from satsyn_core.generator.training.style_candidates import StyleCandidates, assembled_bank, spread_codes

CLASSES, ENTRIES, CROPS = 3, 12, 3
ARCHITECTURE = Architecture(classes=CLASSES, bands=3)


def candidates(shares: torch.Tensor) -> StyleCandidates:
    """Return candidates whose codes hold the number of their crop."""
    codes = torch.arange(len(shares))[:, None].float().expand(-1, ARCHITECTURE.code_size).clone()
    return StyleCandidates(codes, shares, [], torch.arange(ENTRIES) * CROPS + 1)


def test_a_class_takes_its_codes_from_crops_that_show_enough_of_it_each_about_equally_often() -> None:
    shares = torch.zeros(ENTRIES * CROPS, CLASSES)
    shares[:, 0] = 0.6
    shares[[0, 3, 8, 29], 1] = 0.2
    shares[[1, 4, 7], 1] = 0.02
    bank = assembled_bank(candidates(shares), ARCHITECTURE)
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


def test_a_class_that_fills_no_crop_has_codes_of_those_with_a_little_of_it() -> None:
    shares = torch.zeros(ENTRIES * CROPS, CLASSES)
    shares[[5, 20], 2] = 0.05
    bank = assembled_bank(candidates(shares), ARCHITECTURE)
    assert set(bank[:, ARCHITECTURE.class_code_of(2)].flatten().tolist()) == {5, 20}


def test_codes_of_a_class_are_spread_around_their_mean_and_the_others_stay() -> None:
    bank = torch.randn(ENTRIES, ARCHITECTURE.code_size, generator=torch.Generator().manual_seed(0))
    spread = spread_codes(bank, ARCHITECTURE, [1.0, 1.5, 1.0])
    own = ARCHITECTURE.class_code_of(1)
    others = [index for index in range(ARCHITECTURE.code_size) if not own.start <= index < own.stop]
    assert torch.equal(spread[:, others], bank[:, others])
    assert torch.allclose(spread[:, own].mean(0), bank[:, own].mean(0), atol=1e-6)
    apart = torch.cdist(bank[:, own], bank[:, own])
    assert torch.allclose(torch.cdist(spread[:, own], spread[:, own]), 1.5 * apart, atol=1e-3)
