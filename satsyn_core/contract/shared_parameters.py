"""Parameters that several jobs have, declared once."""

from __future__ import annotations

from typing import Any

from .declaration import Kind, parameter


def device_parameter(*, advanced: bool = False) -> Any:
    """Declare where a job computes."""
    return parameter(
        Kind.CHOICE,
        "Device",
        "Where to compute; auto takes the graphics card if there is one.",
        default="auto",
        choices=("auto", "cpu", "cuda"),
        advanced=advanced,
    )


def engine_parameter() -> Any:
    """What computes the generator's network."""
    return parameter(
        Kind.CHOICE,
        "Engine",
        "Library that computes the network; auto takes the fastest one that is installed.",
        default="auto",
        choices=("auto", "torch", "openvino"),
        advanced=True,
    )


def precision_parameter() -> Any:
    """Declare with how many bits a job computes."""
    return parameter(
        Kind.CHOICE,
        "Precision",
        "full computes with 32-bit numbers, fast with 16-bit ones; auto is fast where the device has them.",
        default="auto",
        choices=("auto", "full", "fast"),
        advanced=True,
    )


def seed_parameter(
    help: str,  # noqa: A002 - the name that argparse and QGIS use
    *,
    advanced: bool = False,
) -> Any:
    """Declare the seed of a job; `help` says what it decides there."""
    return parameter(Kind.INTEGER, "Seed", help, default=0, minimum=0, maximum=2**31 - 1, advanced=advanced)


def bands_parameter(exception: str = "") -> Any:
    """Declare which bands of the imagery a job uses; `exception` is a sentence on imagery that it does not act on."""
    help_text = (
        'Numbers of the imagery\'s bands to use, as in "1 2 3". Empty: all but an alpha band. Name a band of near '
        "infrared that its file calls alpha."
    )
    return parameter(Kind.TEXT, "Bands", f"{help_text} {exception}".strip(), optional=True, advanced=True)


def buildings_parameter() -> Any:
    """Declare footprints that lie over the land cover."""
    return parameter(
        Kind.MASK,
        "Buildings",
        "Building footprints to lay over the land cover: a raster on the imagery's grid, or a layer of polygons.",
        optional=True,
    )


def scheme_parameter(otherwise: str) -> Any:
    """Declare the classes; `otherwise` is a sentence on what they are without a file."""
    return parameter(
        Kind.FILE,
        "Class scheme",
        f"JSON file with names, values and colours of the classes. Empty: {otherwise}",
        optional=True,
    )


def classes_parameter() -> Any:
    """Declare what the values of the land cover mean."""
    return parameter(
        Kind.CLASSES,
        "Classes",
        "What the land cover's values mean, as in \"1=water 2=land 15=nodata\". Empty: the raster's own class names, "
        "else the scheme's values.",
        optional=True,
    )


def model_name_parameter() -> Any:
    """Declare the name of a model that is trained."""
    return parameter(Kind.TEXT, "Name", "Name of the model. Empty: that of its file.", optional=True, advanced=True)
