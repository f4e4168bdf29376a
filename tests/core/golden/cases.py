"""The golden cases: what is run, on which input, and what is read of its results.

Cases use the stable fronts of SatSyn alone (`run_job` and the files that jobs write), so that they
outlive any arrangement of its modules. Settings are as small as the jobs allow.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rasterio

from tests.core.golden import inputs, readings
from tests.core.golden.readings import Reading

SLOW_VARIABLE = "SATSYN_GOLDEN_SLOW"
"""Environment variable that, set to 1, also runs the cases that take longer than all others together."""

VOLATILE_METRICS = ("seconds", "seconds_per_step", "settings", "satsyn_version")
"""Keys of metrics files that hold times, or what was asked for."""

TRAINED_IMAGERY_SLACK, TRAINED_VALUES_SLACK = 40, 8
"""A generator of a few steps from random weights differs with the rounding of each step: between AVX2 and AVX-512 the
bands differ by up to 19 digital numbers and the distances of values by up to 0.08. Its weights differ far less.
"""

NAMED_CLASSES = "1=water 2=land 3=road 4=vegetation 5=building"


@dataclass(frozen=True)
class Bench:
    """Runs jobs for one case.

    Attributes:
        folder: of the case; empty at first.
        execute: takes a job's name and its parameters, returns its outputs.
    """

    folder: Path
    execute: Callable[[str, dict[str, object]], dict[str, Any]]

    def run(self, job: str, **values: object) -> dict[str, Any]:
        """Run a job on the processor, whatever else there is."""
        return self.execute(job, {"device": "cpu", **values})

    def imagery(self, landcover: Path, **values: object) -> Path:
        """Generate imagery with small blocks; return where it lies."""
        output = self.folder / "imagery.tif"
        given = {"engine": "torch", "block_size": 64, **values}
        self.run("generate-imagery", landcover=str(landcover), output=str(output), **given)
        return output


Case = Callable[[Bench], dict[str, Reading]]


def cli_values(folder: Path) -> dict[str, object]:
    """Return the parameters of the case `town-torch-64`, which the command line and the worker repeat."""
    return {
        "landcover": str(inputs.town_part(folder, 144, 120)),
        "output": str(folder / "imagery.tif"),
        "engine": "torch",
        "block_size": 64,
        "device": "cpu",
    }


def _town(**values: object) -> Case:
    def case(bench: Bench) -> dict[str, Reading]:
        return {"imagery": readings.imagery(bench.imagery(inputs.town_part(bench.folder, 144, 120), **values))}

    return case


def _extent(bench: Bench) -> dict[str, Reading]:
    """A part of the whole town, whose edge lies inside pixels."""
    path = bench.imagery(inputs.TOWN, extent="288700.4,288790.2,2811300.7,2811371.1", seed=3)
    return {"imagery": readings.imagery(path)}


def _style(**values: object) -> Case:
    def case(bench: Bench) -> dict[str, Reading]:
        landcover = inputs.town_part(bench.folder, 128, 112)
        style = inputs.imagery_of(landcover, 5, contrast=0.7)
        return {"imagery": readings.imagery(bench.imagery(landcover, style=str(style), **values))}

    return case


def _building_raster(bench: Bench) -> dict[str, Reading]:
    landcover = inputs.town_part(bench.folder, 128, 112)
    return {"imagery": readings.imagery(bench.imagery(landcover, buildings=str(inputs.building_raster(landcover))))}


def _building_polygons(bench: Bench) -> dict[str, Reading]:
    landcover = inputs.town_part(bench.folder, 128, 112)
    return {"imagery": readings.imagery(bench.imagery(landcover, buildings=str(inputs.building_polygons(landcover))))}


def _variants(bench: Bench) -> dict[str, Reading]:
    first = bench.imagery(inputs.town_part(bench.folder, 96, 80), variants=2, seed=11)
    return {"first": readings.imagery(first), "second": readings.imagery(first.with_name("imagery_2.tif"))}


def _sentinel2(bench: Bench) -> dict[str, Reading]:
    landcover = inputs.town_part(bench.folder, 112, 96)
    path = bench.imagery(landcover, model="sentinel2-rgbn", classes=inputs.COARSE_CLASSES)
    return {"imagery": readings.imagery(path)}


def _nodata(bench: Bench) -> dict[str, Reading]:
    """A class that is left out, and with it a nodata value in the imagery."""
    classes = "1=water 2=land 3=nodata 4=vegetation 5=building"
    path = bench.imagery(inputs.town_part(bench.folder, 96, 80), classes=classes)
    return {"imagery": readings.imagery(path)}


def _training_set(**values: object) -> Case:
    def case(bench: Bench) -> dict[str, Reading]:
        scenes = [inputs.town_part(bench.folder, 288, 224, row=row) for row in (600, 1000)]
        real = [inputs.imagery_of(scene, number) for number, scene in enumerate(scenes)]
        small = {"chip_size": 32, "buffer": 4, "split_block": 2, "engine": "torch", "workers": 2, "split": "60 20 20"}
        lists = {"imagery": [str(path) for path in real], "landcover": [str(path) for path in scenes]}
        model = {"model": "urban-vhr", "output": str(bench.folder / "set")}
        outputs = bench.run("build-training-set", **lists, **small, **model, **values)
        return _read_training_set(bench.folder / "set", outputs)

    return case


def _read_training_set(folder: Path, outputs: dict[str, Any]) -> dict[str, Reading]:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    chips = manifest["chips"]
    real = [chip for chip in chips if chip["kind"] == "real"]
    synthetic = [chip for chip in chips if chip["kind"] == "synthetic"]
    plain = {name: manifest[name] for name in ("schema", "schema_version", "real_pixels", "counts", "bands", "dtype")}
    floats = {"chips": chips, "looks": manifest["looks"], "filter": manifest["filter"]}
    return {
        "manifest": readings.facts(
            {
                **plain,
                "chip_size": manifest["chip_size"],
                "generator": manifest["generator"]["name"],
                "scenes": [{**scene, "crs": None} for scene in manifest["scenes"]],
                "looks": [{name: look[name] for name in ("look", "style", "noise_seed")} for look in manifest["looks"]],
                "chips": ["{split} {kind} {id} {window}".format(**chip) for chip in chips],
            }
        ),
        "classes": readings.facts(json.loads((folder / "classes.json").read_text(encoding="utf-8"))),
        "numbers": readings.numbers([floats, {**outputs, "OUTPUT": None}], without=("window", "version")),
        "real images": readings.stack([folder / chip["image"] for chip in real]),
        "synthetic images": readings.stack([folder / chip["image"] for chip in synthetic]),
        "masks": readings.stack([folder / chip["mask"] for chip in chips]),
        "one image": readings.imagery(folder / synthetic[0]["image"]),
        "one mask": readings.classes(folder / synthetic[0]["mask"]),
    }


def _ground(bench: Bench) -> dict[str, object]:
    """Imagery with its land cover, in which all five classes occur, and the names of the classes."""
    landcover = inputs.town_part(bench.folder, 224, 192, column=440, row=560)
    return {"imagery": [str(inputs.imagery_of(landcover, 1))], "landcover": [str(landcover)]}


def _train_generator(**values: object) -> Case:
    def case(bench: Bench) -> dict[str, Reading]:
        model, metrics = bench.folder / "own.safetensors", bench.folder / "own.json"
        outputs = bench.run(
            "train-generator", **_ground(bench), crop=32, output=str(model), metrics=str(metrics), **values
        )
        described = bench.execute("describe-model", {"model": str(model)})
        landcover = inputs.town_part(bench.folder, 96, 80)
        return {
            "model": readings.model_file(model),
            "described": readings.facts({**described, "SAMPLES": None}),
            "outputs": readings.numbers(outputs, slack=TRAINED_VALUES_SLACK),
            "metrics": readings.numbers(
                {"value_distances": json.loads(metrics.read_text())["value_distances"]}, slack=TRAINED_VALUES_SLACK
            ),
            "imagery": readings.imagery(bench.imagery(landcover, model=str(model)), slack=TRAINED_IMAGERY_SLACK),
        }

    return case


def _train_segmentation(bench: Bench) -> dict[str, Reading]:
    model, metrics, difference = (bench.folder / f"own.{end}" for end in ("safetensors", "json", "tif"))
    test = inputs.town_part(bench.folder, 160, 128, column=700, row=900)
    outputs = bench.run(
        "train-evaluate-segmentation",
        **_ground(bench),
        test_imagery=[str(inputs.imagery_of(test, 2))],
        test_landcover=[str(test)],
        classes=NAMED_CLASSES,
        architecture="FPN",
        encoder="tu-test_resnet",
        pretrained=False,
        steps=8,
        crop=32,
        batch=4,
        precision="full",
        output=str(model),
        metrics=str(metrics),
        difference=str(difference),
    )
    described = bench.execute("describe-model", {"model": str(model)})
    return {
        "model": readings.model_file(model),
        "described": readings.facts({**described, "SAMPLES": None}),
        "outputs": readings.numbers(outputs),
        "metrics": readings.numbers(json.loads(metrics.read_text()), without=VOLATILE_METRICS),
        "difference": readings.classes(difference),
    }


def _evaluate_segmentation(bench: Bench) -> dict[str, Reading]:
    metrics, difference = bench.folder / "scores.json", bench.folder / "difference.tif"
    outputs = bench.run(
        "train-evaluate-segmentation",
        **_ground(bench),
        model="urban-segmentation",
        precision="full",
        metrics=str(metrics),
        difference=str(difference),
    )
    return {
        "outputs": readings.numbers(outputs),
        "metrics": readings.numbers(json.loads(metrics.read_text()), without=VOLATILE_METRICS),
        "difference": readings.classes(difference),
    }


def _predict(bench: Bench) -> dict[str, Reading]:
    landcover = inputs.town_part(bench.folder, 224, 192, column=440, row=560)
    found, shares = bench.folder / "found.tif", bench.folder / "shares.tif"
    outputs = bench.run(
        "predict-landcover",
        imagery=str(inputs.imagery_of(landcover, 1)),
        model="urban-segmentation",
        precision="full",
        output=str(found),
        probabilities=str(shares),
    )
    with rasterio.open(found) as file:
        names = sorted(Path(name).name for name in file.files)
    return {
        "outputs": readings.facts({name: outputs[name] for name in ("PIXELS", "CLASSES")}),
        "files": readings.facts(names),
        "landcover": readings.classes(found),
        "probabilities": readings.imagery(shares),
    }


def _evaluate_imagery(bench: Bench) -> dict[str, Reading]:
    landcover = inputs.town_part(bench.folder, 224, 192, column=440, row=560)
    elsewhere = inputs.town_part(bench.folder, 224, 192, column=100, row=100)
    metrics = bench.folder / "measured.json"
    outputs = bench.run(
        "evaluate-imagery",
        landcover=[str(landcover)],
        real=[str(inputs.imagery_of(landcover, 1))],
        synthetic=[str(inputs.imagery_of(landcover, seed, contrast=0.9)) for seed in (2, 3)],
        training=[str(inputs.imagery_of(elsewhere, 4))],
        model="urban-vhr",
        segmentation="urban-segmentation",
        patch=32,
        count=10,
        codes=1,
        precision="full",
        output=str(metrics),
    )
    return {
        "outputs": readings.numbers(outputs),
        "metrics": readings.numbers(json.loads(metrics.read_text()), without=VOLATILE_METRICS),
    }


def _describe(bench: Bench) -> dict[str, Reading]:
    found = {}
    for name in ("urban-vhr", "tokyo-vhr", "sentinel2-rgbn", "urban-segmentation"):
        outputs = bench.execute("describe-model", {"model": name})
        shown = outputs["SAMPLES"] and Path(outputs["SAMPLES"]).name
        found[name] = readings.facts({**outputs, "SAMPLES": shown})
    return found


QUICK: dict[str, Case] = {
    "describe": _describe,
    "town-torch-64": _town(),
    "town-torch-128": _town(block_size=128, seed=7),
    "town-openvino-64": _town(engine="openvino"),
    "town-openvino-128": _town(engine="openvino", block_size=128, seed=7),
    "extent": _extent,
    "style": _style(),
    "style-of-classes": _style(style_strength=0.5, style_classes="road, building", seed=2),
    "building-raster": _building_raster,
    "building-polygons": _building_polygons,
    "variants": _variants,
    "nodata": _nodata,
    "sentinel2-rgbn": _sentinel2,
    "training-set-replace": _training_set(synthetic_percent=30, filter_model="urban-segmentation"),
    "training-set-add": _training_set(synthetic_percent=40, mode="add", style="random", looks=2, oversample=2, seed=5),
    "train-generator": _train_generator(iterations=11, batch=4, warm_up=1),
    "train-segmentation": _train_segmentation,
    "evaluate-segmentation": _evaluate_segmentation,
    "predict-landcover": _predict,
    "evaluate-imagery": _evaluate_imagery,
}

SLOW: dict[str, Case] = {
    # Its style bank takes as long as that of the quick case; tests/core/jobs trains with instances, too.
    "train-generator-instances": _train_generator(
        iterations=2, batch=4, warm_up=1, shapes="instances", photographs=False, initial_model="urban-vhr"
    ),
    # The source work's generator has 110 million weights in its only size: a gigabyte on disk for one step.
    "train-generator-paper": _train_generator(preset="paper", iterations=2, batch=2, vgg=False),
}

ALL = {**QUICK, **SLOW}


def wanted() -> list[str]:
    """Return the names of the cases that a run of the tests covers."""
    return list(ALL if os.environ.get(SLOW_VARIABLE) == "1" else QUICK)
