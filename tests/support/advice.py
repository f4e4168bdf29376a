"""Sentences that propose something: the job is refused with the sentence, and done when its advice was followed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely
from affine import Affine
from rasterio.crs import CRS

from satsyn_core.contract.errors import JobCancelledError, SatSynError
from satsyn_core.contract.raster_tags import VERSION
from satsyn_core.jobs import run_job
from tests.support.proposals import refusal
from tests.support.rasters import RecordingReporter
from tests.support.tiny_model import tiny_generator
from tests.support.tiny_segmenter import tiny_segmenter
from tests.support.vector_layers import write_layer

LEFT, TOP = 331_200, 2_780_000
SIDE = 48
LARGE = 160

Act = Callable[[Path], object]


TRAINS = r"\bsteps? to train\b"
COMPARES = "^Imagery is compared in the features of"


class Until(RecordingReporter):
    """Stops a job at a message, as a training before its first step: what would be refused is refused before."""

    def __init__(self, message: str) -> None:
        super().__init__()
        self._message = message

    def log(self, text: str, level: str = "info") -> None:
        super().log(text, level)
        if re.search(self._message, text):
            self._checks_left = 0


@dataclass(frozen=True)
class Advice:
    """A sentence and what it proposes. In values, `@name` is a file of the site, and `>name` an output.

    Attributes:
        sentence: regular expression that the refusal matches.
        job: name of the job.
        given: values that are refused.
        instead: values that the sentence proposes; None leaves one empty.
        act: what it proposes to do with files; it gets the folder of the outputs.
        until: message after which nothing is refused, so that the job may end there.
    """

    sentence: str
    job: str
    given: Mapping[str, Any]
    instead: Mapping[str, Any] = field(default_factory=dict)
    act: Act | None = None
    until: str = TRAINS

    @property
    def id(self) -> str:
        """For the test's name."""
        return f"{self.job} {self.sentence[:40]}"

    def follow(self, site: Path, folder: Path, usual: Mapping[str, Any]) -> None:
        """Check that the job is refused, follow the advice, and check that it is done."""
        refused = {**usual, **self.given}
        with refusal(self.sentence, SatSynError) as said:
            run_job(self.job, resolved(refused, site, folder), RecordingReporter())
        if self.act is not None:
            self.act(folder)
        reporter = Until(self.until)
        try:
            run_job(self.job, resolved({**refused, **self.instead}, site, folder), reporter)
        except JobCancelledError:
            assert re.search(self.until, reporter.text, re.MULTILINE)
        said.followed()


def resolved(values: Mapping[str, Any], site: Path, folder: Path) -> dict[str, Any]:
    def resolve(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return [resolve(one) for one in value]
        if isinstance(value, str) and value.startswith(("@", ">")):
            return str((site if value[0] == "@" else folder) / value[1:])
        return value

    return {name: resolve(value) for name, value in values.items() if value is not None}


def write_site(folder: Path) -> Path:
    """Write small files of all kinds that the sentences are about."""
    tiny_generator().save(folder / "generator.safetensors")
    tiny_segmenter().save(folder / "segmenter.safetensors")
    numbers = np.random.default_rng(5)
    for name, side in (("", SIDE), ("large_", LARGE)):
        values = np.kron(numbers.integers(1, 6, (side // 8, side // 8), np.uint8), np.ones((8, 8), np.uint8))
        tones = numbers.integers(40, 200, (3, 6))[:, values] + numbers.integers(0, 20, (3, side, side))
        write(folder / f"{name}cover.tif", values)
        write(folder / f"{name}photo.tif", tones.astype(np.uint8), tags={})
        write(folder / f"{name}other_photo.tif", (tones // 2 + 20).astype(np.uint8), tags={})
        write(folder / f"{name}moved_photo.tif", tones.astype(np.uint8), left=LEFT + 10_000, tags={})
    plain = values[:SIDE, :SIDE]
    write(folder / "other_cover.tif", 6 - plain)
    write(folder / "three.tif", np.stack([plain] * 3))
    write(folder / "placeless.tif", plain, crs=None, transform=Affine.identity())
    write(folder / "five_bands.tif", np.stack([tones[0, :SIDE, :SIDE]] * 5).astype(np.uint8), tags={})
    write(folder / "elsewhere_cover.tif", values, left=LEFT + 10_000)
    squares = [shapely.box(LEFT + 24 * n, TOP - 48, LEFT + 24 * (n + 1), TOP) for n in range(2)]
    write_layer(folder / "plan.gpkg", squares, {"class": ["water", "land"]}, layer="plan")
    write_layer(folder / "degrees.gpkg", [shapely.box(14, 48, 14.001, 48.001)], {"class": ["water"]}, crs="EPSG:4326")
    for layer in ("houses", "sheds"):
        write_layer(folder / "built.gpkg", squares, {"use": ["a", "b"]}, layer=layer, kind="Polygon")
    (folder / "notes.txt").write_text("no raster", encoding="utf-8")
    return folder


def write(path: Path, values: np.ndarray, *, left: float = LEFT, tags: Mapping[str, str] | None = None,
          **profile: Any) -> str:  # fmt: skip
    """Write a raster of pixels of 1 m; without `tags` it is marked as SatSyn's own."""
    bands = values if values.ndim == 3 else values[None]
    settings = {"driver": "GTiff", "count": len(bands), "height": bands.shape[1], "width": bands.shape[2],
                "dtype": bands.dtype, "crs": CRS.from_epsg(32640), "transform": Affine(1, 0, left, 0, -1, TOP),
                **profile}  # fmt: skip
    with rasterio.open(path, "w", **settings) as file:
        file.write(bands)
        file.update_tags(**({VERSION: "1.0.0"} if tags is None else tags))
    return str(path)


def move_away(name: str) -> Act:
    """Return what moves a file or folder of the outputs away."""
    return lambda folder: shutil.move(folder / name, folder / f"moved_{Path(name).name}")
