from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from huggingface_hub import constants
from huggingface_hub.utils import get_session

from satsyn_core.learning.pretrained import weights_file
from satsyn_core.segmentation.architecture import SegmentationArchitecture, build_pretrained_network
from tests.support.rasters import RecordingReporter


@pytest.fixture
def silent_hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A hub that takes calls and never answers, and no weights on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(constants, "ENDPOINT", f"http://127.0.0.1:{server.getsockname()[1]}")
        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
        yield


@pytest.mark.parametrize("encoder", ["resnet18", "tu-test_resnet"])
def test_without_a_hub_training_begins_from_scratch_and_says_so(
    encoder: str, silent_hub: None, reporter: RecordingReporter
) -> None:
    network = build_pretrained_network(SegmentationArchitecture(3, 4, "FPN", encoder), reporter)
    assert reporter.warnings[0].startswith(f"Pretrained weights of {encoder} cannot be had")
    assert network.get_parameter("segmentation_head.0.weight").shape[0] == 3


def test_a_silent_hub_is_given_up_soon(silent_hub: None) -> None:
    get_session()
    with pytest.raises(ConnectionError, match="does not answer"):
        weights_file("somebody/something")
