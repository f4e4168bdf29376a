from __future__ import annotations

import math

import pytest

from satsyn_core.study.findings import StudyComparison
from satsyn_core.study.recommendation import recommend
from satsyn_core.study.statistics import ScoreEstimate
from satsyn_core.study.treatment import Treatment


def _compared(mixture: Treatment, mean: float, reach: float, p: float, seeds: int = 3) -> StudyComparison:
    low, high = (mean - reach, mean + reach) if seeds > 1 else (math.nan, math.nan)
    difference = ScoreEstimate(mean, low, high, p, 1.4 * reach, (mean,) * seeds, reach / 3, reach / 3)
    return StudyComparison(mixture, mixture.control, tuple(range(seeds)), 0.5 + mean, 0.5, difference, p)


def test_a_mixture_that_helps_is_recommended_with_its_interval() -> None:
    (advice,) = recommend([_compared(Treatment("add", 200, 10, "model"), 0.04, 0.02, 0.01)], 0)

    assert advice == (
        "With 10 % of the real chips, add synthetic chips at 200 % of their number: +0.040 mean IoU, 95 % interval "
        "+0.020 to +0.060 (corrected p 0.010, 3 seeds)."
    )


def test_no_difference_is_said_with_the_one_that_would_have_been_found() -> None:
    (advice,) = recommend([_compared(Treatment("replace", 50, generator="model"), 0.004, 0.014, 0.6)], 0)

    assert "With all real chips, no difference was found" in advice
    assert "one of 0.020 would have been found" in advice


def test_mixtures_that_harm_are_not_recommended() -> None:
    (advice,) = recommend([_compared(Treatment("synthetic", 100, generator="model"), -0.1, 0.02, 0.001)], 0)

    assert "use no synthetic chips" in advice
    assert "costs 0.100 mean IoU" in advice


def test_a_single_seed_recommends_nothing() -> None:
    (advice,) = recommend([_compared(Treatment("add", 100, generator="model"), 0.1, 0.02, math.nan, seeds=1)], 0)

    assert "one seed so far" in advice
    assert "(SEEDS)" in advice


def test_a_lucky_single_seed_is_not_preferred_to_several() -> None:
    lucky = _compared(Treatment("add", 300, generator="model"), 0.2, 0.02, math.nan, seeds=1)

    (advice,) = recommend([lucky, _compared(Treatment("add", 100, generator="model"), 0.04, 0.02, 0.01)], 0)

    assert "add synthetic chips at 100 %" in advice


def test_a_mixture_that_helps_for_certain_is_preferred_to_a_larger_difference_that_may_be_chance() -> None:
    uncertain = _compared(Treatment("add", 300, generator="model"), 0.2, 0.3, 0.3)

    (advice,) = recommend([uncertain, _compared(Treatment("add", 100, generator="model"), 0.04, 0.02, 0.01)], 0)

    assert "add synthetic chips at 100 % of their number: +0.040" in advice


def test_every_share_of_the_real_data_has_its_sentence_and_missing_trainings_are_named() -> None:
    compared = [
        _compared(Treatment("add", 100, share, "model"), mean, 0.02, p)
        for share, mean, p in ((10, 0.05, 0.01), (100, 0.0, 1.0))
    ]

    advice = recommend(compared, 4)

    assert ["10 %" in advice[0], "all real chips" in advice[1]] == [True, True]
    assert advice[2] == "4 trainings are left: run the study again to go on."
    assert recommend([], 4)[0] == "No mixture can be compared with real chips alone yet."


@pytest.mark.parametrize("seeds", [1, 3])
def test_real_chips_alone_are_recommended_where_no_mixture_is_better(seeds: int) -> None:
    compared = _compared(Treatment("add", 100, generator="model"), -0.01, 0.02, math.nan if seeds == 1 else 0.6, seeds)

    (advice,) = recommend([compared], 0)

    assert ("use real chips alone" if seeds == 1 else "no mixture is better than real chips alone: use these") in advice
    assert (compared.better.label, compared.better.percent) == ("real only", 0)
