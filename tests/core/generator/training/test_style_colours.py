"""Random styles take the code of a class with which large areas of it have colours of real imagery."""

from __future__ import annotations

import torch
from torch import Tensor

from satsyn_core.generator.network.architecture import Architecture
from satsyn_core.generator.training.style_colours import (
    LEAST_BLOCKS,
    PLAIN_SIDE,
    TypicalColours,
    both_tests,
    credible_classes,
    plain_areas,
    typical_shares,
)

CLASSES, ENTRIES = 2, 40
ARCHITECTURE = Architecture(classes=CLASSES, bands=3)
DEEP, SHALLOW = torch.tensor([-0.9, -0.85, -0.85]), torch.tensor([-0.5, -0.2, -0.2])


def real_water() -> Tensor:
    draws = torch.Generator().manual_seed(3)
    clouds = torch.cat([DEEP.expand(300, 3), SHALLOW.expand(60, 3)])
    return clouds + 0.03 * torch.randn(clouds.shape, generator=draws)


def test_rare_real_colours_are_typical_and_those_between_or_beyond_are_not() -> None:
    typical = TypicalColours.of(real_water())
    assert typical is not None
    assert typical.share(DEEP.expand(4, 3)) == 1
    assert typical.share(SHALLOW.expand(4, 3)) == 1
    brown, between = torch.tensor([-0.2, -0.5, -0.7]), (DEEP + SHALLOW) / 2
    assert typical.share(torch.stack([brown, between, DEEP, DEEP])) == 0.5
    assert TypicalColours.of(real_water()[: LEAST_BLOCKS - 1]) is None


def test_the_share_of_an_entry_is_that_of_the_area_which_its_code_generates() -> None:
    bank = torch.zeros(ENTRIES, ARCHITECTURE.code_size)
    part = ARCHITECTURE.class_code_of(0)
    bank[[4, 11], part.start] = 1

    def generate(codes: Tensor) -> Tensor:
        wrong = codes[:, part.start, None, None, None].expand(-1, 3, PLAIN_SIDE, PLAIN_SIDE)
        return DEEP[:, None, None] + wrong

    shares = typical_shares(bank, ARCHITECTURE, [TypicalColours.of(real_water()), None], generate, seed=2)
    assert shares[[4, 11], 0].tolist() == [0, 0]
    assert shares[:, 0].sum() == ENTRIES - 2
    credible = credible_classes(shares)
    assert (~credible[:, 0]).nonzero().flatten().tolist() == [4, 11]
    # The colours of the other class are not known, so nothing speaks against its codes.
    assert credible[:, 1].all()


def test_a_class_that_no_entry_passes_both_tests_with_keeps_the_typical_ones() -> None:
    recognised = torch.tensor([[True, True], [False, True]])
    credible = torch.tensor([[False, True], [True, False]])
    assert both_tests(recognised, credible).tolist() == [[False, True], [True, False]]


def test_a_plain_area_shows_its_class_as_far_as_the_generator_sees() -> None:
    areas = plain_areas(ARCHITECTURE, [1])
    assert [one.unique().tolist() for one in areas.classes] == [[1]]
    assert areas.core_classes(ARCHITECTURE).shape == (1, PLAIN_SIDE, PLAIN_SIDE)
