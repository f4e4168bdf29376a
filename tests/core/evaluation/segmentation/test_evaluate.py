"""Counting a prediction of a known model."""

from __future__ import annotations

import json

import numpy as np

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.evaluation.segmentation.evaluate import SegmentationEvaluation
from satsyn_core.learning.devices import make_fabric
from satsyn_core.segmentation.prediction import WindowPlan, predict
from tests.support.imagery import ArrayImagery, texture
from tests.support.networks import pointwise_model
from tests.support.proposals import refusal
from tests.support.rasters import RecordingReporter


def test_a_model_scores_fully_on_its_own_prediction_and_unknown_pixels_do_not_count(scheme: ClassScheme) -> None:
    model, fabric = pointwise_model(scheme), make_fabric("cpu", "full")
    scene = ArrayImagery(texture(0, 96, 80))
    plan = WindowPlan.fitting(scene.grid)
    for part in predict(model, scene, plan, fabric, RecordingReporter()):
        scene.classes[part.window.slices_in(scene.grid.window)] = part.classes
    scene.classes[:10] = 255
    evaluation = SegmentationEvaluation(scheme.names)
    with refusal("nothing to evaluate: .* Check that imagery and land cover overlap") as said:
        evaluation.result()
    evaluation.add(model, scene, plan, fabric, RecordingReporter())
    result = evaluation.result()
    said.followed()
    assert result.scores.accuracy == 1
    assert result.scores.matrix.sum() == 86 * 80
    assert result.best[0].source == "scene"
    content = json.loads(json.dumps(result.to_json()))
    assert content["sources"] == {"scene": {"mean_iou": 1.0, "overall_accuracy": 1.0}}
    assert content["intervals_95"] == {}
    np.testing.assert_array_equal(content["confusion_matrix"], result.scores.matrix)


def test_rasters_of_one_name_count_together(scheme: ClassScheme) -> None:
    model, fabric = pointwise_model(scheme), make_fabric("cpu", "full")
    evaluation = SegmentationEvaluation(scheme.names)
    for seed in range(2):
        scene = ArrayImagery(texture(seed, 64, 64))
        evaluation.add(model, scene, WindowPlan.fitting(scene.grid), fabric, RecordingReporter())
    result = evaluation.result()
    assert list(result.sources) == ["scene"]
    assert result.sources["scene"].matrix.sum() == 2 * 64 * 64
