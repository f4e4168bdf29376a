"""Where and with which precision networks are trained and run, through Lightning Fabric."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from lightning_fabric import Fabric

from ..contract.errors import EnvironmentSetupError


def make_fabric(device: str = "auto", precision: str = "auto") -> Fabric:
    """Return the launched Fabric for a device.

    Under `torchrun` all of its processes take part; otherwise it is one process and one device.

    Args:
        device: "auto", "cpu" or "cuda".
        precision: "full" (32-bit), "fast" (bfloat16 for convolutions) or "auto": fast where the device has it.

    Raises:
        EnvironmentProblem: there is no graphics card.
    """
    if device == "cuda" and not torch.cuda.is_available():
        raise EnvironmentSetupError("There is no CUDA graphics card that PyTorch can use: set DEVICE to auto or cpu.")
    accelerator = "cuda" if device != "cpu" and torch.cuda.is_available() else "cpu"
    fast = precision == "fast" or (precision == "auto" and has_bfloat16(accelerator))
    fabric = Fabric(
        accelerator=accelerator,
        devices=int(os.environ.get("LOCAL_WORLD_SIZE", "1")),
        num_nodes=int(os.environ.get("GROUP_WORLD_SIZE", "1")),
        precision="bf16-mixed" if fast else "32-true",
    )
    fabric.launch()
    return fabric


@contextmanager
def whole_single_precision() -> Iterator[None]:
    """Let no graphics card round the 32-bit numbers of convolutions to 19 bits (TF32) during a `with` block."""
    before = torch.backends.cudnn.allow_tf32
    torch.backends.cudnn.allow_tf32 = False
    try:
        yield
    finally:
        torch.backends.cudnn.allow_tf32 = before


def has_bfloat16(accelerator: str) -> bool:
    """Whether a device ("cpu", "cuda") computes bfloat16 in hardware; emulated, it is slower than 32 bits."""
    if accelerator == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    return any(
        bool(supported())
        for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
        if (supported := getattr(torch.cpu, name, None)) is not None
    )
