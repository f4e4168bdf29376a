from __future__ import annotations

import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.study.treatment import Treatment


def test_real_chips_alone_do_not_depend_on_a_generator() -> None:
    chosen = Treatment(percent=50, generator="other", style="encoded", filtered=True, share=10)

    assert chosen.normalised() == Treatment(share=10)


def test_the_label_says_what_differs_from_an_ordinary_training() -> None:
    assert Treatment().label == "real only"
    assert Treatment(share=10, augmentation="strong").label == "real only, 10 % of the real data, strong augmentation"
    mixture = Treatment("add", 200, 10, "model", filtered=True)
    assert mixture.label == "add 200 %, filtered, 10 % of the real data"


def test_the_record_of_a_training_of_an_earlier_version_stays_the_same() -> None:
    assert not {"real_crops", "real_statistics"} & set(Treatment("add", 100).to_json())
    assert Treatment("add", 100, real_last=40).to_json()["real_last"] == 40


@pytest.mark.parametrize(
    ("percent", "hard", "versions"),
    [
        (0.4, False, 1),
        (10, False, 1),
        (100, False, 1),
        (100.4, False, 2),
        (150, False, 2),
        (300, False, 3),
        (100, True, 2),
    ],
)
def test_there_are_as_many_versions_as_any_chip_needs(percent: float, hard: bool, versions: int) -> None:
    assert Treatment("add", percent, hard=hard).versions == versions


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"mix": "both"}, "mix is 'both'"),
        ({"mix": "replace", "percent": 100}, "leaves no real chip"),
        ({"mix": "add", "percent": 0}, "percent is 0"),
        ({"share": 0}, "share is 0"),
        ({"mix": "add", "percent": 100, "landcover": "warped", "style": "encoded"}, "warped needs style random"),
        ({"mix": "replace", "percent": 50, "hard": True}, "hard goes with mix add"),
        ({"mix": "replace", "percent": 50, "landcover": "other", "share": 10}, "other goes with mix add"),
        ({"mix": "add", "percent": 950, "landcover": "other", "share": 10}, "a percent of at most 900"),
        ({"mix": "synthetic", "percent": 50, "real_last": 20}, "real_last goes with mix add or replace"),
        ({"mix": "add", "percent": 50, "real_crops": 100}, "real_crops is 100, and it must be at least 0 and below"),
        ({"mix": "add", "percent": 50, "real_statistics": True}, "real_statistics needs real_crops"),
        ({"mix": "add", "percent": 50, "filtered": True, "bands": (1, 2)}, "need all bands"),
    ],
)
def test_values_that_do_not_fit_are_refused(values: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        Treatment(**values).check()  # type: ignore[arg-type]
