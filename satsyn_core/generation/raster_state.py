"""What tells the rasters of a generation from others: a run that was stopped goes on from the same ones alone."""

from __future__ import annotations

from rasterio.io import DatasetReader

from ..landcover.buildings import BuildingMask, PolygonBuildings
from ..landcover.vector_names import LayerName
from ..process.fingerprint import dataset_contents, dataset_state
from ..process.raster_metadata_file import SUFFIX
from ..raster.reading import open_raster
from ..raster.tile_index import tiles_of_index


def raster_state(dataset: DatasetReader, *, styles: bool = False) -> list[object]:
    """Return what tells the pixels of an open raster from those of another one, or from its own after a change.

    Pyramids, statistics and styles beside it do not count, so that a run goes on after QGIS has shown the raster.

    Args:
        dataset: open raster.
        styles: whether styles do count, as where the names of the values are not compared apart.
    """
    return dataset_state(dataset.name, _parts_of(dataset), styles=styles)


def raster_contents(dataset: DatasetReader) -> tuple[str, ...]:
    """Return what tells the pixels of an open raster from those of another one on any machine."""
    return dataset_contents(dataset.name, _parts_of(dataset))


def mask_contents(mask: BuildingMask, name: str) -> tuple[str, ...]:
    """Return what tells a mask from another one on any machine.

    Args:
        mask: open mask.
        name: under which it was opened.

    Raises:
        InputError: it cannot be opened again.
    """
    if isinstance(mask, PolygonBuildings):
        # The library that reads vectors takes a quarter of a second to load, and many masks are rasters.
        from ..landcover.layer_digest import layer_digest

        return (layer_digest(name),)
    with open_raster(LayerName.parse(name).file) as dataset:
        return raster_contents(dataset)


def _parts_of(dataset: DatasetReader) -> list[str]:
    # Of these two, what counts is found beside the files that they belong to.
    own = [name for name in dataset.files if not name.endswith((".ovr", SUFFIX))]
    return [*own, *tiles_of_index(dataset)]


def named_raster_state(name: str, *, styles: bool = False) -> list[object]:
    """Return the same of a raster that is not open.

    Raises:
        InputError: it cannot be opened.
    """
    with open_raster(name) as dataset:
        return raster_state(dataset, styles=styles)


def mask_state(mask: BuildingMask, name: str) -> object:
    """Return what tells a mask from another one.

    Args:
        mask: open mask.
        name: under which it was opened.

    Raises:
        InputError: its raster cannot be opened again.
    """
    # QGIS writes polygon layers anew for every run: what counts is the polygons.
    if isinstance(mask, PolygonBuildings):
        return mask.digest
    return named_raster_state(LayerName.parse(name).file)
