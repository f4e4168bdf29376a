"""Segmentation models that are small enough for tests."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import torch
from torch import nn

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.segmentation.architecture import SegmentationArchitecture, build_network
from satsyn_core.segmentation.model import SegmentationModel
from satsyn_core.segmentation.normalisation import Normalisation

# timm's own network for tests: the path through it is the real one.
TINY: dict[str, Any] = {"architecture": "FPN", "encoder": "tu-test_resnet", "pretrained": False}


def pointwise_model(scheme: ClassScheme, seed: int = 0) -> SegmentationModel:
    """Return a model whose prediction of a pixel depends on that pixel alone."""
    torch.manual_seed(seed)
    return SegmentationModel(
        name="pointwise",
        architecture=SegmentationArchitecture(len(scheme.classes), 3),
        network=nn.Conv2d(3, len(scheme.classes), 1).eval().requires_grad_(False),
        scheme=scheme,
        band_names=("red", "green", "blue"),
        normalisation=Normalisation(0.0, 255.0, "uint8", (120.0, 110.0, 100.0), (40.0, 45.0, 50.0)),
        ground_sampling_distance=1.0,
        provenance={},
    )


def untrained_model(scheme: ClassScheme) -> SegmentationModel:
    """Return a model with random weights that can be saved and loaded."""
    torch.manual_seed(0)
    architecture = SegmentationArchitecture(len(scheme.classes), 3, TINY["architecture"], TINY["encoder"])
    network = build_network(architecture).eval().requires_grad_(False)
    return replace(pointwise_model(scheme), name="untrained", architecture=architecture, network=network)
