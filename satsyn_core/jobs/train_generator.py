"""The job that trains an imagery generator on real imagery and its land cover."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

from ..errors import InputError
from ..progress import Reporter
from .declaration import Job, Kind, Output, parameter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..generator.architecture import Architecture
    from ..generator.scenes import Scene
    from ..generator.training_step import TrainingSettings
    from ..generator.values import ValueRange
    from ..landcover.matching import ClassMatch
    from ..landcover.scheme import ClassScheme
    from ..pairing import SceneFiles, ScenePair


@dataclass(frozen=True)
class TrainGenerator:
    """Parameters of `train-generator`; their meaning stands with each field."""

    imagery: tuple[str, ...] = parameter(
        Kind.RASTERS, "Real imagery", "Rasters of real imagery, all with the same bands and pixel size."
    )
    landcover: tuple[str, ...] = parameter(
        Kind.RASTERS,
        "Land cover",
        "Land cover of the same ground: one raster for each image, in the same order, or a single one for all. It is "
        "warped to the imagery's grid where it lies on another.",
    )
    output: str = parameter(
        Kind.OUTPUT_FILE,
        "Generator",
        "Model file to write (.safetensors). Beside it, a folder with .training in its name holds what a stopped "
        "training resumes from: run the same training again to go on.",
    )
    buildings: Optional[str] = parameter(
        Kind.MASK,
        "Buildings",
        "Building footprints to lay over the land cover: a raster on the imagery's grid, or a layer of polygons.",
        optional=True,
    )
    scheme: Optional[str] = parameter(
        Kind.FILE,
        "Class scheme",
        "JSON file with names, values and colours of the classes. Empty: a class for every value of the land cover, "
        "with the names that the raster carries.",
        optional=True,
    )
    classes: Optional[str] = parameter(
        Kind.CLASSES,
        "Classes",
        "What the land cover's values mean, as in \"1=water 2=land 15=nodata\". Empty: the raster's own class "
        "names, else the scheme's values.",
        optional=True,
    )
    value_range: Optional[str] = parameter(
        Kind.TEXT,
        "Value range",
        'Digital numbers that the imagery spans, as in "0 3000"; what lies beyond is clipped. Empty: 0 to 255 for '
        "8-bit imagery, 0 to the 99.9th percentile for 16-bit imagery.",
        optional=True,
    )
    preset: str = parameter(
        Kind.CHOICE,
        "Size",
        "small: 1.7 million weights, fast. base: 3.6 million weights, half as fast.",
        default="small",
        choices=("small", "base"),
    )
    diversity: float = parameter(
        Kind.NUMBER,
        "Diversity",
        "Weight of the diversity loss, lambda: how strongly different styles must give different images.",
        default=6.0,
        minimum=0,
        maximum=100,
    )
    iterations: int = parameter(
        Kind.INTEGER, "Iterations", "Training steps.", default=20_000, minimum=1, maximum=10_000_000
    )
    seed: int = parameter(
        Kind.INTEGER,
        "Seed",
        "The same seed on the same machine gives the same generator.",
        default=0,
        minimum=0,
        maximum=2**31 - 1,
    )
    device: str = parameter(
        Kind.CHOICE,
        "Device",
        "Where to compute; auto takes the graphics card if there is one.",
        default="auto",
        choices=("auto", "cpu", "cuda"),
    )
    crop: int = parameter(
        Kind.INTEGER,
        "Crop size",
        "Pixels along the side of a training crop, a multiple of 16.",
        default=160,
        minimum=32,
        maximum=1024,
        advanced=True,
    )
    batch: int = parameter(
        Kind.INTEGER,
        "Batch size",
        "Images painted in a step, a multiple of 4.",
        default=8,
        minimum=4,
        maximum=1024,
        advanced=True,
    )
    warm_up: int = parameter(
        Kind.INTEGER,
        "Warm-up",
        "Steps of each of the three phases with which training begins: the discriminator learns the classes; the "
        "generator learns to reconstruct; the adversarial losses grow to full weight.",
        default=200,
        minimum=1,
        maximum=100_000,
        advanced=True,
    )
    name: Optional[str] = parameter(
        Kind.TEXT, "Name", "Name of the model. Empty: that of its file.", optional=True, advanced=True
    )
    data: Optional[str] = parameter(
        Kind.TEXT,
        "Data",
        "What the imagery is and where it is from, for the model's card.",
        optional=True,
        advanced=True,
    )
    licence: Optional[str] = parameter(
        Kind.TEXT, "Licence", "Licence of the imagery, for the model's card.", optional=True, advanced=True
    )


JOB = Job(
    name="train-generator",
    algorithm="traingenerator",
    title="Train imagery generator",
    summary="Trains a generator of synthetic imagery on real imagery and its land cover. It can be stopped and "
    "resumed; the folder beside the output shows its losses and a sheet of samples that is renewed as it learns.",
    parameters=TrainGenerator,
    outputs=(
        Output("OUTPUT", "Generator", Kind.OUTPUT_FILE),
        Output("SAMPLES", "Sheet of samples", Kind.FILE),
        Output("STEPS", "Training steps done", Kind.INTEGER),
    ),
    run="jobs.train_generator:run",
)


def run(parameters: TrainGenerator, reporter: Reporter) -> dict[str, object]:
    """Do the job: match classes, lay out the scenes, train, and save generator, encoder and style bank."""
    from ..devices import make_fabric
    from ..generator.training import SAMPLES, finished_generator, train
    from ..outputs import check_writable
    from ..pairing import match_scene, pair_scenes

    output = check_writable(parameters.output)
    files = pair_scenes(parameters.imagery, parameters.landcover, parameters.buildings)
    settings = _settings(parameters)
    scheme = _scheme(parameters, files, reporter)
    matches = [match_scene(scene, scheme, parameters.classes, reporter) for scene in files]
    _refuse_absent_classes(scheme, matches, parameters.buildings)
    folder = output.with_name(f"{output.stem}.training")
    folder.mkdir(exist_ok=True)
    fabric = make_fabric(parameters.device)
    reporter.log(f"Training on {fabric.device} with precision {fabric.strategy.precision.precision}; work in {folder}.")
    scenes, architecture, values, facts = _lay_out(parameters, files, matches, folder, reporter.part(0, 0.02))
    state = train(scenes, architecture, settings, values, folder, fabric, reporter.part(0.02, 0.99))
    provenance = {
        "data": parameters.data or ", ".join(scene.imagery for scene in files),
        "licence": parameters.licence or "not stated",
        **facts.provenance,
    }
    generator = finished_generator(
        state, scenes, architecture, settings, values, fabric.device,
        name=parameters.name or output.stem,
        scheme=scheme,
        band_names=facts.band_names,
        ground_sampling_distance=facts.pixel_metres,
        provenance=provenance,
    )  # fmt: skip
    generator.save(output)
    _remove_scenes(folder)
    return {"OUTPUT": str(output), "SAMPLES": str(folder / SAMPLES), "STEPS": settings.iterations}


@dataclass(frozen=True)
class _Facts:
    """What the scenes have in common, and what a model card tells of them."""

    band_names: tuple[str, ...]
    dtype: str
    pixel_metres: float
    provenance: dict[str, Any]


def _settings(parameters: TrainGenerator) -> TrainingSettings:
    from ..generator.training_step import LossWeights, TrainingSettings

    for name, value, step in (("CROP", parameters.crop, 16), ("BATCH", parameters.batch, 4)):
        if value % step:
            raise InputError(f"{name} must be a multiple of {step}, not {value}.")
    return TrainingSettings(
        iterations=parameters.iterations,
        crop=parameters.crop,
        batch=parameters.batch,
        warm_up=parameters.warm_up,
        seed=parameters.seed,
        weights=LossWeights(diversity=parameters.diversity),
    )


def _scheme(parameters: TrainGenerator, files: Sequence[SceneFiles], reporter: Reporter) -> ClassScheme:
    from ..landcover.own_scheme import own_scheme
    from ..landcover.scheme import read_scheme

    if parameters.scheme is not None:
        return read_scheme(parameters.scheme)
    paths = [scene.land_cover for scene in files]
    with_buildings = parameters.buildings is not None
    return own_scheme(paths, parameters.classes, with_buildings=with_buildings, reporter=reporter)


def _refuse_absent_classes(scheme: ClassScheme, matches: Sequence[ClassMatch], buildings: Optional[str]) -> None:
    """Refuse classes that no pixel shows, because nothing can be learnt of them."""
    seen = {match.index_of_value[value] for match in matches for value, count in match.counts.items() if count}
    if buildings is not None and scheme.building_index is not None:
        seen.add(scheme.building_index)
    absent = [name for index, name in enumerate(scheme.names) if index not in seen]
    if absent:
        raise InputError(
            f"The land cover has no pixel of {', '.join(absent)}: leave the class out of SCHEME, or add land cover "
            "that has it."
        )


def _lay_out(
    parameters: TrainGenerator,
    files: Sequence[SceneFiles],
    matches: Sequence[ClassMatch],
    folder: Path,
    reporter: Reporter,
) -> tuple[list[Scene], Architecture, ValueRange, _Facts]:
    """Lay out the scenes in the work folder; return them with the architecture, value range and facts they imply."""
    from ..generator.architecture import PRESETS, Architecture
    from ..generator.scenes import lay_out_scene
    from ..generator.values import stated_range
    from ..pairing import open_scene

    scenes: list[Scene] = []
    found: list[_Facts] = []
    for number, (scene_files, match) in enumerate(zip(files, matches)):
        part = reporter.part(number / len(files), (number + 1) / len(files))
        with open_scene(scene_files, match, reporter) as pair:
            found.append(_facts(pair))
            _refuse_unlike(pair, found, parameters.crop)
            architecture = Architecture(
                classes=len(match.scheme.classes), bands=len(pair.bands), **PRESETS[parameters.preset]
            )
            scenes.append(lay_out_scene(pair, architecture, folder, part))
    values = stated_range(parameters.value_range, found[0].dtype, [scene.image for scene in scenes])
    areas = [area for facts in found for area in facts.provenance["training_area"]]
    facts = _Facts(found[0].band_names, found[0].dtype, found[0].pixel_metres, {"training_area": areas})
    return scenes, architecture, values, facts


def _facts(pair: ScenePair) -> _Facts:
    grid = pair.grid
    corners = [(0, 0), (grid.width, 0), (grid.width, grid.height), (0, grid.height), (0, 0)]
    ring = [list(grid.transform @ corner) for corner in corners]
    area = {
        "crs": grid.crs.to_wkt() if grid.crs else None,
        "footprint": {"type": "Polygon", "coordinates": [ring]},
    }
    return _Facts(pair.band_names, pair.dtype, grid.pixel_metres, {"training_area": [area]})


def _refuse_unlike(pair: ScenePair, found: Sequence[_Facts], crop: int) -> None:
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


def _remove_scenes(folder: Path) -> None:
    from ..generator.scenes import SCENE_SUFFIXES

    for suffix in SCENE_SUFFIXES:
        for path in folder.glob(f"*{suffix}"):
            path.unlink(missing_ok=True)
