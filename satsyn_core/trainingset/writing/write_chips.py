"""Writing the chips of a plan, in one fixed order, from where an earlier run was stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ... import __version__
from ...contract.class_scheme import UNKNOWN
from ...contract.progress import Reporter
from ...learning.prefetch import prefetch
from ...scenes.training_set import chip_name, image_path, mask_path
from ..plan.class_counts import real_labels
from ..plan.plan import SetPlan
from ..plan.splits import SPLITS, TRAIN
from ..scene_pool import OpenScenes, SceneInfo
from ..synthesis.label_filter import PixelFilter
from ..synthesis.synthetic_chips import SyntheticChip, SyntheticChipRenderer
from .chip_files import ChipFiles
from .work_folder import SetWorkFolder

Record = dict[str, Any]


@dataclass(frozen=True)
class ChipWriter:
    """Writes the chips of a plan.

    Attributes:
        plan: of the set.
        scenes, opened: checked, and to read from.
        files: where to.
        painter: of the synthetic versions; None for a set without.
        pixel_filter: takes labels away that synthetic imagery does not show; None for none.
        workers: threads that read and write.
    """

    plan: SetPlan
    scenes: Sequence[SceneInfo]
    opened: OpenScenes
    files: ChipFiles
    painter: SyntheticChipRenderer | None
    pixel_filter: PixelFilter | None
    workers: int

    def write_all(self, folder: SetWorkFolder, reporter: Reporter) -> None:
        """Write every chip that the folder does not yet have, and note it there.

        Raises:
            Cancelled: the user stopped it; what is done stays in the folder.
        """
        real = np.flatnonzero(self.plan.real)
        total = len(real) + (len(self.painter.versions) if self.painter else 0)
        for records in (self._real(real[folder.done :]), self._synthetic(folder.done - len(real), reporter)):
            for record in records:
                folder.add(record)
                reporter.check_cancelled()
                reporter.progress(folder.done / total, f"Chip {folder.done} of {total}")

    def _real(self, numbers: NDArray[np.integer]) -> Iterator[Record]:
        with self.opened.threads(self.workers, "chips") as executor:
            yield from prefetch(executor, self._write_real, numbers.tolist(), pieces=4 * self.workers)

    def _synthetic(self, done: int, reporter: Reporter) -> Iterator[Record]:
        if self.painter is None:
            return
        with ThreadPoolExecutor(self.workers, "satsyn-chips") as executor:
            chips = self._judged(self.painter.paint(self.painter.versions.order[max(done, 0) :], reporter))
            yield from prefetch(executor, self._write_synthetic, chips, pieces=2 * self.workers)

    def _judged(self, chips: Iterator[SyntheticChip]) -> Iterator[tuple[SyntheticChip, float | None]]:
        """Yield chips with filtered labels, and the share of labels that were taken away."""
        for chip in chips:
            if self.pixel_filter is None:
                yield chip, None
                continue
            labels = self.pixel_filter.filtered(chip.image, chip.labels)
            before, after = (int(np.count_nonzero(known != UNKNOWN)) for known in (chip.labels, labels))
            ignored = 1 - after / max(before, 1)
            yield SyntheticChip(chip.number, chip.image, labels), round(ignored, 6)

    def _write_real(self, number: int) -> Record:
        chips, scene = self.plan.chips, int(self.plan.chips.scene[number])
        pair, window = self.opened[scene], chips.window(number)
        split = SPLITS[self.plan.splits[number]]
        name = chip_name(pair.name, window.row, window.col, 0)
        tags = {"SATSYN_SYNTHETIC": "NO", "SATSYN_VERSION": __version__}
        image, labels = pair.read_imagery(window), real_labels(pair, window)
        self.files.write(split, name, self.scenes[scene], window, image, labels, tags)
        return {
            "id": name,
            "split": split,
            "kind": "real",
            "image": image_path(split, name),
            "mask": mask_path(split, name),
            "scene": pair.name,
            "window": [window.col, window.row, window.width, window.height],
            "version": 0,
        }

    def _write_synthetic(self, judged: tuple[SyntheticChip, float | None]) -> Record:
        if self.painter is None:
            raise RuntimeError("there is no painter for synthetic chips")
        (chip, ignored), generator, versions = judged, self.painter.generator, self.painter.versions
        scene, window = self.scenes[int(versions.chips.scene[chip.number])], versions.chips.window(chip.number)
        split, version = SPLITS[TRAIN], int(versions.numbers[chip.number])
        number = int(versions.looks[chip.number])
        look = versions.table[number]
        name = chip_name(scene.files.name, window.row, window.col, version)
        tags = {
            "SATSYN_SYNTHETIC": "YES",
            "SATSYN_MODEL": generator.name,
            "SATSYN_MODEL_DIGEST": generator.digest,
            "SATSYN_SEED": str(look.noise_seed),
            "SATSYN_STYLE": look.style.name,
            "SATSYN_VERSION": __version__,
        }
        self.files.write(split, name, scene, window, chip.image, chip.labels, tags)
        record = {
            "id": name,
            "split": split,
            "kind": "synthetic",
            "image": image_path(split, name),
            "mask": mask_path(split, name),
            "scene": scene.files.name,
            "window": [window.col, window.row, window.width, window.height],
            "version": version,
            "look": number,
            "noise_seed": look.noise_seed,
            "model_digest": generator.digest,
        }
        return record if ignored is None else {**record, "ignored_share": ignored}
