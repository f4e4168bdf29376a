"""The training sets that the cells of a study draw from: one of real chips, and one of each kind of synthetic chips.

They are training sets as Build mixed training set writes them, made by the same code, so an unfinished one is resumed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from .. import __version__
from ..contract.declarations.build_training_set import ChipSynthesis
from ..contract.progress import Reporter
from ..generator.engine_choice import EngineOptions
from ..process.fingerprint import Fingerprint
from ..process.output_lock import when_free
from ..scenes.chip_record import ChipRecord
from ..scenes.edited_chips import check_edits
from ..scenes.training_set import TrainingSet
from ..trainingset.plan.plan import SetPlan
from ..trainingset.plan.splits import SPLITS, TRAIN
from ..trainingset.scene_pool import ScenePool
from ..trainingset.synthesis.styles import assign_styles
from ..trainingset.synthesis.synthetic_chips import SyntheticChipRenderer
from ..trainingset.synthesis.versions import SyntheticVersions, plan_versions, rendering_order
from ..trainingset.writing.description import SetDescription
from ..trainingset.writing.set_contents import is_training_set
from ..trainingset.writing.work_folder import SetWorkFolder
from ..trainingset.writing.write_chips import ChipWriter
from .ground import StudyGround, with_land_cover
from .recomposition import ChipLandCover, write_recomposed
from .selection import share_of_chips
from .store import StudyStore
from .treatment import OTHER, OWN, RECOMPOSED
from .warp import reach_within, write_warped

RANDOM_STYLES = 16
"""Random styles of a set; the network is prepared again for each."""

FILTER_TOLERANCE = 1.25
"""How many times the usual loss of its class a pixel may have, as in FreeMask."""


@dataclass(frozen=True)
class SyntheticSetOrder:
    """One synthetic version of every chip of a share.

    Attributes:
        generator: name in the study.
        style: "random" or "encoded".
        landcover: see `Treatment`.
        share: of the real training chips, in percent.
        version: from 1.
        seed: of chips, styles and noise.
        filter_digest: of the cell whose network filters the labels; empty for no filter.
        others: number of chips outside the share that the set holds instead of those of the share; 0 for these.
    """

    generator: str
    style: str
    landcover: str
    share: float
    version: int
    seed: int
    filter_digest: str = ""
    others: int = 0


class StudySets:
    """The training sets of a study: those that are missing are built when they are needed."""

    def __init__(self, ground: StudyGround, store: StudyStore) -> None:
        self._ground = ground
        self._store = store
        self._checked: set[Path] = set()

    def real(self, reporter: Reporter) -> TrainingSet:
        """Return the real chips of the study."""
        identity = {"kind": "real", "ground": self._ground.identity, "version": __version__}
        return self._finished(identity, None, reporter)

    def synthetic(self, order: SyntheticSetOrder, reporter: Reporter) -> TrainingSet:
        """Return the synthetic chips of an order; the network that filters them is there."""
        digest = self._ground.generators[order.generator].digest
        ground = self._ground.identity
        named = {**asdict(order), "generator": digest, "ground": ground, "styles": RANDOM_STYLES}
        return self._finished({"kind": "synthetic", **named, "version": __version__}, order, reporter)

    def _finished(self, identity: dict[str, Any], order: SyntheticSetOrder | None, reporter: Reporter) -> TrainingSet:
        fingerprint = Fingerprint(identity)
        target = self._store.set_path(fingerprint.digest)

        def build() -> None:
            if target.is_dir() and is_training_set(target):
                return
            with SetWorkFolder(target, fingerprint, "resume") as folder:
                self._build(folder, order, reporter)

        when_free(build, reporter)
        training_set = TrainingSet.open(target)
        if target not in self._checked:
            remedy = f"A study builds its sets itself: delete the folder {target}, and run this again."
            check_edits(training_set, training_set.chips, wanted=False, remedy=remedy, reporter=reporter.part(0, 0))
            self._checked.add(target)
        return training_set

    def _build(self, folder: SetWorkFolder, order: SyntheticSetOrder | None, reporter: Reporter) -> None:
        ground = self._ground
        if order is None:
            plan, scenes, renderer = ground.plan, ground.scenes, None
        else:
            plan = share_plan(ground, order)
            scenes = self._scenes(order, plan, reporter)
            renderer = self._renderer(order, plan, scenes, reporter)
        ChipWriter(plan, scenes, renderer, folder).write_all(reporter)
        request = {"study": ground.request.plan.name, **({} if order is None else asdict(order))}
        SetDescription(plan, scenes, ground.plane, request, renderer, None).write(
            folder.path, folder.records, None, reporter
        )
        folder.publish()

    def _renderer(
        self, order: SyntheticSetOrder, plan: SetPlan, scenes: ScenePool, reporter: Reporter
    ) -> SyntheticChipRenderer:
        ground, work = self._ground, self._ground.request.parameters.work
        generator = ground.generators[order.generator]
        style = "scene" if order.style == "encoded" else "random"
        synthesis = ChipSynthesis(style=style, looks=RANDOM_STYLES)
        assignment = assign_styles(synthesis, generator, plan, scenes, order.seed, reporter)
        versions = of_version(plan_versions(plan, assignment, order.seed), order.version)
        renderer = SyntheticChipRenderer(generator, versions, scenes, EngineOptions(work.engine, device=work.device))
        if not order.filter_digest:
            return renderer
        model = self._store.model_path(order.filter_digest)
        return renderer.with_filter(str(model), FILTER_TOLERANCE, reporter)

    def _scenes(self, order: SyntheticSetOrder, plan: SetPlan, reporter: Reporter) -> ScenePool:
        """Return the scenes with the land cover of an order."""
        ground = self._ground
        if order.landcover in (OWN, OTHER):
            return ground.scenes
        # Recomposed land cover depends on the chips, and these on the share.
        named = {"share": order.share, "version": order.version} if order.landcover == RECOMPOSED else {}
        paths: list[str] = []
        for number in range(len(ground.scenes)):
            identity = {"ground": ground.identity, "seed": order.seed, "scene": number, **named}
            path = self._store.folder / "sets" / f"{order.landcover}-{Fingerprint(identity).digest[:20]}.tif"
            if not path.exists():
                self._write_land_cover(path, order, plan, number, reporter)
            paths.append(str(path))
        return with_land_cover(ground, paths)

    def _write_land_cover(
        self, path: Path, order: SyntheticSetOrder, plan: SetPlan, number: int, reporter: Reporter
    ) -> None:
        ground = self._ground
        if order.landcover == RECOMPOSED:
            donors = ChipLandCover(plan.chips, plan.counts, ground.scenes)
            seed = (order.seed, order.version, number)
            write_recomposed(donors, number, path, seed, reporter)
        else:
            reach = reach_within(ground.request.plan.chips.buffer)
            write_warped(ground.scenes[number], path, order.seed + number, reach, reporter)


def share_plan(ground: StudyGround, order: SyntheticSetOrder) -> SetPlan:
    """Return the plan of a set that holds as many versions of the chips of a share as the order's number says."""
    plan = ground.plan
    which = ground.training[share_of_chips(len(ground.training), order.share, order.seed, order.others)]
    copies = np.full(len(which), order.version, np.int32)
    real = np.zeros(len(which), bool)
    nothing = plan.without_data.select(np.zeros(len(plan.without_data), bool))
    return SetPlan(plan.chips.select(which), plan.counts[which], plan.splits[which], real, copies, nothing)


def of_version(versions: SyntheticVersions, number: int) -> SyntheticVersions:
    """Return the versions with this number alone: the earlier ones are in sets of their own."""
    which = versions.numbers == number
    chips, style_numbers = versions.chips.select(which), versions.style_numbers[which]
    used = set(style_numbers.tolist())
    return replace(
        versions,
        chips=chips,
        numbers=versions.numbers[which],
        style_numbers=style_numbers,
        order=rendering_order(chips, style_numbers),
        styles={key: style for key, style in versions.styles.items() if key in used},
    )


def training_chips_by_place(training_set: TrainingSet) -> dict[tuple[str, int, int], ChipRecord]:
    """Return the training chips of a set by scene, row and column."""
    return {(chip.scene, chip.window.row, chip.window.col): chip for chip in training_set.split(SPLITS[TRAIN])}
