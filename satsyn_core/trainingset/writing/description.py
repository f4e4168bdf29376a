"""What a finished set says of itself, put together from its plan and the chips that were written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ... import __version__
from ...contract.progress import Reporter
from ...generator.model import ImageryGenerator
from ...scenes.training_set import FOOTPRINTS, SCHEMA, SCHEMA_VERSION
from ..plan.footprints import GroundPlane, training_area
from ..plan.plan import LEFT_OUT_REASONS, SetPlan
from ..plan.splits import SPLITS, TEST, TRAIN
from ..scene_pool import SceneInfo
from ..synthesis.styles import code_of
from ..synthesis.synthetic_chips import Versions
from .footprint_layer import FootprintFile
from .manifest import write_classes, write_manifest
from .stac import Period, write_stac
from .work_folder import SetWorkFolder

WITHOUT_DATA = "too much nodata"


@dataclass(frozen=True)
class Counts:
    """Numbers of chips; `ignored_percent` of the synthetic labels were taken away by the filter."""

    train_real: int
    train_synthetic: int
    validation: int
    test: int
    ignored_percent: float

    @property
    def chips(self) -> int:
        """All chips of the set."""
        return self.train_real + self.train_synthetic + self.validation + self.test

    @property
    def real_pixels(self) -> str:
        """Where the set holds pixels of real imagery."""
        if self.train_real:
            return "training, validation and test" if self.validation or self.test else "training"
        return "validation and test only" if self.validation or self.test else "none"


@dataclass(frozen=True)
class SetDescription:
    """Describes a set whose chips are written.

    Attributes:
        plan: of the set.
        scenes: of the set.
        ground: of the scenes.
        request: what the user asked for, JSON-compatible, without places on this computer.
        generator: that painted, None for a set without synthetic chips.
        versions: synthetic versions, None without.
        looks_from_imagery: whether the looks were encoded from real imagery.
        judge: the filter model's name and digest, None without.
        test_seen: test chips on ground the generator learnt from; None if that is not known.
    """

    plan: SetPlan
    scenes: Sequence[SceneInfo]
    ground: GroundPlane
    request: Mapping[str, Any]
    generator: ImageryGenerator | None
    versions: Versions | None
    looks_from_imagery: bool
    judge: Mapping[str, str] | None
    test_seen: int | None

    def write(self, folder: SetWorkFolder, period: Period | None, reporter: Reporter) -> Counts:
        """Write manifest, classes, footprints and, with a period, STAC items; return the numbers of chips."""
        counts = counted(folder)
        scheme = self.scenes[0].match.scheme
        reporter.log(f"{counts.chips} chips. {self._statement(counts)}")
        write_manifest(folder.path, self._head(counts), folder.records())
        pixels = {split: self.plan.class_pixels(number) for number, split in enumerate(SPLITS)}
        write_classes(folder.path, scheme, pixels)
        self._write_footprints(folder)
        if period is not None:
            by_name = {scene.files.name: scene for scene in self.scenes}
            write_stac(folder.path, folder.records(), by_name, scheme, period)
        return counts

    def _head(self, counts: Counts) -> dict[str, Any]:
        first = self.scenes[0]
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
            "scenes": [_described(scene) for scene in self.scenes],
            "generator": self._described_generator(),
            "filter": None if self.judge is None else {**self.judge, "ignored_percent": counts.ignored_percent},
            "looks": self._described_looks(),
        }

    def _statement(self, counts: Counts) -> str:
        real = {
            "none": "This set holds no pixel of real imagery.",
            "validation and test only": "The training chips are all synthetic; validation and test chips are real.",
        }.get(counts.real_pixels, "Real chips hold pixels of the imagery as they are.")
        if not counts.train_synthetic:
            return f"{real} There is no synthetic chip."
        looks = (
            "The looks of the synthetic chips were encoded from the imagery, as a few numbers each."
            if self.looks_from_imagery
            else "The looks of the synthetic chips were drawn; nothing in them comes from the imagery."
        )
        return f"{real} {looks} Their labels come from the land cover."

    def _described_generator(self) -> dict[str, Any] | None:
        if self.generator is None:
            return None
        return {
            "name": self.generator.name,
            "digest": self.generator.digest,
            "licence": self.generator.provenance.get("licence"),
            "training_area_known": bool(self.generator.provenance.get("training_area")),
        }

    def _described_looks(self) -> list[dict[str, Any]]:
        if self.versions is None:
            return []
        return [
            {"look": number, "style": look.style.name, "noise_seed": look.noise_seed, "code": code_of(look.style)}
            for number, look in sorted(self.versions.table.items())
        ]

    def _left_out(self) -> tuple[NDArray[np.integer], NDArray[np.object_]]:
        """Return the numbers of the planned chips that are left out, and the reasons of these and of those without
        data.
        """
        numbers = np.flatnonzero(self.plan.splits < TRAIN)
        reasons = [LEFT_OUT_REASONS[int(self.plan.splits[number])] for number in numbers]
        return numbers, np.array([*reasons, *[WITHOUT_DATA] * len(self.plan.without_data)], object)

    def _write_footprints(self, folder: SetWorkFolder) -> None:
        path = folder.path / FOOTPRINTS
        path.unlink(missing_ok=True)
        file = FootprintFile(path, self.ground)
        names = [scene.files.name for scene in self.scenes]
        file.write_chips(folder.records(), {name: number for number, name in enumerate(names)}, self.plan.chips.size)
        numbers, reasons = self._left_out()
        file.write_left_out(self.plan.chips.taken(numbers).joined(self.plan.without_data), reasons, names)


def counted(folder: SetWorkFolder) -> Counts:
    """Count the chips that were written."""
    kinds: Counter[tuple[str, str]] = Counter()
    ignored = 0.0
    for record in folder.records():
        kinds[record["split"], record["kind"]] += 1
        ignored += record.get("ignored_share", 0.0)
    synthetic = kinds["train", "synthetic"]
    return Counts(
        train_real=kinds["train", "real"],
        train_synthetic=synthetic,
        validation=kinds["validation", "real"],
        test=kinds["test", "real"],
        ignored_percent=round(100 * ignored / max(synthetic, 1), 4),
    )


def count_seen(plan: SetPlan, ground: GroundPlane, generator: ImageryGenerator, reporter: Reporter) -> int | None:
    """Return how many test chips lie on ground that the generator learnt from, None if its file does not say; warn of
    both.
    """
    area = training_area(generator.provenance, ground)
    if area is None or ground.crs is None:
        reporter.log(
            f"The model {generator.name} or the imagery does not say where on the ground it lies, so it is not known "
            "whether the generator has seen the test chips.",
            "warning",
        )
        return None
    test = ground.on_plane(plan.chips.taken(plan.splits == TEST))
    seen = len(np.unique(shapely.STRtree(area).query(test, predicate="intersects")[0])) if len(test) else 0
    if seen:
        reporter.log(
            f"{seen} of {len(test)} test chips lie on ground that the generator {generator.name} was trained on: "
            "results on them flatter its imagery. Test on other ground, or train a generator without it.",
            "warning",
        )
    return seen


def _described(scene: SceneInfo) -> dict[str, Any]:
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
