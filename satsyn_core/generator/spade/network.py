"""The generator: a style code grows into an image, and the land cover modulates it at every size.

After Park et al. 2019, "Semantic image synthesis with spatially-adaptive normalization".
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, leaky_relu, relu
from torch.nn.utils import parametrize
from torch.nn.utils.parametrizations import spectral_norm

from .architecture import DOUBLINGS, SpadeArchitecture

SLOPE = 0.2

INITIAL_GAIN = 0.02
"""Gain of the Xavier initialisation, as published."""


def initialise(network: nn.Module) -> None:
    """Draw a network's weights anew as published: Xavier normal, biases 0."""
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.xavier_normal_(module.weight, INITIAL_GAIN)
            if module.bias is not None:
                nn.init.zeros_(module.bias)


def plain_weights(network: nn.Module) -> dict[str, Tensor]:
    """Return a network's weights by name as it uses them: with spectral normalisation done once and for all.

    Args:
        network: in evaluation mode, in which asking for its weights does not change them.
    """
    weights = {name: tensor for name, tensor in network.state_dict().items() if ".parametrizations." not in name}
    for name, module in network.named_modules():
        if parametrize.is_parametrized(module, "weight"):
            weights[f"{name}.weight"] = module.weight.detach().clone()
    return weights


class SpadeModulation(nn.Module):
    """Batch normalisation without weights of its own; what scales and shifts each pixel is read off the labels."""

    def __init__(self, channels: int, architecture: SpadeArchitecture) -> None:
        super().__init__()
        hidden = architecture.modulation_channels
        self.normalise = nn.BatchNorm2d(channels, affine=False)
        self.shared = nn.Conv2d(architecture.labels, hidden, 3, padding=1)
        self.scale = nn.Conv2d(hidden, channels, 3, padding=1)
        self.shift = nn.Conv2d(hidden, channels, 3, padding=1)

    def forward(self, features: Tensor, labels: Tensor) -> Tensor:
        """Return modulated features (N, channels, h, w); the labels (N, K + 1, H, W) may be larger."""
        hidden = relu(self.shared(interpolate(labels, size=features.shape[2:], mode="nearest")))
        modulated: Tensor = self.normalise(features) * (1 + self.scale(hidden)) + self.shift(hidden)
        return modulated


class SpadeResidualBlock(nn.Module):
    """Two modulated 3 x 3 convolutions beside a shortcut, which is modulated too where the channels change."""

    def __init__(self, inputs: int, outputs: int, architecture: SpadeArchitecture) -> None:
        super().__init__()
        middle = min(inputs, outputs)
        self.first_modulation = SpadeModulation(inputs, architecture)
        self.first = nn.Conv2d(inputs, middle, 3, padding=1)
        self.second_modulation = SpadeModulation(middle, architecture)
        self.second = nn.Conv2d(middle, outputs, 3, padding=1)
        self.shortcut_modulation = SpadeModulation(inputs, architecture) if inputs != outputs else None
        self.shortcut = nn.Conv2d(inputs, outputs, 1, bias=False) if inputs != outputs else None

    def forward(self, features: Tensor, labels: Tensor) -> Tensor:
        """Return features (N, outputs, h, w)."""
        beside = features
        if self.shortcut is not None and self.shortcut_modulation is not None:
            beside = self.shortcut(self.shortcut_modulation(features, labels))
        changed = self.first(leaky_relu(self.first_modulation(features, labels), SLOPE))
        changed = self.second(leaky_relu(self.second_modulation(changed, labels), SLOPE))
        total: Tensor = beside + changed
        return total

    def convolutions(self) -> list[nn.Conv2d]:
        """Return the convolutions on the image's way, whose spectra are normalised; modulations are left free."""
        ways = [self.first, self.second]
        return ways if self.shortcut is None else [*ways, self.shortcut]


class SpadeNetwork(nn.Module):
    """Labels and style codes in, imagery in [-1, 1] out."""

    def __init__(self, architecture: SpadeArchitecture, *, spectral: bool = False) -> None:
        """Build the network with random weights.

        Args:
            architecture: the shapes.
            spectral: whether to normalise the spectra: in training yes; `plain` weights are normalised already.
        """
        super().__init__()
        self.architecture = architecture
        base = architecture.base
        self.from_code = nn.Linear(architecture.code, 16 * base * self._start**2)
        widths = (16, 16, 16, 16, 8, 4, 2, 1)
        blocks = [
            SpadeResidualBlock(inputs * base, outputs * base, architecture)
            for inputs, outputs in zip(widths[:-1], widths[1:], strict=True)
        ]
        self.blocks = nn.ModuleList(blocks)
        self.conv_out = nn.Conv2d(base, architecture.bands, 3, padding=1)
        initialise(self)
        if spectral:
            # Bounds the largest singular value of each weight to 1 (Miyato et al. 2018).
            for convolution in (each for block in blocks for each in block.convolutions()):
                spectral_norm(convolution)

    @property
    def _start(self) -> int:
        return self.architecture.chip >> DOUBLINGS

    def forward(self, labels: Tensor, codes: Tensor) -> Tensor:
        """Return imagery (N, bands, chip, chip) in [-1, 1].

        Args:
            labels: (N, K + 1, chip, chip), see `label_features.one_hot`.
            codes: style codes (N, code).
        """
        features = self.from_code(codes).unflatten(1, (-1, self._start, self._start))
        for number, block in enumerate(self.blocks):
            # Five doublings for seven blocks: the second and third block share the second size.
            if number not in (0, 2):
                features = interpolate(features, scale_factor=2.0, mode="nearest")
            features = block(features, labels)
        return torch.tanh(self.conv_out(leaky_relu(features, SLOPE)))
