"""What chance explains: false alarms are as rare as promised, and copies are found."""

from __future__ import annotations

import numpy as np
import pytest

from satsyn_core.evaluation.imagery.copy_chances import FEWEST_UNSEEN, SIGNIFICANT, chances_of_any

DRAWS = 2000


@pytest.mark.parametrize(("synthetic", "unseen"), [(5, 5), (12, 12), (66, 12), (66, 66)])
@pytest.mark.parametrize("spread", [0.15, 0.3])
def test_false_alarms_are_as_rare_as_promised_and_exact_copies_are_found(
    synthetic: int, unseen: int, spread: float
) -> None:
    rng = np.random.default_rng(0)
    alarms = finds = 0
    for _ in range(DRAWS):
        found, control = (np.tanh(rng.normal(0.5, spread, count)) for count in (synthetic, unseen))
        alarms += int(chances_of_any(found, control).min() < SIGNIFICANT)
        finds += int(chances_of_any(np.append(found[1:], 1.0), control)[-1] < SIGNIFICANT)
    error = np.sqrt(SIGNIFICANT * (1 - SIGNIFICANT) / DRAWS)
    assert alarms / DRAWS < SIGNIFICANT + 3 * error
    assert finds / DRAWS > 0.98


def test_nothing_is_told_from_fewer_unseen_patches_than_needed() -> None:
    found, control = np.array([0.5, 1.0]), np.linspace(0.3, 0.5, FEWEST_UNSEEN)
    assert chances_of_any(found, control)[1] < SIGNIFICANT
    np.testing.assert_array_equal(chances_of_any(found, control[1:]), np.ones(2))


def test_a_repetition_among_many_unseen_patches_hides_no_copy() -> None:
    control = np.append(np.linspace(0.3, 0.5, 120), 1.0)
    assert chances_of_any(np.array([0.4, 0.95]), control)[1] < SIGNIFICANT
