"""Weights of networks as model files hold them: stored, compared with a network, and put into one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from torch import Tensor, nn

from ...learning import shapes


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
    shapes.require_shapes(build, _own(tensors, prefix, stored_names))


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
    network.load_state_dict(_own(tensors, prefix, stored_names or {}))
    network.eval().requires_grad_(False)


def _own(tensors: Mapping[str, Tensor], prefix: str, stored_names: Mapping[str, str]) -> dict[str, Tensor]:
    """Return the tensors of a network by its own names."""
    module_names = {stored: name for name, stored in stored_names.items()}
    return {
        _renamed(name.removeprefix(prefix), module_names): tensor
        for name, tensor in tensors.items()
        if name.startswith(prefix)
    }


def _renamed(tensor_name: str, names: Mapping[str, str]) -> str:
    """Return the name of a tensor with its first part, the name of a module, replaced as `names` says."""
    module, dot, rest = tensor_name.partition(".")
    return names.get(module, module) + dot + rest
