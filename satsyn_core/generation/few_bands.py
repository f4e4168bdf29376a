"""What to do about an image that has fewer bands than a model's imagery, as where land cover is given in its place."""

from __future__ import annotations

from pathlib import Path

from rasterio.io import DatasetReader

from ..contract.errors import InputError
from ..contract.source_files import same_place
from ..landcover.class_names import class_names
from ..raster.bands import more_bands


def instead_of_few_bands(image: DatasetReader, wanted: int, landcover: str | None) -> str:
    """Return what to do about an image that has fewer bands than a model's imagery, as the end of a sentence.

    Args:
        image: that has too few.
        wanted: number of the model's bands.
        landcover: of the job; None where it is not known.
    """
    is_landcover = landcover is not None and same_place(Path(image.name), Path(landcover))
    if is_landcover or _has_class_names(image):
        return "it holds classes of land cover, so choose real imagery with these bands in its place"
    return more_bands(image, wanted)


def _has_class_names(image: DatasetReader) -> bool:
    try:
        return bool(class_names(image))
    except InputError:  # a table of names that cannot be understood
        return True
