"""Features in which imagery is compared. A distance of features has a meaning only together with their name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ...contract.bundled import BUNDLED_SEGMENTATION
from ...contract.errors import EnvironmentSetupError
from ...generator.model import ImageryGenerator
from ...learning.optional_packages import timm
from ...learning.pretrained import timm_weights
from ...segmentation.model import SegmentationModel
from .patches import Patches

BATCH = 8
"""Patches that a network describes at a time."""

FIXED_SEED = 20_231
"""Seed of the fixed filters."""

INCEPTION = "inception_v3.tf_in1k"
INCEPTION_PIXELS = 299
"""Side of the images that Inception v3 was trained on."""


@dataclass(frozen=True)
class FeatureExtractor:
    """Turns images into feature vectors.

    Attributes:
        name: of the features, to be reported with every number that is computed from them.
        prepare: from digital numbers (n, bands, h, w) to the network's input.
        describe: from that input to features (n, D).
    """

    name: str
    prepare: Callable[[NDArray[np.generic]], Tensor]
    describe: Callable[[Tensor], Tensor]

    @torch.inference_mode()
    def features(self, patches: Patches) -> NDArray[np.float64]:
        """Return the features (N, D) of patches."""
        found = [
            self.describe(self.prepare(patches.images[start : start + BATCH])).double().cpu().numpy()
            for start in range(0, len(patches), BATCH)
        ]
        return np.concatenate(found)


@dataclass(frozen=True)
class FeatureImagery:
    """The imagery that features are chosen for: its number of bands, data type, and range of digital numbers."""

    bands: int
    dtype: str
    low: float
    high: float


def choose_features(
    imagery: FeatureImagery, segmentation: SegmentationModel | None, generator: ImageryGenerator | None
) -> FeatureExtractor:
    """Return the best features at hand.

    These are the features of the segmentation model, else those of the bundled segmentation model where it suits the
    imagery, else those of the generator's style encoder, else those of fixed filters.

    Args:
        imagery: that will be compared.
        segmentation: trained on real imagery, if there is one.
        generator: that is measured, if there is one.
    """
    if segmentation is not None:
        return segmentation_features(segmentation)
    bundled = bundled_features(imagery.bands, imagery.dtype)
    if bundled is not None:
        return bundled
    if generator is not None:
        return style_features(generator)
    return fixed_features(imagery.bands, imagery.low, imagery.high)


def segmentation_features(model: SegmentationModel) -> FeatureExtractor:
    """Return the mean of the deepest features of a segmentation model's encoder."""
    encoder: Any = model.network.get_submodule("encoder")

    def prepare(images: NDArray[np.generic]) -> Tensor:
        everywhere = np.ones((len(images), *images.shape[2:]), bool)
        return torch.from_numpy(_padded(model.normalisation.to_network(images, everywhere), 32))

    return FeatureExtractor(
        f"encoder of the segmentation model {model.name} ({model.architecture.encoder})",
        prepare,
        # Prediction may have moved the network to a graphics card.
        lambda images: encoder(images.to(next(encoder.parameters()).device))[-1].float().mean((2, 3)),
    )


def bundled_features(bands: int, dtype: str) -> FeatureExtractor | None:
    """Return the features of the bundled segmentation model; None for imagery that it was not trained for.

    Args:
        bands: of the imagery.
        dtype: its data type.
    """
    model = SegmentationModel.load(BUNDLED_SEGMENTATION)
    if (bands, dtype) != (len(model.band_names), model.normalisation.dtype):
        return None
    features = segmentation_features(model)
    return replace(features, name=f"{features.name}, which comes with SatSyn")


def style_features(generator: ImageryGenerator) -> FeatureExtractor:
    """Return the mean features of a generator's style encoder, for use where there is no segmentation model."""
    return FeatureExtractor(
        f"style encoder of the generator {generator.name}, which is not independent of that generator",
        lambda images: torch.from_numpy(generator.values.to_network(images)),
        generator.encoder_features,
    )


def fixed_features(bands: int, low: float, high: float) -> FeatureExtractor:
    """Return features of fixed, untrained filters: the last resort, because they know nothing of what imagery shows.

    Args:
        bands: of the imagery.
        low, high: range of its digital numbers.
    """
    draws = torch.Generator().manual_seed(FIXED_SEED)
    widths = (bands, 32, 64, 64)
    layers: list[nn.Module] = []
    for before, after in zip(widths[:-1], widths[1:], strict=True):
        layer = nn.Conv2d(before, after, 3, 2, 1)
        weights = torch.randn(layer.weight.shape, generator=draws) / (before * 9) ** 0.5
        layer.weight = nn.Parameter(weights - weights.mean((2, 3), keepdim=True) * 0.5)
        nn.init.zeros_(layer.bias) if layer.bias is not None else None
        layers += [layer, nn.LeakyReLU(0.2)]
    filters = nn.Sequential(*layers).eval()

    def describe(images: Tensor) -> Tensor:
        features = filters(images)
        return torch.cat([images.mean((2, 3)), images.std((2, 3)), features.mean((2, 3)), features.std((2, 3))], 1)

    def prepare(images: NDArray[np.generic]) -> Tensor:
        scaled = (images.astype(np.float32) - low) / max(high - low, 1e-6) * 2 - 1
        return torch.from_numpy(np.clip(scaled, -1, 1).astype(np.float32))

    return FeatureExtractor("untrained fixed filters", prepare, describe)


def inception_features(low: float, high: float) -> FeatureExtractor:
    """Return the features of Inception v3, trained on ImageNet, from the first three bands.

    Args:
        low, high: range of the digital numbers.

    Raises:
        EnvironmentSetupError: its weights cannot be loaded or downloaded.
    """
    try:
        network = timm().create_model(INCEPTION, pretrained=True, num_classes=0, **timm_weights(INCEPTION)).eval()
    except Exception as error:
        # Whatever the download raises: no network, no such weights, a full disk.
        raise EnvironmentSetupError(
            f"The weights of {INCEPTION} cannot be loaded ({type(error).__name__}): connect to the network once, or "
            "set FEATURES to auto."
        ) from error

    def prepare(images: NDArray[np.generic]) -> Tensor:
        shown = images[:, :3] if images.shape[1] >= 3 else np.repeat(images[:, :1], 3, axis=1)
        scaled = np.clip((shown.astype(np.float32) - low) / max(high - low, 1e-6) * 2 - 1, -1, 1)
        return torch.nn.functional.interpolate(
            torch.from_numpy(scaled), size=(INCEPTION_PIXELS, INCEPTION_PIXELS), mode="bilinear"
        )

    return FeatureExtractor("Inception v3 (ImageNet)", prepare, network)


def _padded(images: NDArray[np.float32], multiple: int) -> NDArray[np.float32]:
    missing: Sequence[tuple[int, int]] = [(0, 0), (0, 0), *((0, -length % multiple) for length in images.shape[2:])]
    return np.pad(images, missing, mode="symmetric")
