"""Checkpoints: the whole state of a training in one safetensors file, so that a killed training goes on as if nothing
had happened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim import Optimizer

from ..contract.errors import InputError, first_words
from ..contract.json_text import whole_number
from .model_file import load_model, save_model

KIND = "training checkpoint"

CONTENT = "content"
"""What a training's description calls the digests, by name, of the data that it reads."""

VALUE_RANGE = "value_range"
"""What a training's description calls the scaling of its imagery's digital numbers."""

PROCESSES = "processes"
"""What a training's description calls the number of processes that take its steps together."""

_PURPOSES = ("training", "validation")
_WITH_FILES = 5
"""Entries that earlier checkpoints of segmentations have of a scene."""


def save_checkpoint(
    path: Path, state: nn.Module, optimisers: Sequence[Optimizer], step: int, settings: Mapping[str, Any]
) -> None:
    """Write the training's state after `step` steps; a checkpoint that is there is replaced only by a complete one.

    Args:
        path: target file.
        state: module that holds every network.
        optimisers: in a fixed order; their moments are tensors and are stored as such.
        step: steps done.
        settings: JSON-compatible description of the training; resuming demands the same.
    """
    tensors = {f"network.{name}": tensor for name, tensor in state.state_dict().items()}
    for number, optimiser in enumerate(optimisers):
        for index, moments in optimiser.state_dict()["state"].items():
            tensors.update(
                {f"optimiser.{number}.{index}.{key}": torch.as_tensor(value) for key, value in moments.items()}
            )
    save_model(path, _unshared(tensors), {"kind": KIND, "step": step, "settings": settings})


def load_checkpoint(path: Path, state: nn.Module, optimisers: Sequence[Optimizer], settings: Mapping[str, Any]) -> int:
    """Put a checkpoint's state into the networks and optimisers and return the number of steps done.

    Raises:
        InputError: the file is no checkpoint, is damaged, or is one of another training (the differing settings are
            named), or of another number of processes.
    """
    try:
        checkpoint = load_model(path, KIND)
        earlier, step = dict(checkpoint.metadata["settings"]), whole_number(checkpoint.metadata["step"])
    except (InputError, KeyError, TypeError, ValueError) as error:
        raise _damaged(path, error) from error
    different = _differences(earlier, settings)
    if different:
        raise InputError(
            f"'{path}' belongs to another training: it differs in {', '.join(different)}. Give the same again, choose "
            f"another output, or delete the folder {path.parent} to start anew."
        )
    before, now = (described.get(PROCESSES) for described in (earlier, settings))
    if before is not None and now is not None and before != now:
        raise InputError(
            f"'{path}' is of a training whose number of processes was {before}, and now it is {now}: each process "
            f"draws crops of its own. Start as many as before, choose another output, or delete the folder "
            f"{path.parent} to start anew."
        )
    networks = {
        name.removeprefix("network."): tensor
        for name, tensor in checkpoint.tensors.items()
        if name.startswith("network.")
    }
    try:
        state.load_state_dict(networks)
        for number, optimiser in enumerate(optimisers):
            optimiser.load_state_dict({**optimiser.state_dict(), "state": _moments(checkpoint.tensors, number)})
    except (KeyError, RuntimeError, TypeError, ValueError) as error:
        raise _damaged(path, error) from error
    return step


def _differences(earlier: Mapping[str, Any], settings: Mapping[str, Any]) -> list[str]:
    """Return in what two descriptions of trainings differ, in words of a sentence."""
    # Checkpoints from before there were digests and value ranges are taken up.
    keys = {*earlier, *settings} - {CONTENT, PROCESSES} - ({VALUE_RANGE} - {*earlier})
    different = sorted(
        key for key in keys if _without_files(key, earlier.get(key)) != _without_files(key, settings.get(key))
    )
    if CONTENT not in earlier or CONTENT not in settings:
        return different
    read, reads = dict(earlier[CONTENT]), dict(settings[CONTENT])
    names = sorted(name for name in {*read, *reads} if read.get(name) != reads.get(name))
    return different + [f"the content of the {name}" for name in names]


def _without_files(key: str, value: Any) -> Any:
    """Return an entry of a description without imagery and land cover, which earlier checkpoints of segmentations name
    before window, bands and classes of each scene.
    """
    if key not in _PURPOSES or not isinstance(value, list):
        return value
    return [one[2:] if isinstance(one, list) and len(one) == _WITH_FILES else one for one in value]


def _damaged(path: Path, error: Exception) -> InputError:
    return InputError(
        f"The training can't go on from {path} ({first_words(error)}): move the folder {path.parent} away, and train "
        "again."
    )


def _moments(tensors: Mapping[str, Tensor], number: int) -> dict[int, dict[str, Tensor]]:
    moments: dict[int, dict[str, Tensor]] = {}
    for name, tensor in tensors.items():
        if name.startswith(f"optimiser.{number}."):
            index, key = name.split(".")[2:]
            # The optimiser keeps what it is given, and Windows doesn't replace a file that a tensor still maps.
            moments.setdefault(int(index), {})[key] = tensor.clone()
    return moments


def _unshared(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return copies, because safetensors refuses tensors that share memory."""
    return {name: tensor.detach().cpu().clone() for name, tensor in tensors.items()}
