"""The ground of a study: its scenes and generators, and the one division into training, validation and test chips."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ..contract.class_scheme import ClassScheme
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..contract.wording import counted
from ..generator.families import load_generator
from ..generator.model import ImageryGenerator
from ..landcover.stated_classes import StatedClasses
from ..trainingset.plan.chips import Chips, regular_chips
from ..trainingset.plan.class_counts import CountedChips, usable_chips
from ..trainingset.plan.footprints import GroundPlane, training_area
from ..trainingset.plan.plan import SetPlan
from ..trainingset.plan.splits import SPLITS, TEST, TRAIN, VALIDATION, Shares, block_side, by_blocks, with_buffer
from ..trainingset.scene_pool import SceneInfo, ScenePool, check_generator, check_scenes
from .request import StudyRequest
from .selection import chips_of_share
from .study_file import FEWEST_TEST_CHIPS, StudyChips
from .treatment import DEFAULT_GENERATOR

_MORE_CHIPS = "choose a smaller CHIP_SIZE, give more imagery, or give TEST_IMAGERY and VALIDATION_IMAGERY"
"""What to do where there are too few chips, or too few blocks of them."""

_WORKERS = 2
"""Threads that read and write chips: the trainings need the processor more."""


@dataclass(frozen=True)
class StudyGround:
    """The opened ground of a study.

    Attributes:
        request: what the user asks.
        scenes: open, of all splits.
        plane: on which chips of all scenes are compared.
        plan: the real chips of the study: training, validation and test, apart from each other.
        generators: by name; all have the classes of the scenes.
        seen_known: names of the generators of which it is known whether they were trained on the test chips.
    """

    request: StudyRequest
    scenes: ScenePool
    plane: GroundPlane
    plan: SetPlan
    generators: Mapping[str, ImageryGenerator]
    seen_known: frozenset[str]

    @property
    def scheme(self) -> ClassScheme:
        """Classes of the study."""
        return self.scenes.scheme

    @cached_property
    def identity(self) -> dict[str, Any]:
        """What tells the ground from another one, JSON-compatible.

        The chips and their pixels of each class count, too: they depend on SCHEME, on legends outside the rasters, and
        on where the generators were trained.
        """
        chips = self.plan.chips
        columns = (chips.scene, chips.row, chips.col, self.plan.splits, self.plan.counts)
        digest = hashlib.sha256(b"".join(np.asarray(column, "<i8").tobytes() for column in columns)).hexdigest()
        return {**self.request.input_identity, "class names": list(self.scheme.names), "plan": digest}

    @property
    def training(self) -> NDArray[np.integer]:
        """Numbers of the training chips in the plan (n,)."""
        return np.flatnonzero(self.plan.splits == TRAIN)

    def count(self, split: int) -> int:
        """Return the number of chips of a split."""
        return int(np.count_nonzero(self.plan.splits == split))


@contextmanager
def open_ground(request: StudyRequest, reporter: Reporter) -> Iterator[StudyGround]:
    """Open scenes and generators for a `with` block, and divide the ground.

    Args:
        request: what the user asks.
        reporter: gets progress and what was decided; may cancel.

    Raises:
        InputError: rasters or models cannot be read or do not fit, there are too few chips, or a generator knows the
            test ground.
    """
    generators = {name: load_generator(file) for name, file in request.generators.items()}
    first = generators.get(DEFAULT_GENERATOR) or next(iter(generators.values()))
    for name, generator in generators.items():
        if generator.scheme.names != first.scheme.names:
            raise InputError(
                f"The generator {name} knows the classes {', '.join(generator.scheme.names)}, and {first.name} knows "
                f"{', '.join(first.scheme.names)}: compare generators of the same classes in the same order."
            )
    parameters = request.parameters
    details = parameters.details
    stated = StatedClasses.read(details.classes, details.scheme, details.legends)
    stated = stated.for_model(first.ground_sampling_distance).for_scenes(len(request.files))
    infos = check_scenes(request.files, first.scheme, stated, request.bands, reporter.part(0, 0.2))
    _check_bands(request, len(infos[0].band_names))
    for generator in generators.values():
        check_generator(infos, generator, reporter)
    with ScenePool(infos, request.bands, _WORKERS) as scenes:
        plane = GroundPlane.of(scenes.grids)
        plan = _plan(request, scenes, plane, reporter.part(0.2, 1))
        plan = _without_seen(plan, plane, generators, reporter)
        plan = _limited(plan, request.plan.chips)
        _require_chips(plan)
        _warn_of_equal_shares(request, int(np.count_nonzero(plan.splits == TRAIN)), reporter)
        counts = ", ".join(f"{np.count_nonzero(plan.splits == split)} {name}" for split, name in enumerate(SPLITS))
        reporter.log(f"Chips of {plan.chips.size} pixels: {counts}. Validation and test chips are always real.")
        known = _known(plan, plane, generators)
        yield StudyGround(request, scenes, plane, plan, generators, known)


def _check_bands(request: StudyRequest, count: int) -> None:
    for bands in {treatment.bands for treatment in request.plan.treatments if treatment.bands}:
        written = " ".join(map(str, bands))
        if min(bands) < 1 or max(bands) > count or len(set(bands)) < len(bands):
            raise InputError(
                f"The study trains on the bands {written}, and the imagery of the study has "
                f"{counted(count, 'band')}: name some of 1 to {count} in bands of the study file, each once."
            )


def with_land_cover(ground: StudyGround, land_covers: Sequence[str]) -> ScenePool:
    """Return the scenes with other land cover, class indices on the grid of the imagery (one file a scene)."""
    infos: list[SceneInfo] = []
    for info, path in zip(ground.scenes.infos, land_covers, strict=True):
        indices = {index: index for index in range(len(ground.scheme.classes))}
        match = replace(info.match, index_of_value=indices)
        infos.append(replace(info, files=replace(info.files, land_cover=path, buildings=None), match=match))
    return ScenePool(infos, ground.request.bands, _WORKERS)


def _plan(request: StudyRequest, scenes: ScenePool, plane: GroundPlane, reporter: Reporter) -> SetPlan:
    options = request.plan.chips
    regular = regular_chips(scenes.grids, options.size, options.size)
    if not len(regular):
        raise InputError(
            f"No scene is as large as a chip of {options.size} pixels: choose a smaller CHIP_SIZE or larger imagery."
        )
    counted, without_data = usable_chips(regular, scenes, options.max_nodata, reporter)
    splits = _splits(counted.chips, request, plane, options)
    splits = with_buffer(counted.chips, plane, splits, options.buffer)
    return _kept(SetPlan(counted.chips, counted.counts, splits, splits >= TRAIN, _none(splits), without_data))


def _splits(chips: Chips, request: StudyRequest, plane: GroundPlane, options: StudyChips) -> NDArray[np.int8]:
    roles = np.array(request.roles, np.int8)[chips.scene]
    shared = np.flatnonzero(roles < TRAIN)
    if not len(shared):
        return roles
    own = chips.select(shared)
    shares = Shares.parse(options.split)
    if TEST in request.roles:
        # Test rasters are given: the rest is for training and validation alone.
        train, validation, _ = shares.parts
        shares = Shares((train / (train + validation), validation / (train + validation), 0.0))
    side = block_side(own, options.size)
    roles[shared] = by_blocks(own, plane, side, shares, request.parameters.work.seed, _MORE_CHIPS)
    return roles


def _none(splits: NDArray[np.int8]) -> NDArray[np.int32]:
    return np.zeros(len(splits), np.int32)


def _kept(plan: SetPlan, chosen: NDArray[np.bool_] | None = None) -> SetPlan:
    """Return the plan with the chosen chips, by default those of a split."""
    which = plan.splits >= TRAIN if chosen is None else chosen
    counted = CountedChips(plan.chips.select(which), plan.counts[which])
    return SetPlan(
        counted.chips, counted.counts, plan.splits[which], plan.real[which], plan.copies[which], plan.without_data
    )


def _without_seen(
    plan: SetPlan, plane: GroundPlane, generators: Mapping[str, ImageryGenerator], reporter: Reporter
) -> SetPlan:
    """Leave out validation and test chips that lie where a generator was trained."""
    held_out = plan.splits > TRAIN
    seen = np.zeros(len(plan.chips), bool)
    for generator in generators.values():
        area = training_area(generator.provenance, plane)
        if area is None or not plane.knows_ground_of(plan.chips.select(held_out)):
            reporter.log(
                f"The model {generator.name} or the imagery does not say where on the earth it is: make sure that the "
                "generator was not trained on the validation and test areas.",
                "warning",
            )
        if area is None:
            continue
        found = shapely.STRtree(area).query(plane.on_plane(plan.chips), predicate="intersects")[0]
        seen[np.unique(found)] = True
    lost = seen & held_out
    if not lost.any():
        return plan
    left = int(np.count_nonzero(held_out & ~seen & (plan.splits == TEST)))
    if left < FEWEST_TEST_CHIPS or not np.any(held_out & ~seen & (plan.splits == VALIDATION)):
        raise InputError(
            f"The generator was trained on the ground of {np.count_nonzero(lost)} of the "
            f"{np.count_nonzero(held_out)} validation and test chips, and too few are left: give TEST_IMAGERY and "
            "VALIDATION_IMAGERY of another area, or a MODEL that was trained without these chips."
        )
    reporter.log(
        f"{np.count_nonzero(lost)} validation and test chips are left out, because the generator was trained there.",
        "warning",
    )
    return _kept(plan, ~lost)


def _known(plan: SetPlan, plane: GroundPlane, generators: Mapping[str, ImageryGenerator]) -> frozenset[str]:
    """Return the names of the generators whose training area can be compared with all test chips."""
    if not plane.knows_ground_of(plan.test):
        return frozenset()
    return frozenset(name for name, one in generators.items() if training_area(one.provenance, plane) is not None)


def _limited(plan: SetPlan, options: StudyChips) -> SetPlan:
    """Return the plan with no more chips of a split than the study wants, taken evenly over the area."""
    chosen = np.zeros(len(plan.chips), bool)
    for split, most in ((TRAIN, options.train), (VALIDATION, options.validation), (TEST, options.test)):
        numbers = np.flatnonzero(plan.splits == split)
        if most and len(numbers) > most:
            numbers = numbers[np.linspace(0, len(numbers) - 1, most).round().astype(int)]
        chosen[numbers] = True
    return _kept(plan, chosen)


def _warn_of_equal_shares(request: StudyRequest, count: int, reporter: Reporter) -> None:
    """Warn of shares that are the same chips, because there are few."""
    by_chips: dict[int, list[float]] = {}
    for share in sorted({treatment.share for treatment in request.plan.treatments}):
        by_chips.setdefault(chips_of_share(count, share), []).append(share)
    for chips, shares in by_chips.items():
        if len(shares) > 1:
            named = ", ".join(f"{share:g} %" for share in shares)
            reporter.log(
                f"Of {counted(count, 'training chip')}, {named} are the same {counted(chips, 'chip')}: the trainings "
                "are repeated and count as further comparisons. Leave all but one of these shares out of the study.",
                "warning",
            )


def _require_chips(plan: SetPlan) -> None:
    found = [int(np.count_nonzero(plan.splits == split)) for split in range(len(SPLITS))]
    for name, count, fewest in zip(SPLITS, found, (1, 1, FEWEST_TEST_CHIPS), strict=True):
        if count < fewest:
            raise InputError(
                f"There {'is' if count == 1 else 'are'} {counted(count, 'chip')} for {name}, and a study needs at "
                f"least {fewest}: {_MORE_CHIPS}."
            )
