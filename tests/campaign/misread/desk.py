"""A desk for one input of the campaign: a folder of its own, the real command line, and what came out."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray

from tests.support.paths import REPOSITORY

NAMES = {1: "water", 2: "land", 3: "road", 4: "vegetation", 5: "building"}
"""The classes of the tiny models by their own values."""

OTHER = {1: "vegetation", 2: "building", 3: "water", 4: "land", 5: "road"}
"""What the values of `village` mean where its names say so: read as the model's own, every pixel is wrong."""

GRID = {"crs": "EPSG:32633", "transform": Affine(1.0, 0, 412_300, 0, -1.0, 5_317_900)}
HEIGHT, WIDTH = 72, 88
SYSTEM_PYTHON = os.environ.get("GDAL_PYTHON", "/usr/bin/python3")
"""A Python with GDAL's own bindings, as QGIS brings them."""

_SECONDS = 240
SEED = int(os.environ.get("MISREAD_SEED", "3"))
"""Of the village that most inputs show."""


@dataclass(frozen=True)
class Outcome:
    """What came of an input, in a few words, and whether that is right."""

    what: str
    right: bool


@dataclass(frozen=True)
class Said:
    """What a run of the command line said: its exit code, its text, and its outputs if it was done."""

    code: int
    text: str
    outputs: Mapping[str, Any] = field(default_factory=dict)

    @property
    def last(self) -> str:
        """The last line, which is the sentence of a refusal."""
        return (self.text.strip().splitlines() or [""])[-1]

    @property
    def classes(self) -> dict[str, int]:
        """Pixels of each class that the land cover was matched to."""
        found: dict[str, int] = {}
        for row in json.loads(self.outputs["MATCH"])["classes"] if "MATCH" in self.outputs else []:
            found[row["class"]] = found.get(row["class"], 0) + row["pixels"]
        return found

    def has(self, *words: str) -> bool:
        """Whether the text holds all of the words, in capitals or not."""
        return all(word.casefold() in self.text.casefold() for word in words)


@dataclass(frozen=True)
class Desk:
    """A folder for one input, and the tiny models that all inputs share."""

    folder: Path
    models: Path

    @property
    def generator(self) -> str:
        """The tiny generator."""
        return str(self.models / "generator.safetensors")

    @property
    def segmenter(self) -> str:
        """The tiny segmentation model."""
        return str(self.models / "segmenter.safetensors")

    def path(self, name: str) -> str:
        """Return the path of a file on the desk."""
        return str(self.folder / name)

    def satsyn(self, job: str, *options: object, env: Mapping[str, str] | None = None) -> Said:
        """Run a job by the real command line."""
        command = [sys.executable, "-m", "satsyn_core", job, *map(str, options), "--json"]
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1", **(env or {})}
        done = subprocess.run(
            command, cwd=REPOSITORY, env=environment, capture_output=True, timeout=_SECONDS, check=False
        )
        text = done.stderr.decode("utf-8", "replace")
        outputs = json.loads(done.stdout.decode().strip().splitlines()[-1])["outputs"] if not done.returncode else {}
        return Said(done.returncode, text, outputs)

    def generate(self, landcover: str, *options: object, env: Mapping[str, str] | None = None) -> Said:
        """Generate `o.tif` from a land cover with the tiny generator."""
        name = landcover if any(mark in landcover for mark in "/:|") else self.path(landcover)
        given = () if "--model" in options else ("--model", self.generator)
        target = () if "--output" in options else ("--output", self.path("o.tif"))
        return self.satsyn(
            "generate-imagery", "--landcover", name, *given, *target, "--engine", "torch", *options, env=env
        )

    def raster(self, name: str, values: NDArray[Any] | None = None, **profile: Any) -> str:
        """Write a raster; by default the village, at 1 m."""
        bands = village() if values is None else values
        bands = bands if bands.ndim == 3 else bands[None]
        settings = {"driver": "GTiff", "height": bands.shape[1], "width": bands.shape[2], "count": len(bands)}
        settings |= {"dtype": bands.dtype, **GRID, **profile}
        Path(self.path(name)).parent.mkdir(parents=True, exist_ok=True)
        with rasterio.open(self.path(name), "w", **settings) as file:
            file.write(bands)
        return self.path(name)

    def text(self, name: str, content: str) -> str:
        """Write a text file."""
        Path(self.path(name)).write_text(content, encoding="utf-8")
        return self.path(name)

    def run(self, *command: object) -> str:
        """Run another program on the desk, such as ogr2ogr, and return what it prints."""
        words = [str(word) for word in command]
        done = subprocess.run(words, cwd=self.folder, capture_output=True, timeout=_SECONDS, check=True, text=True)
        return done.stdout

    def gdal(self, code: str) -> None:
        """Run code with GDAL's own bindings."""
        start = "from osgeo import gdal, ogr, osr\nimport numpy as np\ngdal.UseExceptions(); ogr.UseExceptions()\n"
        self.run(SYSTEM_PYTHON, "-c", start + code)

    def state(self) -> dict[str, str]:
        """Return the digests of all files, by their names."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return {str(path.relative_to(self.folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


Try = Callable[[Desk], Outcome]


@dataclass(frozen=True)
class Input:
    """One input of the campaign: the number of the kind, the input in words, and how it is tried."""

    kind: int
    name: str
    attempt: Try


INPUTS: list[Input] = []


def tried(kind: int, name: str) -> Callable[[Try], Try]:
    """Register an input of a kind."""

    def register(attempt: Try) -> Try:
        INPUTS.append(Input(kind, name, attempt))
        return attempt

    return register


def village(seed: int = SEED) -> NDArray[np.uint8]:
    """Return a small land cover (72, 88) with the values 1 to 5."""
    numbers = np.random.default_rng(seed)
    values = np.full((HEIGHT, WIDTH), 2, np.uint8)
    values[:, 60:] = 4
    values[50:, :25] = 1
    values[30:35] = 3
    for _ in range(9):
        row, col = numbers.integers(0, (HEIGHT - 9, WIDTH - 9))
        values[row : row + 7, col : col + 8] = 5
    return values


def photo(classes: NDArray[Any] | None = None, bands: int = 3) -> NDArray[np.uint8]:
    """Return 8-bit imagery (bands, height, width) of a land cover."""
    values = village() if classes is None else classes
    numbers = np.random.default_rng(0)
    tones = numbers.integers(30, 220, (bands, int(values.max()) + 1))
    noisy = tones[:, values] + numbers.normal(0, 8, (bands, *values.shape))
    return np.clip(noisy, 1, 255).astype(np.uint8)


def large(values: NDArray[Any], size: int = 300) -> NDArray[Any]:
    """Return values repeated to a square of `size` pixels."""
    height, width = values.shape[-2:]
    repeats = (1,) * (values.ndim - 2) + (-(-size // height), -(-size // width))
    return np.tile(values, repeats)[..., :size, :size]


def pixels_of(names: Mapping[int, str], values: NDArray[Any] | None = None) -> dict[str, int]:
    """Return the pixels of each class of a land cover whose values have these names."""
    found: dict[str, int] = {}
    for value, count in zip(*np.unique(village() if values is None else values, return_counts=True), strict=True):
        if int(value) in names:
            found[names[int(value)]] = found.get(names[int(value)], 0) + int(count)
    return found


def clean(said: Said) -> bool:
    """Whether nothing is called a defect of SatSyn and no traceback shows."""
    return "Traceback (most recent call last)" not in said.text and "defect of SatSyn" not in said.text


def refused(said: Said, *words: str) -> Outcome:
    """Return that a run was refused with a sentence that holds the words."""
    lacking = [word for word in words if not said.has(word)]
    note = f" (lacks {', '.join(lacking)})" if lacking else ""
    return Outcome(f"exit {said.code}: {said.last[-230:]}{note}", said.code == 2 and not lacking and clean(said))


def matched(said: Said, expected: Mapping[str, int]) -> Outcome:
    """Return that the land cover was matched to these classes, and to no others."""
    if said.code:
        return Outcome(f"exit {said.code}: {said.last[-230:]}", False)
    found = {name: count for name, count in said.classes.items() if name != "nodata"}
    same = found == {name: count for name, count in expected.items() if name != "nodata"}
    return Outcome("the right classes" if same else f"{found} in place of {dict(expected)}", same and clean(said))


def matched_or_refused(said: Said, expected: Mapping[str, int], *words: str) -> Outcome:
    """Return that a run gave the right classes, or was refused with the words."""
    return refused(said, *words) if said.code == 2 else matched(said, expected)


def done(said: Said, *words: str) -> Outcome:
    """Return that a run was done and said the words."""
    lacking = [word for word in words if not said.has(word)]
    what = f"exit {said.code}{f', without {lacking}' if lacking else ', as it should be'}: {said.last[-160:]}"
    return Outcome(what, said.code == 0 and not lacking and clean(said))


def on_desk(one: Input, models: Path) -> Outcome:
    """Try an input on a fresh desk."""
    with tempfile.TemporaryDirectory(prefix="misread-") as folder:
        try:
            return one.attempt(Desk(Path(folder), models))
        except Exception as error:
            return Outcome(f"the input could not be made or run: {type(error).__name__}: {error}"[:300], False)
