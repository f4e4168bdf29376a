"""Which random crops belong to what, so that no two purposes of a training draw the same ones.

A `CropSampler` draws the crops of a step from its seed and the step's number. Training steps count from 0; each other
purpose has a range of step numbers of its own, far beyond them.
"""

from __future__ import annotations

from enum import IntEnum

STYLE_CODES = 256
"""Style codes that are encoded at most: the steps of `CropStream.STYLE_BANK`."""


class CropStream(IntEnum):
    """First step number of each purpose. The numbers stay as they are, or trainings would not repeat."""

    SAMPLE_SHEET = (1 << 30) - 1
    """Crops on the sample sheet, one step."""

    STYLE_BANK = 1 << 30
    """Crops that style codes are encoded from, a step for each code."""

    STYLE_SELECTION = STYLE_BANK + STYLE_CODES
    """Crops by which style codes are selected, one step."""

    VALIDATION = 5 << 28
    """Crops of the validation score, a step for each batch."""

    REPORT = 3 << 29
    """Crops of the training report, a step for each batch."""

    def step(self, number: int = 0) -> int:
        """Return the step number of the stream's draw `number`, counted from 0."""
        return int(self) + number
