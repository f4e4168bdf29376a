"""Measure how much of the variety of real imagery the random styles of a generator cover.

python -m training.experiments.measure_coverage GENERATOR OUTPUT.json --imagery A.tif B.tif --landcover A.tif B.tif
    [--crop 128] [--crops 48] [--rounds 4] [--drawing mixtures entries apart own] [--evaluation-network SEGMENTATION]

For each class, CROPS crops of real imagery show it. Three statistics describe the class in a crop: brightness, red
minus blue, and grain (mean absolute Laplacian of the brightness), each the mean over the inner pixels of the class.
Synthetic imagery of the same land cover, each crop in a random style of its own, has these statistics, too.

Coverage is the share of the range between the 5th and the 95th percentile of the real crops that lies between those of
the synthetic crops. It is the mean over ROUNDS draws of styles. As many other real crops are measured in the same way:
their coverage is the most that a generator can be expected to reach.

Variety is of no use where imagery no longer shows its land cover. With an evaluation network, a segmentation model of
the same classes that was trained on real imagery alone, the file also has its mean IoU on the real and on the synthetic
crops.

Ways of drawing styles: `mixtures` as `generate-imagery` does; `entries` takes single entries of the style bank; `apart`
takes the scene code and the code of each class from random entries; `own` encodes each crop's own imagery.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import max_pool2d

from satsyn_core.contract.progress import Reporter
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.network.inputs import LabelCrop, label_inputs
from satsyn_core.generator.network.noise import RandomNoise
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.generator.styles import complete_codes
from satsyn_core.generator.training.batch import encoder_inputs
from satsyn_core.generator.training.crops import CropBatch, GeneratorCrops
from satsyn_core.learning.iou import class_iou, mean_iou
from satsyn_core.scenes.arrays import SceneArrays, shuffled_candidates, write_scene_arrays
from satsyn_core.scenes.pairs import pair_scenes
from satsyn_core.scenes.sources import match_sources
from satsyn_core.scenes.value_range import ValueRange
from satsyn_core.segmentation.model import SegmentationModel

STATISTICS = ("brightness", "red_minus_blue", "grain")
PERCENTILES = (5, 95)
DRAWINGS = ("mixtures", "entries", "apart", "own")

MIN_PIXELS = 200
"""Inner pixels of a class in a crop from which its statistics are taken."""

MIN_ENCODED_PIXELS = 64
"""Pixels of a class in a crop from which its code is encoded."""

MIN_CROPS = 16
"""Crops of a class from which its coverage is measured."""

CROPS_AT_A_TIME = 6
MAX_DRAWS = 3000


@dataclass(frozen=True)
class RealCrop:
    """One crop of real imagery.

    Attributes:
        crop: imagery and land cover, a batch of one.
        statistics: of each class (K, 3), NaN for a class with too few inner pixels.
    """

    crop: CropBatch
    statistics: NDArray[np.float64]


@dataclass(frozen=True)
class CoverageOptions:
    """How coverage is measured.

    Attributes:
        crop: pixels along the side of a crop.
        crops: number of crops of each class.
        rounds: draws of random styles.
        drawings: ways of drawing styles, of `DRAWINGS`.
    """

    crop: int
    crops: int
    rounds: int
    drawings: tuple[str, ...]


def class_statistics(images: Tensor, labels: Tensor, classes: int) -> NDArray[np.float64]:
    """Return brightness, red minus blue and grain of each class (N, K, 3), in digital numbers of 8 bits.

    Args:
        images: (N, bands, h, w) in [-1, 1]; the first band is red, the third blue.
        labels: class indices (N, h, w), 255 where unknown.
        classes: number of classes K.
    """
    images = (images.double() + 1) * 127.5
    brightness = images[:, :3].mean(1)
    around = brightness[:, 2:, 1:-1] + brightness[:, :-2, 1:-1] + brightness[:, 1:-1, 2:] + brightness[:, 1:-1, :-2]
    grain = (around - 4 * brightness[:, 1:-1, 1:-1]).abs()
    colour = images[:, 0] - images[:, 2]
    planes = torch.stack([brightness[:, 1:-1, 1:-1], colour[:, 1:-1, 1:-1], grain], 1)
    indices = labels[:, None].float()
    inner = (max_pool2d(indices, 3, 1) == -max_pool2d(-indices, 3, 1))[:, 0]
    own = labels[:, 1:-1, 1:-1]
    found = np.full((len(images), classes, len(STATISTICS)), np.nan)
    for number in range(len(images)):
        for index in range(classes):
            members = inner[number] & (own[number] == index)
            if int(members.sum()) >= MIN_PIXELS:
                found[number, index] = planes[number][:, members].mean(1).numpy()
    return found


def collect_crops(sampler: GeneratorCrops, classes: int, wanted: int) -> list[RealCrop]:
    """Return crops until `wanted` show each class, or `MAX_DRAWS` draws gave no more."""
    kept: list[RealCrop] = []
    counts = np.zeros(classes, int)
    for step in range(MAX_DRAWS):
        batch = sampler.draw(step, CROPS_AT_A_TIME)
        statistics = class_statistics(torch.from_numpy(batch.image), torch.from_numpy(batch.labels), classes)
        for number in range(CROPS_AT_A_TIME):
            present = ~np.isnan(statistics[number, :, 0])
            if (present & (counts < wanted)).any():
                counts += present
                kept.append(RealCrop(_single(batch, number), statistics[number]))
        if (counts >= wanted).all():
            break
    return kept


def _single(batch: CropBatch, number: int) -> CropBatch:
    """Return one crop of a batch as a batch of one."""
    own = slice(number, number + 1)
    labels = batch.label_crop
    instances = None if labels.instances is None else labels.instances[own]
    return CropBatch(
        batch.image[own], batch.labels[own], LabelCrop(labels.classes[own], labels.distance[own], instances)
    )


class StyleDraws:
    """Draws style codes of a generator in one of the `DRAWINGS`."""

    def __init__(self, generator: SeamlessGenerator, drawing: str, seed: int) -> None:
        self.generator, self.drawing, self.seed = generator, drawing, seed
        self._rng = np.random.default_rng(seed)
        self._drawn = 0

    def code(self, crop: CropBatch) -> Tensor:
        """Return a code (1, code size) for a batch of one crop."""
        architecture = self.generator.architecture
        self._drawn += 1
        if self.drawing == "mixtures":
            return self.generator.draw_style(self.seed, self._drawn).code[None]
        if self.drawing == "entries":
            return self._entry()[None]
        if self.drawing == "apart":
            parts = [slice(0, architecture.global_code), *map(architecture.class_code_of, range(architecture.classes))]
            return torch.cat([self._entry()[part] for part in parts])[None]
        image, class_masks = encoder_inputs(crop, architecture, torch.device("cpu"))
        means, _ = self.generator.encoder(image, class_masks)
        present = class_masks.flatten(2).sum(2) >= MIN_ENCODED_PIXELS
        return complete_codes(means, present, architecture, self.generator.bank)

    def _entry(self) -> Tensor:
        bank = self.generator.bank
        return bank[int(self._rng.integers(len(bank)))]


@torch.inference_mode()
def synthetic_images(generator: SeamlessGenerator, crops: Sequence[RealCrop], draws: StyleDraws) -> Tensor:
    """Return images (N, bands, h, w) in [-1, 1] of the land cover of crops, each in a style of its own."""
    noise = RandomNoise(torch.Generator().manual_seed(draws.seed))
    images = []
    for real in crops:
        inputs = label_inputs(generator.architecture, real.crop.label_crop).with_noise(noise)
        images.append(generator.network(inputs.labels.pyramid(), inputs.noise, draws.code(real.crop)))
    return torch.cat(images)


@torch.inference_mode()
def label_faithfulness(
    network: SegmentationModel, images: Tensor, labels: Tensor, values: ValueRange
) -> dict[str, Any]:
    """Return an evaluation network's mean IoU and that of each class.

    Args:
        network: trained on real imagery alone.
        images: (N, bands, h, w) in [-1, 1].
        labels: class indices (N, h, w), 255 where unknown.
        values: value range of the imagery.
    """
    names = network.scheme.names
    confusion = np.zeros((len(names), len(names)), np.int64)
    for image, own in zip(images.numpy(), labels.numpy(), strict=True):
        known = own < len(names)
        pixels = network.normalisation.to_network(values.from_network(image)[None], known[None])
        predicted = network.network(torch.from_numpy(pixels))[0].argmax(0).numpy()[known].astype(np.int64)
        pairs = own[known] * np.int64(len(names)) + predicted
        confusion += np.bincount(pairs, minlength=len(names) ** 2).reshape(len(names), -1)
    of_classes = zip(names, class_iou(confusion), strict=True)
    return {"mean_iou": mean_iou(confusion), "iou": {name: float(iou) for name, iou in of_classes if not np.isnan(iou)}}


def coverage(real: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return the share of the 5-95 % range of `real` (n,) that the 5-95 % range of `other` (m,) covers."""
    low, high = np.percentile(real, PERCENTILES)
    other_low, other_high = np.percentile(other, PERCENTILES)
    return float(max(0.0, min(high, other_high) - max(low, other_low)) / max(high - low, 1e-9))


def coverage_table(
    real: NDArray[np.float64], rounds: Sequence[NDArray[np.float64]], names: Sequence[str], crops: int
) -> dict[str, Any]:
    """Return the coverage of each class and statistic, their mean and the smallest one.

    Args:
        real: statistics of the real crops (N, K, 3), NaN where a class is absent.
        rounds: statistics of the compared crops (M, K, 3), one array a round.
        names: of the classes.
        crops: how many crops of a class are compared.
    """
    classes: dict[str, Any] = {}
    for index, name in enumerate(names):
        own = _of_class(real, index, crops)
        others = [_of_class(one, index, crops) for one in rounds]
        if min(len(own), *map(len, others)) >= MIN_CROPS:
            classes[name] = _class_coverage(own, others)
    values = [value for one in classes.values() for value in one["coverage"].values()]
    return {"mean": float(np.mean(values)), "worst": float(np.min(values)), "classes": classes}


def _of_class(statistics: NDArray[np.float64], index: int, crops: int) -> NDArray[np.float64]:
    own = statistics[:, index]
    return own[~np.isnan(own[:, 0])][:crops]


def _class_coverage(real: NDArray[np.float64], rounds: Sequence[NDArray[np.float64]]) -> dict[str, Any]:
    """Return the coverage and the ranges of one class, whose statistics are (n, 3)."""
    together = np.concatenate(rounds)
    covered = {
        name: float(np.mean([coverage(real[:, at], one[:, at]) for one in rounds]))
        for at, name in enumerate(STATISTICS)
    }
    ranges = {
        name: {
            "real": np.percentile(real[:, at], PERCENTILES).round(2).tolist(),
            "compared": np.percentile(together[:, at], PERCENTILES).round(2).tolist(),
        }
        for at, name in enumerate(STATISTICS)
    }
    return {"crops": len(real), "coverage": covered, "ranges": ranges}


def measure(
    generator: SeamlessGenerator,
    scenes: Sequence[SceneArrays],
    network: SegmentationModel | None,
    options: CoverageOptions,
) -> dict[str, Any]:
    """Return the coverage of real by other real crops and by each way of drawing styles.

    Args:
        generator: to be measured.
        scenes: of its classes and bands.
        network: evaluation network; None leaves label faithfulness out.
        options: see `CoverageOptions`.
    """
    names, values = generator.scheme.names, generator.values
    crops, others = (
        collect_crops(
            GeneratorCrops(scenes, generator.architecture, values, options.crop, seed), len(names), options.crops
        )
        for seed in (1, 2)
    )
    real = np.stack([one.statistics for one in crops])
    labels = torch.from_numpy(np.concatenate([one.crop.labels for one in crops]))
    compared = coverage_table(real, [np.stack([one.statistics for one in others])], names, options.crops)
    measured: dict[str, Any] = {"real": compared}
    if network is not None:
        images = torch.from_numpy(np.concatenate([one.crop.image for one in crops]))
        compared["label_faithfulness"] = label_faithfulness(network, images, labels, values)
    for drawing in options.drawings:
        rounds, faithfulness = [], []
        for number in range(1 if drawing == "own" else options.rounds):
            images = synthetic_images(generator, crops, StyleDraws(generator, drawing, number + 1))
            rounds.append(class_statistics(images, labels, len(names)))
            if network is not None:
                faithfulness.append(label_faithfulness(network, images, labels, values))
        measured[drawing] = coverage_table(real, rounds, names, options.crops)
        if faithfulness:
            measured[drawing]["label_faithfulness"] = faithfulness
    for name, table in measured.items():
        print(f"{name}: mean {table['mean']:.3f}, worst {table['worst']:.3f}")
    return measured


def write_coverage(arguments: argparse.Namespace) -> None:
    """Measure the generator of the command line and write the JSON file."""
    generator = load_generator(arguments.generator)
    if not isinstance(generator, SeamlessGenerator):
        sys.exit(f"{generator.name} has no bank of style codes.")
    network = None
    if arguments.evaluation_network:
        network = SegmentationModel.load(arguments.evaluation_network)
        network.network.eval()
    files = pair_scenes(arguments.imagery, arguments.landcover)
    sources = match_sources(files, generator.scheme, None, None, Reporter())
    options = CoverageOptions(arguments.crop, arguments.crops, arguments.rounds, tuple(arguments.drawing))
    with tempfile.TemporaryDirectory() as folder:
        arrays = write_scene_arrays(sources, Path(folder), "coverage", shuffled_candidates, Reporter())
        measured = measure(generator, arrays.scenes, network, options)
    paths = [Path(one) for one in arguments.imagery]
    facts = {
        "model": generator.name,
        "digest": f"sha256 {generator.digest[:12]}",
        "imagery": [path.parent.name if path.stem == "imagery" else path.name for path in paths],
        "crop": options.crop,
        "crops": options.crops,
        "rounds": options.rounds,
        "coverage": measured,
    }
    arguments.output.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("generator", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--imagery", nargs="+", required=True)
    parser.add_argument("--landcover", nargs="+", required=True, help="in the order of the imagery")
    parser.add_argument("--crop", type=int, default=128, help="pixels along the side of a crop")
    parser.add_argument("--crops", type=int, default=48, help="number of crops of each class")
    parser.add_argument("--rounds", type=int, default=4, help="draws of random styles")
    parser.add_argument("--drawing", nargs="+", choices=DRAWINGS, default=list(DRAWINGS), help="ways of drawing styles")
    parser.add_argument("--evaluation-network", type=Path, help="segmentation model of the same classes")
    write_coverage(parser.parse_args())
