"""What the chips of a training set show of each class."""

from __future__ import annotations

import numpy as np

from satsyn_core.trainingset.plan.class_counts import scarce_classes


def test_classes_that_training_chips_hardly_show_are_named() -> None:
    counts = np.array([[4, 996, 0, 0], [0, 1000, 0, 0], [500, 0, 500, 0]])
    found = scarce_classes(counts, np.array([0, 1]), ["water", "field", "road", "unused"])
    assert found == ["water (0.2 % of the pixels, in 1 of 2)", "road (0.0 % of the pixels, in 0 of 2)"]
    assert scarce_classes(counts, np.array([2]), ["water", "field", "road", "unused"]) == [
        "field (0.0 % of the pixels, in 0 of 1)"
    ]
