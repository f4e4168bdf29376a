"""How the job `build-training-set` is done, from checking its input to putting the set in its place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import __version__
from ..contract.class_scheme import ClassScheme
from ..contract.declaration import flat_values
from ..contract.declarations.build_training_set import BuildTrainingSet
from ..contract.errors import InputError, JobCancelledError
from ..contract.progress import Reporter
from ..generator.families import load_generator
from ..generator.model import ImageryGenerator
from ..landcover.inferred_scheme import infer_scheme
from ..raster.bands import parse_bands
from ..scenes.pairs import pair_scenes
from ..scenes.training_set import MANIFEST
from ..trainingset.plan.footprints import GroundPlane
from ..trainingset.plan.plan import SetPlan, SplitOptions, TrainingSetOptions, make_plan
from ..trainingset.plan.splits import SPLITS, Shares, log_overlaps
from ..trainingset.scene_pool import OpenScenes, SceneInfo, check_generator, check_scenes
from ..trainingset.synthesis.label_filter import PixelFilter, load_segmenter
from ..trainingset.synthesis.styles import ImageStyles, RandomStyles, SceneStyles, StyleAssignment
from ..trainingset.synthesis.synthetic_chips import EngineChoice, SyntheticChipRenderer, calibrated_filter, versions_of
from ..trainingset.writing.chip_files import ChipFiles
from ..trainingset.writing.description import SetDescription, count_seen
from ..trainingset.writing.stac import Period, check_places
from ..trainingset.writing.work_folder import SetWorkFolder
from ..trainingset.writing.write_chips import ChipWriter

_MOST_WORKERS = 8
"""More threads than this wait for each other rather than for the disk."""

_WITHOUT_EFFECT = ("output", "existing", "workers")
"""Parameters that the content of a set does not depend on."""

_PATHS = ("imagery", "landcover", "buildings", "model", "style_image", "split_layer", "filter_model")


def run(parameters: BuildTrainingSet, reporter: Reporter) -> dict[str, object]:
    """Do the job."""
    wish, bands = _wish(parameters), parse_bands(parameters.scenes.bands)
    period = Period.parse(parameters.work.stac_date) if parameters.work.stac_date else None
    files = pair_scenes(parameters.scenes.imagery, parameters.scenes.landcover, parameters.scenes.buildings)
    generator = _generator(parameters)
    work = SetWorkFolder(Path(parameters.output).absolute(), _identity(parameters), parameters.work.existing)
    scheme = generator.scheme if generator else _scheme_of(parameters, reporter)
    scenes = check_scenes(files, scheme, parameters.scenes.classes, bands, reporter.part(0, 0.05))
    if generator is not None:
        check_generator(scenes, generator, reporter)
    if period is not None:
        check_places(scenes)
    with OpenScenes(scenes, bands) as opened:
        job = _Build(parameters, scenes, opened, GroundPlane.of([scene.grid for scene in scenes]), generator)
        plan = job.plan(wish, reporter.part(0.05, 0.2))
        return job.write(plan, work, period, reporter.part(0.2, 1))


@dataclass(frozen=True)
class _Build:
    """A run of the job whose input is checked."""

    parameters: BuildTrainingSet
    scenes: tuple[SceneInfo, ...]
    opened: OpenScenes
    ground: GroundPlane
    generator: ImageryGenerator | None

    @property
    def workers(self) -> int:
        return self.parameters.work.workers or min(os.cpu_count() or 1, _MOST_WORKERS)

    def plan(self, wish: TrainingSetOptions, reporter: Reporter) -> SetPlan:
        """Decide what becomes of every chip, and tell it."""
        log_overlaps(self.ground, [scene.files.name for scene in self.scenes], reporter)
        plan = make_plan(self.scenes, self.opened, self.ground, wish, self.workers, reporter)
        reporter.log(
            ", ".join(f"{plan.number(number)} chips for {name}" for number, name in enumerate(SPLITS))
            + f"; {(plan.splits < 0).sum()} left out to keep splits apart, {len(plan.without_data)} for nodata. "
            f"{plan.copies.sum()} synthetic chips."
        )
        return plan if self.parameters.splits.held_out == "real" else plan.without_real_held_out()

    def write(self, plan: SetPlan, work: SetWorkFolder, period: Period | None, reporter: Reporter) -> dict[str, object]:
        """Write the chips and the description of the set; return the job's outputs."""
        painter, seen = self._painter(plan), None
        if self.generator is not None and painter is not None:
            seen = count_seen(plan, self.ground, self.generator, reporter)
        pixel_filter, judge = self._filter(painter, reporter.part(0, 0.1))
        scheme = self.scenes[0].match.scheme
        with work:
            files = ChipFiles(work.path, scheme)
            writer = ChipWriter(plan, self.scenes, self.opened, files, painter, pixel_filter, self.workers)
            try:
                writer.write_all(work, reporter.part(0.1, 0.95))
            except JobCancelledError:
                reporter.log(f"What is done stays in {work.path}; set EXISTING to resume to go on with it.")
                raise
            description = SetDescription(
                plan,
                self.scenes,
                self.ground,
                _request(self.parameters),
                self.generator if painter else None,
                painter.versions if painter else None,
                self.parameters.synthesis.style != "random",
                judge,
                seen,
            )
            counts = description.write(work, period, reporter)
            work.publish()
        return {
            "OUTPUT": str(work.target),
            "MANIFEST": str(work.target / MANIFEST),
            "CHIPS": counts.chips,
            "TRAIN_REAL": counts.train_real,
            "TRAIN_SYNTHETIC": counts.train_synthetic,
            "VALIDATION": counts.validation,
            "TEST": counts.test,
            "TEST_SEEN": seen,
            "IGNORED_PERCENT": counts.ignored_percent if judge else None,
        }

    def _painter(self, plan: SetPlan) -> SyntheticChipRenderer | None:
        if self.generator is None or not plan.copies.any():
            return None
        versions = versions_of(plan, self._looks(self.generator, plan), self.parameters.work.seed)
        choice = EngineChoice(self.parameters.work.engine, self.parameters.work.device)
        return SyntheticChipRenderer(self.generator, versions, self.scenes, self.opened, choice)

    def _looks(self, generator: ImageryGenerator, plan: SetPlan) -> StyleAssignment:
        seed = self.parameters.work.seed
        if self.parameters.synthesis.style == "random":
            # Versions of one chip have different looks, so there are at least as many.
            return RandomStyles(generator, max(self.parameters.synthesis.looks, int(plan.copies.max())), seed)
        if self.parameters.synthesis.style == "image":
            return ImageStyles.of(
                generator, str(self.parameters.synthesis.style_image), self.opened, len(self.scenes), seed
            )
        return SceneStyles(generator, self.opened, plan.training, seed)

    def _filter(
        self, painter: SyntheticChipRenderer | None, reporter: Reporter
    ) -> tuple[PixelFilter | None, Mapping[str, str] | None]:
        if self.parameters.synthesis.filter_model is None or painter is None:
            return None, None
        scheme = self.scenes[0].match.scheme
        predict, model = load_segmenter(self.parameters.synthesis.filter_model, scheme, len(self.scenes[0].band_names))
        tolerance = self.parameters.synthesis.filter_tolerance
        judge = {"name": model.name, "digest": model.digest}
        return calibrated_filter(painter, predict, len(scheme.classes), tolerance, reporter), judge


def _wish(parameters: BuildTrainingSet) -> TrainingSetOptions:
    if parameters.synthesis.synthetic_percent and not parameters.synthesis.model:
        raise InputError(
            f"SYNTHETIC_PERCENT is {parameters.synthesis.synthetic_percent:g}, and there is no MODEL to generate with: "
            "choose a generator, or set SYNTHETIC_PERCENT to 0."
        )
    if parameters.synthesis.style == "image" and not parameters.synthesis.style_image:
        raise InputError("STYLE image needs an image in STYLE_IMAGE.")
    if parameters.synthesis.style != "image" and parameters.synthesis.style_image:
        raise InputError(f"There is a STYLE_IMAGE, but STYLE is {parameters.synthesis.style}: set STYLE to image.")
    if parameters.splits.split_by == "polygons" and not parameters.splits.split_layer:
        raise InputError("SPLIT_BY polygons needs a layer of polygons in SPLIT_LAYER.")
    split = SplitOptions(
        parameters.splits.split_by,
        Shares.parse(parameters.splits.split),
        parameters.splits.split_block,
        parameters.splits.split_layer,
        parameters.splits.split_field,
        parameters.splits.buffer,
    )
    return TrainingSetOptions(
        size=parameters.chips.chip_size,
        stride=parameters.chips.stride or parameters.chips.chip_size,
        max_nodata=parameters.chips.max_nodata,
        oversample=parameters.chips.oversample,
        rare_percent=parameters.chips.rare_percent,
        split=split,
        percent=parameters.synthesis.synthetic_percent,
        mode=parameters.synthesis.mode,
        seed=parameters.work.seed,
    )


def _generator(parameters: BuildTrainingSet) -> ImageryGenerator | None:
    return load_generator(parameters.synthesis.model) if parameters.synthesis.model else None


def _scheme_of(parameters: BuildTrainingSet, reporter: Reporter) -> ClassScheme:
    with_buildings = parameters.scenes.buildings is not None
    return infer_scheme(
        parameters.scenes.landcover, parameters.scenes.classes, with_buildings=with_buildings, reporter=reporter
    )


def _request(parameters: BuildTrainingSet) -> dict[str, Any]:
    """Return what was asked for, with names of files for their paths: where they lie is nobody else's business."""
    asked = {name: value for name, value in flat_values(parameters).items() if name not in _WITHOUT_EFFECT}
    for name in _PATHS:
        value = asked[name]
        asked[name] = [Path(path).name for path in value] if isinstance(value, (list, tuple)) else _name(value)
    return asked


def _name(path: str | None) -> str | None:
    return Path(path).name if path else None


def _identity(parameters: BuildTrainingSet) -> dict[str, Any]:
    """Return everything that the content of the set depends on, to tell whether an unfinished set is the same one."""
    asked, files = flat_values(parameters), dict[str, Any]()
    for name in _PATHS:
        paths = asked[name] or ()
        files[name] = [_state(name, path) for path in ([paths] if isinstance(paths, str) else paths)]
    return {**_request(parameters), "files": files, "version": __version__}


def _state(name: str, path: str) -> list[object]:
    """Return what tells a file from another one, or from itself after a change."""
    try:
        status = Path(path.partition("|")[0]).stat()
    except OSError:
        return [path]
    # QGIS writes polygon layers anew, into another folder, for every run.
    return [status.st_size] if name in ("buildings", "split_layer") else [path, status.st_size, status.st_mtime_ns]
