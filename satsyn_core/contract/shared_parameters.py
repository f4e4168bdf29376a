"""Parameters that several jobs share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .declaration import Kind, Limits, choice, integer, parameter
from .scheme_library import OWN_VALUES, RECOGNISE

MODEL_FILES = "SatSyn model (*.safetensors)"
JSON_FILES = "JSON (*.json)"
HTML_FILES = "HTML (*.html)"

DEVICES = {"auto": "the best there is", "cpu": "processor", "cuda": "NVIDIA graphics card"}
"""Where a job computes, and what each choice means."""

TRAINING_FOLDER = "{stem}.training"
"""Name of the folder in which a training works, beside its model file, see `Beside`."""


def training_folder(output: Path) -> Path:
    """Return the folder in which the training of a model file works; it holds what a later run resumes from."""
    return output.with_name(TRAINING_FOLDER.format(stem=output.stem))


def device_parameter(*, advanced: bool = False) -> Any:
    """Declare where a job computes."""
    return choice(
        "Device",
        "Where to compute. auto: the graphics card if there is one.",
        DEVICES,
        default="auto",
        advanced=advanced,
    )


def engine_parameter() -> Any:
    """Declare the library that computes the generator's network."""
    return choice(
        "Engine",
        "Library that computes the network. auto: the fastest one that is installed.",
        {"auto": "the fastest there is", "torch": "PyTorch", "openvino": "OpenVINO"},
        default="auto",
        advanced=True,
    )


def precision_parameter() -> Any:
    """Declare the precision of a job's arithmetic."""
    return choice(
        "Precision",
        "full computes with 32-bit numbers, fast with 16-bit ones. auto: fast if the device has 16-bit numbers.",
        {"auto": "as the device computes best", "full": "32-bit numbers", "fast": "16-bit numbers"},
        default="auto",
        advanced=True,
    )


def seed_parameter(
    help: str,  # noqa: A002 - the name that argparse and QGIS use
    *,
    advanced: bool = False,
) -> Any:
    """Declare the seed of a job; `help` says what it determines."""
    return integer("Seed", help, Limits(0, 2**31 - 1), default=0, advanced=advanced)


def bands_parameter(exception: str = "") -> Any:
    """Declare the bands of the imagery that a job uses; `exception` is a sentence on imagery whose bands it keeps."""
    help_text = (
        'Numbers of the imagery\'s bands to use, as in "1 2 3". Empty: all but an alpha band. Give the numbers if the '
        "file calls its near-infrared band alpha."
    )
    return parameter(Kind.TEXT, "Bands", f"{help_text} {exception}".strip(), optional=True, advanced=True)


def buildings_parameter() -> Any:
    """Declare building footprints that are added to the land cover."""
    return parameter(
        Kind.MASK,
        "Buildings",
        "Building footprints to add to the land cover: a raster on the imagery's grid, or a layer of polygons.",
        optional=True,
        advanced=True,
    )


def scheme_parameter(otherwise: str, *, advanced: bool = False) -> Any:
    """Declare the file of the classes; `otherwise` is a sentence on the classes without one."""
    return parameter(
        Kind.SCHEME,
        "Class scheme",
        f"The classes: the id of a class scheme, or a JSON file with their names, values and colours. Empty or "
        f"{RECOGNISE}: {otherwise}",
        optional=True,
        advanced=advanced,
    )


def landcover_scheme_parameter(*, advanced: bool = False) -> Any:
    """Declare the class scheme of a land cover that is matched to the classes of a model."""
    return parameter(
        Kind.SCHEME,
        "Class scheme",
        "What the land cover's values mean where it has no class names: the id of a class scheme such as nlcd or "
        f"worldcover, a JSON file with one, or {OWN_VALUES} for the values of the model's classes. Empty or "
        f"{RECOGNISE}: the scheme that values and colours show, if that is clear.",
        optional=True,
        advanced=advanced,
    )


def legends_parameter() -> Any:
    """Declare the class names that legends outside the rasters give."""
    return parameter(
        Kind.LEGENDS,
        "Legends",
        'Class names that the land cover\'s files do not hold, as JSON: {"landcover.tif": {"1": "Forest"}}. QGIS gives '
        "those of its layers.",
        optional=True,
        advanced=True,
    )


def classes_parameter(*, advanced: bool = False) -> Any:
    """Declare the class of each value of the land cover."""
    return parameter(
        Kind.CLASSES,
        "Classes",
        'The classes of values of the land cover, as in "1=water 2=land 15=nodata", or of its words, as in '
        "\"Acker=vegetation, 'tall grass'=vegetation\"; words with blanks or commas stand in quotes. The classes are "
        "those of the model, where there is one (see Describe model). What is not named here has the class that the "
        "layer's legend or the names in the file say, else the class scheme.",
        optional=True,
        advanced=advanced,
    )


def model_name_parameter() -> Any:
    """Declare the name of the model that a job trains."""
    return parameter(Kind.TEXT, "Name", "Name of the model. Empty: that of its file.", optional=True, advanced=True)
