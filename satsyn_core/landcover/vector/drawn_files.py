"""Vector land cover drawn for a whole job: each layer once on each grid, in temporary rasters that go with the process.

Imagery of a training has its own grid, and its scenes are opened many times. All files of a process number their
classes in one way, so that the layers of several scenes can be put together like rasters of one legend.
"""

from __future__ import annotations

import atexit
import itertools
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from affine import Affine

from ...contract.atomic_files import scratch_folder
from ...contract.errors import InputError
from ...contract.progress import Reporter
from ...contract.vector_parameters import VectorLandCover
from ...process.fingerprint import dataset_state
from ...raster.grid import Grid
from ...raster.reading import open_raster
from ..raster import LandCoverRaster
from ..vector_names import split_attributes
from .drawing import ClassCodes, Drawing
from .layers import VectorLayer
from .rasterised import read_sources
from .target_grid import bounds_of

_OVERVIEW_PIXELS = 1024

_lock = threading.Lock()
_drawn: dict[tuple[object, ...], Path] = {}
_numbering: dict[str, int] = {}
_folders: list[Path] = []
_file_numbers = itertools.count(1)
_until_the_end = ExitStack()
atexit.register(_until_the_end.close)


def drawn_file(path: str, grid: Grid | None, reporter: Reporter) -> Path:
    """Return the raster of a layer, or of all layers of a file; it is drawn when it is asked for first.

    Args:
        path: file, with `|layername=` for one of its layers.
        grid: where it is drawn; None for a small overview, in which every class has pixels.
        reporter: gets what is drawn, when it is.

    Raises:
        InputError: the layers cannot be read, or none of them lies on the grid.
    """
    state = json.dumps(dataset_state(path.partition("|")[0]))
    with _lock:
        key = (path, state, None if grid is None else (grid.crs, *grid.transform, grid.width, grid.height))
        # A worker may live longer than the system keeps temporary files.
        if key not in _drawn or not _drawn[key].is_file():
            _drawn[key] = _draw(path, grid, reporter)
        return _drawn[key]


def _draw(path: str, grid: Grid | None, reporter: Reporter) -> Path:
    path, attributes = split_attributes(path)
    options = VectorLandCover(
        class_field=attributes.class_field, width_field=attributes.width_field, line_widths=attributes.line_widths
    )
    sources = read_sources((path,), options, reporter)
    layers = [layer for source in sources for layer in source]
    codes = ClassCodes.of(layers, None, _numbering)
    place = _overview(layers) if grid is None else grid
    drawing = replace(Drawing.of(sources, place, codes, reporter), touched=grid is None)
    if not len(drawing.shapes):
        raise InputError(f"{path} holds no polygon or line with a class: there is nothing to draw.")
    if not _folders or not _folders[-1].is_dir():
        _folders.append(_until_the_end.enter_context(scratch_folder()))
    target = _folders[-1] / f"{next(_file_numbers)}.tif"
    drawing.write(target, place.window, reporter.part(0, 0))
    return target


@contextmanager
def open_overview(landcover: str, overlays: Sequence[str], background: str | None) -> Iterator[LandCoverRaster]:
    """Open a small overview of vector land cover with the layers over it, for a `with` block.

    It has all of their classes, under the values that they have in a generation from the same layers.

    Args:
        landcover: file or layer, with the attributes that count.
        overlays: files or layers that are drawn over it.
        background: class between the features, None for nodata.

    Raises:
        InputError: the layers cannot be read, or nothing in them has a class.
    """
    path, attributes = split_attributes(landcover)
    options = VectorLandCover(
        class_field=attributes.class_field, width_field=attributes.width_field, line_widths=attributes.line_widths
    )
    sources = read_sources((path, *overlays), options, Reporter())
    layers = [layer for source in sources for layer in source]
    grid, codes = _overview(layers), ClassCodes.of(layers, background)
    drawing = replace(Drawing.of(sources, grid, codes, Reporter()), touched=True)
    with scratch_folder() as folder:
        drawing.write(folder / "overview.tif", grid.window, Reporter())
        with open_raster(folder / "overview.tif") as dataset:
            drawn = LandCoverRaster(dataset)
            drawn.name, drawn.is_drawn = path, True
            yield drawn


def _overview(layers: list[VectorLayer]) -> Grid:
    crs = layers[0].crs
    west, south, east, north = bounds_of(layers, crs)
    size = max(east - west, north - south) / _OVERVIEW_PIXELS or 1.0
    width, height = (max(int(length / size) + 1, 1) for length in (east - west, north - south))
    return Grid(crs, Affine(size, 0, west, 0, -size, north), width, height)
