"""Values that the rasters of a mosaic name differently."""

from __future__ import annotations

import shlex
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rasterio.io import DatasetReader

from ..contract.errors import InputError
from .attribute_table import TableNames
from .class_words import concepts_of, word_key


class SeveralNamesError(InputError):
    """A mosaic has values that its rasters name differently.

    Args:
        message: a sentence about the first of them.
        agreed: names of the other values.
    """

    def __init__(self, message: str, agreed: TableNames) -> None:
        super().__init__(message)
        self.agreed = agreed


@dataclass(frozen=True)
class TwoNames:
    """A value that two of the rasters of a mosaic name differently.

    Attributes:
        value: in both.
        names: of the value.
        rasters: which have these names.
    """

    value: int
    names: tuple[str, str]
    rasters: tuple[str, str]

    def sentence(self, mosaic: DatasetReader, taken: Collection[int]) -> str:
        """Return what is wrong and what to do.

        Args:
            mosaic: open VRT or tile index.
            taken: values that it has or names.
        """
        (one, other), (first, second), value = self.names, self.rasters, self.value
        return (
            f'Value {value} of {mosaic.name} is "{one}" in {first} and "{other}" in {second}, so no class is right for '
            f"both. Use these rasters one by one.{self._renumbering(mosaic, taken)} If the value means the same in "
            f'both, give it a class with CLASSES, as in "{value}=water".'
        )

    def _renumbering(self, mosaic: DatasetReader, taken: Collection[int]) -> str:
        dtype = np.dtype(mosaic.dtypes[0])
        free = range(1, np.iinfo(dtype).max if dtype.kind in "iu" else np.iinfo(np.int16).max)
        number = next((one for one in free if one not in taken), None)
        if number is None:
            return ""
        calculation = f'--calc="numpy.where(A=={self.value},{number},A)" --outfile=renumbered.tif'
        command = f"gdal_calc.py -A {shlex.quote(self.rasters[1])} {calculation}"
        return (
            f" Or give the value another number in one of them and build {Path(mosaic.name).name} again with the "
            f"result: {command}; CLASSES then has to say what {number} means."
        )


def differ(one: str, other: str) -> bool:
    """Whether two names are not the same one, in another writing or in another language."""
    if word_key(one) == word_key(other):
        return False
    return not concepts_of(one) or set(concepts_of(one)) != set(concepts_of(other))
