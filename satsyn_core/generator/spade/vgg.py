"""Features of VGG-19 (Simonyan and Zisserman 2015), trained on ImageNet, for a perceptual loss."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn
from torch.nn.functional import l1_loss

from ...contract.errors import EnvironmentSetupError
from ...learning.optional_packages import torchvision_models

STAGES = (2, 7, 12, 21, 30)
"""Layers after which features are taken: the first rectified convolution of each of the five sizes."""

WEIGHTS = (1 / 32, 1 / 16, 1 / 8, 1 / 4, 1.0)
"""How much a difference counts at each stage (Wang et al. 2018)."""

PATIENCE_SECONDS = 5.0
"""How long a silent network is waited for."""


class VggFeatures(nn.Module):
    """The convolutions of VGG-19, fixed. Images in [-1, 1] are about what it was trained on."""

    def __init__(self, convolutions: nn.Sequential) -> None:
        """Take the first 30 layers of `convolutions`, torchvision's `vgg19().features`."""
        super().__init__()
        starts = (0, *STAGES[:-1])
        self.stages = nn.ModuleList(
            convolutions[start:stop] for start, stop in zip(starts, STAGES, strict=True)
        ).requires_grad_(False)
        for module in self.modules():
            # What is rectified in place can't be compared any more.
            if isinstance(module, nn.ReLU):
                module.inplace = False
        self.eval()

    def forward(self, image: Tensor) -> list[Tensor]:
        """Return features, fine to coarse, of images (N, bands, h, w); of more than three bands the first three."""
        shown = image[:, :3] if image.shape[1] >= 3 else image[:, :1].expand(-1, 3, -1, -1)
        features = [shown]
        for stage in self.stages:
            features.append(stage(features[-1]))
        return features[1:]

    def distance(self, synthetic: Tensor, real: Tensor) -> Tensor:
        """Return the weighted mean absolute difference of the features of images (N, bands, h, w) in [-1, 1]."""
        with torch.no_grad():
            wanted = self(real)
        found = self(synthetic)
        return torch.stack(
            [weight * l1_loss(a.float(), b.float()) for weight, a, b in zip(WEIGHTS, found, wanted, strict=True)]
        ).sum()


def load_vgg() -> VggFeatures:
    """Return VGG-19 with the weights that torchvision names, from PyTorch's cache or the network.

    Raises:
        EnvironmentProblem: torchvision is missing, or the weights can't be had.
    """
    models = torchvision_models()
    weights = models.VGG19_Weights.IMAGENET1K_V1
    try:
        with _download_timeout():
            tensors = weights.get_state_dict(progress=False, check_hash=True, weights_only=True)
    except Exception as error:
        # Whatever the download raises: no network, no such weights, a full disk.
        raise EnvironmentSetupError(
            f"The weights of VGG-19 can't be had ({error}): put {weights.url} into {torch.hub.get_dir()}/checkpoints."
        ) from error
    # Without memory of its own, the network isn't filled with random weights first.
    with torch.device("meta"):
        network = models.vgg19()
    network.load_state_dict(tensors, assign=True)
    return VggFeatures(network.features)


@contextmanager
def _download_timeout() -> Iterator[None]:
    """Let new connections give up soon: PyTorch's downloads wait for ever."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(PATIENCE_SECONDS)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)
