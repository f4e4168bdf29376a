"""Names in a training set's folder: what whoever reads it without SatSyn has to know."""

from __future__ import annotations

from pathlib import PurePosixPath

SCHEMA = "satsyn-training-set"
SCHEMA_VERSION = 1

MANIFEST = "manifest.json"
CLASSES = "classes.json"
FOOTPRINTS = "splits.gpkg"
IMAGES = "images"
MASKS = "masks"
STAC = "stac"


def chip_name(scene: str, row: int, col: int, version: int) -> str:
    """Return the name of a chip; `version` is 0 for the real one and counts synthetic ones from 1."""
    return f"{scene}_r{row:06d}_c{col:06d}" + (f"_s{version}" if version else "")


def image_path(split: str, name: str) -> str:
    """Return the path of a chip's image in the folder."""
    return str(PurePosixPath(IMAGES, split, f"{name}.tif"))


def mask_path(split: str, name: str) -> str:
    """Return the path of a chip's mask in the folder: the image's, under another first folder."""
    return str(PurePosixPath(MASKS, split, f"{name}.tif"))
