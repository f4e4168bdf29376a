"""The choice of the engine: what computes the network on a block."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import Any

import torch

from ..contract.errors import EnvironmentSetupError, InputError
from ..contract.progress import Reporter
from .engines import Engine
from .model import ImageryGenerator
from .seamless import SeamlessGenerator
from .spade.engine import SpadeEngine
from .spade.model import SpadeGenerator
from .styles import SceneStyle


@dataclass(frozen=True)
class EngineOptions:
    """Which engine computes, as a user chooses it.

    Attributes:
        engine: "auto", the fastest that is there; "torch"; or "openvino" (processors only).
        precision: "full" (32-bit) or "fast" (16-bit where the device has it).
        device: "auto", "cpu" or "cuda".
    """

    engine: str = "auto"
    precision: str = "full"
    device: str = "auto"


DEFAULT_OPTIONS = EngineOptions()


def make_engine(
    generator: ImageryGenerator,
    style: SceneStyle,
    options: EngineOptions = DEFAULT_OPTIONS,
    reporter: Reporter | None = None,
) -> Engine[Any]:
    """Return the engine that was chosen, or the fastest that is there.

    Args:
        generator: the model.
        style: of the scene.
        options: engine, precision and device.
        reporter: gets a warning when the engine has to work more slowly than usual.

    Raises:
        InputError: OpenVINO was chosen for a graphics card, or for a generator that it does not compute.
        EnvironmentSetupError: what was chosen is not there.
    """
    device = _available_device(options.device)
    if isinstance(generator, SpadeGenerator):
        if options.engine == "openvino":
            raise InputError(f"PyTorch alone computes the model {generator.name}: set ENGINE to auto or torch.")
        return SpadeEngine.of(generator, style.style, options.precision, device)
    if not isinstance(generator, SeamlessGenerator):
        raise TypeError(f"No engine computes a {type(generator).__name__}.")
    if _is_openvino(options.engine, device):
        from .engines.openvino_engine import OpenVinoEngine

        return OpenVinoEngine(generator, style, options.precision)
    from .engines.pytorch import TorchEngine

    return TorchEngine(generator, style, options.precision, device, reporter)


def _is_openvino(engine: str, device: str) -> bool:
    """Return whether OpenVINO computes a seamless generator, rather than PyTorch."""
    if engine == "torch":
        return False
    if device == "cuda":
        if engine == "openvino":
            raise InputError("The engine openvino computes on the processor: set DEVICE to cpu, or ENGINE to auto.")
        return False
    is_installed = importlib.util.find_spec("openvino") is not None
    if engine == "openvino" and not is_installed:
        raise EnvironmentSetupError(
            "OpenVINO is not installed: run 'pip install openvino' in the SatSyn environment, or set ENGINE to auto."
        )
    return is_installed


def _available_device(device: str) -> str:
    if device == "cuda" and not torch.cuda.is_available():
        raise EnvironmentSetupError("There is no CUDA graphics card that PyTorch can use: set DEVICE to auto or cpu.")
    if device == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    return device
