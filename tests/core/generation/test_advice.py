"""What sentences of a generation propose is followed to the letter, and the step that was refused is done."""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from distributed import LocalCluster
from rasterio.crs import CRS

from satsyn_core.contract.class_scheme import UNKNOWN, ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.contract.raster_tags import VERSION
from satsyn_core.generation.block_plan import BlockPlan, RenderedBlock
from satsyn_core.generation.block_store import BlockStore
from satsyn_core.generation.cluster import Cluster, connected_cluster
from satsyn_core.generation.landcover_input import OpenedLandCover, compare_pixel_sizes
from satsyn_core.generation.style_elsewhere import read_with_estimate, read_with_landcover
from satsyn_core.generation.style_image import compare_style_pixels, read_style_image
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.landcover.class_matching import match_classes
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.reader import LandCoverReader
from satsyn_core.landcover.stated_classes import StatedClasses
from satsyn_core.raster.nesting import AS_IT_IS, nesting_for
from satsyn_core.raster.window import Window
from tests.support.proposals import Said, follow, refusal
from tests.support.rasters import UTM, RasterFactory, RecordingReporter
from tests.support.tiny_model import tiny_generator


@pytest.fixture(scope="module")
def generator() -> SeamlessGenerator:
    return tiny_generator()


def test_huge_imagery_gets_an_extent_or_larger_blocks() -> None:
    words = "more than one run can do: give a part of it in EXTENT, or a larger BLOCK_SIZE"
    whole = Window(0, 0, 500_000, 500_000)
    follow(words, lambda: BlockPlan.of(whole, 64, 8, 8), lambda: BlockPlan.of(Window(0, 0, 5000, 5000), 64, 8, 8))
    follow(words, lambda: BlockPlan.of(whole, 64, 8, 8), lambda: BlockPlan.of(whole, 2048, 8, 8))


def test_finished_blocks_are_stored_when_their_disk_was_checked(tmp_path: Path) -> None:
    store, block = BlockStore(tmp_path / "blocks"), RenderedBlock(0, Window(0, 0, 8, 8), np.ones((3, 8, 8), np.uint8))
    (tmp_path / "blocks").touch()
    follow("Writing to .* failed .*: check its disk, and run the same again", lambda: store.add(block),
           act=(tmp_path / "blocks").unlink)  # fmt: skip
    (tmp_path / "blocks" / "r0000000_c0000000.npy").write_bytes(b"changed")
    follow("was removed or changed .*: run the same again, and it is rendered anew", lambda: store.read(block.window),
           act=lambda: store.add(block))  # fmt: skip


@contextmanager
def _landcover(folder: Path, metres: float) -> Iterator[OpenedLandCover]:
    path = folder / f"cover_{metres:g}.tif"
    with rasterio.open(path, "w", driver="GTiff", width=8, height=8, count=1, dtype="uint8", crs=UTM,
                       transform=Affine(metres, 0, 331_200, 0, -metres, 2_780_000)) as file:  # fmt: skip
        file.write(np.ones((1, 8, 8), np.uint8))
        file.update_tags(**{VERSION: "1.0.0"})
    with open_landcover(path) as raster:
        yield OpenedLandCover(raster, AS_IT_IS)


def test_pixel_sizes_are_brought_to_that_of_the_model(tmp_path: Path) -> None:
    def warning(metres: float, trained: float, pixel_size: float | None = None) -> str:
        reporter = RecordingReporter()
        with _landcover(tmp_path, metres) as opened:
            if pixel_size is not None:
                name = opened.raster.name
                opened = replace(opened, nesting=nesting_for(opened.raster.grid, pixel_size, name))
            compare_pixel_sizes(opened, pixel_size, trained, reporter)
        return " ".join(reporter.warnings)

    coarse = Said("Give PIXEL_SIZE=10 for imagery of that size .*, or choose a model of coarser", warning(30, 10))
    assert not warning(30, 10, float(coarse.part("PIXEL_SIZE=([0-9.]+)")))
    assert not warning(30, 30)
    coarse.followed()
    finer = Said("give a PIXEL_SIZE of about 10, or none .*, or choose a model of finer", warning(30, 10, 1))
    assert not warning(30, 10, float(finer.part("about ([0-9.]+)")))
    assert not warning(30, 1, 1)
    finer.followed()
    fine = Said(
        "resample the land cover .* to about 10 m first, .*, or choose a model of finer imagery", warning(1, 10)
    )
    assert not warning(float(fine.part("about ([0-9.]+) m")), 10)
    assert not warning(1, 1)
    fine.followed()


def test_style_images_of_the_place_or_with_their_land_cover_are_chosen(
    make_raster: RasterFactory, generator: SeamlessGenerator, reporter: RecordingReporter
) -> None:
    cover = make_raster(np.full((80, 80), 1, np.uint8))
    photo = np.full((3, 80, 80), 90, np.uint8)
    good, hidden = make_raster(photo, name="good.tif"), make_raster(photo, name="hidden.tif", nodata=90)
    far = make_raster(photo, name="far.tif", grid="geographic")
    with open_landcover(cover) as landcover:
        match = match_classes(landcover, generator.description.scheme, None, landcover.grid.window, reporter)
        reader = LandCoverReader(landcover, match)
        follow(
            "does not overlap the land cover: choose one of the same place",
            lambda: read_style_image(str(hidden), reader, generator.band_names),
            lambda: read_style_image(str(good), reader, generator.band_names),
        )
        coarse = replace(generator, description=replace(generator.description, ground_sampling_distance=10.0))
        follow(
            "its classes can't be estimated: .* or choose an image of the same place",
            lambda: read_with_estimate(str(far), coarse, "cpu", reporter),
            lambda: read_style_image(str(good), reader, coarse.band_names),
        )


def test_style_images_elsewhere_get_their_land_cover(
    make_raster: RasterFactory, generator: SeamlessGenerator, town: np.ndarray, reporter: RecordingReporter
) -> None:
    town = np.tile(town, (2, 2))
    image = np.stack([town * 20 + 60] * 3)
    hidden = image.copy()
    hidden[:, 20:] = 0
    whole, small = make_raster(image, name="whole.tif"), make_raster(hidden, name="small.tif", nodata=0)
    names = ["", "water", "land", "road", "vegetation", "building"]
    cover = str(make_raster(town, name="cover.tif", categories=names))

    def own(path: Path, landcover: str = cover) -> None:
        read_with_landcover(str(path), landcover, StatedClasses(), generator, reporter)

    estimated = Said(
        "were estimated .* Give its land cover in STYLE_LANDCOVER to use that", _estimated(whole, generator)
    )
    own(whole)
    estimated.followed()
    words = "choose a larger image, or give its land cover in STYLE_LANDCOVER"
    follow(words, lambda: _estimated(small, generator), lambda: _estimated(whole, generator))
    bare = np.where(np.arange(town.shape[0])[:, None] < 8, town, 0).astype(np.uint8)
    unknown = str(make_raster(bare, name="bare.tif", categories=names, nodata=0))
    words = "with a class of its land cover .*: choose a larger image, or give the land cover of the same place"
    follow(words, lambda: own(whole, unknown), lambda: own(whole))


def test_style_images_whose_classes_the_model_lacks_get_their_land_cover_or_lie_on_it(
    make_raster: RasterFactory, generator: SeamlessGenerator, town: np.ndarray
) -> None:
    image = np.random.default_rng(0).integers(60, 180, (3, 300, 420), np.uint8)
    image[:, :, :200] = 90
    photo = make_raster(image, name="photo.tif")
    seen = re.findall(r"([a-z]+) \d+%", _estimated(photo, generator))
    most, fewest = seen[0], seen[-1]

    def with_classes(names: list[str]) -> SeamlessGenerator:
        classes = tuple(replace(one, name=name) for one, name in zip(generator.scheme.classes, names))
        return replace(generator, description=replace(generator.description, scheme=ClassScheme(classes)))

    without_one = with_classes(["mountain" if name == fewest else name for name in generator.scheme.names])
    left = _estimated(photo, without_one)
    count = re.search(rf"left out for the style \(([0-9,]+)\), as tiny has no class for {fewest}\.", left)
    share = re.search(r", left out (\d+)%\)\. Give its land cover", left)
    assert count
    assert share
    assert abs(int(count[1].replace(",", "")) / (126 * 90) - int(share[1]) / 100) < 0.006

    foreign = with_classes(["mountain", "valley", "cloud", "shadow", "iceberg"])
    with refusal(f"sees {most} .* in it, and tiny has no class for ", InputError) as said:
        _estimated(photo, foreign)
    assert all(name in said.part("no class for (.*?)\\.") for name in seen)
    said.words = "Give the land cover of the image in STYLE_LANDCOVER, or choose a style image that lies on the land"
    cover = make_raster(
        np.tile(town, (2, 2)), name="cover.tif", categories=["", "mountain", "valley", "cloud", "shadow", "iceberg"]
    )
    read_with_landcover(str(photo), str(cover), StatedClasses(), foreign, RecordingReporter())
    with open_landcover(cover) as landcover:
        match = match_classes(landcover, foreign.scheme, None, landcover.grid.window, RecordingReporter())
        read_style_image(str(photo), LandCoverReader(landcover, match), foreign.band_names)
    said.followed()


def test_style_images_have_pixels_like_those_of_the_model(tmp_path: Path, generator: SeamlessGenerator) -> None:
    def warning(metres: float, crs: CRS | None = UTM) -> str:
        path = tmp_path / f"style_{metres:g}.tif"
        with rasterio.open(path, "w", driver="GTiff", width=8, height=8, count=3, dtype="uint8", crs=crs,
                           transform=Affine(metres, 0, 331_200, 0, -metres, 2_780_000)) as file:  # fmt: skip
            file.write(np.ones((3, 8, 8), np.uint8))
        reporter = RecordingReporter()
        compare_style_pixels(str(path), generator, reporter)
        return " ".join(reporter.warnings)

    coarse = Said("measure 10 m, .* trained with 1 m, .*: choose an image with pixels of about 1 m", warning(10))
    assert not warning(float(coarse.part("about ([0-9.]+) m")))
    coarse.followed()
    assert not warning(2)
    assert not warning(10, None)
    assert not warning(0.2)


def test_small_pixels_of_a_style_image_with_land_cover_are_averaged_to_those_of_the_model(
    tmp_path: Path, generator: SeamlessGenerator
) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (3, 80, 80), dtype=np.uint8)
    classes = 1 + np.arange(80, dtype=np.uint8)[None].repeat(80, 0) // 16

    def written(name: str, bands: np.ndarray, metres: float) -> str:
        path = tmp_path / name
        with rasterio.open(
            path,
            "w",
            driver="GTiff",
            width=bands.shape[2],
            height=bands.shape[1],
            count=len(bands),
            dtype="uint8",
            crs=UTM,
            transform=Affine(metres, 0, 331_200, 0, -metres, 2_780_000),
        ) as file:
            file.write(bands)
        return str(path)

    cover = written("cover.tif", classes[None], 1)
    legends = json.dumps({cover: dict(zip("12345", generator.scheme.names))})
    stated = StatedClasses.read(None, None, legends).for_names()
    coarse, fine = (
        read_with_landcover(
            written(f"style_{times}.tif", np.kron(pixels, np.ones((1, times, times), np.uint8)), 1 / times),
            cover,
            stated,
            generator,
            RecordingReporter(),
        )
        for times in (1, 5)
    )
    np.testing.assert_array_equal(fine.pixels, coarse.pixels)
    np.testing.assert_array_equal(fine.classes, coarse.classes)


def test_the_part_of_a_large_style_image_that_has_land_cover_gives_the_style(
    tmp_path: Path, generator: SeamlessGenerator, town: np.ndarray
) -> None:
    """The land cover lies in a corner, and the middle of the image shows something else."""
    side = town.shape[0]
    pixels = np.full((3, 2600, 2600), 200, np.uint8)
    pixels[:, :side, : town.shape[1]] = np.random.default_rng(0).integers(0, 256, (3, *town.shape), dtype=np.uint8)
    transform = Affine(1, 0, 331_200, 0, -1, 2_780_000)
    paths = [str(tmp_path / "image.tif"), str(tmp_path / "cover.tif")]
    for path, bands in zip(paths, (pixels, town[None])):
        size = {"width": bands.shape[2], "height": bands.shape[1], "count": len(bands)}
        with rasterio.open(path, "w", driver="GTiff", dtype="uint8", crs=UTM, transform=transform, **size) as file:
            file.write(bands)
    legends = json.dumps({paths[1]: dict(zip("12345", generator.scheme.names))})
    stated = StatedClasses.read(None, None, legends).for_names()
    read = read_with_landcover(*paths, stated, generator, RecordingReporter())
    known = read.classes != UNKNOWN
    assert known.sum() == np.count_nonzero(town)
    assert (read.pixels[:, known] != 200).mean() > 0.9


def _estimated(path: Path, generator: SeamlessGenerator) -> str:
    reporter = RecordingReporter()
    read_with_estimate(str(path), generator, "cpu", reporter)
    return reporter.text


def test_a_missing_scheduler_library_is_installed_or_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as missing:
        missing.setitem(sys.modules, "distributed", None)
        words = "run 'pip install distributed' in the SatSyn environment .*, or leave SCHEDULER empty"
        with refusal(words) as said, connected_cluster("tcp://127.0.0.1:9"):
            pass
    assert importlib.metadata.version(said.part("pip install ([a-z]+)'"))
    with _local(0) as cluster, connected_cluster(cluster.scheduler_address):
        said.followed()


class _Closing(RecordingReporter):
    """Ends a cluster's scheduler while its results are waited for."""

    def __init__(self, cluster: LocalCluster) -> None:
        super().__init__()
        self._cluster: LocalCluster | None = cluster

    def check_cancelled(self) -> None:
        if self._cluster is not None:
            self._cluster.close()
            self._cluster = None


def _local(workers: int) -> LocalCluster:
    return LocalCluster(n_workers=workers, threads_per_worker=1, processes=False, dashboard_address=None)


def test_a_scheduler_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("satsyn_core.generation.cluster._CONNECT_SECONDS", 0.3)

    def connect(address: str) -> None:
        with connected_cluster(address):
            pass

    with _local(0) as cluster:
        follow(
            "There is no dask scheduler at .*: start one with 'dask scheduler', and give its address",
            lambda: connect("tcp://127.0.0.1:9"),
            lambda: connect(cluster.scheduler_address),
        )


def test_a_scheduler_that_ended_is_started_again() -> None:
    def results(cluster: LocalCluster, reporter: RecordingReporter) -> list[object]:
        with connected_cluster(cluster.scheduler_address) as connected:
            return _of(connected, reporter)

    def _of(connected: Cluster, reporter: RecordingReporter) -> list[object]:
        return list(connected.results({"task": int}, reporter))

    with _local(0) as first, refusal("is lost: start it again, and run this again to go on") as said:
        results(first, _Closing(first))
    with _local(1) as second:
        assert results(second, RecordingReporter()) == [0]
    said.followed()
