"""Weights of networks as model files hold them: stored, compared with a network, and put into one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode


def to_half_precision(
    prefix: str, network: nn.Module, stored_names: Mapping[str, str] | None = None
) -> dict[str, Tensor]:
    """Return a network's weights by their names in model files, in half precision, whose rounding is far below that of
    8-bit imagery.

    What is no weight, such as running statistics, keeps its precision.

    Args:
        prefix: of the names.
        network: the network.
        stored_names: names in model files of those modules of the network whose names differ from them.
    """
    weights = {name for name, _ in network.named_parameters()}
    return {
        f"{prefix}{_renamed(name, stored_names or {})}": tensor.half() if name in weights else tensor
        for name, tensor in network.state_dict().items()
    }


class _Unfilled(TorchFunctionMode):
    """Leaves out the first values of weights that have no memory: for those, PyTorch would load its compiler."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: object,
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        named = kwargs or {}
        if getattr(func, "__module__", "") == nn.init.__name__:
            return named["tensor"] if "tensor" in named else args[0]
        return func(*args, **named)


def require_shapes(
    build: Callable[[], nn.Module], tensors: Mapping[str, Tensor], prefix: str, stored_names: Mapping[str, str]
) -> None:
    """Check that stored weights have the shapes of a network, before the network takes memory.

    Args:
        build: makes the network.
        tensors, prefix, stored_names: as for `load_frozen`.

    Raises:
        ValueError: a shape differs.
    """
    with torch.device("meta"), _Unfilled():
        expected = build().state_dict()
    for name, tensor in expected.items():
        stored = tensors.get(f"{prefix}{_renamed(name, stored_names)}")
        if stored is None or stored.shape != tensor.shape:
            found = "absent" if stored is None else f"of the shape {tuple(stored.shape)}"
            raise ValueError(f"{name} is {found}, and the network's is of the shape {tuple(tensor.shape)}")


def load_frozen(
    network: nn.Module, tensors: Mapping[str, Tensor], prefix: str, stored_names: Mapping[str, str] | None = None
) -> None:
    """Put stored weights into a network, fix them and set the network to evaluation mode.

    Args:
        network: the network.
        tensors: weights by their names in model files; those count whose names begin with `prefix`.
        prefix: of the names.
        stored_names: as for `to_half_precision`.

    Raises:
        RuntimeError: names or shapes differ.
    """
    module_names = {stored: name for name, stored in (stored_names or {}).items()}
    own = {
        _renamed(name.removeprefix(prefix), module_names): tensor
        for name, tensor in tensors.items()
        if name.startswith(prefix)
    }
    network.load_state_dict(own)
    network.eval().requires_grad_(False)


def _renamed(tensor_name: str, names: Mapping[str, str]) -> str:
    """Return the name of a tensor with its first part, the name of a module, replaced as `names` says."""
    module, dot, rest = tensor_name.partition(".")
    return names.get(module, module) + dot + rest
