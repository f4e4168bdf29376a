"""The choice of the engine: what computes the network on a block."""

from __future__ import annotations

import importlib.util

import torch

from ..contract.errors import EnvironmentSetupError, InputError
from ..contract.progress import Reporter
from .engines.base import Engine
from .model import ImageryGenerator
from .seamless import SeamlessGenerator
from .spade.engine import SpadeEngine
from .spade.model import SpadeGenerator
from .styles import Style

__all__ = ["Engine", "make_engine"]


def make_engine(
    generator: ImageryGenerator,
    style: Style,
    seed: int,
    *,
    engine: str = "auto",
    precision: str = "full",
    device: str = "auto",
    reporter: Reporter | None = None,
) -> Engine:
    """Return the engine that was asked for, or the fastest that is there.

    Args:
        generator: the model.
        style: of the scene.
        seed: of the noise.
        engine: "auto", "torch" or "openvino" (processors only).
        precision: "full" (32-bit) or "fast" (16-bit where the device has it).
        device: "auto", "cpu" or "cuda".
        reporter: is told when the engine has to work more slowly than usual.

    Raises:
        InputError: OpenVINO was asked for on a graphics card, or for a generator that it does not compute.
        EnvironmentProblem: what was asked for is not there.
    """
    place = _device(device)
    if isinstance(generator, SeamlessGenerator):
        return _seamless_engine(generator, style, seed, engine, precision, place, reporter)
    if isinstance(generator, SpadeGenerator):
        if engine == "openvino":
            raise InputError(f"PyTorch alone computes the model {generator.name}: set ENGINE to auto or torch.")
        return SpadeEngine.of(generator, style, precision, place)
    raise TypeError(f"No engine paints with a {type(generator).__name__}.")


def _seamless_engine(
    generator: SeamlessGenerator,
    style: Style,
    seed: int,
    engine: str,
    precision: str,
    place: str,
    reporter: Reporter | None,
) -> Engine:
    from .engines.pytorch import TorchEngine

    if place == "cuda":
        if engine == "openvino":
            raise InputError("The engine openvino computes on the processor: set DEVICE to cpu, or ENGINE to auto.")
        return TorchEngine(generator, style, seed, precision, place, reporter)
    if engine == "torch":
        return TorchEngine(generator, style, seed, precision, place, reporter)
    if importlib.util.find_spec("openvino") is None:
        if engine == "openvino":
            raise EnvironmentSetupError(
                "OpenVINO is not installed: run 'pip install openvino' in the SatSyn environment, "
                "or set ENGINE to auto."
            )
        return TorchEngine(generator, style, seed, precision, place, reporter)
    from .engines.openvino_engine import OpenVinoEngine

    return OpenVinoEngine(generator, style, seed, precision)


def _device(wanted: str) -> str:
    if wanted == "cuda" and not torch.cuda.is_available():
        raise EnvironmentSetupError("There is no CUDA graphics card that PyTorch can use: set DEVICE to auto or cpu.")
    if wanted == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    return wanted
