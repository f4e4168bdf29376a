"""Imagery and land cover of a training, checked and laid out in its work folder for as long as it runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..bands import parse_bands
from ..errors import InputError
from ..generator.label_reach import LabelReach
from ..generator.method import TrainingPlan
from ..generator.scenes import SCENE_SUFFIXES, Scene, lay_out_scene
from ..generator.valid_patches import patch_corners
from ..generator.values import ValueRange, stated_range
from ..landcover.matching import ClassMatch
from ..landcover.scheme import ClassScheme
from ..pairing import SceneFiles, ScenePair, match_scene, open_scene
from ..progress import Reporter
from .train_generator import TrainGenerator


@contextmanager
def scene_folders(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield folders for the scenes of training and validation; their arrays go afterwards, whatever happens, and with
    them a folder in which nothing else is.
    """
    validation = folder / "validation"
    validation.mkdir(parents=True, exist_ok=True)
    try:
        yield folder, validation
    finally:
        for one in (validation, folder):
            # An array that Windows still holds open stays: what brought us here matters more.
            with suppress(OSError):
                for suffix in SCENE_SUFFIXES:
                    for path in one.glob(f"*{suffix}"):
                        path.unlink(missing_ok=True)
                one.rmdir()


@dataclass(frozen=True)
class Facts:
    """What the scenes have in common, and what a model card tells of them."""

    band_names: tuple[str, ...]
    dtype: str
    pixel_metres: float
    provenance: dict[str, Any]


def lay_out_training(
    parameters: TrainGenerator,
    plan: TrainingPlan,
    files: Sequence[SceneFiles],
    matches: Sequence[ClassMatch],
    folder: Path,
    reporter: Reporter,
) -> tuple[list[Scene], LabelReach, ValueRange, Facts]:
    """Lay out the scenes in the work folder; return them with the architecture, value range and facts they imply."""
    scenes: list[Scene] = []
    found: list[Facts] = []
    for number, (scene_files, match) in enumerate(zip(files, matches, strict=True)):
        part = reporter.part(number / len(files), (number + 1) / len(files))
        with open_scene(scene_files, match, reporter, parse_bands(parameters.bands)) as pair:
            found.append(_facts(pair))
            _refuse_unlike(pair, found, plan.crop)
            architecture = plan.architecture(len(match.scheme.classes), len(pair.bands))
            scenes.append(lay_out_scene(pair, architecture, folder, part))
        _refuse_without_patch(scene_files.imagery, scenes[-1], plan.crop)
    _refuse_unseen_classes(matches[0].scheme, scenes)
    values = stated_range(parameters.value_range, found[0].dtype, [scene.image for scene in scenes])
    areas = [area for facts in found for area in facts.provenance["training_area"]]
    facts = Facts(found[0].band_names, found[0].dtype, found[0].pixel_metres, {"training_area": areas})
    return scenes, architecture, values, facts


def lay_out_validation(
    parameters: TrainGenerator,
    files: Sequence[SceneFiles],
    plan: TrainingPlan,
    scheme: ClassScheme,
    training: Facts,
    folder: Path,
    reporter: Reporter,
) -> list[Scene]:
    """Lay out the scenes kept for validation."""
    found, scenes = [training], []
    for scene_files in files:
        match = match_scene(scene_files, scheme, parameters.classes, reporter)
        with open_scene(scene_files, match, reporter, parse_bands(parameters.bands)) as pair:
            found.append(_facts(pair))
            _refuse_unlike(pair, found, plan.crop)
            architecture = plan.architecture(len(scheme.classes), len(pair.bands))
            scenes.append(lay_out_scene(pair, architecture, folder, reporter.part(0, 0)))
        _refuse_without_patch(scene_files.imagery, scenes[-1], plan.crop)
    return scenes


def _facts(pair: ScenePair) -> Facts:
    grid = pair.grid
    corners = [(0, 0), (grid.width, 0), (grid.width, grid.height), (0, grid.height), (0, 0)]
    ring = [list(grid.transform @ corner) for corner in corners]
    area = {
        "crs": grid.crs.to_wkt() if grid.crs else None,
        "footprint": {"type": "Polygon", "coordinates": [ring]},
    }
    return Facts(pair.band_names, pair.dtype, grid.pixel_metres, {"training_area": [area]})


def _refuse_unlike(pair: ScenePair, found: Sequence[Facts], crop: int) -> None:
    """Refuse a scene that can't be trained with the first one, or is smaller than a crop."""
    first, own = found[0], found[-1]
    name = pair.imagery.name
    if own.dtype not in {"uint8", "uint16"}:
        raise InputError(f"{name} holds {own.dtype} numbers: imagery of 8 or 16 bits without sign is needed.")
    if (len(own.band_names), own.dtype) != (len(first.band_names), first.dtype):
        raise InputError(
            f"{name} has {len(own.band_names)} bands of {own.dtype}, and the first image has "
            f"{len(first.band_names)} of {first.dtype}: all imagery must have the same bands."
        )
    if abs(own.pixel_metres / first.pixel_metres - 1) > 0.1:
        raise InputError(
            f"{name} has pixels of {own.pixel_metres:.3g} m, and the first image of {first.pixel_metres:.3g} m: "
            "resample the imagery to one pixel size."
        )
    if min(pair.grid.width, pair.grid.height) < crop:
        raise InputError(
            f"{name} has {pair.grid.width} x {pair.grid.height} pixels, which is smaller than a crop of {crop}: "
            "leave it out, or make CROP smaller."
        )


def _refuse_without_patch(name: str, scene: Scene, crop: int) -> None:
    """Refuse a scene without room for a crop between its nodata."""
    if not scene.whole.any():
        raise InputError(f"{name} holds hardly anything but nodata: leave it out.")
    if not len(patch_corners(scene.whole, scene.size, crop)):
        raise InputError(
            f"{name} has no patch of {crop} x {crop} pixels without nodata: leave it out, or make CROP smaller. If "
            "dark pixels count as nodata, give the raster a nodata value that none of its pixels has."
        )


def _refuse_unseen_classes(scheme: ClassScheme, scenes: Sequence[Scene]) -> None:
    """Refuse classes that lie nowhere but where the imagery has no data."""
    shown = [any(len(scene.candidates[index]) for scene in scenes) for index in range(len(scheme.names))]
    hidden = [name for name, is_shown in zip(scheme.names, shown, strict=True) if not is_shown]
    if hidden:
        raise InputError(
            f"The imagery has no data where the land cover is {', '.join(hidden)}: leave the class out of SCHEME, or "
            "add imagery that shows it."
        )
