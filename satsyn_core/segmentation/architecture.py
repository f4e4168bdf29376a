"""Which network segments: any architecture and encoder of segmentation_models_pytorch."""

from __future__ import annotations

import difflib
from dataclasses import asdict, dataclass, replace
from typing import Any

from torch import nn

from ..contract.class_scheme import MAX_CLASSES
from ..contract.errors import InputError
from ..contract.json_text import shortened
from ..contract.progress import Reporter
from ..learning.memory_format import channels_last
from ..learning.optional_packages import segmentation_models, timm
from ..learning.pretrained import timm_weights, weights_file

INPUT_MULTIPLE = 32
"""Windows are multiples of this many pixels: the coarsest cell of the encoders."""

PRETRAINED_ON = "imagenet"

_MOST_BANDS = 1024
"""More than imagery has; a model file that says more is none."""

_TIMM = "tu-"
"""Start of the names of encoders that timm builds and loads."""


@dataclass(frozen=True)
class SegmentationArchitecture:
    """What defines the shape of a segmentation network's weights.

    Attributes:
        classes: number of land-cover classes K.
        bands: imagery bands, any number.
        decoder: name of the architecture in segmentation_models_pytorch, such as Unet or DeepLabV3Plus.
        encoder: name of the encoder, such as resnet18 or timm-efficientnet-b0.
    """

    classes: int
    bands: int = 3
    decoder: str = "Unet"
    encoder: str = "resnet18"

    def __post_init__(self) -> None:
        if not (isinstance(self.classes, int) and 2 <= self.classes <= MAX_CLASSES):
            raise ValueError(f"{shortened(self.classes)} classes")
        if not (isinstance(self.bands, int) and 1 <= self.bands <= _MOST_BANDS):
            raise ValueError(f"{shortened(self.bands)} bands")
        if not (isinstance(self.decoder, str) and isinstance(self.encoder, str)):
            raise ValueError("a decoder or an encoder that is no name")

    def to_json(self) -> dict[str, Any]:
        """Return the hyper-parameters as JSON-compatible values."""
        return asdict(self)


def build_network(architecture: SegmentationArchitecture) -> nn.Module:
    """Return a network with random weights: images (N, bands, h, w) in, logits (N, K, h, w) out.

    Raises:
        InputError: there is no such architecture or encoder, or they do not go together.
    """
    return channels_last(_created(architecture, None), every_tensor=True)


def build_pretrained_network(architecture: SegmentationArchitecture, reporter: Reporter) -> nn.Module:
    """Return a network whose encoder was trained on ImageNet; one with random weights, with a warning, where the
    weights cannot be had.

    Raises:
        InputError: as `build_network`.
    """
    network = build_network(architecture)
    try:
        pretrained = _pretrained(architecture)
    except Exception as error:
        # Whatever the download raises (no network, no such weights, a full disk): training without is possible.
        reporter.log(
            f"Pretrained weights of {architecture.encoder} cannot be had ({type(error).__name__}), so the encoder is "
            "trained from scratch. It takes more steps and usually ends a little lower.",
            "warning",
        )
        return network
    reporter.log(f"The encoder {architecture.encoder} starts from weights trained on {PRETRAINED_ON}.")
    return channels_last(pretrained, every_tensor=True)


def _created(architecture: SegmentationArchitecture, weights: str | None, **options: Any) -> nn.Module:
    models = segmentation_models()
    _check_name("ARCHITECTURE", architecture.decoder, sorted(models.MODEL_ARCHITECTURES_MAPPING))
    if architecture.encoder.startswith(_TIMM):
        # timm takes names such as hf-hub:... for addresses: those that it knows itself never cause a connection.
        known = [f"{_TIMM}{name}" for name in timm().list_models()]
        _check_name("ENCODER", architecture.encoder, known)
    else:
        _check_name("ENCODER", architecture.encoder, sorted(models.encoders.get_encoder_names()))
    try:
        network: nn.Module = models.create_model(
            architecture.decoder,
            architecture.encoder,
            encoder_weights=weights,
            in_channels=architecture.bands,
            classes=architecture.classes,
            **options,
        )
    except (KeyError, ValueError, TypeError, AssertionError, NotImplementedError) as error:
        if weights is not None:
            raise
        raise InputError(
            f"The architecture {architecture.decoder} cannot be built on the encoder {architecture.encoder} ({error}): "
            "choose another encoder."
        ) from error
    return network


def _pretrained(architecture: SegmentationArchitecture) -> nn.Module:
    """Return a network with pretrained encoder weights, from safetensors files alone; raises whatever is in the way."""
    if architecture.encoder.startswith(_TIMM):
        return _created(architecture, PRETRAINED_ON, **timm_weights(architecture.encoder.removeprefix(_TIMM)))
    from safetensors.torch import load_file

    # The package's own loading falls back to files that can run code; this reads its safetensors files only.
    settings = segmentation_models().encoders.encoders[architecture.encoder]["pretrained_settings"][PRETRAINED_ON]
    weights = load_file(weights_file(settings["repo_id"], settings["revision"]))
    network: Any = _created(replace(architecture, bands=3), None)
    network.encoder.load_state_dict(weights)
    network.encoder.set_in_channels(architecture.bands, pretrained=True)
    pretrained: nn.Module = network
    return pretrained


def _check_name(parameter: str, name: str, known: list[str]) -> None:
    if name.lower() in known:
        return
    near = difflib.get_close_matches(name[:60].lower(), known, n=5, cutoff=0.3) or known[:5]
    raise InputError(
        f'{parameter} "{name[:60]}" is not known to segmentation_models_pytorch; the nearest are {", ".join(near)}.'
    )
