"""Which bands of imagery are used, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.io import DatasetReader

from ..contract.errors import InputError
from ..contract.wording import counted, quoted
from .library_errors import gdal_errors_as
from .reading import alpha_band, is_measured
from .window import Window

# What can be named: "band 4" says nothing, and colours are the one meaning that GDAL keeps for bands.
_COLOURS = {
    ColorInterp.red: "red",
    ColorInterp.green: "green",
    ColorInterp.blue: "blue",
    ColorInterp.gray: "gray",
}

_RGB = (ColorInterp.red, ColorInterp.green, ColorInterp.blue)

_GDAL_TYPES = {
    "uint8": "Byte",
    "uint16": "UInt16",
    "int16": "Int16",
    "uint32": "UInt32",
    "int32": "Int32",
    "float64": "Float64",
}


def parse_bands(text: str | None) -> tuple[int, ...] | None:
    """Return the band numbers, from 1, that a text such as "1 2 3" names; None for None, which leaves the choice open.

    Raises:
        InputError: the text names no bands, or one of them twice.
    """
    if text is None:
        return None
    words = re.split(r"[\s,;]+", text.strip())
    if not all(word.isdecimal() and int(word) > 0 for word in words) or len(set(words)) < len(words):
        raise InputError(f'BANDS "{text}" is not of the form "1 2 3": numbers of different bands.')
    return tuple(int(word) for word in words)


def used_bands(imagery: DatasetReader, bands: Sequence[int] | None) -> tuple[int, ...]:
    """Return the band numbers that are used: those named, or all but an alpha band.

    Raises:
        InputError: the imagery lacks a band that is named, or the bands have different data types.
    """
    if bands is None:
        bands = [band for band in imagery.indexes if imagery.colorinterp[band - 1] is not ColorInterp.alpha]
        if not bands:
            raise InputError(f"{imagery.name} has no band but one of transparency (alpha): choose imagery.")
    lacking = [band for band in bands if band not in imagery.indexes]
    if lacking:
        raise InputError(f"{imagery.name} has {counted(imagery.count, 'band')}, and no band {lacking[0]}.")
    require_one_type(imagery, bands)
    if np.dtype(imagery.dtypes[bands[0] - 1]).kind == "c":
        raise InputError(
            f"{imagery.name} holds complex numbers, as radar data do, and imagery has real ones: make amplitudes of "
            "them first, for example with QGIS' or GDAL's raster calculator, or name other bands with BANDS."
        )
    return tuple(bands)


def require_one_type(imagery: DatasetReader, bands: Sequence[int]) -> None:
    """Refuse bands of different data types, which cannot be read as one array.

    Raises:
        InputError: with the types, and how to make them one.
    """
    types = {band: imagery.dtypes[band - 1] for band in bands}
    if len(set(types.values())) > 1:
        listed = ", ".join(f"band {band} {dtype}" for band, dtype in types.items())
        common = np.result_type(*types.values())
        raise InputError(
            f"{imagery.name} has bands of different data types ({listed}): make them one type, for example with "
            f"gdal_translate -ot {_GDAL_TYPES.get(common.name, 'Float32')}, or name bands of one type."
        )


def more_bands(imagery: DatasetReader, wanted: int) -> str:
    """Return what to do about imagery that has fewer bands than a model's, as the end of a sentence.

    Args:
        imagery: that has too few.
        wanted: number of the model's bands.
    """
    if imagery.colorinterp[0] is ColorInterp.palette and wanted == len(_RGB):
        return (
            f"it has a colour table, so make bands of it with gdal_translate -expand rgb {quoted(imagery.name)} rgb.tif"
        )
    if imagery.count == 1:
        repeated = " ".join(["-b 1"] * wanted)
        return (
            "choose an image with these bands, or, if grey is right, repeat its band with gdal_translate "
            f"{repeated} {quoted(imagery.name)} grey.tif"
        )
    return "choose an image with these bands, or a model for the bands of this one"


def band_names(imagery: DatasetReader, bands: Sequence[int]) -> tuple[str, ...]:
    """Return one name a band: its description, else its colour, else its number."""
    return tuple(
        (imagery.descriptions[band - 1] or "").strip() or _COLOURS.get(imagery.colorinterp[band - 1], f"band {band}")
        for band in bands
    )


def hides_a_band(imagery: DatasetReader, bands: Sequence[int]) -> bool:
    """Return whether the raster's mask is one of the bands that are used.

    GDAL takes the fourth band of a file of four 8-bit bands for transparency, also where it is near infrared. Whoever
    names it as a band says that it is none.
    """
    by_gdal = any(MaskFlags.alpha in flags for flags in imagery.mask_flag_enums)
    masked = by_gdal or alpha_band(imagery) is not None
    return masked and any(imagery.colorinterp[band - 1] is ColorInterp.alpha for band in bands)


def bands_without_doubt(imagery: DatasetReader, bands: Sequence[int]) -> tuple[int, ...]:
    """Return those of bands in which a pixel with the nodata value certainly has no data.

    Cameras measure 0, and in 8 bits 255, as dark and overexposed ground. A mask of the whole raster says more than the
    nodata value of a band.
    """
    return tuple(
        band
        for band in bands
        if _is_told_by_nodata(imagery, band) and not is_measured(imagery.nodatavals[band - 1], imagery.dtypes[band - 1])
    )


def nodata_is_measured_beside_alpha(imagery: DatasetReader) -> bool:
    """Return whether the alpha band of imagery alone says which pixels have data, though there is a nodata value."""
    alpha = alpha_band(imagery)
    return alpha is not None and not bands_without_doubt(imagery, [band for band in imagery.indexes if band != alpha])


def read_nodata_mask(imagery: DatasetReader, window: Window, bands: Sequence[int]) -> NDArray[np.bool_]:
    """Return where a window inside imagery has data in any of some bands by their nodata values alone (height, width).

    That is what a file of these bands without any mask or alpha band shows.

    Raises:
        SatSynError: the file is damaged or incomplete, or became unreadable.
    """
    if not all(_is_told_by_nodata(imagery, band) for band in bands):
        return np.ones((window.height, window.width), bool)
    with gdal_errors_as(f"The mask of {imagery.name} cannot be read at column {window.col}, row {window.row}"):
        masks = imagery.read_masks(list(bands), window=window.to_rasterio())
    has_data: NDArray[np.bool_] = (masks != 0).any(axis=0)
    return has_data


def valid_by_nodata(image: NDArray[np.generic], nodata: float | None) -> NDArray[np.bool_]:
    """Return where imagery (bands, h, w) has data (h, w), as read from a file with this nodata value and no mask; see
    `bands_without_doubt`.
    """
    valid = np.ones(image.shape[1:], bool)
    if nodata is not None:
        has_data = image != nodata
        valid = has_data.any(axis=0) if is_measured(nodata, str(image.dtype)) else has_data.all(axis=0)
    if image.dtype.kind == "f":
        valid &= np.isfinite(image).all(axis=0)
    return valid


def _is_told_by_nodata(imagery: DatasetReader, band: int) -> bool:
    flags = imagery.mask_flag_enums[band - 1]
    return MaskFlags.nodata in flags and MaskFlags.per_dataset not in flags
