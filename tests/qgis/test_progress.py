"""Progress in words: phases, and a time left that follows the speed."""

from __future__ import annotations

import json


def test_the_time_left_follows_the_speed_and_no_line_repeats(qgis) -> None:
    from satsyn.processing_provider.worker.time_left import TimeLeft

    clock, lines = TimeLeft(), []
    for second in range(41):
        done = second / 80 if second <= 20 else 0.25 + (second - 20) / 40
        lines.append(clock.line(done, f"Block {second} of 80", float(second)))
    shown = [line for line in lines if line]
    assert shown[0] == "Block 0 of 80"
    assert lines[10] == "Block 10 of 80, about 70 seconds left"
    assert lines[40].startswith("Block 40 of 80, about 1") or lines[40].startswith("Block 40 of 80, about 2")
    assert len(shown) == len(set(shown)) == 9
    assert clock.line(0.76, "Building overviews", 41.0) == "Building overviews"
    assert clock.line(0.77, "Building overviews", 55.0) == ""


def test_the_figures_of_a_step_are_one_line(qgis) -> None:
    from assertions import RecordingFeedback

    from satsyn.processing_provider.worker.client import _Conversation

    feedback = RecordingFeedback()
    conversation = _Conversation(feedback, str)
    for step, name, value in ((20, "loss", 1.25), (20, "validation_mean_iou", 0.5), (40, "loss", 1.0)):
        conversation.receive(json.dumps({"event": "metric", "step": step, "name": name, "value": value}))
    conversation.receive(json.dumps({"event": "log", "level": "info", "text": "Done."}))
    assert "Step 20: loss 1.25, validation mean iou 0.5" in feedback.said
    assert feedback.said.index("Step 40: loss 1") < feedback.said.index("Done.")


def test_a_figure_that_there_is_none_of_is_a_dash(qgis) -> None:
    from assertions import RecordingFeedback

    from satsyn.processing_provider.worker.client import _Conversation

    feedback = RecordingFeedback()
    conversation = _Conversation(feedback, str)
    for name, value in (("loss", "1.25"), ("validation_mean_iou", "null")):
        conversation.receive(f'{{"event": "metric", "step": 20, "name": "{name}", "value": {value}}}')
    conversation.receive('{"event": "result", "outputs": {"MEAN_IOU": null}}')
    assert "Step 20: loss 1.25, validation mean iou –" in feedback.said
    assert conversation.outputs == {"MEAN_IOU": None}
