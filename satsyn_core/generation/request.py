"""What the parameters of the job `generate-imagery` name: opened, checked, and matched to the model's classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import metadata
from pathlib import Path

import numpy as np

from .. import __version__
from ..contract.bundled import BUNDLED_MODEL
from ..contract.class_scheme import UNKNOWN
from ..contract.declarations.generate_imagery import BLOCK_SIZE_STEP, GenerateImagery
from ..contract.errors import InputError
from ..contract.model_card import ModelCard
from ..contract.model_metadata import read_metadata
from ..contract.progress import Reporter
from ..contract.raster_tags import synthetic_tags
from ..generator.engine_choice import EngineOptions, load_to_render
from ..generator.model import ImageryGenerator
from ..generator.network.noise import noise_seed_of
from ..generator.seamless_styles import SeamlessStyles
from ..generator.styles import CodePart, SceneStyle, Style, blended
from ..landcover.buildings import BuildingMask, open_buildings
from ..landcover.bundled_choice import choose_for_scene
from ..landcover.choice_reasons import SceneNeeds
from ..landcover.class_matching import ClassMatch, match_classes
from ..landcover.raster import LandCoverRaster
from ..landcover.reader import LandCoverReader
from ..landcover.stated_classes import StatedClasses
from ..landcover.value_counts import count_values
from ..landcover.vector_names import is_vector
from ..process.fingerprint import Fingerprint
from ..raster.geotiff_layout import RasterProfile
from ..raster.grid import Extent, Grid
from ..raster.nesting import Nesting
from ..raster.window import Window
from ..scenes.value_comparison import FoundValues, compare_values
from .block_plan import ImageryNodata
from .kept_model import bundled_model_of
from .landcover_input import OpenedLandCover, compare_pixel_sizes, count_known, open_landcover_of
from .raster_state import mask_state, named_raster_state, raster_state
from .style_image import ClassedImage, PlannedArea, compare_style_pixels, has_pixels, lies_on, read_style_image

_LIBRARIES = ("torch", "openvino")
"""Another version of these may round differently."""


@dataclass(frozen=True)
class GenerationRequest:
    """What the parameters name, opened and checked.

    Attributes:
        parameters: of the job.
        model: file of the generator.
        generator: loaded from it.
        landcover: open raster.
        buildings: open footprints, None for none.
        nesting: of the imagery's pixels in the land cover's.
        match: what the land cover's values mean to the generator.
        pixels: number of pixels of the window that have a class.
        window: what is to be rendered, in pixels of the imagery.
        nodata: of the imagery.
        style_parts: parts of a style code that alone take the style of the style image; none means that all of it does.
        reporter: gets what the user should know of the style image.
        planned: area of an edit, in which the land cover differs from what a style image shows; None for no edit.
        styled_by: the request whose styles and noise the images have; None for their own.
    """

    parameters: GenerateImagery
    model: Path
    generator: ImageryGenerator
    landcover: LandCoverRaster
    nesting: Nesting
    buildings: BuildingMask | None
    match: ClassMatch
    pixels: int
    window: Window
    nodata: ImageryNodata
    style_parts: tuple[CodePart, ...]
    reporter: Reporter
    planned: BuildingMask | None = None
    styled_by: GenerationRequest | None = None

    @cached_property
    def reader(self) -> LandCoverReader:
        """Gives the classes of any window."""
        return LandCoverReader(self.landcover, self.match, self.buildings, self.nesting)

    @property
    def grid(self) -> Grid:
        """The grid of which the imagery is the window."""
        return self.nesting.fine(self.landcover.grid)

    @property
    def engine_options(self) -> EngineOptions:
        """Engine, precision and device."""
        return engine_options(self.parameters)

    @property
    def bytes_per_pixel(self) -> int:
        """Size of a pixel of the imagery, all bands together."""
        return len(self.generator.band_names) * np.dtype(self.generator.dtype).itemsize

    def scene_style(self, variant: int) -> SceneStyle:
        """Return style and noise of a variant, counted from 0."""
        if self.styled_by is not None:
            return self.styled_by.scene_style(variant)
        noise_seed = noise_seed_of(self.parameters.appearance.seed, variant)
        drawn = self.generator.draw_style(self._style_seed, variant)
        if self._encoded is None:
            return SceneStyle(drawn, noise_seed)
        style = blended(drawn, self._encoded, self.parameters.appearance.style_strength, self.style_parts or None)
        return SceneStyle(style, noise_seed)

    @cached_property
    def _encoded(self) -> Style | None:
        """The style of the style image, if there is one."""
        if self.parameters.appearance.style is None:
            return None
        path = self.parameters.appearance.style
        image = self._style_image(path)
        known = image.pixels[:, image.classes != UNKNOWN].ravel()
        compare_values(FoundValues(path, image.pixels.dtype.name, known), self.generator.known_values, self.reporter)
        return self.generator.encode_style(image.pixels, image.classes)

    def _style_image(self, path: str) -> ClassedImage:
        """Return the style image with its classes: those of its own land cover, of this one, or estimated ones."""
        own = self.parameters.appearance.style_landcover
        compare_style_pixels(path, self.generator, self.reporter)
        if own is None and lies_on(path, self.grid):
            return ClassedImage(*read_style_image(path, self.reader, self.generator.band_names, self._planned_area))
        # The libraries of segmentation take a second to load.
        from .style_elsewhere import read_with_estimate, read_with_landcover, read_with_other_landcover

        if own is not None:
            stated = StatedClasses.read(None, None, self.parameters.source.legends).for_names()
            if not is_vector(own) and has_pixels(own, self.landcover.grid) and lies_on(path, self.grid):
                return read_with_other_landcover(path, own, stated, self.generator, self.nesting, self.reporter)
            return read_with_landcover(path, own, stated, self.generator, self.reporter)
        return read_with_estimate(path, self.generator, self.parameters.computation.device, self.reporter)

    @property
    def _planned_area(self) -> PlannedArea | None:
        """The pixels that do not count for the style; other families have one style for all classes."""
        if self.planned is None or not isinstance(self.generator, SeamlessStyles):
            return None
        return PlannedArea(self.planned, self.reporter)

    @property
    def _style_seed(self) -> int:
        appearance = self.parameters.appearance
        return appearance.seed if appearance.style_seed is None else appearance.style_seed

    def profile(self, variant: int) -> RasterProfile:
        """Return the profile of a variant's image, with tags that say how it was made."""
        return RasterProfile(
            self.grid.cut(self.window),
            dtype=self.generator.dtype,
            nodata=self.nodata.value if self.nodata.declared else None,
            band_names=self.generator.band_names,
            tags=self._tags(variant),
        )

    def _tags(self, variant: int) -> dict[str, str]:
        seed, style = self.parameters.appearance.seed, self._style_tag(variant)
        return synthetic_tags(self.generator.name, self.generator.digest, seed, style)

    def _style_tag(self, variant: int) -> str:
        appearance = self.parameters.appearance
        if appearance.style is None:
            return self.scene_style(variant).style.name
        strength = (
            ""
            if appearance.style_strength == 1
            else f", {appearance.style_strength:.0%} of the way from a random style"
        )
        classes = f", {appearance.style_classes} alone" if appearance.style_classes else ""
        return f"image {Path(appearance.style).name}{strength}{classes}"

    def fingerprint(self, output: Path, block_size: int, engine: str) -> Fingerprint:
        """Return everything that the bytes of the images depend on.

        Args:
            output: file of the first image.
            block_size: pixels along the side of the plan's blocks.
            engine: name of the engine that computes.
        """
        grid, style = self.grid, self.parameters.appearance.style
        values: dict[str, object] = {
            "output": str(output),
            "land cover": self._landcover_state(),
            "grid": [grid.crs.to_wkt() if grid.crs else None, *grid.transform, grid.width, grid.height],
            "window": [self.window.col, self.window.row, self.window.width, self.window.height],
            "classes": sorted(self.match.index_of_value.items()),
            "nodata": [self.nodata.value, self.nodata.declared],
            "buildings": self._buildings_state(),
            "model": self.generator.digest,
            "style": None if style is None else named_raster_state(style),
            "style land cover": self._style_landcover_state(),
            "style seed": self._style_seed,
            "style strength": self.parameters.appearance.style_strength,
            "style classes": [str(part) for part in self.style_parts],
            "seed": self.parameters.appearance.seed,
            "variants": self.parameters.appearance.variants,
            "block size": block_size,
            "engine": [engine, *(f"{name} {_version(name)}" for name in _LIBRARIES)],
            "satsyn": __version__,
        }
        return Fingerprint(values)

    def _landcover_state(self) -> object:
        # Names from a style beside it count by the match of classes.
        return self.landcover.digest or raster_state(self.landcover.dataset)

    def _buildings_state(self) -> object:
        path = self.parameters.source.buildings
        return None if path is None or self.buildings is None else mask_state(self.buildings, path)

    def _style_landcover_state(self) -> object:
        path = self.parameters.appearance.style_landcover
        if path is None:
            return None
        # Names alone say what its values mean. The style itself is no part of the fingerprint, because processors round
        # it differently, and the shards of a run need the same one.
        legend = StatedClasses.read(None, None, self.parameters.source.legends).legend_of(path)
        return [_landcover_state(path), sorted(legend.items())]


def _landcover_state(path: str) -> object:
    if not is_vector(path):
        return named_raster_state(path, styles=True)
    # The library that reads vectors takes a quarter of a second to load, and most land cover is a raster.
    from ..landcover.layer_digest import layer_digest

    return layer_digest(path)


def engine_options(parameters: GenerateImagery) -> EngineOptions:
    """Return engine, precision and device that the parameters name."""
    computation = parameters.computation
    return EngineOptions(computation.engine, computation.precision, computation.device)


def _options_here(parameters: GenerateImagery) -> EngineOptions:
    """Return the options of this process. On a cluster the workers have the device: the card need not be here."""
    options = engine_options(parameters)
    return options if parameters.computation.scheduler is None else EngineOptions("auto", options.precision, "cpu")


def _style_parts(parameters: GenerateImagery, generator: ImageryGenerator) -> tuple[CodePart, ...]:
    """Return the parts of a style code that alone take the style of the style image; none means that all of it does.

    Raises:
        InputError: the model has no such class, or no styles of classes.
    """
    names = (parameters.appearance.style_classes or "").split(",")
    return tuple(generator.class_code(generator.scheme.index_of(name.strip())) for name in names if name.strip())


@contextmanager
def open_request(
    parameters: GenerateImagery, reporter: Reporter, *, several: bool = False
) -> Iterator[GenerationRequest]:
    """Open what the parameters name, and match the classes; the rasters stay open for the `with` block.

    Args:
        parameters: of the job.
        reporter: gets what the user should know; may cancel.
        several: whether CLASSES is for another land cover, too, so that this one need not have all that it names.

    Raises:
        InputError: a file cannot be used, or parameters do not fit each other.
    """
    _refuse_contradictions(parameters, reporter)
    source = parameters.source
    stated = StatedClasses.read(source.classes, source.scheme, source.legends)
    stated = replace(stated, buildings_apart=source.buildings is not None, several=several)
    # Vector layers are drawn before their classes can choose among the bundled models: for the first one's pixels.
    first = parameters.model or BUNDLED_MODEL
    read_metadata(first, "generator")
    trained_metres = ModelCard.read(first).ground_sampling_distance
    with ExitStack() as files:
        opened = files.enter_context(open_landcover_of(parameters, trained_metres, reporter))
        landcover, nesting = opened.raster, opened.nesting
        grid = nesting.fine(landcover.grid)
        window = _requested_window(parameters, landcover, grid, reporter)
        counts = count_values(landcover, nesting.around(window), reporter, has_extent=True)
        model = _model(parameters, opened, stated, list(counts), reporter)
        generator = load_to_render(model, _options_here(parameters))
        parts = _style_parts(parameters, generator)
        compare_pixel_sizes(opened, source.pixel_size, generator.ground_sampling_distance, reporter)
        chosen = generator.name if parameters.model is None and Path(model).parent == BUNDLED_MODEL.parent else ""
        stated = stated.for_model(generator.ground_sampling_distance, chosen=chosen)
        match = match_classes(landcover, generator.scheme, stated, nesting.around(window), reporter, counts)
        pixels = count_known(landcover, match, nesting, window)
        nodata = _nodata(landcover, window.width * window.height - pixels, generator, reporter)
        buildings = None
        if parameters.source.buildings is not None:
            buildings = files.enter_context(open_buildings(parameters.source.buildings, grid, reporter))
        yield GenerationRequest(
            parameters,
            model,
            generator,
            landcover,
            nesting,
            buildings,
            match,
            pixels,
            window,
            nodata,
            parts,
            reporter,
        )


def _model(
    parameters: GenerateImagery,
    opened: OpenedLandCover,
    stated: StatedClasses,
    values: Sequence[int],
    reporter: Reporter,
) -> Path:
    """Return the file of the generator that the user names; or of the bundled one that made the image that an edit
    keeps, or else the one that the land cover suits.
    """
    if parameters.model is not None:
        return Path(parameters.model)
    edit = parameters.edit
    kept = bundled_model_of(edit.base_image, reporter) if edit.mask and edit.base_image else None
    if kept is not None:
        return kept
    with_buildings = parameters.source.buildings is not None
    if opened.raster.digest is not None:
        needs = SceneNeeds(None, buildings=with_buildings)  # vector layers have no pixels of their own
    else:
        grid = opened.nesting.fine(opened.raster.grid)
        needs = SceneNeeds.of(opened.raster, grid, buildings=with_buildings)
    return choose_for_scene(opened.raster, stated, values, needs, reporter)


def _refuse_contradictions(parameters: GenerateImagery, reporter: Reporter) -> None:
    appearance, computation = parameters.appearance, parameters.computation
    if appearance.style_landcover and appearance.style is None:
        raise InputError("STYLE_LANDCOVER needs a style image in STYLE: give one, or leave STYLE_LANDCOVER empty.")
    if appearance.style_classes and appearance.style is None:
        raise InputError("STYLE_CLASSES needs a style image in STYLE: give one, or leave STYLE_CLASSES empty.")
    if appearance.style_strength != 1 and appearance.style is None:
        # Released versions took it without effect, so that saved models of QGIS may have it.
        reporter.log("STYLE_STRENGTH has no effect without a style image in STYLE.", "warning")
    if computation.block_size % BLOCK_SIZE_STEP:
        raise InputError(f"BLOCK_SIZE must be a multiple of {BLOCK_SIZE_STEP}, not {computation.block_size}.")
    if computation.shard is not None and computation.scheduler is not None:
        raise InputError("SHARD and SCHEDULER are two ways to use many machines: give one of them.")


def _requested_window(
    parameters: GenerateImagery, landcover: LandCoverRaster, grid: Grid, reporter: Reporter
) -> Window:
    if grid.crs is None:
        lacking = parameters.vector.grid or landcover.name
        reporter.log(f"{lacking} has no coordinate system, so the imagery will have none either.", "warning")
    if parameters.source.extent is None:
        return grid.window
    extent = Extent.parse(parameters.source.extent)
    window = grid.window_of(extent)
    if not grid.holds(extent):
        reporter.log(
            f"The extent reaches beyond the land cover, so it is cut to {window.width} x {window.height} pixels."
        )
    return window


def _nodata(landcover: LandCoverRaster, unknown: int, generator: ImageryGenerator, reporter: Reporter) -> ImageryNodata:
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
