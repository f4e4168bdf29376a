"""Kind 9: names of outputs that are no GeoTIFFs, and what is refused before the work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from .desk import Desk, Outcome, clean, large, photo, refused, tried, village

_SUFFIXES = (".img", ".png", ".jp2", ".vrt", ".gpkg", ".tif.gz", ".nc", ".cog", "", ".tif ", ".zip", ".asc")


def _attempt(suffix: str) -> Callable[[Desk], Outcome]:
    def run(desk: Desk) -> Outcome:
        desk.raster("lc.tif")
        before = desk.state()
        said = desk.generate("lc.tif", "--scheme", "model", "--output", desk.path(f"image{suffix}"))
        found = refused(said, ".tif")
        return Outcome(found.what, found.right and desk.state() == before)

    return run


for _suffix in _SUFFIXES:
    tried(9, f"OUTPUT is called image{_suffix}".strip() + (" with a blank" if _suffix.endswith(" ") else ""))(
        _attempt(_suffix)
    )


@tried(9, "OUTPUT is called IMAGE.TIFF")
def _(desk: Desk) -> Outcome:
    desk.raster("lc.tif")
    said = desk.generate("lc.tif", "--scheme", "model", "--output", desk.path("IMAGE.TIFF"))
    return Outcome(f"exit {said.code}", said.code == 0 and Path(desk.path("IMAGE.TIFF")).is_file())


@tried(9, "A generator's training on imagery of the wrong place leaves no folder")
def _(desk: Desk) -> Outcome:
    cover = desk.raster("lc.tif", large(village(), 640))
    imagery = desk.raster("rgb.tif", photo(large(village(), 640)), crs="EPSG:32640")
    before = desk.state()
    options = ("--imagery", imagery, "--landcover", cover, "--iterations", 1, "--output", desk.path("g.safetensors"))
    said = desk.satsyn("train-generator", *options)
    left = sorted(path.name for path in desk.folder.iterdir() if path.is_dir())
    right = said.code == 2 and clean(said) and desk.state() == before and not left
    return Outcome(f"exit {said.code}: {said.last[-180:]} {left or ''}", right)


@tried(9, "Class values of 70000, which a predicted map cannot hold")
def _(desk: Desk) -> Outcome:
    cover = desk.raster("lc.tif", large(village(), 640).astype(np.int32) * 20_000)
    imagery = desk.raster("rgb.tif", photo(large(village(), 640)))
    options = ("--imagery", imagery, "--landcover", cover, "--steps", 1, "--crop", 64, "--batch", 2, "--no-pretrained")
    said = desk.satsyn("train-evaluate-segmentation", *options, "--output", desk.path("m.safetensors"))
    left = sorted(path.name for path in desk.folder.iterdir() if path.is_dir())
    return Outcome(f"exit {said.code}: {said.last[-200:]} {left or ''}", said.code == 2 and clean(said) and not left)
