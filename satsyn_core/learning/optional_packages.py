"""The one place from which packages that need torchvision are imported, because torchvision needs help first."""

from __future__ import annotations

import importlib
import sys
from functools import lru_cache
from types import ModuleType

import torch

from ..contract.errors import EnvironmentSetupError

_OPERATORS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)

# The declarations go when the library object goes.
_declared: list[torch.library.Library] = []


def segmentation_models() -> ModuleType:
    """Return the package segmentation_models_pytorch.

    Raises:
        EnvironmentProblem: the package is missing or cannot be loaded.
    """
    return _guarded("segmentation_models_pytorch", "segmentation-models-pytorch")


def torchmetrics(part: str) -> ModuleType:
    """Return a module of the package torchmetrics, such as `image.fid`.

    Raises:
        EnvironmentProblem: the package is missing or cannot be loaded.
    """
    return _guarded(f"torchmetrics.{part}", "torchmetrics")


def torchvision_models() -> ModuleType:
    """Return torchvision's module of networks.

    Raises:
        EnvironmentProblem: the package is missing or cannot be loaded.
    """
    return _guarded("torchvision.models", "torchvision")


def timm() -> ModuleType:
    """Return the package timm.

    Raises:
        EnvironmentProblem: the package is missing or cannot be loaded.
    """
    return _guarded("timm", "timm")


@lru_cache
def _guarded(module: str, distribution: str) -> ModuleType:
    try:
        _import_torchvision()
        return importlib.import_module(module)
    except (ImportError, RuntimeError, OSError) as error:
        raise EnvironmentSetupError(
            f"{module} cannot be loaded ({error}): run 'pip install {distribution} torchvision' in the SatSyn "
            "environment, in versions that fit its PyTorch."
        ) from error


def _import_torchvision() -> None:
    """Import torchvision, even one that was built for CUDA and stands beside a CPU build of torch.

    Such a one cannot load its operators, and then refuses to be imported at all. It only misses that two operators
    exist; nothing here calls them.
    """
    try:
        importlib.import_module("torchvision")
    except RuntimeError as error:
        if "torchvision::" not in str(error):
            raise
        # What is half imported would be taken as it is by the next attempt.
        for name in [name for name in sys.modules if name.partition(".")[0] == "torchvision"]:
            del sys.modules[name]
        library = torch.library.Library("torchvision", "DEF")
        for schema in _OPERATORS:
            library.define(schema)
        _declared.append(library)
        importlib.import_module("torchvision")
