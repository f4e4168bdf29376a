"""What the parameters of the job `generate-imagery` name: opened, checked, and matched to the model's classes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

from .. import __version__
from ..contract.bundled import BUNDLED_MODEL
from ..contract.declarations.generate_imagery import GenerateImagery
from ..contract.errors import InputError
from ..contract.model_metadata import read_metadata
from ..contract.progress import Reporter
from ..generator.families import load_generator
from ..generator.model import ImageryGenerator
from ..generator.network.noise import noise_seed_of
from ..generator.styles import Style, blended
from ..landcover.buildings import BuildingMask, PolygonBuildings, open_buildings
from ..landcover.class_matching import ClassMatch, match_classes
from ..landcover.raster import LandCoverRaster, open_landcover
from ..landcover.reader import LandCoverReader
from ..raster.grid import Extent
from ..raster.window import Window
from .block_plan import ImageryNodata
from .renderers import SceneStyle
from .style_image import read_style_image
from .work_folder import file_state

_LIBRARIES = ("torch", "openvino")
"""Another version of these may round differently."""

_STATISTICS = ".aux.xml"
"""What QGIS writes beside rasters that it shows; the class names in it count by the match that they gave."""


@dataclass(frozen=True)
class GenerationRequest:
    """What the parameters name, opened and checked."""

    parameters: GenerateImagery
    model: Path
    generator: ImageryGenerator
    landcover: LandCoverRaster
    buildings: BuildingMask | None
    match: ClassMatch
    window: Window
    nodata: ImageryNodata

    @cached_property
    def reader(self) -> LandCoverReader:
        """Gives the classes of any window."""
        return LandCoverReader(self.landcover, self.match, self.buildings)

    def look(self, variant: int) -> SceneStyle:
        """Return style and noise of a variant."""
        noise_seed = noise_seed_of(self.parameters.appearance.seed, variant)
        drawn = self.generator.draw_style(self.parameters.appearance.seed, variant)
        if self._encoded is None:
            return SceneStyle(drawn, noise_seed)
        parts = _styled_parts(self.parameters, self.generator) or None
        return SceneStyle(blended(drawn, self._encoded, self.parameters.appearance.style_strength, parts), noise_seed)

    @cached_property
    def _encoded(self) -> Style | None:
        """The style of the style image, if there is one."""
        if self.parameters.appearance.style is None:
            return None
        image, classes = read_style_image(self.parameters.appearance.style, self.reader, self.generator.band_names)
        return self.generator.encode_style(image, classes)

    def tags(self, variant: int) -> dict[str, str]:
        """Return the tags that say how the image of a variant was made."""
        return {
            "SATSYN_SYNTHETIC": "YES",
            "SATSYN_MODEL": self.generator.name,
            "SATSYN_MODEL_DIGEST": self.generator.digest,
            "SATSYN_SEED": str(self.parameters.appearance.seed),
            "SATSYN_STYLE": self._style_tag(variant),
            "SATSYN_VERSION": __version__,
        }

    def _style_tag(self, variant: int) -> str:
        asked = self.parameters
        if asked.appearance.style is None:
            return self.look(variant).style.name
        strength = (
            ""
            if asked.appearance.style_strength == 1
            else f", {asked.appearance.style_strength:.0%} of the way from a random style"
        )
        classes = f", {asked.appearance.style_classes} alone" if asked.appearance.style_classes else ""
        return f"image {Path(asked.appearance.style).name}{strength}{classes}"

    def request(self, output: Path, block_size: int, engine: str) -> dict[str, Any]:
        """Return everything that the bytes of the images depend on, to tell whether an earlier run is the same."""
        files = [name for name in self.landcover.dataset.files if not name.endswith(_STATISTICS)]
        grid = self.landcover.grid
        return {
            "output": str(output),
            "land cover": [file_state(name) if Path(name).exists() else [name] for name in files],
            "grid": [grid.crs.to_wkt() if grid.crs else None, *grid.transform, grid.width, grid.height],
            "window": [self.window.col, self.window.row, self.window.width, self.window.height],
            "classes": sorted(self.match.index_of_value.items()),
            "nodata": [self.nodata.value, self.nodata.declared],
            "buildings": self._buildings_state(),
            "model": self.generator.digest,
            "style": file_state(self.parameters.appearance.style) if self.parameters.appearance.style else None,
            "style strength": self.parameters.appearance.style_strength,
            "style classes": [str(part) for part in _styled_parts(self.parameters, self.generator)],
            "seed": self.parameters.appearance.seed,
            "variants": self.parameters.appearance.variants,
            "block size": block_size,
            "engine": [engine, *(f"{name} {_version(name)}" for name in _LIBRARIES)],
            "satsyn": __version__,
        }

    def _buildings_state(self) -> object:
        if self.parameters.source.buildings is None:
            return None
        # QGIS writes polygon layers anew for every run: what counts is the polygons.
        if isinstance(self.buildings, PolygonBuildings):
            return self.buildings.digest
        return file_state(self.parameters.source.buildings)


def _styled_parts(parameters: GenerateImagery, generator: ImageryGenerator) -> list[slice]:
    """Return the parts of a style code that alone take the look of the style image; none means that all of it does.

    Raises:
        InputError: the model has no such class, or no styles of classes.
    """
    names = (parameters.appearance.style_classes or "").split(",")
    return [generator.class_code(generator.scheme.index_of(name.strip())) for name in names if name.strip()]


@contextmanager
def open_request(parameters: GenerateImagery, reporter: Reporter) -> Iterator[GenerationRequest]:
    """Yield the scene, whose rasters stay open for as long."""
    if parameters.appearance.style_classes and parameters.appearance.style is None:
        raise InputError("STYLE_CLASSES needs a style image in STYLE: give one, or leave STYLE_CLASSES empty.")
    model = Path(parameters.model or BUNDLED_MODEL)
    read_metadata(model, "generator")
    with open_landcover(parameters.source.landcover) as landcover:
        window = _requested_window(parameters, landcover, reporter)
        generator = load_generator(model)
        _styled_parts(parameters, generator)
        match = match_classes(landcover, generator.scheme, parameters.source.classes, window, reporter)
        nodata = _nodata(landcover, match, window, generator, reporter)
        if parameters.source.buildings is None:
            yield GenerationRequest(parameters, model, generator, landcover, None, match, window, nodata)
            return
        with open_buildings(parameters.source.buildings, landcover.grid, reporter) as buildings:
            yield GenerationRequest(parameters, model, generator, landcover, buildings, match, window, nodata)


def _requested_window(parameters: GenerateImagery, landcover: LandCoverRaster, reporter: Reporter) -> Window:
    if landcover.grid.crs is None:
        reporter.log(f"{landcover.name} has no coordinate system, so the imagery will have none either.", "warning")
    if parameters.source.extent is None:
        return landcover.grid.window
    return landcover.grid.window_of(Extent.parse(parameters.source.extent))


def _nodata(
    landcover: LandCoverRaster, match: ClassMatch, window: Window, generator: ImageryGenerator, reporter: Reporter
) -> ImageryNodata:
    unknown = window.width * window.height - match.pixels
    nodata = ImageryNodata.for_landcover(landcover.nodata, unknown > 0, generator.dtype)
    if landcover.nodata is not None and nodata.value != landcover.nodata:
        reporter.log(
            f"The land cover's nodata value {landcover.nodata:g} does not fit the imagery's {generator.dtype} pixels: "
            f"the imagery has {nodata.value} instead."
        )
    return nodata


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "absent"
