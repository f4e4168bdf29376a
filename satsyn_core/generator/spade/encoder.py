"""The variational image encoder (Kingma and Welling 2014, as in Park et al. 2019): what an image looks like, as a
Gaussian over style codes.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn.functional import interpolate, leaky_relu
from torch.nn.utils.parametrizations import spectral_norm

from .architecture import SpadeArchitecture
from .network import SLOPE, initialise

SEEN_PIXELS = 256
"""Side to which images are brought before they are encoded."""

WIDTHS = (1, 2, 4, 8, 8, 8)
"""Channels of the convolutions over those of the first; each halves the size."""


class SpadeEncoder(nn.Module):
    """Images in [-1, 1] in, means and log variances of the style code out."""

    def __init__(self, architecture: SpadeArchitecture, *, spectral: bool = False) -> None:
        """Build the encoder with random weights; for `spectral` see `SpadeNetwork`."""
        super().__init__()
        self.architecture = architecture
        channels = [architecture.bands, *(width * architecture.encoder_base for width in WIDTHS)]
        convolutions = [
            nn.Conv2d(inputs, outputs, 3, 2, 1, bias=False)
            for inputs, outputs in zip(channels[:-1], channels[1:], strict=True)
        ]
        self.steps = nn.ModuleList(
            nn.Sequential(convolution, nn.InstanceNorm2d(convolution.out_channels)) for convolution in convolutions
        )
        side = SEEN_PIXELS >> len(WIDTHS)
        self.mean = nn.Linear(channels[-1] * side**2, architecture.code)
        self.log_variance = nn.Linear(channels[-1] * side**2, architecture.code)
        initialise(self)
        if spectral:
            for convolution in convolutions:
                spectral_norm(convolution)

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor]:
        """Return means and log variances (N, code) for images (N, bands, h, w) in [-1, 1] of any size."""
        features = image
        if image.shape[2:] != (SEEN_PIXELS, SEEN_PIXELS):
            features = interpolate(image, size=(SEEN_PIXELS, SEEN_PIXELS), mode="bilinear", align_corners=False)
        for step in self.steps:
            features = leaky_relu(step(features), SLOPE)
        flat = features.flatten(1)
        return self.mean(flat), self.log_variance(flat)
