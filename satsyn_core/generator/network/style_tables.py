"""The tables of a style: for each class, scale and shift of each layer, and the strength of each noise field.

`network.StyleTables` computes them with PyTorch for trainings. Here they are computed for a scene, once and without
PyTorch, in 64 bits: sums in 32 bits come out otherwise with another number of threads, and pixels with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from .architecture import Architecture

SLOPE = 0.2
"""Slope of the leaky rectifiers for negative values."""

LAYERS = ("from_global", "from_class", "hidden", "tables")
"""Linear layers of `network.StyleTables`, each with the parameters `weight` and `bias`; beside them is `embedding`."""

Table = TypeVar("Table")


@dataclass(frozen=True)
class StyleWeights:
    """Weights of `network.StyleTables` in float64.

    Attributes:
        architecture: of the generator.
        embedding: (K, style channels).
        weights: (outputs, inputs) of each of the `LAYERS`.
        biases: (outputs,) of each of the `LAYERS`.
    """

    architecture: Architecture
    embedding: NDArray[np.float64]
    weights: tuple[NDArray[np.float64], ...]
    biases: tuple[NDArray[np.float64], ...]

    @classmethod
    def of(cls, architecture: Architecture, stored: Mapping[str, NDArray[np.generic]]) -> StyleWeights:
        """Return the weights that have the names of `network.StyleTables`.

        Raises:
            KeyError: a weight is missing.
            ValueError: one has another shape.
        """
        read = {name: stored[name].astype(np.float64) for name in weight_names()}
        hidden, outputs = architecture.style_channels, sum(table_rows(architecture))
        inputs = (architecture.global_code, architecture.class_code, hidden, hidden)
        for layer, size, count in zip(LAYERS, inputs, (hidden, hidden, hidden, outputs), strict=True):
            _check_shape(f"{layer}.weight", read, (count, size))
            _check_shape(f"{layer}.bias", read, (count,))
        _check_shape("embedding", read, (architecture.classes, hidden))
        return cls(
            architecture,
            read["embedding"],
            tuple(read[f"{layer}.weight"] for layer in LAYERS),
            tuple(read[f"{layer}.bias"] for layer in LAYERS),
        )

    def tables(self, code: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """Return the tables of a style code (code size,): for each scale, one (1, 2 C, K) for each modulated layer and
        one (1, noise fields, K) for the noise.
        """
        architecture, precise = self.architecture, code.astype(np.float64)
        size = architecture.global_code
        of_classes = precise[size:].reshape(architecture.classes, architecture.class_code)
        mixed = self.embedding + self._layer(0, precise[None, :size]) + self._layer(1, of_classes)
        rows = self._layer(3, _rectified(self._layer(2, _rectified(mixed)))).T
        ends = np.cumsum(table_rows(architecture))[:-1]
        return [np.ascontiguousarray(table[None], np.float32) for table in np.split(rows, ends)]

    def _layer(self, number: int, values: NDArray[np.float64]) -> NDArray[np.float64]:
        sums: NDArray[np.float64] = values @ self.weights[number].T + self.biases[number]
        return sums


def weight_names() -> list[str]:
    """Return the names of the weights of `network.StyleTables`."""
    return ["embedding", *(f"{layer}.{part}" for layer in LAYERS for part in ("weight", "bias"))]


def table_rows(architecture: Architecture) -> list[int]:
    """Return the rows of each table, scale by scale: two for each channel of a layer, one for each noise field."""
    return [
        rows
        for scale, (channels, blocks) in enumerate(zip(architecture.channels, architecture.blocks, strict=True))
        for rows in (*[2 * channels] * (2 * blocks), architecture.noise_fields(scale))
    ]


def tables_of_scale(architecture: Architecture, index: int) -> int:
    """Return how many style tables a scale takes: one for each modulated layer, and one for its noise."""
    return 2 * architecture.blocks[index] + 1


def tables_of(architecture: Architecture, tables: Sequence[Table], scales: range) -> list[Table]:
    """Return the tables that some scales take, from those of the whole network."""
    first, last = (
        sum(tables_of_scale(architecture, index) for index in range(end)) for end in (scales.start, scales.stop)
    )
    return list(tables[first:last])


def _rectified(values: NDArray[np.float64]) -> NDArray[np.float64]:
    rectified: NDArray[np.float64] = np.where(values > 0, values, values * SLOPE)
    return rectified


def _check_shape(name: str, read: Mapping[str, NDArray[np.float64]], shape: tuple[int, ...]) -> None:
    if read[name].shape != shape:
        raise ValueError(f"{name} is of the shape {read[name].shape}, and the network's is of the shape {shape}")
