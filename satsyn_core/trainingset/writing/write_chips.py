"""Writing the chips of a plan, in one fixed order, from where an earlier run was stopped."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ...contract.progress import Reporter
from ...contract.raster_tags import tags_of_given_imagery
from ...learning.prefetch import prefetch
from ...scenes.chip_record import ChipRecord
from ...scenes.training_set import chip_name
from ..chip import Chip
from ..plan.chips import Chips
from ..plan.class_counts import labels_with_data
from ..plan.plan import SetPlan
from ..plan.splits import SPLITS
from ..scene_pool import ScenePool
from ..synthesis.synthetic_chips import SyntheticChipRenderer
from .chip_files import ChipFiles
from .work_folder import SetWorkFolder


@dataclass(frozen=True)
class ChipWriter:
    """Writes the chips of a plan: first the real ones, then the synthetic ones.

    Attributes:
        plan: of the set.
        scenes: of the set.
        renderer: of the synthetic versions; None for a set without.
        folder: where the set is built.
    """

    plan: SetPlan
    scenes: ScenePool
    renderer: SyntheticChipRenderer | None
    folder: SetWorkFolder

    def write_all(self, reporter: Reporter) -> None:
        """Make the folder ready, write every chip that it does not have yet, and note it there.

        Raises:
            JobCancelledError: the user stopped it; what is written stays in the folder.
        """
        self.folder.start(reporter.part(0, 0.02))
        self._write_missing(reporter.part(0.02, 1))

    def _write_missing(self, reporter: Reporter) -> None:
        total = int(np.count_nonzero(self.plan.real)) + (len(self.renderer.versions) if self.renderer else 0)
        for record in chain(self._write_real(), self._write_synthetic(reporter)):
            self.folder.add(record)
            reporter.check_cancelled()
            reporter.progress(self.folder.done / total, f"Chip {self.folder.done} of {total}")

    def _write_real(self) -> Iterator[ChipRecord]:
        chips, files = self.plan.chips, ChipFiles(self.folder.path, self.scenes.scheme)
        missing = [
            number for number in np.flatnonzero(self.plan.real).tolist() if not self._is_written(chips, number, 0)
        ]
        with self.scenes.threads("chips") as executor:
            yield from prefetch(
                executor, lambda number: files.write(self._real_chip(number)), missing, pieces=4 * self.scenes.workers
            )

    def _write_synthetic(self, reporter: Reporter) -> Iterator[ChipRecord]:
        if self.renderer is None:
            return
        files, versions = ChipFiles(self.folder.path, self.scenes.scheme), self.renderer.versions
        missing: NDArray[np.intp] = np.array(
            [
                number
                for number in versions.order.tolist()
                if not self._is_written(versions.chips, number, int(versions.numbers[number]))
            ],
            np.intp,
        )
        with ThreadPoolExecutor(self.scenes.workers, "satsyn-chips") as executor:
            chips = self.renderer.render(missing, reporter)
            yield from prefetch(executor, files.write, chips, pieces=2 * self.scenes.workers)

    def _is_written(self, chips: Chips, number: int, version: int) -> bool:
        scene = self.scenes.infos[int(chips.scene[number])].files.name
        return self.folder.has(chip_name(scene, int(chips.row[number]), int(chips.col[number]), version))

    def _real_chip(self, number: int) -> Chip:
        """Read a real chip, in a thread of the scenes."""
        scene_number, window = int(self.plan.chips.scene[number]), self.plan.chips.window(number)
        scene = self.scenes[scene_number]
        valid = scene.valid(window)
        return Chip(
            scene=self.scenes.infos[scene_number],
            window=window,
            split=SPLITS[self.plan.splits[number]],
            version=0,
            image=scene.read_imagery(window),
            labels=labels_with_data(scene, window, valid),
            tags=tags_of_given_imagery(self.scenes.infos[scene_number].marks),
            valid=valid,
        )
