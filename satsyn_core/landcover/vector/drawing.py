"""Drawing features as a raster of classes, window by window."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import numpy as np
import rasterio
import shapely
from affine import Affine
from numpy.typing import NDArray
from rasterio.features import rasterize

from ...contract.atomic_files import visible_part
from ...contract.class_scheme import plain_name
from ...contract.errors import DiskFullError, InputError
from ...contract.progress import Reporter
from ...contract.raster_tags import COUNTED_CLASSES, DRAWN_VALUES, WORD_FIELDS
from ...contract.wording import counted
from ...raster.grid import Grid
from ...raster.library_errors import gdal_errors_as
from ...raster.window import Window, canonical_blocks
from ...raster.written_pixels import WrittenPixels
from ..class_names import write_class_names
from ..class_words import concepts_of
from ..placement import place_on_grid
from .layers import ClassedShapes, VectorLayer

TILE_PIXELS = 512
CHUNK_PIXELS = 1024
"""Features are drawn in fixed chunks: in a window of its own, an edge through a pixel's centre could be rounded the
other way."""

_CURVE_STEPS = 4
"""Line segments in a quarter of the round end of a line."""

_LARGEST_CODE = 2**31 - 1
_WATER = "water"


@dataclass(frozen=True)
class ClassCodes:
    """The values of a raster of classes.

    Attributes:
        by_name: value of each class by its plain name.
        names: of the values that the raster's file names; those of legends where values are the layers' numbers.
        nodata: value of pixels without class.
        background: value of the ground between the features, None for nodata.
        dtype: data type that holds them all.
        counted: whether the values only count the classes, and are no numbers of the layers.
    """

    by_name: dict[str, int]
    names: dict[int, str]
    nodata: int
    background: int | None
    dtype: str
    counted: bool = field(default=False, repr=False)

    @property
    def count_tag(self) -> dict[str, str]:
        """The tag of a raster whose values only count the classes; empty for others."""
        numbers = [f"{code}={number}" for plain, code in self.by_name.items() if (number := _number(plain)) is not None]
        return {COUNTED_CLASSES: " ".join(["YES", *numbers])} if self.counted else {}

    @classmethod
    def of(
        cls, layers: Sequence[VectorLayer], background: str | None, numbering: dict[str, int] | None = None
    ) -> ClassCodes:
        """Return the values for layers: the numbers that they call their classes by, or else 1 and on by name.

        Beside words, numbers stay as they are where nothing has them yet.

        Args:
            layers: with the classes.
            background: name of the class between the features, None for nodata.
            numbering: numbers by plain name that were given before and stay; new names are added. None for none.

        Raises:
            InputError: a number is too large for a raster.
        """
        spelled: dict[str, str] = {}
        found = [name for layer in layers for part in (layer.polygons, layer.lines) for name in part.classes]
        for name in dict.fromkeys((*found, *([background] if background else []))):
            spelled.setdefault(plain_name(name), name)
        labels = {plain: label for layer in layers for plain, label in layer.labels.items()}
        numbers = {plain: _number(name) for plain, name in spelled.items()}
        counted = any(number is None for number in numbers.values())
        if not counted:
            codes = {plain: int(number or 0) for plain, number in numbers.items()}
            names = {codes[plain]: label for plain, label in labels.items() if plain in codes}
        else:
            taken = {} if numbering is None else numbering
            _number_names(numbers, taken)
            codes = {plain: taken[plain] for plain in spelled}
            names = {codes[plain]: labels.get(plain, name) for plain, name in spelled.items()}
        used = set(codes.values())
        extremes = (0, *used)
        dtype = next((kind for kind in ("uint8", "uint16", "int16", "int32") if _holds(kind, extremes)), "int32")
        nodata = 0 if 0 not in used else int(np.iinfo(dtype).max)
        while nodata in used:
            nodata -= 1
        return cls(codes, names, nodata, codes[plain_name(background)] if background else None, dtype, counted)


@dataclass(frozen=True)
class Drawing:
    """Features in pixel coordinates of a grid, in the order in which they are drawn.

    Attributes:
        grid: of the raster.
        codes: of the classes.
        shapes: polygons; later ones lie over earlier ones.
        values: of the shapes.
        touched: whether pixels that a feature only touches belong to it, too.
        other_words: fields of the layers that do not count, and whose words are classes that SatSyn knows.
    """

    grid: Grid
    codes: ClassCodes
    shapes: NDArray[np.object_]
    values: NDArray[np.int64]
    touched: bool = False
    other_words: tuple[str, ...] = ()

    @classmethod
    def of(cls, sources: Sequence[Sequence[VectorLayer]], grid: Grid, codes: ClassCodes, reporter: Reporter) -> Drawing:
        """Place layers on a grid.

        Args:
            sources: the layers of each of the user's files, the first one lowest. Of each source, lines lie over
                polygons, and among lines, higher levels over lower ones and all others over waterways of their level;
                of the polygons of a layer, small ones over large ones, and of its lines of a level, wide ones over
                narrow ones.
            grid: to draw on.
            codes: of the classes.
            reporter: gets the order, and a warning about features without a place.
        """
        shapes: list[NDArray[np.object_]] = []
        values: list[NDArray[np.int64]] = []
        order: list[str] = []
        for source in sources:
            parts = [(layer, layer.polygons, "polygons") for layer in source]
            for layer, part, kind in (*parts, *_lines_by_height(source)):
                if not len(part.shapes):
                    continue
                placed, owners = _placed(layer, part, grid, reporter)
                shapes.append(placed)
                values.append(np.array([codes.by_name[plain_name(part.classes[owner])] for owner in owners.tolist()]))
                order.append(f"{kind} of {layer.name} ({len(part.shapes)})")
        if order:
            reporter.log(f"Drawn in this order, later ones over earlier ones: {'; '.join(order)}.")
        all_shapes = np.concatenate(shapes) if shapes else np.zeros(0, object)
        all_values = np.concatenate(values).astype(np.int64) if values else np.zeros(0, np.int64)
        others = dict.fromkeys(name for source in sources for layer in source for name in layer.other_words)
        return cls(grid, codes, all_shapes, all_values, other_words=tuple(others))

    @property
    def digest(self) -> str:
        """SHA-256 digest of what is drawn, as hexadecimal text: its identity."""
        sha = hashlib.sha256(repr((self.codes, self.grid.transform, self.grid.width, self.grid.height)).encode())
        sha.update(self.values.tobytes())
        for wkb in shapely.to_wkb(self.shapes).tolist():
            sha.update(wkb)
        return sha.hexdigest()

    def write(self, path: Path, part: Window, reporter: Reporter) -> int:
        """Write the raster as a GeoTIFF with its class names; chunks outside `part`, and empty ones, take no room.

        Returns:
            Number of pixels of `part` that no feature covers and that are nodata.

        Raises:
            DiskFullError: it cannot be written.
        """
        nodata, dtype = self.codes.nodata, self.codes.dtype
        tree = shapely.STRtree(self.shapes)
        chunks = list(canonical_blocks(part.aligned(CHUNK_PIXELS), CHUNK_PIXELS))
        covered, written = 0, WrittenPixels()
        with (
            gdal_errors_as(f"The land cover could not be drawn into {path}"),
            rasterio.open(
                path,
                "w",
                driver="GTiff",
                width=self.grid.width,
                height=self.grid.height,
                count=1,
                dtype=dtype,
                crs=self.grid.crs,
                transform=self.grid.transform,
                nodata=nodata,
                tiled=True,
                blockxsize=TILE_PIXELS,
                blockysize=TILE_PIXELS,
                compress="deflate",
                zlevel=1,
                sparse_ok=True,
                bigtiff="if_safer",
            ) as file,
        ):
            every = " ".join(map(str, sorted(set(self.codes.by_name.values()))))
            file.update_tags(**{DRAWN_VALUES: every, WORD_FIELDS: json.dumps(self.other_words)}, **self.codes.count_tag)
            for number, chunk in enumerate(chunks):
                reporter.check_cancelled()
                reporter.progress(number / len(chunks), "Drawing the land cover")
                inside = chunk.intersection(self.grid.window)
                drawn = None if inside is None else self._draw(chunk, tree)
                if drawn is not None and inside is not None:
                    pixels = drawn[inside.slices_in(chunk)]
                    file.write(pixels, 1, window=inside.to_rasterio())
                    written.add(inside, pixels[None])
                    wanted = chunk.intersection(part)
                    if wanted is not None:
                        covered += int(np.count_nonzero(drawn[wanted.slices_in(chunk)] != nodata))
        if not written.are_in(path):
            raise DiskFullError(visible_part(path), is_certain=False)
        if self.codes.names:
            write_class_names(path, self.codes.names)
        return part.width * part.height - covered

    def _draw(self, chunk: Window, tree: shapely.STRtree) -> NDArray[np.generic] | None:
        """Return the values of a chunk (height, width), None if they are all nodata."""
        area = shapely.box(chunk.col, chunk.row, chunk.col + chunk.width, chunk.row + chunk.height)
        touching = np.sort(tree.query(area))
        fill = self.codes.nodata if self.codes.background is None else self.codes.background
        shape = (chunk.height, chunk.width)
        if not len(touching):
            return None if self.codes.background is None else np.full(shape, fill, self.codes.dtype)
        pairs = list(zip(self.shapes[touching].tolist(), self.values[touching].tolist(), strict=True))
        transform = Affine.translation(chunk.col, chunk.row)
        drawn: NDArray[np.generic] = rasterize(
            pairs, shape, fill=fill, transform=transform, all_touched=self.touched, dtype=self.codes.dtype
        )
        return drawn


def _lines_by_height(source: Sequence[VectorLayer]) -> Iterator[tuple[VectorLayer, ClassedShapes, str]]:
    """Yield the lines of layers from the lowest to the highest, with what to call them."""
    found: dict[tuple[int, bool], list[tuple[VectorLayer, ClassedShapes]]] = {}
    for layer in source:
        is_water = {name: _WATER in concepts_of(name) for name in set(layer.lines.classes)}
        above_water = np.array([not is_water[name] for name in layer.lines.classes], bool)
        levels = layer.lines.levels
        for height in set(zip(levels.tolist(), above_water.tolist(), strict=True)):
            chosen = (levels == height[0]) & (above_water == height[1])
            found.setdefault(height, []).append((layer, layer.lines.select(chosen)))
    for level, is_land in sorted(found):
        kind = ("lines" if is_land else "waterways") + (f" of level {level}" if level else "")
        for layer, part in found[level, is_land]:
            yield layer, part, kind


def _placed(
    layer: VectorLayer, part: ClassedShapes, grid: Grid, reporter: Reporter
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """Return the shapes of a layer as polygons in pixel coordinates, in their drawing order, and whose they are."""
    found = place_on_grid(part.shapes, layer.crs, grid, layer.name)
    if found.unplaced:
        reporter.log(
            f"{layer.name}: {counted(found.unplaced, 'shape')} without a place in the grid's coordinate system; "
            f"left out.",
            "warning",
        )
    widths = part.widths[found.owners]
    if widths.any():
        order = np.argsort(widths, kind="stable")
        return _as_wide_as(found.shapes, widths, grid)[order], found.owners[order]
    # A shape that has no place as a whole is larger than those that have, whatever part of it is there.
    areas = np.where(found.is_cut, shapely.area(part.shapes[found.owners]), shapely.area(found.shapes))
    order = np.lexsort((-areas, ~found.is_cut))
    return found.shapes[order], found.owners[order]


def _as_wide_as(lines: NDArray[np.object_], metres: NDArray[np.float64], grid: Grid) -> NDArray[np.object_]:
    """Return lines in pixel coordinates as polygons of their width, at least that of a pixel, so that none has gaps."""
    pixel = grid.ground_pixel
    scale = np.array([pixel.width, pixel.height])
    on_ground = shapely.transform(lines, lambda points: points * scale)
    half = np.maximum(metres, max(pixel.width, pixel.height)) / 2
    wide = shapely.buffer(on_ground, half, quad_segs=_CURVE_STEPS)
    result: NDArray[np.object_] = shapely.transform(wide, lambda points: points / scale)
    return result


def _number_names(numbers: Mapping[str, int | None], taken: dict[str, int]) -> None:
    """Add names to a numbering: those that are numbers with their own if it is free, the others with the next free one.

    Args:
        numbers: the number that each plain name is, None for words.
        taken: the numbering.
    """
    used = set(taken.values())
    free = (number for number in count(1) if number not in used)
    for plain in sorted(numbers, key=lambda name: (numbers[name] is None, name)):
        own = numbers[plain]
        if plain not in taken:
            taken[plain] = own if own is not None and own not in used else next(free)
            used.add(taken[plain])


def _number(name: str) -> int | None:
    try:
        number = int(name)
    except ValueError:
        return None
    if abs(number) > _LARGEST_CODE:
        raise InputError(f"The class {name} is too large a number for a raster: rename it in the layer.")
    return number


def _holds(dtype: str, values: Sequence[int]) -> bool:
    """Whether a data type holds values, and one more for nodata."""
    limits = np.iinfo(dtype)
    return limits.min <= min(values) and max(values) < limits.max
