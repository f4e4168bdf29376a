"""The shapes of a network's weights, found without the memory that the network takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode


def require_shapes(build: Callable[[], nn.Module], stored: Mapping[str, Tensor]) -> None:
    """Check that stored weights have the shapes of a network, before the network takes memory.

    Networks that cannot be built without memory are let through: loading the weights compares them.

    Args:
        build: makes the network.
        stored: weights by the network's names; others may be among them.

    Raises:
        ValueError: a weight is missing, or a shape differs.
    """
    try:
        with torch.device("meta"), _Unfilled():
            expected = build().state_dict()
    except (RuntimeError, NotImplementedError):
        return
    for name, tensor in expected.items():
        found = stored.get(name)
        if found is None or found.shape != tensor.shape:
            what = "absent" if found is None else f"of the shape {tuple(found.shape)}"
            raise ValueError(f"{name} is {what}, and the network's is of the shape {tuple(tensor.shape)}")


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
