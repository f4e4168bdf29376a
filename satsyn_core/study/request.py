"""What a user asks of a study: the parameters of the job, checked and read once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..contract.bundled import BUNDLED_MODEL
from ..contract.declaration import flat_values
from ..contract.declarations.mix_study import MixStudy
from ..contract.errors import InputError
from ..contract.file_digest import file_digest
from ..contract.raster_legends import read_legends
from ..contract.source_files import source_files
from ..generation.shards import Shard
from ..landcover.vector_names import is_vector
from ..raster.bands import parse_bands
from ..raster.tile_index import tiles_of_named_index
from ..scenes.pairs import ScenePaths, pair_scenes, require_both
from ..trainingset.plan.splits import TEST, TRAIN, VALIDATION
from ..trainingset.request import input_state
from .study_file import StudyPlan, read_study
from .treatment import DEFAULT_GENERATOR

_FILES = ("imagery", "landcover", "buildings", "validation_imagery", "validation_landcover", "test_imagery")
_OF_GROUND = (*_FILES, "test_landcover")
_MEANINGS = ("scheme", "class_field", "width_field", "line_widths")
"""Parameters that say what the land cover's values and attributes mean, beside CLASSES and LEGENDS."""


@dataclass(frozen=True)
class StudyRequest:
    """What a user asks of a study, checked; no raster and no model is opened.

    Attributes:
        parameters: of the job.
        plan: what is compared.
        files: of the scenes.
        roles: number of the split of each scene; -1 for scenes that are divided into all of them.
        generators: files of the generators by name.
        bands: of the imagery to use, from 1; None uses all but an alpha band.
        seeds: of the trainings.
        shard: share of the trainings to run; None for all.
    """

    parameters: MixStudy
    plan: StudyPlan
    files: tuple[ScenePaths, ...]
    roles: tuple[int, ...]
    generators: dict[str, str]
    bands: tuple[int, ...] | None
    seeds: tuple[int, ...]
    shard: Shard | None

    @property
    def output(self) -> Path:
        """Folder of the study."""
        return Path(self.parameters.output).absolute()

    @property
    def input_identity(self) -> dict[str, Any]:
        """What tells the files and how they are divided from others, JSON-compatible."""
        values = flat_values(self.parameters)
        states = {name: [_content(name, path) for path in _listed(values[name])] for name in _OF_GROUND}
        chips = self.plan.chips.__dict__
        # Those that are not given leave the identity of earlier studies as it was.
        meanings = {name: values[name] for name in _MEANINGS if values[name]}
        legends = read_legends(values["legends"])
        if legends:
            meanings["legends"] = [[Path(path).name, names] for path, names in legends.items()]
        return {
            **states,
            **meanings,
            "classes": values["classes"],
            "bands": self.bands,
            "chips": chips,
            "seed": values["seed"],
        }


def read_study_request(parameters: MixStudy) -> StudyRequest:
    """Read the parameters of a study.

    Raises:
        InputError: a parameter needs another one that is missing, has the wrong form, or the study file is wrong.
    """
    details = parameters.details
    plan = _with_overrides(read_study(details.study_file or parameters.question.study), parameters)
    require_both(details.validation_imagery, details.validation_landcover, "VALIDATION_")
    require_both(details.test_imagery, details.test_landcover, "TEST_")
    if details.validation_imagery and not details.test_imagery:
        raise InputError("VALIDATION_IMAGERY is given and TEST_IMAGERY is not: give both, or TEST_IMAGERY alone.")
    if parameters.work.scheduler and parameters.question.minutes:
        raise InputError(
            "MINUTES limits a run on this machine, and SCHEDULER gives all trainings to its workers at once: leave one "
            "of them empty. To spread a study over time, use SHARD with SCHEDULER."
        )
    files, roles = _scenes(parameters)
    needed = {treatment.generator for treatment in plan.treatments if treatment.has_synthetic}
    model = parameters.question.model or str(BUNDLED_MODEL)
    generators = {name: file for name, file in {DEFAULT_GENERATOR: model, **plan.generators}.items() if name in needed}
    first = parameters.work.seed
    return StudyRequest(
        parameters=parameters,
        plan=plan,
        files=files,
        roles=roles,
        # Without mixtures the generator still names the classes.
        generators=generators or {DEFAULT_GENERATOR: model},
        bands=parse_bands(details.bands),
        seeds=tuple(range(first, first + parameters.question.seeds)),
        shard=Shard.parse(parameters.work.shard) if parameters.work.shard else None,
    )


def _with_overrides(plan: StudyPlan, parameters: MixStudy) -> StudyPlan:
    details = parameters.details
    network = {"encoder": details.encoder, "steps": details.steps}
    chosen: dict[str, Any] = {name: value for name, value in network.items() if value is not None}
    chips = replace(plan.chips, size=details.chip_size or plan.chips.size)
    return replace(plan, network=replace(plan.network, **chosen), chips=chips)


def _scenes(parameters: MixStudy) -> tuple[tuple[ScenePaths, ...], tuple[int, ...]]:
    """Return the scenes and the split that each belongs to; their names are unique."""
    details, ground = parameters.details, parameters.ground
    learnt = TRAIN if details.validation_imagery else -1
    groups = (
        (ground.imagery, ground.landcover, learnt, ""),
        (details.validation_imagery or (), details.validation_landcover or (), VALIDATION, "VALIDATION_"),
        (details.test_imagery or (), details.test_landcover or (), TEST, "TEST_"),
    )
    imagery: list[str] = []
    covers: list[str] = []
    roles: list[int] = []
    for images, land_cover, role, purpose in groups:
        if images or role in (-1, TRAIN):
            paired = pair_scenes(images, land_cover, parameters.details.buildings, purpose)
            imagery += [scene.imagery for scene in paired]
            covers += [scene.land_cover for scene in paired]
            roles += [role] * len(paired)
    return pair_scenes(imagery, covers, parameters.details.buildings), tuple(roles)


def _content(name: str, path: str) -> list[object]:
    """Return what tells the content of an input from that of another one: names, sizes and digests of its files.

    Neither folders nor times count. So trainings stay valid with copies on another machine, and in QGIS, which writes
    a raster whose layer has settings of its own anew for every run. The sources of virtual rasters and the tiles of an
    index belong to it. Vector layers have other bytes in every copy, see `input_state`.
    """
    datasets = (path, *tiles_of_named_index(path))
    files = {file for dataset in datasets for file in source_files(dataset) if file.is_file()}
    if not files or is_vector(path):
        return input_state(name, path)
    return [list(state) for state in sorted((file.name, file.stat().st_size, file_digest(file)) for file in files)]


def _listed(value: object) -> list[str]:
    if not value:
        return []
    return [value] if isinstance(value, str) else [str(one) for one in value]  # type: ignore[attr-defined]
