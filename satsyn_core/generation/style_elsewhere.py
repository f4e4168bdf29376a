"""The style of an image that does not show LANDCOVER: a land cover of its own gives its classes, or an estimate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from affine import Affine
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.io import DatasetReader

from ..contract.bundled import BUNDLED_SEGMENTATION
from ..contract.class_scheme import UNKNOWN, ClassScheme
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..generator.model import ImageryGenerator
from ..generator.styles import ENCODED_SIDE
from ..landcover.class_matching import match_classes
from ..landcover.crosswalk import ModelClasses
from ..landcover.raster import open_landcover
from ..landcover.reader import LandCoverReader
from ..landcover.stated_classes import StatedClasses
from ..landcover.vector_names import is_vector
from ..learning.devices import make_fabric
from ..raster.grid import Grid
from ..raster.nesting import Nesting
from ..raster.reading import open_raster
from ..raster.warp import on_grid, overlap
from ..raster.window import Window
from ..scenes.pairs import OpenImagery, ScenePaths, match_and_open_scene
from ..segmentation.model import SegmentationModel
from ..segmentation.prediction import WindowPlan, predict
from .style_image import FEWEST_PIXELS, ClassedImage, read_style_image, style_bands, window_with_data

_ESTIMATED_SIDE = 1024
"""Pixels along the side of the part whose classes are estimated: takes a few seconds on a processor."""

_SIMILAR_PIXELS = 1.25
"""Pixels that are larger or smaller by no more than this factor are taken as they are."""


def read_with_landcover(
    path: str, landcover: str, stated: StatedClasses, generator: ImageryGenerator, reporter: Reporter
) -> ClassedImage:
    """Read the middle of that part of a style image that its own land cover lies on.

    Pixels smaller than those of the model are averaged to about their size: they show another texture.

    Args:
        path: raster with the generator's bands, first ones first.
        landcover: raster of classes of the same place.
        stated: what QGIS states of its values.
        generator: has the classes and the bands.
        reporter: gets the match of the land cover.

    Raises:
        InputError: one of the rasters cannot be used, or they do not overlap.
    """
    bands = _bands(path, generator, landcover)
    files = ScenePaths(Path(path).stem, path, landcover)

    def resampled(dataset: DatasetReader) -> AbstractContextManager[DatasetReader]:
        grid, trained = Grid.of(dataset), generator.ground_sampling_distance
        is_fine = grid.has_place and grid.pixel_metres < trained
        return _with_pixels_of(dataset, trained) if is_fine else nullcontext(dataset)

    with match_and_open_scene(files, generator.scheme, stated, reporter, bands, resampled) as scene:
        window = _classed_window(scene.imagery, landcover).middle(ENCODED_SIDE)
        classes = np.where(scene.valid(window), scene.read_classes(window), np.uint8(UNKNOWN))
        image = ClassedImage(scene.read_imagery(window), classes)
    known = int(np.count_nonzero(image.classes != UNKNOWN))
    if known < FEWEST_PIXELS:
        raise InputError(
            f"The style image {path} shows {known:,} pixels with a class of its land cover {landcover}, and a style "
            f"needs {FEWEST_PIXELS:,}: choose a larger image, or give the land cover of the same place."
        )
    return image


def read_with_other_landcover(
    path: str,
    landcover: str,
    stated: StatedClasses,
    generator: ImageryGenerator,
    nesting: Nesting,
    reporter: Reporter,
) -> ClassedImage:
    """Read a style image that lies on LANDCOVER with the classes of another land cover of the same pixels.

    The style is that which the image has with LANDCOVER, as far as both say the same: a plan changes no style.

    Args:
        path: raster with the generator's bands, first ones first.
        landcover: raster of classes with the pixels of LANDCOVER.
        stated: what QGIS states of its values.
        generator: has the classes and the bands.
        nesting: of the imagery's pixels in those of LANDCOVER.
        reporter: gets the match of the land cover.

    Raises:
        InputError: one of the rasters cannot be used.
    """
    with open_landcover(landcover, reporter=reporter) as shown:
        match = match_classes(shown, generator.scheme, stated, shown.grid.window, reporter)
        reader = LandCoverReader(shown, match, nesting=nesting)
        return ClassedImage(*read_style_image(path, reader, generator.band_names))


def _classed_window(imagery: DatasetReader, landcover: str) -> Window:
    """Return the rectangle of an image that has data and its land cover; the whole image if there is none."""
    own = grid = Grid.of(imagery)
    if not is_vector(landcover):  # layers of features are drawn on the image
        with open_raster(landcover) as dataset:
            grid = Grid.of(dataset)
    shared = own.window if grid.same_pixels_as(own) else overlap(own, grid)
    data = window_with_data(imagery)
    both = None if shared is None or data is None else shared.intersection(data)
    return both or own.window


def read_with_estimate(path: str, generator: ImageryGenerator, device: str, reporter: Reporter) -> ClassedImage:
    """Read the middle of a style image, and estimate its classes with the bundled segmentation model.

    Args:
        path: raster with the generator's bands, first ones first; without coordinate system its pixels are taken to be
            as large as those that the segmentation model knows.
        generator: has the classes and the bands.
        device: "auto", "cpu" or "cuda".
        reporter: gets what was found; may cancel.

    Raises:
        InputError: the image cannot be used, or the segmentation model does not suit the generator.
    """
    bands = _bands(path, generator, None)
    model = SegmentationModel.load(BUNDLED_SEGMENTATION)
    seen = _bands_of_segmentation(path, model, generator)
    with open_raster(path) as dataset, _with_pixels_of(dataset, model.ground_sampling_distance) as view:
        if dataset.width * dataset.height < FEWEST_PIXELS:
            raise InputError(
                f"The style image {path} has {dataset.width} x {dataset.height} pixels, and a style needs "
                f"{FEWEST_PIXELS:,}: choose a larger image."
            )
        window = Grid.of(view).window.middle(_ESTIMATED_SIDE)
        imagery = OpenImagery(Path(path).stem, view, tuple(bands))
        pixels = imagery.read_imagery(window)
        part = _ImageryPart(imagery, window, seen)
        shown = np.full((window.height, window.width), UNKNOWN, np.uint8)
        fabric = make_fabric(device, "full")
        for found in predict(model, part, WindowPlan.fitting(part.grid), fabric, reporter):
            shown[found.window.slices_in(part.grid.window)] = np.where(
                found.valid, found.classes.astype(np.uint8), np.uint8(UNKNOWN)
            )
    if np.count_nonzero(shown != UNKNOWN) < FEWEST_PIXELS:
        raise InputError(
            f"The style image {path} does not overlap the land cover, and its middle has hardly any pixels with data: "
            "choose a larger image, or give its land cover in STYLE_LANDCOVER."
        )
    classes = _index_table(model, generator)[shown]
    known = int(np.count_nonzero(classes != UNKNOWN))
    lost = shown[(shown != UNKNOWN) & (classes == UNKNOWN)]
    names = ", ".join(model.scheme.names[index] for index in np.unique(lost))
    if known < FEWEST_PIXELS:
        raise InputError(
            f"The style image {path} does not overlap the land cover, and its classes can't be estimated for the model "
            f"{generator.name}: the segmentation model {model.name} sees {_shares(shown, model.scheme)} in it, and "
            f"{generator.name} has no class for {names}. That leaves {known:,} pixels, and a style needs "
            f"{FEWEST_PIXELS:,}. Give the land cover of the image in STYLE_LANDCOVER, or choose a style image that "
            "lies on the land cover."
        )
    reporter.log(
        f"The style image {path} does not lie on the land cover: its classes were estimated with the segmentation "
        f"model {model.name} ({_shares(classes, generator.scheme, lost.size)}). Give its land cover in STYLE_LANDCOVER "
        "to use that."
    )
    if names:
        reporter.log(
            f"Of the style image {path}, pixels were left out for the style ({lost.size:,}), as {generator.name} has "
            f"no class for {names}."
        )
    return ClassedImage(pixels, classes)


@dataclass(frozen=True)
class _ImageryPart:
    """A window of imagery with some of its bands, as imagery of its own; see `scenes.imagery.Imagery`."""

    whole: OpenImagery
    window: Window
    bands: tuple[int, ...]

    @property
    def grid(self) -> Grid:
        return self.whole.grid.cut(self.window)

    def read_imagery(self, window: Window) -> NDArray[np.generic]:
        return self.whole.read_imagery(self._moved(window))[list(self.bands)]

    def valid(self, window: Window) -> NDArray[np.bool_]:
        return self.whole.valid(self._moved(window))

    def _moved(self, window: Window) -> Window:
        return Window(window.col + self.window.col, window.row + self.window.row, window.width, window.height)


def _bands(path: str, generator: ImageryGenerator, landcover: str | None) -> list[int]:
    with open_raster(path) as dataset:
        return style_bands(dataset, path, generator.band_names, landcover)


def _bands_of_segmentation(path: str, model: SegmentationModel, generator: ImageryGenerator) -> tuple[int, ...]:
    """Return the places of the segmentation model's bands among the generator's.

    Raises:
        InputError: the model was trained on other bands, values or pixel sizes.
    """
    names = [name.casefold() for name in generator.band_names]
    ratio = generator.ground_sampling_distance / model.ground_sampling_distance
    missing = [name for name in model.band_names if name.casefold() not in names]
    if missing or model.normalisation.dtype != generator.dtype or not 0.4 <= ratio <= 2.5:
        raise InputError(
            f"The style image {path} does not overlap the land cover, and its classes can't be estimated: the bundled "
            f"segmentation model is for {', '.join(model.band_names)} of {model.ground_sampling_distance:g} m, and "
            f"{generator.name} generates {', '.join(generator.band_names)} of {generator.ground_sampling_distance:g} "
            "m. Give the land cover of the image in STYLE_LANDCOVER, or choose an image of the same place."
        )
    return tuple(names.index(name.casefold()) for name in model.band_names)


@contextmanager
def _with_pixels_of(dataset: DatasetReader, metres: float) -> Iterator[DatasetReader]:
    """Yield a raster with square pixels of about this size; one without place, or with such pixels, as it is."""
    own = Grid.of(dataset)
    factor = metres / own.pixel_metres if own.has_place else 1.0
    if 1 / _SIMILAR_PIXELS <= factor <= _SIMILAR_PIXELS:
        yield dataset
        return
    width, height = max(1, round(own.width / factor)), max(1, round(own.height / factor))
    transform = own.transform @ Affine.scale(own.width / width, own.height / height)
    resampling = Resampling.average if factor > 1 else Resampling.bilinear
    with on_grid(dataset, Grid(own.crs, transform, width, height), "the style image", resampling) as view:
        yield view


def _index_table(model: SegmentationModel, generator: ImageryGenerator) -> NDArray[np.uint8]:
    """Return the generator's class index for each class index of the segmentation model, and for `UNKNOWN`."""
    classes = ModelClasses(generator.scheme)
    table = np.full(UNKNOWN + 1, UNKNOWN, np.uint8)
    for index, name in enumerate(model.scheme.names):
        shown = classes.of_name(name)
        if shown is not None and shown.index is not None:
            table[index] = shown.index
    return table


def _shares(classes: NDArray[np.uint8], scheme: ClassScheme, left_out: int = 0) -> str:
    """Return the share of each class in the known pixels together with those that were left out."""
    known = classes[classes != UNKNOWN]
    counts = np.bincount(known, minlength=len(scheme.names))
    total = known.size + left_out
    found = sorted(((count, name) for count, name in zip(counts, scheme.names, strict=True) if count), reverse=True)
    shares = [f"{name} {count / total:.0%}" for count, name in found]
    if left_out:
        shares.append(f"left out {left_out / total:.0%}")
    return ", ".join(shares)
