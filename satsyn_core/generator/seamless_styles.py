"""What generators of the default family have in common, with their networks or without: margins and random styles."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from .model import DEFAULT_FAMILY, ImageryGenerator
from .network.architecture import Architecture
from .network.radiometry import class_positions, code_radiometry
from .network.style_tables import StyleWeights
from .styles import CodePart, Style, draw_apart, draw_mixture

DRAWABLE = "style_bank_classes"
"""Name in model files of which classes of an entry of the bank may be drawn."""

RADIOMETRY = "style_bank_radiometry"
"""Name in model files of the gains and offsets of the entries of the bank."""


class SeamlessStyles(ImageryGenerator):
    """A generator of the default family, as far as it needs no networks."""

    family: ClassVar[str] = DEFAULT_FAMILY

    @property
    @abstractmethod
    def architecture(self) -> Architecture:
        """Hyper-parameters of the networks."""

    @property
    @abstractmethod
    def style_weights(self) -> StyleWeights:
        """The weights from which tables of styles are computed."""

    @abstractmethod
    def drawn_codes(self) -> tuple[NDArray[np.float32], NDArray[np.bool_] | None]:
        """Return the bank of codes (entries, numbers) from which random styles are drawn, and which classes of an
        entry they may take (entries, K); None in model files of before, whose random styles are mixtures.
        """

    @property
    def margin(self) -> int:
        """See `ImageryGenerator`."""
        return self.architecture.label_margin

    def draw_style(self, seed: int, variant: int = 0) -> Style:
        """See `ImageryGenerator`."""
        bank, drawable = self.drawn_codes()
        if drawable is None:
            return draw_mixture(bank, seed, variant)
        parts = [self.class_code(index) for index in range(self.architecture.classes)]
        return draw_apart(bank, drawable, parts, seed, variant)

    def style_tables(self, style: Style) -> list[NDArray[np.float32]]:
        """Return the style's tables, see `StyleWeights.tables`."""
        return self.style_weights.tables(style.code[: self.architecture.code_size])

    def radiometry(self, style: Style) -> NDArray[np.float32] | None:
        """Return gains and offsets (K, 1 + bands) of a style, None in model files of before."""
        return code_radiometry(self.architecture, style.code)

    def class_code(self, index: int) -> CodePart:
        """See `ImageryGenerator`."""
        return class_positions(self.architecture, index, self.drawn_codes()[0].shape[1])

    def described_architecture(self) -> dict[str, Any]:
        """See `ImageryGenerator`."""
        return self.architecture.to_json()
