"""Loss weights as users write them."""

from __future__ import annotations

import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.contract.loss_weights import (
    LossWeights,
    SpadeLossWeights,
    describe_loss_weights,
    read_loss_weights,
    with_loss_weights,
)


@pytest.mark.parametrize("text", [None, "", " , "])
def test_nothing_asks_for_nothing(text: str | None) -> None:
    assert read_loss_weights(text) == {}


def test_pairs_are_read() -> None:
    assert read_loss_weights(" perceptual = 3,colour=0.5 ") == {"perceptual": 3.0, "colour": 0.5}


@pytest.mark.parametrize("text", ["perceptual", "perceptual=", "perceptual=-1", "perceptual=nan", "perceptual=inf"])
def test_what_is_no_weight_is_shown_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match=r'at "perceptual.*as in "perceptual=3, colour=2"'):
        read_loss_weights(text)


def test_the_example_of_the_refusal_works() -> None:
    assert with_loss_weights(LossWeights(), read_loss_weights("perceptual=3, colour=2")).colour == 2


def test_a_loss_that_is_given_twice_is_refused() -> None:
    with pytest.raises(InputError, match="twice"):
        read_loss_weights("colour=1, colour=2")


@pytest.mark.parametrize("weights", [LossWeights(perceptual=1.25), SpadeLossWeights(divergence=0)])
def test_a_description_gives_the_same_weights_again(weights: LossWeights | SpadeLossWeights) -> None:
    again = with_loss_weights(type(weights)(), read_loss_weights(describe_loss_weights(weights)))
    assert again == weights


def test_a_loss_that_the_generator_has_not_is_refused_with_those_that_it_has() -> None:
    with pytest.raises(InputError, match=r"no texture.*feature_matching"):
        with_loss_weights(SpadeLossWeights(), {"texture": 1})


def test_the_diversity_loss_has_a_parameter_of_its_own() -> None:
    with pytest.raises(InputError, match="DIVERSITY"):
        with_loss_weights(LossWeights(), {"diversity": 1})
