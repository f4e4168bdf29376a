"""Hyper-parameters of the generator and the margins that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ...contract.class_scheme import MAX_CLASSES
from ...contract.json_text import shortened

STRIDES = (16, 8, 4, 2)
"""Pixels per cell of the four scales, coarse to fine: the order in which the generator works."""

PIXEL_SHUFFLE_FACTOR = STRIDES[-1]
"""Pixels along the side of a finest cell. Labels of its pixels enter the network as channels of the cell, and their
colours leave it as such: features for each single pixel would multiply the computing time."""

SLOPE_REACH = 1
"""Pixels beyond the feature margin for which the distance to the class edge is needed, to find its direction."""

_MOST_CHANNELS = 2048
_FLAGS = {"edge_direction"}
_LARGEST = {"classes": MAX_CLASSES, "bands": 16, "blocks": 16, "edge_distance": 15, "instance_reach": 512}
"""Largest hyper-parameters of a model file; of the others it is `_MOST_CHANNELS`."""


@dataclass(frozen=True)
class Architecture:
    """What defines the shape of a generator's weights.

    Attributes:
        classes: number of land-cover classes K.
        bands: imagery bands, 1 to 16.
        channels: feature channels of the four scales, coarse to fine.
        blocks: residual blocks of the four scales.
        noise_channels: hashed noise channels of the four scales.
        noise_amplitudes: standard deviation of the noise at the four scales. The finest is faint: with
            strong fine noise a generator makes speckle of roofs and leaves the coarse noise unused.
        label_channels: hidden channels of the label branch of the four scales. At the finest one, where they cost most,
            they add up to 32 with the shares of five classes, which suits the matrix units of processors.
        global_code: size of the style code of a whole scene.
        class_code: size of the style code of each class.
        style_channels: hidden channels of the style network.
        edge_distance: cap of the distance to the nearest class edge, in pixels; 0 leaves the shape features out.
        edge_direction: whether the shape features include the side on which the nearest class edge lies.
        instance_classes: indices of the classes whose connected parts, such as buildings, get a random value each, see
            `instances`; none leaves such values out.
        instance_reach: pixels over which connected parts are found, a multiple of `PIXEL_SHUFFLE_FACTOR`: about the
            length of a house.
    """

    classes: int
    bands: int = 3
    channels: tuple[int, ...] = (160, 128, 80, 48)
    blocks: tuple[int, ...] = (1, 2, 2, 1)
    noise_channels: tuple[int, ...] = (4, 2, 2, 6)
    noise_amplitudes: tuple[float, ...] = (2.0, 2.0, 2.0, 0.05)
    label_channels: tuple[int, ...] = (32, 32, 32, 27)
    global_code: int = 16
    class_code: int = 8
    style_channels: int = 64
    edge_distance: int = 14
    edge_direction: bool = True
    instance_classes: tuple[int, ...] = ()
    instance_reach: int = 24

    @property
    def code_size(self) -> int:
        """Length of a flat style code: the global code, then the code of each class."""
        return self.global_code + self.classes * self.class_code

    def class_code_of(self, index: int) -> slice:
        """Return where the code of a class stands in a flat style code."""
        start = self.global_code + index * self.class_code
        return slice(start, start + self.class_code)

    @property
    def shape_channels(self) -> int:
        """Number of shape features, see `label_features`."""
        if not self.edge_distance:
            return 0
        return 4 if self.edge_direction else 2

    def noise_fields(self, scale: int) -> int:
        """Return the number of noise fields of a scale: hashed ones, then that of the instances."""
        return self.noise_channels[scale] + bool(self.instance_classes)

    def label_features(self, scale: int) -> int:
        """Return the number of label features of a scale: class shares, then shapes or, at the finest scale,
        classes and shapes of each pixel of the cell.
        """
        own = self.classes + self.shape_channels
        return self.classes + own * PIXEL_SHUFFLE_FACTOR**2 if scale == len(STRIDES) - 1 else own

    @property
    def margins(self) -> tuple[int, ...]:
        """For each scale, the cells beyond the core that the scale's label features must cover.

        Convolutions are unpadded, so every 3 x 3 convolution and every bilinear doubling eats cells from a border of
        real labels.
        """
        return tuple(start + 1 for start in self.starts)

    @property
    def starts(self) -> tuple[int, ...]:
        """For each scale, the cells beyond the core with which its residual blocks start."""
        starts = []
        end = 1
        for blocks in reversed(self.blocks):
            start = end + 2 * blocks
            starts.append(start)
            end = doubling_margin(start)
        return tuple(reversed(starts))

    @property
    def feature_margin(self) -> int:
        """Pixels beyond the core for which label features are needed: the widest margin of any scale, in whole coarse
        cells.
        """
        widest = max(margin * stride for margin, stride in zip(self.margins, STRIDES, strict=True))
        return -(-widest // STRIDES[0]) * STRIDES[0]

    @property
    def label_margin(self) -> int:
        """Pixels of land cover read beyond the core: the feature margin and the reach of the shape features and the
        instances.
        """
        reach = self.edge_distance + 1 + SLOPE_REACH if self.edge_distance else 0
        if self.instance_classes:
            reach = max(reach, self.instance_reach)
        return self.feature_margin + -(-reach // STRIDES[0]) * STRIDES[0]

    def sizes(self, height: int, width: int) -> list[tuple[int, int]]:
        """Return the cells high and wide of the label features of each scale, for a core of so many pixels."""
        return [
            (height // stride + 2 * margin, width // stride + 2 * margin)
            for stride, margin in zip(STRIDES, self.margins, strict=True)
        ]

    @property
    def finest_border(self) -> int:
        """Pixels of the feature margin that the finest scale does without."""
        return self.feature_margin - PIXEL_SHUFFLE_FACTOR * self.margins[-1]

    def to_json(self) -> dict[str, Any]:
        """Return the hyper-parameters as JSON-compatible values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Architecture:
        """Return the architecture that `to_json` described."""
        known: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
        }
        _check_bounds(known)
        return cls(**known)


def _check_bounds(values: Mapping[str, Any]) -> None:
    """Check hyper-parameters of a model file before networks are built from them.

    Raises:
        ValueError: one is of another type, or larger than any generator has.
    """
    for name, value in values.items():
        of_scales = value if isinstance(value, tuple) else (value,)
        if isinstance(value, tuple) and name != "instance_classes" and len(value) != len(STRIDES):
            raise ValueError(f"{shortened(name)} has {len(value)} numbers, and there are {len(STRIDES)} scales")
        most = _LARGEST.get(name, _MOST_CHANNELS)
        for number in of_scales:
            if not isinstance(number, (int, float)) or not 0 <= number <= most:
                raise ValueError(f"{shortened(name)} is {shortened(number)}")
            is_kind = isinstance(number, bool) if name in _FLAGS else type(number) is int
            if name != "noise_amplitudes" and not is_kind:
                raise ValueError(f"{shortened(name)} is {shortened(number)}, no whole number")
    if len(values.get("instance_classes", ())) > MAX_CLASSES:
        raise ValueError("more instance classes than classes")


def doubling_margin(needed: int) -> int:
    """Return the coarse cells beyond the core that yield `needed` fine cells after a bilinear doubling.

    A doubling needs one coarse neighbour, which is two fine cells.
    """
    return (needed + 2 + 1) // 2


FINE_NOISE_SCALES = 1
"""How many of the scales have fine noise: the last ones."""

PRESETS: dict[str, dict[str, Any]] = {
    "small": {},
    "base": {"channels": (224, 192, 128, 72), "label_channels": (48, 48, 48, 43), "style_channels": 96},
}
"""Named sizes of the generator: `small` is the default, `base` has about twice the weights."""

SHAPES: dict[str, dict[str, Any]] = {
    "none": {"edge_distance": 0, "edge_direction": False},
    "edges": {},
    "instances": {},
}
"""Shape features by name: none, distance and direction of class edges, and these with a random value for each instance,
whose classes the caller adds."""

SHAPE_PARAMETERS = ("edge_distance", "edge_direction", "instance_classes", "instance_reach")
"""The hyper-parameters that a choice of `SHAPES` sets."""
