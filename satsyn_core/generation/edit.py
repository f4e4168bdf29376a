"""An edit: imagery is generated within a mask, and an existing image is kept outside of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Protocol

from rasterio.enums import ColorInterp
from rasterio.io import DatasetReader

from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..contract.raster_tags import KEPT, MODEL_DIGEST, PARTLY, SYNTHETIC, WHOLLY
from ..contract.wording import counted, quoted
from ..landcover.buildings import open_buildings
from ..landcover.mask_purpose import EDIT_MASK
from ..process.fingerprint import Fingerprint
from ..raster.bands import hides_a_band, read_nodata_mask
from ..raster.gdalwarp import ALIGNED, gdalwarp_to
from ..raster.geotiff_layout import RasterProfile
from ..raster.grid import Grid
from ..raster.reading import has_mask, open_raster, read_mask
from ..raster.warp import overlap
from ..raster.window import Window, canonical_blocks
from ..scenes.pairs import open_imagery
from ..scenes.value_comparison import FoundValues, compare_values, conversion, sample_values
from .assemble import ImagePatch
from .block_plan import BlockPlan, ImageryNodata
from .feather import MOST_PIXELS, FeatheredMask
from .few_bands import instead_of_few_bands
from .kept_model import warn_of_other_origin
from .patch import KeptImage, PatchPlan, PatchRenderer
from .raster_state import mask_state, raster_state
from .renderers import BlockRenderer
from .request import GenerationRequest

_DEFAULT_FEATHER_PIXELS = 8
_MASK_BLOCK_PIXELS = 2048


class GeneratedPart(Protocol):
    """The part of a request's images that is generated: all of them, or the area of an edit."""

    @property
    def request(self) -> GenerationRequest:
        """The request, with the nodata value of its images."""

    def renderer(self, network: BlockRenderer, plan: BlockPlan) -> BlockRenderer:
        """Return what renders whole blocks, given what computes the network."""

    def profile(self, variant: int) -> RasterProfile:
        """Return what the file of a variant is apart from its pixels."""

    def image_patch(self, plan: BlockPlan, profile: RasterProfile) -> ImagePatch | None:
        """Return what alone has to be written of an image, None for all of it."""

    def fingerprint(self, request: Fingerprint) -> Fingerprint:
        """Return the fingerprint of a request together with that of this part."""

    def pixels(self, plan: BlockPlan) -> int:
        """Return the number of pixels that are generated for each image."""


@dataclass(frozen=True)
class WholeImages:
    """Images that are generated throughout."""

    request: GenerationRequest

    def renderer(self, network: BlockRenderer, plan: BlockPlan) -> BlockRenderer:  # noqa: ARG002 - see the protocol
        """See `GeneratedPart`."""
        return network

    def profile(self, variant: int) -> RasterProfile:
        """See `GeneratedPart`."""
        return self.request.profile(variant)

    def image_patch(self, plan: BlockPlan, profile: RasterProfile) -> None:
        """See `GeneratedPart`."""

    def fingerprint(self, request: Fingerprint) -> Fingerprint:
        """See `GeneratedPart`."""
        return request

    def pixels(self, plan: BlockPlan) -> int:  # noqa: ARG002 - see the protocol
        """See `GeneratedPart`."""
        return self.request.pixels


@dataclass(frozen=True)
class Edit:
    """An edit whose files are open and checked.

    Attributes:
        request: with the nodata value of the kept image.
        kept: the image outside the mask.
        area: of the edit.
        reporter: gets the size of the edit.
    """

    request: GenerationRequest
    kept: KeptImage
    area: FeatheredMask
    reporter: Reporter

    def renderer(self, network: BlockRenderer, plan: BlockPlan) -> BlockRenderer:
        """See `GeneratedPart`.

        Raises:
            InputError: the mask has no pixel of the imagery.
        """
        patch = self._patch(plan)
        if not patch.pixels:
            raise InputError(
                f"The mask {self.request.parameters.edit.mask} covers no pixel of the imagery, so nothing would "
                "change: choose a mask on it, and check its coordinate system."
            )
        self.reporter.log(patch.describe())
        return PatchRenderer(network, patch, self.kept, self.request.nodata)

    def profile(self, variant: int) -> RasterProfile:
        """See `GeneratedPart`."""
        profile, kept = self.request.profile(variant), self.kept.dataset
        share = WHOLLY if kept.tags().get(SYNTHETIC) == WHOLLY else PARTLY
        tags = {**profile.tags, SYNTHETIC: share, KEPT: Path(kept.name).name}
        return replace(profile, nodata=kept.nodata, tags=tags)

    def image_patch(self, plan: BlockPlan, profile: RasterProfile) -> ImagePatch | None:
        """See `GeneratedPart`."""
        return self.kept.patch(self._patch(plan).blocks, profile)

    def fingerprint(self, request: Fingerprint) -> Fingerprint:
        """See `GeneratedPart`."""
        own = {
            "mask": mask_state(self.area.mask, self.request.parameters.edit.mask or ""),
            "base image": raster_state(self.kept.dataset),
            "feather": self.area.feather,
        }
        return Fingerprint({**request.values, **own})

    def pixels(self, plan: BlockPlan) -> int:
        """See `GeneratedPart`."""
        return self._patch(plan).pixels

    def _patch(self, plan: BlockPlan) -> PatchPlan:
        known = self._patches.get(plan)
        if known is None:
            known = self._patches[plan] = PatchPlan(self.area, plan)
        return known

    @cached_property
    def _patches(self) -> dict[BlockPlan, PatchPlan]:
        return {}


@contextmanager
def open_edit(request: GenerationRequest, reporter: Reporter) -> Iterator[GeneratedPart]:
    """Yield the part of the images that is generated; the files of an edit stay open for the `with` block.

    Raises:
        InputError: parameters of an edit do not fit each other, or the image to keep does not fit the imagery.
    """
    edit = request.parameters.edit
    if edit.mask is None:
        if edit.base_image is not None:
            raise InputError("BASE_IMAGE needs the area to generate in MASK: give one, or leave BASE_IMAGE empty.")
        if edit.feather is not None:
            raise InputError("FEATHER needs an area to generate in MASK: give one, or leave FEATHER empty.")
        yield WholeImages(request)
        return
    if edit.base_image is None:
        raise InputError(
            "MASK needs the imagery to keep outside of it in BASE_IMAGE. Without such an image, leave MASK empty, and "
            "give a rectangle with EXTENT."
        )
    grid = request.grid
    with ExitStack() as files:
        base = files.enter_context(open_raster(edit.base_image))
        kept = _kept_image(base, grid, request.window)
        _check_pixels(base, request)
        appearance = request.parameters.appearance
        has_own_style = appearance.style is not None or appearance.style_seed is not None
        warn_of_other_origin(base, request.generator, None if has_own_style else appearance.seed, reporter)
        mask = files.enter_context(open_buildings(edit.mask, grid, reporter, EDIT_MASK))
        pixel = (grid.ground_pixel.width, grid.ground_pixel.height)
        feather = _DEFAULT_FEATHER_PIXELS * min(pixel) if edit.feather is None else edit.feather
        area = FeatheredMask(mask, feather, pixel)
        if round(area.pixels) > MOST_PIXELS:
            raise InputError(
                f"FEATHER of {feather:g} m is an edge of {area.pixels:,.0f} pixels, and up to {MOST_PIXELS:,} are "
                f"possible: give at most {math.floor(MOST_PIXELS * min(pixel) * 100) / 100:g} m."
            )
        nodata = request.nodata
        if base.nodata is not None:
            nodata = ImageryNodata(int(base.nodata), declared=True)
        yield Edit(
            replace(request, nodata=nodata, planned=mask),
            kept,
            area,
            reporter,
        )


def _kept_image(base: DatasetReader, grid: Grid, window: Window) -> KeptImage:
    """Return an image as the one to keep: it has all pixels of the land cover, or those of the window."""
    own = Grid.of(base)
    for part in (grid.window, window):
        if own.same_pixels_as(grid.cut(part)):
            return KeptImage(base, part)
        # Of an image without any place, nothing says which of its rows is the northern one.
        if own.has_place and own.upside_down.same_pixels_as(grid.cut(part)):
            return KeptImage(base, part, is_upside_down=True)
    raise InputError(
        f"{base.name} ({own.describe()}) does not have the pixels of the land cover ({grid.describe()}), and pixels "
        f"that are kept are not resampled. {_on_grid(base, grid.cut(window))}"
    )


def _on_grid(base: DatasetReader, grid: Grid) -> str:
    """Return a sentence on how an image is brought to a grid."""
    own = Grid.of(base)
    shared = overlap(grid, own) if own.has_place and grid.has_place else grid.window
    if shared is None:
        return "They do not overlap: choose an image of the same place."
    # What the image does not cover would become black.
    nodata = 0 if base.nodata is None and shared != grid.window else None
    command = gdalwarp_to(grid, own, base.name, "bilinear", nodata) if own.has_place and grid.has_place else None
    if command is None:
        return "Bring it to the grid of the land cover first, with QGIS' Align rasters."
    command = f"{command} {ALIGNED}"
    return f"Bring it to that grid first: {command}"


def _check_pixels(base: DatasetReader, request: GenerationRequest) -> None:
    """Check that an image has the bands and the data type of the imagery, and no mask that would be lost."""
    generator = request.generator
    count, dtype = len(generator.band_names), generator.dtype
    found = ", ".join(dict.fromkeys(base.dtypes))
    if base.count < count:
        raise InputError(
            f"{base.name} has {counted(base.count, 'band')}, and the model {generator.name} generates {count} "
            f"({', '.join(generator.band_names)}): {instead_of_few_bands(base, count, request.landcover.name)}."
        )
    if base.count > count:
        bands = tuple(range(1, count + 1))
        if _would_lose_transparency(base, count):
            raise _transparency_lost(base, count)
        raise InputError(
            f"{base.name} has {counted(base.count, 'band')} of {found}, "
            f"and the model {generator.name} generates {count} "
            f"({', '.join(generator.band_names)}) of {dtype}: choose a model that generates such imagery, or make an "
            f"image of these bands, {conversion(_values(base, bands), generator.known_values, bands)}. -b says which "
            "band of the image is which of the model's."
        )
    if found != dtype:
        raise InputError(
            f"{base.name} holds {found} numbers, and the model {generator.name} generates {dtype} numbers: choose a "
            f"model that generates such imagery, or convert the image first, "
            f"{conversion(_values(base), generator.known_values)}."
        )
    if base.tags().get(MODEL_DIGEST) != generator.digest:  # its own imagery has its values
        compare_values(_values(base), generator.known_values, request.reporter)
    # Where GDAL takes one of the model's bands for transparency, a nodata value says that it is none.
    is_imagery = base.nodata is not None and hides_a_band(base, base.indexes)
    if has_mask(base) and not is_imagery:
        raise InputError(
            f"{base.name} has a mask beside its bands, which would be lost: make its pixels nodata first, with "
            f"gdalwarp -dstnodata 0 {quoted(base.name)} nodata.tif."
        )


def _would_lose_transparency(base: DatasetReader, count: int) -> bool:
    """Return whether an alpha band after the first bands hides pixels that these would show without it."""
    if ColorInterp.alpha not in base.colorinterp[count:]:
        return False
    bands = range(1, count + 1)
    blocks = canonical_blocks(Window(0, 0, base.width, base.height), _MASK_BLOCK_PIXELS)
    return any((read_nodata_mask(base, block, bands) & ~read_mask(base, block)).any() for block in blocks)


def _transparency_lost(base: DatasetReader, count: int) -> InputError:
    """Return the refusal of an image whose transparent pixels become nodata by commands; the first bands are wanted."""
    bands, alpha = range(1, count + 1), base.colorinterp.index(ColorInterp.alpha, count) + 1
    selected = " ".join(f"-b {band}" for band in bands)
    # Another value than the declared one would change opaque pixels that have it in some of the bands.
    nodata = f"{base.nodata or 0:.17g}"
    if alpha == base.count:
        return InputError(
            f"{base.name} has transparent pixels, which would become real ones without its alpha band: make them "
            f"nodata first, with gdalwarp -srcalpha -dstnodata {nodata} {quoted(base.name)} nodata.tif, and take the "
            f"bands of the model from that, with gdal_translate {selected} nodata.tif bands.tif."
        )
    # Only of the last band does gdalwarp know that it is one of transparency.
    return InputError(
        f"{base.name} has transparent pixels, which would become real ones without its alpha band: put that band "
        f"last, with gdal_translate {selected} -b {alpha} {quoted(base.name)} last.tif, make them nodata, with "
        f"gdalwarp -srcalpha -dstnodata {nodata} last.tif nodata.tif, and take the bands of the model from that, with "
        f"gdal_translate {selected} nodata.tif bands.tif."
    )


def _values(base: DatasetReader, bands: Sequence[int] | None = None) -> FoundValues:
    with open_imagery(base.name, bands) as imagery:
        return FoundValues(base.name, imagery.dtype, sample_values(imagery))
