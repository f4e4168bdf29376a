"""How the job `generate-imagery` is done: blocks are rendered into a work folder, and images put together from it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from .. import __version__
from ..bundled import BUNDLED_MODEL
from ..errors import InputError
from ..generator.cluster_worker import RenderOrder
from ..generator.model import ImageryGenerator
from ..generator.painters import ClusterPainter, EngineChoice, LocalPainter, Look, Painter
from ..generator.resumable import ResumableImages
from ..generator.shards import Shard
from ..generator.style_image import read_style_image
from ..generator.synthesis import BlockPlan, ImageryNodata
from ..generator.work_folder import OutputInUseError, WorkFolder, file_state
from ..grid import Extent, Window
from ..landcover.buildings import BuildingMask, PolygonBuildings, open_buildings
from ..landcover.matching import ClassMatch, match_classes
from ..landcover.raster import LandCoverRaster, open_landcover
from ..landcover.reader import LandCoverReader
from ..modelfile import read_metadata
from ..outputs import check_writable, publish_together
from ..progress import Reporter
from ..rasters import GeoTiffWriter
from .generate_imagery import BLOCK_SIZE_STEP, GenerateImagery, variant_path

_LIBRARIES = ("torch", "openvino")
"""Another version of these may round differently."""

_STATISTICS = ".aux.xml"
"""What QGIS writes beside rasters that it shows; the class names in it count by the match that they gave."""


def run(parameters: GenerateImagery, reporter: Reporter) -> dict[str, object]:
    """Do the job: match the classes, then render each variant; the images appear together when all are complete."""
    outputs = [variant_path(parameters.output, number) for number in range(1, parameters.variants + 1)]
    shard = _checked_shard(parameters)
    _refuse_to_replace_inputs(parameters, outputs)
    for output in outputs:
        check_writable(output)
    with _opened(parameters, reporter.part(0, 0.05)) as scene, _painter(scene, reporter) as painter:
        images = _images(scene, painter, outputs[0].absolute(), reporter)
        part = reporter.part(0.05, 1)
        if shard is None:
            _write(images, outputs, part)
        elif not _write_share(images, shard, outputs, part):
            return {"PIXELS": 0}
    return {"OUTPUT": str(outputs[0]), "PIXELS": scene.match.pixels * len(outputs)}


def _write(images: ResumableImages, outputs: list[Path], reporter: Reporter) -> None:
    """Write all images, going on where an earlier run was stopped."""
    work = images.work
    with work.alone():
        work.forget_other_requests(reporter)
        images.remove_damaged(reporter)
        missing = images.missing
        if missing < images.blocks:
            reporter.log(
                f"Going on with an earlier run: {images.blocks - missing} of {images.blocks} blocks are done already."
            )
        try:
            with _kept_for_later(work, reporter):
                _publish(images, outputs, reporter)
        finally:
            work.tidy()


def _write_share(images: ResumableImages, shard: Shard, outputs: list[Path], reporter: Reporter) -> bool:
    """Render a share of the blocks; write all images and return True if all other shares are done."""
    work = images.work
    work.make()
    with _kept_for_later(work, reporter):
        images.render_share(shard, reporter.part(0, 0.9))
    missing = images.missing
    if missing and work.exists:
        reporter.log(
            f"Shard {shard.number} of {shard.count} is done, and {missing} of all {images.blocks} blocks are missing: "
            "the shard that finds none missing writes the imagery."
        )
        return False
    try:
        with work.alone(), _kept_for_later(work, reporter):
            if work.exists:
                images.remove_damaged(reporter.part(0.9, 1))
                _publish(images, outputs, reporter.part(0.9, 1))
                return True
    except OutputInUseError:
        pass
    reporter.log("All blocks are done, and another run writes the imagery.")
    return False


def _publish(images: ResumableImages, outputs: list[Path], reporter: Reporter) -> None:
    publish_together(images.complete(reporter), outputs)
    images.work.remove()


@contextmanager
def _kept_for_later(work: WorkFolder, reporter: Reporter) -> Iterator[None]:
    try:
        yield
    except Exception:
        if work.has_results:
            reporter.log(f"What is done stays in {work.path}: run the same again to go on with it.")
        raise


@dataclass(frozen=True)
class _Scene:
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
        return LandCoverReader(self.landcover, self.match, self.buildings)

    def look(self, variant: int) -> Look:
        """Return style and noise of a variant."""
        # The upper half of the 64 bits keeps the noise of variants clear of other seeds.
        noise_seed = self.parameters.seed + (variant << 32)
        if self.parameters.style is None:
            return Look(self.generator.draw_style(self.parameters.seed, variant), noise_seed)
        image, classes = read_style_image(self.parameters.style, self.reader, self.generator.band_names)
        return Look(self.generator.encode_style(image, classes), noise_seed)

    def tags(self, variant: int) -> dict[str, str]:
        """Return the tags that say how the image of a variant was made."""
        style = self.parameters.style
        return {
            "SATSYN_SYNTHETIC": "YES",
            "SATSYN_MODEL": self.generator.name,
            "SATSYN_MODEL_DIGEST": self.generator.digest,
            "SATSYN_SEED": str(self.parameters.seed),
            "SATSYN_STYLE": f"image {Path(style).name}" if style else self.look(variant).style.name,
            "SATSYN_VERSION": __version__,
        }

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
            "style": file_state(self.parameters.style) if self.parameters.style else None,
            "seed": self.parameters.seed,
            "variants": self.parameters.variants,
            "block size": block_size,
            "engine": [engine, *(f"{name} {_version(name)}" for name in _LIBRARIES)],
            "satsyn": __version__,
        }

    def _buildings_state(self) -> object:
        if self.parameters.buildings is None:
            return None
        # QGIS writes polygon layers anew for every run: what counts is the polygons.
        if isinstance(self.buildings, PolygonBuildings):
            return self.buildings.digest
        return file_state(self.parameters.buildings)


@contextmanager
def _opened(parameters: GenerateImagery, reporter: Reporter) -> Iterator[_Scene]:
    model = Path(parameters.model or BUNDLED_MODEL)
    read_metadata(model, "generator")
    with open_landcover(parameters.landcover) as landcover:
        window = _requested_window(parameters, landcover, reporter)
        generator = ImageryGenerator.load(model)
        match = match_classes(landcover, generator.scheme, parameters.classes, window, reporter)
        nodata = _nodata(landcover, match, window, generator, reporter)
        if parameters.buildings is None:
            yield _Scene(parameters, model, generator, landcover, None, match, window, nodata)
            return
        with open_buildings(parameters.buildings, landcover.grid, reporter) as buildings:
            yield _Scene(parameters, model, generator, landcover, buildings, match, window, nodata)


@contextmanager
def _painter(scene: _Scene, reporter: Reporter) -> Iterator[Painter]:
    asked = scene.parameters
    if asked.scheduler is None:
        choice = EngineChoice(asked.engine, asked.precision, asked.device)
        yield LocalPainter(scene.generator, scene.reader, scene.nodata, choice, scene.look, reporter)
        return
    from ..generator.cluster import connected_cluster

    with connected_cluster(asked.scheduler) as cluster:
        yield ClusterPainter(cluster, lambda variant: _order(scene, variant), reporter)


def _order(scene: _Scene, variant: int) -> RenderOrder:
    """Return what the workers of a cluster have to know of a variant."""
    asked, look = scene.parameters, scene.look(variant)
    return RenderOrder(
        landcover=_everywhere(asked.landcover),
        buildings=_everywhere(asked.buildings) if asked.buildings else None,
        model=str(scene.model.absolute()),
        model_digest=scene.generator.digest,
        meaning=dict(scene.match.index_of_value),
        nodata=scene.nodata,
        window=scene.window,
        style_code=tuple(look.style.code.tolist()),
        noise_seed=look.noise_seed,
        engine=asked.engine,
        precision=asked.precision,
        device=asked.device,
    )


def _everywhere(path: str) -> str:
    """Return a path that does not depend on the working folder; names that GDAL alone understands stay."""
    return os.path.abspath(path) if Path(path).exists() else path  # noqa: PTH100 - resolves no links


def _images(scene: _Scene, painter: Painter, output: Path, reporter: Reporter) -> ResumableImages:
    generator = scene.generator
    plan = BlockPlan.of(scene.window, scene.parameters.block_size, generator.margin, painter.align)
    reporter.log(f"Model {generator.name}, computed by {painter.engine}.")
    reporter.log(plan.describe(len(generator.band_names), generator.dtype, painter.seconds_a_pixel(plan)))
    work = WorkFolder(output, scene.request(output, plan.block_size, painter.engine))

    def writer_of(variant: int, path: Path, part: Reporter) -> GeoTiffWriter:
        return GeoTiffWriter(
            path,
            scene.landcover.grid.cut(scene.window),
            dtype=generator.dtype,
            nodata=scene.nodata.value if scene.nodata.declared else None,
            band_names=generator.band_names,
            tags=scene.tags(variant),
            reporter=part,
        )

    nodata = np.dtype(generator.dtype).type(scene.nodata.value)
    return ResumableImages(work, plan, painter, scene.parameters.variants, len(generator.band_names), nodata, writer_of)


def _checked_shard(parameters: GenerateImagery) -> Shard | None:
    if parameters.block_size % BLOCK_SIZE_STEP:
        raise InputError(f"BLOCK_SIZE must be a multiple of {BLOCK_SIZE_STEP}, not {parameters.block_size}.")
    if parameters.shard is None:
        return None
    if parameters.scheduler is not None:
        raise InputError("SHARD and SCHEDULER are two ways to use many machines: give one of them.")
    return Shard.parse(parameters.shard)


def _refuse_to_replace_inputs(parameters: GenerateImagery, outputs: list[Path]) -> None:
    inputs = (parameters.landcover, parameters.buildings, parameters.model, parameters.style)
    taken = {Path(name).resolve() for name in inputs if name}
    for output in outputs:
        if output.resolve() in taken:
            raise InputError(f"The output {output} is also an input: choose another output.")


def _requested_window(parameters: GenerateImagery, landcover: LandCoverRaster, reporter: Reporter) -> Window:
    if landcover.grid.crs is None:
        reporter.log(f"{landcover.name} has no coordinate system, so the imagery will have none either.", "warning")
    if parameters.extent is None:
        return landcover.grid.window
    return landcover.grid.window_of(Extent.parse(parameters.extent))


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
