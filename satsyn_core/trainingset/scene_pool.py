"""The scenes of a training set, open in every thread that reads them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import TracebackType

from ..contract.class_scheme import ClassScheme
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..generator.model import ImageryGenerator
from ..landcover.class_matching import ClassMatch
from ..raster.grid import Grid
from ..scenes.pairs import Scene, ScenePaths, match_scene, open_scene

_PIXEL_SIZE_TOLERANCE = 1.25
"""Imagery whose pixels are larger or smaller by this factor than a generator's looks like another scale."""


@dataclass(frozen=True)
class SceneInfo:
    """A checked scene: files, match of its land cover, grid and the imagery's bands, data type and nodata value."""

    files: ScenePaths
    match: ClassMatch
    grid: Grid
    band_names: tuple[str, ...]
    dtype: str
    nodata: float | None


def check_scenes(
    files: Sequence[ScenePaths],
    scheme: ClassScheme,
    classes: str | None,
    bands: Sequence[int] | None,
    reporter: Reporter,
) -> tuple[SceneInfo, ...]:
    """Match and check every scene.

    Raises:
        InputError: a scene cannot be read or matched, or its imagery has other bands or another data type.
    """
    scenes: list[SceneInfo] = []
    for number, one in enumerate(files):
        reporter.check_cancelled()
        match = match_scene(one, scheme, classes, reporter.part(number / len(files), (number + 1) / len(files)))
        with open_scene(one, match, reporter, bands) as pair:
            scenes.append(SceneInfo(one, match, pair.grid, pair.band_names, pair.dtype, pair.imagery.nodata))
        first, last = scenes[0], scenes[-1]
        if (len(first.band_names), first.dtype) != (len(last.band_names), last.dtype):
            raise InputError(
                f"{one.imagery} has {_described(last)}, and {files[0].imagery} has {_described(first)}: all imagery "
                "of a training set has the same bands. Name bands that all have with BANDS."
            )
    return tuple(scenes)


def check_generator(scenes: Sequence[SceneInfo], generator: ImageryGenerator, reporter: Reporter) -> None:
    """Check that a generator paints what the scenes' imagery holds.

    Raises:
        InputError: bands, their order, or the data type differ.
    """
    wanted = [name.casefold() for name in generator.band_names]
    for scene in scenes:
        found = [name.casefold() for name in scene.band_names]
        if len(found) != len(wanted) or scene.dtype != generator.dtype:
            raise InputError(
                f"{scene.files.imagery} has {_described(scene)}, and the model {generator.name} paints "
                f"{', '.join(generator.band_names)} of {generator.dtype}: choose another model, or name the bands to "
                'use with BANDS, as in "1 2 3".'
            )
        if found != wanted and sorted(found) == sorted(wanted):
            order = " ".join(str(found.index(name) + 1) for name in wanted)
            raise InputError(
                f"{scene.files.imagery} has the bands {', '.join(scene.band_names)}, and the model {generator.name} "
                f'paints {", ".join(generator.band_names)}: give the model\'s order with BANDS, as in "{order}".'
            )
        _compare_pixel_size(scene, generator, reporter)


def _described(scene: SceneInfo) -> str:
    return f"{len(scene.band_names)} bands ({', '.join(scene.band_names)}) of {scene.dtype}"


def _compare_pixel_size(scene: SceneInfo, generator: ImageryGenerator, reporter: Reporter) -> None:
    crs = scene.grid.crs
    if crs is None or not crs.is_projected:
        return
    metres = float(abs(scene.grid.transform.determinant) ** 0.5) * crs.linear_units_factor[1]
    ratio = metres / generator.ground_sampling_distance
    if max(ratio, 1 / ratio) > _PIXEL_SIZE_TOLERANCE:
        reporter.log(
            f"{scene.files.imagery} has pixels of {metres:g} m, and the model {generator.name} learnt from pixels of "
            f"{generator.ground_sampling_distance:g} m: what it paints will have another scale than the imagery.",
            "warning",
        )


class OpenScenes:
    """Gives each thread scenes of its own, since open rasters cannot be shared, and are closed where they were opened.

    A thread keeps one scene open: use them in the order of the scenes.
    """

    def __init__(self, scenes: Sequence[SceneInfo], bands: Sequence[int] | None) -> None:
        self._scenes = scenes
        self._bands = bands
        self._local = _ThreadsScene()

    def __getitem__(self, number: int) -> Scene:
        """Return a scene for this thread: the one that opened the `with` block, or one of `threads`."""
        local = self._local
        if local.pair is None or local.number != number:
            local.close()
            scene = self._scenes[number]
            local.pair = local.stack.enter_context(open_scene(scene.files, scene.match, bands=self._bands))
            local.number = number
        return local.pair

    @contextmanager
    def threads(self, count: int, name: str) -> Iterator[Executor]:
        """Give an executor whose threads may use the scenes."""
        all_there = threading.Barrier(count)

        def close() -> None:
            # Each thread gets one of these: none goes on before all have one.
            all_there.wait()
            self._local.close()

        with ThreadPoolExecutor(count, f"satsyn-{name}") as executor:
            try:
                yield executor
            finally:
                for closed in [executor.submit(close) for _ in range(count)]:
                    closed.result()

    def __enter__(self) -> OpenScenes:
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
        self.pair: Scene | None = None

    def close(self) -> None:
        self.pair = None
        self.stack.close()
