"""The description of a finished set, put together from its plan and the chips that were written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ... import __version__
from ...contract.progress import Reporter
from ...contract.wording import counted
from ...scenes.chip_record import REAL, SYNTHETIC, ChipRecord
from ...scenes.training_set import FOOTPRINTS, SCHEMA, SCHEMA_VERSION
from ..plan.footprints import GroundPlane
from ..plan.plan import SetPlan
from ..plan.splits import LEFT_OUT_REASONS, SPLITS, TRAIN
from ..scene_pool import SceneInfo, ScenePool
from ..synthesis.styles import code_of
from ..synthesis.synthetic_chips import SyntheticChipRenderer
from .footprint_layer import FootprintFile
from .manifest import write_classes, write_manifest
from .set_contents import DESCRIPTIONS, description_digests
from .stac import Period, write_stac

WITHOUT_DATA = "too much nodata"


@dataclass(frozen=True)
class ChipCounts:
    """Numbers of chips; `ignored_percent` of the synthetic labels were removed by the filter model."""

    train_real: int
    train_synthetic: int
    validation: int
    test: int
    ignored_percent: float

    @classmethod
    def of(cls, records: Sequence[ChipRecord]) -> ChipCounts:
        """Count the chips that were written."""
        kinds = Counter((record.split, record.kind) for record in records)
        ignored = sum(record.origin.ignored_share or 0.0 for record in records if record.origin is not None)
        synthetic = kinds["train", SYNTHETIC]
        return cls(
            train_real=kinds["train", REAL],
            train_synthetic=synthetic,
            validation=kinds["validation", REAL],
            test=kinds["test", REAL],
            ignored_percent=round(100 * ignored / max(synthetic, 1), 4),
        )

    @property
    def chips(self) -> int:
        """All chips of the set."""
        return self.train_real + self.train_synthetic + self.validation + self.test

    @property
    def real_pixels(self) -> str:
        """The splits in which the set holds pixels of real imagery."""
        if self.train_real:
            return "training, validation and test" if self.validation or self.test else "training"
        return "validation and test only" if self.validation or self.test else "none"


@dataclass(frozen=True)
class SetDescription:
    """Describes a set whose chips are written.

    Attributes:
        plan: of the set.
        scenes: of the set.
        plane: on which chips of all scenes are compared.
        request: what the user asked for, JSON-compatible, without folders of this computer.
        renderer: of the synthetic chips; None for a set without.
        test_seen: number of test chips in the generator's training area; None if that is not known.
    """

    plan: SetPlan
    scenes: ScenePool
    plane: GroundPlane
    request: Mapping[str, Any]
    renderer: SyntheticChipRenderer | None
    test_seen: int | None

    def write(
        self, folder: Path, records: Sequence[ChipRecord], period: Period | None, reporter: Reporter
    ) -> ChipCounts:
        """Write manifest, classes and footprints, and STAC items if there is a period; return the numbers of chips."""
        counts = ChipCounts.of(records)
        reporter.log(f"{counted(counts.chips, 'chip')}. {self._statement(counts)}")
        write_classes(folder, self.scenes.scheme, _class_pixels(records, len(self.scenes.scheme.classes)))
        self._write_footprints(folder / FOOTPRINTS, records)
        if period is not None:
            by_name = {scene.files.name: scene for scene in self.scenes.infos}
            write_stac(folder, records, by_name, self.scenes.scheme, period)
        head = {**self._head(counts), DESCRIPTIONS: description_digests(folder)}
        write_manifest(folder, head, records)
        return counts

    def _head(self, counts: ChipCounts) -> dict[str, Any]:
        first = self.scenes.infos[0]
        return {
            "schema": SCHEMA,
            "schema_version": SCHEMA_VERSION,
            "satsyn_version": __version__,
            "statement": self._statement(counts),
            "real_pixels": counts.real_pixels,
            "counts": {
                "train": {"real": counts.train_real, "synthetic": counts.train_synthetic},
                "validation": {"real": counts.validation},
                "test": {"real": counts.test, "on_ground_of_the_generators_training": self.test_seen},
                "left_out": dict(sorted(Counter(self._left_out()[1].tolist()).items())),
            },
            "bands": list(first.band_names),
            "dtype": first.dtype,
            "chip_size": self.plan.chips.size,
            "request": dict(self.request),
            "scenes": [_describe_scene(scene) for scene in self.scenes.infos],
            "generator": self._describe_generator(),
            "filter": self._describe_filter(counts),
            "looks": self._describe_styles(),
        }

    def _statement(self, counts: ChipCounts) -> str:
        real = {
            "none": "This set holds no pixel of real imagery.",
            "validation and test only": "The training chips are all synthetic; validation and test chips are real.",
        }.get(counts.real_pixels, "Real chips hold pixels of the imagery as they are.")
        if self.renderer is None or not counts.train_synthetic:
            return f"{real} There is no synthetic chip."
        styles = (
            "The styles of the synthetic chips were encoded from the imagery, as a few numbers each."
            if self.renderer.versions.styles_from_imagery
            else "The styles of the synthetic chips are random; nothing in them comes from the imagery."
        )
        return f"{real} {styles} Their labels come from the land cover."

    def _describe_generator(self) -> dict[str, Any] | None:
        if self.renderer is None:
            return None
        generator = self.renderer.generator
        return {
            "name": generator.name,
            "digest": generator.digest,
            "licence": generator.provenance.get("licence"),
            "training_area_known": bool(generator.provenance.get("training_area")),
        }

    def _describe_filter(self, counts: ChipCounts) -> dict[str, Any] | None:
        if self.renderer is None or self.renderer.pixel_filter is None:
            return None
        model = self.renderer.pixel_filter.model
        return {"name": model.name, "digest": model.digest, "ignored_percent": counts.ignored_percent}

    def _describe_styles(self) -> list[dict[str, Any]]:
        if self.renderer is None:
            return []
        return [
            {"look": number, "style": style.style.name, "noise_seed": style.noise_seed, "code": code_of(style.style)}
            for number, style in sorted(self.renderer.versions.styles.items())
        ]

    def _left_out(self) -> tuple[NDArray[np.integer], NDArray[np.object_]]:
        """Return the numbers of the planned chips that are left out, and the reasons of these and of those without
        data.
        """
        numbers = np.flatnonzero(self.plan.splits < TRAIN)
        reasons = [LEFT_OUT_REASONS[int(self.plan.splits[number])] for number in numbers]
        return numbers, np.array([*reasons, *[WITHOUT_DATA] * len(self.plan.without_data)], object)

    def _write_footprints(self, path: Path, records: Sequence[ChipRecord]) -> None:
        path.unlink(missing_ok=True)
        file = FootprintFile(path, self.plane)
        file.write_chips(records, self.scenes.names, self.plan.chips.size)
        numbers, reasons = self._left_out()
        file.write_left_out(
            self.plan.chips.select(numbers).concatenate(self.plan.without_data), reasons, self.scenes.names
        )


def _class_pixels(records: Sequence[ChipRecord], classes: int) -> dict[str, list[int]]:
    """Return the labelled pixels of each class in the masks of each split."""
    pixels = {split: [0] * classes for split in SPLITS}
    for record in records:
        for index, count in enumerate(record.class_pixels):
            pixels[record.split][index] += count
    return pixels


def _describe_scene(scene: SceneInfo) -> dict[str, Any]:
    names = scene.match.scheme.names
    matched = {
        str(value): names[index] if index < len(names) else "nodata"
        for value, index in sorted(scene.match.index_of_value.items())
    }
    grid = scene.grid
    return {
        "name": scene.files.name,
        "imagery": Path(scene.files.imagery).name,
        "land_cover": Path(scene.files.land_cover).name,
        "buildings": Path(scene.files.buildings).name if scene.files.buildings else None,
        "crs": grid.crs.to_wkt() if grid.crs is not None else None,
        "transform": list(grid.transform)[:6],
        "width": grid.width,
        "height": grid.height,
        "classes": matched,
    }
