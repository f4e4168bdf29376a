"""A training set of one chip of 16 pixels, written without the job."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine

from satsyn_core.contract.file_digest import file_digest

CRS, ORIGIN = "EPSG:32633", Affine(0.5, 0, 412_300, 0, -0.5, 5_317_900)
SIZE, COL, ROW = 16, 32, 16
PLACE = {"crs": CRS, "transform": ORIGIN @ Affine.translation(COL, ROW)}
IMAGE, MASK = "images/train/a_r000016_c000032.tif", "masks/train/a_r000016_c000032.tif"


def write_chip_file(path: Path, values: np.ndarray, **profile: Any) -> None:
    """Write a raster at the place of the chip."""
    path.parent.mkdir(parents=True, exist_ok=True)
    size = {"height": values.shape[1], "width": values.shape[2], "count": len(values), "dtype": values.dtype}
    with rasterio.open(path, "w", **{"driver": "GTiff", **size, **PLACE, **profile}) as file:
        file.write(values)


def one_chip_set(folder: Path) -> Path:
    """Write a set of one chip, with what reading needs, and return its folder."""
    write_chip_file(folder / IMAGE, np.full((3, SIZE, SIZE), 90, np.uint8))
    write_chip_file(folder / MASK, np.zeros((1, SIZE, SIZE), np.uint8))
    classes = [
        {"name": name, "colour": [9, 9, index], "land_cover_value": index + 1, "building": False}
        for index, name in enumerate(("water", "land"))
    ]
    (folder / "classes.json").write_text(json.dumps({"classes": classes, "unlabelled": None}))
    chip = {"id": Path(MASK).stem, "split": "train", "kind": "real", "scene": "a", "version": 0}
    chip |= {"image": IMAGE, "mask": MASK, "window": [COL, ROW, SIZE, SIZE]}
    chip |= {f"{kind}_sha256": file_digest(folder / path) for kind, path in (("image", IMAGE), ("mask", MASK))}
    scene = {"name": "a", "crs": rasterio.CRS.from_string(CRS).to_wkt(), "transform": list(ORIGIN)[:6]}
    head = {"schema": "satsyn-training-set", "schema_version": 1, "bands": ["red", "green", "blue"], "dtype": "uint8"}
    head |= {"descriptions": {"classes.json": file_digest(folder / "classes.json")}}
    (folder / "manifest.json").write_text(json.dumps({**head, "scenes": [scene], "chips": [chip]}))
    return folder
