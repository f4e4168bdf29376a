"""The choice of the engine: what computes the network on a block."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..contract.errors import EnvironmentSetupError, InputError, first_words
from ..contract.progress import Reporter
from ..learning.graphics_card import may_have_graphics_card
from .engines import Engine
from .model import ImageryGenerator
from .ready import ReadyGenerator, ready_generator
from .styles import SceneStyle

if TYPE_CHECKING:
    from .engines.openvino_graphs import TraceableGenerator


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
    if isinstance(generator, ReadyGenerator):
        if _is_openvino(options.engine, device):
            return _openvino_engine(generator, style, options)
        generator = generator.whole
    from .seamless import SeamlessGenerator
    from .spade.engine import SpadeEngine
    from .spade.model import SpadeGenerator

    if isinstance(generator, SpadeGenerator):
        if options.engine == "openvino":
            raise InputError(f"PyTorch alone computes the model {generator.name}: set ENGINE to auto or torch.")
        return SpadeEngine.of(generator, style.style, options.precision, device, reporter)
    if not isinstance(generator, SeamlessGenerator):
        raise TypeError(f"No engine computes a {type(generator).__name__}.")
    if _is_openvino(options.engine, device):
        return _openvino_engine(generator, style, options)
    from .engines.pytorch import TorchEngine

    if options.engine == "auto" and device == "cpu" and reporter is not None:
        reporter.log(
            f"OpenVINO cannot be loaded ({_openvino_error()}), so PyTorch computes, which takes longer. To have it, "
            "run 'pip install --force-reinstall openvino' in the SatSyn environment.",
            "warning",
        )
    return TorchEngine(generator, style, options.precision, device, reporter)


def load_to_render(path: Path | str, options: EngineOptions) -> ImageryGenerator:
    """Load a generator from its model file, without its networks where the engine needs none.

    Raises:
        InputError: as `load_generator`; or OpenVINO was chosen for a graphics card.
        EnvironmentSetupError: what was chosen is not there.
    """
    ready = ready_generator(path) if _is_openvino(options.engine, _available_device(options.device)) else None
    if ready is not None:
        return ready
    from .families import load_generator

    return load_generator(path)


def _openvino_engine(generator: TraceableGenerator, style: SceneStyle, options: EngineOptions) -> Engine[Any]:
    from .engines.openvino_engine import OpenVinoEngine

    return OpenVinoEngine(generator, style, options.precision)


def _is_openvino(engine: str, device: str) -> bool:
    """Return whether OpenVINO computes a seamless generator, rather than PyTorch."""
    if engine == "torch":
        return False
    if device == "cuda":
        if engine == "openvino":
            raise InputError("The engine openvino computes on the processor: set DEVICE to cpu, or ENGINE to auto.")
        return False
    reason = _openvino_error()
    if engine == "openvino" and reason:
        raise EnvironmentSetupError(
            f"OpenVINO cannot be loaded ({reason}): run 'pip install --force-reinstall openvino' in the SatSyn "
            "environment, or set ENGINE to auto."
        )
    return not reason


def _openvino_error() -> str:
    """Return what is wrong with OpenVINO; empty where it can be loaded."""
    try:
        importlib.import_module(f"{__package__}.engines.openvino_guard")
    except (ImportError, OSError, RuntimeError) as error:
        return first_words(error)
    return ""


def _available_device(device: str) -> str:
    if device == "cuda" and not _has_cuda():
        raise EnvironmentSetupError("There is no CUDA graphics card that PyTorch can use: set DEVICE to auto or cpu.")
    if device == "auto":
        return "cuda" if _has_cuda() else "cpu"
    return device


def _has_cuda() -> bool:
    if not may_have_graphics_card():
        return False
    import torch

    return torch.cuda.is_available()
