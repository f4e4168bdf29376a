"""The report on what is wrong in a folder for temporary files that several people share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture
def shared(qgis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files with a log of the user in it, which is the oldest."""
    import tempfile

    from satsyn.processing_provider.worker.logs import new_log

    folder = tmp_path / "shared"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    log = new_log("train-generator")
    log.write_text("own words")
    os.utime(log, (1, 1))
    return folder


def _report() -> str:
    from satsyn.processing_provider.desktop.problem_report import problem_report

    return problem_report(None, "It failed.")


@pytest.mark.skipif(os.geteuid() != 0, reason="only an administrator can give a file to somebody else")
def test_logs_of_other_people_stay_out(shared: Path) -> None:
    other = shared / "satsyn-environment-abc.log"
    other.write_text("words of another person")
    os.chown(other, 65534, 65534)
    assert _report().endswith("End of the newest log:\nown words")


def test_a_link_to_another_file_is_no_log(shared: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("a private letter")
    (shared / "satsyn-environment-abc.log").symlink_to(tmp_path / "letter.txt")
    assert _report().endswith("End of the newest log:\nown words")


def test_a_log_that_is_gone_is_passed_over(shared: Path) -> None:
    (shared / "satsyn-environment-abc.log").symlink_to(shared / "gone")
    assert _report().endswith("End of the newest log:\nown words")
