from __future__ import annotations

import numpy as np

from satsyn_core.study.figures import added_figure
from satsyn_core.study.findings import TreatmentScore
from satsyn_core.study.statistics import ScoreEstimate
from satsyn_core.study.treatment import Treatment


def _scored(treatment: Treatment, mean: float) -> TreatmentScore:
    score = ScoreEstimate(mean, mean - 0.1, mean + 0.1, 0.5, 0.1, (mean, mean), 0.01, 0.01)
    return TreatmentScore(treatment, (0, 1), score, np.zeros(2), 8, 8)


def test_every_generator_has_a_curve_of_its_own_from_the_same_real_chips() -> None:
    mixtures = [
        Treatment("add", percent, generator=name) for name in ("lambda 0", "lambda 6") for percent in (100, 200)
    ]

    figure = added_figure([_scored(Treatment(), 0.4), *(_scored(one, 0.5) for one in mixtures)])

    assert figure is not None
    curves = [line for line in figure.axes[0].get_lines() if not str(line.get_label()).startswith("_")]
    assert [line.get_label() for line in curves] == ["all real data, lambda 0", "all real data, lambda 6"]
    assert [len(np.asarray(line.get_xdata())) for line in curves] == [3, 3]


def test_real_chips_alone_make_no_figure_of_mixtures() -> None:
    assert added_figure([_scored(Treatment(), 0.4), _scored(Treatment(share=10), 0.3)]) is None
