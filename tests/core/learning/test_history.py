"""The history of a training outlives stops, full disks and power cuts."""

from __future__ import annotations

from pathlib import Path

from satsyn_core.learning.history import LOSS_LOG, TrainingHistory


def test_a_truncated_line_is_skipped_and_the_later_value_of_a_step_counts(tmp_path: Path) -> None:
    TrainingHistory(tmp_path).add(20, {"colour": 0.5})
    with (tmp_path / LOSS_LOG).open("a") as log:
        log.write('{"step": 40, "col\n')
    history = TrainingHistory(tmp_path)
    history.add(60, {"colour": 0.25})
    history.add(20, {"colour": 0.75, "score": 1})
    again = TrainingHistory(tmp_path)
    assert again.entries == history.entries
    assert again.by_step() == [{"step": 20, "colour": 0.75, "score": 1}, {"step": 60, "colour": 0.25}]


def test_a_resumed_training_forgets_what_came_after_its_checkpoint(tmp_path: Path) -> None:
    history = TrainingHistory(tmp_path)
    for step in (1, 2, 3):
        history.add(step, {"colour": step})
    history.forget_after(2)
    assert [entry["step"] for entry in TrainingHistory(tmp_path).entries] == [1, 2]


def test_only_the_writing_process_writes(tmp_path: Path) -> None:
    history = TrainingHistory(tmp_path, writes=False)
    history.forget_after(0)
    history.add(1, {"colour": 1})
    assert history.by_step() == [{"step": 1, "colour": 1}]
    assert not list(tmp_path.iterdir())
