"""Calibration against torchmetrics and by hand."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from satsyn_core.evaluation.segmentation.calibration import BINS, Calibration
from satsyn_core.learning.optional_packages import torchmetrics


def test_calibration_error_is_that_of_torchmetrics() -> None:
    truth = np.random.default_rng(0).choice(5, 4000, p=[0.5, 0.3, 0.15, 0.05, 0])
    logits = torch.randn(len(truth), 5, generator=torch.Generator().manual_seed(2))
    probabilities = logits.softmax(1)
    calibration = Calibration()
    for part in np.array_split(np.arange(len(truth)), 7):
        confidence, found = probabilities[part].max(1)
        calibration.add(confidence.numpy(), found.numpy() == truth[part])
    measure = torchmetrics("functional").calibration_error
    expected = measure(probabilities, torch.from_numpy(truth), "multiclass", n_bins=BINS, norm="l1", num_classes=5)
    assert calibration.error == pytest.approx(float(expected), abs=1e-6)


def test_confidence_above_accuracy_is_the_error() -> None:
    calibration = Calibration()
    calibration.add(np.full(4, 0.9), np.array([True, True, True, False]))
    calibration.add(np.full(4, 0.5), np.array([True, True, False, False]))
    curve = calibration.to_json()
    assert curve["accuracy"] == [0.5, 0.75]
    assert curve["pixels"] == [4, 4]
    np.testing.assert_allclose(curve["mean_confidence"], [0.5, 0.9])
    assert calibration.error == pytest.approx((0 + 0.15) / 2)


def test_without_pixels_there_is_no_error() -> None:
    assert np.isnan(Calibration().error)
