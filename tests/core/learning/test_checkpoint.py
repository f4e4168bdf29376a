"""A training that goes on from its checkpoint takes the same steps as one that was never stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from satsyn_core.contract.errors import InputError
from satsyn_core.learning.checkpoint import CONTENT, PROCESSES, VALUE_RANGE, load_checkpoint, save_checkpoint
from tests.support.proposals import refusal

MAPS = Path("/proc/self/maps")
SETTINGS = {"rate": 0.1, "seed": 3}


def training() -> tuple[nn.Module, torch.optim.Optimizer]:
    torch.manual_seed(0)
    network = nn.Sequential(nn.Conv2d(2, 3, 3), nn.Conv2d(3, 1, 1))
    return network, torch.optim.AdamW(network.parameters(), lr=0.1)


def steps(network: nn.Module, optimiser: torch.optim.Optimizer, first: int, count: int) -> None:
    for step in range(first, first + count):
        image = torch.rand(1, 2, 8, 8, generator=torch.Generator().manual_seed(step))
        optimiser.zero_grad()
        network(image).square().mean().backward()
        optimiser.step()


def test_a_resumed_training_is_the_same(tmp_path: Path) -> None:
    whole, optimiser = training()
    steps(whole, optimiser, 0, 6)
    stopped, optimiser = training()
    steps(stopped, optimiser, 0, 3)
    save_checkpoint(tmp_path / "checkpoint", stopped, [optimiser], 3, SETTINGS)
    resumed, optimiser = training()
    done = load_checkpoint(tmp_path / "checkpoint", resumed, [optimiser], SETTINGS)
    assert done == 3
    steps(resumed, optimiser, done, 3)
    for one, other in zip(whole.parameters(), resumed.parameters(), strict=True):
        assert torch.equal(one, other)


def test_another_training_is_refused_with_what_differs(tmp_path: Path) -> None:
    network, optimiser = training()
    save_checkpoint(tmp_path / "checkpoint", network, [optimiser], 3, SETTINGS)
    before = [weights.clone() for weights in network.parameters()]
    with pytest.raises(InputError, match=r"differs in batch, seed"):
        load_checkpoint(tmp_path / "checkpoint", network, [optimiser], {"rate": 0.1, "seed": 4, "batch": 2})
    assert all(torch.equal(one, other) for one, other in zip(before, network.parameters(), strict=True))


def test_other_data_is_refused_unless_the_checkpoint_has_no_digests(tmp_path: Path) -> None:
    network, optimiser = training()
    path, read = tmp_path / "checkpoint", {CONTENT: {"training imagery": "a", "training land cover": "b"}}
    save_checkpoint(path, network, [optimiser], 3, {**SETTINGS, **read})
    assert load_checkpoint(path, network, [optimiser], {**SETTINGS, **read}) == 3
    with pytest.raises(InputError, match=r"differs in the content of the training land cover\."):
        other = {CONTENT: {"training imagery": "a", "training land cover": "c"}}
        load_checkpoint(path, network, [optimiser], {**SETTINGS, **other})
    save_checkpoint(path, network, [optimiser], 3, SETTINGS)
    assert load_checkpoint(path, network, [optimiser], {**SETTINGS, **read}) == 3


def test_another_value_range_is_refused_unless_the_checkpoint_has_none(tmp_path: Path) -> None:
    network, optimiser = training()
    path, scaled = tmp_path / "checkpoint", {**SETTINGS, VALUE_RANGE: {"low": 0, "high": 3000, "dtype": "uint16"}}
    save_checkpoint(path, network, [optimiser], 3, scaled)
    assert load_checkpoint(path, network, [optimiser], scaled) == 3
    with pytest.raises(InputError, match=r"differs in value_range\."):
        load_checkpoint(path, network, [optimiser], {**scaled, VALUE_RANGE: {**scaled[VALUE_RANGE], "high": 9000}})
    save_checkpoint(path, network, [optimiser], 3, SETTINGS)
    assert load_checkpoint(path, network, [optimiser], scaled) == 3


def test_another_number_of_processes_is_refused_unless_the_checkpoint_has_none(tmp_path: Path) -> None:
    network, optimiser = training()
    path, two, one = tmp_path / "checkpoint", {**SETTINGS, PROCESSES: 2}, {**SETTINGS, PROCESSES: 1}
    save_checkpoint(path, network, [optimiser], 3, two)
    assert load_checkpoint(path, network, [optimiser], two) == 3
    with refusal(r"number of processes was 2, and now it is 1: .* Start as many as before", InputError) as said:
        load_checkpoint(path, network, [optimiser], one)
    assert load_checkpoint(path, network, [optimiser], two) == 3
    said.followed()
    save_checkpoint(path, network, [optimiser], 3, SETTINGS)
    assert load_checkpoint(path, network, [optimiser], one) == 3


def test_files_that_earlier_checkpoints_name_may_lie_elsewhere(tmp_path: Path) -> None:
    network, optimiser = training()
    path, scene = tmp_path / "checkpoint", ["None", [1, 2], [[1, 0], [2, 1]]]
    earlier = {**SETTINGS, "training": [["/run 1/image.tif", "/run 1/cover.tif", *scene]]}
    save_checkpoint(path, network, [optimiser], 3, earlier)
    assert load_checkpoint(path, network, [optimiser], {**SETTINGS, "training": [scene]}) == 3
    with pytest.raises(InputError, match=r"differs in training\."):
        load_checkpoint(path, network, [optimiser], {**SETTINGS, "training": [["None", [1, 3], scene[2]]]})


@pytest.mark.skipif(not MAPS.exists(), reason="lists mapped files on Linux alone")
def test_a_checkpoint_that_was_read_is_mapped_no_more(tmp_path: Path) -> None:
    network, optimiser = training()
    steps(network, optimiser, 0, 2)
    path = tmp_path / "checkpoint"
    save_checkpoint(path, network, [optimiser], 2, SETTINGS)
    resumed, optimiser = training()
    load_checkpoint(path, resumed, [optimiser], SETTINGS)
    assert optimiser.state_dict()["state"]
    assert str(path) not in MAPS.read_text(encoding="utf-8")


def test_a_model_is_no_checkpoint(tmp_path: Path) -> None:
    from satsyn_core.learning.model_file import save_model

    network, optimiser = training()
    save_model(tmp_path / "model", {"weights": torch.ones(2)}, {"kind": "generator"})
    with pytest.raises(InputError):
        load_checkpoint(tmp_path / "model", network, [optimiser], SETTINGS)
