"""The jobs that the campaign kills: each with small inputs, the command that runs it, and what it publishes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch

from satsyn_core.command_line import main
from satsyn_core.generation.resume import ResumePolicy
from satsyn_core.generator.engines.pytorch import TorchEngine
from satsyn_core.generator.network.architecture import PRESETS as SIZES
from satsyn_core.generator.training import loop as generator_loop
from satsyn_core.jobs import generate_change, generate_imagery
from satsyn_core.learning.loop import Schedule
from satsyn_core.segmentation.training import SegmentationTraining
from tests.support.rasters import RasterFactory
from tests.support.tiny_model import tiny_generator
from tests.support.tiny_segmenter import TINY_ENCODER, tiny_segmenter
from tests.support.training_sets import write_scenes
from tests.support.vector_layers import write_town

from .runs import Place

Values = Mapping[str, Any]

_CPU = {"device": "cpu", "precision": "full"}
_STUDY = """
format: 1
name: tiny
network: {architecture: FPN, encoder: tu-test_resnet, crop: 32, batch: 2, steps: 2, validations: 1}
chips: {size: 64, buffer: 4, train: 8, validation: 2, test: 8}
treatments:
  - {mix: add, percent: 100}
"""


@dataclass(frozen=True)
class Subject:
    """A job to kill.

    Attributes:
        name: of the row in tables.
        job: of the command line.
        values: parameters, from the folders of inputs and outputs.
        earlier: parameters of a run before, whose results the job replaces; None for a place where nothing is.
        patch: is done in the process of the run, so that small runs do what large ones do.
        settled: words of a run whose results are there already, where it does not make them again.
        appear_whole: folders among the results that are there with all of their files or not at all.
    """

    name: str
    job: str
    values: Callable[[Path, Path], Values]
    earlier: Callable[[Path, Path], Values] | None = None
    patch: Callable[[], None] = lambda: None
    settled: str | None = None
    appear_whole: tuple[str, ...] = ()

    def command(self, inputs: Path, place: Place) -> Callable[[], int]:
        """Return what does the job."""
        return partial(self._do, self.values(inputs, place.out))

    def command_before(self, inputs: Path, place: Place) -> Callable[[], int] | None:
        """Return what makes the results that are replaced."""
        return None if self.earlier is None else partial(self._do, self.earlier(inputs, place.out))

    def _do(self, values: Values) -> int:
        torch.set_num_threads(1)
        self.patch()
        return main([self.job, *_options(values)])


def _options(values: Values) -> list[str]:
    options: list[str] = []
    for name, value in values.items():
        words = value if isinstance(value, (list, tuple)) else [value]
        options += [f"--{name.replace('_', '-')}", *map(str, words)]
    return options


def _keep_blocks() -> None:
    TorchEngine.align = 64
    policy = ResumePolicy(short_run_seconds=0)
    for module in (generate_imagery, generate_change):
        module.run = partial(module.run, policy=policy)  # type: ignore[attr-defined]


def _save_often() -> None:
    SIZES["small"] = {
        "channels": (8, 8, 8, 8),
        "blocks": (1, 1, 1, 1),
        "label_channels": (8, 8, 8, 8),
    }
    generator_loop.DEFAULT_SCHEDULE = Schedule(log=1, checkpoint=2, preview=3, validation=2)
    often = property(lambda _: Schedule(log=1, checkpoint=2, preview=0, validation=2))
    SegmentationTraining.schedule = often  # type: ignore[assignment, method-assign]


def _image(inputs: Path, out: Path, **values: object) -> Values:
    paths = {"landcover": inputs / "small_cover.tif", "model": inputs / "tiny.safetensors", "output": out / "image.tif"}
    return {**paths, "engine": "torch", "device": "cpu", "block_size": 64, **values}


def _change(inputs: Path, out: Path) -> Values:
    paths = {"before": inputs / "small_cover.tif", "after": inputs / "after.tif", "model": inputs / "tiny.safetensors"}
    outputs = {"output_before": out / "before.tif", "output_after": out / "after.tif", "change": out / "change.tif"}
    return {**paths, **outputs, "engine": "torch", "device": "cpu", "block_size": 64}


def _change_with_chips(inputs: Path, out: Path) -> Values:
    return {**_change(inputs, out), "chips": out / "chips", "chip_size": 32, "chip_split": "100"}


def _set(inputs: Path, out: Path, **values: object) -> Values:
    small = {"chip_size": 64, "buffer": 4, "split_block": 2, "engine": "torch", "device": "cpu", "workers": 2}
    given = {**small, "model": inputs / "tiny.safetensors", "synthetic_percent": 50, "existing": "resume"}
    return {**json.loads((inputs / "scenes.json").read_text()), **given, "output": out / "set", **values}


def _ground(inputs: Path) -> Values:
    classes = ["1=water", "2=land", "3=road", "4=vegetation", "5=building"]
    return {"imagery": inputs / "small.tif", "landcover": inputs / "small_cover.tif", "classes": classes}


def _generator(inputs: Path, out: Path) -> Values:
    results = {name: out / f"own.{end}" for name, end in zip(_RESULTS, ("safetensors", "html", "json"), strict=True)}
    short = {"iterations": 5, "crop": 32, "batch": 4, "warm_up": 1, "device": "cpu"}
    return {**_ground(inputs), **short, **results}


_RESULTS = ("output", "report", "metrics")


def _segmenter(inputs: Path, out: Path) -> Values:
    held_out = {"validation_imagery": inputs / "other.tif", "validation_landcover": inputs / "small_cover.tif"}
    results = {name: out / f"net.{end}" for name, end in zip(_RESULTS, ("safetensors", "html", "json"), strict=True)}
    tiny = {"architecture": "Linknet", "encoder": TINY_ENCODER, "steps": 5, "crop": 32, "batch": 2, "patience": 0}
    return {**_ground(inputs), **held_out, **tiny, **_CPU, **results, "difference": out / "difference.tif"}


def _scored(inputs: Path, out: Path) -> Values:
    results = {"report": out / "net.html", "metrics": out / "net.json", "difference": out / "difference.tif"}
    return {**_ground(inputs), **_CPU, **results, "model": inputs / "segmenter.safetensors"}


def _predicted(inputs: Path, out: Path) -> Values:
    outputs = {"output": out / "classes.tif", "probabilities": out / "probabilities.tif"}
    return {"imagery": inputs / "small.tif", "model": inputs / "segmenter.safetensors", **outputs, **_CPU}


def _evaluated(inputs: Path, out: Path) -> Values:
    given = {"real": inputs / "small.tif", "landcover": inputs / "small_cover.tif", "synthetic": inputs / "other.tif"}
    models = {"segmentation": inputs / "segmenter.safetensors", "model": inputs / "tiny.safetensors"}
    small = {"patch": 32, "count": 10, "codes": 2, "training": inputs / "other.tif"}
    return {**given, **models, **small, **_CPU, "output": out / "metrics.json", "report": out / "report.html"}


def _study(inputs: Path, out: Path) -> Values:
    scenes = json.loads((inputs / "scenes.json").read_text())
    given = {"model": inputs / "tiny.safetensors", "study_file": inputs / "study.yaml", "seeds": 1, "engine": "torch"}
    return {**scenes, **given, **_CPU, "output": out / "study"}


def _described(inputs: Path, out: Path) -> Values:
    return {"landcover": inputs / "landcover.tif", "output": out / "match.json", "report": out / "match.html"}


def _wide_image(inputs: Path, out: Path) -> Values:
    return _image(inputs, out, landcover=inputs / "landcover.tif", block_size=512)


def _of_layers(inputs: Path, out: Path) -> Values:
    return _image(inputs, out, landcover=inputs / "town.gpkg")


def _edit(inputs: Path, out: Path) -> Values:
    return _image(inputs, out, base_image=inputs / "small.tif", mask=inputs / "mask.tif")


SUBJECTS = (
    Subject("generate-imagery, at once", "generate-imagery", _wide_image),
    Subject("generate-imagery, blocks kept", "generate-imagery", partial(_image, variants=2), patch=_keep_blocks),
    Subject("generate-imagery, one of 1 shards", "generate-imagery", partial(_image, shard="1/1"), patch=_keep_blocks),
    Subject("generate-imagery of layers", "generate-imagery", _of_layers, patch=_keep_blocks),
    Subject("generate-imagery, edit", "generate-imagery", _edit, patch=_keep_blocks),
    Subject("generate-change", "generate-change", _change, patch=_keep_blocks),
    Subject(
        "generate-change with chips",
        "generate-change",
        _change_with_chips,
        patch=_keep_blocks,
        settled="is not empty: choose a new one",
        appear_whole=("chips",),
    ),
    Subject("build-training-set", "build-training-set", _set, settled="holds a finished", appear_whole=("set",)),
    Subject(
        "build-training-set, replacing",
        "build-training-set",
        partial(_set, existing="overwrite"),
        partial(_set, existing="overwrite", seed=5),
        appear_whole=("set",),
    ),
    Subject("train-generator", "train-generator", _generator, patch=_save_often),
    Subject("train-evaluate-segmentation", "train-evaluate-segmentation", _segmenter, patch=_save_often),
    Subject("train-evaluate-segmentation of a model", "train-evaluate-segmentation", _scored),
    Subject("predict-landcover", "predict-landcover", _predicted),
    Subject("evaluate-imagery", "evaluate-imagery", _evaluated),
    Subject("mix-study", "mix-study", _study),
    Subject("describe-landcover", "describe-landcover", _described),
)


def write_inputs(folder: Path) -> int:
    """Write the inputs of all subjects into a new folder; imagery of the wide land cover gets overviews."""
    folder.mkdir(parents=True)
    torch.set_num_threads(1)
    tiny_generator().save(folder / "tiny.safetensors")
    tiny_segmenter().save(folder / "segmenter.safetensors")
    make, numbers = RasterFactory(folder), np.random.default_rng(7)
    cover = np.kron(numbers.integers(1, 6, (7, 210), dtype=np.uint8), np.ones((10, 10), np.uint8))
    small = np.tile(cover[:, :180], (2, 1))
    after, mask = small.copy(), np.zeros_like(small)
    after[20:30, 20:30] = 6 - after[20:30, 20:30]
    mask[20:40, 50:90] = 1
    for name, values in (("landcover", cover), ("small_cover", small), ("after", after), ("mask", mask)):
        make(values, name=f"{name}.tif")
    colours = numbers.integers(20, 235, (6, 3), dtype=np.uint8)
    for name, seed in (("small", 1), ("other", 2)):
        noise = np.random.default_rng(seed).integers(0, 20, (3, *small.shape), dtype=np.uint8)
        make(colours[small].transpose(2, 0, 1) + noise, name=f"{name}.tif")
    (folder / "scenes.json").write_text(json.dumps(write_scenes(folder)))
    (folder / "study.yaml").write_text(_STUDY)
    write_town(folder / "town.gpkg")
    return 0
