"""Vector land cover drawn for a whole job: each layer once on each grid, in temporary rasters that go with the job.

Imagery of a training has its own grid, and its scenes are opened many times. All layers of a job number their classes
in one way, so that those of several scenes can be put together like rasters of one legend.
"""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from weakref import WeakKeyDictionary

from affine import Affine

from ...contract.atomic_files import scratch_folder
from ...contract.errors import InputError
from ...contract.progress import Reporter
from ...contract.vector_parameters import VectorLandCover
from ...process.current_job import CurrentJob, current_job
from ...process.fingerprint import dataset_state
from ...raster.grid import Grid
from ...raster.reading import open_raster
from ..raster import LandCoverRaster
from ..vector_names import is_vector, split_attributes
from .drawing import ClassCodes, Drawing
from .kept_layers import KeptLayers, Said
from .layers import VectorLayer
from .rasterised import read_sources
from .target_grid import bounds_of

_OVERVIEW_PIXELS = 1024

_lock = threading.Lock()


@dataclass
class _DrawnForJob:
    """What is drawn for one job.

    Attributes:
        files: what is drawn, by layer, state of its file, and grid.
        kept: layers that were read, by layer and state of its file.
        numbering: the numbers of classes that are words, by plain name; None as long as nothing is drawn.
        folders: of the files; the last one is in use.
        file_numbers: names for the files.
    """

    files: dict[tuple[object, ...], Path] = field(default_factory=dict)
    kept: dict[tuple[str, str], KeptLayers] = field(default_factory=dict)
    numbering: dict[str, int] | None = None
    folders: list[Path] = field(default_factory=list)
    file_numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def new_file(self, suffix: str) -> Path:
        """Return the path of a new temporary file."""
        if not self.folders or not self.folders[-1].is_dir():
            self.folders.append(current_job().at_end.enter_context(scratch_folder()))
        return self.folders[-1] / f"{next(self.file_numbers)}{suffix}"


_of_jobs: WeakKeyDictionary[CurrentJob, _DrawnForJob] = WeakKeyDictionary()


def drawn_file(path: str, grid: Grid | None, reporter: Reporter) -> Path:
    """Return the raster of a layer, or of all layers of a file; it is drawn when it is asked for first.

    Args:
        path: file, with `|layername=` for one of its layers.
        grid: where it is drawn; None for a small overview, in which every class has pixels.
        reporter: gets what is drawn, when it is.

    Raises:
        InputError: the layers cannot be read, or none of them lies on the grid.
    """
    with _lock:
        drawn = _of_jobs.setdefault(current_job(), _DrawnForJob())
        key = (path, _state(path), None if grid is None else (grid.crs, *grid.transform, grid.width, grid.height))
        # A job may live longer than the system keeps temporary files.
        if key not in drawn.files or not drawn.files[key].is_file():
            drawn.files[key] = _draw(path, grid, drawn, reporter)
        return drawn.files[key]


def _draw(path: str, grid: Grid | None, drawn: _DrawnForJob, reporter: Reporter) -> Path:
    if drawn.numbering is None:
        drawn.numbering = _numbering_of_job(path, drawn)
    kept = _kept(path, drawn)
    kept.said.repeat(reporter)
    codes = ClassCodes.of(kept.layers, None, drawn.numbering)
    sources = kept.whole() if grid is None else kept.near(grid)
    place = _overview([layer for source in sources for layer in source]) if grid is None else grid
    drawing = replace(Drawing.of(sources, place, codes, reporter), touched=grid is None)
    if not len(drawing.shapes) and (grid is None or not kept.has_whole_shapes(grid.crs)):
        file = split_attributes(path)[0]
        raise InputError(f"No feature of {file} lies on the grid: there is nothing to draw.")
    target = drawn.new_file(".tif")
    drawing.write(target, place.window, reporter.part(0, 0))
    return target


def _numbering_of_job(path: str, drawn: _DrawnForJob) -> dict[str, int]:
    """Return the numbers of the classes of all layers of the job, so that they do not depend on which is drawn first.

    Args:
        path: of the layer that is drawn first.
        drawn: keeps the layers.
    """
    numbering: dict[str, int] = {}
    groups = [[name for name in dict.fromkeys(names) if is_vector(name)] for names in current_job().landcover]
    if {name for names in groups for name in names} <= {path}:
        return numbering  # it gets its numbers when it is drawn
    for names in groups:
        ClassCodes.of([layer for name in names for layer in _kept(name, drawn).layers], None, numbering)
    return numbering


def _kept(path: str, drawn: _DrawnForJob) -> KeptLayers:
    """Return a layer, or all layers of a file; they are read when they are asked for first."""
    key = (path, _state(path))
    if key not in drawn.kept or not drawn.kept[key].file.is_file():
        said = Said()
        drawn.kept[key] = KeptLayers.of(_read(path, said), drawn.new_file(".wkb"), said)
    return drawn.kept[key]


def _state(path: str) -> str:
    return json.dumps(dataset_state(path.partition("|")[0]))


def _read(path: str, reporter: Reporter) -> list[list[VectorLayer]]:
    file, attributes = split_attributes(path)
    options = VectorLandCover(
        class_field=attributes.class_field, width_field=attributes.width_field, line_widths=attributes.line_widths
    )
    return read_sources((file,), options, reporter)


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
