"""The scenes of a training set: checked, and open in every thread that reads them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from types import TracebackType

import numpy as np

from ..contract.class_scheme import ClassScheme
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..contract.raster_tags import marks_of_synthetic
from ..contract.wording import counted
from ..generator.model import ImageryGenerator
from ..landcover.class_matching import ClassMatch
from ..landcover.stated_classes import StatedClasses
from ..raster.grid import Grid
from ..scenes.pairs import Scene, ScenePaths, match_and_open_scene, open_scene
from ..scenes.pixel_size import GENERATED_PIXEL_SIZE_TOLERANCE, pixel_sizes_agree
from ..scenes.value_comparison import FoundValues, compare_scenes, compare_values, conversion, sample_values, summarised


@dataclass(frozen=True)
class SceneInfo:
    """A checked scene.

    Attributes:
        files: of the scene.
        match: of its land cover.
        grid, band_names, dtype, nodata: of the imagery.
        values: summary of the imagery's digital numbers.
        marks: of imagery that SatSyn generated, see `raster_tags.marks_of_synthetic`; empty for real imagery.
    """

    files: ScenePaths
    match: ClassMatch
    grid: Grid
    band_names: tuple[str, ...]
    dtype: str
    nodata: float | None
    values: FoundValues = field(default_factory=lambda: FoundValues("", "uint8", np.zeros(0, np.uint8)), compare=False)
    marks: Mapping[str, str] = field(default_factory=dict)


def check_scenes(
    files: Sequence[ScenePaths],
    scheme: ClassScheme,
    classes: StatedClasses | str | None,
    bands: Sequence[int] | None,
    reporter: Reporter,
) -> tuple[SceneInfo, ...]:
    """Match the land cover of every scene to a class scheme, and check the imagery.

    Args:
        files: of the scenes.
        scheme: classes of the training set.
        classes: what is stated of the values, see `match_classes`.
        bands: of the imagery to use, from 1; None uses all but an alpha band.
        reporter: gets progress and the matches; may cancel.

    Raises:
        InputError: a scene cannot be read or matched, or its imagery has other bands or another data type.
    """
    scenes: list[SceneInfo] = []
    for number, one in enumerate(files):
        reporter.check_cancelled()
        part = reporter.part(number / len(files), (number + 1) / len(files))
        with match_and_open_scene(one, scheme, classes, part, bands) as scene:
            match, nodata = scene.land_cover.match, scene.imagery.nodata
            values = summarised(FoundValues(one.imagery, scene.dtype, sample_values(scene)))
            marks = marks_of_synthetic(scene.imagery.tags())
            scenes.append(SceneInfo(one, match, scene.grid, scene.band_names, scene.dtype, nodata, values, marks))
        if marks:
            reporter.log(
                f"{one.imagery} is synthetic imagery, as its tag SATSYN_SYNTHETIC says, and its chips count as real "
                "ones here, also for validation and testing; their files keep the mark. Build the set of "
                "real imagery, and give the synthetic one to Train/evaluate segmentation beside it, in IMAGERY.",
                "warning",
            )
        first, last = scenes[0], scenes[-1]
        if (len(first.band_names), first.dtype) != (len(last.band_names), last.dtype):
            raise InputError(
                f"{one.imagery} has {_describe_bands(last)}, and {files[0].imagery} has {_describe_bands(first)}: all "
                "imagery of a training set has the same bands. Name bands that all have with BANDS."
            )
    compare_scenes((scene.values for scene in scenes), reporter)
    return tuple(scenes)


def check_generator(scenes: Sequence[SceneInfo], generator: ImageryGenerator, reporter: Reporter) -> None:
    """Check that a generator makes imagery of the same kind as that of the scenes.

    Raises:
        InputError: bands, their order, the data type or the units differ.
    """
    generated = [name.casefold() for name in generator.band_names]
    for scene in scenes:
        found = [name.casefold() for name in scene.band_names]
        if len(found) == len(generated) and scene.dtype != generator.dtype:
            raise InputError(
                f"{scene.files.imagery} holds {scene.dtype} numbers, and the model {generator.name} generates "
                f"{generator.dtype} numbers, which would be mixed in one set: choose another model, or convert the "
                f"imagery first, {conversion(scene.values, generator.known_values)}."
            )
        if len(found) != len(generated):
            raise InputError(
                f"{scene.files.imagery} has {_describe_bands(scene)}, and the model {generator.name} generates "
                f"{', '.join(generator.band_names)} of {generator.dtype}: choose another model, or name the bands to "
                'use with BANDS, as in "1 2 3".'
            )
        if found != generated and sorted(found) == sorted(generated):
            order = " ".join(str(found.index(name) + 1) for name in generated)
            raise InputError(
                f"{scene.files.imagery} has the bands {', '.join(scene.band_names)}, and the model {generator.name} "
                f'generates {", ".join(generator.band_names)}: give the model\'s order with BANDS, as in "{order}".'
            )
        compare_values(scene.values, generator.known_values, reporter)
        _compare_pixel_size(scene, generator, reporter)


def _describe_bands(scene: SceneInfo) -> str:
    return f"{counted(len(scene.band_names), 'band')} ({', '.join(scene.band_names)}) of {scene.dtype}"


def _compare_pixel_size(scene: SceneInfo, generator: ImageryGenerator, reporter: Reporter) -> None:
    if scene.grid.crs is None or not scene.grid.crs.is_projected:
        return
    metres, trained = scene.grid.pixel_metres, generator.ground_sampling_distance
    if not pixel_sizes_agree(metres, trained, GENERATED_PIXEL_SIZE_TOLERANCE):
        reporter.log(
            f"{scene.files.imagery} has pixels of {metres:g} m, and the model {generator.name} was trained on pixels "
            f"of {trained:g} m: synthetic chips will have another scale than the imagery.",
            "warning",
        )


class ScenePool:
    """The scenes of a set, opened anew in every thread that reads them: open rasters cannot be shared by threads.

    A thread keeps one scene open, so read the scenes in their order.

    Attributes:
        infos: the checked scenes.
        workers: number of threads that read and write chips.

    Args:
        infos: the checked scenes, at least one.
        bands: imagery bands to read, from 1; None reads all but an alpha band.
        workers: number of threads that read and write chips.
    """

    def __init__(self, infos: Sequence[SceneInfo], bands: Sequence[int] | None, workers: int) -> None:
        self.infos = tuple(infos)
        self.workers = workers
        self._bands = bands
        self._local = _ThreadsScene()

    @property
    def scheme(self) -> ClassScheme:
        """Classes of the set."""
        return self.infos[0].match.scheme

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Grids of the scenes."""
        return tuple(info.grid for info in self.infos)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the scenes."""
        return tuple(info.files.name for info in self.infos)

    def __len__(self) -> int:
        return len(self.infos)

    def __getitem__(self, number: int) -> Scene:
        """Return a scene for this thread: the one that opened the `with` block, or one of `threads`."""
        local = self._local
        if local.scene is None or local.number != number:
            local.close()
            info = self.infos[number]
            local.scene = local.stack.enter_context(open_scene(info.files, info.match, bands=self._bands))
            local.number = number
        return local.scene

    @contextmanager
    def threads(self, name: str, count: int | None = None) -> Iterator[Executor]:
        """Give an executor of `count` (else `workers`) threads that may use the scenes."""
        threads = count or self.workers
        all_there = threading.Barrier(threads)

        def close() -> None:
            # Each thread gets one of these: none goes on before all have one.
            all_there.wait()
            self._local.close()

        with ThreadPoolExecutor(threads, f"satsyn-{name}") as executor:
            try:
                yield executor
            finally:
                for closed in [executor.submit(close) for _ in range(threads)]:
                    closed.result()

    def __enter__(self) -> ScenePool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._local.close()


class _ThreadsScene(threading.local):
    """The scene that a thread has open."""

    def __init__(self) -> None:
        self.stack = ExitStack()
        self.number = -1
        self.scene: Scene | None = None

    def close(self) -> None:
        self.scene = None
        self.stack.close()
