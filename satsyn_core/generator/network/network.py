"""The generator network: from label features, noise and style codes to imagery without seams.

Spatially-adaptive normalisation after Park et al. 2019 (SPADE), with the per-class modulation tables of Tan et al.
2021 (CLADE) and a shallow label branch instead of a deep one. It differs from both so that the output does not depend
on how a raster is cut: convolutions are unpadded and fed from a margin of real labels, normalisation uses one pixel
alone, noise is a hash of the global position, and the style enters only through tables that are computed once a scene.
"""

from __future__ import annotations

from typing import cast

import torch
from torch import Tensor, nn
from torch.nn.functional import conv2d, interpolate, leaky_relu, pixel_shuffle

from .architecture import PIXEL_SHUFFLE_FACTOR, STRIDES, Architecture
from .style_tables import SLOPE, table_rows, tables_of_scale

SMALLEST_POWER = 1e-6
"""Added to the mean square of a pixel's features, which may all be 0."""


def crop_margin(cells: Tensor, margin: int, wanted: int) -> Tensor:
    """Return cells (..., h, w), which reach `margin` beyond the core, cut to reach `wanted` beyond it."""
    border = margin - wanted
    return cells[..., border:-border, border:-border] if border else cells


class PixelNormalisation(nn.Module):
    """Divides features by their root mean square over the channels of each pixel (Karras et al. 2018).

    It is a module, though without weights, so that runtimes can replace it.
    """

    def forward(self, features: Tensor) -> Tensor:
        """Return normalised features (N, C, h, w)."""
        power = features.square().mean(1, keepdim=True, dtype=torch.float32)
        return features * torch.rsqrt(power + SMALLEST_POWER).to(features.dtype)


def upsample_2x(cells: Tensor, margin: int, wanted: int) -> Tensor:
    """Return cells (N, C, h, w), which reach `margin` beyond the core, interpolated to half their size, to reach
    `wanted` fine cells beyond it. The outermost two fine cells would need neighbours and are never among them.
    """
    fine = interpolate(cells, scale_factor=2.0, mode="bilinear", align_corners=False)
    return crop_margin(fine, 2 * margin, wanted)


class StyleTables(nn.Module):
    """Turns a style code into tables: for each class, the scale and shift of each normalised layer, and the strength of
    each noise field, since asphalt is smoother than scrub.
    """

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        self.architecture = architecture
        self.rows = table_rows(architecture)
        hidden = architecture.style_channels
        self.embedding = nn.Parameter(torch.empty(architecture.classes, hidden))
        nn.init.normal_(self.embedding, std=0.5)
        self.from_global = nn.Linear(architecture.global_code, hidden)
        self.from_class = nn.Linear(architecture.class_code, hidden)
        self.hidden = nn.Linear(hidden, hidden)
        self.tables = nn.Linear(hidden, sum(self.rows))
        nn.init.normal_(self.tables.weight, std=0.3 / hidden**0.5)
        nn.init.zeros_(self.tables.bias)

    def forward(self, codes: Tensor) -> list[Tensor]:
        """Return tables from flat style codes (N, code size): for each scale, one (N, 2 C, K) for each modulated
        layer and one (N, noise channels, K) for the noise.
        """
        size = self.architecture.global_code
        of_scene = self.from_global(codes[:, :size])[:, None]
        of_class = self.from_class(
            torch.unflatten(codes[:, size:], 1, (self.architecture.classes, self.architecture.class_code))
        )
        mixed = leaky_relu(self.embedding + of_scene + of_class, SLOPE)
        mixed = leaky_relu(self.hidden(mixed), SLOPE)
        rows = self.tables(mixed).transpose(1, 2)
        return list(rows.split(self.rows, dim=1))


class Modulation(nn.Module):
    """Normalises each pixel, then scales and shifts it depending on its class, its surroundings and the style."""

    def __init__(self, channels: int, label_channels: int) -> None:
        super().__init__()
        self.channels = channels
        self.normalise = PixelNormalisation()
        self.from_labels = nn.Conv2d(label_channels, 2 * channels, 1)
        nn.init.normal_(self.from_labels.weight, std=0.3 / label_channels**0.5)

    def forward(self, features: Tensor, labels: Tensor, table: Tensor) -> Tensor:
        """Return modulated features (N, C, h, w).

        Args:
            features: (N, C, h, w).
            labels: (N, L + K, h, w), the label branch, then the class shares.
            table: of the styles (N, 2 C, K), or (1, 2 C, K) for one style.
        """
        if table.shape[0] == 1:
            scale, shift = self._of_one_style(labels, table)
            return cast("Tensor", self.normalise(features) * scale + shift)
        hidden, shares = torch.split(labels, [self.from_labels.in_channels, table.shape[2]], 1)
        scale, shift = (self.from_labels(hidden) + by_class(shares, table)).chunk(2, dim=1)
        return cast("Tensor", self.normalise(features) * (1 + scale) + shift)

    def _of_one_style(self, labels: Tensor, table: Tensor) -> tuple[Tensor, Tensor]:
        """Return scale and shift (1, C, h, w) for one style: a convolution each, which reads and writes memory far less
        often.
        """
        weights = torch.cat([self.from_labels.weight, table[0, :, :, None, None]], 1)
        of_scale, of_shift = torch.split(weights, self.channels)
        scale_bias, shift_bias = torch.split(cast("Tensor", self.from_labels.bias), self.channels)
        return conv2d(labels, of_scale, scale_bias + 1), conv2d(labels, of_shift, shift_bias)


def by_class(shares: Tensor, table: Tensor) -> Tensor:
    """Return the rows of each sample's table (N, C, K), mixed by the class shares (N, K, h, w) of each pixel: (N, C,
    h, w).
    """
    if table.shape[0] == 1:
        return conv2d(shares, table[0, :, :, None, None])
    by_pixel = torch.matmul(shares.permute(0, 2, 3, 1).flatten(1, 2), table.transpose(1, 2).to(shares.dtype))
    return torch.unflatten(by_pixel, 1, shares.shape[2:]).permute(0, 3, 1, 2)


class ResidualBlock(nn.Module):
    """Two modulated 3 x 3 convolutions beside an identity; the output is two cells smaller on every side."""

    def __init__(self, channels: int, label_channels: int) -> None:
        super().__init__()
        self.modulations = nn.ModuleList(Modulation(channels, label_channels) for _ in range(2))
        last = nn.Conv2d(channels, channels, 3)
        # Blocks start close to the identity, so that gradients reach the coarse scales from the first step.
        nn.init.normal_(last.weight, std=0.3 / (9 * channels) ** 0.5)
        self.convolutions = nn.ModuleList([nn.Conv2d(channels, channels, 3), last])

    def forward(self, features: Tensor, start: int, labels: ScaleLabels, tables: list[Tensor]) -> Tensor:
        """Return features with a margin of `start - 2` from features with a margin of `start` cells."""
        changed = features
        for step, (modulate, convolve) in enumerate(zip(self.modulations, self.convolutions, strict=True)):
            changed = modulate(changed, labels.within(start - step), tables[step])
            changed = convolve(leaky_relu(changed, SLOPE))
        return crop_margin(features, start, start - 2) + changed


class ScaleLabels:
    """The label branch and the class shares of one scale, cut to the margin that a layer works at."""

    def __init__(self, hidden: Tensor, shares: Tensor, margin: int) -> None:
        self.both = torch.cat([hidden, shares], 1)
        self.margin = margin

    def within(self, margin: int) -> Tensor:
        """Return the label branch, then the class shares, with a margin of `margin` cells."""
        return crop_margin(self.both, self.margin, margin)


class Scale(nn.Module):
    """One scale of the generator: its label branch and its residual blocks."""

    def __init__(self, architecture: Architecture, index: int) -> None:
        super().__init__()
        self.classes = architecture.classes
        self.start = architecture.starts[index]
        channels = architecture.channels[index]
        inputs = architecture.label_features(index) + architecture.noise_fields(index)
        hidden = architecture.label_channels[index]
        self.label_branch = nn.Conv2d(inputs, hidden, 3)
        # Modulation alone learns sharp edges slowly; added to the features, they are there from the start.
        self.injection = nn.Conv2d(hidden, channels, 1)
        self.blocks = nn.ModuleList(ResidualBlock(channels, hidden) for _ in range(architecture.blocks[index]))

    def forward(self, features: Tensor, labels: Tensor, noise: Tensor, tables: list[Tensor]) -> Tensor:
        """Return the scale's features, two cells a block narrower on every side, from label features (N,
        features, h, w), which begin with the class shares, and noise.
        """
        hidden = leaky_relu(self.label_branch(torch.cat([labels, noise], 1)), SLOPE)
        branch = ScaleLabels(hidden, crop_margin(labels[:, : self.classes], self.start + 1, self.start), self.start)
        start = self.start
        features = features + self.injection(hidden)
        for number, block in enumerate(self.blocks):
            features = block(features, start, branch, tables[2 * number : 2 * number + 2])
            start -= 2
        return features


class GeneratorNetwork(nn.Module):
    """Label features, noise and style codes in, imagery in [-1, 1] out."""

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        self.architecture = architecture
        self.style = StyleTables(architecture)
        inputs = architecture.label_features(0) + architecture.noise_fields(0)
        self.conv_in = nn.Conv2d(inputs, architecture.channels[0], 3)
        self.scales = nn.ModuleList(Scale(architecture, index) for index in range(len(STRIDES)))
        self.transitions = nn.ModuleList(
            nn.Conv2d(coarse, fine, 1)
            for coarse, fine in zip(architecture.channels[:-1], architecture.channels[1:], strict=True)
        )
        self.normalise = PixelNormalisation()
        self.conv_out = nn.Conv2d(architecture.channels[-1], architecture.bands * PIXEL_SHUFFLE_FACTOR**2, 3)
        # The pixels of a cell start alike, or training would begin with a checkerboard.
        alike = self.conv_out.weight.detach()[:: PIXEL_SHUFFLE_FACTOR**2].repeat_interleave(PIXEL_SHUFFLE_FACTOR**2, 0)
        self.conv_out.weight.data.copy_(alike)
        nn.init.zeros_(cast("Tensor", self.conv_out.bias))

    def forward(self, labels: list[Tensor], noise: list[Tensor], codes: Tensor) -> Tensor:
        """Return imagery (N, bands, height, width) in [-1, 1].

        Args:
            labels: label features of the four scales, see `LabelInputs.pyramid`.
            noise: noise of the four scales, see `NetworkInputs`.
            codes: flat style codes (N, code size).
        """
        features = self.run_scales(None, range(len(self.scales)), labels, noise, self.style(codes))
        return self.to_imagery(features)

    def run_scales(
        self, features: Tensor | None, scales: range, labels: list[Tensor], noise: list[Tensor], tables: list[Tensor]
    ) -> Tensor:
        """Return the features (N, channels, cells high, cells wide) that some scales, which follow each other, pass on
        to the next one, or those of the finest.

        Args:
            features: of the scale before the first of these; None for the coarsest scale.
            scales: numbers of the scales.
            labels, noise: of these scales alone, each (N, features, cells high, cells wide).
            tables: style tables of these scales alone, see `style_tables.tables_of`.

        Raises:
            ValueError: `scales` is empty.
        """
        remaining = list(tables)
        for index, own_labels, field in zip(scales, labels, noise, strict=True):
            own = tables_of_scale(self.architecture, index)
            own_noise = field * (1 + by_class(own_labels[:, : self.architecture.classes], remaining[own - 1]))
            if features is None:
                features = self.conv_in(torch.cat([own_labels, own_noise], 1))
            else:
                features = self._refined(features, index)
            features = self.scales[index](features, own_labels, own_noise, remaining[:own])
            if index < len(self.transitions):
                features = self.transitions[index](features)
            del remaining[:own]
        if features is None:
            raise ValueError("there is no scale to run")
        return features

    def to_imagery(self, features: Tensor) -> Tensor:
        """Return imagery (N, bands, h, w) in [-1, 1] from the features of the finest scale (N, channels, h / 2 + 2,
        w / 2 + 2).
        """
        pixels = torch.tanh(self.conv_out(leaky_relu(self.normalise(features), SLOPE)))
        return pixel_shuffle(pixels, PIXEL_SHUFFLE_FACTOR)

    def _refined(self, features: Tensor, index: int) -> Tensor:
        """Return what scale `index` starts from, given what the scale before it passes on."""
        architecture = self.architecture
        margin = architecture.starts[index - 1] - 2 * architecture.blocks[index - 1]
        return upsample_2x(features, margin, architecture.starts[index])
