"""Running one cell of a study: choose its chips, train its network, score it on the test chips, and keep the result."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import cached_property
from typing import Any

import numpy as np
import torch
from lightning_fabric import Fabric
from numpy.typing import NDArray

from ..contract.progress import Reporter
from ..contract.wording import counted
from ..contract.work_folders import require_plain_contents
from ..landcover.class_matching import ClassMatch
from ..learning.devices import make_fabric
from ..process.fingerprint import Fingerprint
from ..process.output_lock import OutputInUseError, locked_output, when_free
from ..scenes.chip_record import ChipRecord
from ..scenes.sources import SceneSource
from ..scenes.training_set import TrainingSet
from ..segmentation.data import SegmentationData
from ..segmentation.fit import FitOptions, FitRequest, fit_model, remove_work
from ..segmentation.losses import parse_loss
from ..segmentation.settings import SegmentationTrainingSettings
from ..trainingset.plan.splits import SPLITS, TEST, VALIDATION
from ..trainingset.synthesis.label_filter import UsualLoss, load_filter_model
from .cells import Cell
from .ground import StudyGround
from .scoring import block_numbers, have_common_ground, score_blocks
from .selection import choose_chips, mask_hardness, share_of_chips
from .sets import StudySets, SyntheticSetOrder, training_chips_by_place
from .store import RESULT_FORMAT, CellResult, StudyStore
from .treatment import AUGMENTATIONS, OTHER, SYNTHETIC, Treatment, measured_treatments

_PREPARED, _TRAINED = 0.2, 0.9
"""Share of a cell's progress at which its chips are there, and at which its network is trained."""

_HARDNESS_CHIPS = 64
"""Synthetic chips from which the usual loss of each class is found."""


class CellRunner:
    """Runs cells of a study on one device.

    Attributes:
        store: folder of the study.
        sets: the training sets of the study.
    """

    def __init__(self, ground: StudyGround, store: StudyStore) -> None:
        work = ground.request.parameters.work
        self._ground = ground
        self.store = store
        self.sets = StudySets(ground, store)
        self._fabric: Fabric = make_fabric(work.device, work.precision)

    def identity(self, cell: Cell) -> dict[str, Any]:
        """Return everything that the result of a cell depends on, JSON-compatible."""
        request = self._ground.request
        treatment = cell.treatment.to_json()
        if cell.treatment.has_synthetic:
            treatment["generator"] = self._ground.generators[cell.treatment.generator].digest
        if cell.treatment.needs_real_model:
            treatment["real_model"] = self.digest(cell.control)
        return {
            "format": RESULT_FORMAT,
            "ground": self._ground.identity,
            "network": asdict(request.plan.network),
            "treatment": treatment,
            "seed": cell.seed,
            **self._block_rule,
        }

    @cached_property
    def _block_rule(self) -> dict[str, str]:
        """What tells the blocks of test ground from those of earlier SatSyn, which had some for each scene."""
        return {"blocks": "ground"} if have_common_ground(self._ground.plane) else {}

    def digest(self, cell: Cell) -> str:
        """Return the digest of the identity."""
        return Fingerprint(self.identity(cell)).digest

    def result(self, cell: Cell) -> CellResult | None:
        """Return the result of a cell if it is finished."""
        return self.store.result(self.digest(cell))

    def run(self, cell: Cell, reporter: Reporter, *, wait: bool) -> CellResult | None:
        """Return the result of a cell, which is run unless it is finished.

        Args:
            cell: to run.
            reporter: gets progress; may cancel.
            wait: whether to wait for another run that is at this cell; otherwise the result is None then.
        """

        def run() -> CellResult:
            with locked_output(self.store.result_path(self.digest(cell))):
                return self.result(cell) or self._run(cell, reporter)

        if wait:
            return when_free(run, reporter)
        try:
            return run()
        except OutputInUseError:
            return None

    def require_real_model(self, cell: Cell, reporter: Reporter) -> str:
        """Return the digest of the cell whose network was trained on the same real chips; train it if it is missing."""
        control = cell.control
        digest = self.digest(control)
        path = self.store.model_path(digest)

        def train() -> None:
            if path.exists():
                return
            with locked_output(self.store.result_path(digest)):
                if not path.exists():
                    self._run(control, reporter, keep_model=True)

        when_free(train, reporter)
        return digest

    def _run(self, cell: Cell, reporter: Reporter, *, keep_model: bool | None = None) -> CellResult:
        started = time.monotonic()
        treatment, digest = cell.treatment, self.digest(cell)
        bands = treatment.bands or None
        real = self.sets.real(reporter.part(0, _PREPARED / 2))
        chosen = self._chosen(cell, real, reporter.part(_PREPARED / 2, _PREPARED))
        validation, test = (real.split(SPLITS[split]) for split in (VALIDATION, TEST))
        data = SegmentationData(
            tuple(chip_source(one, chip, bands) for one, chip in chosen),
            tuple(chip_source(real, chip, bands) for chip in validation),
            (),
            f"study {self._ground.request.plan.name}, {treatment.label}, seed {cell.seed}",
        )
        prepared = time.monotonic()
        request = FitRequest(
            self._fit_options(treatment, cell.seed), real.scheme, data, digest[:20], self.store.work_path(digest)
        )
        require_plain_contents(request.folder)
        model, trained = fit_model(request, self._fabric, reporter.part(_PREPARED, _TRAINED))
        fitted = time.monotonic()
        if keep_model if keep_model is not None else self._is_needed(cell):
            model.save(self.store.model_path(digest))
        sources = [chip_source(real, chip, bands) for chip in test]
        blocks = block_numbers(test, self._ground.scenes.names, self._ground.plane)
        matrices = score_blocks(model, sources, blocks, self._fabric, reporter.part(_TRAINED, 1))
        synthetic = sum(chip.synthetic for _, chip in chosen)
        times = {
            "prepare": prepared - started,
            "train": fitted - prepared,
            "score": time.monotonic() - fitted,
        }
        result = CellResult(
            matrices,
            len(chosen) - synthetic,
            synthetic,
            trained.steps,
            trained.step,
            trained.score,
            {name: round(seconds, 2) for name, seconds in times.items()},
            machine(self._fabric),
        )
        identity = {**self.identity(cell), "treatment": treatment.to_json(), "classes": list(real.scheme.names)}
        self.store.write_result(digest, identity, result)
        remove_work(request.folder)
        return result

    def _is_needed(self, cell: Cell) -> bool:
        """Whether another treatment of the study needs the network of a cell."""
        treatments = self._ground.request.plan.treatments
        users = [one for one in treatments if one.needs_real_model]
        if cell.seed == self._ground.request.seeds[0]:
            users += measured_treatments(treatments)
        return any(one.control == cell.treatment for one in users)

    def _chosen(self, cell: Cell, real: TrainingSet, reporter: Reporter) -> list[tuple[TrainingSet, ChipRecord]]:
        """Return the training chips of a cell in the order of their places, each with its set."""
        ground, treatment = self._ground, cell.treatment
        chips = ground.plan.chips
        which = ground.training[share_of_chips(len(ground.training), treatment.share, cell.seed)]
        real_model = self.require_real_model(cell, reporter) if treatment.needs_real_model else ""
        sets = [
            self.sets.synthetic(self.set_order(cell, version, real_model), reporter)
            for version in range(1, treatment.versions + 1)
        ]
        hardness = np.zeros(len(which))
        if treatment.hard:
            hardness = mask_hardness(ground.plan.counts[which], self._class_loss(sets[0], real_model, reporter))
        if treatment.landcover == OTHER:
            return self._with_other_places(cell, real, sets[0])
        mixture = choose_chips(treatment, hardness, cell.seed)
        by_place = [(one, training_chips_by_place(one)) for one in (real, *sets)]
        found = []
        for number, chip in enumerate(which):
            place = (ground.scenes.names[chips.scene[chip]], int(chips.row[chip]), int(chips.col[chip]))
            versions = [0] if mixture.real[number] else []
            versions += range(1, int(mixture.copies[number]) + 1)
            found += [(by_place[version][0], by_place[version][1][place]) for version in versions]
        return found

    def _with_other_places(
        self, cell: Cell, real: TrainingSet, synthetic: TrainingSet
    ) -> list[tuple[TrainingSet, ChipRecord]]:
        """Return the real chips of a cell, unless it has none, and synthetic chips of other places."""
        own = replace(cell, treatment=Treatment(share=cell.treatment.share))
        found = [(synthetic, chip) for chip in training_chips_by_place(synthetic).values()]
        return found if cell.treatment.mix == SYNTHETIC else self._chosen(own, real, Reporter()) + found

    def set_order(self, cell: Cell, version: int, real_model: str) -> SyntheticSetOrder:
        """Return which set holds one version of the synthetic chips of a cell; `real_model` filters its labels."""
        treatment = cell.treatment
        return SyntheticSetOrder(
            treatment.generator,
            treatment.style,
            treatment.landcover,
            treatment.share,
            version,
            cell.seed,
            real_model if treatment.filtered else "",
            self._other_places(treatment),
        )

    def _other_places(self, treatment: Treatment) -> int:
        if treatment.landcover != OTHER:
            return 0
        count = len(self._ground.training)
        own = len(share_of_chips(count, treatment.share, 0))
        return max(1, min(count - own, round(treatment.percent / 100 * own)))

    def _class_loss(self, synthetic: TrainingSet, real_model: str, reporter: Reporter) -> NDArray[np.float64]:
        """Return the usual loss (K,) of each class of the real chips' network on synthetic chips."""
        scheme = synthetic.scheme
        model = load_filter_model(str(self.store.model_path(real_model)), scheme, len(synthetic.band_names))
        usual = UsualLoss(len(scheme.classes))
        chips = synthetic.split("train")
        for number in np.unique(np.linspace(0, len(chips) - 1, min(_HARDNESS_CHIPS, len(chips))).astype(int)):
            reporter.check_cancelled()
            with chip_source(synthetic, chips[number]).open() as scene:
                window = scene.grid.window
                usual.add(model.predict(scene.read_imagery(window)), scene.land_cover.read(window))
        return usual.result()

    def _fit_options(self, treatment: Treatment, seed: int) -> FitOptions:
        network = self._ground.request.plan.network
        settings = SegmentationTrainingSettings(
            iterations=max(1, round(network.steps * treatment.steps)),
            crop=network.crop,
            batch=network.batch,
            rate=network.learning_rate,
            losses=parse_loss(network.loss),
            balanced=network.balanced,
            validations=network.validations,
            patience=0,
            augmentation=AUGMENTATIONS[treatment.augmentation],
            seed=seed,
            real_crops=treatment.real_crops / 100 or None,
            real_last=treatment.real_last / 100,
            real_statistics=treatment.real_statistics,
        )
        return FitOptions(network.architecture, network.encoder, network.pretrained, settings=settings)


def machine(fabric: Fabric) -> str:
    """Return what a result was computed with."""
    if fabric.device.type == "cuda":
        return torch.cuda.get_device_name(fabric.device)
    return f"processor, {counted(torch.get_num_threads(), 'thread')}"


def chip_source(training_set: TrainingSet, chip: ChipRecord, bands: Sequence[int] | None = None) -> SceneSource:
    """Return a chip as a scene; its mask holds class indices."""
    indices = {index: index for index in range(len(training_set.scheme.classes))}
    used = tuple(bands or range(1, len(training_set.band_names) + 1))
    match = ClassMatch(training_set.scheme, indices, "set")
    return SceneSource(training_set.scene_paths(chip), match, bands=used, synthetic=chip.synthetic)
