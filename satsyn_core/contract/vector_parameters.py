"""Parameters of vector land cover: which features are drawn, how, and on which grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .declaration import Kind, parameter


def class_field_parameter(*, advanced: bool = False) -> Any:
    """Declare the field of the classes."""
    return parameter(
        Kind.TEXT,
        "Class field",
        "Field of a vector land cover that names the class of each feature, by words or numbers. Several with commas: "
        "the first one that is filled counts. Empty: a well-known one, such as class, fclass, code, or "
        "OpenStreetMap's building, highway, natural and landuse; a layer without any is of the class that it is "
        "called after.",
        optional=True,
        advanced=advanced,
    )


def width_field_parameter() -> Any:
    """Declare the field of the widths of lines."""
    return parameter(
        Kind.TEXT,
        "Width field",
        "Field of lines with their width in metres. Empty: a well-known one, such as width.",
        optional=True,
        advanced=True,
    )


def line_widths_parameter() -> Any:
    """Declare the widths of lines whose field does not say them."""
    return parameter(
        Kind.TEXT,
        "Line widths",
        'Widths in metres of lines whose width field is empty, by the kind of line, as in "motorway=12 track=3 5": a '
        "number alone, at the end, is the width of all others. Empty: usual widths of OpenStreetMap's roads, railways "
        "and rivers, and 5 m.",
        optional=True,
        advanced=True,
    )


def overlays_parameter() -> Any:
    """Declare the layers that are drawn over vector land cover."""
    return parameter(
        Kind.VECTORS,
        "Layers drawn over it",
        "Vector layers that are drawn over a vector land cover, in this order: the last one lies on top. Lines become "
        "as wide as their width field, or the usual width of their kind, says.",
        optional=True,
        advanced=True,
    )


def background_parameter() -> Any:
    """Declare the class between the features."""
    return parameter(
        Kind.TEXT,
        "Background class",
        "Class of the ground that no feature of a vector land cover covers, by the name that the land cover or the "
        "model gives it. Empty: nodata.",
        optional=True,
        advanced=True,
    )


@dataclass(frozen=True)
class LayerAttributes:
    """Which attributes of vector land cover count, for jobs that draw it on the grid of imagery."""

    class_field: str | None = class_field_parameter(advanced=True)
    width_field: str | None = width_field_parameter()
    line_widths: str | None = line_widths_parameter()


@dataclass(frozen=True)
class VectorLandCover:
    """How vector land cover becomes a raster of classes."""

    overlays: tuple[str, ...] | None = overlays_parameter()
    class_field: str | None = class_field_parameter()
    width_field: str | None = width_field_parameter()
    line_widths: str | None = line_widths_parameter()
    background: str | None = background_parameter()
    grid: str | None = parameter(
        Kind.RASTER,
        "Grid",
        "Raster whose pixels a vector land cover gets. Empty: pixels of the model's size, or of the pixel size, over "
        "the extent of the layers.",
        optional=True,
        advanced=True,
    )
    target_crs: str | None = parameter(
        Kind.TEXT,
        "Target coordinate system",
        'Coordinate system in which a vector land cover is drawn, as in "EPSG:25832"; utm is the best UTM zone. Empty: '
        "that of the first layer, which must not be in degrees then.",
        optional=True,
        advanced=True,
    )
